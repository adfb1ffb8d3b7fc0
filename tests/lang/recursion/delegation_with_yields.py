"""A chain of delegating generators that yields at every level is as deep as its frames, also when it is resumed at its leaf."""
import sys


def endless(level):
    yield level
    yield from endless(level + 1)


def there_and_back(level):
    yield level
    if level < 150:
        yield from there_and_back(level + 1)
    yield -level


async def endless_awaits(level):
    await Once()
    await endless_awaits(level + 1)


class Once:
    def __await__(self):
        yield


sys.setrecursionlimit(300)
deepest = 0
try:
    for deepest in endless(1):
        pass
except RecursionError as e:
    print(e, 250 < deepest <= 300)

print(sum(there_and_back(1)), len(list(there_and_back(1))))

coroutine = endless_awaits(1)
steps = 0
try:
    while True:
        coroutine.send(None)
        steps += 1
except RecursionError as e:
    print(e, 250 < steps <= 300)

# Driven one after the other: no chain, no depth.
g = there_and_back(100)
for _ in range(40):
    next(g)
inner = g
while inner.gi_yieldfrom is not None:
    inner = inner.gi_yieldfrom
print(len(list(inner)), len(list(g)))
