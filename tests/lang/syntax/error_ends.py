# Where a SyntaxError ends, and whether its text has the newline of the line.
sources = ["f(1))", "x = 1\ny = (2]\nz", "0777", "1_", "0x", "s = 'abc\n", "f'{x", "f'}'", "'''abc\n\n", " x", "if x:\ny",
           "def f():\n        x\n    y", "try:\n    x\ny", "class A:", "f(a\n  b)", "f(1,\n  2 = 3)", "with (a[:\n    pass", "x = (1,\n",
           "x = \\ 1", "a b", "for x in y", "print 'a'", "f(a for b in c, d)", "1 = 2", "if 1:\n\tx\n        y", "\\", "é = 1 1", "'é' )"]
for source in sources:
    try:
        compile(source, "f", "exec")
    except SyntaxError as e:
        print(type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))
