# SPDX-License-Identifier: MIT
"""Heaps in lists: heap[k] <= heap[2*k+1] and heap[k] <= heap[2*k+2], the smallest in front.

The functions with _max keep the largest entry in front instead.
"""

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge', 'nlargest', 'nsmallest',
           'heappushpop', 'heappush_max', 'heappop_max', 'heapify_max', 'heapreplace_max',
           'heappushpop_max']


def _rise(heap, start, pos):
    """Move the entry at pos towards start until its parent is not larger."""
    item = heap[pos]
    while pos > start:
        parent = (pos - 1) >> 1
        if not item < heap[parent]:
            break
        heap[pos] = heap[parent]
        pos = parent
    heap[pos] = item


def _sink(heap, pos):
    """Restore the heap below pos: sink to a leaf, then rise (fewer comparisons on the whole)."""
    end = len(heap)
    start = pos
    item = heap[pos]
    child = 2 * pos + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[pos] = heap[child]
        pos = child
        child = 2 * pos + 1
    heap[pos] = item
    _rise(heap, start, pos)


def _rise_max(heap, start, pos):
    item = heap[pos]
    while pos > start:
        parent = (pos - 1) >> 1
        if not heap[parent] < item:
            break
        heap[pos] = heap[parent]
        pos = parent
    heap[pos] = item


def _sink_max(heap, pos):
    end = len(heap)
    start = pos
    item = heap[pos]
    child = 2 * pos + 1
    while child < end:
        right = child + 1
        if right < end and not heap[right] < heap[child]:
            child = right
        heap[pos] = heap[child]
        pos = child
        child = 2 * pos + 1
    heap[pos] = item
    _rise_max(heap, start, pos)


def heappush(heap, item):
    """Push item onto the heap."""
    heap.append(item)
    _rise(heap, 0, len(heap) - 1)


def heappop(heap):
    """Pop the smallest entry off the heap. IndexError if it is empty."""
    last = heap.pop()
    if not heap:
        return last
    result = heap[0]
    heap[0] = last
    _sink(heap, 0)
    return result


def heapreplace(heap, item):
    """Pop the smallest entry, then push item; may return an entry larger than item."""
    result = heap[0]
    heap[0] = item
    _sink(heap, 0)
    return result


def heappushpop(heap, item):
    """Push item, then pop the smallest entry."""
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _sink(heap, 0)
    return item


def heapify(x):
    """Turn a list into a heap, in place and in linear time."""
    for i in reversed(range(len(x) // 2)):
        _sink(x, i)


def heappush_max(heap, item):
    """Push item onto the max-heap."""
    heap.append(item)
    _rise_max(heap, 0, len(heap) - 1)


def heappop_max(heap):
    """Pop the largest entry off the max-heap. IndexError if it is empty."""
    last = heap.pop()
    if not heap:
        return last
    result = heap[0]
    heap[0] = last
    _sink_max(heap, 0)
    return result


def heapreplace_max(heap, item):
    """Pop the largest entry, then push item."""
    result = heap[0]
    heap[0] = item
    _sink_max(heap, 0)
    return result


def heappushpop_max(heap, item):
    """Push item, then pop the largest entry."""
    if heap and item < heap[0]:
        item, heap[0] = heap[0], item
        _sink_max(heap, 0)
    return item


def heapify_max(x):
    """Turn a list into a max-heap, in place and in linear time."""
    for i in reversed(range(len(x) // 2)):
        _sink_max(x, i)


try:
    from _heapq import *
except ImportError:
    pass


def merge(*iterables, key=None, reverse=False):
    """Merge sorted iterables into one sorted iterator, reading them as needed.

    With reverse they are sorted from largest to smallest. key as in sorted().
    """
    if reverse:
        make, replace, pop, direction = heapify_max, heapreplace_max, heappop_max, -1
    else:
        make, replace, pop, direction = heapify, heapreplace, heappop, 1
    heap = []
    for order, iterable in enumerate(map(iter, iterables)):
        for value in iterable:
            # The order breaks ties: equal values come in the order of their sources.
            heap.append([value if key is None else key(value), order * direction, value,
                         iterable.__next__])
            break
    make(heap)
    while len(heap) > 1:
        try:
            while True:
                _, _, value, advance = entry = heap[0]
                yield value
                value = advance()
                entry[0] = value if key is None else key(value)
                entry[2] = value
                replace(heap, entry)
        except StopIteration:
            pop(heap)
    if heap:
        _, _, value, advance = heap[0]
        yield value
        yield from advance.__self__


def _select(n, iterable, key, largest):
    """Return the n best entries, best first; equal ones in their order of appearance."""
    if n == 1:
        missing = object()
        best = (max if largest else min)(iterable, default=missing, key=key)
        return [] if best is missing else [best]
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        pass
    else:
        if n >= size:
            return sorted(iterable, key=key, reverse=largest)[:n]
    it = iter(iterable)
    step = -1 if largest else 1
    make, replace = (heapify, heapreplace) if largest else (heapify_max, heapreplace_max)
    heap = []
    for order, value in zip(range(0, n * step, step), it):
        heap.append((value if key is None else key(value), order, value))
    if not heap:
        return []
    make(heap)
    worst = heap[0][0]
    order = n * step
    for value in it:
        k = value if key is None else key(value)
        if worst < k if largest else k < worst:
            replace(heap, (k, order, value))
            worst = heap[0][0]
            order += step
    heap.sort(reverse=largest)
    return [value for _, _, value in heap]


def nsmallest(n, iterable, key=None):
    """Return the n smallest entries, smallest first: sorted(iterable, key=key)[:n]."""
    return _select(n, iterable, key, False)


def nlargest(n, iterable, key=None):
    """Return the n largest entries, largest first: sorted(iterable, key=key, reverse=True)[:n]."""
    return _select(n, iterable, key, True)


try:
    from _heapq import *
except ImportError:
    pass

# The names of three of them before they were public.
_heappop_max, _heapreplace_max, _heapify_max = heappop_max, heapreplace_max, heapify_max
