#!/usr/bin/env python3
"""Runs a generator and keeps those of its files that differ from the last ones, so that nothing else is built again.

    generate.py FOLDER FILE... -- SCRIPT [ARGUMENT...]

SCRIPT runs in the source tree and writes the FILEs into the folder that stands for "{out}" in its arguments.
"""
import filecmp
import os
import shutil
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def main():
    split = sys.argv.index("--")
    folder, files, command = os.path.abspath(sys.argv[1]), sys.argv[2:split], sys.argv[split + 1:]
    with tempfile.TemporaryDirectory(dir=folder) as out:
        status = subprocess.run([sys.executable, "-B"] + [a.replace("{out}", out) for a in command], cwd=TOP).returncode
        if status != 0:
            return status
        for name in files:
            new, old = os.path.join(out, name), os.path.join(folder, name)
            if not os.path.exists(new):
                sys.exit("%s wrote no %s" % (command[0], name))
            if not os.path.exists(old) or not filecmp.cmp(new, old, shallow=False):
                shutil.move(new, old)
    return 0


if __name__ == "__main__":
    sys.exit(main())
