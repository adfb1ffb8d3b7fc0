class A:
    """Docstring of A."""

    shared = []
    count = 0

    def __init__(self, x, y=2):
        self.x = x
        self.y = y
        A.count += 1

    def method(self):
        return self.x + self.y

    def chain(self):
        self.x += 1
        return self


a = A(1)
b = A(3, y=4)
print(a.method(), b.method(), A.method(a), A.count, a.count)
print(a.chain().chain().x)
print(A.__name__, A.__qualname__, A.__module__, A.__doc__, A.__bases__, A.__mro__)
print(sorted(a.__dict__.items()), vars(b))
print(a.__class__ is A, type(a) is A, isinstance(a, A), isinstance(a, object), issubclass(A, object))
a.count = 100
print(a.count, b.count, A.count)
del a.count
print(a.count)
try:
    del a.count
except AttributeError as e:
    print(e)
try:
    a.missing
except AttributeError as e:
    print(e)
try:
    A.missing
except AttributeError as e:
    print(e)
try:
    A()
except TypeError as e:
    print(e)
try:
    A(1, 2, 3)
except TypeError as e:
    print(e)
try:
    A(1, z=3)
except TypeError as e:
    print(e)
a.shared.append(1)
print(b.shared, A.shared is a.shared)
m = a.method
print(m(), m.__self__ is a, m.__func__ is A.method, m.__name__)
print(repr(A.method).split(" at ")[0], repr(m).split(" object at")[0], repr(A))
print(m == a.method, m is a.method, hash(m) == hash(a.method), m == b.method)


class Empty:
    pass


e = Empty()
e.anything = 1
setattr(e, "other", 2)
print(e.anything, getattr(e, "other"), getattr(e, "none", "default"), hasattr(e, "anything"), hasattr(e, "none"))
delattr(e, "other")
print(vars(e))
e.__dict__["injected"] = 3
print(e.injected)
e.__dict__ = {"replaced": 4}
print(e.replaced, hasattr(e, "anything"))
try:
    e.__dict__ = 5
except TypeError as err:
    print(err)


class Late:
    pass


x = Late()
Late.method = lambda self: "added later"
Late.value = 7
print(x.method(), x.value)
x.method = lambda: "on the instance"
print(x.method())
del Late.value
print(hasattr(x, "value"))


class Sub(A):
    def method(self):
        return "sub " + str(super().method())


s = Sub(5)
print(s.method(), isinstance(s, A), issubclass(Sub, A), issubclass(A, Sub), Sub.__bases__)
s.__class__ = A
print(s.method())
print(A.__subclasses__())
print(dir(Empty)[:3], "__init__" in dir(A), "x" in dir(a))
print(object.__subclasses__.__name__, type(A), type(type(A)))
print(repr(a).split(" object at ")[0])
try:
    a < b
except TypeError as err:
    print(err)
try:
    a + b
except TypeError as err:
    print(err)
try:
    a()
except TypeError as err:
    print(err)
try:
    a[0]
except TypeError as err:
    print(err)
try:
    a[0] = 1
except TypeError as err:
    print(err)
try:
    del a[0]
except TypeError as err:
    print(err)
try:
    len(a)
except TypeError as err:
    print(err)
try:
    iter(a)
except TypeError as err:
    print(err)
try:
    1 in a
except TypeError as err:
    print(err)
try:
    with a:
        pass
except TypeError as err:
    print(err)
