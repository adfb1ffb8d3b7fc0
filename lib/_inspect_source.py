# SPDX-License-Identifier: MIT
"""The part of inspect that finds files and source text."""

import linecache
import os
import sys
from types import CodeType, FrameType, FunctionType, MethodType, ModuleType, TracebackType

__name__ = 'inspect'    # where the names are public

modulesbyfile = {}
_filesbymodname = {}


def getfile(object):
    """Return the file in which an object is defined.

    TypeError for built-in objects, OSError for what comes from no file.
    """
    if isinstance(object, ModuleType):
        if getattr(object, '__file__', None):
            return object.__file__
        raise TypeError('{!r} is a built-in module'.format(object))
    if isinstance(object, type):
        if hasattr(object, '__module__'):
            module = sys.modules.get(object.__module__)
            if getattr(module, '__file__', None):
                return module.__file__
            if object.__module__ == '__main__':
                raise OSError('source code not available')
        raise TypeError('{!r} is a built-in class'.format(object))
    if isinstance(object, MethodType):
        object = object.__func__
    if isinstance(object, FunctionType):
        object = object.__code__
    if isinstance(object, TracebackType):
        object = object.tb_frame
    if isinstance(object, FrameType):
        object = object.f_code
    if isinstance(object, CodeType):
        return object.co_filename
    raise TypeError('module, class, method, function, traceback, frame, or '
                    'code object was expected, got {}'.format(type(object).__name__))


def getmodulename(path):
    """Return the name of the module that a file holds, None if it is none."""
    import importlib.machinery
    filename = os.path.basename(path)
    suffixes = sorted(importlib.machinery.all_suffixes(), key=len, reverse=True)
    for suffix in suffixes:
        if filename.endswith(suffix):
            return filename[:-len(suffix)]
    return None


def getsourcefile(object):
    """Return the name of the source file of an object, None if its source cannot be had."""
    import importlib.machinery
    filename = getfile(object)
    if filename.endswith(tuple(importlib.machinery.BYTECODE_SUFFIXES)):
        base = filename.rpartition('.')[0]
        filename = base + importlib.machinery.SOURCE_SUFFIXES[0]
    elif filename.endswith(tuple(importlib.machinery.EXTENSION_SUFFIXES)):
        return None
    if filename in linecache.cache or os.path.exists(filename):
        return filename
    module = getmodule(object, filename)
    if getattr(module, '__loader__', None) is not None:
        return filename
    if getattr(getattr(module, '__spec__', None), 'loader', None) is not None:
        return filename
    if isinstance(object, (FunctionType, MethodType, CodeType)) and filename.startswith('<'):
        return filename if linecache._getlines_from_code(_code_of(object)) else None
    return None


def _code_of(object):
    if isinstance(object, MethodType):
        object = object.__func__
    return object.__code__ if isinstance(object, FunctionType) else object


def getabsfile(object, _filename=None):
    """Return an absolute, normalised path of the file of an object."""
    if _filename is None:
        _filename = getsourcefile(object) or getfile(object)
    return os.path.normcase(os.path.abspath(_filename))


def getmodule(object, _filename=None):
    """Return the module in which an object was defined, None if that is unknown."""
    if isinstance(object, ModuleType):
        return object
    if hasattr(object, '__module__'):
        return sys.modules.get(object.__module__)
    if _filename is not None and _filename in modulesbyfile:
        return sys.modules.get(modulesbyfile[_filename])
    try:
        file = getabsfile(object, _filename)
    except (TypeError, FileNotFoundError):
        return None
    if file in modulesbyfile:
        return sys.modules.get(modulesbyfile[file])
    for modname, module in sys.modules.copy().items():
        filename = getattr(module, '__file__', None)
        if not isinstance(module, ModuleType) or not isinstance(filename, str):
            continue
        if filename == _filesbymodname.get(modname):
            continue
        _filesbymodname[modname] = filename
        filename = getabsfile(module)
        modulesbyfile[filename] = modulesbyfile[os.path.realpath(filename)] = module.__name__
    if file in modulesbyfile:
        return sys.modules.get(modulesbyfile[file])
    if not hasattr(object, '__name__'):
        return None
    main = sys.modules['__main__']
    if getattr(main, object.__name__, None) is object:
        return main
    builtin = sys.modules['builtins']
    if getattr(builtin, object.__name__, None) is object:
        return builtin
    return None


def findsource(object):
    """Return (all lines of the file of an object, index of the object's first line).

    OSError if the source cannot be had.
    """
    file = getsourcefile(object)
    if file:
        linecache.checkcache(file)
    else:
        file = getfile(object)
        if not (file.startswith('<') and file.endswith('>')):
            raise OSError('source code not available')
    module = getmodule(object, file)
    lines = linecache.getlines(file, module.__dict__) if module else linecache.getlines(file)
    if not lines and file.startswith('<') and hasattr(object, '__code__'):
        lines = linecache._getlines_from_code(object.__code__)
    if not lines:
        raise OSError('could not get source code')
    if isinstance(object, ModuleType):
        return lines, 0
    if isinstance(object, type):
        try:
            lnum = vars(object)['__firstlineno__'] - 1
        except (TypeError, KeyError):
            raise OSError('source code not available') from None
        if lnum >= len(lines):
            raise OSError('lineno is out of bounds')
        return lines, lnum
    if isinstance(object, MethodType):
        object = object.__func__
    if isinstance(object, FunctionType):
        object = object.__code__
    if isinstance(object, TracebackType):
        object = object.tb_frame
    if isinstance(object, FrameType):
        object = object.f_code
    if isinstance(object, CodeType):
        if not hasattr(object, 'co_firstlineno'):
            raise OSError('could not find function definition')
        lnum = object.co_firstlineno - 1
        if lnum >= len(lines):
            raise OSError('lineno is out of bounds')
        return lines, lnum
    raise OSError('could not find code object')


def indentsize(line):
    """Return the indentation of a line in columns."""
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


def getcomments(object):
    """Return the comment right above an object, or at the top of a module; None if none."""
    try:
        lines, lnum = findsource(object)
    except (OSError, TypeError):
        return None
    if isinstance(object, ModuleType):
        start = 1 if lines and lines[0][:2] == '#!' else 0
        while start < len(lines) and lines[start].strip() in ('', '#'):
            start += 1
        if start >= len(lines) or lines[start][:1] != '#':
            return None
        end = start
        while end < len(lines) and lines[end][:1] == '#':
            end += 1
        return ''.join(line.expandtabs() for line in lines[start:end])
    if lnum <= 0:
        return None
    indent = indentsize(lines[lnum])
    start = lnum
    while start > 0 and lines[start - 1].lstrip()[:1] == '#' and \
            indentsize(lines[start - 1]) == indent:
        start -= 1
    comments = [line.expandtabs().lstrip() for line in lines[start:lnum]]
    while comments and comments[0].strip() == '#':
        comments.pop(0)
    while comments and comments[-1].strip() == '#':
        comments.pop()
    return ''.join(comments) or None


class EndOfBlock(Exception):
    """Raised by BlockFinder at the end of a block."""


class BlockFinder:
    """Takes the tokens of a class or function and finds its last line."""

    def __init__(self):
        self.indent = 0
        self.islambda = False
        self.started = False
        self.passline = False
        self.indecorator = False
        self.last = 1
        self.body_col0 = None

    def tokeneater(self, type, token, srowcol, erowcol, line):
        """Look at one token; raises EndOfBlock behind the block."""
        import tokenize
        if not self.started and not self.indecorator:
            if token in ('INDENT', 'async') or type == tokenize.INDENT:
                pass        # an indented definition, or the beginning of "async def"
            elif token == '@':
                self.indecorator = True
            elif token in ('def', 'class', 'lambda'):
                self.islambda = token == 'lambda'
                self.started = True
            self.passline = True
        elif type == tokenize.NEWLINE:
            self.passline = False
            self.last = srowcol[0]
            if self.islambda:
                raise EndOfBlock
            self.indecorator = False
        elif self.passline:
            pass
        elif type == tokenize.INDENT:
            if self.body_col0 is None and self.started:
                self.body_col0 = erowcol[1]
            self.indent += 1
            self.passline = True
        elif type == tokenize.DEDENT:
            self.indent -= 1
            if self.indent <= 0:
                raise EndOfBlock
        elif type == tokenize.COMMENT:
            if self.body_col0 is not None and srowcol[1] >= self.body_col0:
                self.last = srowcol[0]      # a comment at the level of the body belongs to it
        elif self.indent == 0 and type not in (tokenize.COMMENT, tokenize.NL):
            raise EndOfBlock        # the body stood on the line of the header


def getblock(lines):
    """Return those of the lines that belong to the class or function that begins at the first."""
    import tokenize
    finder = BlockFinder()
    try:
        for token in tokenize.generate_tokens(iter(lines).__next__):
            finder.tokeneater(*token)
    except (EndOfBlock, IndentationError):
        pass
    except SyntaxError as error:
        if 'unmatched' not in error.msg:
            raise
        # A lambda in the middle of a statement: text up to there is what is wanted.
        return lines[:max(error.lineno or 1, 1)][:finder.last] or lines[:1]
    return lines[:finder.last]


def getsourcelines(object):
    """Return (lines of the source of an object, number of the first one).

    For a module the number is 0. OSError if the source cannot be had.
    """
    from inspect import unwrap
    object = unwrap(object)
    lines, lnum = findsource(object)
    if isinstance(object, TracebackType):
        object = object.tb_frame
    if isinstance(object, ModuleType) or (
            isinstance(object, FrameType) and object.f_code.co_name == '<module>'):
        return lines, 0
    return getblock(lines[lnum:]), lnum + 1


def getsource(object):
    """Return the text of the source of an object. OSError if it cannot be had."""
    return ''.join(getsourcelines(object)[0])
