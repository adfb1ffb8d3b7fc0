# Exceptions and groups, generators, classes of all kinds, closures, matching, formatting, comprehensions.
out = []




class Managed:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        out.append('enter ' + self.name)
        return self

    def __exit__(self, kind, e, tb):
        out.append(f'exit {self.name} {kind and kind.__name__}')
        return kind is KeyError


def exceptions():
    with Managed('a'), Managed('b'):
        {}['missing']
    try:
        try:
            raise ValueError('first')
        except ValueError as e:
            raise TypeError('second') from e
    except TypeError as e:
        out.append((repr(e), repr(e.__cause__), e.__traceback__.tb_lineno > 0))
    memory, types, others = [], None, None
    try:
        raise ExceptionGroup('group', [ValueError(1), ExceptionGroup('inner', [TypeError(2), KeyError(3)])])
    except* MemoryError as e:
        memory.append(e)
    except* TypeError as e:
        types = e
    except* (ValueError, KeyError) as e:
        others = e
    if memory:
        raise MemoryError
    out.append((repr(types), str(others.exceptions)))
    e = ValueError('noted')
    e.add_note('a note')
    out.append(e.__notes__)


def counter(n):
    while n:
        got = yield n
        n -= got or 1
    return 'end'


def delegating(n):
    result = yield from counter(n)
    yield result


def generators():
    g = delegating(5)
    out.append([next(g), g.send(2), *g])
    g = counter(3)
    next(g)
    try:
        g.throw(KeyError('thrown'))
    except KeyError as e:
        out.append(e.args)
    g = counter(3)
    next(g)
    g.close()
    out.append(list(g))
    out.append(sum(x * y for x in range(10) for y in range(x) if (x + y) % 3))


class Meta(type):
    def __new__(meta, name, bases, ns, **options):
        cls = super().__new__(meta, name, bases, ns)
        cls.options = options
        return cls


class Base(metaclass=Meta, flag=1):
    __slots__ = ('x', '_y')
    registry = []

    def __init_subclass__(cls, **kw):
        Base.registry.append(cls.__name__)

    def __init__(self, x):
        self.x = x

    @property
    def y(self):
        return self._y

    @y.setter
    def y(self, value):
        self._y = value * 2

    def __add__(self, other):
        return type(self)(self.x + other.x)

    def __eq__(self, other):
        return self.x == other.x

    def __hash__(self):
        return hash(self.x)

    def __repr__(self):
        return f'{type(self).__name__}({self.x!r})'


class Left(Base):
    def who(self):
        return ['left']


class Right(Base):
    def who(self):
        return ['right']


class Both(Left, Right):
    def who(self):
        return ['both'] + super().who()

    def __getattr__(self, name):
        return name.upper()

    def __iter__(self):
        return iter((self.x, self.y))

    def __call__(self, *args, **kw):
        return args, kw


def classes():
    b = Both(3)
    b.y = 4
    out.append((b + Both(4), b.y, b.who(), b.other, list(b), b(1, 2, k=3), Base.registry, Base.options))
    out.append([c.__name__ for c in Both.__mro__])
    out.append({Both(1): 1, Both(2): 2}[Both(2)])
    out.append(type('Made', (Both,), {'attribute': 5})(1).attribute)


def match_all():
    for subject in (1, [1, 2, 3], {'a': 1, 'b': 2}, 'text', Both(7), (), None):
        match subject:
            case int(n):
                found = n
            case [first, *rest]:
                found = first, rest
            case {'a': a, **others}:
                found = a, others
            case str() as s:
                found = s * 2
            case Base(x=x):
                found = x
            case []:
                found = 'empty'
            case _:
                found = 'other'
        out.append(found)


def closures():
    functions = [lambda a, b=i, *args, c, **kw: (a, b, args, c, kw) for i in range(2)]
    out.append([f(1, c=3, d=4) for f in functions] + [functions[0](1, 2, 3, c=4)])
    total = 0

    def add(n):
        nonlocal total
        total += n
        return total
    out.append([add(i) for i in range(4)])
    out.append(eval('total + 1', {'total': total}))
    namespace = {}
    exec('def made(x):\n    return [x] * 3\nanswer = made("y")', namespace)
    out.append(namespace['answer'])


def formats():
    x, name = 1234567.891, 'näme'
    out.append(f'{x:,.2f}|{x:e}|{x:>20.3f}|{name!r:>12}|{255:#x}|{255:08b}|{10**30:,}|{1e100}')
    out.append('%s %r %5d %-5s| %x %.3f %c %%' % ('s', 'r', 42, 'ab', 255, 3.14159, 'c'))
    out.append('{0} {1!r} {name:^9} {0:>5}'.format(1, 'two', name='mid'))
    out.append(b'%d %s %x' % (5, b'bytes', 255))
    out.append([format(v, 'g') for v in (0.1, 1e20, 12345.678)])
    out.append(int('9' * 60) * int('7' * 50) // 12345678901234567890)
    out.append([str(1 << 200), hex(1 << 70), int('ff' * 20, 16), (2 ** 100).bit_length()])


exceptions()
generators()
classes()
match_all()
closures()
formats()
result = out
