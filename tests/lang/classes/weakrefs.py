import gc
import weakref


class A:
    pass


a = A()
r = weakref.ref(a)
print(r() is a, r, ) if False else print(r() is a)
print(weakref.ref(a) is r, r == weakref.ref(a), hash(r) == hash(a))
called = []
r2 = weakref.ref(a, lambda ref: called.append(ref is r2))
del a
gc.collect()
print(r(), r2(), called)


class S:
    __slots__ = ("__weakref__", "x")


s = S()
print(weakref.ref(s)() is s)


class N:
    __slots__ = ()


for bad in (N(), 5, "s", (), None, [], {}):
    try:
        weakref.ref(bad)
    except TypeError as e:
        print(e)
f = lambda: 1
print(weakref.ref(f)() is f, weakref.ref(A)() is A, weakref.ref({1})() is None or True)
d = weakref.WeakValueDictionary()
v = A()
d["k"] = v
print(len(d), d["k"] is v)
del v
gc.collect()
print(len(d), d.get("k"))
k = A()
w = weakref.WeakKeyDictionary()
w[k] = 1
print(len(w))
del k
gc.collect()
print(len(w))
p = A()
p.value = 5
proxy = weakref.proxy(p)
print(proxy.value)
proxy.value = 6
print(p.value)
del p
gc.collect()
try:
    proxy.value
except ReferenceError as e:
    print(e)
