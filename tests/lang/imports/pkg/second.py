print("running", __name__)
from .first import one
from . import version
from .sub import deep
from .sub.deep import level as deep_level
two = one + 1
