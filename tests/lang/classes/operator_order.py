# Which operand is asked first, and what the messages call the operator.
class Seq(list):
    pass


class R:
    def __radd__(self, other):
        return "radd", other

    def __rmul__(self, other):
        return "rmul", other


class N:
    def __radd__(self, other):
        return NotImplemented

    __rmul__ = __radd__


def tried(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


for s in ("a", b"a", [1], (1,), bytearray(b"a")):
    tried(lambda: s + R())
    tried(lambda: s * R())
    tried(lambda: s + N())
    tried(lambda: s * N())
    tried(lambda: N() * s)
    tried(lambda: s.__add__(R()))


def add(a, b):
    a += b
    return a


def times(a, b):
    a *= b
    return a


def power(a, b):
    a **= b
    return a


for a, b in ((1, "a"), ("a", 1), ([1], R()), ([1], N()), ([], 5), ((1,), [2]), (None, 1), (1.5, None)):
    tried(lambda: add(a, b))
    tried(lambda: times(a, b))
    tried(lambda: power(a, b))


class NoBool:
    __bool__ = None


tried(lambda: bool(NoBool()))


class H:
    def __hash__(self):
        return -1


print(hash(H()), hash(H()) == hash(H()))
for f in (lambda: int.__new__(), lambda: int.__new__(5), lambda: int.__new__(str), lambda: object.__new__(int), lambda: list.__new__(dict),
          lambda: object.__new__(type(lambda: 1)), lambda: pow(2, 3, 2.0), lambda: pow(2, 3, "a"), lambda: pow(2, 2.0, 3)):
    tried(f)
print(sum([0.1] * 10), sum([1, 0.1, 2]), sum([2 ** 70, 0.5]), sum([0.1, 0.2, 0.3], 0.0), sum([0.1] * 10, 1), sum([1e308, 1e308, -1e308]),
      sum([True, 0.25]), sum([[1], [2]], []))
