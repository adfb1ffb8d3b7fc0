from _check import check

check(r"""
nonlocal x
def f(): nonlocal x
def f(): x = 1; global x
def f(): print(x); global x
def f(x): global x
def f(x): nonlocal x
def f(): global x; nonlocal x
def f(): global x; x: int
class C: x = 1; global x
""")
