# Substitution in generic aliases, what may not be inherited from, names of classes declared global.
from typing import *
import typing, collections.abc
T=TypeVar('T'); U=TypeVar('U'); D=TypeVar('D', default=int); Ts=TypeVarTuple('Ts'); P=ParamSpec('P')
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class A(Generic[T,U]): pass
class B(Generic[T,*Ts]): pass
class C(Generic[P]): pass
class E(Generic[T,P]): pass
class F(Generic[T,D]): pass
class G(Generic[*Ts]): pass
for f in [lambda:A[int], lambda:A[int,str,int], lambda:A[T,int][str], lambda:A[T,U][int], lambda:B[int], lambda:B[()], lambda:B[int,str,float], lambda:B[T,*Ts][int,str], lambda:B[T,*Ts][int],
  lambda: C[int,str], lambda:C[[int,str]], lambda:C[...], lambda:C[P], lambda:E[int,[str]], lambda:E[int,...], lambda:E[int], lambda:F[int], lambda:F[int,str], lambda: F[()], lambda:G[()], lambda:G[int,str], lambda:G[*Ts][()], lambda:G[*Ts][int],
  lambda:tuple[*Ts][()], lambda:tuple[*Ts][int,str], lambda:Tuple[Unpack[Ts]][int], lambda:list[T][int], lambda:dict[T,U][int], lambda:Dict[T,U][int], lambda:Dict[T,list[U]][int,str], lambda:Callable[P,T][[int],str], lambda:Callable[P,T][...,str], lambda:Callable[[T],U][int,str],
  lambda:collections.abc.Callable[P,T][[int],str], lambda:collections.abc.Callable[P,T][int,str], lambda:collections.abc.Callable[[int,T],U][int,str], lambda:Callable[Concatenate[int,P],T], lambda:Callable[Concatenate[int,P],T][[str],int], lambda:collections.abc.Callable[Concatenate[int,P],int], lambda:collections.abc.Callable[Concatenate[int,P],T][[str],int],
  lambda:Callable[[int,*Ts],T][str,float,int], lambda:Annotated[list[T],1][int], lambda:(list[T]|int)[str], lambda:A[T,T][int], lambda:A[list[T],dict[T,U]][int,str], lambda:C[P][int,str], lambda:E[T,P][int,[str,int]], lambda:B[*tuple[int,str]], lambda:B[*tuple[int,...]], lambda:A[*tuple[int,...]],
  lambda:Generic[int], lambda:Generic[T,T], lambda:List[int,str], lambda:List[T][int][str], lambda:ClassVar[int], lambda:Literal[1,1,"a"], lambda: Literal[[],[]], lambda:Literal[int], lambda:Type[T][int], lambda:C[None], lambda:A[None,None], lambda:list[None], lambda:Concatenate[int,P][str], lambda:Unpack[Ts], lambda:G[*tuple[int,...], str]]:
    t(f)
def sub(x):
    class S(x): pass
    return S.__mro__
for x in (type(ClassVar), type(ClassVar[int]), ClassVar, ClassVar[int], type(Final), Any, type(Union[int,T]), TypeVar, NoReturn, type(List), type(List[int]), type(Callable[[int],int])):
    t(lambda:sub(x))
def mk():
    global ZZ
    class ZZ:
        class I: pass
        def m(self): pass
    print(ZZ.__qualname__, ZZ.I.__qualname__, ZZ.m.__qualname__)
mk()
ns={}
exec("from typing import *\nX=TypeVar('X')\nPP=ParamSpec('PP')\nTT=TypeVarTuple('TT')\ntype Al=int\nN=NewType('N',int)", ns); print(*(ns[n].__module__ for n in ("X", "PP", "TT", "Al", "N")))
t(lambda: get_type_hints(int)); t(lambda: get_type_hints(type)); t(lambda: get_args(Callable[Concatenate[int,P],T])); t(lambda:get_origin(Union[int,T])); t(lambda: get_args(Literal[1,2]))
