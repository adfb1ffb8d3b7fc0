"""Objects: accounts with descriptors, exceptions of their own, undo by context managers, observers, a metaclass registry."""
from contextlib import contextmanager


class Positive:
    def __set_name__(self, owner, name):
        self.slot = "_" + name

    def __get__(self, obj, owner):
        return self if obj is None else getattr(obj, self.slot)

    def __set__(self, obj, value):
        if value < 0:
            raise Overdrawn(obj, value)
        setattr(obj, self.slot, value)
        obj.notify(self.slot[1:], value)


class BankError(Exception):
    pass


class Overdrawn(BankError):
    def __init__(self, account, balance):
        super().__init__(account, balance)
        self.account, self.balance = account, balance

    def __str__(self):
        return f"{self.account.owner} would have {self.balance}"


class Kinds(type):
    registry = {}

    def __new__(mcls, name, bases, ns, **options):
        cls = super().__new__(mcls, name, bases, ns)
        cls.options = options
        if "kind" in options:
            mcls.registry[options["kind"]] = cls
        return cls

    def __init__(cls, name, bases, ns, **options):
        super().__init__(name, bases, ns)

    def __getitem__(cls, kind):
        return Kinds.registry[kind]


class Account(metaclass=Kinds, kind="plain"):
    balance = Positive()

    def __init__(self, owner, balance=0):
        self.observers = []
        self.owner, self.balance = owner, balance

    def notify(self, what, value):
        for observer in self.observers:
            observer(self, what, value)

    def __iadd__(self, amount):
        self.balance += amount
        return self

    def __isub__(self, amount):
        self.balance -= amount
        return self

    def __repr__(self):
        return f"{type(self).__name__}({self.owner!r}, {self.balance})"

    def __eq__(self, other):
        return isinstance(other, Account) and (self.owner, self.balance) == (other.owner, other.balance)

    def __hash__(self):
        return hash(self.owner)

    def __lt__(self, other):
        return self.balance < other.balance


class Savings(Account, kind="savings", rate=3):
    def interest(self):
        self += self.balance * self.options["rate"] // 100


class Limited(Savings, kind="limited", rate=1):
    def __isub__(self, amount):
        if amount > 50:
            raise BankError(f"{amount} is over the limit") from None
        return super().__isub__(amount)


@contextmanager
def transaction(*accounts):
    saved = [a.balance for a in accounts]
    try:
        yield accounts
    except BankError as e:
        for a, b in zip(accounts, saved):
            a.balance = b
        print("rolled back:", e)
        raise


def transfer(a, b, amount):
    b += amount
    a -= amount


log = []
ann, bob, cat = Account("Ann", 100), Account["savings"]("Bob", 200), Account["limited"]("Cat")
for account in (ann, bob, cat):
    account.observers.append(lambda a, what, value: log.append((a.owner, value)))
transfer(ann, bob, 30)
bob.interest()
print(ann, bob, cat, sorted([ann, bob, cat]), max(ann, bob))
try:
    with transaction(ann, cat):
        transfer(ann, cat, 50)
        transfer(ann, cat, 50)
except Overdrawn as e:
    print(type(e).__name__, e, e.account is ann, e.balance)
try:
    with transaction(bob, cat):
        transfer(bob, cat, 100)
        transfer(cat, ann, 60)
except BankError as e:
    print(type(e).__name__, e, e.__suppress_context__)
print(ann, bob, cat)
print(log)
print(Kinds.registry, Savings.options, ann == Account("Ann", ann.balance), {ann: "found"}[Account("Ann", ann.balance)], ann in [bob, ann])
for kind in ("plain", "none"):
    try:
        print(Account[kind]("X"))
    except KeyError as e:
        print("no kind", e)
