# SPDX-License-Identifier: MIT
"""The exceptions of configparser."""


class Error(Exception):
    """Something is wrong with settings."""

    def __init__(self, msg=''):
        self.message = msg
        Exception.__init__(self, msg)

    def __repr__(self):
        return self.message

    __str__ = __repr__


class NoSectionError(Error):
    """There is no such section."""

    def __init__(self, section):
        Error.__init__(self, f'No section: {section!r}')
        self.section = section
        self.args = section,


class _DuplicateError(Error):
    def _say(self, what, source, lineno):
        if source is None:
            return what[0].upper() + what[1:]
        line = '' if lineno is None else f' [line {lineno:2d}]'
        return f'While reading from {source!r}{line}: {what}'


class DuplicateSectionError(_DuplicateError):
    """A section occurs twice."""

    def __init__(self, section, source=None, lineno=None):
        Error.__init__(self, self._say(f'section {section!r} already exists', source, lineno))
        self.section, self.source, self.lineno = section, source, lineno
        self.args = section, source, lineno


class DuplicateOptionError(_DuplicateError):
    """A name occurs twice in a section."""

    def __init__(self, section, option, source=None, lineno=None):
        Error.__init__(self, self._say(f'option {option!r} in section {section!r} already exists', source, lineno))
        self.section, self.option, self.source, self.lineno = section, option, source, lineno
        self.args = section, option, source, lineno


class NoOptionError(Error):
    """A section has no such name."""

    def __init__(self, option, section):
        Error.__init__(self, f'No option {option!r} in section: {section!r}')
        self.option, self.section = option, section
        self.args = option, section


class InterpolationError(Error):
    """A reference cannot be followed."""

    def __init__(self, option, section, msg):
        Error.__init__(self, msg)
        self.option, self.section = option, section
        self.args = option, section, msg


class InterpolationMissingOptionError(InterpolationError):
    """What a value refers to is not there."""

    def __init__(self, option, section, rawval, reference):
        super().__init__(option, section, f'Bad value substitution: option {option!r} in section {section!r} contains '
                         f'an interpolation key {reference!r} which is not a valid option name. '
                         f'Raw value: {rawval!r}')
        self.reference = reference
        self.args = option, section, rawval, reference


class InterpolationSyntaxError(InterpolationError):
    """A reference is malformed."""


class InterpolationDepthError(InterpolationError):
    """References go too deep, or in a circle."""

    def __init__(self, option, section, rawval):
        super().__init__(option, section, f'Recursion limit exceeded in value substitution: option {option!r} in '
                         f'section {section!r} contains an interpolation key which cannot be substituted in 10 '
                         f'steps. Raw value: {rawval!r}')
        self.args = option, section, rawval


class ParsingError(Error):
    """A file cannot be read."""

    def __init__(self, source, *args):
        super().__init__(f'Source contains parsing errors: {source!r}')
        self.source = source
        self.errors = []
        self.args = source,
        if args:
            self.append(*args)

    def append(self, lineno, line):
        """Add a line that could not be understood."""
        self.errors.append((lineno, line))
        self.message += f'\n\t[line {lineno:2d}]: {line!r}'

    def combine(self, others):
        """Add the lines of other errors."""
        for other in others:
            for error in other.errors:
                self.append(*error)
        return self

    @staticmethod
    def _raise_all(exceptions):
        exceptions = iter(exceptions)
        first = next(exceptions, None)
        if first is not None:
            raise first.combine(exceptions)


class MissingSectionHeaderError(ParsingError):
    """A value stands before the first section."""

    def __init__(self, filename, lineno, line):
        Error.__init__(self, f'File contains no section headers.\nfile: {filename!r}, line: {lineno}\n{line!r}')
        self.source, self.lineno, self.line = filename, lineno, line
        self.args = filename, lineno, line


class MultilineContinuationError(ParsingError):
    """A line goes on with a name that has no value."""

    def __init__(self, filename, lineno, line):
        Error.__init__(self, f'Key without value continued with an indented line.\nfile: {filename!r}, line: {lineno}'
                       f'\n{line!r}')
        self.source, self.lineno, self.line = filename, lineno, line
        self.args = filename, lineno, line


for _cls in list(globals().values()):
    if isinstance(_cls, type) and issubclass(_cls, Error):
        _cls.__module__ = 'configparser'
