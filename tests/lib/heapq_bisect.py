"""Heaps and binary search: results, keys, errors, lists that change while they are compared."""
import bisect
import heapq
import random

rng = random.Random(7)
for n in (0, 1, 2, 3, 10, 100):
    data = [rng.randrange(50) for _ in range(n)]
    heap = data[:]
    heapq.heapify(heap)
    print(all(heap[(i - 1) // 2] <= heap[i] for i in range(1, n)), [heapq.heappop(heap) for _ in range(n)] == sorted(data))
    heap = []
    for item in data:
        heapq.heappush(heap, item)
    print(heapq.nsmallest(3, data), heapq.nlargest(3, data, key=lambda x: -x), len(heap) == n)
heap = [1, 3, 2]
print(heapq.heappushpop(heap, 0), heapq.heappushpop(heap, 5), heapq.heapreplace(heap, 9), heap, heapq.heappushpop([], 4))
print(list(heapq.merge([1, 4], [2, 3], [0])))

letters = ['a', 'b', 'b', 'c']
print(bisect.bisect_left(letters, 'b'), bisect.bisect_right(letters, 'b'), bisect.bisect(letters, 'b', 0, 2), bisect.bisect_left(letters, 'z', lo=1, hi=3))
words = ['a', 'bb', 'ccc']
bisect.insort(words, 'dd', key=len)
bisect.insort_left(words, 'ee', key=len)
print(words, bisect.bisect_left(words, 2, key=len), bisect.bisect_left(range(10 ** 12), 10 ** 9))


class Moving:
    def __init__(self, heap):
        self.heap = heap

    def __lt__(self, other):
        self.heap.clear()
        return True


class Broken:
    def __lt__(self, other):
        raise ZeroDivisionError('no order')


def moving():
    heap = []
    heap.extend(Moving(heap) for _ in range(5))
    heapq.heapify(heap)


def moving_push():
    heap = []
    heap.extend(Moving(heap) for _ in range(5))
    heapq.heappush(heap, Moving(heap))


def moving_pushpop():
    heap = []
    heap.append(Moving(heap))
    heapq.heappushpop(heap, 1)


for attempt in (moving, moving_push, moving_pushpop, lambda: heapq.heappop([]), lambda: heapq.heapreplace([], 1), lambda: heapq.heapify([Broken(), Broken()]),
                lambda: bisect.bisect([Broken()], Broken()), lambda: bisect.bisect([1], 1, -1), lambda: bisect.insort([1], None),
                lambda: bisect.bisect(5, 1), lambda: bisect.insort((1, 2), 1), lambda: heapq.heappush([1], 'a')):
    try:
        print(attempt())
    except Exception as e:
        print(type(e).__name__, e)


class Recorder(list):
    def insert(self, at, item):
        print('insert', at, item)
        super().insert(at, item)


r = Recorder([1, 3])
bisect.insort(r, 2)
print(r)
