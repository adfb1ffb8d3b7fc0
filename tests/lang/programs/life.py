"""Conway's game of life on sets of cells."""
from collections import Counter


def step(cells):
    near = Counter((x + dx, y + dy) for x, y in cells for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy)
    return {cell for cell, n in near.items() if n == 3 or n == 2 and cell in cells}


def parse(picture):
    return {(x, y) for y, line in enumerate(picture.split()) for x, c in enumerate(line) if c == "#"}


def show(cells, width, height):
    return "\n".join("".join("#" if (x, y) in cells else "." for x in range(width)) for y in range(height))


def generations(cells, n):
    for _ in range(n):
        yield cells
        cells = step(cells)


glider = parse(".#. ..# ###")
for i, cells in enumerate(generations(glider, 5)):
    print(i)
    print(show(cells, 5, 5))
moved = glider
for _ in range(40):
    moved = step(moved)
print(moved == {(x + 10, y + 10) for x, y in glider})
pentomino = parse(".## ##. .#.")
print([len(c) for c in generations(pentomino, 30)])
blinker = parse("### ... ...")
print(step(step(blinker)) == blinker, step(set()), len(step(parse("## ##"))))
