# SPDX-License-Identifier: MIT
"""Checking that all files of folders compile. krait keeps no compiled files, so nothing is written."""

import os
import py_compile
import sys

__all__ = ['compile_dir', 'compile_file', 'compile_path']


def compile_file(fullname, ddir=None, force=False, rx=None, quiet=0, legacy=False, optimize=-1, **kwargs):
    """Whether the file compiles; what is no .py file does."""
    fullname = os.fspath(fullname)
    if (rx is not None and rx.search(fullname)) or not fullname.endswith('.py') or not os.path.isfile(fullname):
        return True
    if not quiet:
        print(f'Compiling {fullname!r}...')
    try:
        py_compile.compile(fullname, doraise=True)
    except (py_compile.PyCompileError, OSError) as e:
        if quiet < 2:
            print(f'*** Error compiling {fullname!r}...\n{e}')
        return False
    return True


def compile_dir(dir, maxlevels=None, ddir=None, force=False, rx=None, quiet=0, legacy=False, optimize=-1, workers=1, **kwargs):
    """Whether all files of the folder, and of those below it, compile."""
    if quiet < 2 and not quiet:
        print(f'Listing {dir!r}...')
    success = True
    for name in sorted(os.listdir(dir)):
        path = os.path.join(dir, name)
        if os.path.isdir(path) and not os.path.islink(path):
            if name != '__pycache__' and (maxlevels is None or maxlevels > 0):
                below = None if maxlevels is None else maxlevels - 1
                success = compile_dir(path, below, rx=rx, quiet=quiet) and success
        else:
            success = compile_file(path, rx=rx, quiet=quiet) and success
    return success


def compile_path(skip_curdir=1, maxlevels=0, force=False, quiet=0, legacy=False, optimize=-1, **kwargs):
    """Whether all files in the folders of sys.path compile."""
    success = True
    for folder in sys.path:
        if (folder and folder != os.curdir or not skip_curdir) and os.path.isdir(folder):
            success = compile_dir(folder, maxlevels, quiet=quiet) and success
    return success


if __name__ == '__main__':
    sys.exit(not all([compile_dir(p) if os.path.isdir(p) else compile_file(p) for p in sys.argv[1:]] or [compile_path()]))
