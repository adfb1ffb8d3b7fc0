# __doc__ of instances: the docstring of the class
class Plain:
    pass


class Told:
    """told"""


class Text(str):
    pass

print(Plain().__doc__, Told().__doc__, Text().__doc__)
print(all(isinstance(v.__doc__, str) for v in ('', 1, 1.5, [], (), {}, set(), b'', object())))
print(''.__doc__ == str.__doc__, hasattr(1, '__doc__'))
for value in (1, 'text', object()):
    try:
        value.__doc__ = 'other'
    except AttributeError as e:
        print(e)


class Slots:
    __slots__ = ('__doc__',)

s = Slots()
try:
    s.__doc__
except AttributeError as e:
    print(e)
s.__doc__ = 'mine'
print(s.__doc__)
