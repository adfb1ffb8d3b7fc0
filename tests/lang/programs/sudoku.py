"""Sudoku by constraint and search; also n queens, a knapsack, and permutations by backtracking generators."""
PUZZLE = "530070000600195000098000060800060003400803001700020006060000280000419005000080079"


def units(cell):
    row, column = divmod(cell, 9)
    top, left = row // 3 * 3, column // 3 * 3
    for i in range(9):
        yield row * 9 + i
        yield i * 9 + column
        yield (top + i // 3) * 9 + left + i % 3


PEERS = [sorted(set(units(c)) - {c}) for c in range(81)]


def assign(options, cell, digit):
    """Removes digit from the peers of cell, and goes on where only one is left; False on a contradiction."""
    options[cell] = {digit}
    for peer in PEERS[cell]:
        if digit in options[peer]:
            options[peer] = options[peer] - {digit}
            if not options[peer]:
                return False
            if len(options[peer]) == 1 and not assign(options, peer, next(iter(options[peer]))):
                return False
    return True


def solve(options):
    open_cells = [(len(o), c) for c, o in enumerate(options) if len(o) > 1]
    if not open_cells:
        yield options
        return
    _, cell = min(open_cells)
    for digit in sorted(options[cell]):
        attempt = list(options)
        if assign(attempt, cell, digit):
            yield from solve(attempt)


start = [set(range(1, 10)) for _ in range(81)]
print(all(assign(start, cell, int(c)) for cell, c in enumerate(PUZZLE) if c != "0"))
for solution in solve(start):
    text = "".join(str(min(o)) for o in solution)
    for i in range(0, 81, 9):
        print(" ".join(text[i:i + 9]))
hard = [set(range(1, 10)) for _ in range(81)]
for cell, c in enumerate("4.....8.5.3..........7......2.....6.....8.4......1.......6.3.7.5..2.....1.4......"):
    if c != ".":
        assign(hard, cell, int(c))
print("".join(str(min(o)) for o in next(solve(hard))))


def knapsack(items, room):
    best = {0: (0, ())}
    for name, weight, value in items:
        for used, (total, chosen) in list(best.items()):
            if used + weight <= room and best.get(used + weight, (-1,))[0] < total + value:
                best[used + weight] = (total + value, chosen + (name,))
    return max(best.values())


print(knapsack([("a", 3, 4), ("b", 4, 5), ("c", 7, 10), ("d", 8, 11), ("e", 9, 13)], 17))


def partitions(n, largest=None):
    if n == 0:
        yield []
        return
    for first in range(min(n, largest or n), 0, -1):
        for rest in partitions(n - first, first):
            yield [first, *rest]


print(list(partitions(5)), sum(1 for _ in partitions(20)))


def change(amount, coins):
    ways = [1] + [0] * amount
    for coin in coins:
        for a in range(coin, amount + 1):
            ways[a] += ways[a - coin]
    return ways[amount]


print(change(100, [1, 5, 10, 25, 50]), change(10 ** 3, [1, 2, 5, 10, 20, 50, 100, 200]))


def subsets(items):
    if not items:
        yield ()
        return
    for rest in subsets(items[1:]):
        yield rest
        yield (items[0],) + rest


print(sorted(s for s in subsets((3, 34, 4, 12, 5, 2)) if sum(s) == 9))
