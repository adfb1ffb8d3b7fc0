class MyList(list):
    def __init__(self, *args):
        super().__init__(*args)
        self.note = "n"

    def append(self, x):
        super().append(x * 2)

    def __getitem__(self, i):
        return ("item", super().__getitem__(i))


m = MyList([1, 2])
m.append(3)
print(m, len(m), m[0], m.note, isinstance(m, list), type(m).__name__, m + [1], type(m + [1]).__name__, m == [1, 2, 6])
print(list(m), m.copy(), type(m.copy()).__name__, m[0:1], sorted(m, reverse=True), m * 2)


class MyDict(dict):
    def __setitem__(self, k, v):
        super().__setitem__(k, v + 1)

    def __getitem__(self, k):
        return -super().__getitem__(k)


d = MyDict(a=1)
d["b"] = 5
d.update(c=9)
print(d, d["b"], d.get("b"), dict(d), {**d}, list(d.items()), type(d.copy()).__name__)
print("%(b)s" % d, "{b}".format(**d), "{b}".format_map(d))


class MyStr(str):
    def __new__(cls, value, tag):
        self = super().__new__(cls, value)
        self.tag = tag
        return self

    def upper(self):
        return "UP:" + super().upper()


s = MyStr("abc", 7)
print(s, s.tag, s.upper(), s + "d", type(s + "d").__name__, s == "abc", hash(s) == hash("abc"), {s: 1}["abc"], s[1:], len(s))
print(type(s.lower()).__name__, type(str(s)).__name__, "abc" in {s}, s.join(["x", "y"]), f"{s:>5}", "%s" % s, repr(s))


class MyInt(int):
    def __repr__(self):
        return f"MyInt({int(self)})"

    @classmethod
    def make(cls, v):
        return cls(v)


i = MyInt(5)
print(i, repr(i), i + 1, type(i + 1).__name__, MyInt.make(3), [1, 2, 3, 4, 5, 6][i], i == 5, hash(i), int(i), type(int(i)).__name__)
print(f"{i}", f"{i:03}", "%d" % i, str(i), i.bit_length(), i ** 2, -i, abs(MyInt(-2)), MyInt("12", 8), bool(MyInt(0)))


class MyFloat(float):
    pass


f = MyFloat(1.5)
f.x = 1
print(f, f + 1, type(f + 1).__name__, f.x, f == 1.5, repr(f), f.is_integer())


class MyTuple(tuple):
    def __new__(cls, *items):
        return super().__new__(cls, items)

    @property
    def first(self):
        return self[0]


t = MyTuple(1, 2, 3)
print(t, t.first, t + (4,), t == (1, 2, 3), hash(t) == hash((1, 2, 3)), type(t[:]).__name__, t.count(1))
a, *b = t
print(a, b)


class MySet(set):
    def add(self, x):
        super().add(str(x))


e = MySet()
e.add(1)
print(e, type(e | {2}).__name__, "1" in e, e == {"1"})


class MyBytes(bytes):
    pass


print(MyBytes(b"ab"), MyBytes(b"ab") + b"c", type(MyBytes(b"ab")[:1]).__name__)


class MyException(ValueError):
    def __init__(self, code, message="none"):
        super().__init__(message)
        self.code = code

    def __str__(self):
        return f"[{self.code}] {super().__str__()}"


try:
    raise MyException(5, "five")
except ValueError as err:
    print(err, repr(err), err.args, err.code)


class Flag(int):
    def __new__(cls, v=1):
        return int.__new__(cls, v % 2)


print(Flag(3) + Flag(2), Flag())


class MyType(type):
    def __repr__(cls):
        return "MyType:" + cls.__name__


class X(metaclass=MyType):
    pass


print(X, type(X), isinstance(X, type))
for base in (bool, type(None), range, slice, type(...), type(NotImplemented), type(print)):
    try:
        class Bad(base):
            pass
    except TypeError as err:
        print(err)


class Both(dict, metaclass=MyType):
    def __init__(self, **kw):
        dict.__init__(self, **kw)
        self.__dict__ = self


b = Both(x=1)
b.y = 2
print(b, b.x, b["y"])
