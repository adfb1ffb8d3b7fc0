# pprint in its widths and containers; difflib's matcher, ndiff, unified and context diffs.
import collections
import dataclasses
import difflib
import pprint
import types


@dataclasses.dataclass
class Point:
    x: int
    names: list
    hidden: int = dataclasses.field(default=1, repr=False)


class Other:
    def __repr__(self):
        return 'Other<' + 'o' * 30 + '>'


data = {
    'numbers': list(range(30)), 'text': 'the quick brown fox jumps over the lazy dog ' * 3, 'lines': 'one\ntwo\nthree ' * 4,
    'bytes': bytes(range(60)), 'tuple': ('a' * 40, 'b' * 40), 'one': ('c' * 90,), 'nested': {'a': {'b': {'c': [1, [2, [3]]]}}},
    'set': set(range(40, 80)), 'frozen': frozenset(range(40)), 1: 2, (1, 2): None,
    'point': Point(1, ['name'] * 12), 'ns': types.SimpleNamespace(first='f' * 40, second=['s'] * 20),
    'ordered': collections.OrderedDict((c * 10, c * 20) for c in 'abcd'), 'count': collections.Counter('abracadabra' * 4),
    'default': collections.defaultdict(list, {c * 12: [c] * 8 for c in 'xyz'}),
    'chain': collections.ChainMap({'k' * 30: 1}, {'l' * 30: 2}), 'deque': collections.deque(range(30), maxlen=40),
    'proxy': types.MappingProxyType({c * 12: c * 12 for c in 'pqrs'}), 'other': [Other()] * 3, 'array': bytearray(b'x' * 70),
}
pprint.pprint(data)
pprint.pp(data, width=50, compact=True)
pprint.pprint(data, indent=4, width=100, depth=2)
pprint.pprint([1234567, 10 ** 12], underscore_numbers=True)
loop = [1]
loop.append(loop)
print(pprint.isrecursive(loop), pprint.isreadable(loop), pprint.isreadable(data['numbers']), pprint.pformat(loop)[:20])
for bad in ({'indent': -1}, {'depth': 0}, {'width': 0}):
    try:
        pprint.pformat(1, **bad)
    except ValueError as e:
        print(e)

a = 'one\ntwo\nthree\nfour\n\nfive is here\nsix\nseven\neight\nnine\nten\n'.splitlines(True)
b = 'one\ntwo!\nthree\nfour\nfive as here\nfive and a half\nsix\nseven\neight\nnine\tx\nten\neleven\n'.splitlines(True)
print(''.join(difflib.ndiff(a, b)))
print(''.join(difflib.unified_diff(a, b, 'a.txt', 'b.txt', 'then', 'now', n=1)))
print(''.join(difflib.context_diff(a, b, 'a.txt', 'b.txt', n=1)))
print(list(difflib.unified_diff([], ['x'], lineterm='')))
delta = list(difflib.ndiff(a, b))
print(list(difflib.restore(delta, 1)) == a, list(difflib.restore(delta, 2)) == b)
s = difflib.SequenceMatcher(lambda c: c == ' ', 'private Thread currentThread;', 'private volatile Thread currentThread;')
print(round(s.ratio(), 3), s.quick_ratio(), s.real_quick_ratio(), s.get_matching_blocks(), s.get_opcodes())
print(s.find_longest_match(0, 10, 3, 20))
print(difflib.get_close_matches('appel', ['ape', 'apple', 'peach', 'puppy']), difflib.get_close_matches('x', ['y']))
print(list(difflib.SequenceMatcher(None, list(range(40)), list(range(10)) + list(range(12, 41))).get_grouped_opcodes(2)))
long = 'abcde' * 60
m = difflib.SequenceMatcher(None, long, long[:100] + 'zz' + long[100:])
print(m.bpopular == set('abcde'), m.ratio(), difflib.SequenceMatcher(None, long, long[1:], False).ratio())
print(list(difflib.diff_bytes(difflib.unified_diff, [b'a\xff'], [b'b\xff'], b'f', b't', lineterm=b'')))
for call in (lambda: difflib.restore([], 3).__next__(), lambda: difflib.get_close_matches('a', [], 0),
             lambda: difflib.get_close_matches('a', [], 1, 2), lambda: list(difflib.unified_diff([b'a'], ['b']))):
    try:
        call()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
