def first():
    raise ValueError("the first")


def second():
    try:
        first()
    except ValueError as e:
        raise KeyError("the second") from e


def third():
    try:
        second()
    except KeyError:
        raise RuntimeError("the third")


third()
