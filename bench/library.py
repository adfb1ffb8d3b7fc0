# The library: json, re, dataclasses, collections, itertools.
import collections
import dataclasses
import itertools
import json
import re
import sys


@dataclasses.dataclass(order=True)
class Entry:
    level: str
    number: int
    tags: list = dataclasses.field(default_factory=list, compare=False)


LINE = re.compile(r'(?P<level>[A-Z]+)\s+#(?P<number>\d+):\s*(?P<text>.*)')


def lines(n):
    levels = itertools.cycle(['INFO', 'WARNING', 'ERROR'])
    for i, level in zip(range(n), levels):
        yield f'{level} #{i * 31 % n}: tags a{i % 3}, b{i % 5} and {"more" * (i % 4)}'


def run(n):
    entries = []
    for line in lines(n * 5):
        match = LINE.match(line)
        entries.append(Entry(match['level'], int(match['number']), re.findall(r'[ab]\d', match['text'])))
    counts = collections.Counter(tag for entry in entries for tag in entry.tags)
    text = json.dumps([dataclasses.asdict(entry) for entry in sorted(entries)])
    again = [Entry(**item) for item in json.loads(text)]
    return counts.most_common(3), len(text), again == sorted(entries), re.sub(r'\d+', '#', text)[:60]


answer = run(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
print(answer)
