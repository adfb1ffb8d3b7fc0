import ast
src = '''
import os, sys as s
from . import x
@deco
def f(a, b=1, *c, d, e=2, **g) -> int:
    """doc
       more"""
    x: int = 3
    return [i for i in range(10) if i if i > 2]
async def h():
    async with a as b, c: pass
    async for i in x: await y
    else: pass
class C(A, metaclass=M):
    z = {1: 2, **q}
    def m(self): return super().m
try:
    1/0
except (A, B) as e:
    raise X from e
else: pass
finally: pass
match p:
    case [1, *r] if r: pass
    case {"a": b, **rest}: pass
    case C(x, y=2) | None: pass
    case _: pass
print(f"{a!r:>{w}} {b=} x", b"y", 'é', 1_000, 1.5, 2j, ..., -3, not x, a < b <= c, x if y else z, lambda q, /: q, (yield), a[1:2, ::3], *t)
del a.b, c[0]
global gg
while x: break
with a, (b) as c: continue
a += 1; a @= b
assert a, b
x = y = (1, 2)
'''
t = ast.parse(src)
print(ast.dump(t))
print(ast.dump(t, include_attributes=True))
print(ast.dump(ast.parse("f(x, y=1)\nz = [1, {2}]"), indent=2))
print(ast.dump(ast.parse("a+b", mode="eval")))
for s in ("1", "(1, -2, 3+4j)", "{'a': [1, {2}], b'x': None}", "set()", "  'x'", "a", "f(1)", "1+2"):
    try: print(ast.literal_eval(s))
    except Exception as e: print(type(e).__name__, str(e).split(" at 0x")[0])
class V(ast.NodeVisitor):
    def visit_Name(self, n): print(n.id, n.lineno, end=" ")
V().visit(t); print()
class T(ast.NodeTransformer):
    def visit_Constant(self, n): return ast.copy_location(ast.Constant(n.value * 2), n) if isinstance(n.value, int) and not isinstance(n.value, bool) else n
tree = T().visit(ast.parse("print(1 + 2, 'a', [3])"))
exec(compile(ast.fix_missing_locations(tree), "<t>", "exec"))
print(eval(compile(ast.Expression(ast.fix_missing_locations(ast.BinOp(ast.Constant(2), ast.Mult(), ast.Constant(21)))), "x", "eval")))
m = ast.Module([ast.Assign([ast.Name("q", ast.Store())], ast.Constant(5)), ast.Expr(ast.Call(ast.Name("print"), [ast.Name("q")]))])
exec(compile(ast.fix_missing_locations(m), "x", "exec"))
for bad in (lambda: compile(ast.Module([ast.Expr(ast.Name("x"))]), "x", "exec"), lambda: compile(ast.fix_missing_locations(ast.Module([ast.Assign([ast.Name("x", ast.Load())], ast.Constant(1))])), "x", "exec"),
            lambda: compile(ast.Expression(ast.Constant(1)), "x", "exec"), lambda: compile(ast.fix_missing_locations(ast.Module([ast.FunctionDef("f", ast.arguments(), [])])), "x", "exec"),
            lambda: compile(ast.fix_missing_locations(ast.Expression(ast.Constant(object))), "x", "eval"), lambda: ast.parse("x = "), lambda: ast.Name(1,2,3,4), lambda: ast.dump(5),
            lambda: compile(ast.fix_missing_locations(ast.Module([5])), "x", "exec"), lambda: compile(ast.fix_missing_locations(ast.Module([ast.Expr(None)])), "x", "exec"), lambda: compile(ast.fix_missing_locations(ast.Expression(ast.Name(3))), "x", "eval"),
            lambda: compile(ast.fix_missing_locations(ast.Expression(ast.BinOp(ast.Constant(1), 3, ast.Constant(2)))), "x", "eval")):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
n = ast.parse("foo(bar)").body[0].value
print(ast.get_source_segment("foo(bar)", n.args[0]), ast.get_docstring(t.body[3]), n._fields, n._attributes, ast.Name._fields, ast.expr.__subclasses__()[0].__name__, ast.Add.__mro__[1].__name__)
print(isinstance(n, ast.AST), ast.Load() is ast.Load(), type(n.func.ctx).__name__, ast.BinOp.__doc__, ast.expr_context.__doc__)
import copy
c = copy.deepcopy(n); print(ast.dump(c) == ast.dump(n), c is not n)
print([type(x).__name__ for x in ast.walk(n)], [type(x).__name__ for x in ast.iter_child_nodes(n)], list(ast.iter_fields(n.func))[0])
match n:
    case ast.Call(ast.Name(id), [ast.Name(a)]): print(id, a)
print(ast.dump(ast.increment_lineno(ast.parse("x"), 4), include_attributes=True))
print(ast.unparse(t))
for text in ("a and (b or not c) and (not d)", "-(x ** -y) ** z", "(a, b)[0], [*c], {**d}", "lambda *, a=1, **k: (yield a)", "f'{a!r:>{w}}{{}} {b}'",
             "(await x).y if (z := 1) else 1 .real", "x[1:2, ::3, ...]", "(a < b) < c", "not (a in b)", "{1: 2, **{}}, {1}, set()", "1e400, -1j, 'a\\nb', b'\\0'"):
    try:
        out = ast.unparse(ast.parse(text, mode="eval"))
    except SyntaxError as e:
        print(text, e)
        continue
    print(out, ast.dump(ast.parse(out, mode="eval")) == ast.dump(ast.parse(text, mode="eval")))

print(ast.dump(ast.parse("'\\N{SHAMROCK}'")))
