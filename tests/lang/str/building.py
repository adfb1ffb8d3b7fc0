s = ""
for i in range(2000):
    s += str(i)
print(len(s), s[:20], s[-10:], hash(s) == hash("".join(map(str, range(2000)))))
s = ""
for i in range(100):
    s = chr(97 + i % 26) + s
print(s)
parts = []
for i in range(500):
    parts.append("%d:%s" % (i, chr(0x4e00 + i)))
t = ";".join(parts)
print(len(t), t[:12], t[-6:], t.count(";"), len(t.split(";")), t.split(";")[250])
u = "ab"
for _ in range(10):
    u += u
print(len(u), u.count("ba"), u == "ab" * 1024)
a = "x" * 1000
b = a
a += "y"
print(len(a), len(b), b == "x" * 1000)


def words(text):
    counts = {}
    for w in text.lower().split():
        w = w.strip(".,;!?")
        counts[w] = counts.get(w, 0) + 1
    return sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))


print(words("The cat and the dog; the bird! And The end, of the cat.")[:4])
print("".join(reversed("stressed")), "".join(sorted("mississippi")), "".join(c for c in "a1b2" if c.isdigit()), " ".join(w[::-1] for w in "hello world".split()))
caesar = lambda t, k: "".join(chr((ord(c) - 97 + k) % 26 + 97) if c.islower() else c for c in t)
print(caesar("hello, world", 3), caesar(caesar("hello", 5), -5))
print("\n".join(" " * (3 - i) + "*" * (2 * i + 1) for i in range(4)))
print("%-10s|%10s|" % ("left", "right"), "{:<10}|{:>10}|".format("left", "right"), f"{'mid':^9}|")
lines = """first
second

  fourth
""".splitlines()
print(lines, [len(l) for l in lines], "|".join(l.strip() for l in lines))
print("a" "b" 'c' """d""", 'it''s', "a\\b", len("\\"), '\'', "\"", """quote " inside""", '''both ' and "''', r"raw\n", R"\\", u"unicode")
print("tab\there", "bell\x07".encode(), "oct\101", "nul\0end".encode(), "hex\x7a", "\u00fc", "\U0001F40D", "new\
line")
print(str.upper("a"), list(map(str.strip, [" a ", "b "])), sorted(["B", "a", "C"], key=str.lower), "abc".__contains__("b"), "abc".__len__(), "abc".__add__("d"), "abc".__mul__(2), "abc".__getitem__(1), str.__name__)
print("z" > "a" > "A", "a".__hash__() == hash("a"), "%s" % "a", "%r" % "a", "abc".find("c", -1), "abc"[1:1] == "", "abc"[3:] == "", "abc"[-100:2], min("b", "a"), "a" and "b", "" or "default", not "")
