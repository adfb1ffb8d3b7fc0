# SPDX-License-Identifier: MIT
"""Terminals that pass on every key at once."""

from termios import *

__all__ = ['cfmakecbreak', 'cfmakeraw', 'setcbreak', 'setraw']

IFLAG, OFLAG, CFLAG, LFLAG, ISPEED, OSPEED, CC = range(7)


def _one_byte_at_a_time(mode):
    mode[CC] = list(mode[CC])
    mode[CC][VMIN], mode[CC][VTIME] = 1, 0


def cfmakeraw(mode):
    """Change a list of modes to raw: nothing is interpreted."""
    mode[IFLAG] &= ~(IGNBRK | BRKINT | IGNPAR | PARMRK | INPCK | ISTRIP | INLCR | IGNCR | ICRNL |
                     IXON | IXANY | IXOFF)
    mode[OFLAG] &= ~OPOST
    mode[CFLAG] = mode[CFLAG] & ~(PARENB | CSIZE) | CS8
    mode[LFLAG] &= ~(ECHO | ECHOE | ECHOK | ECHONL | ICANON | IEXTEN | ISIG | NOFLSH | TOSTOP)
    _one_byte_at_a_time(mode)


def cfmakecbreak(mode):
    """Change a list of modes to cbreak: no lines, no echo; signals are still made."""
    mode[LFLAG] &= ~(ECHO | ICANON)
    _one_byte_at_a_time(mode)


def _change(fd, when, how):
    mode = tcgetattr(fd)
    new = list(mode)
    how(new)
    tcsetattr(fd, when, new)
    return mode


def setraw(fd, when=TCSAFLUSH):
    """Make the terminal raw; the modes before."""
    return _change(fd, when, cfmakeraw)


def setcbreak(fd, when=TCSAFLUSH):
    """Make the terminal cbreak; the modes before."""
    return _change(fd, when, cfmakecbreak)
