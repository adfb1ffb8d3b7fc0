def a(x):
    return b(x) + 1


def b(x):
    value = x / 0
    return value


print("before")
a(5)
