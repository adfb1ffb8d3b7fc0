# Annotations from the start, global statements seen by the module's code, and names that a comprehension must not rebind.
def run(source, *namespaces):
    try:
        exec(source, *namespaces)
    except Exception as e:
        print(type(e).__name__, e)


globals_, locals_ = {}, {}
run("def f():\n    def g():\n        global y\n        return y\n    return g\ny = 9\nresult = f()()\n", globals_, locals_)
print("y" in globals_, "y" in locals_, locals_.get("result"))
run("__annotations__['a'] = 1\nb: int = 2\nprint(__annotations__)\n", {})
run("class C:\n    print(__annotations__)\n    if 0:\n        x: int\nprint(C.__annotations__)\n", {})
run("print(__annotations__)", {})
for source in ("[i for i in range(5) if (j := 0) for j in range(5)]", "{i for i in range(5) if (j := 0) for j in range(5)}",
               "[j for i in range(5) for j in range(2) if (k := 0)]"):
    run(source, {})


class NoOperators:
    __eq__ = None
    __ne__ = None
    __add__ = None
    __radd__ = None
    __iadd__ = None
    __lt__ = None


n = NoOperators()
for source in ("n == 1", "1 == n", "n != 1", "n + 1", "1 + n", "n += 1", "n < 1", "1 > n", "print >> 5"):
    run(source, {"n": n})
e = ExceptionGroup("m", [ValueError(1)])
for name in ("message", "exceptions"):
    try:
        setattr(e, name, 1)
    except AttributeError as error:
        print(type(error).__name__)


class Bad(Exception):
    def __new__(cls, *args):
        return 5


def gen():
    try:
        yield 1
    except TypeError as error:
        print("inside", error)
        yield 2


g = gen()
print(next(g), g.throw(Bad))
print(staticmethod(run).__annotations__, classmethod(run).__annotations__)
for f in (lambda: vars(type)["__dict__"].__get__(None, None), lambda: classmethod(1).__get__(None, None), lambda: dict.__dict__["fromkeys"].__get__(1, 2),
          lambda: dict.__dict__["fromkeys"].__get__(None, list)):
    try:
        print(f())
    except TypeError as error:
        print(error)
