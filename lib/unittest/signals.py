# SPDX-License-Identifier: MIT
"""Control-C ends a run after the current test: results that are told to stop by SIGINT."""

import functools
import weakref

__unittest = True

_results = weakref.WeakKeyDictionary()
_interrupt_handler = None


class _InterruptHandler:
    """Stops the registered results at the first SIGINT, and does what was done before at the next."""

    def __init__(self, default_handler):
        import signal
        self.called = False
        self.original_handler = default_handler
        if isinstance(default_handler, int):
            if default_handler == signal.SIG_DFL:
                default_handler = signal.default_int_handler
            elif default_handler == signal.SIG_IGN:
                default_handler = lambda signum, frame: None
            else:
                raise TypeError('expected SIGINT signal handler to be signal.SIG_IGN, signal.SIG_DFL, '
                                'or a callable object')
        self.default_handler = default_handler

    def __call__(self, signum, frame):
        import signal
        if signal.getsignal(signal.SIGINT) is not self or self.called:
            # Somebody else's handler calls this one, or it is the second time.
            self.default_handler(signum, frame)
            return
        self.called = True
        for result in _results.keys():
            result.stop()


def registerResult(result):
    """Let SIGINT stop a result."""
    _results[result] = 1


def removeResult(result):
    """Tell whether result was registered, and is no longer."""
    return bool(_results.pop(result, None))


def installHandler():
    """Handle SIGINT by stopping the registered results."""
    global _interrupt_handler
    import signal
    if _interrupt_handler is None:
        _interrupt_handler = _InterruptHandler(signal.getsignal(signal.SIGINT))
        signal.signal(signal.SIGINT, _interrupt_handler)


def removeHandler(method=None):
    """Take the handler away, or, as a decorator, for the time of a call."""
    import signal
    if method is not None:
        @functools.wraps(method)
        def without(*args, **kwargs):
            before = signal.getsignal(signal.SIGINT)
            removeHandler()
            try:
                return method(*args, **kwargs)
            finally:
                signal.signal(signal.SIGINT, before)
        return without
    global _interrupt_handler
    if _interrupt_handler is not None:
        signal.signal(signal.SIGINT, _interrupt_handler.original_handler)
        _interrupt_handler = None
