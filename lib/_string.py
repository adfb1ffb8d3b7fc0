# SPDX-License-Identifier: MIT
"""How str.format() reads its text, for string.Formatter."""


def formatter_field_name_split(name):
    """Return (first part, int if it is digits; an iterator over (is attribute, name or index) of the others)."""
    if not isinstance(name, str):
        raise TypeError(f"expected str, got {type(name).__name__}")
    end = min((i for i in (name.find('.'), name.find('[')) if i >= 0), default=len(name))
    first = name[:end]
    return _number(first), _field_rest(name[end:])


def _number(text):
    return int(text) if text.isascii() and text.isdigit() else text


def _field_rest(text):
    i = 0
    while i < len(text):
        if text[i] == '.':
            end = min((k for k in (text.find('.', i + 1), text.find('[', i + 1)) if k >= 0), default=len(text))
            part, i, is_attribute = text[i + 1:end], end, True
        elif text[i] == '[':
            end = text.find(']', i + 1)
            if end < 0:
                raise ValueError("Missing ']' in format string")
            part, i, is_attribute = text[i + 1:end], end + 1, False
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
        if not part:
            raise ValueError("Empty attribute in format string")
        yield is_attribute, part if is_attribute else _number(part)


def formatter_parser(text):
    """Yield (literal text, field name, format spec, conversion); the last three are None where no field follows."""
    if not isinstance(text, str):
        raise TypeError(f"expected str, got {type(text).__name__}")
    return _parse(text)


def _parse(text):
    i, n = 0, len(text)
    literal = ''
    while i < n:
        c = text[i]
        if c not in '{}':
            end = i
            while end < n and text[end] not in '{}':
                end += 1
            literal += text[i:end]
            i = end
        elif text[i + 1:i + 2] == c:
            # A doubled brace ends the piece, as in str.format().
            yield literal + c, None, None, None
            literal = ''
            i += 2
        elif c == '}':
            raise ValueError("Single '}' encountered in format string")
        elif i + 1 == n:
            raise ValueError("Single '{' encountered in format string")
        else:
            end = _field_end(text, i + 1)
            yield (literal, *_split_field(text[i + 1:end]))
            literal = ''
            i = end + 1
    if literal:
        yield literal, None, None, None


def _field_end(text, i):
    depth = 1
    bracket = False
    while i < len(text):
        c = text[i]
        if c == '[':
            bracket = True
        elif c == ']':
            bracket = False
        elif not bracket:
            if c == '{':
                depth += 1
            elif c == '}':
                depth -= 1
                if not depth:
                    return i
        i += 1
    raise ValueError("expected '}' before end of string")


def _split_field(field):
    """Return (name, spec, conversion) of what is between braces."""
    i = 0
    bracket = False
    while i < len(field) and (bracket or field[i] not in '!:'):
        if field[i] == '{' and not bracket:
            raise ValueError("unexpected '{' in field name")
        bracket = field[i] == '[' or bracket and field[i] != ']'
        i += 1
    name, rest = field[:i], field[i:]
    if not rest.startswith('!'):
        return name, rest[1:], None
    if len(rest) < 2:
        raise ValueError("end of string while looking for conversion specifier")
    if len(rest) > 2 and rest[2] != ':':
        raise ValueError("expected ':' after conversion specifier")
    return name, rest[3:], rest[1]
