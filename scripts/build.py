#!/usr/bin/env python3
"""Configures and compiles a build folder when that is needed; silent unless it fails.

    build.py FOLDER [--cc COMPILER] [--target NAME]... [-Doption=value]...

Configures again when a source file has come or gone, or when the options differ from the folder's last ones.
With --target, a target that has no sources yet is an error that says so.
"""
import fcntl
import os
import subprocess
import sys

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LISTED = ["src", "lib", "scripts", "grammar", "tests/unit", "tests/embed"]


class BuildError(Exception):
    pass


def listing(options):
    """The names of all files that the configuration depends on, and the options, as text."""
    names = ["options: " + " ".join(options)]
    for folder in LISTED:
        for where, folders, files in os.walk(os.path.join(TOP, folder)):
            folders.sort()
            names += [os.path.relpath(os.path.join(where, f), TOP) for f in sorted(files)
                      if f.endswith((".c", ".h", ".py", ".def", ".gram", ".asdl"))]
    return "\n".join(names) + "\n"


def call(command, env=None):
    done = subprocess.run(command, cwd=TOP, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace")
    if done.returncode != 0:
        raise BuildError("%s\n%s failed" % (done.stdout.rstrip(), " ".join(command[:2])))
    return done.stdout


def configure(folder, options, cc):
    stamp = os.path.join(folder, "sources.list")
    now = listing(options + [cc or ""])
    old = None
    if os.path.exists(stamp) and os.path.exists(os.path.join(folder, "build.ninja")):
        with open(stamp) as f:
            old = f.read()
    if old == now:
        return
    env = dict(os.environ, CC=cc) if cc else None
    fresh = old is None
    extra = [] if fresh else ["--reconfigure"]
    if fresh and os.path.exists(os.path.join(folder, "meson-private", "coredata.dat")):
        extra = ["--wipe"]
    call(["meson", "setup"] + extra + options + [folder, TOP], env)
    with open(stamp, "w") as f:
        f.write(now)


def build(folder, options=(), cc=None, targets=()):
    """Brings `folder` up to date; raises BuildError with the tools' output."""
    folder = os.path.abspath(folder)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, ".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        configure(folder, list(options), cc)
        if "krait" in targets and not any(
                f.endswith(".c") for f in os.listdir(os.path.join(TOP, "src", "main"))):
            raise BuildError("the command krait has no sources: src/main is empty")
        call(["ninja", "--quiet", "-k", "0", "-C", folder] + list(targets))


def main():
    folder, cc, options, targets = None, None, [], []
    args = iter(sys.argv[1:])
    for arg in args:
        if arg == "--cc":
            cc = next(args)
        elif arg == "--target":
            targets.append(next(args))
        elif arg.startswith("-"):
            options.append(arg)
        else:
            folder = arg
    try:
        build(folder, options, cc, targets)
    except BuildError as error:
        sys.exit("%s" % error)


if __name__ == "__main__":
    main()
