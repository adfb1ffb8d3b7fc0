import re
print(re.match(r'(\w+) (\d+)', 'hello 42!').groups())
print(re.findall(r'\b\w', 'foo bar ünï'), re.sub(r'(a)(b)?', r'[\1\2]', 'ab a b'))
print(re.split(r'(,)\s*', 'a, b,c'), re.sub('a', lambda m: m.group().upper(), 'banana'))
print(re.compile('abc', re.I|re.M), re.match('a','A',re.I))
for p in ['(', 'a**', '*a', '[a', '(?P<x>a)(?P<x>b)', r'\q', 'a{3,2}', '(?<=a*)b', '(?P=foo)', '(?i', 'ab(?i)', r'(?(1)a|b|c)', '\\', r'\x1', '(?P<1>a)', '[b-a]', ')']:
    try: re.compile(p); print('ok?', p)
    except re.error as e: print(p, '|', e, e.pos)
print([m.span() for m in re.finditer('x*', 'axxb')], re.sub('x*', '-', 'abxd'))
m = re.match('(?P<a>x)|(?P<b>y)', 'y'); print(m.lastgroup, m.lastindex, m.groupdict(), m)
print(re.findall('(?i)[à-ý]+é', 'ÀÉxÀé'), re.fullmatch('a|ab', 'ab'), re.match('ſ', 's', re.I), re.match('i','İ',re.I))
