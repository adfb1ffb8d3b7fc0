# Annotations that name what is defined later (PEP 649): nothing fails at the definition.
import dataclasses
import sys
import typing
from annotationlib import Format, get_annotations


def f(a: Later, *args: int, b: "text" = 1, **kw: undefined.attr) -> Later | None:
    pass


class A:
    x: int
    y: Later = 3

    def m(self, o: A) -> Inner: ...

    class Inner: ...


for owner in f, A:
    try:
        owner.__annotations__
    except NameError as e:
        print(e)
print(get_annotations(f, format=Format.STRING))
print(get_annotations(A, format=Format.STRING))
print(get_annotations(f, format=Format.FORWARDREF)['a'].__forward_arg__)


class Later: ...


print(A.__annotations__, A.__dict__['__annotations__'] is A.__annotations__)
print(A.m.__annotations__)
print(typing.get_type_hints(A))


class Conditional:
    x: int
    if sys:
        y: Later2
    else:
        z: float


class Later2: ...


print(Conditional.__annotations__, Conditional.__annotate__(1))
try:
    Conditional.__annotate__(3)
except NotImplementedError as e:
    print(repr(e))


@dataclasses.dataclass
class Node:
    value: int
    next: Node | None = None


print(Node(1, Node(2)), typing.get_type_hints(Node))

first: int = 1
if first:
    second: Later3 = 2
else:
    third: Later4 = 3
here = sys.modules[__name__]
try:
    here.__annotations__
except NameError as e:
    print(e)


class Later3: ...


print(here.__annotations__)


def generic[T](x: T, y: list[Q]) -> T: ...


print(generic.__annotate__.__qualname__, get_annotations(generic, format=Format.STRING))
Q = str
print(generic.__annotations__)


def enclosing():
    T = int

    def inner(x: T): ...
    T = str
    return inner


print(enclosing().__annotations__)
calls = []
def noisy(x: calls.append(1)): ...
print(len(calls), noisy.__annotations__, noisy.__annotations__, len(calls))
