# Pickles of all protocols: the same bytes as CPython's, read back; recursion, reductions, refusals, damage.
import collections
import copyreg
import dataclasses
import enum
import functools
import io
import pickle


class Plain:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return type(other) is Plain and self.x == other.x

    def __repr__(self):
        return f'Plain({self.x!r})'


class Slots:
    __slots__ = ('a', 'b')


class State:
    def __init__(self):
        self.v = 1

    def __getstate__(self):
        return {'saved': self.v}

    def __setstate__(self, state):
        self.v = ('restored', state)


class NewArgs(int):
    def __new__(cls, v, *, k=0):
        self = int.__new__(cls, v)
        self.k = k
        return self

    def __getnewargs_ex__(self):
        return (int(self),), {'k': self.k}


class Items(list):
    pass


@dataclasses.dataclass
class Data:
    a: int
    b: list


class Colour(enum.Enum):
    RED = 1


Pair = collections.namedtuple('Pair', 'x y')
values = [None, True, False, 1, -1, 255, 300, 70000, -70000, 1 << 40, -(1 << 100), (1 << 2100) - 1, 'abc', 'e\u0301\U0001f600', 'x' * 300, (), (1,), (1, 2),
          (1, 2, 3), (1, 2, 3, 4), [], [1, [2]], {}, {'a': 1, 'b': {}}, b'xyz', b'y' * 300, bytearray(b'q'), {1}, frozenset([3]), Plain([1]),
          Data(1, []), Colour.RED, Pair(1, 2), len, Plain, int, collections.OrderedDict(a=1), collections.deque([1, 2], 5),
          collections.Counter('aab'), collections.defaultdict(list, x=[1]), functools.partial(int, base=2), ValueError('x', 3), range(3),
          slice(1, 2), type(None), ..., NotImplemented, 'shared', ['shared', 'shared'], list(range(5))]
for v in values:
    for protocol in (2, 3, 4, 5):
        if protocol == 2 and isinstance(v, (bytes, bytearray)):
            continue
        data = pickle.dumps(v, protocol)
        back = pickle.loads(data)
        print(protocol, data if len(data) < 120 else len(data), back == v or repr(back) == repr(v))

s = Slots()
s.a = 1
for obj in (s, State(), NewArgs(5, k=6), Items([1, 2])):
    for protocol in (2, 5):
        back = pickle.loads(pickle.dumps(obj, protocol))
        print(type(back).__name__, getattr(back, 'a', None), getattr(back, 'v', None), getattr(back, 'k', None), list(back) if isinstance(back, list) else '')

for protocol in range(2, 6):
    loop = []
    loop.append((loop, {'l': loop}))
    back = pickle.loads(pickle.dumps(loop, protocol))
    print(back[0][0] is back, back[0][1]['l'] is back)
big = ['z' * 70000, b'w' * 70000, list(range(3000)), dict.fromkeys(range(3000))]
for protocol in (3, 4, 5):
    print(pickle.loads(pickle.dumps(big, protocol)) == big)

for bad in (b'', b'.', b'\x80\x09.', b'garbage', b'(', b'cnope\nx\n.', b'\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00N.', b'K', b'cbuiltins\nnope\n.'):
    try:
        print(pickle.loads(bad))
    except Exception as e:
        print(type(e).__name__, bad)


def local():
    class Local:
        pass
    return Local


for obj in (lambda: 1, local(), (i for i in ()), io):
    try:
        pickle.dumps(obj)
    except Exception as e:
        print(type(e).__name__)


class Persistent(pickle.Pickler):
    def persistent_id(self, obj):
        return ('kept', obj.x) if isinstance(obj, Plain) else None


class Restoring(pickle.Unpickler):
    def persistent_load(self, pid):
        return Plain(pid)

    def find_class(self, module, name):
        raise pickle.UnpicklingError(f'{module}.{name} is forbidden')


out = io.BytesIO()
Persistent(out).dump([Plain(3), 'x'])
print(Restoring(io.BytesIO(out.getvalue())).load())
try:
    Restoring(io.BytesIO(pickle.dumps(len))).load()
except pickle.UnpicklingError as e:
    print(e)


class Overriding(pickle.Pickler):
    def reducer_override(self, obj):
        return (int, ('42',)) if isinstance(obj, Plain) else NotImplemented


out = io.BytesIO()
Overriding(out).dump([Plain(1), Data])
print(pickle.loads(out.getvalue()))
copyreg.pickle(Slots, lambda s: (Plain, ('from table',)))
print(pickle.loads(pickle.dumps(Slots())))
p = pickle.Pickler(out := io.BytesIO(), 2)
p.dump(big[:1])
p.dump(big[:1])
print(len(out.getvalue()))
out.seek(0)
print(pickle.load(out) == big[:1])
print(pickle.loads(b'\x80\x02c__builtin__\nxrange\nK\x00K\x02K\x01\x87R.'), pickle.decode_long(b'\xff\x00'), pickle.encode_long(-129))
