l = list(range(10))
cases = [(None, None, None), (2, 5, None), (None, 3, None), (7, None, None), (-3, None, None), (None, -3, None), (None, None, 2), (None, None, -1), (8, 2, -2), (-1, -4, -1), (5, 2, None), (20, 30, None), (-30, 3, None),
         (None, None, 3), (1, None, 4), (None, None, -3), (0, 0, None), (3, 3, -1), (9, None, -4), (-100, 100, 50), (True, False, None), (10 ** 20, None, -1), (None, -10 ** 20, -1)]
for start, stop, step in cases:
    s = slice(start, stop, step)
    print(s, l[s], "abcdefghij"[s], tuple(l)[s], b"abcdefghij"[s], list(range(10)[s]), range(10)[s], s.indices(10))
x = list(range(10))
x[2:5] = ["a", "b"]
print(x)
x[1:1] = [9, 9]
print(x)
x[::2] = "pqrstu"
print(x)
x[-2:] = []
print(x)
x[5:2] = ["between"]
print(x)
del x[::3]
print(x)
del x[1:3]
print(x)
x[:] = range(3)
print(x)
x[100:] = [7]
x[:0] = (5, 6)
print(x)
x[::-1] = list(range(len(x)))
print(x)
x[1:3] = x
print(x)
x[:] = (i for i in range(4))
print(x)
y = x[:]
y[0] = "copy"
print(x, y)
for f in (lambda: l[::0], lambda: l["a":], lambda: l[1.5:], lambda: l[1:2:"x"], lambda: l.__setitem__(slice(0, 4, 2), [1]), lambda: l.__setitem__(slice(0, 2), 5), lambda: "abc"[::0], lambda: (1,)[None:None:0], lambda: slice(), lambda: slice(1, 2, 3, 4), lambda: slice(1).indices(-1), lambda: slice(1).indices("a"), lambda: l[object():]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
s = slice(1, 10, 2)
print(s.start, s.stop, s.step, s == slice(1, 10, 2), s != slice(1), slice(5), slice(None), repr(slice("a", None)), slice(1) < slice(2), hash(slice(1, 2)) == hash(slice(1, 2)))


class Rec:
    def __getitem__(self, k):
        return k

    def __setitem__(self, k, v):
        print("set", k, v)

    def __delitem__(self, k):
        print("del", k)


r = Rec()
print(r[1:2], r[:], r[::], r[1:2, 3], r[...], r[:, ::2], r[1,], r[()], r[a:=5], r["x":"y"], r[1:2:3][1] if False else "", r[-1:], r[*[1, 2]], r[*[1], 2:3])
r[1:2] = 3
r[:, 0] = 4
r[2] += 5
del r[1:], r[::2]


class I:
    def __init__(self, v):
        self.v = v

    def __index__(self):
        return self.v


print(l[I(2):I(5)], l[I(-1)], "hello"[I(1):], slice(I(1), I(5)).indices(10), range(10)[I(2):])
text = "The quick brown fox"
print(text[:3], text[4:9], text[-3:], text[::-1], text[::3], text[-3:].upper() + text[3:-3], [text[i:i + 4] for i in range(0, len(text), 4)])
