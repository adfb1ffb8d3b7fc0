def gen():
    yield 1
    yield from deeper()


def deeper():
    yield 2
    raise OverflowError("in a generator")


for x in gen():
    print(x)
