"""Special methods set to None are there and cannot be called."""
import os


def make(name):
    return type('C', (), {name: None})()


class Finder:
    __getattribute__ = None


for attempt in (lambda: make('__eq__') != 1, lambda: bytes(make('__bytes__')), lambda: b'%b' % make('__bytes__'),
                lambda: open(make('__fspath__')), lambda: dir(make('__dir__')), lambda: Finder().x,
                lambda: format(make('__format__')), lambda: repr(make('__repr__')), lambda: str(make('__str__')),
                lambda: setattr(make('__setattr__'), 'x', 1), lambda: delattr(make('__delattr__'), 'x')):
    try:
        print(attempt())
    except TypeError as e:
        print(e)
