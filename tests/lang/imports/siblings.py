import sys

import _helper
import _helper as h
from _helper import Thing, function as fn
from _helper import *

print(_helper.value, h is _helper, fn(), function(), value, Thing.__module__)
print("_private" in globals(), "Thing" in globals(), _helper.__name__, _helper.__doc__, _helper.__file__.split("/")[-1])
_helper.value = 100
print(function(), value)
print("_helper" in sys.modules, sys.modules["_helper"] is h, type(_helper).__name__, repr(_helper).split(" from")[0])
del sys.modules["_helper"]
import _helper as again
print(again is h, again.value)
try:
    import does_not_exist
except ModuleNotFoundError as e:
    print(e, e.name, e.path)
try:
    from _helper import missing_name
except ImportError as e:
    print(str(e).split(" (")[0], e.name)
try:
    import _helper.sub
except ModuleNotFoundError as e:
    print(e)
try:
    _helper.nothing
except AttributeError as e:
    print(e)


def local_import():
    import _helper
    from _helper import value as v
    return _helper.value, v


print(local_import(), __name__, __file__.split("/")[-1], __package__, __spec__)
m = __import__("_helper")
print(m is again)
import importlib
print(importlib.import_module("_helper") is again)
_helper_types = type(sys)("made")
_helper_types.x = 5
sys.modules["made_up"] = _helper_types
import made_up
from made_up import x
print(made_up.x, x, made_up.__name__, made_up.__doc__)
sys.modules["blocked"] = None
try:
    import blocked
except ModuleNotFoundError as e:
    print(e)
print(sys.path[0].split("/")[-1], sys.argv)
