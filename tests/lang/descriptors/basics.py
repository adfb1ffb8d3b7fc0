class Data:
    def __init__(self, name):
        self.name = name

    def __get__(self, obj, owner=None):
        return ("get", self.name, type(obj).__name__, owner.__name__ if owner else None)

    def __set__(self, obj, value):
        print("set", self.name, value)

    def __delete__(self, obj):
        print("delete", self.name)


class NonData:
    def __get__(self, obj, owner=None):
        return ("nondata", obj is None)


class OnlySet:
    def __set__(self, obj, value):
        obj.__dict__["only"] = value * 2


class A:
    data = Data("d")
    nondata = NonData()
    only = OnlySet()


a = A()
print(a.data, A.data, a.nondata, A.nondata)
a.data = 5
del a.data
a.__dict__["data"] = "shadow"
a.__dict__["nondata"] = "shadow"
print(a.data, a.nondata)
print(type(a.only).__name__)
a.only = 21
print(a.only)
try:
    del a.only
except AttributeError as e:
    print(type(e).__name__)
A.data = "overwritten"
print(a.data, A.data)


class B(A):
    nondata = 5


print(B().nondata, getattr(B(), "nondata"))


class Meta(type):
    level = Data("meta")


class C(metaclass=Meta):
    level = "in class"


print(C.level, C().level)
C.level = 3


class Typed:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, obj, owner):
        if obj is None:
            return self
        return getattr(obj, self.name, None)

    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name[1:]} must be {self.kind.__name__}")
        setattr(obj, self.name, value)


class Person:
    name = Typed(str)
    age = Typed(int)

    def __init__(self, name, age):
        self.name, self.age = name, age


p = Person("Ann", 30)
print(p.name, p.age, vars(p))
try:
    p.age = "old"
except TypeError as e:
    print(e)


class Lazy:
    def __init__(self, f):
        self.f = f
        self.name = f.__name__

    def __get__(self, obj, owner):
        if obj is None:
            return self
        print("computing", self.name)
        value = obj.__dict__[self.name] = self.f(obj)
        return value


class L:
    @Lazy
    def expensive(self):
        return 42


l = L()
print(l.expensive, l.expensive)


class Raises:
    def __get__(self, obj, owner):
        raise AttributeError("from __get__")


class R:
    r = Raises()

    def __getattr__(self, name):
        return "fallback for " + name


print(R().r)
instance = A()
instance.not_bound = Data("in the instance")
print(type(instance.not_bound).__name__)


class Callable:
    def __call__(self, *args):
        return args


class D:
    c = Callable()
    f = lambda self, *a: ("f", a)
    builtin = len


d = D()
print(d.c(1), d.f(1), d.builtin([1, 2]))
print(D.f.__get__(d, D)(5), D.__dict__["f"](d, 6), type(D.__dict__["f"].__get__(None, D)).__name__)
