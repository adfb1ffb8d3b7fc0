"""collections, functools and operator with and without what is in C: the same answers."""
import importlib
import pickle
import sys


def without(name, inner):
    saved = {n: sys.modules.pop(n, None) for n in (name, inner)}
    sys.modules[inner] = None
    try:
        return importlib.import_module(name)
    finally:
        for n, module in saved.items():
            sys.modules.pop(n, None)
            if module is not None:
                sys.modules[n] = module


def check_ordered(OrderedDict):
    class Missing(OrderedDict):
        def __missing__(self, key):
            return 0
    d = OrderedDict(b=1, a=2)
    d.move_to_end('b')
    d['c'] = 3
    d.move_to_end('c', last=False)
    print(d, d == OrderedDict([('c', 3), ('a', 2), ('b', 1)]), d == OrderedDict(a=2, b=1, c=3), d == dict(a=2, b=1, c=3))
    print(list(reversed(d)), list(reversed(d.items())), d.popitem(), d.popitem(last=False), d | {'z': 1}, {'y': 0} | d)
    print(OrderedDict.fromkeys('xy', 5), d.copy() == d, d.setdefault('q', 9), d.pop('q'), d.pop('q', None))
    for attempt in (lambda: Missing().pop('a'), lambda: OrderedDict().popitem(), lambda: d.move_to_end('none'), lambda: d.pop('none')):
        try:
            print(attempt())
        except KeyError as e:
            print(repr(e))


def check_functools(functools):
    add = functools.partial(lambda *a, **k: (a, k), 1, x=2)
    print(add(3, y=4), functools.partial(add, 5)(), functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]), functools.reduce(max, [], 7))
    add.extra = 1
    add.__setstate__((print, (1,), {}, None))
    print(vars(add))
    print(sorted('bca', key=functools.cmp_to_key(lambda a, b: (a < b) - (a > b))))

    @functools.lru_cache(maxsize=2)
    def f(x):
        print('f', x)
        return x
    print([f(x) for x in (1, 2, 1, 3, 1, 2)], f.cache_info())
    f.cache_clear()
    print(f.cache_info())
    try:
        functools.reduce(max, [])
    except TypeError as e:
        print(e)


def check_operator(operator):
    print(operator.attrgetter('real', 'imag')(1j), operator.attrgetter('__class__.__name__')(1), operator.itemgetter(1, 0)('ab'), operator.methodcaller('replace', 'a', 'b')('aa'))
    print(operator.itemgetter(1), operator.attrgetter('a', 'b.c'), operator.methodcaller('m', 1, k=2))
    print(operator.concat([1], [2]), operator.indexOf('abc', 'c'), operator.countOf([1, 1.0, 2], 1), operator.length_hint(iter([1, 2])), operator.iadd([1], [2]))
    print(operator.truth([]), operator.is_not(1, None))
    for attempt in (lambda: operator.concat(1, 2), lambda: operator.indexOf([], 1), lambda: operator.attrgetter(1), lambda: operator.length_hint([], 'x')):
        try:
            print(attempt())
        except (TypeError, ValueError) as e:
            print(type(e).__name__, e)


for module in without('collections', '_collections'), importlib.import_module('collections'):
    check_ordered(module.OrderedDict)
for module in without('functools', '_functools'), importlib.import_module('functools'):
    check_functools(module)
for module in without('operator', '_operator'), importlib.import_module('operator'):
    check_operator(module)
