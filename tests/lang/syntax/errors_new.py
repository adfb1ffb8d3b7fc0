# What 3.14 says in other words than 3.13, which cannot bless this.
from _check import check

check(r"""
import a.b as c.d
import a as None
a if b else
""")
