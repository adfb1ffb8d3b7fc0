from _check import check

check(r"""
(x := 1) := 2
x := 1
(x.y := 1)
(x[0] := 1)
[i := 0 for i in x]
[x for x in (y := z)]
class C: [y := 1 for x in z]
def f(a := 1): pass
f(a := 1, b=(c := 2), c := 3)
lambda: x := 1
""")
