# Whatever nests deep ends in a result or an error, never in a crash; tests/command/nesting_small_stack runs it with little stack.
import sys
def t(name, f):
    try:
        f()
        ended = "well"
    except (RecursionError, MemoryError, SyntaxError):
        ended = "well"  # which of them, and whether, depends on the stack
    except BaseException as e:
        ended = repr(e)
    print(name, ended)
def nest(n, k=list):
    a = k()
    for _ in range(n):
        a = [a]
    return a
t("repr", lambda: repr(nest(100000)))
t("eq", lambda: nest(100000) == nest(100000))
t("lt", lambda: nest(100000) < nest(100000))
def tn(n):
    a = ()
    for _ in range(n): a = (a,)
    return a
t("hash", lambda: hash(tn(100000)))
t("tuple repr", lambda: repr(tn(100000)))
def dn(n):
    a = {}
    for _ in range(n): a = {1: a}
    return a
t("dict repr", lambda: repr(dn(100000)))
t("dict eq", lambda: dn(100000) == dn(100000))
t("eval parens", lambda: eval("(" * 100000 + ")" * 100000))
t("eval brackets", lambda: eval("[" * 5000 + "]" * 5000))
t("eval unary", lambda: eval("-" * 100000 + "1"))
t("eval not", lambda: eval("not " * 100000 + "1"))
t("eval binop", lambda: eval("+".join(["1"] * 100000)))
t("eval attr", lambda: compile("a" + ".b" * 100000, "", "eval"))
t("eval call", lambda: compile("f" + "()" * 100000, "", "eval"))
t("eval lambda", lambda: compile("lambda: " * 10000 + "1", "", "eval"))
t("eval if", lambda: compile("1 if 1 else " * 10000 + "1", "", "eval"))
t("eval pow", lambda: compile("2**" * 10000 + "1", "", "eval"))
t("exec nested if", lambda: compile("\n".join(" " * i + "if 1:" for i in range(90)) + "\n" + " " * 90 + "pass", "", "exec"))
t("exec elif", lambda: compile("if 1: pass\n" + "elif 1: pass\n" * 20000, "", "exec"))
t("fstr", lambda: compile("f'" + "{f'" * 100 + "x" + "'}" * 100 + "'", "", "eval"))
class A:
    def __repr__(self): return repr(self)
    def __eq__(self, o): return self == o
    def __hash__(self): return hash(self)
    def __getattr__(self, n): return getattr(self, n + "x")
    def __bool__(self): return bool(self)
    def __len__(self): return len(self)
    def __iter__(self): return iter(self)
    def __add__(self, o): return self + o
    def __call__(self): return self()
    def __str__(self): return str(self)
    def __format__(self, s): return format(self, s)
    def __contains__(self, x): return x in self
    def __index__(self): return int(self)
    def __int__(self): return int(self)
    def __getitem__(self, i): return self[i]
for name in ("repr(A())", "A() == A()", "hash(A())", "A().zz", "bool(A())", "len(A())", "iter(A())", "A() + 1", "A()()", "str(A())", "f'{A()}'", "1 in A()", "[1][A()]", "int(A())", "A()[0]", "sorted([A(), A()])", "{A(): 1}", "list(A())", "'%s' % A()", "isinstance(1, A())"):
    t(name, lambda: eval(name))
class M(type):
    def __instancecheck__(cls, o): return isinstance(o, cls)
class B(metaclass=M): pass
t("isinstance", lambda: isinstance(1, B))
def tupn(n):
    t = int
    for _ in range(n): t = (t,)
    return t
t("isinstance tuple", lambda: isinstance("", tupn(100000)))
class D(dict):
    def __missing__(self, k): return self[k + 1]
t("missing", lambda: D()[0])
class P:
    @property
    def p(self): return self.p
t("property", lambda: P().p)
def gen(n):
    if n: yield from gen(n - 1)
    yield n
t("gen", lambda: sum(gen(900)))
t("json", lambda: __import__("json").dumps(nest(100000)))
t("copy", lambda: __import__("copy").deepcopy(nest(100000)))
e = None
for _ in range(100000):
    try: raise ValueError
    except ValueError as x:
        x.__context__ = e; e = x
t("chain", lambda: len(repr(e)))
l = []; l.append(l); t("self list eq", lambda: l == [l]); 
m = iter([1])
for _ in range(100000): m = map(lambda x: x, m)
t("map chain", lambda: list(m))
m = iter([1])
for _ in range(100000): m = zip(m)
t("zip chain", lambda: len(list(m)))
import itertools
m = iter([1])
for _ in range(100000): m = itertools.chain(m)
t("chain chain", lambda: list(m))
m = iter([1])
for _ in range(100000): m = enumerate(m)
t("enumerate chain", lambda: len(list(m)))
import functools
p = lambda: 1
for _ in range(100000): p = functools.partial(p, )
t("partial", lambda: p())
class S: pass
b = S()
t("del chain", lambda: [setattr(b, "x", None)])
r = None
for _ in range(1000000): r = [r]
del r
import gc; gc.collect()
t("type chain", lambda: functools.reduce(lambda c, _: type("X", (c,), {}), range(2000), object).__mro__.__len__())
