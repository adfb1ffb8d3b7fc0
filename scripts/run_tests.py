#!/usr/bin/env python3
"""Runs the tests and ends with the line "N passed, N failed"; the exit status is 1 when any failed.

    run_tests.py [--build FOLDER] [-j N] [FILTER...]       every test, on a build that exists
    run_tests.py --builds [--quick|--all] [-j N] [FILTER...]   makes the builds first (scripts/test)
    run_tests.py --bless [FILTER...]                       writes the expectations anew, with CPython

A FILTER is part of a test's name, such as lang/generators or unit/test_heap. tests/README.md says what a test is
made of. What cannot be run here is named under "not run", with the reason.
"""
import argparse
import concurrent.futures
import os
import re
import resource
import shutil
import signal
import sys
import time

import build as builder
import script_tests

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SANITIZE = {
    "ASAN_OPTIONS": "abort_on_error=0:detect_stack_use_after_return=0:allocator_may_return_null=1",
    "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1",
    "TSAN_OPTIONS": "halt_on_error=1",
}


class Build:
    """One way to compile krait, and which tests it runs."""

    def __init__(self, name, folder, options=(), cc=None, slow=1, kinds=("unit", "embed", "script"), only=None, skip=None):
        self.name, self.folder, self.options, self.cc = name, folder, list(options), cc
        self.slow = slow  # times longer than a release build
        self.kinds = kinds
        self.only, self.skip = only, skip  # patterns of script tests

    def wants(self, test):
        return not ((self.only and not re.search(self.only, test)) or (self.skip and re.search(self.skip, test)))


# Collecting at every allocation costs the size of the heap each time: what stands here runs in minutes all the same.
CORE = r"^lang/(generators|yield_from|closures|exceptions|list|dict|classes|match|descriptors|async)/"
HEAVY = r"^lang/(delegation|heavy)/|recursion/(nesting|no_c_stack)$|small_stack$"
THREADS = ("two_vms", "many", "failures")  # host programs with threads
DEBUG = ["-Dbuildtype=debugoptimized", "-Doptimization=1", "-Db_ndebug=false"]
RELEASE = Build("release", "build")
STANDARD = [
    # The large frames of C there keep old words, so that an object may outlive what weakrefs expects.
    Build("asan", "build-asan", DEBUG + ["-Db_sanitize=address,undefined", "-Db_lundef=false"], slow=8, skip="^lang/classes/weakrefs$"),
    Build("stress", "build-stress", DEBUG + ["-Dstress=collect"], slow=60, kinds=("unit", "fuel", "script"), only=CORE),
    Build("stress64", "build-stress64", DEBUG + ["-Dstress=collect64"], slow=15, kinds=("script",), skip=CORE + "|" + HEAVY),
    Build("tsan", "build-tsan", DEBUG + ["-Db_sanitize=thread", "-Db_lundef=false"], slow=15, kinds=("threads",)),
]
THOROUGH = [
    Build("fail", "build-fail", DEBUG + ["-Db_sanitize=address,undefined", "-Db_lundef=false", "-Dstress=fail"], slow=8, kinds=("embed",)),
    Build("clang", "build-clang", cc="clang-14"),
]


def known_failures():
    """Tests of parts not finished yet, one a line in tests/pending.list; they run, and are reported by name."""
    with open(os.path.join(TOP, "tests", "pending.list")) as lines:
        return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


class Results:
    def __init__(self):
        self.passed, self.failed, self.pending, self.not_run = 0, [], [], []
        self.known = known_failures()
        self.fuel = {}  # what embed/fuel said in each build

    def add(self, name, problem):
        if name.split()[-1] in self.known:
            self.pending.append("%s (%s)" % (name, "passes now: take it off tests/pending.list" if problem is None else "fails"))
        elif problem is None:
            self.passed += 1
        else:
            self.failed.append(name)
            print("FAIL %s\n%s" % (name, indent(problem)), flush=True)

    def skip(self, what, why):
        self.not_run.append("%s (%s)" % (what, why))


def indent(text, most=40):
    lines = text.rstrip().split("\n")
    if len(lines) > most:
        lines = lines[:most // 2] + ["... %d lines ..." % (len(lines) - most)] + lines[-most // 2:]
    return "\n".join("    " + line for line in lines)


def environment(build):
    every = {"KRAIT_TEST_ALL": "1"} if build in THOROUGH else {}
    return dict(os.environ, **every, CK_DEFAULT_TIMEOUT=str(20 * build.slow), CK_VERBOSITY="normal", KRAIT_TEST_TOP=TOP, **SANITIZE)


# ---- unit tests and host programs -----------------------------------------------------------------------------------


def run_program(path, build, limit, args=()):
    """(number of checks passed, number failed, what it said)."""
    status, out, err = script_tests.run([path, *args], limit * build.slow, cwd=TOP, env=environment(build))
    said = out + err
    summary = re.search(r"^\d+%: Checks: (\d+), Failures: (\d+), Errors: (\d+)", said, re.M)
    if summary:
        checks, bad = int(summary[1]), int(summary[2]) + int(summary[3])
        if status != 0 and bad == 0:
            bad = 1
        return checks - min(bad, checks), bad, said
    return (1, 0, said) if status == 0 else (0, 1, said or "exit status %s" % status)


def run_programs(kind, prefix, build, filters, results, only=None):
    folder = os.path.join(build.folder_path, "tests")
    for source in sorted(os.listdir(os.path.join(TOP, "tests", kind))) if os.path.isdir(os.path.join(TOP, "tests", kind)) else ():
        if not source.endswith(".c") or (kind == "unit" and not source.startswith("test_")):
            continue
        name = "%s/%s" % (kind, source[:-2])
        if not selected(name, filters) or (only and source[:-2] not in only):
            continue
        path = os.path.join(folder, prefix + source[:-2])
        if not os.path.exists(path):
            results.skip("%s %s" % (build.name, name), "not built: is check installed?")
            continue
        passed, failed, said = run_program(path, build, 900 if build in THOROUGH else 60)
        results.passed += passed
        if name == "embed/fuel":
            results.fuel[build.name] = re.findall(r"^fuel .*", said, re.M)
        for _ in range(failed):
            results.failed.append("%s %s" % (build.name, name))
        if failed:
            print("FAIL %s %s\n%s" % (build.name, name, indent(said)), flush=True)


def compare_fuel(results):
    """What programs spend does not depend on the compiler, nor on when garbage is collected."""
    said = list(results.fuel.items())
    for build, lines in said[1:]:
        same = lines == said[0][1]
        results.add("fuel %s %s" % (said[0][0], build), None if same else "%s\n%s" % ("\n".join(said[0][1]), "\n".join(lines)))


def selected(name, filters):
    return not filters or any(f in name for f in filters)


# ---- checks of the tree ---------------------------------------------------------------------------------------------


# checks that look at a build: what must exist in it
BUILD_CHECKS = {"symbols": "libkrait.so", "start": "krait", "readme": "libkrait.so", "outside": "libkrait.a", "man": "libkrait.so",
                "install": "libkrait.so"}


def run_checks(filters, results):
    for script in sorted(os.listdir(os.path.join(TOP, "scripts"))):
        if not script.startswith("check_") or not script.endswith(".py"):
            continue
        subject = script[len("check_"):-len(".py")]
        name, command = "check/" + subject, [sys.executable, "scripts/" + script]
        if not selected(name, filters):
            continue
        if subject in BUILD_CHECKS:
            command.append(RELEASE.folder_path)
            if not os.path.exists(os.path.join(RELEASE.folder_path, BUILD_CHECKS[subject])):
                results.skip(name, "there is no " + BUILD_CHECKS[subject])
                continue
        status, out, err = script_tests.run(command, 120, cwd=TOP, env=os.environ)
        print(out.rstrip().split("\n")[-1], flush=True)
        results.add(name, None if status == 0 else out + err)


# ---- one build ------------------------------------------------------------------------------------------------------


def run_scripts(build, filters, jobs, results):
    tests = [t for t in script_tests.find(filters) if build.wants(t.name)]
    if not tests:
        return
    krait = os.path.join(build.folder_path, "krait")
    if not os.path.exists(krait):
        results.skip("%d script tests on the %s build" % (len(tests), build.name), "it has no command krait")
        return
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        pending = [(t, pool.submit(script_tests.check, t, krait, build.slow, environment(build))) for t in tests]
        for test, future in pending:
            results.add("%s %s" % (build.name, test.name), future.result())


def make(build, results):
    """Compiles; false when that is impossible here. What was built in spite of an error is tested all the same."""
    if build.cc and not shutil.which(build.cc):
        results.skip("the %s build" % build.name, "%s is not installed" % build.cc)
        return False
    targets = []
    if "threads" in build.kinds:
        targets = ["tests/embed_" + name for name in THREADS]
    start = time.monotonic()
    try:
        builder.build(build.folder_path, build.options, build.cc, targets)
    except builder.BuildError as error:
        results.add("%s build" % build.name, str(error))
    print("-- %s build: %.0f s" % (build.name, time.monotonic() - start), flush=True)
    return True


def run_build(build, filters, jobs, results):
    start, before = time.monotonic(), results.passed
    if "unit" in build.kinds:
        run_programs("unit", "", build, filters, results)
    if "embed" in build.kinds:
        run_programs("embed", "embed_", build, filters, results)
    if "threads" in build.kinds:
        run_programs("embed", "embed_", build, filters, results, THREADS)
    if "fuel" in build.kinds:
        run_programs("embed", "embed_", build, filters, results, ["fuel"])
    if "script" in build.kinds:
        run_scripts(build, filters, jobs, results)
    print("-- %s: %d passed in %.0f s" % (build.name, results.passed - before, time.monotonic() - start), flush=True)


def run_valgrind(filters, results):
    name = "valgrind/empty"
    krait = os.path.join(RELEASE.folder_path, "krait")
    if not selected(name, filters):
        return
    if not shutil.which("valgrind") or not os.path.exists(krait):
        results.skip("valgrind", "it is not installed" if os.path.exists(krait) else "there is no command krait")
        return
    command = ["valgrind", "-q", "--error-exitcode=99", "--undef-value-errors=no", "--leak-check=full", krait, "-c", "pass"]
    status, out, err = script_tests.run(command, 300, cwd=TOP, env=os.environ)
    results.add(name, None if status == 0 else out + err)


def arguments():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--build", metavar="FOLDER")
    ap.add_argument("--builds", action="store_true")
    ap.add_argument("--quick", action="store_true")
    ap.add_argument("--all", action="store_true")
    ap.add_argument("--bless", action="store_true")
    ap.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1)
    ap.add_argument("filters", nargs="*")
    return ap.parse_args()


def main():
    args = arguments()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for ignored in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):  # in the background of a shell; what is tested inherits that
        if signal.getsignal(ignored) == signal.SIG_IGN:
            signal.signal(ignored, signal.SIG_DFL)
    if args.bless:
        return script_tests.bless(args.filters)
    builds = [RELEASE]
    if args.build:
        builds = [Build(os.path.basename(os.path.normpath(args.build)), args.build, slow=4)]
    elif args.builds and not args.quick:
        builds += STANDARD + (THOROUGH if args.all else [])
    results = Results()
    for build in STANDARD + THOROUGH + [RELEASE] + builds:
        build.folder_path = os.path.abspath(build.folder) if build.folder == args.build else os.path.join(TOP, build.folder)
    for build in builds:
        if args.builds and not make(build, results):
            continue
        if build is RELEASE:
            run_checks(args.filters, results)
        run_build(build, args.filters, args.jobs, results)
    compare_fuel(results)
    if args.all:
        run_valgrind(args.filters, results)
    for line in results.not_run:
        print("not run: " + line)
    for line in results.pending:
        print("pending: " + line)
    if results.failed:
        print("failed: " + ", ".join(sorted(set(results.failed))))
    skipped = ", %d skipped" % len(results.pending) if results.pending else ""
    print("%d passed, %d failed%s" % (results.passed, len(results.failed), skipped))
    return 1 if results.failed else 0


if __name__ == "__main__":
    sys.exit(main())
