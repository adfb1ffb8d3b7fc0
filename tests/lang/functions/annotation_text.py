# Annotations that stay text: parentheses where they are needed, and nowhere else.
from __future__ import annotations

TEXTS = [
    '...', "u'some'", "b'\\xa3'", '1e400', '1e400j', '0xff', '1_000', '"it\'s"', "'a\\nb\\x01\\u0416'", 'True or False and None', '(True or False) and None',
    'not (a or b)', 'not not a', 'a + b + (c + d)', '(a + b) * c', '(a ** b) ** c ** d', '-a ** -b', '(-a) ** b', '~a | b ^ c & d << e',
    'a < b <= c is not d not in e', '(a < b) < c', 'a if b else c if d else e', '(a if b else c) if d else e',
    'lambda: None', 'lambda a, /, b=1, *c, d, e=(2, 3), **f: lambda x: a', 'lambda *, a: a', '(lambda: 1)()', '{}', '{1: 2, **a, **(b or c)}',
    '{1, *a}', '()', '(a,)', '(*a, b)', '[a, (b, c)]', '[x for x, y in a if (b if c else d) if e]', '{x: y for x in a for y in x}', '{x for x in a}',
    'f(x for x in a)', 'f(1, (x for x in a))', 'f(a, *b, c=d, **e)', '1 .real', '1.5.real', 'a.b[c].d()', 'a[1:2, ::3, :]', 'a[()]', 'a[b,]', 'a[*b]',
    'a[(x for x in b)]', 'f"{a}{b!r:>{c}}{{d}}"', 'f"{ {1: 2}[1]}"', 'f"{(lambda x: 1)}"', '(a)(b)', '((a))', 'a @ b // c', '"a" "b"', 'a[b, (c, d)]',
]

for text in TEXTS:
    ns = {}
    exec(f'from __future__ import annotations\ndef f(a: {text}) -> {text}: pass\nx: {text}', ns)
    shown = ns['f'].__annotations__
    print(shown['a'], '|', shown['a'] == shown['return'] == ns['__annotations__']['x'])
