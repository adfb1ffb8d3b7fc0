b = b"Hello\x00\xff"
print(b, len(b), b[0], b[-1], b[1:3], b[::-1], list(b), 72 in b, b"ell" in b, b"z" not in b, bytes(3), bytes([1, 2]), bytes("é", "utf-8"), bytes(b"x"), bytes(range(3)), bytes(), b"a" b"b")
print(b + b"x", b * 2, 2 * b"ab", b == b"Hello\x00\xff", b < b"I", b"" < b"a", b"a" == "a", b"a" != "a", hash(b"ab") == hash(b"ab"), {b"k": 1}[b"k"], repr(b"'\"\\\n\t\r\x7f"), b'"', b"'")
print(b"abcabc".find(b"c"), b"abcabc".find(99), b"abc".rfind(b"z"), b"abc".index(b"b"), b"abcabc".count(b"ab"), b"abc".startswith(b"ab"), b"abc".endswith((b"x", b"c")), b"abc".replace(b"b", b"XX"), b"a,b".split(b","), b" a b ".split(), b"a\nb\r\n".splitlines(), b",".join([b"a", b"b"]))
print(b" x ".strip(), b"xax".strip(b"x"), b"abc".upper(), b"ABC".lower(), b"aBc".swapcase(), b"ab cd".title(), b"abc".capitalize(), b"x".center(5, b"*"), b"x".ljust(3) + b"|", b"5".zfill(3), b"a-b".partition(b"-"), b"ab".isalpha(), b"12".isdigit(), b"a\tb".expandtabs(4), b"abc".translate(bytes(range(256)), b"b"), bytes.maketrans(b"a", b"b")[97], b"prefix".removeprefix(b"pre"))
print(b"caf\xc3\xa9".decode(), b"\xe9".decode("latin-1"), b"ab".hex(), b"abcd".hex(":"), b"abcd".hex("-", 2), bytes.fromhex("61 62"), b"%d %s %r %x" % (5, b"x", b"y", 255), b"%c%b" % (65, b"z"), b"abc".isascii(), b"\xff".isascii())
ba = bytearray(b"hello")
ba[0] = 72
ba.append(33)
ba.extend(b"??")
ba += b"."
ba[1:3] = b"EEE"
print(ba, len(ba), ba[0], ba[1:4], ba == b"HEEElo!??.", bytes(ba), type(ba[1:]).__name__)
del ba[0], ba[-1]
ba.insert(0, 65)
print(ba, ba.pop(), ba.pop(0), ba)
ba.remove(108)
ba.reverse()
print(ba, ba.copy(), bytearray(3), bytearray("x", "ascii"), bytearray([1, 2]), ba.find(b"E"), ba.decode(), ba.upper(), ba * 2, ba.hex())
ba.clear()
print(ba, not ba, bytearray(b"a") + b"b", b"a" + bytearray(b"b"), type(b"a" + bytearray(b"b")).__name__, bytearray(b"b") > b"a")
ba = bytearray(range(10))
ba[::2] = b"\xff" * 5
print(ba)
del ba[1::2]
print(ba, ba.count(255))
m = memoryview(b"abcdef")
print(m[0], m[1:3].tobytes(), len(m), bytes(m[::2]), m.nbytes, m.format, m.readonly, list(m[:3]), m == b"abcdef")
data = bytearray(b"abc")
v = memoryview(data)
v[0] = 122
v[1:3] = b"yx"
print(data, v.tolist())
for f in (lambda: bytes([256]), lambda: bytes([-1]), lambda: bytes(-1), lambda: bytes("x"), lambda: bytes(["a"]), lambda: bytes(1.5), lambda: b"a" + "b", lambda: "a" + b"b", lambda: b"a"[5], lambda: b"abc".index(b"z"), lambda: b"a".join(["x"]), lambda: b"a" < "a",
          lambda: b"\xff".decode(), lambda: b"\xff".decode("ascii"), lambda: bytes.fromhex("6"), lambda: bytes.fromhex("zz"), lambda: "x" in b"abc", lambda: 256 in b"a", lambda: b"%s" % "x", lambda: b"a".split(""), lambda: b"a".find("a"), lambda: bytearray(b"a").__setitem__(0, 256),
          lambda: bytearray(b"a").__setitem__(5, 1), lambda: bytearray(b"a").append("x"), lambda: bytearray().pop(), lambda: bytearray(b"a").remove(5), lambda: hash(bytearray()), lambda: b"a".__setitem__, lambda: bytes("x", 5), lambda: bytearray(b"abcd").__setitem__(slice(0, 4, 2), b"x"), lambda: memoryview(5), lambda: memoryview(b"a").__setitem__(0, 1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
try:
    b[0] = 1
except TypeError as e:
    print(e)
it = iter(b"ab")
print(next(it), next(it), next(it, None), [x for x in b"xyz"], sum(b"abc"), max(b"abc"), sorted(b"cab"), bytes(reversed(b"abc")), bytes(x ^ 0x20 for x in b"abc"), int.from_bytes(b"\x01\x02", "big"))
