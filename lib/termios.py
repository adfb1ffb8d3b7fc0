# SPDX-License-Identifier: MIT
"""Control of terminals: their modes as [iflag, oflag, cflag, lflag, ispeed, ospeed, cc]."""

import errno
import os
import struct
from fcntl import ioctl as _ioctl

# The values of Linux, as asm-generic/termbits.h has them.
_NUMBERS = """
    IGNBRK=1 BRKINT=2 IGNPAR=4 PARMRK=8 INPCK=0x10 ISTRIP=0x20 INLCR=0x40 IGNCR=0x80 ICRNL=0x100
    IUCLC=0x200 IXON=0x400 IXANY=0x800 IXOFF=0x1000 IMAXBEL=0x2000 IUTF8=0x4000
    OPOST=1 OLCUC=2 ONLCR=4 OCRNL=8 ONOCR=0x10 ONLRET=0x20 OFILL=0x40 OFDEL=0x80
    NLDLY=0x100 NL0=0 NL1=0x100 CRDLY=0x600 CR0=0 CR1=0x200 CR2=0x400 CR3=0x600
    TABDLY=0x1800 TAB0=0 TAB1=0x800 TAB2=0x1000 TAB3=0x1800 BSDLY=0x2000 BS0=0 BS1=0x2000
    VTDLY=0x4000 VT0=0 VT1=0x4000 FFDLY=0x8000 FF0=0 FF1=0x8000
    CSIZE=0x30 CS5=0 CS6=0x10 CS7=0x20 CS8=0x30 CSTOPB=0x40 CREAD=0x80 PARENB=0x100 PARODD=0x200
    HUPCL=0x400 CLOCAL=0x800 CRTSCTS=0x80000000
    ISIG=1 ICANON=2 XCASE=4 ECHO=8 ECHOE=0x10 ECHOK=0x20 ECHONL=0x40 NOFLSH=0x80 TOSTOP=0x100
    ECHOCTL=0x200 ECHOPRT=0x400 ECHOKE=0x800 FLUSHO=0x1000 PENDIN=0x4000 IEXTEN=0x8000
    VINTR=0 VQUIT=1 VERASE=2 VKILL=3 VEOF=4 VTIME=5 VMIN=6 VSWTC=7 VSTART=8 VSTOP=9 VSUSP=10
    VEOL=11 VREPRINT=12 VDISCARD=13 VWERASE=14 VLNEXT=15 VEOL2=16 NCCS=32
    B0=0 B50=1 B75=2 B110=3 B134=4 B150=5 B200=6 B300=7 B600=8 B1200=9 B1800=10 B2400=11 B4800=12
    B9600=13 B19200=14 B38400=15 B57600=0x1001 B115200=0x1002 B230400=0x1003 B460800=0x1004
    TCSANOW=0 TCSADRAIN=1 TCSAFLUSH=2 TCIFLUSH=0 TCOFLUSH=1 TCIOFLUSH=2
    TCOOFF=0 TCOON=1 TCIOFF=2 TCION=3
    TCGETS=0x5401 TCSETS=0x5402 TCSBRK=0x5409 TCXONC=0x540A TCFLSH=0x540B TIOCSCTTY=0x540E
    TIOCGPGRP=0x540F TIOCSPGRP=0x5410 TIOCOUTQ=0x5411 TIOCSTI=0x5412 TIOCGWINSZ=0x5413
    TIOCSWINSZ=0x5414 FIONREAD=0x541B TIOCNOTTY=0x5422 TIOCGSID=0x5429
"""

globals().update((_name, int(_value, 0))
                 for _name, _value in (_word.split('=') for _word in _NUMBERS.split()))

_FORMAT = '=4IB19s'  # what the kernel exchanges: four words of flags, the discipline, 19 characters
_SPEED = 0x100F      # the bits of cflag that hold the speed


class error(Exception):
    """A call failed: (number, text)."""


def _call(fd, request, arg=0):
    if not isinstance(fd, int):
        fd = fd.fileno()
    try:
        return _ioctl(fd, request, arg)
    except OSError as e:
        raise error(e.errno, os.strerror(e.errno)) from None


def tcgetattr(fd):
    """The modes; characters are bytes, but for the two that are numbers without ICANON."""
    iflag, oflag, cflag, lflag, _, cc = struct.unpack(_FORMAT, _call(fd, TCGETS, bytes(36)))
    cc = [bytes([c]) for c in cc.ljust(NCCS, b'\0')]
    if not lflag & ICANON:
        cc[VMIN], cc[VTIME] = cc[VMIN][0], cc[VTIME][0]
    speed = cflag & _SPEED
    return [iflag, oflag, cflag, lflag, speed, speed, cc]


def tcsetattr(fd, when, attributes):
    """Set the modes: at once, once all is written, or with what came so far dropped as well."""
    if not isinstance(attributes, list) or len(attributes) != 7:
        raise TypeError('tcsetattr, arg 3: must be 7 element list')
    *flags, ispeed, ospeed, cc = attributes
    if not isinstance(cc, list) or len(cc) != NCCS:
        raise TypeError(f'tcsetattr: attributes[6] must be {NCCS} element list')
    for c in cc:
        if not isinstance(c, int) and not (isinstance(c, bytes) and len(c) == 1):
            raise TypeError('tcsetattr: elements of attributes must be characters or integers')
    if when not in (TCSANOW, TCSADRAIN, TCSAFLUSH):
        raise error(errno.EINVAL, os.strerror(errno.EINVAL))
    flags[2] = flags[2] & ~_SPEED | ospeed
    discipline = struct.unpack(_FORMAT, _call(fd, TCGETS, bytes(36)))[4]
    characters = bytes(c if isinstance(c, int) else c[0] for c in cc[:19])
    _call(fd, TCSETS + when, struct.pack(_FORMAT, *flags, discipline, characters))


def tcsendbreak(fd, duration):
    """Send a break; without a duration about 0.25 seconds."""
    _call(fd, TCSBRK, 0)


def tcdrain(fd):
    """Wait until all is written."""
    _call(fd, TCSBRK, 1)


def tcflush(fd, queue):
    """Drop what was read, what is to be written, or both."""
    _call(fd, TCFLSH, queue)


def tcflow(fd, action):
    """Stop or go on with input or output."""
    _call(fd, TCXONC, action)


def tcgetwinsize(fd):
    """(rows, columns)"""
    return struct.unpack('4H', _call(fd, TIOCGWINSZ, bytes(8)))[:2]


def tcsetwinsize(fd, winsize):
    """Set (rows, columns)."""
    rows, columns = winsize
    _call(fd, TIOCSWINSZ, struct.pack('4H', rows, columns, 0, 0))
