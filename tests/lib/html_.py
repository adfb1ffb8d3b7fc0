# Text escaped for HTML and back: names, numbers, what browsers repair.
import html
from html.entities import codepoint2name, entitydefs, html5, name2codepoint

print(html.escape('<a href="x">&\'</a>'), html.escape('"', quote=False))
for s in ('&lt;&amp;&gt;', '&notit;', '&not', '&nosuch;', '&#65;&#x41&#X41;', '&#0;&#xD800;&#x110000;', '&#128;&#x9f;', '&#1;&#11;|', 'a&b', '&eacute;&Eacute', '&acE;', '&ampamp;', '&#;&#x;', '& lt;'):
    print(repr(html.unescape(s)))
print(len(html5), len(name2codepoint), len(codepoint2name), len(entitydefs), name2codepoint['lang'], codepoint2name[233], entitydefs['lt'])
print(hash(tuple(sorted(html5.items()))) == hash(tuple(sorted(html5.items()))), ''.join(v for k, v in sorted(html5.items()))[:80].encode())
print(sorted(k for k in html5 if not k.endswith(';'))[:20], sum(ord(c) for v in html5.values() for c in v), sum(name2codepoint.values()))
