#!/usr/bin/env python3
"""Checks what a release build of libkrait holds: nothing writable, nothing exported but kr_*, few relocations.

    check_symbols.py BUILD-FOLDER

Prints one line per breach and a line of sizes; exits with status 1 when there is any breach.
"""
import collections
import os
import re
import subprocess
import sys

NEEDED = {"libc.so.6", "libm.so.6", "libgmp.so.10", "libpcre2-8.so.0", "libutf8proc.so.2", "libutf8proc.so.3", "libz.so.1",
          "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}
MOST_RELATIVE = 10000
CORE_BYTES = 2300000    # goal: 1 MB; 380 KB of it are names of Unicode characters
FROZEN_BYTES = 3800000  # goal: 2 MB
WRITABLE = re.compile(r"^\.(data|bss|tdata|tbss)($|\.(?!rel\.ro))")
# The library never ends its host, prints, sets a locale or leaves a function but by its return.
FORBIDDEN = set("""abort exit quick_exit atexit longjmp siglongjmp _longjmp __longjmp_chk setjmp _setjmp __sigsetjmp
    setlocale signal bsd_signal printf vprintf fprintf vfprintf puts putchar fputs fputc fwrite perror fopen fclose
    __printf_chk __fprintf_chk stdout stderr stdin __assert_fail""".split())


def run(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def objects_of(archive):
    """Pairs of an object's name and readelf's report on it, for each member of a static library."""
    report = run("readelf", "-WSs", archive)
    parts = re.split(r"^File: .*\((.+)\)$", report, flags=re.M)
    return list(zip(parts[1::2], parts[2::2]))


def sections_of(report):
    """Section number: (name, size)."""
    found = {}
    for number, name, size in re.findall(r"^\s*\[\s*(\d+)\]\s+(\S+)\s+\S+\s+\S+\s+\S+\s+([0-9a-f]+)", report, re.M):
        found[number] = (name, int(size, 16))
    return found


def symbols_of(report):
    """(size, type, section number or UND or COM, name) of every named symbol."""
    return re.findall(r"^\s*\d+:\s+[0-9a-f]+\s+(\w+)\s+(\w+)\s+\w+\s+\w+\s+(\w+)\s+(\S+)", report, re.M)


def check_object(name, report):
    breaches = []
    sections = sections_of(report)
    writable = {number: part for number, part in sections.items() if WRITABLE.match(part[0]) and part[1]}
    named = collections.defaultdict(list)
    for size, kind, section, symbol in symbols_of(report):
        if section == "COM":
            breaches.append("%s: %s is COMMON" % (name, symbol))
        elif section in writable and kind in ("OBJECT", "TLS", "NOTYPE"):
            named[section].append(symbol)
        elif section == "UND" and symbol.split("@")[0] in FORBIDDEN:
            breaches.append("%s: calls %s" % (name, symbol))
    for number, (section, size) in writable.items():
        breaches.append("%s: %d bytes in %s: %s" % (name, size, section, ", ".join(named[number]) or "unnamed"))
    return breaches


def check_shared(path):
    breaches = []
    for library in re.findall(r"\(NEEDED\).*\[(.+)\]", run("readelf", "-dW", path)):
        if library not in NEEDED:
            breaches.append("%s: needs %s" % (os.path.basename(path), library))
    relocations = run("readelf", "-rW", path)
    relative = len(re.findall(r"R_\w+_RELATIVE\b", relocations))
    if relative > MOST_RELATIVE:
        breaches.append("%s: %d relative relocations, %d at most" % (os.path.basename(path), relative, MOST_RELATIVE))
    exported = re.findall(r"^\s*\d+:\s+[0-9a-f]+\s+\w+\s+\w+\s+(?:GLOBAL|WEAK)\s+\w+\s+\d+\s+(\S+)",
                          run("readelf", "-W", "--dyn-syms", path), re.M)
    for symbol in exported:
        if not symbol.startswith("kr_"):
            breaches.append("%s: exports %s" % (os.path.basename(path), symbol))
    return breaches, relative, len(exported)


def size_of(objects):
    """Bytes of what is loaded, of the core and of the frozen library."""
    core = frozen = 0
    for name, report in objects:
        total = sum(size for section, size in sections_of(report).values()
                    if re.match(r"\.(text|rodata|data|eh_frame|gcc_except_table)", section))
        if name.startswith("meson-generated") and name.endswith("_frozen.c.o"):
            frozen += total
        else:
            core += total
    return core, frozen


def main():
    build = sys.argv[1] if len(sys.argv) > 1 else "build"
    objects = objects_of(os.path.join(build, "libkrait.a"))
    breaches = [line for name, report in objects for line in check_object(name, report)]
    more, relative, exported = check_shared(os.path.join(build, "libkrait.so"))
    breaches += more
    core, frozen = size_of(objects)
    if core > CORE_BYTES:
        breaches.append("core text+data is %d bytes, %d at most" % (core, CORE_BYTES))
    if not 0 < frozen <= FROZEN_BYTES:
        breaches.append("the frozen library is %d bytes, %d at most" % (frozen, FROZEN_BYTES))
    for line in breaches:
        print(line)
    print("symbols: %d objects, core text+data %d bytes, frozen library %d bytes, %d relative relocations, "
          "%d exported, %d breaches" % (len(objects), core, frozen, relative, exported, len(breaches)))
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
