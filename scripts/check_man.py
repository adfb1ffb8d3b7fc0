#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that man/krait.3 tells of every function, constant and member of krait.h, and that the host in examples/embed works.

    check_man.py BUILD-FOLDER
"""
import os
import re
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SAYS = {
    "epoll": "0 squared is 0\n1 squared is 1\n2 squared is 4\nthe script says: done\nand the host went on meanwhile\n",
    "game": "glutton: MemoryError in line 3\nstumbler: TypeError in line 3\nwalker: I am at 5.0\nthinker: the sum is 8999550005000\n",
    "settings": """example.org:8080, 7.5 s, certificate none
ann may read
bob may read
TypeError: ['limits']['timeout']: expected float, not str
TypeError: can only concatenate str (not "int") to str
  settings:2: host = 'example' + 7
                     ^ column 8
SyntaxError: '(' was never closed (settings, line 2)
  settings:2: host = (
                     ^ column 8
PermissionError: [Errno 1] the host has not granted KR_CAP_FILES
  settings:1: port = open('/etc/passwd').read()
                     ^ column 8
TimeoutError: the time limit has passed
  settings:1: while True:
                    ^ column 7
""",
    "workers": "2000 requests: 1976 answered, 20 failed, 4 took too long\nno handle is left\n",
}


def read(*path):
    with open(os.path.join(TOP, *path)) as f:
        return f.read()


def missing_names():
    """What is in the header and not in the manual."""
    header = re.sub(r"/\*.*?\*/", "", read("src", "api", "krait.h"), flags=re.DOTALL)
    manual = read("man", "krait.3")
    described = set(re.findall(r"^\.It .*Fn (kr_\w+)", manual, re.M))
    functions = set(re.findall(r"^KR_API [^;(]*?\b(kr_\w+)\(", header, re.M))
    constants = set(re.findall(r"\b(KR_(?:CAP|LIMIT|LOOP|KIND|CLASS)_[A-Z]+|KR_(?:INTERRUPT|KILL|PAUSE|EXEC|EVAL|SINGLE))\b", header))
    constants -= {"KR_KIND_NONE", "KR_LOOP_DEBUG"}
    config = re.search(r"typedef struct kr_config \{(.*?)^\} kr_config;", header, re.DOTALL | re.M)[1]
    members = set(re.findall(r"(?:\(\*)?\b(\w+)(?:\)\([^;]*\))?;", config)) - {"size"}
    lost = ["%s() is not described" % f for f in sorted(functions - described)]
    lost += ["%s is not mentioned" % c for c in sorted(constants) if not re.search(r"\b%s\b" % c, manual)]
    lost += ["kr_config.%s is not described" % m for m in sorted(members) if not re.search(r"^\.It Va .*\b%s\b" % m, manual, re.M)]
    return lost


def run_example(build, name, expected):
    with tempfile.TemporaryDirectory() as folder:
        host = os.path.join(folder, name)
        subprocess.run(["cc", "-Wall", "-Wextra", "-Werror", "-I" + os.path.join(TOP, "src", "api"),
                        os.path.join(TOP, "examples", "embed", name + ".c"), os.path.join(build, "libkrait.so"), "-Wl,-rpath," + build,
                        "-lpthread", "-o", host], check=True)
        done = subprocess.run([host], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60)
    said = "".join(sorted(done.stdout.splitlines(True)))
    return [] if said == "".join(sorted(expected.splitlines(True))) else ["%s says\n%s" % (name, done.stdout)]


def main():
    build = os.path.abspath(sys.argv[1])
    examples = [f[:-2] for f in sorted(os.listdir(os.path.join(TOP, "examples", "embed"))) if f.endswith(".c")]
    breaches = missing_names() + ["nobody knows what %s says" % e for e in examples if e not in SAYS]
    for name in examples:
        breaches += run_example(build, name, SAYS.get(name, ""))
    for b in breaches:
        print("man: " + b)
    print("man: %d examples, %d breaches" % (len(examples), len(breaches)))
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
