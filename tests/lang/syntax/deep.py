# Deeply nested source: an error that names it, never a crash.
def attempt(name, text):
    try:
        eval(text, {"f": lambda *a: 1, "a": {}})
        print(name, "fine")
    except (SyntaxError, RecursionError, MemoryError) as e:
        print(name, "refused")


for depth in (50,):
    attempt("parens", "(" * depth + "1" + ")" * depth)
    attempt("lists", "[" * depth + "]" * depth)
    attempt("calls", "f(" * depth + ")" * depth)
    attempt("unary", "-" * depth + "1")
    attempt("power", "2" + "**1" * depth)
    attempt("attributes", "a" + ".get" * 1)
    attempt("lambda", "lambda: " * depth + "1")
    attempt("conditional", "1 if 1 else " * depth + "2")
    attempt("dicts", "{1:" * depth + "1" + "}" * depth)
for depth in (250, 100000):
    try:
        eval("(" * depth + "1" + ")" * depth)
        print("fine")
    except (SyntaxError, MemoryError, RecursionError) as e:
        print("parens", depth, type(e).__name__ in ("SyntaxError", "MemoryError", "RecursionError"))
try:
    eval("(" * 250 + ")" * 250)
except SyntaxError as e:
    print(e.msg)
try:
    exec("\n".join(" " * i + "if 1:" for i in range(101)) + "\n" + " " * 101 + "pass")
except SyntaxError as e:
    print(type(e).__name__, e.msg)
