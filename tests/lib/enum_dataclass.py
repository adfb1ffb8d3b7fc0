from dataclasses import FrozenInstanceError, asdict, astuple, dataclass, field, fields, is_dataclass, replace
from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto, unique


class Colour(Enum):
    RED = 1
    GREEN = 2
    BLUE = auto()
    ALIAS = 1

    def describe(self):
        return f"{self.name} is {self.value}"


print(Colour.RED, repr(Colour.GREEN), Colour.BLUE.value, Colour(2), Colour["RED"], Colour.ALIAS is Colour.RED, list(Colour), len(Colour), Colour.RED.describe(), Colour.RED in Colour, Colour.RED == 1, Colour.RED is Colour(1), {Colour.RED: "r"}[Colour.RED], type(Colour.RED).__name__, isinstance(Colour.RED, Colour), list(Colour.__members__))
for f in (lambda: Colour(9), lambda: Colour["NONE"], lambda: Colour.NONE, lambda: Colour.RED < Colour.GREEN, lambda: setattr(Colour, "RED", 5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class Number(IntEnum):
    ONE = 1
    TWO = 2


class Word(StrEnum):
    HELLO = auto()
    BYE = "bye!"


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


print(Number.ONE + 1, Number.TWO > 1, sorted([Number.TWO, Number.ONE]), f"{Number.ONE}", repr(Number.ONE), Word.HELLO, Word.BYE.upper(), f"{Word.HELLO}", Perm.R | Perm.X, Perm.RW, Perm.R in Perm.RW, ~Perm.R, Perm.R & Perm.W, bool(Perm.R & Perm.W), Perm(3), list(Perm.RW), Perm.RW.value)
try:
    @unique
    class Dup(Enum):
        A = 1
        B = 1
except ValueError as e:
    print(e)
try:
    class More(Colour):
        X = 1
except TypeError as e:
    print(e)


class Planet(Enum):
    EARTH = (1, 2)
    MARS = (3, 4)

    def __init__(self, a, b):
        self.a, self.b = a, b


print(Planet.MARS.a, Planet.EARTH.b, Planet((1, 2)), Enum("Made", "A B").B.value)


@dataclass
class P:
    x: int
    y: int = 5
    tags: list = field(default_factory=list)

    def total(self):
        return self.x + self.y


p = P(1)
q = P(1, 2, ["t"])
print(p, q, p == P(1), p != q, p.total(), p.tags is P(1).tags, replace(q, x=9), asdict(q), astuple(q), [f.name for f in fields(P)], is_dataclass(P), P.__match_args__)
try:
    P()
except TypeError as e:
    print(e)
try:
    hash(p)
except TypeError as e:
    print(e)


@dataclass(frozen=True, order=True)
class F:
    a: int
    b: str = field(default="z", compare=False, repr=False)


f1, f2 = F(1), F(2)
print(f1 < f2, sorted([f2, f1]), hash(f1) == hash(F(1, "other")), f1 == F(1, "other"), f1)
try:
    f1.a = 5
except FrozenInstanceError as e:
    print(e)


@dataclass
class Base:
    a: int
    b: int = 1


@dataclass
class Child(Base):
    c: int = 2

    def __post_init__(self):
        self.sum = self.a + self.b + self.c


print(Child(5), Child(5).sum, Child(1, 2, 3))
try:
    @dataclass
    class Bad:
        a: int = 1
        b: int
except TypeError as e:
    print(e)
try:
    @dataclass
    class Bad2:
        a: list = []
except ValueError as e:
    print(e)


@dataclass(slots=True, kw_only=True)
class S:
    a: int
    b: int = 2


print(S(a=1), S.__slots__)
try:
    S(1)
except TypeError as e:
    print(e)
match q:
    case P(x, y):
        print("matched", x, y)
