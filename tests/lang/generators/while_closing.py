# Several generators alive at once, interleaved.
def worker(name, n):
    for i in range(n):
        command = yield f"{name}{i}"
        if command == "stop":
            print(name, "told to stop")
            return i
    return n


def scheduler(workers):
    results = {}
    queue = [(name, g, None) for name, g in workers.items()]
    while queue:
        name, g, message = queue.pop(0)
        try:
            value = g.send(message)
            print(value, end=" ")
            queue.append((name, g, "stop" if value == "b2" else None))
        except StopIteration as e:
            results[name] = e.value
    print()
    return results


print(scheduler({"a": worker("a", 3), "b": worker("b", 9), "c": worker("c", 1)}))


def interleave(*iterables):
    pending = [iter(it) for it in iterables]
    while pending:
        for it in list(pending):
            try:
                yield next(it)
            except StopIteration:
                pending.remove(it)


print(list(interleave("abc", range(5), worker("w", 2))))


def tee(source):
    a, b = [], []

    def reader(mine, other):
        while True:
            if mine:
                yield mine.pop(0)
            else:
                try:
                    value = next(source)
                except StopIteration:
                    return
                other.append(value)
                yield value

    return reader(a, b), reader(b, a)


x, y = tee(iter(range(5)))
print(next(x), next(x), next(y), list(x), list(y))

many = [worker(str(i), 2) for i in range(200)]
print(sum(len(next(g)) for g in many), sum(len(next(g)) for g in many), sum(1 for g in many if next(g, None) is None))
