text = "naïve café — Ωμέγα 日本語 😀👩‍👩‍👧 e\u0301"
print(len(text), text[3], text[-1] == "\u0301", text[5:10], text[::-1][:5], text[::7])
print([text[i] for i in range(0, len(text), 4)], text.index("Ω"), text.find("日"), text.rfind("é"), text.count("é"), text.upper(), text.title())
print([hex(ord(c)) for c in text[-8:]], text.encode()[:12], len(text.encode()), text.encode().decode() == text)
big = "".join(chr(c) for c in range(0x20, 0x3000, 7))
print(len(big), [ord(big[i]) for i in range(0, len(big), 200)], ord(big[-1]), big[500:505], big.find(big[1000]), big[1000:1010] == "".join(big[i] for i in range(1000, 1010)))
long_mixed = ("a" * 1000 + "é") * 20
print(len(long_mixed), long_mixed[1000], long_mixed[1001], long_mixed[20019], long_mixed[-1], long_mixed.count("é"), long_mixed.find("é", 1001), long_mixed.rfind("é"), len(long_mixed[5:-5]), long_mixed[15000:15020:3])
total = 0
for i in range(0, len(long_mixed), 17):
    total += ord(long_mixed[i])
print(total)
lone = "a\ud800b\udfffc"
print(len(lone), repr(lone), lone[1] == "\ud800", [hex(ord(c)) for c in lone], lone == "a\ud800b\udfffc", lone + "x" == "a\ud800b\udfffcx", "\ud83d" + "\ude00" == "\U0001f600", len("\ud83d" + "\ude00"), repr("\ud83d\ude00"))
try:
    lone.encode()
except UnicodeEncodeError as e:
    print(e)
try:
    print("\ud800".encode("utf-16"))
except UnicodeEncodeError as e:
    print(e)
print("\ud83d\ude00".encode("utf-16-le", "surrogatepass").decode("utf-16-le"), b"\x80abc".decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape"))
for raw in (b"\xff", b"\xc3", b"\xe2\x82", b"\xf0\x9f\x98", b"\xed\xa0\x80", b"\xc0\x80", b"\xf5\x80\x80\x80", b"ab\x80cd", b"\xe2\x28\xa1", b"\xf4\x90\x80\x80"):
    for errors in ("strict", "replace", "ignore", "backslashreplace"):
        try:
            print(raw, errors, ascii(raw.decode("utf-8", errors)))
        except UnicodeDecodeError as e:
            print(e)
print("İ".lower() == "i\u0307", "ﬁ".upper(), "ǰ".upper() == "J\u030c", "ß".title(), "ΑΣ".lower(), "ΑΣΑ".lower(), "Ⅷ".lower(), "ὈΔΥΣΣΕΎΣ".lower(), "ŒUVRE".capitalize(), "éa".capitalize(), "ǅ".swapcase())
print("a" < "é" < "€" < "😀", sorted(["é", "z", "a", "😀", "€"]), max("a😀é"), "é" == "e\u0301", "\u00e9" in "caf\u00e9")
identifier = {"é": 1, "名前": 2}
été = 5
名前 = 6
print(été, 名前, identifier["名前"], "名前".isidentifier(), "é1".isidentifier(), "1é".isidentifier())
ﬁ = "normalised"
print(fi, [k for k in globals() if k.startswith("f")][-1])
print("\N{GREEK SMALL LETTER ALPHA}", "\x41\101\u0041\U00000041", "line\
continued", r"\N\x\u", "tab\tquote\"")
print("{:>4}|{:<4}|{:^5}".format("é", "日", "😀"), "%5s|%-5s|" % ("é", "日"), "é".ljust(3, "·"), "x".center(6, "é"), "é" * 5, "é".zfill(4))
print("aéb€c😀d".split("€"), "aéb€c😀d".partition("😀"), "é,日,😀".split(","), "éaé".replace("é", "😀"), "aé".replace("a", "日本"), "日本語".strip("日語"), "a\u00a0b\u3000c".split(), "x\u200by".split())
d = {"é": 1, "e\u0301": 2, "日本": 3}
print(d, d["é"], "日本" in d, sorted(d), list(map(ascii, d)))
print("\x00" in "a\x00b", len("a\x00b"), "a\x00b".split("\x00"), repr("a\x00b"), "a\x00b" == "a\x00b", "a\x00b" < "a\x00c", hash("a\x00b") == hash("a\x00b"), ("a\x00" + "b").find("b"))
import unicodedata
print(unicodedata.normalize("NFC", "e\u0301") == "é", unicodedata.normalize("NFD", "é") == "e\u0301", unicodedata.normalize("NFKC", "ﬁ"), unicodedata.category("a"), unicodedata.category("日"), unicodedata.name("é", None))
