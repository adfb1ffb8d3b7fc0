"""__format__ set to None: the object cannot be formatted."""


class N:
    __format__ = None


for attempt in (lambda: format(N()), lambda: f'{N()}', lambda: '{}'.format(N()), lambda: '{:x}'.format(N())):
    try:
        attempt()
    except TypeError as e:
        print(e)
