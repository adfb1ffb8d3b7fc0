name, n, pi = "Ann", 42, 3.14159
print(f"", f"plain", f"{name}", f"{name} is {n}", f"{{literal}} {n} }}{{", f"{n}{n}")
print(f"{n:5}|{n:<5}|{n:^5}|{n:>5}|{n:05}|{n:+}|{n:x}|{n:#x}|{n:b}|{n:o}|{n:,}|{n:e}|{n:c}")
print(f"{pi:.2f}|{pi:8.3f}|{pi:<8.1f}|{pi:e}|{pi:g}|{pi:%}|{pi:.0f}|{pi!r:>10}|{pi!s:.4}")
print(f"{name:>10}|{name:<10}|{name:^10}|{name:*^10}|{name:.2}|{name!r}|{name!a}|{name!s}")
print(f"{n=} {name=} {n = } {n=:5} {name=!s} {n + 1 = } {pi=:.2f} {name=!r:>8}")
width, prec = 10, 3
print(f"{pi:{width}.{prec}f}|{name:{'>'}{width}}|{name:{'*'}^{width + 2}}|{pi:{'.' + str(prec) + 'f'}}")
print(f"{1 + 2} {[1, 2][0]} {dict(a=1)['a']} {(lambda x: x * 2)(3)} {'nested'} {'a' if n else 'b'} {n > 3} {not n} {[i for i in range(3)]}")
print(f"{f'{f"{n}"}'} {f"{name!r}"} {'"'} {"'"} {'\n'.join(["a", "b"])!r}")
print(f"{"same quotes"} {"a" "b"} {d["k"] if (d := {"k": "v"}) else ""}")
print(f'{n:{"{"}>10}', f"{'{'}", f"{'}'}", f"{ {1: 2}[1] }", f"{ {3} }")
print(f"""multi
{n}
  {name
   + "!"}
""")
print(f"{
    n  # a comment
    + 1
}")
print(rf"\d{n}\n", fr"{name}\t", f"\t{n}\x41\u20ac\N{BULLET}", F"{n}", Rf"\{n}")
print("implicit " f"{n}" " concatenation " f"{name}" r"\n")
print(f"{n!r:^{width}}|{None}|{True}|{[1, 'a']}|{(1,)}|{b'x'}|{1j}|{...}|{int}")
print(f"{lambda_}" if (lambda_ := "paren") else "", f"{(lambda: 5)()}", f"{(x := 7)} {x}", f"{x:=5}", f"{x:=+5}" if False else "")


class Fmt:
    def __format__(self, spec):
        return f"<{spec}>"

    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"


o = Fmt()
print(f"{o}|{o:spec}|{o!s}|{o!r}|{o!s:>5}|{o:{n}}|{o:%Y-%m-%d}|{o:a{n}b{name}c}|{o=}|{o=:x}|{o=!s}")
print(f"{o:{{}}}" if False else "-", f"{o:\x41}", f"{o:}}}" if False else "-")


class Bad:
    def __format__(self, spec):
        return 5


for text in ("f'{Bad()}'", "f'{1:s}'", "f'{\"a\":d}'", "f'{[]:5}'", "f'{None:>5}'", "f'{1:%%}'", "f'{1.5:d}'", "f'{\"a\":+}'", "f'{\"a\":,}'",
             "f'{1:,x}'", "f'{undefined}'", "f'{1:5.2}'", "f'{{}}:5'", "f'{object():5}'", "f'{\"a\":=5}'", "f'{1:c}'", "f'{-1:c}'",
             "f'{1114112:c}'", "f'{1:.2c}'", "f'{1:10000000000000000000000}'", "f'{1.0:.999999999999999}'", "f'{1:_,}'", "f'{1j:=10}'", "f'{1j:05}'"):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as e:
        print(text, "->", type(e).__name__, e)
for text in ("f'{'", "f'}'", "f'{}'", "f'{ }'", "f'{1!}'", "f'{1!x}'", "f'{a b}'", "f'{1:{2:{3:{4}}}}'", "f'{!r}'", "f'{1!r'", "f'{lambda x: 1}'", "f'{*a}'",
             "f'{1=!}'", "f'{a[}'", "f'{)}'", "f'{:5}'", "f'{=}'", "f'{1!rr}'", "f'{yield}'"):
    try:
        eval(text)
        print(text, "fine")
    except SyntaxError as e:
        print(text, "->", e.msg)
    except NameError as e:
        print(text, "->", e)
