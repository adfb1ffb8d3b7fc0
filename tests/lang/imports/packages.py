import sys

import pkg
print(pkg.version, pkg.uno, pkg.first.one, pkg.__name__, pkg.__package__, len(pkg.__path__), pkg.__file__.split("/")[-1])
import pkg.second
print(pkg.second.two, pkg.second.deep.level, pkg.sub.deep.one)
from pkg.sub import *
print(listed, deep.level, "unlisted" in globals())
import pkg.sub.deep as d
print(d is deep, d.__name__, d.__package__)
from pkg import second, sub as s
print(second.two, s.listed)
import pkg.sub.deep
print(pkg.sub.deep is d)
for name in ("pkg.missing", "pkg.first.x", "pkg.broken", "pkg.bad_syntax", "pkg.above", "pkg.broken"):
    try:
        __import__(name)
    except Exception as e:
        print(name, type(e).__name__, str(e).split(" (")[0])
print("pkg.broken" in sys.modules, "pkg.missing" in sys.modules, hasattr(pkg, "broken"))
try:
    from pkg import nothing_here
except ImportError as e:
    print(str(e).split(" (")[0], e.name)
print(sorted(k for k in sys.modules if k.startswith("pkg")))
try:
    from . import anything
except ImportError as e:
    print(e)
import cyclic.a
print(cyclic.a.name, cyclic.b.name)
print(__import__("pkg.sub").__name__, __import__("pkg.sub", fromlist=["deep"]).__name__)
import importlib
print(importlib.import_module(".first", "pkg").one, importlib.import_module("pkg.sub.deep").level)
reloaded = importlib.reload(pkg.first)
print(reloaded is pkg.first)
