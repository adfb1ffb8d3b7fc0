from _check import check

check(r"""
@a
@
async x
async def f(): yield from x
async def f(): return 1; yield
async def f(): [x async for x in y for z in await w]
def f(): [await x for x in y]
def f(): (x async for x in y)
from __future__ import nothing
x = 1\nfrom __future__ import annotations
from __future__ import braces
assert (x, y)
a = b = yield
def f(a, (b, c)): pass
def f(a: int = 1, b: str): pass
def f(1): pass
def f('a'): pass
def 1(): pass
class 1: pass
def f(None): pass
lambda None: 1
f(None=1)
f(1=2)
f(a.b=1)
f(a+b=1)
f(True=1)
import None
raise a, b
raise from x
x.1
x.
x..y
a[
a[]
a[1:2:3:4]
()=1
(a, b): int
a, b: int
[a]: int
(a): int = yield
not = 1
x = not
x = a not b
x = a is is b
x = a in
a if b
a if b else c = 1
else = 1
lambda
lambda:
class C(a for a in b): pass
class C(a=1, a=2): pass
global
global x.y
pass pass
with: pass
with a b: pass
with (a as b, c as): pass
with (a, b) as 1: pass
""")
