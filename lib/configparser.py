# SPDX-License-Identifier: MIT
"""Files of settings: sections with names and values, and values that refer to others."""

from collections.abc import MutableMapping
from collections import ChainMap
from contextlib import suppress
import functools
import io
import itertools
import os
import re
import sys

from _configparser_errors import (DuplicateOptionError, DuplicateSectionError, Error, InterpolationDepthError,
                                  InterpolationError, InterpolationMissingOptionError, InterpolationSyntaxError,
                                  MissingSectionHeaderError, MultilineContinuationError, NoOptionError,
                                  NoSectionError, ParsingError)

__all__ = ('NoSectionError', 'DuplicateOptionError', 'DuplicateSectionError', 'NoOptionError', 'InterpolationError',
           'InterpolationDepthError', 'InterpolationMissingOptionError', 'InterpolationSyntaxError', 'ParsingError',
           'MissingSectionHeaderError', 'MultilineContinuationError', 'ConfigParser', 'RawConfigParser',
           'Interpolation', 'BasicInterpolation', 'ExtendedInterpolation', 'SectionProxy', 'ConverterMapping',
           'DEFAULTSECT', 'MAX_INTERPOLATION_DEPTH', 'UNNAMED_SECTION')
DEFAULTSECT = 'DEFAULT'
MAX_INTERPOLATION_DEPTH = 10
_default_dict = dict
_UNSET = object()


class _UnnamedSection:
    def __repr__(self):
        return '<UNNAMED_SECTION>'


UNNAMED_SECTION = _UnnamedSection()


class Interpolation:
    """Leaves values as they are."""

    def before_get(self, parser, section, option, value, defaults):
        return value

    def before_set(self, parser, section, option, value):
        return value

    def before_read(self, parser, section, option, value):
        return value

    def before_write(self, parser, section, option, value):
        return value


class _References(Interpolation):
    """What both syntaxes share: pieces of a value are replaced until none is left."""

    def before_get(self, parser, section, option, value, defaults):
        out = []
        self._interpolate(parser, option, out, value, section, defaults, 1)
        return ''.join(out)

    def before_set(self, parser, section, option, value):
        rest = value.replace(self._sign * 2, '')
        rest = self._reference.sub('', rest)
        if self._sign in rest:
            raise ValueError(f"invalid interpolation syntax in {value!r} at position {rest.find(self._sign)}")
        return value

    def _interpolate(self, parser, option, out, rest, section, values, depth):
        raw = parser.get(section, option, raw=True, fallback=rest)
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError(option, section, raw)
        sign = self._sign
        while rest:
            before, found, rest = rest.partition(sign)
            if before:
                out.append(before)
            if not found:
                return
            if rest[:1] == sign:
                out.append(sign)
                rest = rest[1:]
            elif rest[:1] == self._open:
                reference = self._reference.match(sign + rest)
                if reference is None:
                    raise InterpolationSyntaxError(option, section,
                                                   f"bad interpolation variable reference {sign + rest!r}")
                rest = rest[reference.end() - 1:]
                self._replace(parser, option, out, reference[1], section, values, depth, raw)
            else:
                raise InterpolationSyntaxError(
                    option, section, f"'{sign}' must be followed by '{sign}' or '{self._open}', found: {sign + rest!r}")


class BasicInterpolation(_References):
    """%(name)s stands for another value of the section or of the defaults."""

    _sign, _open = '%', '('
    _reference = _KEYCRE = re.compile(r'%\(([^)]+)\)s')

    def _replace(self, parser, option, out, name, section, values, depth, raw):
        name = parser.optionxform(name)
        try:
            value = values[name]
        except KeyError:
            raise InterpolationMissingOptionError(option, section, raw, name) from None
        if '%' in value:
            self._interpolate(parser, option, out, value, section, values, depth + 1)
        else:
            out.append(value)


class ExtendedInterpolation(_References):
    """${name} and ${section:name} stand for other values."""

    _sign, _open = '$', '{'
    _reference = _KEYCRE = re.compile(r'\$\{([^}]+)\}')

    def _replace(self, parser, option, out, name, section, values, depth, raw):
        path = name.split(':')
        where, what = section, option
        try:
            if len(path) == 1:
                what = parser.optionxform(path[0])
                value = values[what]
            elif len(path) == 2:
                where, what = path[0], parser.optionxform(path[1])
                value = parser.get(where, what, raw=True)
            else:
                raise InterpolationSyntaxError(option, section, f"More than one ':' found: {name!r}")
        except (KeyError, NoSectionError, NoOptionError):
            raise InterpolationMissingOptionError(option, section, raw, ':'.join(path)) from None
        if value is None:
            return
        if '$' in value:
            self._interpolate(parser, what, out, value, where, dict(parser.items(where, raw=True)), depth + 1)
        else:
            out.append(value)


class _State:
    """Where the reading of a file has come to."""

    def __init__(self):
        self.section = None   # dict of the current section
        self.name = None
        self.option = None
        self.lineno = 0
        self.indent = 0
        self.seen = set()
        self.errors = None


class RawConfigParser(MutableMapping):
    """Settings as text, without references."""

    _SECT_TMPL = r'\[(?P<header>.+)\]'
    _OPT_TMPL = r'(?P<option>.*?)\s*(?:(?P<vi>{delim})\s*(?P<value>.*))$'
    _OPT_NV_TMPL = r'(?P<option>.*?)\s*(?:(?P<vi>{delim})\s*(?P<value>.*))?$'
    _DEFAULT_INTERPOLATION = Interpolation()
    SECTCRE = re.compile(_SECT_TMPL)
    OPTCRE = re.compile(_OPT_TMPL.format(delim='=|:'))
    OPTCRE_NV = re.compile(_OPT_NV_TMPL.format(delim='=|:'))
    NONSPACECRE = re.compile(r'\S')
    BOOLEAN_STATES = {'1': True, 'yes': True, 'true': True, 'on': True,
                      '0': False, 'no': False, 'false': False, 'off': False}

    def __init__(self, defaults=None, dict_type=_default_dict, allow_no_value=False, *, delimiters=('=', ':'),
                 comment_prefixes=('#', ';'), inline_comment_prefixes=None, strict=True, empty_lines_in_values=True,
                 default_section=DEFAULTSECT, interpolation=_UNSET, converters=_UNSET, allow_unnamed_section=False):
        self._dict = dict_type
        self._sections = self._dict()
        self._defaults = self._dict()
        self._converters = ConverterMapping(self)
        self._proxies = self._dict()
        self._proxies[default_section] = SectionProxy(self, default_section)
        self._delimiters = tuple(delimiters)
        if tuple(delimiters) == ('=', ':'):
            self._optcre = self.OPTCRE_NV if allow_no_value else self.OPTCRE
        else:
            either = '|'.join(map(re.escape, delimiters))
            self._optcre = re.compile((self._OPT_NV_TMPL if allow_no_value else self._OPT_TMPL).format(delim=either))
        self._comment_prefixes = tuple(comment_prefixes or ())
        self._inline_comment_prefixes = tuple(inline_comment_prefixes or ())
        self._strict = strict
        self._allow_no_value = allow_no_value
        self._empty_lines_in_values = empty_lines_in_values
        self.default_section = default_section
        if interpolation is _UNSET:
            interpolation = self._DEFAULT_INTERPOLATION
        self._interpolation = Interpolation() if interpolation is None else interpolation
        if not isinstance(self._interpolation, Interpolation):
            raise TypeError(f"interpolation= must be None or an instance of Interpolation; got an object of type "
                            f"{type(self._interpolation)}")
        if converters is not _UNSET:
            self._converters.update(converters)
        if defaults:
            self._read_defaults(defaults)
        self._allow_unnamed_section = allow_unnamed_section

    # ---- sections and options ----

    def defaults(self):
        """Return the dict of defaults."""
        return self._defaults

    def sections(self):
        """Return the names of the sections without the defaults'."""
        return list(self._sections)

    def add_section(self, section):
        """Make a section."""
        if section == self.default_section:
            raise ValueError(f'Invalid section name: {section!r}')
        if section in self._sections:
            raise DuplicateSectionError(section)
        self._sections[section] = self._dict()
        self._proxies[section] = SectionProxy(self, section)

    def has_section(self, section):
        """Return whether there is a section other than the defaults'."""
        return section in self._sections

    def options(self, section):
        """Return the names of a section and of the defaults."""
        try:
            names = self._sections[section].copy()
        except KeyError:
            raise NoSectionError(section) from None
        names.update(self._defaults)
        return list(names)

    def has_option(self, section, option):
        """Return whether a section or the defaults have a name."""
        if not section or section == self.default_section:
            return self.optionxform(option) in self._defaults
        if section not in self._sections:
            return False
        option = self.optionxform(option)
        return option in self._sections[section] or option in self._defaults

    def remove_option(self, section, option):
        """Remove a name; return whether it was there."""
        if not section or section == self.default_section:
            values = self._defaults
        else:
            try:
                values = self._sections[section]
            except KeyError:
                raise NoSectionError(section) from None
        option = self.optionxform(option)
        existed = option in values
        if existed:
            del values[option]
        return existed

    def remove_section(self, section):
        """Remove a section; return whether it was there."""
        existed = section in self._sections
        if existed:
            del self._sections[section]
            del self._proxies[section]
        return existed

    def optionxform(self, optionstr):
        """Return the form in which a name is kept: in lower case."""
        return optionstr.lower()

    # ---- values ----

    def _unify_values(self, section, vars):
        own = {}
        try:
            own = self._sections[section]
        except KeyError:
            if section != self.default_section:
                raise NoSectionError(section) from None
        given = {}
        if vars:
            for name, value in vars.items():
                given[self.optionxform(name)] = value if value is None else str(value)
        return ChainMap(given, own, self._defaults)

    def get(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        """Return a value as text."""
        try:
            values = self._unify_values(section, vars)
        except NoSectionError:
            if fallback is _UNSET:
                raise
            return fallback
        option = self.optionxform(option)
        try:
            value = values[option]
        except KeyError:
            if fallback is _UNSET:
                raise NoOptionError(option, section) from None
            return fallback
        if raw or value is None:
            return value
        return self._interpolation.before_get(self, section, option, value, values)

    def _get_conv(self, section, option, conv, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        try:
            return conv(self.get(section, option, raw=raw, vars=vars, **kwargs))
        except (NoSectionError, NoOptionError):
            if fallback is _UNSET:
                raise
            return fallback

    def getint(self, section, option, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        """Return a value as an int."""
        return self._get_conv(section, option, int, raw=raw, vars=vars, fallback=fallback, **kwargs)

    def getfloat(self, section, option, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        """Return a value as a float."""
        return self._get_conv(section, option, float, raw=raw, vars=vars, fallback=fallback, **kwargs)

    def getboolean(self, section, option, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        """Return a value as a bool: 1, yes, true, on are true."""
        return self._get_conv(section, option, self._convert_to_boolean, raw=raw, vars=vars, fallback=fallback,
                              **kwargs)

    def _convert_to_boolean(self, value):
        if value.lower() not in self.BOOLEAN_STATES:
            raise ValueError(f'Not a boolean: {value}')
        return self.BOOLEAN_STATES[value.lower()]

    def items(self, section=_UNSET, raw=False, vars=None):
        """Return pairs of names and values of a section; without one, of names and sections."""
        if section is _UNSET:
            return super().items()
        values = self._defaults.copy()
        try:
            values.update(self._sections[section])
        except KeyError:
            if section != self.default_section:
                raise NoSectionError(section) from None
        names = list(values)
        if vars:
            for name, value in vars.items():
                values[self.optionxform(name)] = value
        if raw:
            return [(name, values[name]) for name in names]
        return [(name, self._interpolation.before_get(self, section, name, values[name], values)) for name in names]

    def set(self, section, option, value=None):
        """Set a value."""
        if value:
            value = self._interpolation.before_set(self, section, option, value)
        if not section or section == self.default_section:
            values = self._defaults
        else:
            try:
                values = self._sections[section]
            except KeyError:
                raise NoSectionError(section) from None
        values[self.optionxform(option)] = value

    def _validate_value_types(self, *, section='', option='', value=''):
        if not isinstance(section, (str, _UnnamedSection)):
            raise TypeError("section names must be strings or UNNAMED_SECTION")
        if not isinstance(option, str):
            raise TypeError("option keys must be strings")
        if not isinstance(value, str) and (not self._allow_no_value or value):
            raise TypeError("option values must be strings")

    # ---- the parser as a mapping ----

    def popitem(self):
        """Remove a section and return its name and itself."""
        for key in self.sections():
            value = self[key]
            del self[key]
            return key, value
        raise KeyError

    def __getitem__(self, key):
        if key != self.default_section and not self.has_section(key):
            raise KeyError(key)
        return self._proxies[key]

    def __setitem__(self, key, value):
        if key in self and self[key] is value:
            return
        if key == self.default_section:
            self._defaults.clear()
        elif key in self._sections:
            self._sections[key].clear()
        self.read_dict({key: value})

    def __delitem__(self, key):
        if key == self.default_section:
            raise ValueError("Cannot remove the default section.")
        if not self.has_section(key):
            raise KeyError(key)
        self.remove_section(key)

    def __contains__(self, key):
        return key == self.default_section or self.has_section(key)

    def __len__(self):
        return len(self._sections) + 1

    def __iter__(self):
        return itertools.chain((self.default_section,), self._sections)

    @property
    def converters(self):
        return self._converters

    # ---- reading ----

    def read(self, filenames, encoding=None):
        """Read files, those that can be opened; return their names."""
        if isinstance(filenames, (str, bytes, os.PathLike)):
            filenames = [filenames]
        done = []
        for name in filenames:
            try:
                with open(name, encoding=encoding) as file:
                    self._read(file, name)
            except OSError:
                continue
            done.append(os.fspath(name) if isinstance(name, os.PathLike) else name)
        return done

    def read_file(self, f, source=None):
        """Read lines."""
        if source is None:
            source = getattr(f, 'name', '<???>')
        self._read(f, source)

    def read_string(self, string, source='<string>'):
        """Read a text."""
        self.read_file(io.StringIO(string), source)

    def read_dict(self, dictionary, source='<dict>'):
        """Read a mapping of sections to mappings."""
        seen = set()
        for section, values in dictionary.items():
            if section is not UNNAMED_SECTION:
                section = str(section)
            try:
                self.add_section(section)
            except (DuplicateSectionError, ValueError):
                if self._strict and section in seen:
                    raise
            seen.add(section)
            for key, value in values.items():
                key = self.optionxform(str(key))
                if value is not None:
                    value = str(value)
                if self._strict and (section, key) in seen:
                    raise DuplicateOptionError(section, key, source)
                seen.add((section, key))
                self.set(section, key, value)

    def _read_defaults(self, defaults):
        for key, value in defaults.items():
            self._defaults[self.optionxform(key)] = value

    def _without_comment(self, line):
        """Return a line without its comment, and whether it had one."""
        text = line.strip()
        if text.startswith(self._comment_prefixes):
            return '', True
        ends = [found.start() for prefix in self._inline_comment_prefixes
                for found in re.finditer(r'(?:^|(?<=\s))' + re.escape(prefix), line)]
        if ends:
            return line[:min(ends)].strip(), True
        return text, False

    def _read(self, fp, fpname):
        state = _State()
        try:
            self._read_lines(state, fp, fpname)
        finally:
            self._join_multiline_values()
        if state.errors:
            raise state.errors

    def _read_lines(self, state, fp, fpname):
        if self._allow_unnamed_section:
            self._start_section(state, UNNAMED_SECTION, fpname)
        for state.lineno, line in enumerate(fp, start=1):
            text, comment = self._without_comment(line)
            if not text:
                if self._empty_lines_in_values:
                    # A line with a comment only does not belong to the value.
                    if not comment and state.section is not None and state.option and \
                            state.section[state.option] is not None:
                        state.section[state.option].append('')
                else:
                    state.indent = sys.maxsize
                continue
            indent = len(line) - len(line.lstrip())
            if state.section is not None and state.option and indent > state.indent:
                if state.section[state.option] is None:
                    raise MultilineContinuationError(fpname, state.lineno, line)
                state.section[state.option].append(text)
                continue
            state.indent = indent
            header = self.SECTCRE.match(text)
            if header:
                self._start_section(state, header['header'], fpname)
            elif state.section is None:
                raise MissingSectionHeaderError(fpname, state.lineno, line)
            else:
                self._read_option(state, text, line, fpname)

    def _start_section(self, state, name, fpname):
        state.name = name
        state.option = None
        if name in self._sections:
            if self._strict and name in state.seen:
                raise DuplicateSectionError(name, fpname, state.lineno)
            state.section = self._sections[name]
        elif name == self.default_section:
            state.section = self._defaults
        else:
            state.section = self._sections[name] = self._dict()
            self._proxies[name] = SectionProxy(self, name)
        state.seen.add(name)

    def _read_option(self, state, text, line, fpname):
        found = self._optcre.match(text)
        if not found or not found['option']:
            state.option = found and state.option
            state.errors = state.errors or ParsingError(fpname)
            state.errors.append(state.lineno, line)
            if not found:
                return
        option = state.option = self.optionxform(found['option'].rstrip())
        if self._strict and (state.name, option) in state.seen:
            raise DuplicateOptionError(state.name, option, fpname, state.lineno)
        state.seen.add((state.name, option))
        value = found['value']
        state.section[option] = None if value is None else [value.strip()]

    def _join_multiline_values(self):
        everything = itertools.chain(((self.default_section, self._defaults),), self._sections.items())
        for section, values in everything:
            for name, value in values.items():
                if isinstance(value, list):
                    value = '\n'.join(value).rstrip()
                values[name] = self._interpolation.before_read(self, section, name, value)

    # ---- writing ----

    def write(self, fp, space_around_delimiters=True):
        """Write all settings as text."""
        sign = f' {self._delimiters[0]} ' if space_around_delimiters else self._delimiters[0]
        if self._defaults:
            self._write_section(fp, self.default_section, self._defaults.items(), sign)
        if UNNAMED_SECTION in self._sections:
            self._write_section(fp, UNNAMED_SECTION, self._sections[UNNAMED_SECTION].items(), sign)
        for section in self._sections:
            if section is not UNNAMED_SECTION:
                self._write_section(fp, section, self._sections[section].items(), sign)

    def _write_section(self, fp, section_name, section_items, delimiter):
        if section_name is not UNNAMED_SECTION:
            fp.write(f'[{section_name}]\n')
        for key, value in section_items:
            value = self._interpolation.before_write(self, section_name, key, value)
            if value is None and self._allow_no_value:
                fp.write(f'{key}\n')
            else:
                text = str(value).replace('\n', '\n\t')
                fp.write(f'{key}{delimiter}{text}\n')
        fp.write('\n')


class ConfigParser(RawConfigParser):
    """Settings in which %(name)s stands for another value."""

    _DEFAULT_INTERPOLATION = BasicInterpolation()

    def set(self, section, option, value=None):
        """Set a value, which must be text."""
        self._validate_value_types(option=option, value=value)
        super().set(section, option, value)

    def add_section(self, section):
        """Make a section, whose name must be text."""
        self._validate_value_types(section=section)
        super().add_section(section)

    def _read_defaults(self, defaults):
        interpolation, self._interpolation = self._interpolation, Interpolation()
        try:
            self.read_dict({self.default_section: defaults})
        finally:
            self._interpolation = interpolation


class SectionProxy(MutableMapping):
    """One section as a mapping."""

    def __init__(self, parser, name):
        self._parser = parser
        self._name = name
        for conv in parser.converters:
            key = 'get' + conv
            setattr(self, key, functools.partial(self.get, _impl=getattr(parser, key)))

    def __repr__(self):
        return f'<Section: {self._name}>'

    def __getitem__(self, key):
        if not self._parser.has_option(self._name, key):
            raise KeyError(key)
        return self._parser.get(self._name, key)

    def __setitem__(self, key, value):
        self._parser._validate_value_types(option=key, value=value)
        return self._parser.set(self._name, key, value)

    def __delitem__(self, key):
        if not (self._parser.has_option(self._name, key) and self._parser.remove_option(self._name, key)):
            raise KeyError(key)

    def __contains__(self, key):
        return self._parser.has_option(self._name, key)

    def _options(self):
        if self._name != self._parser.default_section:
            return self._parser.options(self._name)
        return self._parser.defaults()

    def __len__(self):
        return len(self._options())

    def __iter__(self):
        return iter(self._options())

    @property
    def parser(self):
        return self._parser

    @property
    def name(self):
        return self._name

    def get(self, option, fallback=None, *, raw=False, vars=None, _impl=None, **kwargs):
        """Return a value, or the fallback."""
        return (_impl or self._parser.get)(self._name, option, raw=raw, vars=vars, fallback=fallback, **kwargs)


class ConverterMapping(MutableMapping):
    """What turns text into other types: each converter is a method getNAME of the parser and of its sections."""

    GETTERCRE = re.compile(r'^get(?P<name>.+)$')

    def __init__(self, parser):
        self._parser = parser
        self._data = {}
        for getter in dir(parser):
            found = self.GETTERCRE.match(getter)
            if found and callable(getattr(parser, getter)):
                self._data[found['name']] = None

    def __getitem__(self, key):
        return self._data[key]

    def __setitem__(self, key, value):
        try:
            name = 'get' + key
        except TypeError:
            raise ValueError(f'Incompatible key: {key} (type: {type(key)})')
        if name == 'get':
            raise ValueError('Incompatible key: cannot use "" as a name')
        self._data[key] = value
        get = functools.partial(self._parser._get_conv, conv=value)
        get.converter = value
        setattr(self._parser, name, get)
        for proxy in self._parser.values():
            setattr(proxy, name, functools.partial(proxy.get, _impl=get))

    def __delitem__(self, key):
        try:
            name = 'get' + (key or None)
        except TypeError:
            raise KeyError(key)
        del self._data[key]
        for owner in itertools.chain((self._parser,), self._parser.values()):
            with suppress(AttributeError):
                delattr(owner, name)

    def __iter__(self):
        return iter(self._data)

    def __len__(self):
        return len(self._data)
