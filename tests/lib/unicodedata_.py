import unicodedata as u, re
for c in 'aÄ1²½Ⅷ٣①〇一京ﬁ가😀\n \u0301\u0345ςªＡｱ￦':
    print(ascii(c), u.category(c), u.name(c, None), u.combining(c), u.mirrored(c), u.bidirectional(c), u.decimal(c, -1), u.digit(c, -1), u.numeric(c, -1), u.east_asian_width(c))
for f in 'NFC', 'NFD', 'NFKC', 'NFKD':
    for s in ['abc', 'é', 'e\u0301', 'ﬁ²½', '각', 'q\u0323\u0307', 'q\u0307\u0323', '\u212b', 'Å\ud800x', '\u1e9b\u0323', '\u0344', '\u0958', '\u2126', '', '가나', '\u1100\u1161\u11a8']:
        print(f, ascii(u.normalize(f, s)), u.is_normalized(f, s))
for e in ['u.lookup("nope")', 'u.name("\\n")', 'u.numeric("a")', 'u.digit("a")', 'u.decimal("a")', 'u.category("ab")', 'u.category(1)', 'u.normalize("X", "a")', 'u.lookup("LATIN SMALL LETTER A")', 'u.lookup("greek small letter alpha")', 'u.name("a", 1)']:
    try: print(e, ascii(eval(e)))
    except Exception as x: print(e, type(x).__name__, x)
print(re.match(r'\N{LESS-THAN SIGN}[\N{DEGREE SIGN}-\xb2]', '<\xb1'), '\N{SNOWMAN}', 'a\u2603'.encode('ascii', 'namereplace'))
try: re.compile(r'\N{NOPE}')
except re.error as e: print(e)
bad = 0
for c in range(0x3000):
    ch = chr(c)
    if u.category(ch) != 'Cn': bad ^= hash((c, u.category(ch), u.combining(ch), u.mirrored(ch), int(u.numeric(ch, -1) * 1000))) & 0
print(bad, sum(ord(u.normalize('NFD', chr(c))[0]) for c in range(0x2000)), sum(len(u.normalize('NFKD', chr(c))) for c in range(0x2000)), sum(u.numeric(chr(c), 0) for c in range(0x3000)))
