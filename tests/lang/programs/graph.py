"""Graphs: search, shortest paths, order, components, colouring, flow."""
from collections import defaultdict, deque

EDGES = [("a", "b", 4), ("a", "c", 2), ("b", "c", 5), ("b", "d", 10), ("c", "e", 3), ("e", "d", 4), ("d", "f", 11), ("g", "h", 1)]


class Graph:
    def __init__(self, edges, directed=False):
        self.next = defaultdict(dict)
        for a, b, w in edges:
            self.next[a][b] = w
            self.next[b] if directed else self.next[b].__setitem__(a, w)

    def __iter__(self):
        return iter(sorted(self.next))

    def __getitem__(self, node):
        return sorted(self.next[node].items())

    def __len__(self):
        return len(self.next)

    def depth_first(self, start, seen=None):
        seen = set() if seen is None else seen
        seen.add(start)
        yield start
        for node, _ in self[start]:
            if node not in seen:
                yield from self.depth_first(node, seen)

    def breadth_first(self, start):
        queue, distance = deque([start]), {start: 0}
        while queue:
            node = queue.popleft()
            yield node, distance[node]
            for other, _ in self[node]:
                if other not in distance:
                    distance[other] = distance[node] + 1
                    queue.append(other)

    def dijkstra(self, start):
        best, before, open_ = {start: 0}, {}, {start}
        while open_:
            node = min(open_, key=lambda n: (best[n], n))
            open_.remove(node)
            for other, w in self[node]:
                if best[node] + w < best.get(other, float("inf")):
                    best[other] = best[node] + w
                    before[other] = node
                    open_.add(other)
        return best, before

    def components(self):
        left = set(self)
        while left:
            part = set(self.depth_first(min(left)))
            yield sorted(part)
            left -= part


def path(before, end):
    return path(before, before[end]) + [end] if end in before else [end]


g = Graph(EDGES)
print(list(g), len(g), list(g.depth_first("a")), list(g.breadth_first("a")))
best, before = g.dijkstra("a")
print(sorted(best.items()), path(before, "f"), path(before, "d"))
print(list(g.components()))


def topological(deps):
    order, state = [], {}

    def visit(node, trail):
        match state.get(node):
            case "done":
                return
            case "open":
                raise ValueError("cycle: " + " -> ".join(trail + (node,)))
        state[node] = "open"
        for other in sorted(deps.get(node, ())):
            visit(other, trail + (node,))
        state[node] = "done"
        order.append(node)

    for node in sorted(deps):
        visit(node, ())
    return order


print(topological({"app": ["lib", "ui"], "ui": ["lib", "gfx"], "gfx": [], "lib": ["base"], "base": []}))
try:
    topological({"a": ["b"], "b": ["c"], "c": ["a"]})
except ValueError as e:
    print(e)


def kruskal(edges):
    parent = {}

    def find(x):
        while parent.setdefault(x, x) != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for a, b, w in sorted(edges, key=lambda e: e[2]):
        if find(a) != find(b):
            parent[find(a)] = find(b)
            yield a, b, w


print(list(kruskal(EDGES)), sum(w for *_, w in kruskal(EDGES)))


def floyd(g):
    nodes = list(g)
    d = {(a, b): 0 if a == b else g.next[a].get(b, float("inf")) for a in nodes for b in nodes}
    for k in nodes:
        for i in nodes:
            for j in nodes:
                d[i, j] = min(d[i, j], d[i, k] + d[k, j])
    return d


d = floyd(g)
print(all(d["a", n] == best.get(n, float("inf")) for n in g), d["g", "a"], d["b", "e"])


def maze_path(rows):
    cells = {(x, y): c for y, row in enumerate(rows) for x, c in enumerate(row)}
    start = next(p for p, c in cells.items() if c == "S")
    queue, came = deque([start]), {start: None}
    while queue:
        x, y = here = queue.popleft()
        if cells[here] == "E":
            steps = []
            while here:
                steps.append(here)
                here = came[here]
            return steps[::-1]
        for nxt in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
            if cells.get(nxt, "#") != "#" and nxt not in came:
                came[nxt] = here
                queue.append(nxt)


MAZE = ["S.#.....", ".##.###.", "....#...", "###.#.##", "E...#..."]
print(len(maze_path(MAZE)), maze_path(MAZE)[-3:])
