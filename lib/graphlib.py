# SPDX-License-Identifier: MIT
"""Topological sorting: an order in which everything comes after what it depends on."""

__all__ = ["TopologicalSorter", "CycleError"]

_READY, _DONE = -1, -2


class CycleError(ValueError):
    """The graph has a cycle; args[1] is a list of its nodes, the first one again at the end."""


class _Node:
    __slots__ = 'node', 'left', 'successors'

    def __init__(self, node):
        self.node = node
        # Predecessors that are not done, or _READY or _DONE.
        self.left = 0
        self.successors = []


class TopologicalSorter:
    """Sorts the nodes of a graph, a dictionary of the predecessors of each; nodes can be hashed."""

    def __init__(self, graph=None):
        self._nodes = {}
        self._ready = None
        self._passed = 0
        self._finished = 0
        for node, predecessors in (graph or {}).items():
            self.add(node, *predecessors)

    def _get(self, node):
        found = self._nodes.get(node)
        if found is None:
            found = self._nodes[node] = _Node(node)
        return found

    def add(self, node, *predecessors):
        """Add a node, or predecessors to it."""
        if self._ready is not None:
            raise ValueError("Nodes cannot be added after a call to prepare()")
        info = self._get(node)
        info.left += len(predecessors)
        for predecessor in predecessors:
            self._get(predecessor).successors.append(node)

    def prepare(self):
        """End the adding; CycleError if there is a cycle."""
        if self._ready is not None and self._passed > 0:
            raise ValueError("cannot prepare() after starting iteration")
        if self._ready is None:
            self._ready = [info.node for info in self._nodes.values() if info.left == 0]
        cycle = self._find_cycle()
        if cycle:
            raise CycleError("nodes are in a cycle", cycle)

    def get_ready(self):
        """Return a tuple of the nodes whose predecessors are all done, and that it did not return before."""
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        result = tuple(self._ready)
        for node in result:
            self._nodes[node].left = _READY
        self._ready.clear()
        self._passed += len(result)
        return result

    def is_active(self):
        """Tell whether there is more to come."""
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        return self._finished < self._passed or bool(self._ready)

    def __bool__(self):
        return self.is_active()

    def done(self, *nodes):
        """Mark nodes that get_ready() returned as done."""
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        for node in nodes:
            info = self._nodes.get(node)
            if info is None:
                raise ValueError(f"node {node!r} was not added using add()")
            if info.left >= 0:
                raise ValueError(f"node {node!r} was not passed out (still not ready)")
            if info.left == _DONE:
                raise ValueError(f"node {node!r} was already marked done")
            info.left = _DONE
            for successor in info.successors:
                after = self._nodes[successor]
                after.left -= 1
                if after.left == 0:
                    self._ready.append(successor)
            self._finished += 1

    def _find_cycle(self):
        """Return the nodes of a cycle, or None."""
        seen = set()
        for start in self._nodes:
            if start in seen:
                continue
            path, places = [], {}
            stack = [iter((start,))]
            while stack:
                for node in stack[-1]:
                    if node in places:
                        return path[places[node]:] + [node]
                    if node not in seen:
                        seen.add(node)
                        places[node] = len(path)
                        path.append(node)
                        stack.append(iter(self._nodes[node].successors))
                        break
                else:
                    stack.pop()
                    if path:
                        del places[path.pop()]
        return None

    def static_order(self):
        """Yield the nodes in order."""
        self.prepare()
        while self.is_active():
            ready = self.get_ready()
            yield from ready
            self.done(*ready)

    __class_getitem__ = classmethod(type(list[int]))
