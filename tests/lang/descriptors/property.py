class Circle:
    def __init__(self, radius):
        self._radius = radius

    @property
    def radius(self):
        """The radius."""
        return self._radius

    @radius.setter
    def radius(self, value):
        if value < 0:
            raise ValueError("negative")
        self._radius = value

    @radius.deleter
    def radius(self):
        print("deleted")
        del self._radius

    @property
    def area(self):
        return 3 * self._radius ** 2

    def _get(self):
        return "old style"

    def _set(self, v):
        print("old set", v)

    old = property(_get, _set, doc="old doc")
    write_only = property(None, _set)
    nothing = property()


c = Circle(2)
print(c.radius, c.area)
c.radius = 5
print(c.radius, c.area)
try:
    c.radius = -1
except ValueError as e:
    print(e)
try:
    c.area = 1
except AttributeError as e:
    print(e)
try:
    del c.area
except AttributeError as e:
    print(e)
c.radius += 1
print(c.radius)
del c.radius
print(c.old, Circle.old.__doc__, Circle.radius.__doc__)
c.old = 7
c.write_only = 8
try:
    c.write_only
except AttributeError as e:
    print(e)
try:
    c.nothing
except AttributeError as e:
    print(e)
try:
    c.nothing = 1
except AttributeError as e:
    print(e)
print(type(Circle.radius).__name__, Circle.radius.fget.__name__, Circle.area.fset, Circle.radius.fdel is not None)


class Sub(Circle):
    @property
    def radius(self):
        return "sub " + str(super().radius)

    @Circle.area.getter
    def area(self):
        return "sub area"


s = Sub(1)
print(s.radius, s.area)
try:
    s.radius = 3
except AttributeError as e:
    print(e)


class Ext(Circle):
    @Circle.radius.setter
    def radius(self, v):
        print("ext set", v)
        Circle.radius.fset(self, v)


e = Ext(1)
e.radius = 9
print(e.radius)


class Meta(type):
    @property
    def p(cls):
        return "meta property"


class M(metaclass=Meta):
    pass


print(M.p)


class Counting:
    n = 0

    @property
    def next(self):
        Counting.n += 1
        return Counting.n


k = Counting()
print(k.next, k.next, k.next)
p = property(lambda self: 5)
print(p.__get__(k), p.fget(0), property.__name__)


class ErrorIn:
    @property
    def p(self):
        return self.missing


try:
    ErrorIn().p
except AttributeError as err:
    print(err)


class Gen:
    @property
    def items(self):
        yield 1
        yield 2


print(list(Gen().items))


class SubProperty(property):
    pass


class WithSub:
    @SubProperty
    def x(self):
        "doc of x"
        return "sub property"


print(WithSub().x, WithSub.x.__doc__)


class Recursive:
    @property
    def chain(self):
        return self

    value = 3


print(Recursive().chain.chain.chain.value)
