# What import statements say when they fail.
import sys


def attempt(name):
    try:
        __import__(name)
    except Exception as e:
        print(name, "-", type(e).__name__, str(e).split(" (/")[0].replace(sys.path[0], ""), getattr(e, "name", None))


for name in ("ring.one", "ring.three", "absent", "absent.sub", "ring.absent", "sys.absent", ""):
    attempt(name)
sys.modules["blocked"] = None
attempt("blocked")
attempt("blocked.sub")
for source in ("from os import absent", "from os.path import absent", "from . import absent", "from .absent import x", "import os.absent",
               "from ring import absent", "import _helper.absent", "from sys import absent as other"):
    try:
        exec(source, {"__name__": "__main__", "__package__": None})
    except ImportError as e:
        print(source, "-", type(e).__name__, str(e).split(" (/")[0].split(" (<")[0].split(" (unknown")[0], e.name, e.name_from)
for arguments in (("a", None, None, (), -1), ("", None, None, (), 0), ("x", {}, None, (), 1), ("x", {"__package__": 5}, None, (), 1)):
    try:
        __import__(*arguments)
    except Exception as e:
        print(type(e).__name__, e)
