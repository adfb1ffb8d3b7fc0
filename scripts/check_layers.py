#!/usr/bin/env python3
"""Checks every #include of src/ against the table of layers, and that no headers include each other in a circle.

    check_layers.py [SOURCE-TREE]

Prints one line per breach and exits with status 1 when there is any.
"""
import os
import re
import sys

# folder: the folders of src/ that it may include, besides itself
LAYERS = {
    "base": set(),
    "syntax": {"base"},
    "object": {"base"},
    "loop": {"base"},
    "compile": {"syntax", "object", "base"},
    "vm": {"object", "base"},
    "modules": {"vm", "object", "base"},
    "api": {"modules", "vm", "compile", "loop", "object", "syntax", "base"},
    "freeze": {"modules", "vm", "object", "base"},
    "ext": set(),
    "main": set(),
}
# modules (a file's or folder's name up to the first underscore) that may include more
MODULES = {
    "loop": {"asyncio", "signal", "socket", "select", "subprocess", "time"},
    "syntax": {"builtins", "import", "ast", "tokenize", "dis", "symtable"},
    "compile": {"builtins", "import", "ast", "tokenize", "dis", "symtable"},
}
HOST_ONLY = {"ext", "main"}  # these see krait.h and their own headers, nothing else of the library
# headers of foreign libraries: where they may appear
FOREIGN = {
    "gmp.h": {"base"},
    "pcre2.h": {"modules"},
    "utf8proc.h": {"base", "syntax", "object", "modules"},
    "zlib.h": {"modules"},
    "readline/": {"main"},
    "openssl/": {"ext"},
    "sqlite3.h": {"ext"},
    "ares.h": {"ext"},
    "ffi.h": {"ext"},
    "check.h": set(),
}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"]+)"|<([^>]+)>)', re.M)
COMMENT = re.compile(r"/\*.*?\*/", re.S)


def sources(src):
    for where, folders, files in os.walk(src):
        folders.sort()
        for name in sorted(files):
            if name.endswith((".c", ".h")):
                yield os.path.relpath(os.path.join(where, name), src)


def module_of(path):
    """modules/asyncio/task.c, modules/asyncio_task.c and modules/asyncio.c all belong to asyncio."""
    first = path.split("/")[1]
    return os.path.splitext(first)[0].split("_")[0]


def may_include(path, folder, target):
    if target == folder or target in LAYERS[folder]:
        return True
    return folder == "modules" and module_of(path) in MODULES.get(target, ())


def check_quoted(src, path, name):
    """What is wrong with #include "name" in path, or None."""
    folder = path.split("/")[0]
    if "/" not in name:
        if name.endswith(".inc"):
            return "generated tables are the library's own" if folder in HOST_ONLY else None
        if folder in HOST_ONLY and (name == "krait.h" or os.path.exists(os.path.join(src, folder, name))):
            return None
        return "must be given relative to src/"
    target = name.split("/")[0]
    if target not in LAYERS:
        return "is in no folder of the table"
    if not os.path.exists(os.path.join(src, name)):
        return "does not exist"
    if folder in HOST_ONLY and target != folder:
        return "%s/ may include krait.h only" % folder
    if not may_include(path, folder, target):
        return "%s/ may not include %s/" % (folder, target)
    return None


def check_system(path, name):
    folder = path.split("/")[0]
    for foreign, allowed in FOREIGN.items():
        if (name == foreign or (foreign.endswith("/") and name.startswith(foreign))) and folder not in allowed:
            return "belongs to %s" % (", ".join(sorted(allowed)) or "the tests")
    return None


def find_cycle(graph):
    """A list of headers that leads from one back to itself, or None."""
    done, stack = set(), []

    def visit(node):
        if node in stack:
            return stack[stack.index(node):] + [node]
        if node in done:
            return None
        stack.append(node)
        for target in graph.get(node, ()):
            found = visit(target)
            if found:
                return found
        done.add(stack.pop())
        return None

    for node in sorted(graph):
        found = visit(node)
        if found:
            return found
    return None


def check(top):
    src = os.path.join(top, "src")
    breaches, graph, files = [], {}, 0
    for path in sources(src):
        files += 1
        folder = path.split("/")[0]
        if folder not in LAYERS:
            breaches.append("src/%s: is in no folder of the table" % path)
            continue
        with open(os.path.join(src, path), encoding="utf-8") as f:
            text = COMMENT.sub("", f.read())
        for quoted, system in INCLUDE.findall(text):
            wrong = check_quoted(src, path, quoted) if quoted else check_system(path, system)
            if wrong:
                breaches.append("src/%s: #include of %s: %s" % (path, quoted or system, wrong))
            elif path.endswith(".h") and quoted.endswith(".h"):
                graph.setdefault(path, []).append(quoted)
    cycle = find_cycle(graph)
    if cycle:
        breaches.append("headers in a circle: " + " -> ".join(cycle))
    return files, breaches


def main():
    top = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    files, breaches = check(top)
    for line in breaches:
        print(line)
    print("layers: %d files, %d breaches" % (files, len(breaches)))
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
