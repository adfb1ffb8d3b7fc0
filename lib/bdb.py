# SPDX-License-Identifier: MIT
"""The base of debuggers. krait cannot trace a program step by step (sys.settrace() is not supported), so one cannot be made."""

__all__ = ['Bdb', 'BdbQuit', 'Breakpoint']


class BdbQuit(Exception):
    """The user of a debugger wants to leave."""


class Bdb:
    """Raises NotImplementedError."""

    def __init__(self, skip=None):
        raise NotImplementedError('krait has no debugger: sys.settrace() is not supported')


class Breakpoint:
    """Raises NotImplementedError."""

    def __init__(self, file, line, temporary=False, cond=None, funcname=None):
        raise NotImplementedError('krait has no debugger: sys.settrace() is not supported')
