# Addresses taken apart, joined, quoted; str and bytes; host and port; queries; refusals.
from urllib.parse import *

for url in ('http://user:pw@Host.example:8080/a/b;p?q=1&r=2#frag', '//host/x', 'mailto:a@b', 'http://[::1]:80/', 'x',
            'HTTP://a/?', 'file:///etc/passwd', 'http://a\t.b/\n', '', 'a:b', 'http://h:/'):
    s, p = urlsplit(url), urlparse(url)
    print(s, p.params, s.geturl(), s.username, s.password, s.hostname, s.port, urldefrag(url))
print(urlsplit(b'http://h:1/p?q'), urlsplit(b'http://h:1/p?q').port, urlparse('http://a/b').encode())
for rel in ('g:h', 'g', './g', 'g/', '/g', '//g', '?y', 'g?y', '#s', ';x', '', '.', './', '..', '../g', '../../g', '../../../g', 'g/./h', 'g;x=1/../y', 'http:g'):
    print(repr(rel), urljoin('http://a/b/c/d;p?q', rel))
print(quote('a b/ü?&~'), quote('a b', safe=''), quote_plus('a b/+'), quote(b'\xff x'), unquote('%C3%BCx%20%zz%'), unquote_plus('a+b%2B'), unquote_to_bytes('%ff%'))
print(urlencode({'a': 1, 'b c': 'ü&', 'l': [1, 2]}), urlencode([('l', [1, 2]), ('s', 'xy')], doseq=True))
print(parse_qs('a=1&a=2&b=&c'), parse_qsl('a=1&b=%20x+y&c=', keep_blank_values=True), parse_qsl(b'a=%ff;b', separator=';', keep_blank_values=1))
for f, args in ((urlsplit, ('http://[::1/',)), (urljoin, ('a', b'b')), (parse_qsl, ('a', False, True)), (urlencode, ('x',)), (quote_from_bytes, ('x',)),
                (lambda u: urlsplit(u).port, ('http://h:99999/',)), (lambda u: urlsplit(u).port, ('http://h:x/',))):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)
