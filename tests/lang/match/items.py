# Which items of a subject a sequence pattern looks at, and which class decides that it is a sequence or a mapping.
import collections
import collections.abc


class Endless(collections.abc.Sequence):
    def __getitem__(self, i):
        print('item', i)
        return i

    def __len__(self):
        return 42


class Blind(Endless):
    __getitem__ = None


match Endless():
    case [x, *_, y, _]:
        print(x, y)

match Blind():
    case [*_]:
        print('any')

match Blind():
    case [_, _, *_]:
        print('two or more')


class Late:
    pass


class LateChild(Late):
    pass


def kind(x):
    match x:
        case [*_]:
            return 'sequence'
        case {}:
            return 'mapping'
        case _:
            return 'neither'


print(kind(LateChild()))
collections.abc.Sequence.register(Late)
print(kind(Late()), kind(LateChild()))


class Plain:
    pass


class A(collections.UserDict, collections.abc.Sequence):
    pass


class B(Plain, collections.UserList, collections.abc.Mapping):
    pass


class C(dict, collections.abc.Sequence, Plain):
    pass


print(kind(A()), kind(B()), kind(C()))
