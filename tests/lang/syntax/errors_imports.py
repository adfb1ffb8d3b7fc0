from _check import check

check(r"""
from a import
from a import b,
from . import *, a
import
from x import (a, b
def f(): from a import *
""")
