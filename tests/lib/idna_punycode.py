# SPDX-License-Identifier: MIT
# The encodings of host names.
for name in ('python.org', 'python.org.', 'pyth\xf6n.org', 'Stra\xdfe.DE', '\u4f8b\u3048.\u30c6\u30b9\u30c8', 'a\u3002b', '', 'B\xfccher.example',
             '\u0645\u062b\u0627\u0644', 'caf\xe9', '\ufb01x.com'):
    data = name.encode('idna')
    print(ascii(name), data, ascii(data.decode('idna')))
for text in ('', 'abc', 'b\xfccher', '\u4ed6\u4eec\u4e3a\u4ec0\u4e48\u4e0d\u8bf4\u4e2d\u6587', '-> $1.00 <-', '\xe9', '\U0001f600a'):
    data = text.encode('punycode')
    print(data, data.decode('punycode') == text)
for name in 'a..b', 'x' * 64 + '.org', '.a':
    try:
        name.encode('idna')
    except UnicodeError as e:
        print(type(e).__name__ in ('UnicodeError', 'UnicodeEncodeError'))
for data in b'abc-$', b'abc-9':
    try:
        data.decode('punycode')
    except UnicodeError:
        print('refused', data)
