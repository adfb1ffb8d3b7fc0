#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Turns what this Python knows of characters above 7F into tables for the lexer: gen_xid.py OUT.

OUT gets three rows of ranges, each the first code point of a run that has the property, then the first behind it
that has not, and so on: xid_start (may begin an identifier), xid_continue (may stand in one), printable.
"""
import sys

LAST = 0x10FFFF


def ranges(has):
    """The code points from 80 on where has(character) changes, beginning with a change to true."""
    edges, inside = [], False
    for code in range(0x80, LAST + 1):
        if has(chr(code)) != inside:
            edges.append(code)
            inside = not inside
    if inside:
        edges.append(LAST + 1)
    return edges


def write(out, name, edges):
    out.write("static const uint32_t %s[%d] = {\n" % (name, len(edges)))
    for i in range(0, len(edges), 12):
        out.write("    %s,\n" % ", ".join("0x%X" % edge for edge in edges[i:i + 12]))
    out.write("};\n")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with open(sys.argv[1], "w", encoding="ascii") as out:
        out.write("/* Made by scripts/gen_xid.py. */\n")
        write(out, "xid_start", ranges(str.isidentifier))
        write(out, "xid_continue", ranges(lambda c: ("a" + c).isidentifier()))
        write(out, "printable", ranges(str.isprintable))


if __name__ == "__main__":
    main()
