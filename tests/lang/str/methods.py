s = "Hello, World"
print(s.upper(), s.lower(), s.swapcase(), s.title(), s.capitalize(), s.casefold(), "ß".casefold(), "ß".upper(), "ǆ".title(), "ŉ".upper(), "İ".lower(), "Σας ΣΑΣ".lower())
print(s.find("o"), s.find("o", 5), s.find("z"), s.rfind("o"), s.index("World"), s.rindex("l"), s.count("l"), s.count(""), "".count(""), s.find(""), s.find("", 20), s.rfind(""), s.find("o", -4), s.count("l", 3, -1), "aaaa".count("aa"))
print(s.startswith("Hell"), s.startswith(("x", "H")), s.startswith("World", 7), s.endswith("ld"), s.endswith(("a", "d")), s.endswith("Hello", 0, 5), s.startswith(""), s.startswith("", 20), s.endswith("", 12), s.startswith(()))
print(s.replace("l", "L"), s.replace("l", "L", 2), s.replace("", "-"), "abc".replace("", "-", 2), s.replace("xyz", ""), "aaa".replace("aa", "b"), "".replace("", "x"), "abc".replace("b", "", count=1))
print("a,b,,c".split(","), "a,b,,c".split(",", 1), " a  b ".split(), " a  b ".split(" "), "".split(), "".split(","), "a,b".rsplit(",", 0), "a,b,c".rsplit(",", 1), " a b c ".rsplit(None, 1), " a b c ".split(None, 1), "aXXbXXc".split("XX"), "abc".split(sep="b", maxsplit=5), "\x1ca\u2003b\x85c".split())
print("a\nb\r\nc\rd\x0be\u2028f".splitlines(), "a\nb\n".splitlines(True), "".splitlines(), "\n".splitlines(), "a\x1cb\x85c\u2029".splitlines(keepends=True))
print("  x ".strip(), "xxaxx".strip("x"), "xyaxy".strip("yx"), " x ".lstrip() + "|", " x ".rstrip() + "|", "\t\n x\u2003".strip(), "abc".strip("abc"), "éaé".strip("é"))
print("a-b-c".partition("-"), "abc".partition("-"), "a-b-c".rpartition("-"), "abc".rpartition("-"), "prefixbody".removeprefix("prefix"), "bodysuffix".removesuffix("suffix"), "x".removeprefix("y"), "x".removesuffix(""))
print("-".join(["a", "b"]), "".join([]), "-".join("abc"), "-".join(["x"]), ", ".join(str(i) for i in range(3)), "é".join(["a", "€"]))
print("x".center(5) + "|", "x".center(4, "*"), "xy".center(5, "*"), "x".ljust(4, ".") + "|", "x".rjust(4, "é"), "toolong".center(3), "42".zfill(5), "-42".zfill(5), "+".zfill(3), "".zfill(2), "abc".zfill(2))
print("a\tb\tc".expandtabs(), "a\tb".expandtabs(4), "ab\tc\n\td".expandtabs(4), "a\tb".expandtabs(0), "\t".expandtabs(1) + "|")
for t in ("abc", "ABC", "Abc", "123", "12a", "", " ", "\t\n", "aB", "Ab Cd", "é", "ß", "²", "½", "٣", "_x", "1x", "class", "x y", "\x00", "a\n", "Ⅷ", "日本"):
    print(repr(t), [int(getattr(t, m)()) for m in ("isalpha", "isdigit", "isdecimal", "isnumeric", "isalnum", "isspace", "isupper", "islower", "istitle", "isidentifier", "isprintable", "isascii")])
print("abc".translate({97: "X", 98: None, 99: 100}), "abc".translate(str.maketrans("ab", "xy", "c")), str.maketrans({"a": 1, 5: "x"}), str.maketrans("a", "b"), "hello".translate(str.maketrans("", "", "l")))
print("abc" < "abd", "abc" < "abcd", "" < "a", "Z" < "a", "é" > "z", "a" == "a", "a" != "b", "10" < "9", "a" <= "a", "\uffff" < "\U00010000", "abc".__lt__("b"), "a".__eq__(1), "a" == 1)
print("ab" * 3, 3 * "ab", "ab" * 0, "ab" * -1, "a" + "b", "a" "b", "abc"[0], "abc"[-1], "b" in "abc", "" in "abc", "x" not in "abc", len("é€😀"), list("é€"), "😀x"[1], sorted("hello"), max("hello"), "abc"[::-1])
print(ord("é"), chr(8364), chr(0x1f600), ascii("é€😀\n"), repr("a'b"), repr('a"b'), repr("a'b\"c"), repr("\n\t\r\\\x00\x7f\x80\xa0\u2028\ud800é\U000e0001"), "\a\b\f\v".__repr__())
print(hash("abc") == hash("abc"), "abc" is "abc", str(5), str(None), str([1, "a"]), str(b"abc", "ascii"), str(object=1.5), str(), str("x"), type(str(True)).__name__)
print("é".encode(), "é".encode("latin-1"), "é".encode("utf-16-le"), "é".encode("utf-16"), "a€".encode("ascii", "replace"), "a€".encode("ascii", "ignore"), "a€".encode("ascii", "xmlcharrefreplace"), "a€".encode("ascii", "backslashreplace"), "é".encode("utf-32-be"), "a€".encode("latin-1", "namereplace") if False else "", "\udc80".encode("utf-8", "surrogateescape"), "\ud800".encode("utf-8", "surrogatepass"))
for f in (lambda: "a" + 1, lambda: 1 + "a", lambda: "a" * "b", lambda: "a" * 1.5, lambda: "abc"[5], lambda: "abc"["x"], lambda: "abc".index("z"), lambda: "a".join([1]), lambda: "a".join(["x", None]), lambda: "a".join(5), lambda: "a".split(""), lambda: "a".partition(""),
          lambda: "a".replace(1, 2), lambda: "a".find(1), lambda: "a".startswith(1), lambda: "a".startswith((1,)), lambda: "a".center(5, "ab"), lambda: "a".center("5"), lambda: 1 in "a", lambda: "a" < 1, lambda: "a".strip(1), lambda: "é".encode("ascii"),
          lambda: "\ud800".encode(), lambda: "a".encode("nocodec"), lambda: "a€".encode("ascii", "nohandler"), lambda: ord(""), lambda: ord("ab"), lambda: chr(-1), lambda: chr(0x110000), lambda: chr("a"), lambda: "a".translate(5), lambda: str.maketrans("ab", "c"), lambda: str.maketrans({"ab": 1}),
          lambda: "a".removeprefix(1), lambda: "a".zfill("x"), lambda: "a".expandtabs("x"), lambda: "a".splitlines(1, 2), lambda: str(b"x", "ascii", "strict", 1), lambda: str("x", "ascii"), lambda: "a".count(), lambda: "a" % 5, lambda: -"a", lambda: "abc".__getitem__(slice(0, 1, 0))):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)
