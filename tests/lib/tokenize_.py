import tokenize, io
for s in ("x", "x = 1\n", "if a:\n  b\n", "if a:\n  b", "(1,\n 2) # c", "# only\n", "", "\n\n", "'''a\nb''' + é\n", "f'a{b!r:>{c}}{{d}}'\n", "a = (", "'abc", "'''abc", "if x:\n\ty\n  z\n", "a $ b\n", "x \\\n + 1\n", "1_0 0x1f 1e5j\n", "def f():\n    pass\n    # c\n\nx\n","a?b", "  x\n"):
    print("--", repr(s))
    try:
        for t in tokenize.generate_tokens(io.StringIO(s).readline): print(tokenize.tok_name[t.type], repr(t.string), t.start, t.end, repr(t.line))
    except Exception as e: print(type(e).__name__, e)
for s in ("x = 1\nif a :\n    b( 1 )\n", "f'{a}{{}}' + 'b'\n"):
    toks = list(tokenize.generate_tokens(io.StringIO(s).readline))
    print(repr(tokenize.untokenize(toks)), repr(tokenize.untokenize(t[:2] for t in toks)))
print(tokenize.detect_encoding(io.BytesIO(b"# -*- coding: latin-1 -*-\nx").readline), tokenize.detect_encoding(io.BytesIO(b"\xef\xbb\xbfx\n").readline), tokenize.detect_encoding(io.BytesIO(b"#!x\n# vim: set fileencoding=utf8 :\n").readline))
try: tokenize.detect_encoding(io.BytesIO(b"# coding: nonsense\n").readline)
except SyntaxError as e: print(e)

for source in ["f'{a}{{b}}'\n", "f'a{{b{c!r}}}d'\n", "f'{x:{{y}}}'\n", "f'{x:{y}}'\n", "f'{ {1:2}}'\n", "f'{{{x}}}'\n", "f'\\N{SPACE}{{'\n",
               "f'\\\\N{{x}}'\n", "a = 1\\\n  + 2\n"]:
    found = list(tokenize.generate_tokens(io.StringIO(source).readline))
    print(repr(tokenize.untokenize(found)), repr(tokenize.untokenize([t[:2] for t in found])))
