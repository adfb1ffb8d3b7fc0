# re, json, dataclasses, enum, collections, itertools, functools, imports.
import collections
import dataclasses
import functools
import io
import itertools
import json
import re
import textwrap

out = []


@dataclasses.dataclass(order=True)
class Point:
    x: int
    y: int = 0
    names: list = dataclasses.field(default_factory=list, compare=False)


@dataclasses.dataclass(frozen=True)
class Fixed:
    a: str
    b: tuple = ()


def patterns():
    out.append(re.findall(r'(\w+)=(\d+)', 'a=1, b=22, c=333'))
    out.append(re.sub(r'(?P<word>[a-z]+)', lambda m: m['word'].title(), 'some words here'))
    out.append(re.split(r'[,;]\s*', 'a, b;c,d'))
    out.append(re.compile(rb'(\d+)-(\d+)').fullmatch(b'10-20').groups())
    out.append([m.span() for m in re.finditer('ä|ö', 'xäyöz')])
    try:
        re.compile('(')
    except re.error as e:
        out.append(str(e))


def texts():
    data = {'list': [1, 2.5, None, True, 'text \u00e4 \U0001f600'], 'dict': {'a': {'b': []}}}
    text = json.dumps(data, indent=1, sort_keys=True)
    out.append(json.loads(text) == data)
    out.append(json.dumps(data, separators=(',', ':'), ensure_ascii=False))
    try:
        json.loads('[1, 2')
    except json.JSONDecodeError as e:
        out.append(str(e))
    f = io.StringIO('one\ntwo\n')
    out.append([line.strip() for line in f])
    b = io.BytesIO()
    b.write(b'bytes')
    out.append(b.getvalue())
    out.append(textwrap.fill('some words that are folded', 12))


def containers():
    out.append(collections.Counter('abracadabra').most_common(2))
    d = collections.defaultdict(list)
    for i, c in enumerate('abab'):
        d[c].append(i)
    out.append(dict(d))
    od = collections.OrderedDict(a=1, b=2)
    od.move_to_end('a')
    out.append(list(od))
    dq = collections.deque(range(5), 3)
    dq.rotate(1)
    out.append(list(dq))
    Pair = collections.namedtuple('Pair', 'left right')
    out.append(Pair(1, right=2)._asdict())
    out.append(list(itertools.chain.from_iterable(itertools.combinations('abc', 2))))
    out.append([(k, list(g)) for k, g in itertools.groupby('aabbb')])
    out.append(functools.reduce(lambda a, b: a * b, range(1, 30)))

    @functools.lru_cache(None)
    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)
    out.append(fib(30))


out.append(sorted([Point(2), Point(1, 5), Point(1, 2)])[0])
out.append(dataclasses.replace(Fixed('x'), b=(1,)))
out.append(dataclasses.asdict(Point(1, 2, ['n'])))
patterns()
texts()
containers()
result = out
