class Log:
    def __init__(self):
        self.d = {"k": 1}

    def __getitem__(self, k):
        print("get", k)
        return self.d[k]

    def __setitem__(self, k, v):
        print("set", k, v)
        self.d[k] = v

    @property
    def attr(self):
        print("get attr")
        return self.d["k"]

    @attr.setter
    def attr(self, v):
        print("set attr", v)
        self.d["k"] = v


def idx(k):
    print("index", k)
    return k


log = Log()
log[idx("k")] += 5
log.attr *= 2
log["k"] -= log["k"]
l = [1, 2]
alias = l
l += (3,)
l *= 2
print(alias, l is alias)
t = (1,)
old = t
t += (2,)
print(t, old)
s = "a"
s += "b"
s *= 3
print(s)
x = 10
x += 1; x -= 2; x *= 3; x /= 2; x //= 1; x %= 7; x **= 2; print(x)
y = 0b1100
y &= 0b0110; y |= 1; y ^= 0xf; y <<= 2; y >>= 1; print(y)
st = {1}
a2 = st
st |= {2}; st &= {1, 2, 3}; st -= {1}; st ^= {9}
print(st == {2, 9}, a2 is st)
m = [[1], [2]]
m[0] += [5]
m[1][0] += 10
print(m)


class M:
    def __matmul__(self, o): return "matmul"
    def __imatmul__(self, o): return "imatmul"


v = M()
print(v @ v)
v @= v
print(v)
n = [0]
i = 0
n[i] += 1
d = {}
d["x"] = d.get("x", 0) + 1
d["x"] += 1
print(n, d)
a = b = [1]
a += [2]
print(b)
try:
    undefined += 1
except NameError as e:
    print(e)
try:
    d["none"] += 1
except KeyError as e:
    print(repr(e))
try:
    ()[0] += 1
except IndexError as e:
    print(e)
try:
    log.none += 1
except AttributeError as e:
    print(e)
(z) = 3
(z) += 1
print(z)
q: int = 5
q += 1
w: list[int]
print(q)
