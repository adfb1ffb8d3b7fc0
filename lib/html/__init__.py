# SPDX-License-Identifier: MIT
"""Text in HTML: what must be escaped, and back."""

__all__ = ['escape', 'unescape']

# What browsers make of numbers that are no characters: those of Windows-1252.
_WINDOWS = ('\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f'
            '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178')


def escape(s, quote=True):
    """Return a text in which & < > and, if wanted, quotes are names of characters."""
    s = s.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')
    return s.replace('"', '&quot;').replace("'", '&#x27;') if quote else s


def _number(text):
    digits = text[1:].rstrip(';')
    code = int(digits[1:], 16) if digits[0] in 'xX' else int(digits)
    if 0x80 <= code <= 0x9F:
        return _WINDOWS[code - 0x80]
    if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return '\ufffd'
    if (code < 0x20 and code not in (9, 10, 12, 13)) or code == 0x7F or 0xFDD0 <= code <= 0xFDEF \
            or code & 0xFFFE == 0xFFFE:
        return ''
    return chr(code)


def _named(text):
    from html.entities import html5
    if text in html5:
        return html5[text]
    for end in range(len(text) - 1, 1, -1):
        if text[:end] in html5:
            return html5[text[:end]] + text[end:]
    return '&' + text


def unescape(s):
    """Return a text with names and numbers of characters replaced, as browsers do."""
    if '&' not in s:
        return s
    import re
    return re.sub(r'&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)',
                  lambda found: _number(found[1]) if found[1][0] == '#' else _named(found[1]), s)
