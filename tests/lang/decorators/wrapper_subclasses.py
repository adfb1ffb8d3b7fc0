"""Subclasses of classmethod and staticmethod hand their function to the base's __init__."""
import abc


class logged(classmethod):
    def __init__(self, function):
        print('wraps', function.__name__)
        super().__init__(function)


class swapped(staticmethod):
    def __init__(self, function):
        super().__init__(lambda *args: ('swapped', args))


class C:
    @logged
    def make(cls):
        return cls.__name__

    @swapped
    def call(x):
        return x


print(C.make(), C().make(), C.call(1))


class Abstract(metaclass=abc.ABCMeta):
    @abc.abstractclassmethod
    def make(cls):
        return cls.__name__

    @abc.abstractstaticmethod
    def call():
        return 4


class Concrete(Abstract):
    @classmethod
    def make(cls):
        return super().make()

    @staticmethod
    def call():
        return Abstract.call()


print(Concrete.make(), Concrete().call(), sorted(Abstract.__abstractmethods__))
for attempt in (Abstract, classmethod, lambda: staticmethod(1, 2), lambda: classmethod.__init__(3, print)):
    try:
        attempt()
    except TypeError as e:
        print(type(e).__name__)
