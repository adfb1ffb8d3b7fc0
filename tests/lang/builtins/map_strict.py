# map(..., strict=True), since 3.14: iterables of different lengths are an error.
def gen(n):
    for i in range(n):
        yield i


for args in ([1], [2]), ([1, 2], [3]), ([1], [2, 3]), ([], []), ([1, 2], [3, 4], [5]), ([1], [2], gen(2)), (gen(3), gen(3)), (gen(1), gen(0)), ([1],):
    out = []
    try:
        for item in map(lambda *a: a, *args, strict=True):
            out.append(item)
    except ValueError as e:
        out.append(str(e))
    print(out)
print(list(map(max, [1, 5], [3], strict=False)))
try:
    map(max, [1], other=1)
except TypeError as e:
    print(e)
