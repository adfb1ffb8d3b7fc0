# A little of everything: classes, generators, matching, unpacking, exceptions, contexts, messages of common errors.
import sys, contextlib, asyncio, functools, itertools, contextvars
def t(f,*a):
    try: print(f.__name__, repr(f(*a)))
    except BaseException as e: print(f.__name__, type(e).__name__, e, repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
def a1():
    class M(type):
        def __prepare__(name, bases, **k): print('prep', name, k); return {'z':1}
        def __new__(m, n, b, d, **k): return super().__new__(m, n, b, d)
        def __init__(c, n, b, d, **k): print('init', n, sorted(k)); super().__init__(n,b,d)
        def __call__(c, *a, **k): print('call', a, k); return super().__call__(*a, **k)
    class A(metaclass=M, x=1):
        def __init__(self, v): self.v=v
    return A(5).v, A.z
t(a1)
def a2():
    class A: pass
    class B(A): pass
    class C(A, B): pass
t(a2)
def a3():
    class A:
        __slots__=('x','y')
    a=A(); a.x=1
    try: a.z=1
    except AttributeError as e: print(e)
    try: a.y
    except AttributeError as e: print(e)
    del a.x
    try: del a.x
    except AttributeError as e: print(e)
    class B(A): pass
    b=B(); b.z=3
    return b.__dict__, A.__slots__, A.x
t(a3)
def a4():
    class D:
        def __set_name__(self, o, n): print('set_name', o.__name__, n)
        def __get__(self, i, o): return (i is None, o.__name__)
        def __set__(self, i, v): print('set', v)
        def __delete__(self, i): print('del')
    class A: d=D()
    a=A(); a.d=1; del a.d
    a.__dict__['d']=5
    return a.d, A.d
t(a4)
def a5():
    class Base:
        def __init_subclass__(cls, /, tag=None, **k): super().__init_subclass__(**k); cls.tag=tag
    class X(Base, tag='q'): pass
    try:
        class Y(Base, bad=1): pass
    except TypeError as e: print(e)
    return X.tag
t(a5)
def a6():
    def g():
        try:
            x = yield 1
            print('got', x)
            yield 2
        finally: print('fin')
    i=g(); print(next(i), i.send('s')); i.close()
    try: i.send(None)
    except StopIteration as e: print('stop', e.value)
    i=g()
    try: i.send(5)
    except TypeError as e: print(e)
    i=g(); next(i)
    try: i.throw(ValueError('x'))
    except ValueError as e: print('ve', e)
    def h():
        try: yield
        except GeneratorExit: yield 1
    i=h(); next(i)
    try: i.close()
    except RuntimeError as e: print(e)
    def r():
        raise StopIteration(3)
        yield
    try: next(r())
    except RuntimeError as e: print(e, repr(e.__cause__))
t(a6)
def a7():
    match {'a':[1,2,{'b':(3,4)}], 'c':5}:
        case {'a':[x, *rest, {'b':(y, z)}], **kw}: return x,rest,y,z,kw
t(a7)
def a8():
    class P:
        __match_args__=('x','y')
        def __init__(s,x,y): s.x=x; s.y=y
    out=[]
    for v in [P(1,2), P(0,5), 'str', b'b', 3.0, None, [1,2,3], (1,), {'k':1}, True]:
        match v:
            case P(0, y=yy): out.append(('p0',yy))
            case P(x, y): out.append((x,y))
            case str() as s: out.append(s)
            case int(n) | float(n): out.append(('n',n))
            case [a, _, *_]: out.append(('seq',a))
            case (a,): out.append(('one',a))
            case {'k': kk}: out.append(('map',kk))
            case None: out.append('none')
            case _: out.append('def')
    try:
        match P(1,2):
            case P(1,2,3): pass
    except TypeError as e: print(e)
    return out
t(a8)
def a9():
    return [y:=1, y**2], (z:=5)+z, [last:=i for i in range(3)][-1], last
t(a9)
def b1():
    a,*b,c=range(5); (d,[e,*f]),g=(1,[2,3,4]),5
    return a,b,c,d,e,f,g,[*range(2),*'ab'],{**{'a':1},'b':2},(*[1],)
t(b1)
def b2():
    try:
        a,b=1,2,3
    except ValueError as e: print(e)
    try: a,*b,c=1,
    except ValueError as e: print(e)
    try: a,b=5
    except TypeError as e: print(e)
    try: a,b={1}
    except ValueError as e: print(e)
t(b2)
def b3():
    try:
        try: 1/0
        except ZeroDivisionError as e: raise KeyError('k') from e
    except KeyError as k:
        return repr(k.__cause__), k.__suppress_context__, k.args
t(b3)
def b4():
    try:
        raise ExceptionGroup('g',[ValueError(1),TypeError(2),ExceptionGroup('h',[OSError(3)])])
    except* ValueError as e: print(e.exceptions)
    except* OSError as e: print(e.exceptions)
t(b4)
def b5():
    async def agen():
        for i in range(3): yield i; await asyncio.sleep(0)
    async def main():
        return [x async for x in agen() if x], {x:y async for x in agen() for y in [x*2]}, [await asyncio.sleep(0,i) for i in range(2)]
    return asyncio.run(main())
t(b5)
def b6():
    v=contextvars.ContextVar('v', default=1)
    c=contextvars.copy_context()
    def f(): v.set(5); return v.get()
    r=c.run(f)
    tok=v.set(9); v.reset(tok)
    return r, v.get(), c[v], tok.old_value is contextvars.Token.MISSING
t(b6)
def b7():
    x=3.14159; w=10; n='nm'
    return f'{x:{w}.{3}}|{x!r:>{w}}|{n=}|{x=:.2f}|{{}}|{"a" "b"}|{[i for i in range(3)]}|{(lambda q:q*2)(4)}|{f"{n!r}"}|{1_000_000:,}|{255:#x}|{-5:+d}|{"é":^5}|{0.1+0.2}|{1e100}|{True:d}'
t(b7)
def b8():
    class A:
        def __class_getitem__(cls, i): return (cls.__name__, i)
        def __getattr__(self, n): return 'ga_'+n
        def __getattribute__(self, n):
            if n=='q': raise AttributeError('no q')
            return object.__getattribute__(self, n)
    return A[1,2], A().q, A().foo
t(b8)
def b9():
    class A:
        def __eq__(s,o): return NotImplemented
        def __lt__(s,o): return NotImplemented
        def __add__(s,o): return NotImplemented
    out=[A()==A(), A()!=3]
    for op in ('<','>','<=','+','-','@','%','//','**','<<','&'):
        try: eval(f'A(){op}A()', {'A':A})
        except TypeError as e: out.append(str(e))
    return out
t(b9)
def c1():
    @functools.singledispatch
    def f(x): return 'o'
    @f.register
    def _(x:int): return 'i'
    @f.register(list)
    def _(x): return 'l'
    return f(1), f([]), f(''), f(True)
t(c1)
def c2():
    @contextlib.contextmanager
    def cm(n):
        print('in',n)
        try: yield n
        except ValueError as e: print('sup',e)
        finally: print('out',n)
    with cm(1) as a, cm(2) as b: raise ValueError('v')
    with contextlib.ExitStack() as s:
        s.callback(print,'cb'); s.enter_context(cm(3))
    with contextlib.suppress(KeyError): {}['x']
t(c2)
def c3():
    return sorted([3,1,2],key=lambda x:-x), sorted('bac',reverse=True), max([1,5,3],key=lambda x:-x), min('b','a'), sum([[1],[2]],[]), list(zip([1,2],'ab',strict=True)), list(map(pow,[2,3],[3,2]))
t(c3)
def c4():
    try: list(zip([1],[1,2],strict=True))
    except ValueError as e: print(e)
    try: int('12x')
    except ValueError as e: print(e)
    try: [].pop()
    except IndexError as e: print(e)
    try: {}['k']
    except KeyError as e: print(e)
    try: 'a'+1
    except TypeError as e: print(e)
    try: None.foo
    except AttributeError as e: print(e, e.name, e.obj)
    try: len(5)
    except TypeError as e: print(e)
    try: int([])
    except TypeError as e: print(e)
    try: (lambda a,b:0)(1)
    except TypeError as e: print(e)
    try: (lambda *,k:0)(1)
    except TypeError as e: print(e)
    try: object().x=1
    except AttributeError as e: print(e)
t(c4)
