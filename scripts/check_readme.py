#!/usr/bin/env python3
"""Compiles the C program of README.md as it is printed there, and compares what it says with what README.md says.

    check_readme.py BUILD-FOLDER
"""
import os
import re
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def main():
    build = os.path.abspath(sys.argv[1])
    with open(os.path.join(TOP, "README.md")) as f:
        blocks = re.findall(r"^```c\n(.*?)^```\n\n^```\n(.*?)^```$", f.read(), re.DOTALL | re.MULTILINE)
    if not blocks:
        print("readme: there is no C program with its output behind it")
        return 1
    bad = 0
    for program, expected in blocks:
        with tempfile.TemporaryDirectory() as folder:
            source, host = os.path.join(folder, "host.c"), os.path.join(folder, "host")
            with open(source, "w") as f:
                f.write(program)
            subprocess.run(["cc", "-Wall", "-Wextra", "-Wno-unused-parameter", "-Werror", "-I" + os.path.join(TOP, "src", "api"),
                            source, os.path.join(build, "libkrait.so"), "-Wl,-rpath," + build, "-o", host], check=True)
            done = subprocess.run([host], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60)
        if "".join(sorted(done.stdout)) != "".join(sorted(expected)):  # the two streams may come in another order
            print("it says\n%snot\n%s" % (done.stdout, expected))
            bad += 1
    print("readme: %d C programs, %d breaches" % (len(blocks), bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
