# Every built-in type once: made, changed, compared, shown.
out = []
numbers = [1 << 200, -(3 ** 90), 2 ** 61 % 97, 1e300, 0.1 + 0.2, 3 + 4j, True]
for n in numbers:
    out.append((repr(n), str(n + 1), '%s' % (n,), hash(n) == hash(n), '{}'.format(n)))
out.append((int('9' * 120) // 7, float('1e22'), (10 ** 40).bit_length(), f'{2 ** 70:,}', f'{3.5:10.3e}'))
text = 'Grüße, 🐍' * 3
out.append((text.upper(), text[::-1], text.split(','), text.replace('e', '--'), text.encode(), text.find('🐍'), text.center(60)))
out.append(('{0!r:>10}|{1:x}'.format('a', 255), 'a-b-c'.partition('-'), '\n'.join('abc'), 'x%5d%r' % (3, 'é')))
data = bytearray(b'abc')
data.extend(range(200))
data[1:2] = b'xyz'
out.append((bytes(data[:9]), data.hex()[:20], b'a,b'.split(b','), memoryview(data)[2:5].tobytes(), b'\xff'.decode('latin-1')))
items = list(range(300))
items.sort(key=lambda i: -i)
items[10:20] = 'abc'
items.insert(3, [1])
del items[::7]
out.append((len(items), items[:5], items.index('a') if 'a' in items else None, sorted(map(str, items))[:3]))
table = {i: str(i) for i in range(100)}
table.update(a=1, b=[2])
for i in range(0, 100, 3):
    del table[i]
out.append((len(table), list(table)[-3:], table | {'c': 3} != table, dict(sorted((str(k), v) for k, v in table.items())[:2] if False else [])))
some, other = set(range(50)), frozenset(range(25, 75))
out.append((len(some | other), len(some & other), len(some ^ other), sorted(some - other)[:3], 30 in other))
out.append((tuple(range(9))[2:7:2], range(10)[2:5], slice(1, 2, 3).indices(9), ..., None, NotImplemented is not None))
out.append((list(zip('ab', (1, 2))), list(enumerate('xy')), list(filter(None, [0, 1])), list(reversed([1, 2])), sum([1.5, 2])))
result = out
