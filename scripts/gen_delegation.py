#!/usr/bin/env python3
"""Writes tests/lang/delegation/: random trees of generator delegation, a fixed range of seeds to each file.

    gen_delegation.py [FILES [CASES-PER-FILE]]

The expectations are written by `run_tests.py --bless lang/delegation`.
"""
import os
import sys

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDER = os.path.join(TOP, "tests", "lang", "delegation")
TEXT = """\
# Random trees of delegation with the seeds {first} to {last}; written by scripts/gen_delegation.py.
from _trees import case

for seed in range({first}, {last} + 1):
    case(seed)
"""


def main():
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    cases = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    for number in range(files):
        first = number * cases + 1
        with open(os.path.join(FOLDER, "trees_%02d.py" % (number + 1)), "w") as f:
            f.write(TEXT.format(first=first, last=first + cases - 1))


if __name__ == "__main__":
    main()
