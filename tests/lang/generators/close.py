def simple():
    try:
        yield 1
        yield 2
    finally:
        print("cleanup")


g = simple()
print(g.close())
g = simple()
print(next(g))
print(g.close())
print(g.close())
print(next(g, "ended"))


def catches():
    try:
        yield 1
    except GeneratorExit:
        print("exit seen")
        raise


g = catches()
next(g)
g.close()


def returns():
    try:
        yield 1
    except GeneratorExit:
        return "value of close"


g = returns()
next(g)
print(g.close())
print(g.close())


def ignores():
    try:
        yield 1
    except GeneratorExit:
        yield 2
    print("after")


g = ignores()
next(g)
try:
    g.close()
except RuntimeError as e:
    print(e)
print(next(g, "ended"))


def raises():
    try:
        yield 1
    finally:
        raise KeyError("in finally")


g = raises()
next(g)
try:
    g.close()
except KeyError as e:
    print(repr(e), repr(e.__context__))


def stops():
    try:
        yield
    except GeneratorExit:
        raise StopIteration


g = stops()
next(g)
try:
    print(g.close())
except RuntimeError as e:
    print(e)


def nested():
    try:
        try:
            yield 1
        finally:
            print("inner")
    finally:
        print("outer")


g = nested()
next(g)
g.close()


def with_loop():
    for i in range(3):
        try:
            yield i
        finally:
            print("leaving", i)


for i in with_loop():
    print(i)
g = with_loop()
next(g)
next(g)
g.close()


def break_in_finally():
    while True:
        try:
            yield 1
        finally:
            break
    print("past the loop")
    return "returned"


g = break_in_finally()
next(g)
print(g.close())
