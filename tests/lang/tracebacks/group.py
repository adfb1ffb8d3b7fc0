def f():
    raise ValueError("inner")


def g():
    try:
        f()
    except ValueError as e:
        return e


raise ExceptionGroup("the group", [g(), TypeError("plain"), ExceptionGroup("nested", [KeyError("k")])])
