"""Arrays lend their memory: views see and make changes, and the length stays while one is held."""
import array
import copy
import io
import pickle

a = array.array('i', [1, 2, 3])
with memoryview(a) as m:
    print(m.format, m.itemsize, m.shape, m.readonly)
    m[1] = 20
    a[2] = 30
    print(a, m.tolist())
    for change in (lambda: a.append(1), lambda: a.pop(), lambda: a.extend([1]), lambda: a.frombytes(b'1234'), a.clear):
        try:
            change()
        except BufferError as e:
            print(type(e))
a.append(4)
print(a)

b = array.array('B', bytes(8))
print(io.BytesIO(b'hello').readinto(b), b)

# Iterators see what is appended, and are pickled with their place.
it = iter(a)
next(it)
other, items = pickle.loads(pickle.dumps((it, a)))
items.append(5)
print(type(other) is type(it), list(other), list(it), list(it))
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    print(pickle.loads(pickle.dumps(array.array('d', [1.5, float('inf')]), protocol)), end=' ')
print()
big = array._array_reconstructor(array.array, 'h', 5, b'\x01\x02\xff\xfe')
print(big, array._array_reconstructor(array.array, 'w', 18, 'né'.encode('utf-16-le')))
for args in ((int, 'h', 5, b''), (array.array, '?', 5, b''), (array.array, 'h', 22, b''), (array.array, 'h', 5, '')):
    try:
        array._array_reconstructor(*args)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)

# No identity shortcut: what comes out of an array is made anew.
nan = float('nan')
n = array.array('d', [nan])
print(n == n, n != n, nan in n, n.count(nan))
print(array.array('f', [1e300, -1e300]))
print(array.array('b', [1, 2]) < array.array('i', [1, 3]), array.array('b', [1]) == array.array('d', [1.0]), array.array('b') >= array.array('b'))

# Slices.
s = array.array('w', 'abcdef')
s[::2] = array.array('w', 'XYZ')
print(s, s[::-2], s[4:1], s[-3:])
del s[1::2]
print(s)
for bad in (lambda: s.__setitem__(slice(None, None, 2), array.array('w', 'q')), lambda: s.__setitem__(slice(1), 'q'),
            lambda: s.__setitem__(slice(1), array.array('b')), lambda: s['x'], lambda: s * 'x', lambda: s + 'x',
            lambda: array.array('h', [1 << 15]), lambda: array.array('B', [-1]), lambda: array.array('d', 'x'),
            lambda: array.array('xx'), lambda: array.array('i', spam=1), lambda: s.append('ab'), lambda: s.append(1)):
    try:
        bad()
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)
s += s
print(s, copy.copy(s) == s, copy.deepcopy(s) is not s)
a.byteswap()
print(a.tolist())


class Named(array.array):
    def __init__(self, code, values, name=None):
        self.name = name


x = Named('i', [1], name='x')
y = pickle.loads(pickle.dumps(x))
print(y, y.name, type(y).__name__)
