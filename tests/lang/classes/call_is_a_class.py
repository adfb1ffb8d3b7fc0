# __call__ that is no function: a class is called without the object.
class M:
    __call__ = dict
print(M()())
print(M()([(1,2)]))
try: print(M()(a=1))
except Exception as e: print(repr(e))
try: print(M()(*[], **{'a':1}))
except Exception as e: print(repr(e))
class M(type):
    __call__ = dict
class C(metaclass=M): pass
print(C([(1,2)]))
try: print(C(a=1))
except Exception as e: print(repr(e))
