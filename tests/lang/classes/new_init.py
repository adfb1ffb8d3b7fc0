class A:
    def __new__(cls, *args, **kw):
        print("new", args, kw)
        return super().__new__(cls)

    def __init__(self, *args, **kw):
        print("init", args, kw)


A(1, k=2)


class ReturnsOther:
    def __new__(cls):
        return 5

    def __init__(self):
        print("never")


print(ReturnsOther())


class ReturnsSub:
    def __new__(cls):
        return object.__new__(Sub)

    def __init__(self):
        print("init of", type(self).__name__)


class Sub(ReturnsSub):
    pass


ReturnsSub()


class BadInit:
    def __init__(self):
        return 5


try:
    BadInit()
except TypeError as e:
    print(e)
for cls, args in ((object, (1,)), (type("P", (), {}), (1, 2)), (type("N", (), {"__new__": lambda cls, *a: object.__new__(cls)}), (1,)),
                  (type("I", (), {"__init__": lambda self, *a: None}), (1,))):
    try:
        print(type(cls(*args)).__name__)
    except TypeError as e:
        print(e)
try:
    object.__new__(int)
except TypeError as e:
    print(e)
try:
    object.__new__()
except TypeError as e:
    print(e)
try:
    object.__new__(5)
except TypeError as e:
    print(e)
try:
    int.__new__(A)
except TypeError as e:
    print(e)


class Cached:
    made = {}

    def __new__(cls, key):
        if key not in cls.made:
            cls.made[key] = super().__new__(cls)
        return cls.made[key]

    def __init__(self, key):
        self.key = key


print(Cached(1) is Cached(1), Cached(1) is Cached(2))


class Generator:
    def __init__(self, n):
        self.items = [i for i in range(n) if self.accept(i)]

    def accept(self, i):
        return i % 2


print(Generator(6).items)


class Raises:
    def __init__(self, fail):
        if fail:
            raise ValueError("in init")
        self.ok = True


print(Raises(False).ok)
try:
    Raises(True)
except ValueError as e:
    print(e)


class Deep:
    def __init__(self, n):
        self.child = Deep(n - 1) if n else None

    def depth(self):
        return 1 + (self.child.depth() if self.child else 0)


print(Deep(50).depth())


class Static:
    __new__ = lambda cls, v: (cls.__name__, v)


print(Static(9))
x = A.__new__(A, "direct")
print(type(x).__name__)
x.__init__("again")


class Del:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


items = [Del(n) for n in "abc"]
print(items, str(items), (Del("t"),), {Del("k"): Del("v")})
