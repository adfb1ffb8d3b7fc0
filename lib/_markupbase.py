# SPDX-License-Identifier: MIT
"""What parsers of SGML-like markup share: positions, comments, declarations, marked sections."""

import re

_comment_close = re.compile(r'--!?>')
_decl_name = re.compile(r'[a-zA-Z][-_.a-zA-Z0-9]*\s*')
_decl_string = re.compile(r'(\'[^\']*\'|"[^"]*")\s*')
_marked_close = re.compile(r']\s*]\s*>')
_ms_marked_close = re.compile(r']\s*>')


class ParserBase:
    """A parser that holds the text in `rawdata` and counts lines as it goes on."""

    def reset(self):
        self.lineno = 1
        self.offset = 0

    def getpos(self):
        """Line, counted from 1, and column, counted from 0, of what is being handled."""
        return self.lineno, self.offset

    def updatepos(self, i, j):
        """The text from i to j has been dealt with; returns j."""
        if i < j:
            lines = self.rawdata.count('\n', i, j)
            self.lineno += lines
            self.offset = j - self.rawdata.rindex('\n', i, j) - 1 if lines else self.offset + j - i
        return j

    def parse_declaration(self, i):
        """Deal with <!...> at i: the position behind it, -1 if its end is not there yet."""
        text = self.rawdata
        assert text[i:i + 2] == '<!', 'unexpected call to parse_declaration'
        j = i + 2
        if text[j:j + 1] == '>':
            return j + 1
        if text[j:j + 1] in ('-', ''):
            return -1 if text[j:j + 1] == '' else self.parse_comment(i)
        if text[j] == '[':
            return self.parse_marked_section(i)
        name, j = self._scan_name(j, i)
        if j < 0:
            return j
        while (c := text[j:j + 1]):
            if c == '>':
                decl = text[i + 2:j]
                (self.handle_decl if name == 'doctype' else self.unknown_decl)(decl)
                return j + 1
            if c in '"\'':
                m = _decl_string.match(text, j)
                if not m:
                    return -1
                j = m.end()
            elif c.isalpha():
                _, j = self._scan_name(j, i)
                if j < 0:
                    return j
            elif c == '[' and name == 'doctype':
                j = text.find(']', j) + 1
                if not j:
                    return -1
            elif c.isspace() or name == 'doctype':
                j += 1
            else:
                raise AssertionError(f'unexpected {c!r} char in declaration')
        return -1

    def parse_marked_section(self, i, report=1):
        """Deal with <![...]]> at i."""
        text = self.rawdata
        assert text[i:i + 3] == '<![', 'unexpected call to parse_marked_section()'
        name, j = self._scan_name(i + 3, i)
        if j < 0:
            return j
        if name in ('temp', 'cdata', 'ignore', 'include', 'rcdata'):
            m = _marked_close.search(text, i + 3)
        elif name in ('if', 'else', 'endif'):
            m = _ms_marked_close.search(text, i + 3)
        else:
            raise AssertionError(f'unknown status keyword {text[i + 3:j]!r} in marked section')
        if not m:
            return -1
        if report:
            self.unknown_decl(text[i + 3:m.start(0)])
        return m.end()

    def parse_comment(self, i, report=1):
        """Deal with <!--...--> at i."""
        text = self.rawdata
        if text[i:i + 4] != '<!--':
            raise AssertionError('unexpected call to parse_comment()')
        m = _comment_close.search(text, i + 4)
        if not m:
            return -1
        if report:
            self.handle_comment(text[i + 4:m.start()])
        return m.end()

    def unknown_decl(self, data):
        """A declaration that the parser has no method for."""

    def _scan_name(self, i, start):
        text = self.rawdata
        if i == len(text):
            return None, -1
        m = _decl_name.match(text, i)
        if not m:
            self.updatepos(start, i)
            raise AssertionError('expected name token')
        name = m.group().strip()
        return (None, -1) if i + len(m.group()) == len(text) else (name.lower(), m.end())
