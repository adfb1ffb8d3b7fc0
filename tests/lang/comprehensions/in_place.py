def f(n):
    x = "host"
    a = [x for x in range(n)]
    b = {x: y for x, y in zip("abc", range(3))}
    c = [[x * y for x in range(3)] for y in range(2)]
    fs = [lambda: x for x in range(3)]
    g = [lambda: n + k for k in range(3)]
    return x, a, b, c, [h() for h in fs], [h() for h in g]
print(f(3))
print([z for z in range(3)], [w := q for q in range(3)], w)
class C:
    v = [1, 2]
    w = [i for i in v]
    u = [[j for j in range(i)] for i in v]
print(C.w, C.u)
def g():
    print([y := x for x in []])
    try:
        print(y)
    except UnboundLocalError as e:
        print(e)
    try:
        [1 for a in [1] for b in [c] for c in [2]]
    except UnboundLocalError as e:
        print(e)
g()
def h():
    total = 0
    def add(k):
        nonlocal total
        total += k
    [add(k) for k in range(5)]
    return total, [total + i for i in range(2)], sorted(locals())
print(h())
import asyncio
async def agen():
    for i in range(3):
        yield i
async def m():
    return [x async for x in agen()], {await asyncio.sleep(0, x) for x in range(2)}, [x for x in [y async for y in agen()]]
print(asyncio.run(m()))
class D:
    def m(self):
        return [super(D, self).__repr__()[:4] for _ in range(1)], [__class__ for _ in "a"]
print(D().m())
def tb():
    return [1 / i for i in (1, 0)]
def loc():
    p = 1
    return [sorted(locals()) for q in (1,)], sorted(locals())
print(loc())
print((lambda s: [c for c in s])("ab"), [(lambda: i)() for i in range(3)])
print([[(i, j) for j in range(i)] for i in range(3)], {i for i in "aab"} == {"a", "b"})
exec("r = [e1 for e1 in range(2)]; print(r)")
def gen():
    yield [x for x in range(3)]
    got = [(yield_, yield_) for yield_ in range(1)]
    yield got
print(list(gen()))
