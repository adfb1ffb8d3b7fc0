# SPDX-License-Identifier: MIT
"""Shell patterns: * any text, ? any character, [seq] one of these, [!seq] none of these."""

import functools
import os
import posixpath

__all__ = ['filter', 'filterfalse', 'fnmatch', 'fnmatchcase', 'translate']


def fnmatch(name, pat):
    """Tell whether a file name matches a pattern, with the system's rules for case."""
    return fnmatchcase(os.path.normcase(name), os.path.normcase(pat))


def fnmatchcase(name, pat):
    """Tell whether a name matches a pattern, case included."""
    return _compile_pattern(pat)(name) is not None


@functools.lru_cache(maxsize=32768, typed=True)
def _compile_pattern(pat):
    import re
    if isinstance(pat, bytes):
        text = translate(str(pat, 'ISO-8859-1')).encode('ISO-8859-1')
    else:
        text = translate(pat)
    return re.compile(text).match


def filter(names, pat):
    """Return a list of the names that match a pattern."""
    match = _compile_pattern(os.path.normcase(pat))
    if os.path is posixpath:
        return [name for name in names if match(name)]
    return [name for name in names if match(os.path.normcase(name))]


def filterfalse(names, pat):
    """Return a list of the names that do not match a pattern."""
    match = _compile_pattern(os.path.normcase(pat))
    return [name for name in names if match(os.path.normcase(name)) is None]


def _translate_set(stuff):
    """Translate what stands between [ and ]; an empty range matches nothing."""
    if '-' not in stuff:
        stuff = stuff.replace('\\', r'\\')
    else:
        chunks = []
        start = 0
        k = 2 if stuff[0] == '!' else 1
        while True:
            k = stuff.find('-', k)
            if k < 0:
                break
            chunks.append(stuff[start:k])
            start = k + 1
            k += 3
        if stuff[start:]:
            chunks.append(stuff[start:])
        else:
            chunks[-1] += '-'
        for k in range(len(chunks) - 1, 0, -1):
            if chunks[k - 1][-1] > chunks[k][0]:
                # A range that runs backwards is empty.
                chunks[k - 1] = chunks[k - 1][:-1] + chunks[k][1:]
                del chunks[k]
        stuff = '-'.join(s.replace('\\', r'\\').replace('-', r'\-') for s in chunks)
    for char in '&~|':
        stuff = stuff.replace(char, '\\' + char)
    if not stuff:
        return '(?!)'
    if stuff == '!':
        return '.'
    if stuff[0] == '!':
        stuff = '^' + stuff[1:]
    elif stuff[0] in '^[':
        stuff = '\\' + stuff
    return f'[{stuff}]'


def _translate(pat, star, question_mark):
    """Return a list of pieces of a regular expression, star and question_mark among them."""
    import re
    result = []
    i, n = 0, len(pat)
    while i < n:
        c = pat[i]
        i += 1
        if c == '*':
            if not result or result[-1] is not star:
                result.append(star)
        elif c == '?':
            result.append(question_mark)
        elif c == '[':
            j = i
            if pat[j:j + 1] == '!':
                j += 1
            if pat[j:j + 1] == ']':
                j += 1
            j = pat.find(']', j)
            if j < 0:
                result.append('\\[')
            else:
                result.append(_translate_set(pat[i:j]))
                i = j + 1
        else:
            result.append(re.escape(c))
    return result


def translate(pat):
    """Return a regular expression for a pattern."""
    star = object()
    parts = _translate(pat, star, '.')
    fixed = []
    while parts and parts[0] is not star:
        fixed.append(parts.pop(0))
    if not parts:
        return fr'(?s:{"".join(fixed)})\Z'
    # What lies between two stars matches at its first place, with no way back: so the time
    # does not grow with the power of the number of stars.
    result = fixed
    segment = []
    pieces = []
    for part in parts[1:]:
        if part is star:
            pieces.append(''.join(segment))
            segment = []
        else:
            segment.append(part)
    for piece in pieces:
        result.append(f'(?>.*?{piece})')
    result.append(f'.*{"".join(segment)}')
    return fr'(?s:{"".join(result)})\Z'
