# SPDX-License-Identifier: MIT
"""doctest's runners: what an example printed is compared with what it should."""

import __future__
from collections import namedtuple
from io import StringIO
import linecache
import re
import sys
import traceback

from _doctest_parse import (DONT_ACCEPT_BLANKLINE, DONT_ACCEPT_TRUE_FOR_1, ELLIPSIS, FAIL_FAST,
                            IGNORE_EXCEPTION_DETAIL, NORMALIZE_WHITESPACE, REPORT_CDIFF, REPORT_NDIFF,
                            REPORT_ONLY_FIRST_FAILURE, REPORT_UDIFF, SKIP)

BLANKLINE_MARKER = '<BLANKLINE>'
ELLIPSIS_MARKER = '...'


class TestResults(namedtuple('TestResults', 'failed attempted')):
    """How many examples failed, were tried, and were skipped."""

    def __new__(cls, failed, attempted, *, skipped=0):
        self = super().__new__(cls, failed, attempted)
        self.skipped = skipped
        return self

    def __repr__(self):
        skipped = f', skipped={self.skipped}' if self.skipped else ''
        return f'TestResults(failed={self.failed}, attempted={self.attempted}{skipped})'


def indent(text, by=4):
    """Put blanks before each line that is not empty."""
    return re.sub('(?m)^(?!$)', by * ' ', text)


def _matches_ellipsis(want, got):
    parts = want.split(ELLIPSIS_MARKER)
    if len(parts) == 1:
        return want == got
    first, *middle, last = parts
    if len(got) < len(first) + len(last) or not got.startswith(first) or not got.endswith(last):
        return False
    at, end = len(first), len(got) - len(last)
    for part in middle:
        at = got.find(part, at, end)
        if at < 0:
            return False
        at += len(part)
    return True


def _class_of(message):
    """Return the bare name of the class that a message begins with."""
    line = message.partition('\n')[0]
    return line.partition(':')[0].rpartition('.')[2]


class OutputChecker:
    """Compares outputs and explains how they differ."""

    def _plain(self, text):
        return str(text.encode('ASCII', 'backslashreplace'), 'ASCII')

    def check_output(self, want, got, optionflags):
        """Return whether what was printed is what was wanted."""
        want, got = self._plain(want), self._plain(got)
        if got == want:
            return True
        if not optionflags & DONT_ACCEPT_TRUE_FOR_1 and (got, want) in (('True\n', '1\n'), ('False\n', '0\n')):
            return True
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            want = re.sub(rf'(?m)^{re.escape(BLANKLINE_MARKER)}\s*?$', '', want)
            got = re.sub(r'(?m)^[^\S\n]+$', '', got)
            if got == want:
                return True
        if optionflags & NORMALIZE_WHITESPACE:
            got, want = ' '.join(got.split()), ' '.join(want.split())
            if got == want:
                return True
        return bool(optionflags & ELLIPSIS) and _matches_ellipsis(want, got)

    def _wants_diff(self, want, got, optionflags):
        if not optionflags & (REPORT_UDIFF | REPORT_CDIFF | REPORT_NDIFF):
            return False
        return bool(optionflags & REPORT_NDIFF) or (want.count('\n') > 2 and got.count('\n') > 2)

    def output_difference(self, example, got, optionflags):
        """Return a report of how the output differs."""
        want = example.want
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            got = re.sub('(?m)^[ ]*(?=\n)', BLANKLINE_MARKER, got)
        if self._wants_diff(want, got, optionflags):
            import difflib
            old, new = want.splitlines(True), got.splitlines(True)
            if optionflags & REPORT_UDIFF:
                kind, lines = 'unified diff with -expected +actual', list(difflib.unified_diff(old, new, n=2))[2:]
            elif optionflags & REPORT_CDIFF:
                kind, lines = 'context diff with expected followed by actual', list(difflib.context_diff(old, new, n=2))[2:]
            else:
                engine = difflib.Differ(charjunk=difflib.IS_CHARACTER_JUNK)
                kind, lines = 'ndiff with -expected +actual', list(engine.compare(old, new))
            return f'Differences ({kind}):\n' + indent(''.join(lines))
        return (f'Expected:\n{indent(want)}' if want else 'Expected nothing\n') + \
            (f'Got:\n{indent(got)}' if got else 'Got nothing\n')


class DocTestFailure(Exception):
    """An example printed something else."""

    def __init__(self, test, example, got):
        self.test = test
        self.example = example
        self.got = got

    def __str__(self):
        return str(self.test)


class UnexpectedException(Exception):
    """An example raised what was not expected."""

    def __init__(self, test, example, exc_info):
        self.test = test
        self.example = example
        self.exc_info = exc_info

    def __str__(self):
        return str(self.test)


class _Output(StringIO):
    """What an example prints; ends with a line end when it is read."""

    def getvalue(self):
        text = super().getvalue()
        return text + '\n' if text and not text.endswith('\n') else text

    def truncate(self, size=None):
        self.seek(size)
        super().truncate()


def _flags_of(globs):
    """The compiler flags of the __future__ features that a namespace has imported."""
    flags = 0
    for name in __future__.all_feature_names:
        feature = globs.get(name)
        if feature is getattr(__future__, name):
            flags |= feature.compiler_flag
    return flags


class DocTestRunner:
    """Runs examples and reports failures."""

    DIVIDER = '*' * 70

    def __init__(self, checker=None, verbose=None, optionflags=0):
        self._checker = checker or OutputChecker()
        self._verbose = '-v' in sys.argv if verbose is None else verbose
        self.optionflags = optionflags
        self.original_optionflags = optionflags
        self.tries = 0
        self.failures = 0
        self.skips = 0
        self._stats = {}
        self._fakeout = _Output()

    def report_start(self, out, test, example):
        """Report what is tried, if it is to be reported."""
        if self._verbose:
            wanted = f'Expecting:\n{indent(example.want)}' if example.want else 'Expecting nothing\n'
            out(f'Trying:\n{indent(example.source)}{wanted}')

    def report_success(self, out, test, example, got):
        """Report that an example went well."""
        if self._verbose:
            out('ok\n')

    def report_failure(self, out, test, example, got):
        """Report a wrong output."""
        out(self._failure_header(test, example) + self._checker.output_difference(example, got, self.optionflags))

    def report_unexpected_exception(self, out, test, example, exc_info):
        """Report an exception."""
        text = ''.join(traceback.format_exception(*exc_info))
        out(self._failure_header(test, example) + 'Exception raised:\n' + indent(text))

    def _failure_header(self, test, example):
        place = f'Line {example.lineno + 1}, in {test.name}'
        if test.filename:
            line = '?' if test.lineno is None else test.lineno + example.lineno + 1
            place = f'File "{test.filename}", line {line}, in {test.name}'
        return f'{self.DIVIDER}\n{place}\nFailed example:\n{indent(example.source)}'

    def _judge(self, test, example, exc, got, out):
        """Report one example's outcome; return whether it was right."""
        def same(want, text):
            return self._checker.check_output(want, text, self.optionflags)

        if exc is None:
            if same(example.want, got):
                self.report_success(out, test, example, got)
                return True
            self.report_failure(out, test, example, got)
            return False
        lines = traceback.format_exception_only(*exc[:2])
        if issubclass(exc[0], SyntaxError):
            # Only the message counts, neither the line shown nor the caret.
            name = exc[0].__qualname__
            heads = f'{name}:', f'{exc[0].__module__}.{name}:'
            lines = lines[next(i for i, line in enumerate(lines) if line.startswith(heads)):]
        message = ''.join(lines)
        if example.exc_msg is None:
            self.report_unexpected_exception(out, test, example, exc)
            return False
        right = same(example.exc_msg, message) or (
            self.optionflags & IGNORE_EXCEPTION_DETAIL and same(_class_of(example.exc_msg), _class_of(message)))
        got += ''.join(traceback.format_exception(*exc))
        (self.report_success if right else self.report_failure)(out, test, example, got)
        return bool(right)

    def _options(self, example):
        self.optionflags = self.original_optionflags
        for flag, on in example.options.items():
            self.optionflags = self.optionflags | flag if on else self.optionflags & ~flag

    def __run(self, test, compileflags, out):
        failures = tries = skips = 0
        for number, example in enumerate(test.examples):
            quiet = self.optionflags & REPORT_ONLY_FIRST_FAILURE and failures
            tries += 1
            self._options(example)
            if self.optionflags & SKIP:
                skips += 1
                continue
            if not quiet:
                self.report_start(out, test, example)
            exc = None
            try:
                code = compile(example.source, f'<doctest {test.name}[{number}]>', 'single', compileflags, True)
                exec(code, test.globs)
            except KeyboardInterrupt:
                raise
            except BaseException:
                exc = sys.exc_info()
                exc = exc[0], exc[1].with_traceback(exc[2].tb_next), exc[2].tb_next
            got = self._fakeout.getvalue()
            self._fakeout.truncate(0)
            if not self._judge(test, example, exc, got, _silent if quiet else out):
                failures += 1
                if self.optionflags & FAIL_FAST:
                    break
        self.optionflags = self.original_optionflags
        self._record(test, failures, tries, skips)
        return TestResults(failures, tries, skipped=skips)

    def _record(self, test, *counts):
        before = self._stats.get(test.name, (0, 0, 0))
        self._stats[test.name] = tuple(a + b for a, b in zip(before, counts))
        self.failures += counts[0]
        self.tries += counts[1]
        self.skips += counts[2]

    def _lines(self, filename, module_globals=None):
        """linecache.getlines, which also knows the source of examples."""
        found = re.fullmatch(r'<doctest (?P<name>.+)\[(?P<number>\d+)\]>', filename)
        if found and found['name'] == self.test.name:
            return self.test.examples[int(found['number'])].source.splitlines(keepends=True)
        return self._getlines(filename, module_globals)

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        """Run a DocTest's examples; return a TestResults."""
        self.test = test
        if compileflags is None:
            compileflags = _flags_of(test.globs)
        stdout = sys.stdout
        if out is None:
            out = _writer(stdout)
        sys.stdout = self._fakeout
        hook, self._getlines = sys.displayhook, linecache.getlines
        trace = sys.gettrace()
        linecache.getlines = self._lines
        sys.displayhook = sys.__displayhook__
        try:
            return self.__run(test, compileflags, out)
        finally:
            sys.stdout = stdout
            sys.settrace(trace)
            linecache.getlines = self._getlines
            sys.displayhook = hook
            if clear_globs:
                test.globs.clear()
                import builtins
                builtins._ = None

    def summarize(self, verbose=None):
        """Print how many examples passed and failed, and return the figures."""
        if verbose is None:
            verbose = self._verbose
        stats = sorted(self._stats.items())
        failed = [(name, counts) for name, counts in stats if counts[0]]
        failures, tries, skips = (sum(counts[i] for _, counts in stats) for i in range(3))
        if verbose:
            self._summarize_good(stats)
        if failed:
            print(self.DIVIDER)
            print(f'{_count(len(failed), "item")} had failures:')
            for name, counts in failed:
                print(f' {counts[0]:3d} of {counts[1]:3d} in {name}')
        if verbose:
            print(f'{_count(tries, "test")} in {_count(len(stats), "item")}.')
            print(f'{tries - failures} passed{f" and {failures} failed" if failures else ""}.')
        if failures:
            also = f' and {_count(skips, "skipped test")}' if skips else ''
            print(f'***Test Failed*** {_count(failures, "failure")}{also}.')
        elif verbose:
            print('Test passed.')
        return TestResults(failures, tries, skipped=skips)

    def _summarize_good(self, stats):
        empty = [name for name, counts in stats if not counts[1]]
        passed = [(name, counts[1]) for name, counts in stats if counts[1] and not counts[0]]
        if empty:
            print(f'{_count(len(empty), "item")} had no tests:')
            for name in empty:
                print(f'    {name}')
        if passed:
            print(f'{_count(len(passed), "item")} passed all tests:')
            for name, tries in passed:
                print(f' {tries:3d} test{"" if tries == 1 else "s"} in {name}')

    def merge(self, other):
        """Add the figures of another runner."""
        for name, counts in other._stats.items():
            self._stats[name] = tuple(a + b for a, b in zip(self._stats.get(name, (0, 0, 0)), counts))


def _count(n, what):
    return f'{n} {what}{"" if n == 1 else "s"}'


def _silent(text):
    pass


def _writer(file):
    encoding = file.encoding
    if encoding is None or encoding.lower() == 'utf-8':
        return file.write
    return lambda text: file.write(str(text.encode(encoding, 'backslashreplace'), encoding))


class DebugRunner(DocTestRunner):
    """A runner that raises at the first failure."""

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        result = super().run(test, compileflags, out, False)
        if clear_globs:
            test.globs.clear()
        return result

    def report_unexpected_exception(self, out, test, example, exc_info):
        raise UnexpectedException(test, example, exc_info)

    def report_failure(self, out, test, example, got):
        raise DocTestFailure(test, example, got)
