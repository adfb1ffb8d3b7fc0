# SPDX-License-Identifier: MIT
"""A password from the terminal, which does not show it; the user's name."""

import os
import sys

__all__ = ['getpass', 'getuser', 'GetPassWarning']


class GetPassWarning(UserWarning):
    """What is typed may be shown."""


def unix_getpass(prompt='Password: ', stream=None):
    """Ask for a password on the terminal; without one, read it from sys.stdin with a warning."""
    try:
        import termios
        fd = os.open('/dev/tty', os.O_RDWR | os.O_NOCTTY)
    except (ImportError, OSError):
        return fallback_getpass(prompt, stream)
    with open(fd, 'r+b', buffering=0) as raw:
        import io
        tty = io.TextIOWrapper(raw)
        old = termios.tcgetattr(fd)
        new = old[:]
        new[3] &= ~termios.ECHO
        try:
            termios.tcsetattr(fd, termios.TCSAFLUSH, new)
            line = _raw_input(prompt, stream or tty, input=tty)
        finally:
            termios.tcsetattr(fd, termios.TCSAFLUSH, old)
        (stream or tty).write('\n')
        (stream or tty).flush()
        return line


def fallback_getpass(prompt='Password: ', stream=None):
    """Ask for a password that the terminal shows."""
    import warnings
    warnings.warn("Can not control echo on the terminal.", GetPassWarning, stacklevel=2)
    if not stream:
        stream = sys.stderr
    print("Warning: Password input may be echoed.", file=stream)
    return _raw_input(prompt, stream)


def _raw_input(prompt='', stream=None, input=None):
    stream = stream or sys.stderr
    input = input or sys.stdin
    prompt = str(prompt)
    if prompt:
        try:
            stream.write(prompt)
        except UnicodeEncodeError:
            stream.write(prompt.encode(stream.encoding, 'replace').decode(stream.encoding))
        stream.flush()
    line = input.readline()
    if not line:
        raise EOFError
    return line.removesuffix('\n')


def getuser():
    """Return the login name, from the environment or by the user's number."""
    for name in 'LOGNAME', 'USER', 'LNAME', 'USERNAME':
        user = os.environ.get(name)
        if user:
            return user
    try:
        import pwd
        return pwd.getpwuid(os.getuid())[0]
    except (ImportError, KeyError) as e:
        raise OSError('No username set in the environment') from e


getpass = unix_getpass
