# Calls: recursion, closures, defaults, keywords, decorators.
import sys


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def adder(step):
    total = 0

    def add(times=1, *, sign=1):
        nonlocal total
        total += step * times * sign
        return total
    return add


def doubled(fn):
    def wrapper(*args, **named):
        return fn(*args, **named) * 2
    return wrapper


@doubled
def area(width, height, scale=1):
    return width * height * scale


def run(n):
    add = adder(3)
    for i in range(n * 100):
        add()
        add(2, sign=-1)
        add(times=area(i % 7, 2, scale=3))
    return fibonacci(10 + n // 10), add()


answer = run(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
print(answer)
