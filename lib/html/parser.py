# SPDX-License-Identifier: MIT
"""A parser of HTML that calls a method for each tag, text, comment and declaration, and never fails on bad markup."""

import re

import _markupbase
from html import unescape

__all__ = ['HTMLParser']

interesting_normal = re.compile('[&<]')
incomplete = re.compile('&[a-zA-Z#]')
entityref = re.compile('&([a-zA-Z][-.a-zA-Z0-9]*)[^a-zA-Z0-9]')
charref = re.compile('&#(?:[0-9]+|[xX][0-9a-fA-F]+)[^0-9a-fA-F]')
attr_charref = re.compile(r'&(#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*)[;=]?')
starttagopen = re.compile('<[a-zA-Z]')
endtagopen = re.compile('</[a-zA-Z]')
piclose = re.compile('>')
commentclose = re.compile(r'--!?>')
commentabruptclose = re.compile(r'-?>')
tagfind_tolerant = re.compile(r'([a-zA-Z][^\t\n\r\f />]*)(?:[\t\n\r\f ]|/(?!>))*')
attrfind_tolerant = re.compile(
    r'((?<=[\'"\t\n\r\f /])[^\t\n\r\f />][^\t\n\r\f /=>]*)'
    r'([\t\n\r\f ]*=[\t\n\r\f ]*(\'[^\']*\'|"[^"]*"|(?![\'"])[^>\t\n\r\f ]*))?'
    r'(?:[\t\n\r\f ]|/(?!>))*')
locatetagend = re.compile(
    r'[a-zA-Z][^\t\n\r\f />]*'
    r'[\t\n\r\f /]*'
    r'(?:(?<=[\'"\t\n\r\f /])[^\t\n\r\f />][^\t\n\r\f /=>]*'
    r'(?:[\t\n\r\f ]*=[\t\n\r\f ]*(?:\'[^\']*\'|"[^"]*"|(?![\'"])[^>\t\n\r\f ]*)[\t\n\r\f /]*'
    r'|[\t\n\r\f /]*)'
    r')*>?')
locatestarttagend_tolerant = re.compile('<' + locatetagend.pattern.removesuffix('>?'))
endtagfind = re.compile(r'</\s*([a-zA-Z][-.a-zA-Z0-9:_]*)\s*>')


def _unescape_attribute(m):
    """In an attribute a name without ';' is left alone before '=' and letters, as browsers do."""
    whole = m.group()
    return whole if whole.endswith('=') else unescape(whole)


class HTMLParser(_markupbase.ParserBase):
    """Derive a class and override its handle_ methods; then feed() it text, in one or many pieces, and close() it."""

    CDATA_CONTENT_ELEMENTS = ('script', 'style')
    RCDATA_CONTENT_ELEMENTS = ('textarea', 'title')

    def __init__(self, *, convert_charrefs=True, scripting=False):
        super().__init__()
        self.convert_charrefs = convert_charrefs
        self.scripting = scripting
        self.reset()

    def reset(self):
        """Forget all that was fed."""
        self.rawdata = ''
        self.lasttag = '???'
        self.interesting = interesting_normal
        self.cdata_elem = None
        self._escapable = True
        self._support_cdata = True
        super().reset()

    def feed(self, data):
        """Go on with more text."""
        self.rawdata += data
        self.goahead(0)

    def close(self):
        """Deal with what is left as if the end of the document had been seen."""
        self.goahead(1)

    __starttag_text = None

    def get_starttag_text(self):
        """The text of the start tag that was last opened."""
        return self.__starttag_text

    def set_cdata_mode(self, elem, *, escapable=False):
        """What follows is text up to the end tag of `elem`."""
        self.cdata_elem = elem.lower()
        self._escapable = escapable
        if escapable and not self.convert_charrefs:
            self.interesting = re.compile(fr'&|</{self.cdata_elem}(?=[\t\n\r\f />])', re.I | re.A)
        else:
            self.interesting = re.compile(fr'</{self.cdata_elem}(?=[\t\n\r\f />])', re.I | re.A)

    def clear_cdata_mode(self):
        self.interesting = interesting_normal
        self.cdata_elem = None
        self._escapable = True

    def goahead(self, end):
        """Deal with as much as can be told for certain; with all of it if `end`."""
        i, n = 0, len(self.rawdata)
        while i < n:
            j = self._text_end(i, n, end)
            if j is None:
                break
            if i < j:
                text = self.rawdata[i:j]
                self.handle_data(unescape(text) if self.convert_charrefs and self._escapable else text)
            i = self.updatepos(i, j)
            if i == n:
                break
            k = self._markup(i, n, end) if self.rawdata.startswith('<', i) else self._reference(i, n, end)
            if k is None:
                break
            i = k
        if end and i < n:
            text = self.rawdata[i:n]
            self.handle_data(unescape(text) if self.convert_charrefs and self._escapable else text)
            i = self.updatepos(i, n)
        self.rawdata = self.rawdata[i:]

    def _text_end(self, i, n, end):
        """Where the text that begins at i ends for certain; None: more is needed."""
        if self.convert_charrefs and not self.cdata_elem:
            j = self.rawdata.find('<', i)
            if j >= 0:
                return j
            # A reference at the very end may go on in the next piece.
            amp = self.rawdata.rfind('&', max(i, n - 34))
            if not end and amp >= 0 and not re.compile(r'[\t\n\r\f ;]').search(self.rawdata, amp):
                return None
            return n
        m = self.interesting.search(self.rawdata, i)
        if m:
            return m.start()
        if not self.cdata_elem:
            return n
        if self.convert_charrefs or not self._escapable:
            return n if end or '<' not in self.rawdata[i:] else None
        return n if end else None

    def _markup(self, i, n, end):
        """What begins with '<' at i: the position behind it, None if its end has not come yet."""
        text = self.rawdata
        if starttagopen.match(text, i):
            k = self.parse_starttag(i)
        elif text.startswith('</', i):
            k = self.parse_endtag(i)
        elif text.startswith('<!--', i):
            k = self.parse_comment(i)
        elif text.startswith('<?', i):
            k = self.parse_pi(i)
        elif text.startswith('<!', i):
            k = self.parse_html_declaration(i)
        elif i + 1 < n or end or self.cdata_elem:
            self.handle_data('<')
            k = i + 1
        else:
            return None
        if k >= 0:
            return self.updatepos(i, k)
        return self._unfinished(i, n) if end else None

    def _unfinished(self, i, n):
        """Markup that the document ends in."""
        text = self.rawdata
        if starttagopen.match(text, i):
            pass
        elif text.startswith('</', i):
            if i + 2 == n:
                self.handle_data('</')
            elif not endtagopen.match(text, i):
                self.handle_comment(text[i + 2:])
        elif text.startswith('<!--', i):
            rest = text[i + 4:]
            for suffix in ('--!', '--', '-'):
                if rest.endswith(suffix):
                    rest = rest.removesuffix(suffix)
                    break
            self.handle_comment(rest)
        elif text.startswith('<![CDATA[', i):
            if self._support_cdata:
                self.unknown_decl(text[i + 3:])
            else:
                self.handle_comment(text[i + 1:])
        elif text[i:i + 9].lower() == '<!doctype':
            self.handle_decl(text[i + 2:])
        elif text.startswith('<!', i):
            self.handle_comment(text[i + 2:])
        else:
            self.handle_pi(text[i + 2:])
        return self.updatepos(i, n)

    def _reference(self, i, n, end):
        """What begins with '&' at i, where references are not converted."""
        text = self.rawdata
        for pattern, first, handle in ((charref, 2, self.handle_charref), (entityref, 1, self.handle_entityref)):
            m = pattern.match(text, i)
            if m:
                handle(m.group()[first:-1])
                k = m.end()
                return self.updatepos(i, k if text.startswith(';', k - 1) else k - 1)
        if text.startswith('&#', i):
            if ';' in text[i:]:
                self.handle_data('&#')
                return self.updatepos(i, i + 2)
            if not end:
                return None
            m = re.compile('&#(?:[0-9]+|[xX][0-9a-fA-F]+)$').match(text, i)
            if m:
                self.handle_charref(m.group()[2:])
                return self.updatepos(i, n)
            self.handle_data('&#')
            return self.updatepos(i, i + 2)
        m = incomplete.match(text, i)
        if m:
            rest = re.compile('&([a-zA-Z][-.a-zA-Z0-9]*)$').match(text, i)
            if rest:
                if not end:
                    return None
                self.handle_entityref(rest.group(1))
                return self.updatepos(i, n)
        elif i + 1 == n and not end:
            return None
        self.handle_data('&')
        return self.updatepos(i, i + 1)

    def parse_html_declaration(self, i):
        """<!...> at i: the position behind it, -1 if it is not complete."""
        text = self.rawdata
        assert text[i:i + 2] == '<!', 'unexpected call to parse_html_declaration()'
        if text[i:i + 4] == '<!--':
            return self.parse_comment(i)
        if text[i:i + 9] == '<![CDATA[':
            close = ']]>' if self._support_cdata else '>'
            j = text.find(close, i + (9 if self._support_cdata else 3))
            if j < 0:
                return -1
            if self._support_cdata:
                self.unknown_decl(text[i + 3:j])
            else:
                self.handle_comment(text[i + 1:j])
            return j + len(close)
        if text[i:i + 9].lower() == '<!doctype':
            j = text.find('>', i + 9)
            if j < 0:
                return -1
            self.handle_decl(text[i + 2:j])
            return j + 1
        return self.parse_bogus_comment(i)

    def parse_comment(self, i, report=True):
        """<!--...--> at i."""
        text = self.rawdata
        assert text.startswith('<!--', i), 'unexpected call to parse_comment()'
        m = commentclose.search(text, i + 4)
        if not m:
            m = commentabruptclose.match(text, i + 4)
            if not m:
                return -1
        elif (abrupt := commentabruptclose.match(text, i + 4)):
            m = abrupt
        if report:
            self.handle_comment(text[i + 4:m.start()])
        return m.end()

    def parse_bogus_comment(self, i, report=1):
        """A declaration that is none."""
        text = self.rawdata
        assert text[i:i + 2] in ('<!', '</'), 'unexpected call to parse_bogus_comment()'
        j = text.find('>', i + 2)
        if j < 0:
            return -1
        if report:
            self.handle_comment(text[i + 2:j])
        return j + 1

    def parse_pi(self, i):
        """<?...> at i."""
        text = self.rawdata
        assert text[i:i + 2] == '<?', 'unexpected call to parse_pi()'
        m = piclose.search(text, i + 2)
        if not m:
            return -1
        self.handle_pi(text[i + 2:m.start()])
        return m.end()

    def parse_starttag(self, i):
        """<tag ...> at i."""
        self.__starttag_text = None
        stop = self.check_for_whole_start_tag(i)
        if stop < 0:
            return stop
        text = self.rawdata
        self.__starttag_text = text[i:stop]
        m = tagfind_tolerant.match(text, i + 1)
        assert m, 'unexpected call to parse_starttag()'
        k = m.end()
        self.lasttag = tag = m.group(1).lower()
        attrs = []
        while k < stop:
            m = attrfind_tolerant.match(text, k)
            if not m:
                break
            name, rest, value = m.group(1, 2, 3)
            if not rest:
                value = None
            elif value[:1] == value[-1:] and value[:1] in ("'", '"') and value:
                value = value[1:-1]
            attrs.append((name.lower(), attr_charref.sub(_unescape_attribute, value) if value else value))
            k = m.end()
        closing = text[k:stop].strip()
        if closing not in ('>', '/>'):
            self.handle_data(text[i:stop])
        elif closing == '/>':
            self.handle_startendtag(tag, attrs)
        else:
            self.handle_starttag(tag, attrs)
            if tag in self.CDATA_CONTENT_ELEMENTS:
                self.set_cdata_mode(tag)
            elif tag in self.RCDATA_CONTENT_ELEMENTS:
                self.set_cdata_mode(tag, escapable=True)
        return stop

    def check_for_whole_start_tag(self, i):
        """The position behind the start tag at i, -1 if its end has not come yet."""
        m = locatetagend.match(self.rawdata, i + 1)
        assert m
        j = m.end()
        return j if self.rawdata[j - 1] == '>' else -1

    def parse_endtag(self, i):
        """</tag ...> at i."""
        text = self.rawdata
        assert text[i:i + 2] == '</', 'unexpected call to parse_endtag'
        if text.find('>', i + 2) < 0:
            return -1
        if not endtagopen.match(text, i):
            return i + 3 if text[i + 2:i + 3] == '>' else self.parse_bogus_comment(i)
        m = locatetagend.match(text, i + 2)
        assert m
        j = m.end()
        if text[j - 1] != '>':
            return -1
        tag = tagfind_tolerant.match(text, i + 2).group(1).lower()
        self.handle_endtag(tag)
        self.clear_cdata_mode()
        return j

    def _set_support_cdata(self, flag=True):
        """Whether <![CDATA[...]]> is one, as in SVG and MathML, or a comment, as in the rest of HTML."""
        self._support_cdata = flag

    # To be overridden.

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_starttag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        pass

    def handle_charref(self, name):
        pass

    def handle_entityref(self, name):
        pass

    def handle_data(self, data):
        pass

    def handle_comment(self, data):
        pass

    def handle_decl(self, decl):
        pass

    def handle_pi(self, data):
        pass

    def unknown_decl(self, data):
        pass
