# What names mean in bounds, aliases and bases inside and around classes, and which of them are private to a class.
x = 'global'


def make_base(arg):
    class Base:
        found = arg
    return Base


def outer():
    x = 'nonlocal'

    class Bound:
        type Alias = x
        early = Alias.__value__

        def method[T: x](self): ...
        bound = method.__type_params__[0].__bound__
        x = 'class'

    class Global:
        global x
        type Alias = x

    Global.x = 'class'
    return Bound.early, Bound.bound, Global.Alias.__value__


print(outer())


class Later:
    T = int

    def method[U: T](self): ...
    type Alias = T


Later.T = float
print(Later.method.__type_params__[0].__bound__, Later.Alias.__value__, '__classdictcell__' in vars(Later))


class Outer[T]:
    T = 'class'

    class Inner[U](make_base([T for _ in (1,)]), make_base(T)):
        pass

    type Alias = [T for _ in (1,)]


print([b.found for b in Outer.Inner.__bases__[:2]], Outer.Alias.__value__)


class __Hidden:
    pass


class Private[__T: __Hidden, __U: __T](make_base(__T), make_base(lambda: __Hidden)):
    param = __T

    def method[__V](self, a: __T, b: __V):
        return __T, __V


T, U = Private.__type_params__
print(T, T.__bound__, U.__bound__, Private.param is T, Private.__bases__[0].found is T, Private.__bases__[1].found())
print(Private().method(1, 2), Private.method.__annotations__)

for source in ['def f[T]():\n    def g():\n        nonlocal T', 'class A[T]:\n    nonlocal T']:
    try:
        compile(source, '<s>', 'exec')
    except SyntaxError as e:
        print(e.msg, e.lineno)


class Starred:
    def __iter__(self):
        yield 'one item'


def star(*args: *Starred()): ...


print(star.__annotations__)
