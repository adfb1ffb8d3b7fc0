# SPDX-License-Identifier: MIT
"""Loops on completion ports, which Linux has not: a name to compare with."""

from .events import AbstractEventLoop

__all__ = ('BaseProactorEventLoop',)


class BaseProactorEventLoop(AbstractEventLoop):
    """Cannot be made here."""

    def __init__(self, proactor):
        raise NotImplementedError('there are no proactor event loops on this system')
