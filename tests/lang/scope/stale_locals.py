# What was left where a frame lies now is no local variable of it.
def leaves():
    a = [1]; b = [2]; c = [3]; d = [4]; e = [5]
    return a, b, c, d, e


def looks(x):
    before = sorted(locals())
    if x > 10:
        never = 1
    after = 2
    return before, sorted(locals())


leaves()
print(looks(1))


def handlers(n):
    value = "before"
    try:
        if n == 1:
            raise ValueError("v")
        if n == 2:
            raise KeyError("k")
        other = 1
    except ValueError as value:
        other = 2
    except KeyError as other:
        pass
    try:
        return value, other
    except UnboundLocalError as e:
        return str(e)


for n in range(3):
    print(handlers(n))
