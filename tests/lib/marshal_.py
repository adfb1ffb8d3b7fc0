import marshal
import io

values = [None, True, 1, -5, 2**31, 2**100, -2**77, 1.5, 1e300, float('inf'), 1 + 2j, 'abc', 'é' * 300, 'x' * 300, b'xyz',
          (1, 2, (3,)), [1, [2]], {1, 2}, frozenset([3]), {'a': [1], 2: None}, ..., '\ud800', StopIteration]
for v in values:
    for version in range(5):
        data = marshal.dumps(v, version)
        assert repr(marshal.loads(data)) == repr(v), (v, version, data)
shared = [1]
two = marshal.loads(marshal.dumps([shared, shared]))
print(two, two[0] is two[1])
for bad in (b'', b'i12', b'q', b'0', b'r\0\0\0\0'):
    try:
        print(marshal.loads(bad))
    except Exception as e:
        print(type(e).__name__, e)
for v in (object(), [object()]):
    try:
        marshal.dumps(v)
    except ValueError as e:
        print(e)
print(marshal.dumps([1, 'a', (2, 3.5), 2**40, {'k': b'v'}, None], 2))
f = io.BytesIO()
marshal.dump(('a', 1), f)
marshal.dump([2], f)
f.seek(0)
print(marshal.load(f), marshal.load(f), marshal.version)
print(marshal.loads(b'\xa9\x02\xda\x01a\xec\x03\x00\x00\x00\x00\x00\x00\x00\x00\x04'))
