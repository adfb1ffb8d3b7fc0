def literal(x):
    match x:
        case 0:
            return "zero"
        case -1 | -2:
            return "negative"
        case 1.5:
            return "float"
        case 1 + 2j:
            return "complex"
        case "text":
            return "string"
        case b"bytes":
            return "bytes"
        case None:
            return "none"
        case True:
            return "true"
        case False:
            return "false"
        case _:
            return "other"


print([literal(x) for x in (0, -1, -2, 1.5, 1 + 2j, "text", b"bytes", None, True, False, 1, 0.0, [], "0")])


def sequence(x):
    match x:
        case []:
            return "empty"
        case [a]:
            return "one", a
        case [1, b]:
            return "starts with one", b
        case (a, b):
            return "two", a, b
        case [a, *rest, 9]:
            return "ends with nine", a, rest
        case ["go", ("north" | "south") as where, *_]:
            return "go", where
        case [[a, b], [c, *d]]:
            return "nested", a, b, c, d
        case [_, _, _]:
            return "three"
        case [first, *rest]:
            return "rest", first, rest
    return "no sequence"


for x in ([], (), [5], (1, 2), [3, 4], [1, 2, 9], [1, 9], ["go", "north", 1], ["go", "west"], [[1, 2], [3, 4, 5]], [[1, 2], 3], range(3),
          [1, 2, 3], list(range(6)), "ab", b"ab", {1, 2}, {1: 2}, 5, None, iter([1])):
    print(type(x).__name__, sequence(x))


def mapping(x):
    match x:
        case {"type": "circle", "radius": r}:
            return "circle", r
        case {"type": "rect", "size": [w, h]}:
            return "rect", w, h
        case {"nested": {"deep": v}, **rest}:
            return "nested", v, rest
        case {1: a, "k": b}:
            return a, b
        case {"only": _, **rest} if not rest:
            return "only"
        case {}:
            return "any mapping", len(x)
    return "no mapping"


from collections import OrderedDict, defaultdict
for x in ({"type": "circle", "radius": 2}, {"type": "rect", "size": (1, 2), "extra": 0}, {"nested": {"deep": 1}, "a": 2}, {1: "a", "k": "b", 3: 4},
          {"only": 1}, {"only": 1, "more": 2}, {}, OrderedDict(type="circle", radius=3), defaultdict(int), [("type", "circle")], None):
    print(mapping(x))
d = defaultdict(int)
match d:
    case {"missing": v}:
        print("made", v)
    case _:
        print("defaultdict was not asked to make a value", len(d))


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Point3(Point):
    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z


class NoArgs:
    pass


def classes(v):
    match v:
        case Point(0, 0):
            return "origin"
        case Point(x=0, y=y):
            return "on the y axis", y
        case Point3(x, y, z=z):
            return "3d", x, y, z
        case Point(x, 5):
            return "y is five", x
        case Point(x, y) if x == y:
            return "diagonal", x
        case Point():
            return "some point"
        case int(n) if n > 100:
            return "big int", n
        case bool():
            return "bool"
        case int() | float() as number:
            return "number", number
        case str(s):
            return "str", s
        case [Point(x=a), Point(x=b)]:
            return "two points", a, b
        case list(l):
            return "list", l
        case dict(d):
            return "dict", d
        case NoArgs():
            return "no args"
        case type():
            return "a class"
    return "nothing"


for v in (Point(0, 0), Point(0, 7), Point3(1, 2, 3), Point(1, 5), Point(4, 4), Point(1, 2), 500, True, 5, 2.5, "s", [Point(1, 2), Point(3, 4)],
          [1], {1: 2}, NoArgs(), int, None, b"x"):
    print(classes(v))
for source in ("Point(1, 2, 3)", "Point(1, x=2)", "NoArgs(1)", "int(1, 2)", "five()"):
    try:
        exec(f"match Point(1, 2) if 'P' in {source!r} else NoArgs() if 'N' in {source!r} else 5:\n    case {source}: print('matched')",
             {"Point": Point, "NoArgs": NoArgs, "five": 5})
    except TypeError as e:
        print(e)


class Colour:
    RED = 1
    GREEN = "g"

    class Inner:
        DEEP = (1, 2)


def values(v):
    match v:
        case Colour.RED:
            return "red"
        case Colour.GREEN:
            return "green"
        case Colour.Inner.DEEP:
            return "deep"
        case [Colour.RED, x]:
            return "red then", x
    return None


print(values(1), values("g"), values((1, 2)), values([1, 5]), values(2))


def guards(v):
    match v:
        case x if x < 0:
            return "negative"
        case x if (y := x * 2) > 10:
            return "doubled", y
        case x:
            return x


print(guards(-1), guards(10), guards(3))


def binding():
    match [1, [2, 3]]:
        case [a, [b, c] as inner] as whole:
            return a, b, c, inner, whole


print(binding())


def or_patterns(v):
    match v:
        case [x, 0] | [0, x]:
            return "zero and", x
        case {"a": x} | {"b": x}:
            return "a or b", x
        case ("+" | "-" as op, n) | (n, "!" as op):
            return op, n


print(or_patterns([5, 0]), or_patterns([0, 6]), or_patterns({"b": 1}), or_patterns(("+", 2)), or_patterns((3, "!")), or_patterns(1))


def no_match():
    match 5:
        case 6:
            pass
    return "fell through"


print(no_match())
match 1, 2:
    case a, b:
        print("tuple subject", a, b)
match (x := 5):
    case 5:
        print("walrus", x)
match = case = _ = type = 3
print(match, case, _)
match[0:1] if False else None
match (1)if False else 4:
    case 4: print("soft keyword")
del type


def fail_partway():
    match [1, 2, 3]:
        case [a, b, 4]:
            return "no"
        case [a, *_]:
            return a


print(fail_partway())


class Length:
    def __len__(self):
        return 2

    def __getitem__(self, i):
        if i > 1:
            raise IndexError
        return i


import collections.abc
match Length():
    case [a, b]:
        print("not reached")
    case _:
        print("not registered as a sequence")
collections.abc.Sequence.register(Length)
match Length():
    case [a, b]:
        print("registered", a, b)


def command(text):
    match text.split():
        case ["quit" | "exit"]:
            return "bye"
        case ["load", name]:
            return "load " + name
        case ["save", name, *options]:
            return f"save {name} {options}"
        case [("north" | "east" | "south" | "west") as d]:
            return "go " + d
        case []:
            return "nothing said"
        case [verb, *args]:
            return f"cannot {verb} {args}"


print([command(t) for t in ("quit", "load f", "save f -x -y", "west", "", "dance now")])
for n in range(1, 16):
    match n % 3, n % 5:
        case 0, 0: print("FizzBuzz", end=" ")
        case 0, _: print("Fizz", end=" ")
        case _, 0: print("Buzz", end=" ")
        case _: print(n, end=" ")
print()
