# SPDX-License-Identifier: MIT
"""What the messages of assertions are made of, and comparison of lists without hashing."""

from collections import Counter, namedtuple
from os.path import commonprefix

__unittest = True

_MAX_LENGTH = 80
_PLACEHOLDER_LEN = 12
_MIN_BEGIN_LEN = 5
_MIN_END_LEN = 5
_MIN_COMMON_LEN = 5
# Of the longest text allowed, what is left for the parts that differ.
_MIN_DIFF_LEN = _MAX_LENGTH - (_MIN_BEGIN_LEN + _PLACEHOLDER_LEN + _MIN_COMMON_LEN
                               + _PLACEHOLDER_LEN + _MIN_END_LEN)


def _shorten(s, prefixlen, suffixlen):
    """Replace the middle of s by how long it was, unless that would not be shorter."""
    skipped = len(s) - prefixlen - suffixlen
    if skipped <= _PLACEHOLDER_LEN:
        return s
    return '%s[%d chars]%s' % (s[:prefixlen], skipped, s[len(s) - suffixlen:])


def _common_shorten_repr(*args):
    """Return the reprs of args, with what they have in common shortened so that the differences show."""
    texts = tuple(map(safe_repr, args))
    longest = max(map(len, texts))
    if longest <= _MAX_LENGTH:
        return texts
    prefix = commonprefix(texts)
    n = len(prefix)
    room = _MAX_LENGTH - (longest - n + _MIN_BEGIN_LEN + _PLACEHOLDER_LEN)
    if room > _MIN_COMMON_LEN:
        prefix = _shorten(prefix, _MIN_BEGIN_LEN, room)
        return tuple(prefix + text[n:] for text in texts)
    prefix = _shorten(prefix, _MIN_BEGIN_LEN, _MIN_COMMON_LEN)
    return tuple(prefix + _shorten(text[n:], _MIN_DIFF_LEN, _MIN_END_LEN) for text in texts)


def safe_repr(obj, short=False):
    """Return repr(obj), or the default one if that raises; cut off at 80 characters if short."""
    try:
        text = repr(obj)
    except Exception:
        text = object.__repr__(obj)
    if short and len(text) >= _MAX_LENGTH:
        return text[:_MAX_LENGTH] + ' [truncated]...'
    return text


def strclass(cls):
    """Return the full name of a class."""
    return f'{cls.__module__}.{cls.__qualname__}'


def sorted_list_difference(expected, actual):
    """Return (what only the first has, what only the second has) of two sorted lists, once each."""
    missing, unexpected = [], []
    i = j = 0

    def after(items, k):
        item = items[k]
        while k < len(items) and items[k] == item:
            k += 1
        return k

    while i < len(expected) and j < len(actual):
        e, a = expected[i], actual[j]
        if e < a:
            missing.append(e)
            i = after(expected, i)
        elif e > a:
            unexpected.append(a)
            j = after(actual, j)
        else:
            i = after(expected, i)
            j = after(actual, j)
    return missing + list(expected[i:]), unexpected + list(actual[j:])


def unorderable_list_difference(expected, actual):
    """Return what sorted_list_difference() does for lists in any order of items without one."""
    missing = []
    while expected:
        item = expected.pop()
        try:
            actual.remove(item)
        except ValueError:
            missing.append(item)
    return missing, actual


def three_way_cmp(x, y):
    """Return -1, 0 or 1 as x is less than, equal to or greater than y."""
    return (x > y) - (x < y)


_Mismatch = namedtuple('Mismatch', 'actual expected value')


def _count_diff_hashable(actual, expected):
    """Return a Mismatch for each item that the two hold in different numbers."""
    s, t = Counter(actual), Counter(expected)
    found = [_Mismatch(n, t.get(item, 0), item) for item, n in s.items() if n != t.get(item, 0)]
    found += [_Mismatch(0, n, item) for item, n in t.items() if item not in s]
    return found


def _count_diff_all_purpose(actual, expected):
    """The same for items that cannot be hashed, in quadratic time."""
    left, right = list(actual), list(expected)
    used_left, used_right = [False] * len(left), [False] * len(right)

    def count(items, used, value):
        n = 0
        for k, item in enumerate(items):
            if not used[k] and item == value:
                used[k] = True
                n += 1
        return n

    found = []
    for items, used in ((left, used_left), (right, used_right)):
        for k, value in enumerate(items):
            if used[k]:
                continue
            n_left, n_right = count(left, used_left, value), count(right, used_right, value)
            if n_left != n_right:
                found.append(_Mismatch(n_left, n_right, value))
            used[k] = True
    return found
