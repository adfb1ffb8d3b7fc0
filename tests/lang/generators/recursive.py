def permutations(items):
    if len(items) <= 1:
        yield items
    else:
        for i in range(len(items)):
            for rest in permutations(items[:i] + items[i + 1:]):
                yield items[i:i + 1] + rest


print(list(permutations("abc")), len(list(permutations("abcdef"))))


def inorder(tree):
    if tree:
        left, value, right = tree
        yield from inorder(left)
        yield value
        yield from inorder(right)


def insert(tree, value):
    if tree is None:
        return (None, value, None)
    left, here, right = tree
    if value < here:
        return (insert(left, value), here, right)
    return (left, here, insert(right, value))


tree = None
for v in (50, 20, 70, 10, 30, 60, 80, 25, 35):
    tree = insert(tree, v)
print(list(inorder(tree)))


def flatten(items):
    for item in items:
        if isinstance(item, (list, tuple)):
            yield from flatten(item)
        else:
            yield item


print(list(flatten([1, [2, (3, [4, [5]]), 6], [[[]]], 7])))


def queens(n, row=0, columns=()):
    if row == n:
        yield columns
        return
    for column in range(n):
        if all(column != c and abs(column - c) != row - r for r, c in enumerate(columns)):
            yield from queens(n, row + 1, columns + (column,))


print(sum(1 for _ in queens(6)), next(queens(8)))


def sieve():
    def numbers():
        n = 2
        while True:
            yield n
            n += 1

    def without(prime, source):
        for n in source:
            if n % prime:
                yield n

    source = numbers()
    while True:
        prime = next(source)
        yield prime
        source = without(prime, source)


s = sieve()
print([next(s) for _ in range(25)])


def gray(n):
    if n == 0:
        yield ""
        return
    for code in gray(n - 1):
        yield "0" + code
    for code in reversed(list(gray(n - 1))):
        yield "1" + code


print(list(gray(3)))
