class Plugin:
    registry = {}

    def __init_subclass__(cls, /, key=None, **kwargs):
        super().__init_subclass__(**kwargs)
        print("subclass", cls.__name__, key)
        Plugin.registry[key or cls.__name__] = cls


class A(Plugin, key="a"):
    pass


class B(A):
    pass


print(sorted(Plugin.registry))
try:
    class C(Plugin, other=1):
        pass
except TypeError as e:
    print(e)
try:
    class D(foo=1):
        pass
except TypeError as e:
    print(e)


class Named:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name


class Owner:
    first = Named()
    second = Named()
    third = fourth = Named()


print(Owner.first.name, Owner.fourth.name, Owner.third.name)


class Fails:
    def __set_name__(self, owner, name):
        raise ValueError("no name")


try:
    class Bad:
        attribute = Fails()
except ValueError as e:
    print(e, e.__notes__)
except RuntimeError as e:
    print(e)


class Order(type):
    def __new__(mcls, name, bases, ns):
        print("metaclass new, before")
        cls = super().__new__(mcls, name, bases, ns)
        print("metaclass new, after")
        return cls

    def __init__(cls, *a):
        print("metaclass init")


class Parent(metaclass=Order):
    def __init_subclass__(cls):
        print("init_subclass sees", cls.x.name)


class Child(Parent):
    x = Named()


class Cell:
    def f(self):
        return __class__

    def __init_subclass__(cls):
        print("class cell is set:", cls.__init_subclass__.__func__.__qualname__)


class Cell2(Cell):
    pass


print(Cell2().f())


class WithGetItem:
    def __class_getitem__(cls, item):
        return (cls.__name__, item)


print(WithGetItem[int], WithGetItem[1, 2])
print(list[int], dict[str, int], list[int].__origin__, dict[str, int].__args__)
print(list[int]([1, 2]), type(list[int]).__name__, tuple[int, ...], list[list[int]])
try:
    int[str]
except TypeError as e:
    print(e)


class Entry:
    def __mro_entries__(self, bases):
        return (Named,)


class FromEntry(Entry()):
    pass


print(FromEntry.__mro__[1].__name__, [type(b).__name__ for b in FromEntry.__orig_bases__])
