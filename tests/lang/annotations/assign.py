# __annotate__ and __annotations__ of functions and classes: what setting one does to the other.
import functools


def f(x: int): ...


print(f.__annotate__(1), f.__annotations__ is f.__annotations__)
f.__annotations__ = {'y': 3}
print(f.__annotate__, f.__annotations__)
f.__annotate__ = lambda format: {'z': format}
print(f.__annotations__)
f.__annotate__ = None
print(f.__annotations__)
f.__annotate__ = lambda format: []
for value in 1, 'x':
    try:
        f.__annotate__ = value
    except TypeError as e:
        print(e)
try:
    f.__annotations__
except TypeError as e:
    print(e)
try:
    del f.__annotate__
except TypeError as e:
    print(e)
print((lambda: 1).__annotate__, (lambda: 1).__annotations__)


class C:
    x: Unknown


C.__annotations__ = {'a': 1}
print(C.__annotate__, C.__annotations__)
C.__annotate__ = lambda format: {'b': format}
print(C.__annotations__)
del C.__annotations__
print(C.__annotations__, C.__annotate__)


@functools.wraps(f)
def g(): ...


print(g.__annotate__ is f.__annotate__)


def h(x: Unknown): ...


@functools.wraps(h)
def k(): ...


Unknown = 5
print(k.__annotations__)


def text(): ...


text.__annotations__ = {'x': 'int'}
print(functools.wraps(text)(lambda: 1).__annotations__)
