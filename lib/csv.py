# SPDX-License-Identifier: MIT
"""Comma-separated values: readers and writers of lists and of dicts, dialects, a guess at a dialect."""

import _csv
from _csv import (Error, QUOTE_ALL, QUOTE_MINIMAL, QUOTE_NONE, QUOTE_NONNUMERIC, QUOTE_NOTNULL, QUOTE_STRINGS,
                  field_size_limit, get_dialect, list_dialects, reader, register_dialect,
                  unregister_dialect, writer)

__all__ = ['QUOTE_MINIMAL', 'QUOTE_ALL', 'QUOTE_NONNUMERIC', 'QUOTE_NONE', 'QUOTE_STRINGS', 'QUOTE_NOTNULL', 'Error',
           'Dialect', 'excel', 'excel_tab', 'field_size_limit', 'reader', 'writer', 'register_dialect', 'get_dialect',
           'list_dialects', 'Sniffer', 'unregister_dialect', 'DictReader', 'DictWriter', 'unix_dialect']


class Dialect:
    """A dialect's description: a subclass says what differs."""

    _name = ''
    _valid = False
    delimiter = None
    quotechar = None
    escapechar = None
    doublequote = None
    skipinitialspace = None
    lineterminator = None
    quoting = None

    def __init__(self):
        if self.__class__ is not Dialect:
            self._valid = True
        self._validate()

    def _validate(self):
        try:
            _csv.Dialect(self)
        except TypeError as e:
            raise Error(str(e)) from None


class excel(Dialect):
    """What Excel writes."""
    delimiter = ','
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = '\r\n'
    quoting = QUOTE_MINIMAL


class excel_tab(excel):
    """What Excel writes with tabs."""
    delimiter = '\t'


class unix_dialect(Dialect):
    """What is common on Unix: lines end with a line feed, all is quoted."""
    delimiter = ','
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = '\n'
    quoting = QUOTE_ALL


register_dialect('excel', excel)
register_dialect('excel-tab', excel_tab)
register_dialect('unix', unix_dialect)


class DictReader:
    """Reads rows as dicts; the names are given or stand in the first row."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect='excel', *args, **kwds):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self._fieldnames = fieldnames
        self.restkey = restkey
        self.restval = restval
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect = dialect
        self.line_num = 0

    def __iter__(self):
        return self

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            try:
                self._fieldnames = next(self.reader)
            except StopIteration:
                pass
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __next__(self):
        if self.line_num == 0:
            self.fieldnames
        row = next(self.reader)
        while not row:
            row = next(self.reader)
        self.line_num = self.reader.line_num
        names = self.fieldnames
        out = dict(zip(names, row))
        if len(names) < len(row):
            out[self.restkey] = row[len(names):]
        for name in names[len(row):]:
            out[name] = self.restval
        return out

    __class_getitem__ = classmethod(type(list[int]))


class DictWriter:
    """Writes dicts as rows."""

    def __init__(self, f, fieldnames, restval='', extrasaction='raise', dialect='excel', *args, **kwds):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self.fieldnames = fieldnames
        self.restval = restval
        extrasaction = extrasaction.lower()
        if extrasaction not in ('raise', 'ignore'):
            raise ValueError(f"extrasaction ({extrasaction}) must be 'raise' or 'ignore'")
        self.extrasaction = extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        """Write a row with the names."""
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _dict_to_list(self, rowdict):
        if self.extrasaction == 'raise':
            wrong = rowdict.keys() - self.fieldnames
            if wrong:
                raise ValueError('dict contains fields not in fieldnames: ' + ', '.join(map(repr, wrong)))
        return (rowdict.get(name, self.restval) for name in self.fieldnames)

    def writerow(self, rowdict):
        """Write one dict."""
        return self.writer.writerow(self._dict_to_list(rowdict))

    def writerows(self, rowdicts):
        """Write several dicts."""
        return self.writer.writerows(map(self._dict_to_list, rowdicts))

    __class_getitem__ = classmethod(type(list[int]))


class Sniffer:
    """Guesses how a sample was written."""

    def __init__(self):
        self.preferred = [',', '\t', ';', ' ', ':']

    def sniff(self, sample, delimiters=None):
        """Return a dialect that fits a sample."""
        quotechar, doublequote, delimiter, skip = self._by_quotes(sample, delimiters)
        if not delimiter:
            delimiter, skip = self._by_counts(sample, delimiters)
        if not delimiter:
            raise Error("Could not determine delimiter")

        class dialect(Dialect):
            _name = 'sniffed'
            lineterminator = '\r\n'
            quoting = QUOTE_MINIMAL

        dialect.doublequote = doublequote
        dialect.delimiter = delimiter
        dialect.quotechar = quotechar or '"'
        dialect.skipinitialspace = skip
        return dialect

    @staticmethod
    def _by_quotes(sample, delimiters):
        """Return quote, doubled, delimiter and blank behind it, from fields that are quoted."""
        import re
        from collections import Counter
        quotes, marks, blanks = Counter(), Counter(), 0
        for found in re.finditer(r'(?:^|(?P<before>[^\w\n"\'])(?P<blank> ?))(?P<quote>["\'])(?:.*?)(?P=quote)'
                                 r'(?=(?P<after>[^\w\n"\'])|$)', sample, re.DOTALL | re.MULTILINE):
            if not found['before'] and not found['after'] and '\n' in found[0]:
                continue
            quotes[found['quote']] += 1
            mark = found['before'] or found['after']
            if mark and (delimiters is None or mark in delimiters):
                marks[mark] += 1
                blanks += bool(found['blank'])
        if not quotes:
            return '', False, None, False
        quote = quotes.most_common(1)[0][0]
        if not marks:
            return quote, False, '', False
        mark = marks.most_common(1)[0][0]
        q, d = re.escape(quote), re.escape(mark)
        doubled = re.search(rf'(?:{d}|^)\W*{q}[^{d}\n]*{q}[^{d}\n]*{q}\W*(?:{d}|$)', sample, re.MULTILINE)
        return quote, bool(doubled), mark, blanks == marks[mark]

    def _by_counts(self, sample, delimiters):
        """Return the delimiter that stands equally often in most lines, and whether blanks follow it."""
        from collections import Counter
        lines = [line for line in sample.split('\n') if line][:100]
        best = {}
        for c in sorted({c for line in lines for c in line if c.isascii()}):
            if delimiters is not None and c not in delimiters:
                continue
            (often, agree), *_ = Counter(line.count(c) for line in lines).most_common(1)
            if often and agree >= 0.9 * len(lines) and (delimiters is not None or not c.isalnum()):
                best[c] = agree, often
        if not best:
            return '', False
        found = next((c for c in self.preferred if c in best), None) or max(best, key=best.get)
        return found, lines[0].count(found) == lines[0].count(found + ' ')

    def has_header(self, sample):
        """Return whether the first row seems to be names."""
        rows = reader(sample.splitlines(True), self.sniff(sample))
        header = next(rows)
        kinds = dict.fromkeys(range(len(header)))
        for i, row in enumerate(rows):
            if i > 20:
                break
            if len(row) != len(header):
                continue
            for column in list(kinds):
                kind = _kind(row[column])
                if kinds[column] is None:
                    kinds[column] = kind
                elif kinds[column] != kind:
                    del kinds[column]
        votes = 0
        for column, kind in kinds.items():
            if kind is not None:
                votes += 1 if _kind(header[column]) != kind else -1
        return votes > 0


def _kind(text):
    try:
        complex(text)
    except ValueError:
        return len(text)
    return complex
