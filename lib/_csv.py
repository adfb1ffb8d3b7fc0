# SPDX-License-Identifier: MIT
"""Rows of text with delimiters: the reader, the writer, and dialects."""

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL = range(6)

_dialects = {}
_limit = 128 * 1024


class Error(Exception):
    """A row could not be read or written."""


def _char(name, value, optional):
    if value is None and optional:
        return value
    if not isinstance(value, str):
        raise TypeError(f'"{name}" must be string{" or None" * optional}, not {type(value).__name__}')
    if len(value) != 1:
        raise TypeError(f'"{name}" must be a 1-character string')
    return value


class Dialect:
    """How rows are written, checked."""

    __slots__ = ('delimiter', 'doublequote', 'escapechar', 'lineterminator', 'quotechar', 'quoting',
                 'skipinitialspace', 'strict')
    _defaults = {'delimiter': ',', 'doublequote': True, 'escapechar': None, 'lineterminator': '\r\n', 'quotechar': '"',
                 'quoting': QUOTE_MINIMAL, 'skipinitialspace': False, 'strict': False}

    def __new__(cls, dialect=None, **options):
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        for name in options:
            if name not in cls._defaults:
                raise TypeError(f"this function got an unexpected keyword argument '{name}'")
        if type(dialect) is Dialect and not options:
            return dialect
        found = {name: options.get(name, getattr(dialect, name, default)) for name, default in cls._defaults.items()}
        if found['quotechar'] is None and 'quoting' not in options and not hasattr(dialect, 'quoting'):
            found['quoting'] = QUOTE_NONE
        _char('delimiter', found['delimiter'], False)
        _char('escapechar', found['escapechar'], True)
        _char('quotechar', found['quotechar'], True)
        end, quoting = found['lineterminator'], found['quoting']
        if end is None:
            raise TypeError('lineterminator must be set')
        if not isinstance(end, str):
            raise TypeError('"lineterminator" must be a string')
        if not isinstance(quoting, int):
            raise TypeError('"quoting" must be an integer')
        if not QUOTE_MINIMAL <= quoting <= QUOTE_NOTNULL:
            raise TypeError('bad "quoting" value')
        if quoting != QUOTE_NONE and found['quotechar'] is None:
            raise TypeError('quotechar must be set if quoting enabled')
        _check_signs(found)
        self = super().__new__(cls)
        for name, value in found.items():
            if name in ('doublequote', 'skipinitialspace', 'strict'):
                value = bool(value)
            object.__setattr__(self, name, value)
        return self

    def __setattr__(self, name, value):
        raise AttributeError(f"attribute '{name}' of '_csv.Dialect' objects is not writable" if name in self._defaults
                             else f"'_csv.Dialect' object has no attribute '{name}'")

    def __delattr__(self, name):
        raise AttributeError(f"attribute '{name}' of '_csv.Dialect' objects is not writable")

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle 'Dialect' instances")


def _check_signs(found):
    names = 'delimiter', 'escapechar', 'quotechar'
    for name in names:
        c = found[name]
        if c is None:
            continue
        # A blank cannot be told from what skipinitialspace skips.
        if c in '\r\n' or c in found['lineterminator'] or (c == ' ' and name != 'delimiter' and found['skipinitialspace']):
            raise ValueError(f'bad {name} value')
    for i, one in enumerate(names):
        for two in names[i + 1:]:
            if found[one] is not None and found[one] == found[two]:
                raise ValueError(f'bad {one} or {two} value')


def register_dialect(name, dialect=None, /, **options):
    """Give a dialect a name."""
    if not isinstance(name, str):
        raise TypeError('dialect name must be a string')
    _dialects[name] = Dialect(dialect, **options)


def unregister_dialect(name):
    """Forget a dialect's name."""
    try:
        del _dialects[name]
    except (KeyError, TypeError):
        if isinstance(name, (list, dict, set)):
            raise
        raise Error('unknown dialect') from None


def get_dialect(name):
    """Return the dialect with a name."""
    try:
        return _dialects[name]
    except KeyError:
        raise Error('unknown dialect') from None


def list_dialects():
    """Return the names of all dialects."""
    return list(_dialects)


def field_size_limit(new=_dialects, /):
    """Return the most characters of a field, and set it if a new limit is given."""
    global _limit
    old = _limit
    if new is not _dialects:
        if not isinstance(new, int):
            raise TypeError('limit must be an integer')
        if new.bit_length() > 63:
            raise OverflowError('Python int too large to convert to C long')
        _limit = new
    return old


# ---- reading ------------------------------------------------------------------------------------------------------------

_START_FIELD, _IN_FIELD, _ESCAPE, _IN_QUOTED, _ESCAPE_IN_QUOTED, _QUOTE_IN_QUOTED, _AFTER_NEWLINE = range(7)
# _AFTER_NEWLINE: behind an escaped line end, so that the row goes on in the next line


class Reader:
    """An iterator over rows of a csv text."""

    def __init__(self, lines, dialect=None, **options):
        self.dialect = Dialect(dialect, **options)
        self.line_num = 0
        self._lines = iter(lines)
        d = self.dialect
        self._plain = not d.skipinitialspace and d.quoting in (QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONE)
        self._marks = [c for c in (d.quotechar if d.quoting != QUOTE_NONE else None, d.escapechar, '\r', '\n') if c]

    def __iter__(self):
        return self

    def __next__(self):
        self._row, self._field, self._size, self._quoted, self._state = [], [], 0, False, _START_FIELD
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if self._state in (_START_FIELD, _IN_FIELD, _QUOTE_IN_QUOTED) and not self._field and not self._row:
                    raise
                return self._at_end()
            if not isinstance(line, str):
                raise Error(f'iterator should return strings, not {type(line).__name__} '
                            '(the file should be opened in text mode)')
            self.line_num += 1
            if self._state == _START_FIELD and not self._row and self._plain and len(line) < _limit:
                text = line[:-1] if line.endswith('\n') else line
                if text.endswith('\r'):
                    text = text[:-1]
                if not any(map(text.__contains__, self._marks)):
                    return text.split(self.dialect.delimiter) if text else []
            self._add_line(line)
            if self._state in (_START_FIELD, _IN_FIELD, _QUOTE_IN_QUOTED):
                return self._row

    def _at_end(self):
        if self._state not in (_START_FIELD, _IN_FIELD, _QUOTE_IN_QUOTED):
            if self.dialect.strict:
                raise Error('unexpected end of data')
            self._save()
        return self._row

    def _add(self, text):
        self._size += len(text)
        if self._size > _limit:
            raise Error(f'field larger than field limit ({_limit})')
        self._field.append(text)

    def _save(self):
        text = ''.join(self._field)
        quoting = self.dialect.quoting
        if not self._quoted:
            if not text and quoting in (QUOTE_NOTNULL, QUOTE_STRINGS):
                text = None
            elif quoting in (QUOTE_NONNUMERIC, QUOTE_STRINGS) and text:
                text = float(text)
        self._row.append(text)
        self._field, self._size, self._quoted, self._state = [], 0, False, _START_FIELD

    def _add_line(self, line):
        """Take one line; the state says afterwards whether the row goes on."""
        d = self.dialect
        quote = d.quotechar if d.quoting != QUOTE_NONE else None
        ended = False
        began = self._state == _START_FIELD  # at a field's start; nothing of the row has been seen on this line
        for c in line:
            state = self._state
            if ended and c not in '\r\n':
                raise Error("new-line character seen in unquoted field - do you need to open the file with "
                            "newline=''?")
            if state == _IN_QUOTED:
                if c == d.escapechar:
                    self._state = _ESCAPE_IN_QUOTED
                elif c == quote:
                    self._state = _QUOTE_IN_QUOTED if d.doublequote else _IN_FIELD
                else:
                    self._add(c)
            elif state == _ESCAPE or state == _ESCAPE_IN_QUOTED:
                self._add(c)
                self._state = _IN_QUOTED if state == _ESCAPE_IN_QUOTED else _AFTER_NEWLINE if c in '\r\n' else _IN_FIELD
            elif state == _QUOTE_IN_QUOTED and c == quote:
                self._add(c)
                self._state = _IN_QUOTED
            elif c == '\n' or c == '\r':
                ended = True
                if state == _AFTER_NEWLINE:
                    self._state = _IN_FIELD
            elif state == _START_FIELD and c == ' ' and d.skipinitialspace:
                began = False
            elif c == d.delimiter:
                self._save()
                began = False
            elif state == _QUOTE_IN_QUOTED:
                if d.strict:
                    raise Error(f"'{d.delimiter}' expected after '{d.quotechar}'")
                self._add(c)
                self._state = _IN_FIELD
            elif c == d.escapechar:
                self._state = _ESCAPE
            elif state == _START_FIELD and c == quote:
                self._quoted = True
                self._state = _IN_QUOTED
            else:
                self._add(c)
                self._state = _IN_FIELD
        self._end_line(line, began)

    def _end_line(self, line, began):
        state = self._state
        if state == _IN_FIELD or state == _QUOTE_IN_QUOTED:
            self._save()
        elif state == _START_FIELD and not (began and not self._row and not line.strip('\r\n')):
            self._save()
        elif state == _ESCAPE:
            self._add('\n')
            self._state = _AFTER_NEWLINE
        elif state == _ESCAPE_IN_QUOTED:
            self._add('\n')
            self._state = _IN_QUOTED


def reader(lines, /, dialect=None, **options):
    """Return an iterator over the rows of lines."""
    return Reader(lines, dialect, **options)


# ---- writing ------------------------------------------------------------------------------------------------------------

class Writer:
    """Writes rows to what has a method write."""

    def __init__(self, file, dialect=None, **options):
        self.dialect = Dialect(dialect, **options)
        self._write = getattr(file, 'write', None)
        if not callable(self._write):
            raise TypeError('argument 1 must have a "write" method')
        d = self.dialect
        self._special = {c for c in (d.delimiter, d.escapechar, d.quotechar, '\r', '\n', *d.lineterminator) if c}

    def writerow(self, row):
        """Write one row."""
        try:
            row = iter(row)
        except TypeError as e:
            raise Error(f'iterable expected, not {type(row).__name__}') from e
        d = self.dialect
        fields = []
        quoted = False
        for value in row:
            quoted, text = self._field(value)
            fields.append(text)
        if len(fields) == 1 and not fields[0] and not quoted:
            if d.quoting == QUOTE_NONE or (d.quoting in (QUOTE_STRINGS, QUOTE_NOTNULL) and value is None):
                raise Error('single empty field record must be quoted')
            fields[0] = d.quotechar * 2
        return self._write(d.delimiter.join(fields) + d.lineterminator)

    def writerows(self, rows):
        """Write several rows."""
        for row in rows:
            self.writerow(row)

    def _field(self, value):
        """Return whether a value is quoted, and its text."""
        d = self.dialect
        quoting = d.quoting
        text = value if isinstance(value, str) else '' if value is None else str(value)
        quoted = (quoting == QUOTE_ALL or (quoting == QUOTE_NOTNULL and value is not None)
                  or (quoting == QUOTE_STRINGS and isinstance(value, str))
                  or (quoting == QUOTE_NONNUMERIC and not _is_number(value)))
        if not text and d.delimiter == ' ' and d.skipinitialspace:
            if quoting == QUOTE_NONE or (value is None and quoting in (QUOTE_STRINGS, QUOTE_NOTNULL)):
                raise Error('empty field must be quoted if delimiter is a space and skipinitialspace is true')
            quoted = True
        if self._special.isdisjoint(text):
            return quoted, f'{d.quotechar}{text}{d.quotechar}' if quoted else text
        return self._escaped(text, quoted)

    def _escaped(self, text, quoted):
        d = self.dialect
        out = []
        for c in text:
            escape = False
            if c in self._special:
                if d.quoting == QUOTE_NONE:
                    escape = True
                elif c == d.quotechar:
                    if d.doublequote:
                        out.append(c)
                    else:
                        escape = True
                elif c == d.escapechar:
                    escape = True
                if not escape:
                    quoted = True
            if escape:
                if d.escapechar is None:
                    raise Error('need to escape, but no escapechar set')
                out.append(d.escapechar)
            out.append(c)
        text = ''.join(out)
        return quoted, f'{d.quotechar}{text}{d.quotechar}' if quoted else text


def _is_number(value):
    return isinstance(value, (int, float, complex)) or hasattr(value, '__float__') or hasattr(value, '__index__')


def writer(file, /, dialect=None, **options):
    """Return what writes rows to a file."""
    return Writer(file, dialect, **options)
