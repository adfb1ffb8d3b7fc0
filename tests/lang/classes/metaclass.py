class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kwargs):
        print("prepare", name, [b.__name__ for b in bases], kwargs)
        return {"prepared": True}

    def __new__(mcls, name, bases, ns, **kwargs):
        print("new", name, sorted(k for k in ns if not k.startswith("__")))
        cls = super().__new__(mcls, name, bases, ns)
        cls.made_by = mcls.__name__
        return cls

    def __init__(cls, name, bases, ns, **kwargs):
        print("init", name)

    def __call__(cls, *args, **kwargs):
        print("call", cls.__name__, args, kwargs)
        return super().__call__(*args, **kwargs)

    def __repr__(cls):
        return f"<class {cls.__name__} of Meta>"

    def method(cls):
        return "metaclass method of " + cls.__name__

    @property
    def prop(cls):
        return "prop of " + cls.__name__

    def __len__(cls):
        return 7

    def __iter__(cls):
        return iter("meta")

    def __getitem__(cls, key):
        return (cls.__name__, key)

    def __contains__(cls, item):
        return item == "yes"

    def __bool__(cls):
        return False

    def __add__(cls, other):
        return (cls, other)

    def __instancecheck__(cls, obj):
        return obj == "instance"

    def __subclasscheck__(cls, sub):
        return sub is int

    def __getattr__(cls, name):
        if name.startswith("dynamic"):
            return name.upper()
        raise AttributeError(name)


class A(metaclass=Meta, key="value"):
    x = 1

    def __init__(self, v):
        self.v = v


class B(A):
    pass


print(A(5).v, B(6).v, A.made_by, B.made_by)
print(A, type(A), A.method(), A.prop, len(A), list(A), A["k"], "yes" in A, bool(A), A + 1)
print(isinstance("instance", A), isinstance(5, A), issubclass(int, A), issubclass(str, A))
print(A.dynamic_attribute, A.prepared)
try:
    A(1).method
except AttributeError as e:
    print(e)
try:
    A.unknown
except AttributeError as e:
    print(e)


class Other(type):
    pass


class C(metaclass=Other):
    pass


try:
    class D(A, C):
        pass
except TypeError as e:
    print(e)


class Both(Meta, Other):
    pass


class E(A, C, metaclass=Both):
    pass


print(type(E).__name__)


def function_metaclass(name, bases, ns, **kw):
    return (name, bases, sorted(k for k in ns if k[0] != "_"), kw)


class F(metaclass=function_metaclass, z=1):
    a = 1
    b = 2


print(F)

G = type("G", (A,), {"y": 2})
print(G, G.y, G.x, type(G).__name__)
H = type("H", (), dict(f=lambda self: "f of H"))
print(H().f(), H.__name__, H.__module__)


class Ordered(type):
    def __new__(mcls, name, bases, ns):
        ns["order"] = [k for k in ns if not k.startswith("__")]
        return super().__new__(mcls, name, bases, ns)


class I(metaclass=Ordered):
    z = 1
    a = 2

    def m(self): ...
    b = 3


print(I.order)


class Registry(type):
    classes = {}

    def __init__(cls, name, bases, ns):
        super().__init__(name, bases, ns)
        Registry.classes[name] = cls


class Plugin(metaclass=Registry): pass
class First(Plugin): pass
class Second(Plugin): pass


print(list(Registry.classes))


class Singleton(type):
    instances = {}

    def __call__(cls, *a, **k):
        if cls not in cls.instances:
            cls.instances[cls] = super().__call__(*a, **k)
        return cls.instances[cls]


class S(metaclass=Singleton):
    pass


print(S() is S())
for args in ((), (1, 2), ("n", (), {}, 1), (1, (), {}), ("n", [], {}), ("n", (), 1), ("n", (1,), {})):
    try:
        type(*args)
        print("ok")
    except TypeError as e:
        print(e)
