# What help() prints of functions, methods and classes.
class A:
    """A thing.

    With more text."""
    __slots__ = ()
    attr = 5

    def __init__(self, x=1):
        pass

    def method(self, x=1, *args, key=None, **more):
        "Does something."

    @property
    def value(self):
        "The value."

    @classmethod
    def make(cls, n):
        pass

    @staticmethod
    def plain():
        """Needs no object."""


class B(A):
    __slots__ = ()

    def own(self) -> int:
        pass


def greet(name, *, loud=False):
    """Say hello.

    To somebody.
    """


async def wait(n: int = 0):
    pass


for obj in greet, wait, A, B, A().method, len:
    help(obj)
