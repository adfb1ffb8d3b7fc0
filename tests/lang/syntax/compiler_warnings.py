# What the compiler warns of, as errors, with their places; and every place where __debug__ may not be assigned.
import warnings
warnings.simplefilter('error')
SOURCES = [
    'assert (1, "x")', 'assert (x, "x")', 'x is 1', '1 is x', 'x is not "a"', 'x is ()', 'x is -1',
    'x is None', '[1] (2)', '"a" (2)', '(1) (2)', 'None[1]', '(1,)["a"]', '"a"[1.0]', '"a"[1:2]', '[1][True]',
    '{1}[1]', '{1:2}["a"]', '(lambda: 1)[1]', '(lambda:1)()', 'f"{1}"["a"]', '(x for x in y)[1]', '"\\z"',
    'if x is 1: pass', '[1][None]', '[1][...]', '(1,2)[1j]', '[1]["a", 2]', 'x is (1, y)', 'x is [1]',
    'x is y is 3', 'x.__debug__ = 1', 'del x.__debug__', '__debug__: int', 'x.__debug__: int',
    'f(__debug__=1)', 'f(*a, __debug__=1)', 'def f(__debug__): pass', 'class __debug__: pass',
    'def f(*, __debug__): pass', 'lambda __debug__: 1', 'import __debug__', 'with a as __debug__: pass',
    'x.__debug__ += 1', 'global __debug__', 'class A(__debug__=1): pass',
    'match a:\n case A(__debug__=1): pass', 'def __debug__(): pass', 'import a as __debug__',
    'for __debug__ in x: pass', 'type __debug__ = 1', 'def f[__debug__](): pass',
]

for s in SOURCES:
    try:
        compile(s, '<s>', 'exec')
    except SyntaxError as e:
        print(s, '|', e.msg, e.lineno, e.offset, e.end_offset)
    else:
        print(s, 'is fine')

for s in ['"doc"\n"text"\nfrom __future__ import annotations', 'x = 1\nfrom __future__ import annotations',
          'if 1:\n    from __future__ import annotations', 'from .__future__ import a\nfrom __future__ import annotations',
          '"doc"\nfrom __future__ import division; from __future__ import annotations']:
    try:
        compile(s, '<s>', 'exec')
    except SyntaxError as e:
        print(repr(s), e.msg, e.lineno)
    else:
        print(repr(s), 'is fine')

for note in ['x: (yield)', 'def f(a: (b := 1)): pass', 'async def f() -> (await x): pass', 'class A:\n    x: (yield from y)',
             'def f():\n    x: (y := 1)']:
    try:
        compile('from __future__ import annotations\n' + note, '<s>', 'exec')
    except SyntaxError as e:
        print(repr(note), e.msg, e.lineno, e.offset)
    else:
        print(repr(note), 'is fine')

with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    exec('x = 1\nx is 1', {})
print([(str(w.message), w.lineno, w.filename) for w in seen])
