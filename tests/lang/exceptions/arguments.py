def report(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except TypeError as e:
        print(e)


def none(): return "none"
def one(a): return a
def two(a, b): return a, b
def default(a, b=2, c=3): return a, b, c
def star(a, *rest): return a, rest
def kwonly(*, k, l=1): return k, l
def kwonly2(a, *, k, l): return a, k, l
def posonly(a, b=2, /): return a, b
def mixed(a, /, b, *, c): return a, b, c
def kwargs(a, **k): return a, k
def posdict(a, /, **k): return a, k
def everything(a, b=1, /, c=2, *d, e, f=3, **g): return a, b, c, d, e, f, g


report(none, 1)
report(none, 1, 2)
report(none, x=1)
report(one)
report(one, 1, 2)
report(one, 1, a=2)
report(one, b=1)
report(two)
report(two, 1)
report(two, b=1)
report(two, 1, 2, 3)
report(default)
report(default, 1, 2, 3, 4)
report(default, c=5)
report(default, 1, c=5)
report(star)
report(star, 1, 2, 3)
report(star, a=1)
report(star, 1, a=2)
report(kwonly)
report(kwonly, 1)
report(kwonly, k=1)
report(kwonly, 1, k=2)
report(kwonly, m=1)
report(kwonly2, 1)
report(kwonly2)
report(kwonly2, 1, 2, k=1)
report(posonly)
report(posonly, a=1)
report(posonly, 1, b=2)
report(posonly, a=1, b=2)
report(posonly, 1, 2, 3)
report(mixed, 1, 2, 3)
report(mixed, 1)
report(mixed, a=1, b=2, c=3)
report(mixed, 1, b=2, c=3)
report(kwargs, 1, b=2, c=3)
report(kwargs, b=2)
report(kwargs, 1, a=2)
report(posdict, 1, a=2)
report(posdict, a=2)
report(everything, 1, 2, 3, 4, 5, e=6, z=7)
report(everything, 1)
report(everything)
report(everything, 1, b=5, e=1)
report(lambda a, b: 0, 1)
report(one, **{"a": 1, "b": 2})
report(one, **{"x": 1, "y": 2})
report(two, *[1, 2, 3])
report(two, *"ab")
report(lambda **k: k, **{"a b": 1})


class C:
    def method(self, a): return a

    @staticmethod
    def static(a): return a

    @classmethod
    def cls(cls, a): return a

    def __call__(self, a): return a

    def no_self(): return 1


c = C()
report(c.method)
report(c.method, 1, 2)
report(C.method)
report(C.static)
report(C.cls)
report(C.cls, 1, 2)
report(c)
report(c, 1, 2)
report(c.no_self)
report(C, 1)
for text in ("f(**5)", "f(*5)", "f(**{'a': 1}, a=2)", "f(a=1, **{'a': 2})", "f(**{1: 2})", "f(*None)", "f(**None)", "f(1, *5)",
             "f(**{'a': 1}, **{'a': 2})"):
    try:
        exec(text, {"f": everything})
    except TypeError as e:
        print(text, e)


def outer():
    def inner(x): return x
    return inner


report(outer())
report(int, 1, 2, 3)
report(int, x=1)
report(len)
report(len, 1, 2)
report(len, obj=1)
report(sorted)
report(sorted, [1], 2)
report(sorted, [1], bad=2)
report("a".split, 1)
report("a".split, bad=1)
report([].append)
report([].sort, 1)
report({}.get)
report(print, bad=1)
report(isinstance, 1)
report(range)
report(range, 1, 2, 3, 4)
report(range, "a")
report(zip, 5)
report(enumerate)
report(enumerate, [1], start="x")
report(map)
report(map, len)
report(filter, None)
report(getattr, 1)
report(pow, 1)
report(min, 1)
report(max, 1, key=len)
report(sum)
report(round)
report(divmod, 1)
report(hash)
report(ord)
report(chr)
report(bool, 1, 2)
report(str, 1, 2, 3, 4)
report(list, 1, 2)
report(dict, 1, 2)
report(tuple, 1, 2)
report(open)
