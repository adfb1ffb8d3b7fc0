# SPDX-License-Identifier: MIT
"""Python source text as tokens, comments and blank lines included, and back."""

import sys
from collections import namedtuple
from io import TextIOWrapper
from token import *
from token import EXACT_TOKEN_TYPES, __all__ as _token_names
import token as _token

import _tokenize

__all__ = [*_token_names, 'TokenInfo', 'TokenError', 'detect_encoding', 'generate_tokens', 'open', 'tokenize', 'untokenize']

_builtin_open = open
_NUMBERS = [getattr(_token, name, None) for name, _ in _tokenize.kinds()]
_OPERATORS = {number for number, (_, text) in enumerate(_tokenize.kinds()) if text is not None}


class TokenError(Exception):
    """The text ends where it must not, or holds what is no token."""


class TokenInfo(namedtuple('TokenInfo', 'type string start end line')):
    """A token: its number, its text, where it starts and ends, and the lines it stands in."""

    def __repr__(self):
        return (f'TokenInfo(type={self.type} ({tok_name[self.type]}), string={self.string!r}, start={self.start!r}, '
                f'end={self.end!r}, line={self.line!r})')

    @property
    def exact_type(self):
        if self.type == OP and self.string in EXACT_TOKEN_TYPES:
            return EXACT_TOKEN_TYPES[self.string]
        return self.type


def _cookie(line, suffix):
    """The encoding that a comment in the line declares, or None."""
    try:
        text = line.decode('utf-8')
    except UnicodeDecodeError:
        raise SyntaxError('invalid or missing encoding declaration' + suffix) from None
    stripped = text.lstrip(' \t\f')
    at = stripped.find('coding')
    if not stripped.startswith('#') or at < 0 or stripped[at + 6:at + 7] not in (':', '='):
        return None
    rest = stripped[at + 7:].lstrip(' \t')
    end = 0
    while end < len(rest) and (rest[end].isalnum() or rest[end] in '-_.'):
        end += 1
    return rest[:end] or None


def _normal(name):
    start = name[:12].lower().replace('_', '-')
    if start == 'utf-8' or start.startswith('utf-8-'):
        return 'utf-8'
    if start in ('latin-1', 'iso-8859-1', 'iso-latin-1') or start.startswith(('latin-1-', 'iso-8859-1-', 'iso-latin-1-')):
        return 'iso-8859-1'
    return name


def detect_encoding(readline):
    """(encoding, the lines read) of a source whose lines readline() gives as bytes."""
    filename = getattr(getattr(readline, '__self__', None), 'name', None)
    suffix = f' for {filename!r}' if filename is not None else ''

    def read():
        try:
            return readline()
        except StopIteration:
            return b''

    first = read()
    marked = first.startswith(b'\xef\xbb\xbf')
    if marked:
        first = first[3:]
    default = 'utf-8-sig' if marked else 'utf-8'
    if not first:
        return default, []

    def check(line):
        found = _cookie(line, suffix)
        if found is None:
            return None
        encoding = _normal(found)
        try:
            b''.decode(encoding)
            ''.encode(encoding)
        except LookupError:
            raise SyntaxError(f'unknown encoding{suffix}: {encoding}') from None
        if not marked:
            return encoding
        if encoding != 'utf-8':
            raise SyntaxError(f'encoding problem{suffix}: utf-8')
        return 'utf-8-sig'

    if encoding := check(first):
        return encoding, [first]
    blank = first.split(b'#')[0].strip(b' \t\f\r\n') == b''
    if not blank:
        return default, [first]
    second = read()
    if not second:
        return default, [first]
    return check(second) or default, [first, second]


def open(filename):
    """The source file opened for reading text, by its encoding declaration."""
    buffer = _builtin_open(filename, 'rb')
    try:
        encoding, _ = detect_encoding(buffer.readline)
        buffer.seek(0)
        text = TextIOWrapper(buffer, encoding, line_buffering=True)
        text.mode = 'r'
        return text
    except:
        buffer.close()
        raise


def tokenize(readline):
    """The tokens of a source whose lines readline() gives as bytes; the first tells the encoding."""
    encoding, lines = detect_encoding(readline)
    if encoding is not None:
        shown = 'utf-8' if encoding == 'utf-8-sig' else encoding
        yield TokenInfo(ENCODING, shown, (0, 0), (0, 0), '')
    while line := _next(readline):
        lines.append(line)
    yield from _tokens(b''.join(lines).decode('utf-8' if encoding == 'utf-8-sig' else encoding))


def _next(readline):
    try:
        return readline()
    except StopIteration:
        return None


def generate_tokens(readline):
    """The tokens of a source whose lines readline() gives as str."""
    lines = []
    while line := _next(readline):
        lines.append(line)
    yield from _tokens(''.join(lines))


def _tokens(source):
    rows, error = _tokenize.tokens(source, True)
    last = source.count('\n') + 1
    open_end = not source.endswith('\n')
    for kind, text, row, column, end_row, end_column, line in rows:
        if open_end and end_row >= last and line.endswith('\n'):
            line = line[:-1]
        number = OP if kind in _OPERATORS else _NUMBERS[kind]
        if number == NEWLINE and open_end and row == last:
            text = ''
        if number in (DEDENT, ENDMARKER) and not text:
            line = '' if number == ENDMARKER or row > last - (not open_end) else line
        yield TokenInfo(number, text, (row, column), (end_row, end_column), line)
    if error is not None:
        kind, message, row, column = error
        if kind:
            raise (IndentationError, TabError)[kind - 1](message, ('<string>', row, column + 1, None))
        if 'unterminated triple-quoted string literal' in message:
            message = 'EOF in multi-line string'
        elif 'was never closed' in message or 'unexpected EOF' in message:
            raise TokenError('unexpected EOF in multi-line statement', (last - (not open_end), 0))
        raise TokenError(message, (row, column + 1))


def _double_braces(text):
    """The text of an f-string's middle as it is written; braces of \\N{name} are no braces."""
    out = []
    at = 0
    while at < len(text):
        if text.startswith('\\N{', at) and (end := text.find('}', at)) > 0:
            out.append(text[at:end + 1])
            at = end + 1
        elif text[at] == '\\':
            out.append(text[at:at + 1] if text[at + 1:at + 2] in ('{', '}') else text[at:at + 2])
            at += len(out[-1])
        else:
            out.append(text[at] * 2 if text[at] in '{}' else text[at])
            at += 1
    return ''.join(out)


class Untokenizer:
    """Puts tokens behind one another."""

    def __init__(self):
        self.tokens = []
        self.prev_row = 1
        self.prev_col = 0
        self.prev_type = None
        self.prev_line = ''
        self.encoding = None

    def add_whitespace(self, start):
        row, col = start
        if row < self.prev_row or (row == self.prev_row and col < self.prev_col):
            raise ValueError(f'start ({row},{col}) precedes previous end ({self.prev_row},{self.prev_col})')
        if row > self.prev_row:
            self.tokens.append('\\\n' * (row - self.prev_row))
            self.prev_col = 0
        if col > self.prev_col:
            self.tokens.append(' ' * (col - self.prev_col))

    def untokenize(self, iterable):
        iterable = iter(iterable)
        indents, startline = [], False
        for t in iterable:
            if len(t) == 2:
                self.compat(t, iterable)
                break
            kind, text, start, end, line = t
            if kind == ENCODING:
                self.encoding = text
                continue
            if kind == ENDMARKER:
                break
            if kind == INDENT:
                indents.append(text)
                continue
            if kind == DEDENT:
                indents.pop()
                self.prev_row, self.prev_col = end
                continue
            if kind in (NEWLINE, NL):
                startline = True
            elif startline and indents:
                indent = indents[-1]
                if start[1] >= len(indent):
                    self.tokens.append(indent)
                    self.prev_col = len(indent)
                startline = False
            elif kind in (FSTRING_MIDDLE, TSTRING_MIDDLE) and ('{' in text or '}' in text):
                text = _double_braces(text)
                if '\n' not in text:
                    end = end[0], start[1] + len(text)
            self.add_whitespace(start)
            self.tokens.append(text)
            self.prev_row, self.prev_col = end
            if kind in (NEWLINE, NL):
                self.prev_row += 1
                self.prev_col = 0
            self.prev_type = kind
        return ''.join(self.tokens)

    def compat(self, token, iterable):
        from itertools import chain
        indents, startline, prevstring = [], token[0] in (NEWLINE, NL), False
        in_string = 0
        for kind, text in (t[:2] for t in chain([token], iterable)):
            if kind == ENCODING:
                self.encoding = text
                continue
            if kind in (NAME, NUMBER):
                text += ' '
            if in_string and kind == OP and text in ('{', '}') and self.tokens and self.tokens[-1] == text:
                text = ' ' + text  # two braces would be one of text
            if kind == STRING:
                if prevstring:
                    text = ' ' + text
                prevstring = True
            else:
                prevstring = False
            if kind in (FSTRING_START, TSTRING_START):
                in_string += 1
            elif kind in (FSTRING_END, TSTRING_END):
                in_string -= 1
            if kind == INDENT:
                indents.append(text)
                continue
            if kind == DEDENT:
                indents.pop()
                continue
            if kind in (NEWLINE, NL):
                startline = True
            elif startline and indents:
                self.tokens.append(indents[-1])
                startline = False
            elif kind in (FSTRING_MIDDLE, TSTRING_MIDDLE):
                text = _double_braces(text)
            self.tokens.append(text)


def untokenize(iterable):
    """Source text of tokens; bytes if the first tells an encoding."""
    worker = Untokenizer()
    out = worker.untokenize(iterable)
    return out.encode(worker.encoding) if worker.encoding is not None else out


def main(args=None):
    """Shows the tokens of a file: python -m tokenize [-e] [FILE]."""
    import argparse
    parser = argparse.ArgumentParser(prog='python -m tokenize')
    parser.add_argument(dest='filename', nargs='?', metavar='filename.py', help='the file to tokenize; defaults to stdin')
    parser.add_argument('-e', '--exact', dest='exact', action='store_true', help='display token names using the exact type')
    args = parser.parse_args(args)
    try:
        if args.filename:
            with _builtin_open(args.filename, 'rb') as f:
                tokens = list(tokenize(f.readline))
        else:
            tokens = list(_tokens(sys.stdin.read()))
    except (TokenError, SyntaxError, OSError) as e:
        print(f'{args.filename or "<stdin>"}: error: {e}', file=sys.stderr)
        sys.exit(1)
    for t in tokens:
        kind = t.exact_type if args.exact else t.type
        place = '%d,%d-%d,%d:' % (t.start + t.end)
        print('%-20s%-15s%-15r' % (place, tok_name[kind], t.string))


if __name__ == '__main__':
    main()
