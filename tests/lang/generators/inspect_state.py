import inspect


def f():
    print(inspect.getgeneratorstate(g))
    yield 1
    yield 2


g = f()
print(inspect.getgeneratorstate(g))
next(g)
print(inspect.getgeneratorstate(g))
for _ in g:
    pass
print(inspect.getgeneratorstate(g))
print(inspect.GEN_CREATED, inspect.GEN_RUNNING, inspect.GEN_SUSPENDED, inspect.GEN_CLOSED)
print(inspect.isgenerator(g), inspect.isgeneratorfunction(f), inspect.isgenerator(f), inspect.isgeneratorfunction(len))


def locals_of():
    a = 1
    b = "two"
    yield
    c = 3
    yield


h = locals_of()
print(inspect.getgeneratorlocals(h))
next(h)
print(inspect.getgeneratorlocals(h))
next(h)
print(inspect.getgeneratorlocals(h))


async def coro():
    print(inspect.getcoroutinestate(c))


c = coro()
print(inspect.getcoroutinestate(c), inspect.iscoroutine(c), inspect.iscoroutinefunction(coro), inspect.isawaitable(c))
try:
    c.send(None)
except StopIteration:
    pass
print(inspect.getcoroutinestate(c))


async def agen():
    yield 1


print(inspect.isasyncgenfunction(agen), inspect.isasyncgen(agen()))
