#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Turns the list of instructions into C: gen_opcodes.py grammar/opcodes.def OUT/opcodes.inc

Each row NAME FORMAT UNITS MEANING becomes KR_OP(NAME, FORMAT, UNITS, "MEANING"), in order. A malformed row, a name
declared twice and more rows than an opcode's 8 bits can number are errors.
"""
import re
import sys

ROW = re.compile(r"([A-Z][A-Z0-9_]*)\s+(ABC|ABx|AsBx|sJ)\s+([1-9])\s+(\S.*)$")


def read_rows(path):
    """The rows of `path` as (name, format, units, meaning)."""
    rows, seen = [], {}
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            if not line.strip() or line.startswith("#"):
                continue
            match = ROW.match(line.rstrip())
            if not match:
                sys.exit("%s:%d: not a row NAME FORMAT UNITS MEANING: %s" % (path, number, line.rstrip()))
            if match[1] in seen:
                sys.exit("%s:%d: %s is declared at line %d too" % (path, number, match[1], seen[match[1]]))
            seen[match[1]] = number
            rows.append(match.groups())
    if len(rows) > 256:
        sys.exit("%s: %d instructions, 256 at most" % (path, len(rows)))
    return rows


def c_text(text):
    return '"%s"' % text.replace("\\", "\\\\").replace('"', '\\"')


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    rows = read_rows(sys.argv[1])
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        out.write("/* Made by scripts/gen_opcodes.py. */\n")
        for name, form, units, meaning in rows:
            out.write("KR_OP(%s, %s, %s, %s)\n" % (name, form, units, c_text(meaning)))


if __name__ == "__main__":
    main()
