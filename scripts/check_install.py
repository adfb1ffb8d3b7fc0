#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Installs a build to a folder of its own, and builds hosts with nothing but what is there: krait.pc, shared and static, with each
compiler that there is; the header as C and as C++.

    check_install.py BUILD-FOLDER
"""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

HOST = r"""
#include <krait.h>
#include <stdio.h>
int main(void)
{
    kr_vm *vm = kr_new(NULL, NULL);
    int64_t i = 0;
    bool ok = kr_as_int(vm, kr_run(vm, kr_compile(vm, "import json\nlen(json.dumps([1, 2]))", 11, NULL, KR_EXEC), kr_main(vm)), &i);
    kr_catch(vm, NULL);
    ok = kr_as_int(vm, kr_run(vm, kr_compile(vm, "6 * 7", 5, NULL, KR_EVAL), kr_main(vm)), &i);
    printf("%d %s\n", (int)i, kr_version());
    return !(ok && kr_free(vm));
}
"""
HEADER = r"""
#include <krait.h>
static const kr_constant constants[] = {{"KIND", {KR_C_STR, 0, 0.0, "x", 1, 0}}, {0, {KR_C_NONE, 0, 0.0, 0, 0, 0}}};
static kr_value name(kr_vm *vm, const kr_value *args, size_t n, void *user)
{
    (void)n, (void)user;
    return kr_failed(args[0]) ? KR_ERROR : kr_name(vm, constants[0].name);
}
KR_EXTENSION(sample)
{
    return kr_define(vm, module, "name(x)", name, 0);
}
"""


def run(*command, **more):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)
    if done.returncode:
        raise SystemExit("install: %s\n%s" % (" ".join(command), done.stdout))
    return done.stdout


def write(path, text):
    with open(path, "w") as f:
        f.write(text)
    return path


def compilers(names):
    return [name for name in names if shutil.which(name)]


def ask(folder, *what):
    """What krait.pc says where it is now."""
    prefix = run("pkg-config", "--variable=prefix", "krait").strip()
    return run("pkg-config", "--define-variable=prefix=" + folder + prefix, *what, "krait")


def check_headers(folder, include):
    """The header is C and C++, and silent about it."""
    c, cxx = write(os.path.join(folder, "sample.c"), HEADER), write(os.path.join(folder, "sample.cpp"), HEADER)
    for name in compilers(["gcc", "clang"]):
        for standard in ("c11", "gnu17"):
            run(name, "-std=" + standard, "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", "-I" + include, c)
    for name in compilers(["g++", "clang++"]):
        for standard in ("c++11", "c++17", "c++20"):
            run(name, "-std=" + standard, "-Wall", "-Wextra", "-Wpedantic", "-Wold-style-cast", "-Werror", "-fsyntax-only", "-isystem", include, cxx)
            run(name, "-std=" + standard, "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", "-I" + include, cxx)


def check_host(folder, libs, compiler, static, version):
    flags = ask(folder, *(["--static"] if static else []), "--cflags", "--libs").split()
    host = os.path.join(folder, "host")
    run(compiler, "-Wall", "-Wextra", "-Werror", os.path.join(folder, "host.c"), *flags, "-o", host)
    needed = re.findall(r"NEEDED.*\[(.*)\]", run("readelf", "-d", host))
    wrong = []
    if ("libkrait.so.0" in needed) == static:
        wrong.append("%s, %s: needs %s" % (compiler, "static" if static else "shared", " ".join(needed)))
    said = run(host, env=dict(os.environ, LD_LIBRARY_PATH=libs))
    if said != "42 %s\n" % version:
        wrong.append("%s: says %r" % (compiler, said))
    return wrong


def main():
    build = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        run("meson", "install", "-C", build, "--no-rebuild", "--destdir", folder)
        pc = glob.glob(os.path.join(folder, "**", "krait.pc"), recursive=True)[0]
        libs = os.path.dirname(os.path.dirname(pc))
        os.environ["PKG_CONFIG_PATH"] = os.path.dirname(pc)
        version = run("pkg-config", "--modversion", "krait").strip()
        write(os.path.join(folder, "host.c"), HOST)
        wrong = []
        if "Library soname: [libkrait.so.0]" not in run("readelf", "-d", os.path.join(libs, "libkrait.so")):
            wrong.append("libkrait.so has another soname")
        check_headers(folder, ask(folder, "--variable=includedir").strip())
        for compiler in compilers(["gcc", "clang"]):
            wrong += check_host(folder, libs, compiler, False, version)
        for shared in glob.glob(os.path.join(libs, "libkrait.so*")):
            os.remove(shared)
        for compiler in compilers(["gcc", "clang"]):
            wrong += check_host(folder, libs, compiler, True, version)
    for line in wrong:
        print("install: " + line)
    print("install: krait %s, %d breaches" % (version, len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
