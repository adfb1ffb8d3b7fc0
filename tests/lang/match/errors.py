# Patterns that are no patterns, or hide the next one; yield inside comprehensions.
CASES = [
    'case f"": pass', 'case f"{x}": pass', 'case {f"": _}: pass', 'case (None | _) | _: pass', 'case (x | _): pass',
    'case (None | x):\n  pass\n case 1: pass', 'case (x as y):\n  pass\n case 1: pass', 'case _ if 1:\n  pass\n case 1: pass',
    'case -1 | 2+3j | "a" "b" | b"": pass', 'case x | 1: pass', 'case {-1: 1, a.b: 2, "x": 3, None: 4}: pass',
]
YIELDS = ['[(yield x) for x in ()]', '{(yield x) for x in ()}', '{1: (yield x) for x in ()}', '((yield x) for x in ())',
          '{(yield from x) for x in ()}']

for source in [f'match a:\n {case}' for case in CASES] + [f'def f(): {y}' for y in YIELDS]:
    try:
        compile(source, '<s>', 'exec')
    except SyntaxError as e:
        print(source, '|', e.msg, e.lineno, e.offset, e.end_offset)
    else:
        print(source, 'is fine')
