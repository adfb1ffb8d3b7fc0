# What stands for the parameters of typing.Callable: a list, or one type that is meant as the only parameter.
from typing import Any, Callable, Concatenate, Generic, ParamSpec, TypeVar, TypeVarTuple, Unpack

T = TypeVar("T")
P = ParamSpec("P")
Ts = TypeVarTuple("Ts")
for kind in (Callable[int, str], Callable["P", int], Callable[Unpack[Ts], int], Callable[None, None], Callable[[], None], Callable[..., T],
             Callable[P, T], Callable[Concatenate[int, P], T], Callable[[T, "later"], Any], Callable[(int, str), bool]):
    print(kind, kind.__args__, kind.__parameters__)
print(Callable[T, T][int], Callable[P, T][[int, str], bool], Callable[..., T][str])
for wrong in (lambda: Callable[int], lambda: Callable[[int], 5], lambda: Callable[[int], str, bool]):
    try:
        print(wrong())
    except TypeError as e:
        print(e)


class Holder(Generic[P, T]):
    call: Callable[P, T]


print(Holder[[int], str])
