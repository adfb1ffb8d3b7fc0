#!/usr/bin/env python3
"""Checks what a program can see of the style of the sources: heading, lengths of files and functions, words, spaces.

Lines over 100 columns are counted, not refused.

    check_style.py [SOURCE-TREE]

Prints one line per breach and exits with status 1 when there is any.
"""
import os
import re
import sys

FILE_LINES, FUNCTION_LINES, COLUMNS = 1000, 80, 100
# loops over instructions are one function by their nature: a dozen lines at most for each instruction
LONG_FUNCTIONS = {("src/vm/interp.c", "run_loop"), ("src/syntax/peg.c", "run")}
WORDS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")


def files(top):
    for folder in ("src", "lib", "grammar", "scripts"):
        for where, folders, names in os.walk(os.path.join(top, folder)):
            folders[:] = sorted(f for f in folders if f != "__pycache__")
            for name in sorted(names):
                yield os.path.relpath(os.path.join(where, name), top)


def functions(lines):
    """(name, first line, length) of each body that opens and closes in the first column."""
    start = None
    for number, line in enumerate(lines):
        if line == "{":
            start = number
        elif line == "}" and start is not None:
            head = " ".join(lines[max(0, start - 3):start])
            names = re.findall(r"(\w+)\s*\(", re.sub(r"__attribute__\s*\(\(.*?\)\)", "", head))
            yield (names[-1] if names else "?"), start + 1, number - start + 1
            start = None


def check_c(path, lines):
    if not lines or not lines[0].startswith("/* SPDX-License-Identifier: MIT"):
        yield "the first line is not the SPDX line"
    if len(lines) > FILE_LINES:
        yield "%d lines, %d at most" % (len(lines), FILE_LINES)
    for name, at, length in functions(lines):
        if length > FUNCTION_LINES and (path, name) not in LONG_FUNCTIONS:
            yield "line %d: %s has %d lines, %d at most" % (at, name, length, FUNCTION_LINES)
    for number, line in enumerate(lines, 1):
        if "\t" in line:
            yield "line %d: a tab" % number


def check(top):
    breaches, count, wide = [], 0, 0
    for path in files(top):
        if path == "scripts/check_style.py":
            continue
        try:
            with open(os.path.join(top, path), encoding="utf-8") as f:
                lines = f.read().split("\n")[:-1]
        except UnicodeDecodeError:
            breaches.append("%s: not UTF-8" % path)
            continue
        count += 1
        wide += sum(len(line) > COLUMNS for line in lines) if path.startswith("src/") else 0
        found = list(check_c(path, lines)) if path.endswith((".c", ".h")) else []
        found += ["line %d: says %s" % (n, m[1]) for n, line in enumerate(lines, 1) if (m := WORDS.search(line))]
        found += ["line %d: white space at its end" % n for n, line in enumerate(lines, 1) if line != line.rstrip()]
        breaches += ["%s: %s" % (path, what) for what in found]
    return count, wide, breaches


def main():
    top = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    count, wide, breaches = check(top)
    for line in breaches:
        print(line)
    print("style: %d files, %d lines of src over %d columns, %d breaches" % (count, wide, COLUMNS, len(breaches)))
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
