# What a native iterator raises in a step of its own goes on to whoever asked, through other natives too.
z = zip([1], [2, 3], strict=True)
print(next(z))
try:
    print(next(z))
except ValueError as e:
    print(e)
for make in (list, tuple, set, sorted, lambda z: dict(z), lambda z: [*z], lambda z: max(z)):
    try:
        print(make(zip([1], [2, 3], strict=True)))
    except ValueError as e:
        print(e)


def stops():
    raise StopIteration("a callback's own")


for make in (lambda: list(map(lambda x: stops(), [1, 2])), lambda: sum(map(lambda x: 1 / x, [1, 0]))):
    try:
        print(make())
    except ArithmeticError as e:
        print(e)
