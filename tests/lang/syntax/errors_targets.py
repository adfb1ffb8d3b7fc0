from _check import check

check(r"""
1 = x
f() = 1
x + 1 = 2
None = 1
True = 1
__debug__ = 1
(a, b) += 1
x = 1 = 2
a, 1 = 2
del f()
del 1
del (a, 1)
del a + b
for 1 in x: pass
for f() in x: pass
with a as 1: pass
with a as f(): pass
""")
