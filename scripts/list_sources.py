#!/usr/bin/env python3
"""The .c files of the folders named, one a line, relative to the source tree: what Meson compiles.

    list_sources.py [--skip FILE] [--ext .py] [--from FOLDER] FOLDER...

With --ext files of another kind, with --from relative to that folder.

A folder that does not exist counts as empty.
"""
import os
import sys

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def sources(folder, ext):
    found = []
    for where, folders, files in os.walk(os.path.join(TOP, folder)):
        folders.sort()
        found += [os.path.relpath(os.path.join(where, f), TOP) for f in sorted(files) if f.endswith(ext)]
    return found


def main():
    skip, folders, ext, start = set(), [], ".c", "."
    args = iter(sys.argv[1:])
    for arg in args:
        if arg == "--skip":
            skip.add(next(args))
        elif arg == "--ext":
            ext = next(args)
        elif arg == "--from":
            start = next(args)
        else:
            folders.append(arg)
    for folder in folders:
        for path in sources(folder, ext):
            if path not in skip:
                print(os.path.relpath(path, start))


if __name__ == "__main__":
    main()
