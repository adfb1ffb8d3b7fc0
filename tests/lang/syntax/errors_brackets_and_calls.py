from _check import check

check(r"""
x = (1, 2
x = [1, 2)
x = 1)
x = 'abc
x = '''abc
f(a for a in b, c)
f(a=1, 2)
f(**k, *a)
f(a=1, a=2)
""")
