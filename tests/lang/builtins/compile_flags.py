# What compile() and exec() are told: flags, the level of optimization, a closure, top-level await; the old form of throw().
import ast
import types
import warnings

SOURCE = '''def f():
    """doc"""
    try:
        assert False
    except AssertionError:
        return f.__doc__, 'asserts', __debug__
    return f.__doc__, 'none', __debug__
'''
for level in (-1, 0, 1, 2):
    for source in (SOURCE, ast.parse(SOURCE)):
        ns = {}
        exec(compile(source, '<s>', 'exec', optimize=level), ns)
        print(level, ns['f']())

for args, kw in ((('1', '', 'eval', 0xff), {}), (('1', '', 'eval'), {'optimize': 3}), (('1', '', 'eval'), {'optimize': -2}), (('1', '', 'bad'), {})):
    try:
        compile(*args, **kw)
    except ValueError as e:
        print(e)

AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
for source in ['async for i in a: pass', 'async with a: pass', '[x async for x in a]', '[await x for x in a]', 'await a', 'x = 1',
               'def f(): [x async for x in a]', 'def f(): await a', 'def f():\n  async for i in a: pass', 'def f():\n  async with a: pass',
               'class A: await a', 'lambda: await a']:
    try:
        code = compile(source, '<s>', 'exec', AWAIT)
    except SyntaxError as e:
        print(repr(source), e.msg)
    else:
        print(repr(source), bool(code.co_flags & 0x80))


def outer():
    zebra, apple, mango = 1, 2, 3

    def inner():
        global result
        result = mango, zebra, apple
    return inner


inner = outer()
print(inner.__code__.co_freevars)
exec(inner.__code__, globals(), closure=inner.__closure__)
print(result)
exec(inner.__code__, globals(), closure=(types.CellType('a'), types.CellType('m'), types.CellType('z')))
print(result)
for code, closure in ((inner.__code__, None), (inner.__code__, list(inner.__closure__)), (inner.__code__, (1, 2, 3)), (inner.__code__, inner.__closure__[1:]),
                      (compile('1', '', 'exec'), inner.__closure__), ('1', inner.__closure__)):
    try:
        exec(code, globals(), closure=closure)
    except TypeError as e:
        print(e)


def gen():
    while True:
        try:
            yield
        except ValueError as e:
            print('caught', e)


async def agen():
    yield


with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    g = gen()
    next(g)
    g.throw(ValueError, 'old')
    g.throw(ValueError('new'))
    agen().athrow(ValueError, ValueError()).close()
for w in seen:
    if w.category is DeprecationWarning:
        print(w.message)
