# SPDX-License-Identifier: MIT
"""Checking that files compile. krait keeps no compiled files, so nothing is written."""

import enum
import sys
import traceback

__all__ = ['PyCompileError', 'PycInvalidationMode', 'compile', 'main']

_compile = compile


class PycInvalidationMode(enum.Enum):
    """How compiled files would be found out of date."""

    TIMESTAMP = 1
    CHECKED_HASH = 2
    UNCHECKED_HASH = 3


class PyCompileError(Exception):
    """A file does not compile."""

    def __init__(self, exc_type, exc_value, file, msg=''):
        text = ''.join(traceback.format_exception_only(exc_type, exc_value))
        if exc_type is SyntaxError:
            text = text.replace('File "<string>"', f'File "{file}"')
        else:
            text = f'Sorry: {exc_type.__name__}: {exc_value}'
        self.msg = msg or text
        super().__init__(self.msg, exc_type.__name__, exc_value, file)
        self.exc_type_name, self.exc_value, self.file = exc_type.__name__, exc_value, file

    def __str__(self):
        return self.msg


def compile(file, cfile=None, dfile=None, doraise=False, optimize=-1, invalidation_mode=None, quiet=0):
    """Compile a file to see whether that is possible; there is no compiled file to return the path of."""
    if cfile is not None:
        raise NotImplementedError('krait keeps no compiled files')
    with open(file, 'rb') as f:
        source = f.read()
    try:
        _compile(source, dfile or file, 'exec', dont_inherit=True)
    except Exception as e:
        error = PyCompileError(type(e), e, dfile or file)
        if doraise:
            raise error from e
        if quiet < 2:
            sys.stderr.write(f'{error.msg}\n')
    return None


def main():
    """python -m py_compile FILE..."""
    import argparse
    parser = argparse.ArgumentParser(description='A simple command-line interface for py_compile module.')
    parser.add_argument('-q', '--quiet', action='store_true', help='Suppress error output')
    parser.add_argument('filenames', nargs='+', help='Files to compile')
    args = parser.parse_args()
    names = [line.rstrip('\n') for line in sys.stdin] if args.filenames == ['-'] else args.filenames
    for name in names:
        try:
            compile(name, doraise=True)
        except PyCompileError as e:
            parser.exit(1, '' if args.quiet else e.msg)
        except OSError as e:
            parser.exit(1, '' if args.quiet else str(e))


if __name__ == '__main__':
    main()
