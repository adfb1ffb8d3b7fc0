# SPDX-License-Identifier: MIT
"""The source lines of a traceback entry, with markers under the part that was running."""


def byte_offset_to_character_offset(text, offset):
    """Turn an offset into the UTF-8 form of text into an index into text."""
    return len(text.encode('utf-8')[:offset].decode('utf-8', errors='replace'))


def display_width(line, offset=None):
    """Return the number of terminal columns that the first offset characters take."""
    if offset is None:
        offset = len(line)
    if line.isascii():
        return offset
    import unicodedata
    width = 0
    for char in line[:offset]:
        wide = unicodedata.east_asian_width(char) in 'WF'
        width += 2 if wide else 1
    return width


class Anchors:
    """Where in a segment of source the operator begins and ends, in lines and columns."""

    def __init__(self, start, end):
        self.start_line, self.start_col = start
        self.end_line, self.end_col = end


class _Segment:
    """Walks over the lines of a segment of source."""

    def __init__(self, text):
        self.lines = text.splitlines()

    def end_of(self, node):
        """Return the position behind a node of the tree of '(\\n' + text + '\\n)'."""
        line = node.end_lineno - 2
        return line, byte_offset_to_character_offset(self.lines[line], node.end_col_offset)

    def skip(self, pos, stop):
        """Move on to the next character for which stop(char) holds.

        Comments, line ends and backslashes are passed over.
        """
        line, col = pos
        while True:
            text = self.lines[line]
            if col >= len(text) or text[col] in '#\\':
                line, col = line + 1, 0
            elif stop(text[col]):
                return line, col
            else:
                col += 1


def find_anchors(text):
    """Find the operator, subscript or call in an expression; None for anything else.

    Raises what the parser raises, or IndexError, if text is not what it seems.
    """
    import ast
    tree = ast.parse('(\n' + text + '\n)')
    if len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr):
        return None
    expr = tree.body[0].value
    segment = _Segment(text)
    if isinstance(expr, ast.BinOp):
        start = segment.skip(segment.end_of(expr.left), lambda c: not c.isspace() and c != ')')
        line, col = start
        source = segment.lines[line]
        col += 1
        if col < len(source) and source[col] in '*/<>' and source[col] == source[col - 1]:
            col += 1
        return Anchors(start, (line, col))
    if isinstance(expr, ast.Subscript):
        start = segment.skip(segment.end_of(expr.value), lambda c: c == '[')
        line, col = segment.skip(segment.end_of(expr.slice), lambda c: c == ']')
        return Anchors(start, (line, col + 1))
    if isinstance(expr, ast.Call):
        start = segment.skip(segment.end_of(expr.func), lambda c: c == '(')
        return Anchors(start, segment.end_of(expr))
    return None


def _is_whole_call(lines, start, end):
    """Tell whether the lines are just a call, returned or assigned: markers would tell nothing."""
    try:
        import ast
        tree = ast.parse('\n'.join(lines))
    except (SyntaxError, ImportError, NotImplementedError):
        return False
    if not tree.body:
        return True
    statement = tree.body[0]
    if not isinstance(statement, (ast.Return, ast.Assign)):
        return False
    call = statement.value
    return (isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
            and call.lineno == 1 and call.end_lineno == len(lines)
            and call.col_offset == start and call.end_col_offset == end)


class _Markers:
    """Puts markers under columns start to end of lines (end counts in the last one)."""

    def __init__(self, lines, start, end):
        self.lines = lines
        text = '\n'.join(lines)
        try:
            anchors = find_anchors(text[start:len(text) - (len(lines[-1]) - end)])
        except Exception:
            anchors = None
        self.shown = self._are_useful(start, end, anchors)
        self.start = display_width(lines[0], start)
        self.end = display_width(lines[-1], end)
        self.significant = {0, len(lines) - 1}
        self.anchors = anchors
        if anchors:
            if anchors.start_line == 0:
                anchors.start_col += start
            if anchors.end_line == 0:
                anchors.end_col += start
            self.significant.update(range(anchors.start_line - 1, anchors.start_line + 2))
            self.significant.update(range(anchors.end_line - 1, anchors.end_line + 2))
            anchors.start_col = display_width(lines[anchors.start_line], anchors.start_col)
            anchors.end_col = display_width(lines[anchors.end_line], anchors.end_col)
        self.significant -= {-1, len(lines)}

    def _are_useful(self, start, end, anchors):
        lines = self.lines
        try:
            if _is_whole_call(lines, start, end):
                return False
        except ImportError:
            pass
        return bool(anchors or lines[0][:start].strip() or lines[-1][end:].rstrip())

    def _marker(self, line, col):
        anchors = self.anchors
        if anchors is None:
            return '^'
        inside = (anchors.start_line, anchors.start_col) <= (line, col) < (
            anchors.end_line, anchors.end_col)
        return '^' if inside else '~'

    def line(self, index):
        """Return a line, and the one with its markers below."""
        text = self.lines[index]
        if not self.shown:
            return text + '\n'
        indent = len(text) - len(text.lstrip())
        if index == 0:
            indent = max(indent, self.start)
        width = self.end if index == len(self.lines) - 1 else display_width(text)
        marks = ''.join(' ' if col < indent else self._marker(index, col)
                        for col in range(width))
        return f'{text}\n{marks}\n'

    def text(self):
        """Return the significant lines with markers; the others are abbreviated."""
        result = []
        previous = None
        for index in sorted(self.significant):
            if previous is not None:
                left_out = index - previous - 1
                if left_out == 1:
                    result.append(self.line(index - 1))
                elif left_out > 1:
                    result.append(f'...<{left_out} lines>...\n')
            result.append(self.line(index))
            previous = index
        return ''.join(result)


def mark_lines(original, dedented, count, colno, end_colno):
    """Return source lines, dedented, with markers under the code from colno to end_colno.

    original and dedented hold the same lines; the first count of them are meant.
    The columns are byte offsets into the first and the last of the original ones.
    """
    lines = original.splitlines()
    start = byte_offset_to_character_offset(lines[0], colno)
    end = byte_offset_to_character_offset(lines[count - 1], end_colno)
    shown = dedented.splitlines()[:count]
    removed = len(lines[0]) - len(shown[0])
    return _Markers(shown, max(0, start - removed), max(0, end - removed)).text()
