# SPDX-License-Identifier: MIT
"""Abstract base classes of containers, iterators and awaitables."""

from _collections_abc import *
from _collections_abc import __all__
from _collections_abc import _CallableGenericAlias
