# Classes, descriptors, closures, exceptions, generators, imports.
import collections
import functools


class Base:
    counter = 0

    def __init__(self, name, *rest, **named):
        self.name = name
        self.rest = rest
        self.named = named

    def __repr__(self):
        return f'{type(self).__name__}({self.name!r}, {self.rest}, {self.named})'

    def __eq__(self, other):
        return isinstance(other, Base) and self.name == other.name

    def __hash__(self):
        return hash(self.name)

    @property
    def loud(self):
        return self.name.upper()

    @classmethod
    def make(cls, n):
        return [cls(str(i), i, key=i) for i in range(n)]


class Child(Base):
    __slots__ = ('extra',)

    def __init__(self, *args, **named):
        super().__init__(*args, **named)
        self.extra = [self.loud]

    def __add__(self, other):
        return Child(self.name + other.name)


def generator(n):
    try:
        for i in range(n):
            got = yield i
            if got:
                yield got
    finally:
        out.append('closed')


def delegating(n):
    yield (yield from generator(n))
    return 'done'


out = []
out.append((Base.make(2), Child('a') + Child('b'), Child('x').extra, {Base('k'): 1}[Base('k')]))
g = delegating(3)
out.append((next(g), g.send('sent'), next(g)))
g.close()
out.append(list(delegating(4)))


def fails(depth):
    if depth:
        try:
            fails(depth - 1)
        except KeyError as e:
            raise ValueError('outer', depth) from e
    raise KeyError(depth)


try:
    fails(3)
except ValueError as e:
    out.append((repr(e), repr(e.__cause__), e.__traceback__.tb_lineno > 0))
try:
    [].missing
except AttributeError as e:
    out.append(str(e))
try:
    raise ExceptionGroup('several', [ValueError(1), KeyError(2)])
except* ValueError as group:
    out.append(repr(group.exceptions))
except* KeyError as group:
    out.append(len(group.exceptions))


@functools.lru_cache(maxsize=None)
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


Point = collections.namedtuple('Point', 'x y')
d = collections.defaultdict(list)
for i in range(20):
    d[i % 3].append(i)
out.append((fibonacci(60), Point(1, 2)._replace(x=5), dict(d), collections.deque(range(9), 4), collections.Counter('hello').most_common(1)))
match {'kind': 'pair', 'value': [1, 2, 3]}:
    case {'kind': 'pair', 'value': [first, *rest]}:
        out.append((first, rest))
names = {}
exec(compile('def f(a, b=2, *c, d=4, **e):\n    return [x for x in (a, b, c, d, e)]\nlambda_ = lambda q: q + 1', '<text>', 'exec'), names)
out.append((names['f'](1, 5, 6, 7, z=9), names['lambda_'](1), eval('[i * i for i in range(5)]')))
result = out
