# SPDX-License-Identifier: MIT
"""Wrap and indent text."""

__all__ = ['TextWrapper', 'wrap', 'fill', 'dedent', 'indent', 'shorten']

# Only ASCII whitespace: a no-break space must not break.
_whitespace = '\t\n\x0b\x0c\r '


class TextWrapper:
    """Wraps text into lines.

    Attributes, also keyword arguments: width; initial_indent and
    subsequent_indent, put in front of the first and the other lines; expand_tabs
    and tabsize; replace_whitespace, each by a space; fix_sentence_endings, by two
    spaces; break_long_words; drop_whitespace around lines; break_on_hyphens;
    max_lines, and placeholder for the text cut off then.
    """

    unicode_whitespace_trans = dict.fromkeys(map(ord, _whitespace), ' ')
    _patterns = None

    def __init__(self, width=70, initial_indent='', subsequent_indent='', expand_tabs=True,
                 replace_whitespace=True, fix_sentence_endings=False, break_long_words=True,
                 drop_whitespace=True, break_on_hyphens=True, tabsize=8, *, max_lines=None,
                 placeholder=' [...]'):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    @classmethod
    def _compiled(cls):
        """Return the patterns: (split at hyphens too, split at spaces, end of a sentence)."""
        if TextWrapper._patterns is None:
            import re
            ws = '[%s]' % re.escape(_whitespace)
            nows = '[^' + ws[1:]
            letter = r'[^\d\W]'
            word = r'[\w!"\'&.,?]'
            wordsep = (
                fr'({ws}+'                                          # whitespace
                fr'|(?<={word})-{{2,}}(?=\w)'                       # dash between words
                fr'|{nows}+?(?:'                                    # a word, ending
                fr'-(?:(?<={letter}{{2}}-)|(?<={letter}-{letter}-))(?={letter}-?{letter})'
                fr'|(?={ws}|\Z)'                                    # at its end
                fr'|(?<={word})(?=-{{2,}}\w)))')                    # or before a dash
            TextWrapper._patterns = (re.compile(wordsep), re.compile(f'({ws}+)'),
                                     re.compile(r'[a-z][\.\!\?][\"\']?\Z'))
        return TextWrapper._patterns

    def _munge_whitespace(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(self.unicode_whitespace_trans)
        return text

    def _split(self, text):
        """Split text into chunks that must not be broken, whitespace among them."""
        hyphens, spaces, _ = self._compiled()
        pattern = hyphens if self.break_on_hyphens else spaces
        return [chunk for chunk in pattern.split(text) if chunk]

    def _fix_sentence_endings(self, chunks):
        sentence_end = self._compiled()[2]
        i = 0
        while i < len(chunks) - 1:
            if chunks[i + 1] == ' ' and sentence_end.search(chunks[i]):
                chunks[i + 1] = '  '
                i += 2
            else:
                i += 1

    def _handle_long_word(self, reversed_chunks, cur_line, cur_len, width):
        """Put a part of a chunk wider than a line into the line, or a line of its own."""
        space_left = 1 if width < 1 else width - cur_len
        if self.break_long_words:
            end = space_left
            chunk = reversed_chunks[-1]
            if self.break_on_hyphens and len(chunk) > space_left:
                hyphen = chunk.rfind('-', 0, space_left)
                if hyphen > 0 and any(c != '-' for c in chunk[:hyphen]):
                    end = hyphen + 1
            cur_line.append(chunk[:end])
            reversed_chunks[-1] = chunk[end:]
        elif not cur_line:
            cur_line.append(reversed_chunks.pop())

    def _wrap_chunks(self, chunks):
        lines = []
        if self.width <= 0:
            raise ValueError("invalid width %r (must be > 0)" % self.width)
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        chunks.reverse()
        while chunks:
            cur_line = []
            cur_len = 0
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and chunks[-1].strip() == '' and lines:
                del chunks[-1]
            while chunks and cur_len + len(chunks[-1]) <= width:
                cur_len += len(chunks[-1])
                cur_line.append(chunks.pop())
            if chunks and len(chunks[-1]) > width:
                self._handle_long_word(chunks, cur_line, cur_len, width)
                cur_len = sum(map(len, cur_line))
            if self.drop_whitespace and cur_line and cur_line[-1].strip() == '':
                cur_len -= len(cur_line.pop())
            if not cur_line:
                continue
            if (self.max_lines is None or len(lines) + 1 < self.max_lines
                    or (not chunks or self.drop_whitespace and len(chunks) == 1
                        and not chunks[0].strip()) and cur_len <= width):
                lines.append(indent + ''.join(cur_line))
            else:
                self._cut_off(lines, cur_line, cur_len, indent, width)
                break
        return lines

    def _cut_off(self, lines, cur_line, cur_len, indent, width):
        """Finish the last line allowed with the placeholder."""
        while cur_line:
            if cur_line[-1].strip() and cur_len + len(self.placeholder) <= width:
                cur_line.append(self.placeholder)
                lines.append(indent + ''.join(cur_line))
                return
            cur_len -= len(cur_line.pop())
        if lines:
            prev_line = lines[-1].rstrip()
            if len(prev_line) + len(self.placeholder) <= self.width:
                lines[-1] = prev_line + self.placeholder
                return
        lines.append(indent + self.placeholder.lstrip())

    def wrap(self, text):
        """Return a list of lines of text, without newlines."""
        chunks = self._split(self._munge_whitespace(text))
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return self._wrap_chunks(chunks)

    def fill(self, text):
        """Return the lines of text as one string."""
        return '\n'.join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    """Wrap a paragraph into lines of at most width characters; see TextWrapper."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """Wrap a paragraph and return one string; see TextWrapper."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """Collapse the whitespace of text and cut it off at a word to fit width."""
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(' '.join(text.strip().split()))


def dedent(text):
    """Remove the whitespace that all lines begin with; lines of whitespace become empty."""
    try:
        lines = text.split('\n')
    except (AttributeError, TypeError):
        raise TypeError(f'expected str object, not {type(text).__qualname__!r}') from None
    lines = [line if line.strip(' \t\r\x0b\x0c') else '' for line in lines]
    lines = [line if line and not line.isspace() else '' for line in lines]
    filled = [line for line in lines if line]
    if not filled:
        return '\n'.join(lines)
    low, high = min(filled), max(filled)
    margin = 0
    for margin, char in enumerate(low):
        if char != high[margin:margin + 1] or char not in ' \t':
            break
    return '\n'.join([line[margin:] for line in lines])


def indent(text, prefix, predicate=None):
    """Put prefix in front of the lines of text that are not blank, or for which predicate holds."""
    result = []
    for line in text.splitlines(True):
        if predicate(line) if predicate is not None else not line.isspace():
            result.append(prefix)
        result.append(line)
    return ''.join(result)
