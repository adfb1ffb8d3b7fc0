"""Compiles sources, one a line with \\n and \\t for what they are, and prints what CPython's words would be."""


def check(sources):
    for source in sources.strip("\n").split("\n"):
        text = source.replace("\\n", "\n").replace("\\t", "\t")
        try:
            compile(text, "<test>", "exec")
            print(repr(text), "compiles")
        except SyntaxError as e:
            print(repr(text), "->", type(e).__name__, e.msg, (e.lineno, e.offset))
