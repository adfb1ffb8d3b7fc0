from ring import two


def f():
    pass
