"""A package."""
print("running", __name__)
from . import first
from .first import one as uno
version = "1.0"
