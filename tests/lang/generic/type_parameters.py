def f[T](x: T, y: "T" = 3, *, z: T = 4) -> T:
    return x, y, z
print(f(1), f.__type_params__, f.__annotations__, f.__qualname__, f.__defaults__, f.__kwdefaults__)
def g[T: int, U: (str, bytes), *Ts, **P](): pass
T, U, Ts, P = g.__type_params__
print(T, T.__bound__, U.__constraints__, U.__bound__, Ts, P, type(T), type(Ts), type(P))
class A[T, *Ts]:
    x: T
    def m[V](self, a: V, b: T) -> V:
        return T, V
    type X = int
    def n(self) -> X: pass
print(A.__type_params__, A.__bases__, A.__orig_bases__, A[int, str], A.__parameters__, A().m(1, 2), A.n.__annotations__)
type L[T] = list[T] | None
print(L, L.__value__, L.__type_params__, L[int], type(L), L.__parameters__)
type R = dict[str, R]
print(R.__value__)
class B:
    n = "class attr"
    type Y = n
    def f[T: n](self, x: n): return T.__bound__
    m = n
print(B.Y.__value__, B.f.__type_params__[0].__bound__, B.f.__annotations__, B().f(1))
n = "global"
class C(A[int, str]): pass
print(C.__mro__, C.__orig_bases__)
def outer[T]():
    def inner[U](): return T, U
    class K[V]: 
        def k(self): return T, V
    return inner(), K().k(), inner.__qualname__, K.__qualname__, K.k.__qualname__
print(outer())
async def ag[T](x: T): return x
print(ag.__type_params__)
@staticmethod
def deco[T](): return T
print(deco.__wrapped__.__type_params__)
class D[T: 1/0]: pass
try: D.__type_params__[0].__bound__
except ZeroDivisionError as e: print("lazy", e)
def h[T = int](): pass
print(h.__type_params__[0].__default__, h.__type_params__[0].has_default(), f.__type_params__[0].has_default())
for bad in ("def f[T, T](): pass", "def f[T: (yield)](): pass", "class A[T: (x := 1)]: pass", "type X = (yield)", "def f[T=int, U](): pass", "type X[T: await y] = 1", "def f[](): pass", "class P[T](metaclass=(x:=1)): pass"):
    try: compile(bad, "", "exec"); print("fine", bad)
    except SyntaxError as e: print(e.msg)
import typing
print(typing.get_type_hints(f), isinstance(A, type), issubclass(A, typing.Generic))
def cl[T](x):
    def inner(): return x, T
    return inner
print(cl(5)())
class M(type):
    def __new__(m, name, bases, ns, **kw):
        print(name, bases, sorted(k for k in ns if not k.startswith("__")), kw); return super().__new__(m, name, bases, ns)
class N[T](metaclass=M, kw=1):
    def sup(self): return super().__repr__()[:10], __class__
print(N().sup()[1])
lst = [1]
