"""A comparison that says NotImplemented is tried the other way round, between instances of one class too."""


class Greater:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        return NotImplemented

    def __gt__(self, other):
        return self.v > other.v

    def __le__(self, other):
        return NotImplemented

    def __eq__(self, other):
        print('eq', self.v, other.v)
        return NotImplemented


class Sub(Greater):
    pass


class Deaf:
    def __lt__(self, other):
        print('lt')
        return NotImplemented

    def __add__(self, other):
        print('add')
        return NotImplemented

    __radd__ = __add__


a, b = Greater(1), Greater(2)
print(a < b, b < a, sorted([b, a])[0] is a, max(a, b) is b)
if a < b:
    print('less')
print(a == b, a != b, a == a)
print(a < Sub(3), Sub(0) < a, a == Sub(1))
for attempt in (lambda: a <= b, lambda: Deaf() < Deaf(), lambda: Deaf() > Deaf(), lambda: Deaf() + Deaf(), lambda: Deaf() < 1, lambda: 1 + Deaf()):
    try:
        print(attempt())
    except TypeError as e:
        print(e)
