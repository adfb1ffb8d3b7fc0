"""Text: word counts, wrapping, Huffman codes, run lengths, edit distance, Roman numerals, a template language."""
from collections import Counter, namedtuple

TEXT = """The quick brown fox jumps over the lazy dog. The dog sleeps; the fox, being quick, jumps again.
A third sentence ends this short text, which is about a fox and a dog."""


def words(text):
    for word in text.lower().split():
        yield word.strip(".,;!?")


print(Counter(words(TEXT)).most_common(5), len(set(words(TEXT))))


def wrap(text, width):
    line = ""
    for word in text.split():
        if len(line) + 1 + len(word) > width and line:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    if line:
        yield line


for line in wrap(TEXT, 40):
    print(f"|{line:<40}|{len(line):>3}")


class Node(namedtuple("Node", "weight order left right char", defaults=[None, None, None])):
    __slots__ = ()

    def codes(self, prefix=""):
        if self.char is not None:
            yield self.char, prefix or "0"
        else:
            yield from self.left.codes(prefix + "0")
            yield from self.right.codes(prefix + "1")


def huffman(text):
    counts = Counter(text)
    nodes = [Node(n, i, char=c) for i, (c, n) in enumerate(sorted(counts.items()))]
    serial = len(nodes)
    while len(nodes) > 1:
        nodes.sort(key=lambda n: (n.weight, n.order), reverse=True)
        a, b = nodes.pop(), nodes.pop()
        nodes.append(Node(a.weight + b.weight, serial, a, b))
        serial += 1
    return nodes[0], dict(nodes[0].codes())


tree, table = huffman("abracadabra")
bits = "".join(table[c] for c in "abracadabra")
print(sorted(table.items()), bits, len(bits))


def decode(tree, bits):
    node, out = tree, []
    for bit in bits:
        node = node.left if bit == "0" else node.right
        if node.char is not None:
            out.append(node.char)
            node = tree
    return "".join(out)


print(decode(tree, bits))


def run_lengths(text):
    out, i = [], 0
    while i < len(text):
        j = i
        while j < len(text) and text[j] == text[i]:
            j += 1
        out.append(f"{j - i}{text[i]}")
        i = j
    return "".join(out)


term = "1"
for _ in range(8):
    print(term, end=" ")
    term = run_lengths(term)
print()


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row, before = [i], row
        for j, y in enumerate(b, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y)))
    return row[-1]


print([distance(a, b) for a, b in (("kitten", "sitting"), ("", "abc"), ("flaw", "lawn"), ("same", "same"))])
ROMAN = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]


def roman(n):
    out = ""
    for value, sign in ROMAN:
        count, n = divmod(n, value)
        out += sign * count
    return out


def arabic(text):
    values = [dict((s, v) for v, s in ROMAN)[c] for c in text]
    return sum(-v if v < w else v for v, w in zip(values, values[1:] + [0]))


print([roman(n) for n in (1, 4, 1990, 2024, 3999)], all(arabic(roman(n)) == n for n in range(1, 500)))


def render(template, **values):
    out, rest = [], template
    while "{{" in rest:
        text, _, rest = rest.partition("{{")
        name, _, rest = rest.partition("}}")
        name, *filters = (part.strip() for part in name.split("|"))
        value = values
        for key in name.split("."):
            value = value[key] if isinstance(value, dict) else getattr(value, key)
        for f in filters:
            value = {"upper": str.upper, "len": len, "rev": lambda v: v[::-1]}[f](value)
        out += [text, str(value)]
    return "".join(out) + rest


print(render("Dear {{ user.name | upper }}, {{n}} of {{ items|len }}: {{user.name|rev|upper}}.", user={"name": "ann"}, n=2, items=[1, 2, 3]))
print(sorted(set("the quick brown fox jumps over the lazy dog") - {" "}) == [chr(c) for c in range(97, 123)])
anagrams = {}
for w in "listen silent enlist google elgoog abc cab".split():
    anagrams.setdefault("".join(sorted(w)), []).append(w)
print([group for group in anagrams.values() if len(group) > 1])
vowels = str.maketrans("aeiou", "eioua")
print("programming language".translate(vowels), "".join(c if c not in "aeiou" else f"<{c}>" for c in "vowel"))
