class A:
    name = "A"

    def f(self):
        return "A.f"

    @classmethod
    def c(cls):
        return "A.c of " + cls.__name__

    @staticmethod
    def s():
        return "A.s"

    @property
    def p(self):
        return "A.p"


class B(A):
    name = "B"

    def f(self):
        return "B.f " + super().f()

    @classmethod
    def c(cls):
        return "B.c " + super().c()

    @staticmethod
    def s():
        return "B.s " + super(B, B).s()

    @property
    def p(self):
        return "B.p " + super().p

    def names(self):
        return self.name, super().name, super(B, self).name, __class__.__name__

    def in_comprehension(self):
        return [super(B, self).f() for _ in range(2)]

    def in_lambda(self):
        return (lambda: super(B, self).f())()

    def nested(self):
        def inner():
            return super(B, self).f()
        return inner()

    def generator(self):
        yield super().f()
        yield super().p


b = B()
print(b.f(), b.c(), b.s(), b.p, b.names())
print(b.in_comprehension(), b.in_lambda(), b.nested(), list(b.generator()))
print(B.c())

s = super(B, b)
print(s.__thisclass__, s.__self__ is b, s.__self_class__)
print(repr(s).split(" object at")[0])
try:
    s.missing
except AttributeError as e:
    print(e)
try:
    super(B, A())
except TypeError as e:
    print(e)
try:
    super(5)
except TypeError as e:
    print(e)


def outside(self):
    return super().f()


try:
    outside(b)
except RuntimeError as e:
    print(e)


class C(B):
    def no_args():
        super()


try:
    C.no_args()
except RuntimeError as e:
    print(e)


class D(A):
    def f(self):
        self = None
        return super().f()


try:
    print(D().f())
except (TypeError, RuntimeError, AttributeError) as e:
    print(type(e).__name__, e)


class Setter(A):
    def __setattr__(self, key, value):
        super().__setattr__(key, value * 2)

    def __getattribute__(self, key):
        value = super().__getattribute__(key)
        return value

    def __delattr__(self, key):
        print("deleting", key)
        super().__delattr__(key)


x = Setter()
x.v = 21
print(x.v)
del x.v


class New(A):
    def __new__(cls, *args):
        self = super().__new__(cls)
        self.args = args
        return self

    def __init__(self, *args):
        super().__init__()


print(New(1, 2).args)


class Meta(type):
    def __call__(cls, *args):
        print("call", args)
        return super().__call__(*args)

    def __new__(mcls, name, bases, ns, **kw):
        print("new", name, kw)
        return super().__new__(mcls, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw)
        super().__init__(name, bases, ns)


class M(metaclass=Meta, option=1):
    def __init__(self, v):
        self.v = v


print(M(5).v)
unbound = super(B)
print(repr(unbound))
print(unbound.__get__(b, B).f())
