import types


@types.coroutine
def pause(value):
    return (yield value)


def run(coro):
    seen = []
    try:
        while True:
            seen.append(coro.send(None))
    except StopIteration as e:
        return seen, e.value


class CM:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    async def __aenter__(self):
        await pause("enter " + self.name)
        return self.name

    async def __aexit__(self, kind, value, tb):
        await pause("exit " + self.name)
        print("aexit", self.name, kind.__name__ if kind else None)
        return self.swallow


class It:
    def __init__(self, n):
        self.i, self.n = 0, n

    def __aiter__(self):
        return self

    async def __anext__(self):
        await pause(f"next {self.i}")
        if self.i >= self.n:
            raise StopAsyncIteration
        self.i += 1
        return self.i


async def withs():
    async with CM("a") as a, CM("b"):
        print("body", a)
    async with CM("s", swallow=True):
        raise ValueError("swallowed")
    try:
        async with CM("n"):
            raise KeyError("through")
    except KeyError as e:
        print(str(e).split(" but ")[0])  # 3.14 goes on, and says what may be meant
    async with (CM("p") as p, CM("q") as q):
        print(p, q)
    with_return = await returns()
    return with_return


async def returns():
    async with CM("r"):
        return "returned"


print(run(withs()))


async def fors():
    async for i in It(3):
        print(i)
    else:
        print("else")
    async for i in It(5):
        if i == 2:
            break
    else:
        print("not here")
    async for a, b in Pairs():
        print(a, b)
    return [x async for x in It(3) if x != 2], {x async for x in It(2)}, [x * 2 async for x in It(2)]


class Pairs:
    def __aiter__(self):
        return self.gen()

    async def gen(self):
        yield 1, 2
        yield 3, 4


print(run(fors()))


async def errors():
    class NoNext:
        def __aiter__(self):
            return self

    class BadNext:
        def __aiter__(self):
            return self

        def __anext__(self):
            return 5

    class BadIter:
        def __aiter__(self):
            return 5

    for thing in (5, [1], NoNext(), BadNext(), BadIter()):
        try:
            async for _ in thing:
                pass
        except TypeError as e:
            print(str(e).split(" but ")[0])  # 3.14 goes on, and says what may be meant

    class OnlyEnter:
        async def __aenter__(self):
            pass

    class Sync:
        def __enter__(self):
            pass

        def __exit__(self, *a):
            pass

    class BadEnter:
        def __aenter__(self):
            return 5

        async def __aexit__(self, *a):
            pass

    for thing in (5, OnlyEnter(), Sync(), BadEnter()):
        try:
            async with thing:
                pass
        except TypeError as e:
            print(str(e).split(" but ")[0])  # 3.14 goes on, and says what may be meant
    try:
        with CM("sync use"):
            pass
    except TypeError as e:
        print(str(e).split(" but ")[0])  # 3.14 goes on, and says what may be meant
    try:
        for _ in It(1):
            pass
    except TypeError as e:
        print(str(e).split(" but ")[0])  # 3.14 goes on, and says what may be meant


run(errors())


async def nested():
    out = []
    async with CM("o"):
        async for i in It(2):
            async with CM(str(i)):
                for j in "xy":
                    if j == "y":
                        continue
                    out.append((i, j))
    return out


print(run(nested()))
