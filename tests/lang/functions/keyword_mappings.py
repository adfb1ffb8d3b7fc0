# **mapping in calls: mappings of other classes, keys that come twice, keys that are no strings.
class Multi:
    def __init__(self, *pairs): self.pairs = pairs
    def keys(self): return [k for k, _ in self.pairs]
    def __getitem__(self, key): return dict(self.pairs)[key]


def f(*args, **kwargs): return args, kwargs


print(f(**Multi(("a", 1), ("b", 2)), c=3))
for call in (lambda: f(**Multi(("x", 1), ("x", 2))), lambda: f(a=3, **Multi(("x", 1), ("x", 2))),
             lambda: f(**{1: 3}), lambda: f(a=1, **{"a": 2}), lambda: f(**[1]),
             lambda: f(**Multi((1, 2))), lambda: dict(**{"a": 1}, **Multi(("a", 2))), lambda: f(**{"a": 1}, **{"b": 2, "a": 3})):
    try: print(call())
    except TypeError as e: print(e)
