import abc
import inspect
import types


def f(a, b: int = 2, /, c=3, *args, d, e=5, **kw) -> str:
    "Doc."


sig = inspect.signature(f)
print(sig, list(sig.parameters), sig.parameters["b"].default, sig.parameters["d"].kind.name, sig.return_annotation, sig.parameters["a"].default is inspect.Parameter.empty)
b = sig.bind(1, d=4)
b.apply_defaults()
print(b.arguments, b.args, b.kwargs)
try:
    sig.bind(1)
except TypeError as e:
    print(e)


class C:
    def m(self, x): ...
    @classmethod
    def c(cls, y): ...
    @staticmethod
    def s(z): ...
    @property
    def p(self): ...


print(inspect.signature(C().m), inspect.signature(C.m), inspect.signature(C.c), inspect.signature(C.s), inspect.signature(lambda *a: 0), inspect.signature(C))
print(inspect.isfunction(f), inspect.isfunction(C.m), inspect.ismethod(C().m), inspect.isclass(C), inspect.ismodule(inspect), inspect.isbuiltin(len), inspect.isgeneratorfunction(f), inspect.iscoroutinefunction(f), inspect.getdoc(f), inspect.getmodule(C).__name__, inspect.isroutine(len), inspect.isdatadescriptor(C.p), inspect.iscode(f.__code__), inspect.isabstract(C))
print([n for n, v in inspect.getmembers(C, inspect.isfunction)], inspect.getmro(C)[1].__name__, inspect.getattr_static(C, "c").__class__.__name__, inspect.unwrap(f) is f, inspect.cleandoc("  a\n    b\n  c"))
ns = types.SimpleNamespace(a=1, b="x")
ns.c = 3
print(ns, ns.a, ns == types.SimpleNamespace(a=1, b="x", c=3), types.SimpleNamespace())
print(types.FunctionType is type(f), types.GeneratorType.__name__, types.CoroutineType.__name__, types.MethodType is type(C().m), types.BuiltinFunctionType is type(len), types.ModuleType is type(types), types.NoneType is type(None), types.LambdaType is types.FunctionType, types.MappingProxyType({"a": 1}), types.CodeType is type(f.__code__), types.TracebackType.__name__, types.CellType.__name__, types.EllipsisType is type(...))
mp = types.MappingProxyType({"a": 1})
try:
    mp["b"] = 2
except TypeError as e:
    print(e)
D = types.new_class("D", (C,), {}, lambda ns: ns.update(x=5))
print(D.x, D.__bases__, types.prepare_class("E")[0] is type, types.resolve_bases((C,)))
g = types.FunctionType(f.__code__, {"__builtins__": {}}, "renamed")
print(g.__name__, g.__code__ is f.__code__, types.DynamicClassAttribute.__name__)


class Base(abc.ABC):
    @abc.abstractmethod
    def must(self): ...

    @property
    @abc.abstractmethod
    def prop(self): ...

    def may(self):
        return "concrete"


try:
    Base()
except TypeError as e:
    print(e)


class Half(Base):
    def must(self): return 1


try:
    Half()
except TypeError as e:
    print(e)


class Full(Half):
    prop = 5


print(Full().must(), Full().may(), sorted(Base.__abstractmethods__), Full.__abstractmethods__, inspect.isabstract(Base))


class Virtual:
    pass


Base.register(Virtual)
print(issubclass(Virtual, Base), isinstance(Virtual(), Base), Virtual in Base.__subclasses__())


class Hooked(abc.ABC):
    @classmethod
    def __subclasshook__(cls, other):
        return hasattr(other, "quack") or NotImplemented


class Duck:
    quack = 1


print(issubclass(Duck, Hooked), isinstance(Duck(), Hooked), issubclass(int, Hooked))


def gen():
    x = 1
    yield x


frame = inspect.currentframe()
print(frame.f_code.co_name, inspect.getframeinfo(frame).function, len(inspect.stack()) >= 1, inspect.getgeneratorlocals(gen()))
print(inspect.getsource(gen).strip(), inspect.getsourcelines(gen)[1] > 0, inspect.getfile(gen).split("/")[-1])
