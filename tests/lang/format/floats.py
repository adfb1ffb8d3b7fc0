specs = ["", "f", ".0f", ".2f", "10.3f", "<10.1f", "^12.2f", "+.1f", " .1f", "010.2f", "e", ".0e", ".3e", "E", "g", ".3g", ".10g", "G", "#g", "#.0f", "%", ".0%", ".2%",
         ",", ",.2f", "_.1f", "+,.3f", "n", ".5", "12", "<12", "z.1f", "=+10.1f", "*>10.2f", "015,.2f", ".17g", ".20f"]
for value in (0.0, -0.0, 1.0, -1.5, 3.14159265358979, 1234567.891, 1e22, 1.5e-7, 0.1, 123456789012345680.0, float("inf"), float("-inf"), float("nan"), 2.5, 0.5, 1e100, 5e-324):
    print(repr(value), [format(value, s) for s in specs])
for v, s in ((1.5, "d"), (1.5, "x"), (1.5, "s"), (1.5, "c"), (1.5, ".f"), (1.5, "f."), (1.5, "0x"), (1.5, ",s"), (1.5, "_,f"), (1.5, "zd")):
    try:
        print(repr(format(v, s)))
    except Exception as e:
        print(s, type(e).__name__, e)
print(repr(1e16), repr(1e15), repr(123456789.123456789), repr(1e-4), repr(1e-5), repr(0.1 + 0.2), repr(1 / 3), repr(100.0), repr(1e300 * 1e10), repr(2.0 ** 60), repr(1.7976931348623157e308))
print(str(1e16), str(0.1), str(-0.0), str(1e22), str(1e23), 1e21, 12345678901234567.0, 0.00001234)
print([round(v, 2) for v in (1.005, 2.675, 1.115, -1.115, 1e10, 2.5)], [round(v) for v in (0.5, 1.5, 2.5, -0.5, 1e20)], round(1234.5, -2), round(5.5, 0), round(1.5e300, 2), round(12.5, -1))
for c in (0j, 1j, 1 + 2j, -1.5 - 0.5j, complex(0.0, -0.0), complex("inf"), complex(1, float("nan"))):
    print(c, repr(c), f"{c:.2f}", f"{c:g}", f"{c:20}|", f"{c:<20}|", f"{c:e}", f"{c:+.1f}", f"{c:^24.1f}|")
print(format("abc", "5") + "|", format("abc", ">5"), format("abc", "*^9"), format("abcdef", ".3"), format("abcdef", "-<8.2"), format("é€😀", "^7") + "|", format("", "3") + "|", format("x", "s"))
print(format(True), format(True, "5"), format(True, "d"), format(None), format([1], ""), format((1, 2)), format({}), format(b"x"))
print("{} {}".format(1, 2), "{1} {0}".format(1, 2), "{a} {b}".format(a=1, b=2), "{0.real} {0.imag}".format(1j), "{0[1]} {0[0]}".format([1, 2]), "{a[k]} {a[0]}".format(a={"k": "v", 0: "z"}))
print("{:>{}}".format("x", 5), "{:{w}.{p}f}".format(3.14159, w=10, p=2), "{!r} {!s} {!a}".format("q", "q", "é"), "{{}} {}".format(1), "{0:{1}}".format(1, "05"), "{:{}{}}".format("x", ">", 4))
print("{0[key with space]}".format({"key with space": 1}), "{.__class__.__name__}".format(5), "{0.__doc__}".format(type("D", (), {"__doc__": "d"})))
print("{x}".format_map({"x": 1}), "{x[1]}".format_map({"x": [1, 2]}))


class Default(dict):
    def __missing__(self, k):
        return f"<{k}>"


print("{a} {b}".format_map(Default(a=1)))
for text, args, kw in (("{", (), {}), ("}", (), {}), ("{}", (), {}), ("{1}", (1,), {}), ("{} {0}", (1,), {}), ("{0} {}", (1,), {}), ("{a}", (), {}), ("{0.x}", (1,), {}), ("{0[x]}", ([],), {}),
                       ("{0[5]}", ([],), {}), ("{!z}", (1,), {}), ("{!}", (1,), {}), ("{!r", (1,), {}), ("{:{:{}}}", (1, 2, 3), {}), ("{0", (1,), {}), ("{0!}", (1,), {}), ("{0.}", (1,), {}),
                       ("{0[}", (1,), {}), ("{0[]}", ([1],), {}), ("{0[a]b}", ({"a": 1},), {}), ("{:d}", ("x",), {}), ("{!rx}", (1,), {}), ("{a.b}", (), {"a": 1}), ("{-1}", (1,), {}), ("{ 0}", (1,), {})):
    try:
        print(text, repr(text.format(*args, **kw)))
    except Exception as e:
        print(text, type(e).__name__, e)
