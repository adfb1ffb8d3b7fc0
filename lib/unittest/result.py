# SPDX-License-Identifier: MIT
"""TestResult: what happened to the tests of a run."""

import functools
import io
import sys
import traceback

__unittest = True

STDOUT_LINE = '\nStdout:\n%s'
STDERR_LINE = '\nStderr:\n%s'


def failfast(method):
    """Decorate a method that records something bad: with failfast the run stops there."""
    @functools.wraps(method)
    def record(self, *args, **kw):
        if getattr(self, 'failfast', False):
            self.stop()
        return method(self, *args, **kw)
    return record


def _own_frame(tb):
    return '__unittest' in tb.tb_frame.f_globals


def _chained(exc):
    """Yield an exception and those that it is chained to, each once."""
    seen = set()
    waiting = [exc]
    while waiting:
        exc = waiting.pop()
        if exc is not None and id(exc) not in seen:
            seen.add(id(exc))
            yield exc
            waiting += [exc.__cause__, exc.__context__]


class TestResult:
    """Collects the results of tests: those that failed, raised errors, were skipped, and so on.

    errors, failures, skipped and expectedFailures are lists of pairs of a test and a text.
    """

    _previousTestClass = None
    _testRunEntered = False
    _moduleSetUpFailed = False

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.failfast = False
        self.failures = []
        self.errors = []
        self.testsRun = 0
        self.skipped = []
        self.expectedFailures = []
        self.unexpectedSuccesses = []
        self.collectedDurations = []
        self.shouldStop = False
        self.buffer = False
        self.tb_locals = False
        self._stdout_buffer = None
        self._stderr_buffer = None
        self._original_stdout = sys.stdout
        self._original_stderr = sys.stderr
        self._mirrorOutput = False

    def printErrors(self):
        """Called by TestRunner after the run."""

    def startTest(self, test):
        """Called before a test runs."""
        self.testsRun += 1
        self._mirrorOutput = False
        self._setupStdout()

    def _setupStdout(self):
        if self.buffer:
            if self._stderr_buffer is None:
                self._stderr_buffer = io.StringIO()
                self._stdout_buffer = io.StringIO()
            sys.stdout = self._stdout_buffer
            sys.stderr = self._stderr_buffer

    def startTestRun(self):
        """Called once before the first test."""

    def stopTest(self, test):
        """Called after a test ran."""
        self._restoreStdout()
        self._mirrorOutput = False

    def _restoreStdout(self):
        if not self.buffer:
            return
        if self._mirrorOutput:
            for buffer, stream, heading in (
                    (sys.stdout, self._original_stdout, STDOUT_LINE),
                    (sys.stderr, self._original_stderr, STDERR_LINE)):
                text = buffer.getvalue()
                if text:
                    stream.write(heading % (text if text.endswith('\n') else text + '\n'))
        sys.stdout = self._original_stdout
        sys.stderr = self._original_stderr
        for buffer in (self._stdout_buffer, self._stderr_buffer):
            buffer.seek(0)
            buffer.truncate()

    def stopTestRun(self):
        """Called once after the last test."""

    @failfast
    def addError(self, test, err):
        """Called when a test raised something; err is what sys.exc_info() gives."""
        self.errors.append((test, self._exc_info_to_string(err, test)))
        self._mirrorOutput = True

    @failfast
    def addFailure(self, test, err):
        """Called when an assertion of a test failed."""
        self.failures.append((test, self._exc_info_to_string(err, test)))
        self._mirrorOutput = True

    def addSubTest(self, test, subtest, err):
        """Called at the end of a subtest; err is None if it passed."""
        if err is None:
            return
        if getattr(self, 'failfast', False):
            self.stop()
        failed = issubclass(err[0], test.failureException)
        (self.failures if failed else self.errors).append((subtest, self._exc_info_to_string(err, test)))
        self._mirrorOutput = True

    def addSuccess(self, test):
        """Called when a test passed."""

    def addSkip(self, test, reason):
        """Called when a test was skipped."""
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, err):
        """Called when a test failed that was expected to."""
        self.expectedFailures.append((test, self._exc_info_to_string(err, test)))

    @failfast
    def addUnexpectedSuccess(self, test):
        """Called when a test passed that was expected to fail."""
        self.unexpectedSuccesses.append(test)

    def addDuration(self, test, elapsed):
        """Called with the seconds that a test took."""
        # A subclass of old may have made its attributes itself.
        if hasattr(self, 'collectedDurations'):
            self.collectedDurations.append((str(test), elapsed))

    def wasSuccessful(self):
        """Tell whether no test so far failed."""
        # A subclass of old may have made its attributes itself, without unexpectedSuccesses.
        return not (self.failures or self.errors or getattr(self, 'unexpectedSuccesses', ()))

    def stop(self):
        """Ask that no more tests be started."""
        self.shouldStop = True

    def _exc_info_to_string(self, err, test):
        """Return the traceback as text, without the frames of this package."""
        exctype, value, tb = err
        tb = self._clean_tracebacks(exctype, value, tb, test)
        text = ''.join(traceback.TracebackException(exctype, value, tb, capture_locals=self.tb_locals,
                                                    compact=True).format())
        if self.buffer:
            for buffer, heading in ((sys.stdout, STDOUT_LINE), (sys.stderr, STDERR_LINE)):
                output = buffer.getvalue()
                if output:
                    text += heading % (output if output.endswith('\n') else output + '\n')
        return text

    def _clean_tracebacks(self, exctype, value, tb, test):
        """Cut the frames of this package off the exception and those chained to it; return the first's rest."""
        first = None
        for exc in _chained(value):
            rest = tb if exc is value else exc.__traceback__
            while rest is not None and _own_frame(rest):
                rest = rest.tb_next
            kind = exctype if exc is value else type(exc)
            if kind is test.failureException:
                self._remove_unittest_tb_frames(rest)
            if exc is value:
                first = rest
            else:
                exc.__traceback__ = rest
        return first

    def _remove_unittest_tb_frames(self, tb):
        """End a traceback before the first frame of this package: the assertion's own."""
        last = None
        while tb is not None and not _own_frame(tb):
            last = tb
            tb = tb.tb_next
        if last is not None:
            last.tb_next = None

    def __repr__(self):
        cls = type(self)
        return (f'<{cls.__module__}.{cls.__qualname__} run={self.testsRun} '
                f'errors={len(self.errors)} failures={len(self.failures)}>')
