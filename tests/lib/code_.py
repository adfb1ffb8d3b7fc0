import codeop, code, __future__
for s in ("1+1", "x = (", "def f():", "def f():\n  pass", "def f():\n  pass\n", "'''", "a b", "if 1:\n  x\nelse:", "", "# c", "x\\", "for", "class A: pass", "@d", "if 1: pass", "1 +", "'abc", "try:\n  pass", ")", "if 1:\n  pass\n  "):
    for sym in ("single", "exec"):
        try: r = codeop.compile_command(s, "<t>", sym)
        except SyntaxError as e: r = str(e)
        print(repr(s), sym, r if isinstance(r, (str, type(None))) else "code")
print(__future__.annotations, __future__.division.getMandatoryRelease())
lines = iter(["x = 5", "for i in range(2):", "    print(i)", "", "1/0", "print(x)", "a b"])
def read(prompt):
    try: return next(lines)
    except StopIteration: raise EOFError
code.interact("hi", read, {}, "bye")
