from array import array
a = array('i', [1, 2, 3])
a.append(4); a.extend([5, 6]); a.insert(0, 0)
print(a, a[2], a[1:3], len(a), a.itemsize, a.typecode, a.tobytes()[:8], a.count(3), a.index(3))
print(array('d', [1.5, 2]), array('f', [0.1])[0], array('w', 'héy'), array('w', 'x').tounicode())
for bad in (lambda: array('b', [200]), lambda: array('B', [-1]), lambda: array('i', ['a']), lambda: array('i', [1.5]), lambda: a[99], lambda: a.pop(99), lambda: a + [1], lambda: array('i').pop(), lambda: a.remove(77), lambda: a.frombytes(b'abc'), lambda: array('d', ['x'])):
    try:
        print(bad())
    except (TypeError, ValueError, OverflowError, IndexError) as e:
        print(type(e).__name__, e)
b = array('i'); b.frombytes(a.tobytes()); print(a == b, a < b, a + b == a * 2, b[::-1], list(reversed(a)), 3 in a)
b.byteswap(); print(b[1]); del a[0], a[1:3]; print(a); a[0:1] = array('i', [9, 9]); print(a)
match array('b', b"\x01\x02"):
    case [1, 2]:
        print("sequence")
import copy, pickle
print(copy.copy(a) == a, pickle.loads(pickle.dumps(a)) == a, array('h', range(3)).tolist())
