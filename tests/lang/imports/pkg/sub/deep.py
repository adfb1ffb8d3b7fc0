print("running", __name__)
from .. import first
from ..first import one

level = one + 2
