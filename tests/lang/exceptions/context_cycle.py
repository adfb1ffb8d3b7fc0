# A chain of contexts that a program made circular does not hold up who raises the next.
def show(e):
    seen = []
    while e is not None and e not in seen:
        seen.append(e)
        e = e.__context__
    return [str(s) for s in seen]


one, two, three = Exception('one'), Exception('two'), Exception('three')
one.__context__, two.__context__ = two, one
try:
    try:
        raise one
    except Exception:
        raise three
except Exception as e:
    print(show(e))
