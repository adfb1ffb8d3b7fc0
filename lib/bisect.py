# SPDX-License-Identifier: MIT
"""Binary search in sorted lists."""


def _check(a, lo, hi):
    if lo < 0:
        raise ValueError('lo must be non-negative')
    return len(a) if hi is None else hi


def bisect_right(a, x, lo=0, hi=None, *, key=None):
    """Return where to insert x in the sorted list a, behind entries equal to it.

    lo and hi bound the search; key is applied to the entries, not to x.
    """
    hi = _check(a, lo, hi)
    while lo < hi:
        mid = (lo + hi) // 2
        if x < (a[mid] if key is None else key(a[mid])):
            hi = mid
        else:
            lo = mid + 1
    return lo


def bisect_left(a, x, lo=0, hi=None, *, key=None):
    """Return where to insert x in the sorted list a, in front of entries equal to it.

    lo and hi bound the search; key is applied to the entries, not to x.
    """
    hi = _check(a, lo, hi)
    while lo < hi:
        mid = (lo + hi) // 2
        if (a[mid] if key is None else key(a[mid])) < x:
            lo = mid + 1
        else:
            hi = mid
    return lo


def insort_right(a, x, lo=0, hi=None, *, key=None):
    """Insert x in the sorted list a, behind entries equal to it; key is applied to x too."""
    pos = bisect_right(a, x if key is None else key(x), lo, hi, key=key)
    a.insert(pos, x)


def insort_left(a, x, lo=0, hi=None, *, key=None):
    """Insert x in the sorted list a, in front of entries equal to it; key is applied to x too."""
    pos = bisect_left(a, x if key is None else key(x), lo, hi, key=key)
    a.insert(pos, x)


try:
    from _bisect import *
except ImportError:
    pass

bisect = bisect_right
insort = insort_right
