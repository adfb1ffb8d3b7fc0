import re

print(re.match(r"(\w+) (\w+)", "hello world").groups(), re.search(r"\d+", "abc 123 def").group(), re.findall(r"\b\w", "some words here"), re.findall(r"(\w)(\d)", "a1 b2"), re.split(r"[,;]\s*", "a, b;c"), re.sub(r"\d", lambda m: str(int(m[0]) * 2), "a1b2"), re.fullmatch(r"a+", "aaa") is not None, re.match("b", "ab"))
m = re.search(r"(?P<year>\d{4})-(?P<month>\d\d)", "on 2024-05-06")
print(m, m.group("year"), m["month"], m.groupdict(), m.start(), m.end("month"), m.span(1), m.groups(), m.group(0, 1, 2), m.lastgroup, m.lastindex, m.re.pattern, m.string, m.pos)
p = re.compile(r"a(b)?c", re.I)
print(p.findall("abc AC aBc"), p.pattern, p.flags & re.I != 0, p.groups, repr(p), p.match("ac").groups(), p.match("ac").group(1), p.sub(r"[\1]", "abc ac"), p.search("xxabc", 3), p.fullmatch("ABC").group(1))
print(re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.sub(r"(?P<a>x)", r"<\g<a>>", "axa"), re.sub("", "-", "abc"), re.sub("x*", "-", "abxd"), re.subn("a", "b", "aaa", count=2), re.sub("a", r"\n", "a"), re.sub(".", r"\g<0>\g<0>", "ab"))
print(re.split(r"(\d)", "a1b2c"), re.split(r"x*", "axbc"), re.split(",", "a,b,c", maxsplit=1), re.escape("a.b*c[d] e-f"), [m.span() for m in re.finditer(r"\w+", "ab cd")], re.findall(r"^\w+", "a\nb\nc", re.M), re.findall(r"a.c", "a\nc abc", re.S), re.findall("", "ab"))
print(re.match(r"(?:a|b)+?", "abab").group(), re.search(r"(?<=x)y", "xy").span(), re.search(r"(?<!x)y", "xyzy").span(), re.search(r"a(?=b)", "acab").start(), re.search(r"a(?!b)", "abac").start(), re.match(r"(a)|b", "b").groups("default"), re.search(r"(\w)\1", "hello").group(), re.match(r"(?i:A)b", "ab") is not None, re.match(r"""
    \d+   # digits
    \.    # a dot
""", "12.", re.X).group())
print(re.findall(r"[^\W\d_]+", "abc_123 é"), re.findall(r"\w+", "日本 語é", re.A), re.findall(r"[à-ü]", "aéz"), re.search("é", "caféé").span(), re.findall(r"\s", "a\u00a0b c"), re.match(r"\d", "٣") is not None, re.findall(".", "é😀"))
print(re.findall(rb"\d+", b"a12b3"), re.sub(rb"a", b"x", b"aa"), re.match(rb"(.)", b"\xff").group(1))
for bad in ("(", ")", "[", "a**", "*a", "(?P<1>a)", "(?P<n>a)(?P<n>b)", r"\1", "(?z)", "a{2,1}", "(?P=x)", "[z-a]", r"(?<=a+)b", "\\", "(?<n>a)" if False else "(?#", r"\g"):
    try:
        re.compile(bad)
        print(bad, "fine")
    except re.error as e:
        print(bad, "->", e)
for f in (lambda: re.match("a", b"a"), lambda: re.match(5, "a"), lambda: re.match("a", 5), lambda: re.sub("(a)", r"\2", "a"), lambda: re.match("a", "a").group(5), lambda: re.match("a", "a")["x"], lambda: re.sub("a", r"\g<x>", "a")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(re.match(r"(a(b(c)))", "abc").groups(), re.match(r"(?P<x>a)(?P<y>b)?", "a").groupdict(), re.match("(a*)*", "aaa").groups(), re.match(r"a{2,3}", "aaaa").group(), re.match(r"a{2,}?", "aaaa").group(), re.match(r"(?>a+)b", "aab").group(), re.match(r"a++b", "aab").group(), re.findall(r"\bfoo\b", "foo foobar foo"), re.match(r"\A\w+\Z", "ab").group(), re.search(r"$", "a\n").start(), re.sub(r"\s+$", "", "a  "))
text = "The rain in Spain stays mainly"
print(re.findall(r"\b\w*ai\w*\b", text), len(re.findall(r"[aeiou]", text)), re.sub(r"(?m)^", "> ", "a\nb"), re.sub(r"(\d+)-(\d+)", r"\g<2>\g<1>0", "12-34"), [m.group(1) for m in re.finditer(r"(\w)\w*", text)])
tokens = re.compile(r"(?P<num>\d+)|(?P<op>[-+*/()])|(?P<ws>\s+)")
print([(m.lastgroup, m.group()) for m in tokens.finditer("12 + (3*4)") if m.lastgroup != "ws"])
