# A proxy does to its target what is done to it.
import weakref


class Number:
    def __init__(self, n):
        self.n = n
        self.items = [1, 2, 3]

    def __add__(self, other):
        return "add", other if not isinstance(other, Number) else "number"

    def __radd__(self, other):
        return "radd", other

    def __iadd__(self, other):
        self.n += other
        return self

    def __eq__(self, other):
        return self.n == getattr(other, "n", other)

    def __lt__(self, other):
        return self.n < other

    def __neg__(self):
        return -self.n

    def __len__(self):
        return len(self.items)

    def __getitem__(self, key):
        return self.items[key]

    def __setitem__(self, key, value):
        self.items[key] = value

    def __delitem__(self, key):
        del self.items[key]

    def __iter__(self):
        return iter(self.items)

    def __contains__(self, item):
        return item in self.items

    def __str__(self):
        return "number %s" % self.n

    def __bool__(self):
        return self.n != 0

    def __int__(self):
        return self.n

    def __call__(self, *args, **kwargs):
        return args, kwargs

    def __pow__(self, other, mod=None):
        return "pow", other, mod


class Plain:
    pass


n = Number(5)
p = weakref.proxy(n)
print(type(p).__name__, type(weakref.proxy(Plain)).__name__, isinstance(p, Number), p.n, p + 1, 1 + p, p + p, p == 5, p == n, p < 6, -p, len(p), p[1], list(p),
      2 in p, str(p), bool(p), int(p), p(1, a=2), p ** 2, pow(p, 2, 3))
p.n = 7
p[0] = 9
del p[1]
p.extra = 1
print(n.n, n.items, n.extra, hasattr(p, "extra"), "extra" in vars(p))
del p.extra
print(hasattr(n, "extra"), p.__class__.__name__, repr(p).startswith("<weakproxy at 0x"))
for f in (lambda: next(p), lambda: p.missing, lambda: p - 1):
    try:
        print(f())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
