# t-strings are newer than the oracle: the expected output was written by hand.
from string.templatelib import Interpolation, Template, convert

x, name = 5, "world"
t = t"a{x!r:>{x}}b{x=}"
print(type(t) is Template, t.strings, t.values)
for i in t.interpolations:
    print(i.value, i.expression, i.conversion, repr(i.format_spec))
print(t"", t"{x}", t"plain", t"{x}{name}")
print([part if isinstance(part, str) else part.value for part in t"hello {name}!"])
both = t"one {x}" + t" two {name}"
print(both.strings, both.values)
print((t"a{x}" t"b{name}").strings)
print(t"{t'{x}'}".values[0].values, t"{x + 1:{name}}".interpolations[0].format_spec)
match t"{x}".interpolations[0]:
    case Interpolation(value, expression):
        print(value, expression)
print(convert(x, "r"), convert("é", "a"), Template("a", "b", Interpolation(1, "one"), "c"))
for wrong in (lambda: t"a" + "b", lambda: Template(1), lambda: Interpolation(1, "x", "z")):
    try:
        wrong()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
