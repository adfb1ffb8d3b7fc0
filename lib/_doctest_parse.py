# SPDX-License-Identifier: MIT
"""What doctest knows of examples before they run: options, the parser, the finder."""

import inspect
import linecache
import os
import re
import sys

OPTIONFLAGS_BY_NAME = {}


def register_optionflag(name):
    """Return the bit of an option, a new one if the name is new."""
    return OPTIONFLAGS_BY_NAME.setdefault(name, 1 << len(OPTIONFLAGS_BY_NAME))


for _name in ('DONT_ACCEPT_TRUE_FOR_1', 'DONT_ACCEPT_BLANKLINE', 'NORMALIZE_WHITESPACE', 'ELLIPSIS', 'SKIP',
              'IGNORE_EXCEPTION_DETAIL', 'REPORT_UDIFF', 'REPORT_CDIFF', 'REPORT_NDIFF', 'REPORT_ONLY_FIRST_FAILURE',
              'FAIL_FAST'):
    globals()[_name] = register_optionflag(_name)


class Example:
    """A statement and what it should print or raise."""

    def __init__(self, source, want, exc_msg=None, lineno=0, indent=0, options=None):
        self.source = source if source.endswith('\n') else source + '\n'
        self.want = want + '\n' if want and not want.endswith('\n') else want
        if exc_msg is not None and not exc_msg.endswith('\n'):
            exc_msg += '\n'
        self.exc_msg = exc_msg
        self.lineno = lineno
        self.indent = indent
        self.options = {} if options is None else options

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return (self.source == other.source and self.want == other.want and self.lineno == other.lineno
                and self.indent == other.indent and self.options == other.options and self.exc_msg == other.exc_msg)

    def __hash__(self):
        return hash((self.source, self.want, self.lineno, self.indent, self.exc_msg))


class DocTest:
    """The examples of one text, run in one namespace."""

    def __init__(self, examples, globs, name, filename, lineno, docstring):
        if isinstance(examples, str):
            raise TypeError("examples: a list of Example is expected, not a str")
        self.examples = examples
        self.docstring = docstring
        self.globs = globs.copy()
        self.name = name
        self.filename = filename
        self.lineno = lineno

    def __repr__(self):
        n = len(self.examples)
        count = 'no examples' if not n else '1 example' if n == 1 else f'{n} examples'
        return f'<{self.__class__.__name__} {self.name} from {self.filename}:{self.lineno} ({count})>'

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return (self.examples == other.examples and self.docstring == other.docstring and self.globs == other.globs
                and self.name == other.name and self.filename == other.filename and self.lineno == other.lineno)

    def __hash__(self):
        return hash((self.docstring, self.name, self.filename, self.lineno))

    def __lt__(self, other):
        if not isinstance(other, DocTest):
            return NotImplemented
        return self._order() < other._order()

    def _order(self):
        return self.name, self.filename, -1 if self.lineno is None else self.lineno, id(self)


_RAISED = re.compile(r'Traceback \(\s*(?:most recent call last|innermost last)\s*\):[ \t]*$.*?^(?P<msg>\w+.*)',
                     re.MULTILINE | re.DOTALL)
_DIRECTIVE = re.compile(r'#\s*doctest:\s*([^\n\'"]*)$', re.MULTILINE)
_INDENT = re.compile(r'^( *)(?=\S)', re.MULTILINE)


class DocTestParser:
    """Finds examples in a text."""

    def parse(self, string, name='<string>'):
        """Return the text's pieces: str and Example by turns."""
        string = string.expandtabs()
        common = min((len(found) for found in _INDENT.findall(string)), default=0)
        if common:
            string = '\n'.join(line[common:] for line in string.split('\n'))
        lines = string.splitlines(True) if '\r' not in string else re.findall(r'[^\n]*\n|[^\n]+', string)
        pieces = []
        text = 0
        i = 0
        while i < len(lines):
            if not lines[i].lstrip(' ').startswith('>>> ') and lines[i].strip(' \n') != '>>>':
                if lines[i].lstrip(' ').startswith('>>>'):
                    self._check_prompt_blank([lines[i].rstrip('\n')], self._indent(lines[i]), name, i)
                i += 1
                continue
            pieces.append(''.join(lines[text:i]))
            start, wanted, i = i, *self._extent(lines, i)
            example = self._example(lines[start:wanted], lines[wanted:i], name, start)
            if not self._IS_BLANK_OR_COMMENT(example.source):
                pieces.append(example)
            text = i
        pieces.append(''.join(lines[text:]))
        return pieces

    _IS_BLANK_OR_COMMENT = staticmethod(re.compile(r'^[ ]*(#.*)?$').match)

    @staticmethod
    def _indent(line):
        return len(line) - len(line.lstrip(' '))

    @staticmethod
    def _extent(lines, i):
        """Return the lines behind an example's source and behind what it wants."""
        i += 1
        while i < len(lines) and lines[i].lstrip(' ').startswith('...'):
            i += 1
        wanted = i
        while i < len(lines) and lines[i].strip(' \n') and not lines[i].lstrip(' ').startswith('>>>'):
            i += 1
        return wanted, i

    def _example(self, source, want, name, lineno):
        indent = self._indent(source[0])
        source = [line.rstrip('\n') for line in source]
        self._check_prompt_blank(source, indent, name, lineno)
        self._check_prefix(source[1:], ' ' * indent + '.', name, lineno)
        code = '\n'.join(line[indent + 4:] for line in source)
        want = [line.rstrip('\n') for line in want]
        self._check_prefix(want, ' ' * indent, name, lineno + len(source))
        wanted = '\n'.join(line[indent:] for line in want)
        raised = _RAISED.match(wanted)
        return Example(code, wanted, raised and raised['msg'], lineno, indent, self._find_options(code, name, lineno))

    def get_examples(self, string, name='<string>'):
        """Return the text's examples."""
        return [piece for piece in self.parse(string, name) if isinstance(piece, Example)]

    def get_doctest(self, string, globs, name, filename, lineno):
        """Return a DocTest of the text."""
        return DocTest(self.get_examples(string, name), globs, name, filename, lineno, string)

    def _find_options(self, source, name, lineno):
        options = {}
        for found in _DIRECTIVE.findall(source):
            for option in found.replace(',', ' ').split():
                if option[0] not in '+-' or option[1:] not in OPTIONFLAGS_BY_NAME:
                    raise ValueError(f'line {lineno + 1!r} of the doctest for {name} has an invalid option: {option!r}')
                options[OPTIONFLAGS_BY_NAME[option[1:]]] = option[0] == '+'
        if options and self._IS_BLANK_OR_COMMENT(source):
            raise ValueError(f'line {lineno!r} of the doctest for {name} has an option directive on a line with no '
                             f'example: {source!r}')
        return options

    def _check_prompt_blank(self, lines, indent, name, lineno):
        for i, line in enumerate(lines):
            if len(line) > indent + 3 and line[indent + 3] != ' ':
                raise ValueError(f'line {lineno + i + 1!r} of the docstring for {name} lacks blank after '
                                 f'{line[indent:indent + 3]}: {line!r}')

    def _check_prefix(self, lines, prefix, name, lineno):
        for i, line in enumerate(lines):
            if line and not line.startswith(prefix):
                raise ValueError(f'line {lineno + i + 1!r} of the docstring for {name} has inconsistent leading '
                                 f'whitespace: {line!r}')


class DocTestFinder:
    """Finds the docstrings with examples of a module, a class or a function, and of what is in it."""

    def __init__(self, verbose=False, parser=DocTestParser(), recurse=True, exclude_empty=True):
        self._verbose = verbose
        self._parser = parser
        self._recurse = recurse
        self._exclude_empty = exclude_empty

    def find(self, obj, name=None, module=None, globs=None, extraglobs=None):
        """Return the DocTests of an object."""
        if name is None:
            name = getattr(obj, '__name__', None)
            if name is None:
                raise ValueError("DocTestFinder.find: name must be given when obj.__name__ doesn't exist: "
                                 f"{type(obj)!r}")
        if module is False:
            module = None
        elif module is None:
            module = inspect.getmodule(obj)
        if globs is None:
            globs = {} if module is None else module.__dict__
        globs = {**globs, **(extraglobs or {})}
        globs.setdefault('__name__', '__main__')
        tests = []
        self._find(tests, obj, name, module, self._source(obj, module), globs, {})
        tests.sort()
        return tests

    @staticmethod
    def _source(obj, module):
        try:
            file = inspect.getsourcefile(obj)
        except TypeError:
            file = None
        if file is None:
            try:
                file = inspect.getfile(obj)
            except TypeError:
                return None
            if not (file.startswith('<') and file.endswith('>')):
                return None
        lines = linecache.getlines(file) if module is None else linecache.getlines(file, module.__dict__)
        return lines or None

    def _from_module(self, module, object):
        if module is None:
            return True
        owner = inspect.getmodule(object)
        if owner is not None:
            return module is owner
        if inspect.isfunction(object):
            return module.__dict__ is object.__globals__
        if inspect.ismethoddescriptor(object) or inspect.ismethodwrapper(object):
            if hasattr(object, '__objclass__'):
                return module.__name__ == object.__objclass__.__module__
            return module.__name__ == getattr(object, '__module__', module.__name__)
        if inspect.isclass(object) or hasattr(object, '__module__'):
            return module.__name__ == object.__module__
        if isinstance(object, property):
            return True
        raise ValueError("object must be a class or function")

    @staticmethod
    def _is_routine(obj):
        try:
            obj = inspect.unwrap(obj)
        except ValueError:
            pass
        return inspect.isroutine(obj)

    def _find(self, tests, obj, name, module, source_lines, globs, seen):
        if self._verbose:
            print(f'Finding tests in {name}')
        if id(obj) in seen:
            return
        seen[id(obj)] = 1
        test = self._get_test(obj, name, module, globs, source_lines)
        if test is not None:
            tests.append(test)
        if not self._recurse:
            return
        inside = []
        if inspect.ismodule(obj):
            inside = self._in_module(obj, module)
        elif inspect.isclass(obj):
            inside = self._in_class(obj, module)
        for key, value in inside:
            self._find(tests, value, f'{name}.{key}', module, source_lines, globs, seen)

    def _in_module(self, obj, module):
        for key, value in list(obj.__dict__.items()):
            if (self._is_routine(value) or inspect.isclass(value)) and self._from_module(module, value):
                yield key, value
        for key, value in getattr(obj, '__test__', {}).items():
            if not isinstance(key, str):
                raise ValueError(f"DocTestFinder.find: __test__ keys must be strings: {type(key)!r}")
            if not (inspect.isroutine(value) or inspect.isclass(value) or inspect.ismodule(value)
                    or isinstance(value, str)):
                raise ValueError("DocTestFinder.find: __test__ values must be strings, functions, methods, classes, "
                                 f"or modules: {type(value)!r}")
            yield f'__test__.{key}', value

    def _in_class(self, obj, module):
        for key, value in list(obj.__dict__.items()):
            if isinstance(value, (staticmethod, classmethod)):
                value = value.__func__
            if ((inspect.isroutine(value) or inspect.isclass(value) or isinstance(value, property))
                    and self._from_module(module, value)):
                yield key, value

    def _get_test(self, obj, name, module, globs, source_lines):
        text = obj
        if not isinstance(obj, str):
            text = getattr(obj, '__doc__', None)
            text = '' if text is None else text if isinstance(text, str) else str(text)
        lineno = self._find_lineno(obj, source_lines)
        if self._exclude_empty and not text:
            return None
        filename = None
        if module is not None:
            filename = getattr(module, '__file__', None) or module.__name__
            if filename.endswith('.pyc'):
                filename = filename[:-1]
        return self._parser.get_doctest(text, globs, name, filename, lineno)

    def _find_lineno(self, obj, source_lines):
        lineno = None
        has_text = getattr(obj, '__doc__', None) is not None
        if inspect.ismodule(obj) and has_text:
            lineno = 0
        if inspect.isclass(obj) and has_text:
            if source_lines is None:
                return None
            head = re.compile(r'\s*class\s*' + re.escape(getattr(obj, '__name__', '-')) + r'\b')
            lineno = next((i for i, line in enumerate(source_lines) if head.match(line)), None)
        if inspect.ismethod(obj):
            obj = obj.__func__
        if isinstance(obj, property):
            obj = obj.fget
        if inspect.isfunction(obj) and getattr(obj, '__doc__', None):
            obj = getattr(inspect.unwrap(obj), '__code__', None)
            if obj is None:
                return None
        if inspect.istraceback(obj):
            obj = obj.tb_frame
        if inspect.isframe(obj):
            obj = obj.f_code
        if inspect.iscode(obj):
            lineno = obj.co_firstlineno - 1
        if lineno is None or source_lines is None:
            return lineno and lineno + 1
        # The docstring begins at the next line that begins with a quote, whatever its prefix.
        quote = re.compile(r'(^|.*:)\s*\w*("|\')')
        return next((i for i in range(lineno, len(source_lines)) if quote.match(source_lines[i])), None)


def normalize_module(module, depth=2):
    """Return a module, given it, its name, or None: the one that called from `depth` frames up."""
    if inspect.ismodule(module):
        return module
    if isinstance(module, str):
        return __import__(module, globals(), locals(), ['*'])
    if module is None:
        return sys.modules[sys._getframe(depth).f_globals.get('__name__', '__main__')]
    raise TypeError("Expected a module, string, or None")


def load_testfile(filename, package, module_relative, encoding):
    """Return the text of a file with examples, and its path."""
    if module_relative:
        package = normalize_module(package, 3)
        filename = module_relative_path(package, filename)
        loader = getattr(package, '__loader__', None)
        if loader is None:
            loader = getattr(getattr(package, '__spec__', None), 'loader', None)
        if hasattr(loader, 'get_data'):
            text = loader.get_data(filename).decode(encoding)
            return text.replace('\r\n', '\n').replace('\r', '\n'), filename
    with open(filename, encoding=encoding) as file:
        return file.read(), filename


def module_relative_path(module, test_path):
    """Return the path of what lies beside a module."""
    if not inspect.ismodule(module):
        raise TypeError(f'Expected a module: {module!r}')
    if test_path.startswith('/'):
        raise ValueError('Module-relative files may not have absolute paths')
    parts = test_path.split('/')
    if getattr(module, '__file__', None):
        folder = os.path.dirname(module.__file__)
    elif module.__name__ == '__main__':
        folder = os.path.dirname(sys.argv[0]) if sys.argv and sys.argv[0] else os.curdir
    else:
        for entry in getattr(module, '__path__', ()):
            path = os.path.join(entry, *parts)
            if os.path.exists(path):
                return path
        raise ValueError(f"Can't resolve paths relative to the module {module!r} (it has no __file__)")
    return os.path.join(folder, *parts)
