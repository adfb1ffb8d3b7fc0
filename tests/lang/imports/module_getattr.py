import sys
import types

m = types.ModuleType("dynamic", "its doc")
exec("""
def __getattr__(name):
    if name == "computed":
        return "value of computed"
    raise AttributeError(f"module has no {name}")

def __dir__():
    return ["a", "computed"]

plain = 1
""", m.__dict__)
sys.modules["dynamic"] = m
import dynamic
print(dynamic.computed, dynamic.plain, dir(dynamic), dynamic.__doc__)
from dynamic import computed
print(computed)
try:
    dynamic.other
except AttributeError as e:
    print(e)
try:
    from dynamic import other
except ImportError as e:
    print(str(e).split(" (")[0])


class Module(types.ModuleType):
    @property
    def prop(self):
        return "property of a module"


m.__class__ = Module
print(m.prop)
del m.plain
print(hasattr(m, "plain"))
m.__dict__["direct"] = 5
print(m.direct, vars(m)["direct"])
import math
print(repr(math).startswith("<module 'math'"), math.__name__, type(math).__name__)
math.added = 1
print(math.added)
del math.added
