#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Turns the names of characters that this Python knows into a table for base/uniname.c: gen_uninames.py OUT.

Words are numbered by how often they occur: the first SINGLE take one byte (their number + 1), the others two, of which
no one is 0. `stream` has a record for each character in order: if its code does not follow the record before,
255 and the code in base 255, three digits + 1 each; then the words; then 0. `blocks` has the place of every BLOCKth record
and its character. Names that end in the character's own number are in `ranges`: first, last, place of the prefix in
`prefixes`.
"""
import collections
import sys
import unicodedata

SINGLE, LEAD, BLOCK, SKIP = 200, 201, 32, 255
ALIASES = {0: "NULL", 7: "BELL", 8: "BACKSPACE", 9: "CHARACTER TABULATION", 10: "LINE FEED", 11: "LINE TABULATION", 12: "FORM FEED",
           13: "CARRIAGE RETURN", 27: "ESCAPE", 32: "SP", 127: "DELETE", 133: "NEXT LINE", 160: "NBSP", 173: "SHY", 0x200B: "ZWSP",
           0x200C: "ZWNJ", 0x200D: "ZWJ", 0x200E: "LRM", 0x200F: "RLM", 0x2060: "WJ", 0xFEFF: "BOM"}
MORE_ALIASES = {9: "TAB", 10: "LF", 13: "CR", 0: "NUL", 27: "ESC", 127: "DEL", 133: "NEL", 7: "ALERT"}


def collect():
    names, ranges = {}, []
    for code in range(0x110000):
        name = unicodedata.name(chr(code), None)
        if name is None or 0xAC00 <= code <= 0xD7A3:
            continue
        tail = "-%04X" % code
        if not name.endswith(tail):
            names[code] = name
        elif ranges and ranges[-1][1] == code - 1 and ranges[-1][2] == name[:-len(tail)]:
            ranges[-1][1] = code
        else:
            ranges.append([code, code, name[:-len(tail)]])
    return names, ranges


def word_code(number):
    if number < SINGLE:
        return bytes([number + 1])
    number -= SINGLE
    return bytes([LEAD + number // 255, number % 255 + 1])


def write_bytes(out, name, data):
    out.write("static const unsigned char %s[%d] = {\n" % (name, len(data)))
    for i in range(0, len(data), 30):
        out.write("    %s,\n" % ",".join(map(str, data[i:i + 30])))
    out.write("};\n")


def write_numbers(out, kind, name, numbers):
    out.write("static const %s %s[%d] = {\n" % (kind, name, len(numbers)))
    for i in range(0, len(numbers), 16):
        out.write("    %s,\n" % ",".join(map(str, numbers[i:i + 16])))
    out.write("};\n")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    names, ranges = collect()
    counts = collections.Counter(w for n in names.values() for w in n.split(" "))
    words = sorted(counts, key=lambda w: (-counts[w], w))
    assert len(words) <= SINGLE + (SKIP - LEAD) * 255
    code_of = {w: word_code(i) for i, w in enumerate(words)}
    text, starts = bytearray(), []
    for w in words:
        starts.append(len(text))
        text += w.encode()
    starts.append(len(text))
    stream, blocks, before = bytearray(), [], -1
    for i, code in enumerate(sorted(names)):
        if i % BLOCK == 0:
            blocks += [len(stream), code]
        if code != before + 1 or i % BLOCK == 0:
            stream += bytes([SKIP, code // (255 * 255) + 1, code // 255 % 255 + 1, code % 255 + 1])
        before = code
        for w in names[code].split(" "):
            stream += code_of[w]
        stream.append(0)
    prefixes = "".join(dict.fromkeys(r[2] + "\0" for r in ranges))
    with open(sys.argv[1], "w", encoding="ascii") as out:
        out.write("/* Made by scripts/gen_uninames.py from Unicode %s. */\n" % unicodedata.unidata_version)
        out.write("enum { SINGLE = %d, LEAD = %d, SKIP = %d, WORDS = %d };\n" % (SINGLE, LEAD, SKIP, len(words)))
        write_bytes(out, "word_text", text)
        write_numbers(out, "uint32_t", "word_starts", starts)
        write_numbers(out, "uint16_t", "word_order", sorted(range(len(words)), key=lambda i: words[i]))
        write_bytes(out, "stream", stream)
        write_numbers(out, "uint32_t", "blocks", blocks)
        write_numbers(out, "uint32_t", "ranges", [x for a, b, p in ranges for x in (a, b, prefixes.index(p + "\0"))])
        out.write("static const char prefixes[] = \"%s\";\n" % prefixes.replace("\0", "\\0"))
        out.write("static const struct { uint32_t code; const char *name; } aliases[] = {\n")
        for table in (ALIASES, MORE_ALIASES):
            for code, name in table.items():
                out.write("    {%d, \"%s\"},\n" % (code, name))
        out.write("};\n")


if __name__ == "__main__":
    main()
