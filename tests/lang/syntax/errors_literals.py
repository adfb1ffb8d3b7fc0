from _check import check

check(r"""
f'{a'
f'{a!}'
f'{}'
f'{a b}'
b'é'
'\x1'
'\u12'
'\N{no such name}'
0777
0b2
0o8
0xg
1_
1__0
1e
1.e+
1abc
0_7
08
1if 2else 3
$
?
x = `1`
a\b
""")
