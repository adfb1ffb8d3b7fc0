# SPDX-License-Identifier: MIT
"""Words of a text as a shell splits it."""

import os
import sys
from collections import deque
from io import StringIO

__all__ = ["shlex", "split", "quote", "join"]

_LATIN = ('ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ' 'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ')
# States beside the quotes and escapes themselves: between words, in a word, in a run of operators.
_SPACE, _WORD, _PUNCTUATION = ' ', 'a', 'c'


class shlex:
    """Reads words from a stream or text; attributes say which characters mean what."""

    def __init__(self, instream=None, infile=None, posix=False, punctuation_chars=False):
        if isinstance(instream, str):
            instream = StringIO(instream)
        self.instream, self.infile = (instream, infile) if instream is not None else (sys.stdin, None)
        self.posix = posix
        self.eof = None if posix else ''
        self.commenters = '#'
        self.wordchars = 'abcdfeghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_'
        if posix:
            self.wordchars += _LATIN
        self.whitespace = ' \t\r\n'
        self.whitespace_split = False
        self.quotes = '\'"'
        self.escape = '\\'
        self.escapedquotes = '"'
        self.state = _SPACE
        self.pushback = deque()
        self.lineno = 1
        self.debug = 0
        self.token = ''
        self.filestack = deque()
        self.source = None
        if not punctuation_chars:
            punctuation_chars = ''
        elif punctuation_chars is True:
            punctuation_chars = '();<>|&'
        self._punctuation_chars = punctuation_chars
        if punctuation_chars:
            self._pushback_chars = deque()
            self.wordchars += '~-./*?='
            self.wordchars = self.wordchars.translate(self.wordchars.maketrans(dict.fromkeys(punctuation_chars)))

    @property
    def punctuation_chars(self):
        return self._punctuation_chars

    def push_token(self, tok):
        """Put a word back, to be read next."""
        self.pushback.appendleft(tok)

    def push_source(self, newstream, newfile=None):
        """Read another stream first."""
        if isinstance(newstream, str):
            newstream = StringIO(newstream)
        self.filestack.appendleft((self.infile, self.instream, self.lineno))
        self.infile = newfile
        self.instream = newstream
        self.lineno = 1

    def pop_source(self):
        """Go back to the stream before."""
        self.instream.close()
        self.infile, self.instream, self.lineno = self.filestack.popleft()
        self.state = _SPACE

    def get_token(self):
        """Return the next word; at the end eof, which is '' or, with posix, None."""
        if self.pushback:
            return self.pushback.popleft()
        raw = self.read_token()
        if self.source is not None:
            while raw == self.source:
                spec = self.sourcehook(self.read_token())
                if spec:
                    self.push_source(spec[1], spec[0])
                raw = self.get_token()
        while raw == self.eof:
            if not self.filestack:
                return self.eof
            self.pop_source()
            raw = self.get_token()
        return raw

    def _next_char(self):
        if self._punctuation_chars and self._pushback_chars:
            return self._pushback_chars.pop()
        c = self.instream.read(1)
        if c == '\n':
            self.lineno += 1
        return c

    def _skip_comment(self):
        self.instream.readline()
        self.lineno += 1

    def read_token(self):
        """Return the next word of the stream, without what push_token() put back."""
        self._quoted = False
        self._escaped_in = _SPACE
        while True:
            c = self._next_char()
            if self.state is None:
                self.token = ''
                break
            if self.state == _SPACE:
                done = self._read_space(c)
            elif self.state in self.quotes:
                done = self._read_quoted(c)
            elif self.state in self.escape:
                done = self._read_escaped(c)
            else:
                done = self._read_word(c)
            if done:
                break
        result, self.token = self.token, ''
        if self.posix and not self._quoted and result == '':
            result = None
        return result

    def _some(self):
        """Tell whether there is a word, perhaps an empty one in quotes."""
        return bool(self.token) or self.posix and self._quoted

    def _read_space(self, c):
        if not c:
            self.state = None
            return True
        if c in self.whitespace:
            return self._some()
        if c in self.commenters:
            self._skip_comment()
        elif self.posix and c in self.escape:
            self._escaped_in = _WORD
            self.state = c
        elif c in self.wordchars:
            self.token = c
            self.state = _WORD
        elif c in self._punctuation_chars:
            self.token = c
            self.state = _PUNCTUATION
        elif c in self.quotes:
            if not self.posix:
                self.token = c
            self.state = c
        elif self.whitespace_split:
            self.token = c
            self.state = _WORD
        else:
            self.token = c
            return self._some()
        return False

    def _read_quoted(self, c):
        self._quoted = True
        if not c:
            raise ValueError("No closing quotation")
        if c == self.state:
            if not self.posix:
                self.token += c
                self.state = _SPACE
                return True
            self.state = _WORD
        elif self.posix and c in self.escape and self.state in self.escapedquotes:
            self._escaped_in = self.state
            self.state = c
        else:
            self.token += c
        return False

    def _read_escaped(self, c):
        if not c:
            raise ValueError("No escaped character")
        # In quotes only the quote and the escape itself can be escaped.
        if self._escaped_in in self.quotes and c != self.state and c != self._escaped_in:
            self.token += self.state
        self.token += c
        self.state = self._escaped_in
        return False

    def _read_word(self, c):
        if not c:
            self.state = None
            return True
        if c in self.whitespace:
            self.state = _SPACE
            return self._some()
        if c in self.commenters:
            self._skip_comment()
            if self.posix:
                self.state = _SPACE
                return self._some()
            return False
        if self.state == _PUNCTUATION:
            if c in self._punctuation_chars:
                self.token += c
                return False
            if c not in self.whitespace:
                self._pushback_chars.append(c)
            self.state = _SPACE
            return True
        if self.posix and c in self.quotes:
            self.state = c
        elif self.posix and c in self.escape:
            self._escaped_in = _WORD
            self.state = c
        elif (c in self.wordchars or c in self.quotes
              or self.whitespace_split and c not in self._punctuation_chars):
            self.token += c
        else:
            if self._punctuation_chars:
                self._pushback_chars.append(c)
            else:
                self.pushback.appendleft(c)
            self.state = _SPACE
            return self._some()
        return False

    def sourcehook(self, newfile):
        """Return (name, stream) for a file to include."""
        if newfile[0] == '"':
            newfile = newfile[1:-1]
        if isinstance(self.infile, str) and not os.path.isabs(newfile):
            newfile = os.path.join(os.path.dirname(self.infile), newfile)
        return newfile, open(newfile, "r")

    def error_leader(self, infile=None, lineno=None):
        """Return the place of an error, as compilers write it."""
        if infile is None:
            infile = self.infile
        if lineno is None:
            lineno = self.lineno
        return "\"%s\", line %d: " % (infile, lineno)

    def __iter__(self):
        return self

    def __next__(self):
        token = self.get_token()
        if token == self.eof:
            raise StopIteration
        return token


def split(s, comments=False, posix=True):
    """Return the words of a text as a list."""
    if s is None:
        raise ValueError("s argument must not be None")
    lex = shlex(s, posix=posix)
    lex.whitespace_split = True
    if not comments:
        lex.commenters = ''
    return list(lex)


def join(split_command):
    """Return a text that split() makes these words of."""
    return ' '.join(quote(arg) for arg in split_command)


_SAFE = frozenset('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-')


def quote(s):
    """Return a word so that a shell leaves it as it is."""
    if not s:
        return "''"
    if not isinstance(s, str):
        raise TypeError(f"expected string object, got {type(s).__name__!r}")
    if _SAFE.issuperset(s):
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"


if __name__ == '__main__':
    for word in shlex(sys.argv[1] if len(sys.argv) > 1 else None):
        print("Token: " + repr(word))
