#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Turns the list of tokens into C: gen_tokens.py IN OUT.

A row of IN is NAME or NAME 'text'; `#` starts a comment line. OUT gets one KR_TOKEN(NAME, "text") or
KR_TOKEN(NAME, NULL) a row, in order. A malformed row, a name or a text declared twice are errors.
"""
import re
import sys

ROW = re.compile(r"([A-Z][A-Z_]*)(?:\s+'([^'\\\"]+)')?\s*$")


def read_rows(path):
    """The rows of `path` as (name, text or None)."""
    rows, seen = [], {}
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            if not line.strip() or line.startswith("#"):
                continue
            where = "%s:%d" % (path, number)
            match = ROW.match(line)
            if not match:
                sys.exit("%s: a row is NAME or NAME 'text', not %r" % (where, line.rstrip("\n")))
            for key in filter(None, match.groups()):
                if key in seen:
                    sys.exit("%s: %s was already declared at %s" % (where, key, seen[key]))
                seen[key] = where
            rows.append(match.groups())
    return rows


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    rows = read_rows(sys.argv[1])
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        out.write("/* Made by scripts/gen_tokens.py. */\n")
        for name, text in rows:
            out.write("KR_TOKEN(%s, %s)\n" % (name, '"%s"' % text if text else "NULL"))


if __name__ == "__main__":
    main()
