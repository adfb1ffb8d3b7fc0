#!/usr/bin/env python3
"""Checks how long krait takes to start and end, over an empty C program in the same run.

    check_start.py BUILD-FOLDER

The figure is the difference of the fastest of many runs, taken in turn; a figure over its limit is measured again,
twice at most, since other work on the machine only ever adds. Exits with status 1 when one stays over.
"""
import os
import subprocess
import sys
import tempfile
import time

RUNS = 60
# name, arguments, limit in milliseconds
CASES = [
    ("krait -c pass", ["-c", "pass"], 1.3),
    ("empty asyncio.run", ["-c", "import asyncio\nasync def main(): pass\nasyncio.run(main())"], 3.0),
]


def seconds(command):
    start = time.perf_counter()
    pid = os.posix_spawn(command[0], command, os.environ)
    _, status = os.waitpid(pid, 0)
    if status:
        sys.exit("%s ended with %d" % (" ".join(command), status))
    return time.perf_counter() - start


def measure(empty, krait):
    """Milliseconds over the empty program for each case."""
    commands = [[empty]] + [[krait] + arguments for _, arguments, _ in CASES]
    best = [min(seconds(command) for _ in range(3)) for command in commands]
    for _ in range(RUNS):
        best = [min(old, seconds(command)) for old, command in zip(best, commands)]
    return [(figure - best[0]) * 1000 for figure in best[1:]]


def main():
    krait = os.path.abspath(os.path.join(sys.argv[1] if len(sys.argv) > 1 else "build", "krait"))
    with tempfile.TemporaryDirectory() as folder:
        empty = os.path.join(folder, "empty")
        with open(empty + ".c", "w") as f:
            f.write("int main(void) { return 0; }\n")
        subprocess.run([os.environ.get("CC", "cc"), "-O2", "-o", empty, empty + ".c"], check=True)
        figures = measure(empty, krait)
        for _ in range(2):
            if any(figure > limit for figure, (_, _, limit) in zip(figures, CASES)):
                figures = [min(pair) for pair in zip(figures, measure(empty, krait))]
    print("start: " + ", ".join("%s %.2f ms over an empty program (%.1f at most)" % (name, figure, limit)
                                for figure, (name, _, limit) in zip(figures, CASES)))
    return 1 if any(figure > limit for figure, (_, _, limit) in zip(figures, CASES)) else 0


if __name__ == "__main__":
    sys.exit(main())
