from _check import check

check(r"""
return 1
yield 1
await x
break
continue
async with a: pass
def f(): async with a: pass
def f(): await x
class C: return 1
class C: yield
""")
