# SPDX-License-Identifier: MIT
"""Signals: their handlers, sending them, waiting for them."""

import _signal
from _signal import *
from enum import IntEnum

IntEnum._convert_('Signals', __name__, lambda n: (n.isupper() and n.startswith('SIG')
                                                  and not n.startswith('SIG_')))
IntEnum._convert_('Handlers', __name__, lambda n: n in ('SIG_DFL', 'SIG_IGN'))
IntEnum._convert_('Sigmasks', __name__, lambda n: n in ('SIG_BLOCK', 'SIG_UNBLOCK',
                                                        'SIG_SETMASK'))


def _member(value, kind):
    """Return the member of the enumeration; anything else as it is."""
    if not isinstance(value, int):
        return value
    try:
        return kind(value)
    except ValueError:
        return value


def _number(value):
    """Return a member's number; what is no number as it is."""
    return int(value) if isinstance(value, int) else value


def _members(numbers):
    return {_member(n, Signals) for n in numbers}


def signal(signalnum, handler):
    """Set what a signal does, a function of (number, frame), SIG_IGN or SIG_DFL.

    Return what it did before.
    """
    return _member(_signal.signal(_number(signalnum), _number(handler)), Handlers)


def getsignal(signalnum):
    """Return what a signal does: a function, SIG_IGN, SIG_DFL, or None for a foreign handler."""
    return _member(_signal.getsignal(signalnum), Handlers)


def pthread_sigmask(how, mask):
    """Change which signals are blocked; return those that were."""
    return _members(_signal.pthread_sigmask(how, mask))


def sigpending():
    """Return the blocked signals that have come."""
    return _members(_signal.sigpending())


def sigwait(sigset):
    """Wait for one of the signals, which should be blocked, and take it."""
    return _member(_signal.sigwait(sigset), Signals)


def valid_signals():
    """Return all signals of this system."""
    return _members(_signal.valid_signals())
