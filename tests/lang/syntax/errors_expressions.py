from _check import check

check(r"""
x = 5 5
x y
print 1
print 'a'
exec 'a'
a b c
x = 1 +
x = * 1
*a
*a = 1
*a, *b = c
x = *a
[*a for a in b]
{**a for a in b}
{1: 2, 3}
{1, 2: 3}
{1: *a}
{**a, b}
(a for a in b
[a, b for c in d]
""")
