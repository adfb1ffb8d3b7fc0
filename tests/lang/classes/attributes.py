class Dynamic:
    def __init__(self):
        self.real = 1

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return "dynamic " + name


d = Dynamic()
print(d.real, d.other, getattr(d, "x y"), hasattr(d, "anything"))


class Everything:
    def __getattribute__(self, name):
        if name == "broken":
            raise AttributeError("on purpose")
        if name == "error":
            raise ValueError("not an attribute error")
        return object.__getattribute__(self, name) if name.startswith("_") else "every " + name

    def __getattr__(self, name):
        return "fallback " + name

    _hidden = "hidden"


e = Everything()
print(e.x, e._hidden, e.broken, e._missing)
try:
    e.error
except ValueError as err:
    print(err)
print(getattr(e, "broken", "default"))


class Logged:
    def __setattr__(self, name, value):
        print("set", name, value)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        print("del", name)
        object.__delattr__(self, name)


l = Logged()
l.a = 1
l.a += 5
print(l.a)
del l.a
try:
    del l.a
except AttributeError as err:
    print(err)


class Readonly:
    def __setattr__(self, name, value):
        raise AttributeError(f"{name} is read-only")


try:
    Readonly().x = 1
except AttributeError as err:
    print(err)


class OnlyErrors:
    @property
    def p(self):
        raise AttributeError("inside the property")

    def __getattr__(self, name):
        return "rescued " + name


print(OnlyErrors().p)


class A:
    x = "class"


a = A()
a.x = "instance"
A.x = "changed"
print(a.x, A().x)
for bad in (1, None, b"x"):
    for function in (getattr, hasattr):
        try:
            function(a, bad)
        except TypeError as err:
            print(err)
try:
    setattr(a, 1, 2)
except TypeError as err:
    print(err)
for obj in (5, "s", None, [], (), {}, object(), len, int):
    try:
        obj.attribute = 1
    except (AttributeError, TypeError) as err:
        print(type(err).__name__, err)
for obj in (5, "s", None, [], object(), len, int):
    try:
        obj.attribute
    except AttributeError as err:
        print(err, "|", err.name, err.obj is obj)


class Dirs:
    def __dir__(self):
        return ["b", "a", "c"]


print(dir(Dirs()))


class Counter:
    calls = 0

    def __getattr__(self, name):
        Counter.calls += 1
        self.__dict__[name] = len(name)
        return self.__dict__[name]


c = Counter()
print(c.four, c.four, c.abc, Counter.calls)


class Base:
    def hook(self):
        return "base hook"


class Child(Base):
    pass


x = Child()
print(x.hook())
Child.hook = lambda self: "child hook"
print(x.hook())
x.hook = lambda: "own hook"
print(x.hook())
del Child.hook
print(x.hook())
del x.hook
print(x.hook())
for i in range(3):
    setattr(Base, "hook", lambda self, i=i: i)
    print(x.hook(), end=" ")
print()


class Private:
    __x = 1
    __y__ = 2
    _z = 3

    def get(self):
        return self.__x, self.__y__, self._z


print(Private().get(), sorted(k for k in vars(Private) if k.endswith(("x", "y__", "_z"))))
try:
    Private().__x
except AttributeError as err:
    print(err)
