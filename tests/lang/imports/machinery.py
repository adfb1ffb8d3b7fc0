# Finders, loaders and specs as scripts use them.
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys

here = os.path.dirname(os.path.abspath(__file__))

# specs of what is there
for name in ("sys", "time", "_helper", "pkg", "pkg.first", "nothing_at_all"):
    spec = importlib.util.find_spec(name)
    if spec is None:
        print(name, None)
        continue
    print(name, spec.name, spec.parent, os.path.basename(spec.origin), spec.has_location, spec.submodule_search_locations is not None)
print(type(importlib.util.find_spec("_helper")).__name__, type(importlib.util.find_spec("_helper").loader).__name__)
print(importlib.util.find_spec("sys").loader.__name__, importlib.util.find_spec("nothing.at") if 0 else "")
try:
    importlib.util.find_spec("nothing_at_all.sub")
except ModuleNotFoundError as e:
    print(e, e.name)
try:
    importlib.util.find_spec("_helper.sub")
except ModuleNotFoundError as e:
    print(e)

# a module from a file under a name of one's own
spec = importlib.util.spec_from_file_location("renamed", os.path.join(here, "_helper.py"))
module = importlib.util.module_from_spec(spec)
print(module.__name__, module.__spec__ is spec, os.path.basename(module.__file__), module.__package__ == "", "value" in module.__dict__)
spec.loader.exec_module(module)
print(module.value, "renamed" in sys.modules, spec.loader.is_package("renamed"), spec.loader.get_filename("renamed") == module.__file__)
print(spec.loader.name)
print(importlib.util.spec_from_file_location("x", "/somewhere/x.unknown"))


# a finder that makes modules up
class Loader(importlib.abc.Loader):
    def create_module(self, spec):
        print("create", spec.name)
        return None

    def exec_module(self, module):
        print("exec", module.__name__, module.__spec__.loader is self)
        module.answer = 42
        if module.__name__ == "made.bad":
            raise RuntimeError("no")


class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, fullname, path, target=None):
        if fullname.split(".")[0] != "made":
            return None
        print("find", fullname, path)
        return importlib.machinery.ModuleSpec(fullname, Loader(), origin="thin air", is_package=fullname == "made")


sys.meta_path.insert(0, Finder())
import made.up
print(made.answer, made.up.answer, made.__path__, made.up.__package__, repr(made.up))
try:
    import made.bad
except RuntimeError as e:
    print(e, "made.bad" in sys.modules)
import _helper, pkg.sub.deep
print(_helper.value, pkg.sub.deep.level)
sys.meta_path.append(Finder())
del sys.meta_path[0]
import made.again
print(made.again.answer)
del sys.meta_path[-1]
try:
    import made.third
except ModuleNotFoundError as e:
    print(e, e.name)


# a hook for entries of sys.path
class EntryFinder:
    def __init__(self, entry):
        self.entry = entry

    def find_spec(self, fullname, target=None):
        if fullname == "from_hook":
            return importlib.util.spec_from_loader(fullname, Loader(), origin=self.entry)
        return None


def hook(entry):
    if not entry.startswith("memory:"):
        raise ImportError("not mine")
    return EntryFinder(entry)


sys.path_hooks.insert(0, hook)
sys.path.append("memory:all")
sys.path_importer_cache.clear()
import from_hook
print(from_hook.answer, from_hook.__spec__.origin, type(sys.path_importer_cache["memory:all"]).__name__)
import spaces_a
print(type(spaces_a.__path__).__name__ in ("_NamespacePath", "list"), hasattr(spaces_a, "__file__"), repr(spaces_a).split("(")[0])
sys.path_hooks.remove(hook)
sys.path.remove("memory:all")
sys.path_importer_cache.clear()

# a namespace package of two portions
sys.path += [os.path.join(here, "spaces_a"), os.path.join(here, "spaces_b")]
import ns_pack._one
import ns_pack._two
print(ns_pack._one.where, ns_pack._two.where, len(ns_pack.__path__), ns_pack.__spec__.origin, ns_pack.__spec__.loader.is_package("ns_pack"))

# lazy loading
spec = importlib.util.find_spec("pkg.first")
spec.loader = importlib.util.LazyLoader(spec.loader)
lazy = importlib.util.module_from_spec(spec)
sys.modules["pkg.first"] = lazy
spec.loader.exec_module(lazy)
print("before")
print(lazy.one, type(lazy).__name__)

# import_module and reload
for args in ((".first",), ("..pkg.first", "pkg.sub"), ("....x", "pkg.sub")):
    try:
        print(importlib.import_module(*args).__name__)
    except (TypeError, ImportError) as e:
        print(type(e).__name__, e)
for bad in ("text", os.path):
    try:
        print(importlib.reload(bad).__name__)
    except (TypeError, ImportError) as e:
        print(type(e).__name__, e)
print(importlib.util.resolve_name("..x", "a.b.c"), importlib.util.resolve_name("x", None))
try:
    importlib.util.resolve_name(".x", "")
except ImportError as e:
    print(e)
importlib.invalidate_caches()
s = importlib.machinery.ModuleSpec("a.b", None, origin="o", is_package=True)
print(s, s.parent, s == importlib.machinery.ModuleSpec("a.b", None, origin="o", is_package=True), s == 1)
s = importlib.machinery.ModuleSpec("a.b", None)
print(s, s.parent, s.has_location, s.submodule_search_locations, s.loader_state)
print([f.__name__ for f in sys.meta_path])
