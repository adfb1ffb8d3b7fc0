# Lists, dicts, sets and tuples: filling, sorting, slices, comprehensions.
import sys


def primes(n):
    sieve = [True] * n
    for i in range(2, int(n ** 0.5) + 1):
        if sieve[i]:
            sieve[i * i::i] = [False] * len(range(i * i, n, i))
    return [i for i in range(2, n) if sieve[i]]


def shuffled(n):
    seed, items = 12345, []
    for i in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        items.append((seed % 1000, str(i)))
    return items


def run(n):
    items = shuffled(n * 20)
    groups = {}
    for key, text in items:
        groups.setdefault(key, []).append(text)
    longest = max(groups.items(), key=lambda pair: (len(pair[1]), pair[0]))
    items.sort()
    evens = {key for key, text in items if key % 2 == 0}
    thirds = {key for key, text in items if key % 3 == 0}
    inverse = {text: key for key, text in items}
    while len(items) > 10:
        del items[::3]
    return (longest[0], len(evens & thirds), len(evens | thirds), len(evens ^ thirds), len(inverse), items[-1],
            sum(primes(n * 50)) % 1000003)


answer = run(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
print(answer)
