"""A sibling module."""
print("_helper is run as", __name__)
value = 42
_private = "hidden"
__all__ = ["value", "function"]


def function():
    return "from the helper", value


class Thing:
    pass
