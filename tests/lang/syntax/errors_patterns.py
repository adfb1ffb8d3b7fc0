from _check import check

check(r"""
match x: pass
match x: case 1: pass
match x:\n  case a: pass\n  case b: pass
match x:\n  case a | b: pass
match x:\n  case [a, a]: pass
match x:\n  case {**a, 'b': 1}: pass
match x:\n  case {'a': 1, 'a': 2}: pass
match x:\n  case C(a=1, a=2): pass
match x:\n  case C(a=1, 2): pass
match x:\n  case [*a, *b]: pass
match x:\n  case 1 + 1: pass
match x:\n  case (a, b) | a: pass
match x:\n  case _ as _: pass
match x:\n  case a.b as c.d: pass
match x:\n  case -a: pass
""")
