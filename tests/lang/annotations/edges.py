import typing, sys
# Annotations in odd places: loops, private names, closures, comprehensions, metaclasses, exec, text.
class A:
    x: int = 1
    def f(self): 
        y: Undefined = 3
        self.z: AlsoUndefined2 = 5
        return y
print(A().f())
class B(A):
    __annotations__ = {'q': 1}
print(B.__annotations__, B.__annotate__)
for i in range(2):
    class L:
        v: i
    print(L.__annotations__)
class P:
    __private: int
    def m(self, __p: str): ...
print(P.__annotations__, P.m.__annotations__)
def outer():
    class Inner:
        a: T
        def g(self) -> T: ...
        T = str
    T = int
    return Inner
I = outer(); print(I.__annotations__, I.g.__annotations__)
lam = [lambda: 1]
class W:
    c: [n for n in range(2)]
    d: (lambda q: q)
    e: {k: v for k, v in zip('ab', 'cd')}
    h: Later[[n for n in range(3)]]
class Later:
    def __class_getitem__(cls, i): return ('L', i)
print(W.__annotations__['c'], W.__annotations__['h'])
try: exec("def f(x: (yield)): pass")
except SyntaxError as e: print(e)
try: exec("class C:\n  x: (y := 1)")
except SyntaxError as e: print(e)
try: exec("async def f(x: (await z)): pass")
except SyntaxError as e: print(e)
ns = {}
exec("from __future__ import annotations\nclass C:\n  x: Foo | None\ndef f(a: Bar) -> 'q': ...\ny: Zed", ns)
print(ns['C'].__annotations__, ns['f'].__annotations__, ns['__annotations__'], ns['C'].__annotate__, ns['f'].__annotate__)
g = {}; l = {}
exec("x: int = 3\ny: Undef", g, l); print(sorted(k for k in l), sorted(g)[:1])
def dec(cls): print(cls.__annotations__); return cls
@dec
class Q: a: int; b: str = 'x'
def f(a, *, b: int, **k: str): pass
f.__kwdefaults__ = None; print(f.__annotations__, typing.get_type_hints(f))
import copy, pickle
f2 = copy.copy(f); print(f2 is f)
class Meta(type):
    x: int
    def __new__(m, n, b, ns): ns['__annotations__'] = {'forced': 1}; return super().__new__(m, n, b, ns)
class M(metaclass=Meta): y: str
print(M.__annotations__, Meta.__annotations__, type(M).__annotations__)
async def co(x: "a", y: b2) -> c3: ...
try: co.__annotations__
except NameError as e: print(e)
print(A.__dict__.keys())
print(sys.modules['__main__'].__dict__.get('__annotations__'), '__annotate__' in globals())
