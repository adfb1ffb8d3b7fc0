print("b starts")
from . import a
print("b sees a without a name:", not hasattr(a, "name"))
name = "b"
try:
    from .a import name as a_name
except ImportError as e:
    print(str(e).split(" (")[0])
