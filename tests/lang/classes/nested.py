class Outer:
    x = 1
    items = [i for i in range(3)]

    class Inner:
        y = 2

        class Deep:
            def f(self):
                return "deep"

        def outer_name(self):
            return Outer.x

    def make(self):
        class Local:
            z = self

            def method(self):
                return __class__.__qualname__
        return Local

    inner = Inner()
    first_item = items[0]
    y = x + 1


print(Outer.Inner.Deep().f(), Outer.Inner.__qualname__, Outer.Inner.Deep.f.__qualname__, Outer().inner.y, Outer.y)
L = Outer().make()
print(L.__qualname__, L().method())
print(Outer.Inner().outer_name())

x = "global"


class Scope:
    print("in the body", x)
    x = "class"
    print("now", x)

    def method(self):
        return x

    gen = list(x for _ in range(1))
    lam = lambda self: x


print(Scope().method(), Scope.gen, Scope().lam())


def function():
    v = "local"

    class C:
        print(v)
        w = v + "!"

        def m(self):
            return v

    v = "changed"
    return C


C = function()
print(C.w, C().m())


def shadows():
    v = "function"

    class C:
        v = "class"
        seen = v
        del v
        try:
            v
        except NameError as e:
            after = str(e)

    return C


print(shadows().seen, shadows().after)


class Conditional:
    if x == "global":
        def f(self):
            return "if branch"
    else:
        def f(self):
            return "else branch"
    for name in ("a", "b"):
        exec(f"{name} = {name!r}.upper()")
    try:
        1 / 0
    except ZeroDivisionError:
        recovered = True
    with open("/dev/null") as fh:
        pass


print(Conditional().f(), Conditional.a, Conditional.b, Conditional.recovered, Conditional.name)
try:
    class Fails:
        a = 1
        raise ValueError("in a class body")
except ValueError as e:
    print(e)
try:
    Fails
except NameError as e:
    print(e)
try:
    class Names:
        undefined_name
except NameError as e:
    print(e)


class Annotated:
    a: int
    b: str = "b"

    def f(self, x: int = 1) -> str: ...


print(Annotated.b, hasattr(Annotated, "a"))
print(Annotated.__dict__["f"].__name__, "f" in vars(Annotated), type(vars(Annotated)).__name__)
try:
    vars(Annotated)["x"] = 1
except TypeError as e:
    print(e)


def decorate(cls):
    cls.decorated = True
    return cls


@decorate
class D: pass


@lambda c: (c.__name__, c)
class E2: pass


print(D.decorated, E2[0])
class One: a = 1; b = 2
print(One.a + One.b)
class Same(One): a = One.a + 10
print(Same.a, Same.b)
print([type(n, (), {}).__name__ for n in "XY"])
