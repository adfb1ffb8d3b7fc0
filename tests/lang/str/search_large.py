# Texts that are searched in parts: occurrences across the borders, overlaps, counts.
part = 256 << 10
for kind in (str, bytes):
    make = (lambda s: s) if kind is str else (lambda s: s.encode())
    for shift in (-3, -1, 0, 1, 2):
        text = make('x' * (part + shift) + 'abcabc' + 'x' * part + 'abc' + 'x' * 2 * part + 'ab')
        print(text.find(make('abc')) - part, text.find(make('abcx')) - part, text.find(make('abx')), text.count(make('abc')),
              text.count(make('cab')), make('abd') in text, make('xab') in text, text.replace(make('abc'), make('12345')).count(make('5')),
              len(text.replace(make('ab'), make(''))), text.count(make('xx')), text.find(make('x' * part + 'abc')), text.find(make('b' * part)))
    for n in (part - 1, part, part + 1, 3 * part + 2):
        aa = make('aba' * (n // 3 + 1))[:n]
        print(aa.count(make('aba')), aa.count(make('ab')), aa.count(make('a')), aa.count(make('aa')), aa.replace(make('aba'), make('c')).count(make('c')),
              len(aa.replace(make('a'), make('bb'))), aa.replace(make('b'), make('')).find(make('b')), aa.count(make('aab' * 70000)), aa.find(make('aab' * 70000)))
    print((make('ab') * 200000).replace(make('b'), make('--'), 100000).count(make('--')))
