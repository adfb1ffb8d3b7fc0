# SPDX-License-Identifier: MIT
"""The flags of re as an enumeration."""

import enum
import sys


@enum._simple_enum(enum.IntFlag, boundary=enum.KEEP)
class RegexFlag:
    """The options of a regular expression."""
    __module__ = 're'
    NOFLAG = 0
    ASCII = A = 256        # \w, \d, \s, \b and case know ASCII only
    IGNORECASE = I = 2
    LOCALE = L = 4         # bytes only
    UNICODE = U = 32       # what str patterns have anyway
    MULTILINE = M = 8      # ^ and $ match at every line
    DOTALL = S = 16        # . matches newlines too
    VERBOSE = X = 64       # white space and comments are skipped
    DEBUG = 128            # print the translation
    __str__ = object.__str__
    _numeric_repr_ = hex


def publish(name):
    """Make the flags names of the module re; the one that is asked for."""
    names = vars(sys.modules['re'])
    names['RegexFlag'] = RegexFlag
    enum.global_enum(RegexFlag)
    return names[name]
