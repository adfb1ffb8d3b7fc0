# Generators: delegation through many levels, pipelines, send, exceptions.
import sys


class Tree:
    def __init__(self, key):
        self.key, self.left, self.right = key, None, None

    def add(self, key):
        side = 'left' if key < self.key else 'right'
        child = getattr(self, side)
        if child is None:
            setattr(self, side, Tree(key))
        else:
            child.add(key)

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.key
        if self.right:
            yield from self.right


def averages():
    total = count = 0
    average = None
    while True:
        total += yield average
        count += 1
        average = total / count


def deep(n, values):
    if n:
        yield from deep(n - 1, values)
    else:
        yield from values


def checked(values):
    for value in values:
        try:
            if value % 7 == 0:
                raise ValueError(value)
            yield value
        except ValueError as e:
            yield -e.args[0]
        finally:
            value = None


def run(n):
    tree = Tree(n * 5)
    for i in range(n * 10):
        tree.add(i * 7919 % (n * 10))
    average = averages()
    next(average)
    squares = (value * value for value in checked(tree) if value % 2)
    for value in squares:
        last = average.send(value)
    return last, sum(deep(100, range(n * 20))), list(zip(tree, deep(5, 'abc')))


answer = run(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
print(answer)
