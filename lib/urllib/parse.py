# SPDX-License-Identifier: MIT
"""Addresses taken apart, joined and quoted, after RFC 3986."""

from collections import namedtuple
from functools import lru_cache
import re

__all__ = ['urlparse', 'urlunparse', 'urljoin', 'urldefrag', 'urlsplit', 'urlunsplit', 'urlencode', 'parse_qs',
           'parse_qsl', 'quote', 'quote_plus', 'quote_from_bytes', 'unquote', 'unquote_plus', 'unquote_to_bytes',
           'DefragResult', 'ParseResult', 'SplitResult', 'DefragResultBytes', 'ParseResultBytes', 'SplitResultBytes']

# Schemes whose addresses may be relative, have a host part, have parameters behind a semicolon.
uses_relative = ['', 'ftp', 'http', 'gopher', 'nntp', 'imap', 'wais', 'file', 'https', 'shttp', 'mms', 'prospero',
                 'rtsp', 'rtsps', 'rtspu', 'sftp', 'svn', 'svn+ssh', 'ws', 'wss']
uses_netloc = ['', 'ftp', 'http', 'gopher', 'nntp', 'telnet', 'imap', 'wais', 'file', 'mms', 'https', 'shttp',
               'snews', 'prospero', 'rtsp', 'rtsps', 'rtspu', 'rsync', 'svn', 'svn+ssh', 'sftp', 'nfs', 'git',
               'git+ssh', 'ws', 'wss', 'itms-services']
uses_params = ['', 'ftp', 'hdl', 'prospero', 'http', 'imap', 'https', 'shttp', 'rtsp', 'rtsps', 'rtspu', 'sip',
               'sips', 'mms', 'sftp', 'tel']
non_hierarchical = ['gopher', 'hdl', 'mailto', 'news', 'telnet', 'wais', 'imap', 'snews', 'sip', 'sips']
uses_query = ['', 'http', 'wais', 'imap', 'https', 'shttp', 'mms', 'gopher', 'rtsp', 'rtsps', 'rtspu', 'sip', 'sips']
uses_fragment = ['', 'ftp', 'hdl', 'http', 'gopher', 'news', 'nntp', 'wais', 'https', 'shttp', 'snews', 'file',
                 'prospero']
scheme_chars = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.'

_CONTROL_OR_SPACE = ''.join(map(chr, range(33)))
_REMOVED = str.maketrans('', '', '\t\r\n')


def clear_cache():
    """Forget what urlsplit remembers."""
    urlsplit.cache_clear()


# ---- str and bytes: bytes are worked on as ASCII text and turned back -----------------------------------------------

def _same(result):
    return result


def _encode_result(result, encoding='ascii', errors='strict'):
    return result.encode(encoding, errors)


def _decoded(*args):
    """Return the arguments as str, and what turns a result into their type; empty ones fit any type."""
    is_text = isinstance(args[0], str)
    for arg in args[1:]:
        if arg and isinstance(arg, str) != is_text:
            raise TypeError("Cannot mix str and non-str arguments")
    if is_text:
        return *args, _same
    return *(arg.decode('ascii', 'strict') if arg else '' for arg in args), _encode_result


class _TextResult:
    __slots__ = ()

    def encode(self, encoding='ascii', errors='strict'):
        """Return the same parts as bytes."""
        return self._other(*(part.encode(encoding, errors) for part in self))


class _BytesResult:
    __slots__ = ()

    def decode(self, encoding='ascii', errors='strict'):
        """Return the same parts as str."""
        return self._other(*(part.decode(encoding, errors) for part in self))


class _Location:
    """User, password, host and port, read from netloc."""
    __slots__ = ()

    def _signs(self):
        return (':', '@', '[', ']', '%') if isinstance(self.netloc, str) else (b':', b'@', b'[', b']', b'%')

    def _user(self):
        colon, at = self._signs()[:2]
        user, found, _ = self.netloc.rpartition(at)
        if not found:
            return None, None
        name, found, password = user.partition(colon)
        return name, password if found else None

    def _host(self):
        colon, at, opened, closed, _ = self._signs()
        host = self.netloc.rpartition(at)[2]
        _, bracketed, inside = host.partition(opened)
        if bracketed:
            name, _, port = inside.partition(closed)
            port = port.partition(colon)[2]
        else:
            name, _, port = host.partition(colon)
        return name, port or None

    @property
    def username(self):
        return self._user()[0]

    @property
    def password(self):
        return self._user()[1]

    @property
    def hostname(self):
        name = self._host()[0]
        if not name:
            return None
        head, percent, zone = name.partition(self._signs()[4])
        return head.lower() + percent + zone

    @property
    def port(self):
        port = self._host()[1]
        if port is None:
            return None
        if not (port.isdigit() and port.isascii()):
            raise ValueError(f"Port could not be cast to integer value as {port!r}")
        port = int(port)
        if port > 65535:
            raise ValueError("Port out of range 0-65535")
        return port


class _Defrag:
    __slots__ = ()

    def geturl(self):
        """Return the whole address."""
        return self.url + self.fragment[:0].join((self._mark, self.fragment)) if self.fragment else self.url


class _Split(_Location):
    __slots__ = ()

    def geturl(self):
        """Return the whole address."""
        return urlunsplit(self)


class _Parse(_Location):
    __slots__ = ()

    def geturl(self):
        """Return the whole address."""
        return urlunparse(self)


_DEFRAG = namedtuple('_DefragResultBase', 'url fragment')
_SPLIT = namedtuple('_SplitResultBase', 'scheme netloc path query fragment')
_PARSE = namedtuple('_ParseResultBase', 'scheme netloc path params query fragment')


class DefragResult(_DEFRAG, _Defrag, _TextResult):
    """What urldefrag returns for str."""
    __slots__ = ()
    _mark = '#'


class SplitResult(_SPLIT, _Split, _TextResult):
    """What urlsplit returns for str."""
    __slots__ = ()


class ParseResult(_PARSE, _Parse, _TextResult):
    """What urlparse returns for str."""
    __slots__ = ()


class DefragResultBytes(_DEFRAG, _Defrag, _BytesResult):
    """What urldefrag returns for bytes."""
    __slots__ = ()
    _mark = b'#'


class SplitResultBytes(_SPLIT, _Split, _BytesResult):
    """What urlsplit returns for bytes."""
    __slots__ = ()


class ParseResultBytes(_PARSE, _Parse, _BytesResult):
    """What urlparse returns for bytes."""
    __slots__ = ()


for _text, _bytes in ((DefragResult, DefragResultBytes), (SplitResult, SplitResultBytes),
                      (ParseResult, ParseResultBytes)):
    _text._other = _text._encoded_counterpart = _bytes
    _bytes._other = _bytes._decoded_counterpart = _text
ResultBase = _Location


# ---- apart ------------------------------------------------------------------------------------------------------------

def _check_netloc(netloc):
    """Refuse what normalisation would turn into another address."""
    if not netloc or netloc.isascii():
        return
    import unicodedata
    plain = re.sub('[@:#?]', '', netloc)
    normal = unicodedata.normalize('NFKC', plain)
    if plain != normal and re.search('[/?#@:]', normal):
        raise ValueError(f"netloc '{netloc}' contains invalid characters under NFKC normalization")


def _check_brackets(netloc):
    host = netloc.rpartition('@')[2]
    before, opened, rest = host.partition('[')
    if not opened:
        return
    name, _, port = rest.partition(']')
    if before or (port and not port.startswith(':')):
        raise ValueError("Invalid IPv6 URL")
    if name.startswith('v'):
        if not re.fullmatch(r'v[a-fA-F0-9]+\..+', name, re.DOTALL):
            raise ValueError("IPvFuture address is invalid")
        return
    from _socket import AF_INET, AF_INET6, inet_pton
    address, percent, zone = name.partition('%')
    try:
        inet_pton(AF_INET6, address)
        if '%' not in zone and bool(percent) == bool(zone):
            return
    except OSError:
        try:
            inet_pton(AF_INET, name)
        except OSError:
            pass
        else:
            raise ValueError("An IPv4 address cannot be in brackets")
    raise ValueError(f"{name!r} does not appear to be an IPv4 or IPv6 address")


@lru_cache(typed=True)
def urlsplit(url, scheme='', allow_fragments=True):
    """Return the five parts of an address."""
    url, scheme, result = _decoded(url, scheme)
    url = url.lstrip(_CONTROL_OR_SPACE).translate(_REMOVED)
    scheme = scheme.strip(_CONTROL_OR_SPACE).translate(_REMOVED)
    netloc = query = fragment = ''
    head, colon, rest = url.partition(':')
    if colon and head and head[0].isascii() and head[0].isalpha() and not head.strip(scheme_chars):
        scheme, url = head.lower(), rest
    if url[:2] == '//':
        netloc = re.match('[^/?#]*', url[2:])[0]
        url = url[2 + len(netloc):]
        if ('[' in netloc) != (']' in netloc):
            raise ValueError("Invalid IPv6 URL")
        if '[' in netloc:
            _check_brackets(netloc)
    if allow_fragments:
        url, _, fragment = url.partition('#')
    url, _, query = url.partition('?')
    _check_netloc(netloc)
    parts = SplitResult(scheme, netloc, url, query, fragment)
    return parts if result is _same else parts.encode()


def urlparse(url, scheme='', allow_fragments=True):
    """Return the six parts of an address: as urlsplit does, with the parameters of the path's last part."""
    url, scheme, result = _decoded(url, scheme)
    scheme, netloc, path, query, fragment = urlsplit(url, scheme, allow_fragments)
    params = ''
    if scheme in uses_params and ';' in path:
        head, slash, last = path.rpartition('/')
        last, _, params = last.partition(';')
        path = head + slash + last
    parts = ParseResult(scheme, netloc, path, params, query, fragment)
    return parts if result is _same else parts.encode()


def urldefrag(url):
    """Return an address without its fragment, and the fragment."""
    url, result = _decoded(url)
    fragment = ''
    if '#' in url:
        *parts, fragment = urlparse(url)
        url = urlunparse((*parts, ''))
    parts = DefragResult(url, fragment)
    return parts if result is _same else parts.encode()


# ---- together ---------------------------------------------------------------------------------------------------------

def urlunsplit(components):
    """Return the address of five parts."""
    scheme, netloc, url, query, fragment, result = _decoded(*components)
    if netloc:
        if url and url[:1] != '/':
            url = '/' + url
        url = '//' + netloc + url
    elif url[:2] == '//' or (scheme and scheme in uses_netloc and (not url or url[:1] == '/')):
        url = '//' + url
    if scheme:
        url = scheme + ':' + url
    if query:
        url += '?' + query
    if fragment:
        url += '#' + fragment
    return result(url)


def urlunparse(components):
    """Return the address of six parts."""
    scheme, netloc, url, params, query, fragment, result = _decoded(*components)
    if params:
        url = f'{url};{params}'
    return result(urlunsplit((scheme, netloc, url, query, fragment)))


def _merged(base, path):
    """Return a relative path seen from another one, without dots."""
    parents = base.split('/')
    if parents[-1]:
        del parents[-1]
    parts = path.split('/')
    if path[:1] != '/':
        parts = parents + parts
        # Empty parts count only at the ends.
        parts[1:-1] = filter(None, parts[1:-1])
    out = []
    for part in parts:
        if part == '..':
            if out:
                out.pop()
        elif part != '.':
            out.append(part)
    if parts[-1] in ('.', '..'):
        out.append('')
    return '/'.join(out) or '/'


def urljoin(base, url, allow_fragments=True):
    """Return the address that a relative one means, seen from a base."""
    if not base:
        return url
    if not url:
        return base
    base, url, result = _decoded(base, url)
    bscheme, bnetloc, bpath, bparams, bquery, _ = urlparse(base, '', allow_fragments)
    scheme, netloc, path, params, query, fragment = urlparse(url, bscheme, allow_fragments)
    if scheme != bscheme or scheme not in uses_relative:
        return result(url)
    if scheme in uses_netloc:
        if netloc:
            return result(urlunparse((scheme, netloc, path, params, query, fragment)))
        netloc = bnetloc
    if not path and not params:
        return result(urlunparse((scheme, netloc, bpath, bparams, query or bquery, fragment)))
    return result(urlunparse((scheme, netloc, _merged(bpath, path), params, query, fragment)))


# ---- quoting ------------------------------------------------------------------------------------------------------------

_ALWAYS_SAFE = frozenset(b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~')
_ALWAYS_SAFE_BYTES = bytes(sorted(_ALWAYS_SAFE))
_QUOTED = re.compile('%([0-9a-fA-F]{2})'.encode())
_ASCII_RUN = re.compile('([\x00-\x7f]+)')


def _replace(found):
    return bytes((int(found[1], 16),))


def unquote_to_bytes(string):
    """Return bytes with %XX replaced; str is UTF-8 first."""
    if not string:
        string.split
        return b''
    if isinstance(string, str):
        string = string.encode('utf-8')
    return _QUOTED.sub(_replace, string) if b'%' in string else bytes(string)


def unquote(string, encoding='utf-8', errors='replace'):
    """Return a text with %XX replaced, decoded by an encoding."""
    if isinstance(string, bytes):
        return unquote_to_bytes(string).decode(encoding or 'utf-8', errors or 'replace')
    if '%' not in string:
        string.split
        return string
    pieces = _ASCII_RUN.split(string)
    pieces[1::2] = [unquote_to_bytes(piece).decode(encoding or 'utf-8', errors or 'replace') for piece in pieces[1::2]]
    return ''.join(pieces)


def unquote_plus(string, encoding='utf-8', errors='replace'):
    """As unquote, with a blank for each plus sign."""
    return unquote(string.replace('+', ' '), encoding, errors)


@lru_cache
def _quoter(safe):
    keep = _ALWAYS_SAFE.union(safe)
    return [chr(b) if b in keep else f'%{b:02X}' for b in range(256)].__getitem__


def quote_from_bytes(bs, safe='/'):
    """Return bytes as text in which all but safe characters are %XX."""
    if not isinstance(bs, (bytes, bytearray)):
        raise TypeError("quote_from_bytes() expected bytes")
    if not bs:
        return ''
    safe = safe.encode('ascii', 'ignore') if isinstance(safe, str) else bytes(c for c in safe if c < 128)
    if not bs.rstrip(_ALWAYS_SAFE_BYTES + safe):
        return bs.decode()
    return ''.join(map(_quoter(safe), bs))


def quote(string, safe='/', encoding=None, errors=None):
    """Return a text in which all but letters, digits, _.-~ and the safe characters are %XX."""
    if isinstance(string, str):
        if not string:
            return string
        string = string.encode(encoding or 'utf-8', errors or 'strict')
    elif encoding is not None:
        raise TypeError("quote() doesn't support 'encoding' for bytes")
    elif errors is not None:
        raise TypeError("quote() doesn't support 'errors' for bytes")
    return quote_from_bytes(string, safe)


def quote_plus(string, safe='', encoding=None, errors=None):
    """As quote, with a plus sign for each blank."""
    blank, empty = (' ', '') if isinstance(string, str) else (b' ', b'')
    if blank not in string:
        return quote(string, safe, encoding, errors)
    return quote(string, safe + (' ' if isinstance(safe, str) else b' '), encoding, errors).replace(' ', '+')


def urlencode(query, doseq=False, safe='', encoding=None, errors=None, quote_via=quote_plus):
    """Return a mapping or pairs as the query of an address; with doseq, a sequence is several values."""
    if hasattr(query, 'items'):
        query = query.items()
    else:
        try:
            # Strings are sequences too, but only an empty one means pairs.
            if len(query) and not isinstance(query[0], tuple):
                raise TypeError
        except TypeError as err:
            raise TypeError("not a valid non-string sequence or mapping object") from err

    def quoted(value):
        if isinstance(value, bytes):
            return quote_via(value, safe)
        return quote_via(value if isinstance(value, str) else str(value), safe, encoding, errors)

    out = []
    for key, value in query:
        key = quoted(key)
        if not doseq or isinstance(value, (str, bytes)):
            out.append(f'{key}={quoted(value)}')
            continue
        try:
            len(value)
        except TypeError:
            out.append(f'{key}={quoted(value)}')
        else:
            out += [f'{key}={quoted(one)}' for one in value]
    return '&'.join(out)


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding='utf-8', errors='replace',
              max_num_fields=None, separator='&'):
    """Return the names and values of a query, as pairs."""
    if not separator or not isinstance(separator, (str, bytes)):
        raise ValueError("Separator must be of type string or bytes.")
    if isinstance(qs, str):
        if not isinstance(separator, str):
            separator = str(separator, 'ascii')
        equals, unquoted = '=', lambda s: unquote_plus(s, encoding, errors)
    else:
        if not qs:
            return []
        qs = bytes(memoryview(qs))
        if isinstance(separator, str):
            separator = bytes(separator, 'ascii')
        equals, unquoted = b'=', lambda s: unquote_to_bytes(s.replace(b'+', b' '))
    if not qs:
        return []
    if max_num_fields is not None and max_num_fields < 1 + qs.count(separator):
        raise ValueError("Max number of fields exceeded")
    out = []
    for field in qs.split(separator):
        if not field and not strict_parsing:
            continue
        name, found, value = field.partition(equals)
        if not found and strict_parsing:
            raise ValueError(f"bad query field: {field!r}")
        if value or keep_blank_values:
            out.append((unquoted(name), unquoted(value)))
    return out


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding='utf-8', errors='replace',
             max_num_fields=None, separator='&'):
    """Return the names of a query with the lists of their values."""
    out = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator):
        out.setdefault(name, []).append(value)
    return out


def unwrap(url):
    """Return an address without <URL: > around it."""
    url = str(url).strip()
    if url[:1] == '<' and url[-1:] == '>':
        url = url[1:-1].strip()
    return url[4:].strip() if url[:4] == 'URL:' else url
