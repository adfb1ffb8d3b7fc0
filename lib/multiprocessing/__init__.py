# SPDX-License-Identifier: MIT
"""Processes that run a function of this program, and what they share. They are forked, always.

There is no server process, shared memory, or pool yet: what needs one says so.
"""

import sys

from . import context
from .context import AuthenticationError, BufferTooShort, ProcessError, TimeoutError
from .process import active_children, current_process, parent_process

reducer = None
_default = context._ForkContext()

__all__ = [name for name in dir(_default) if not name.startswith('_')] + ['active_children', 'current_process', 'parent_process']
globals().update({name: getattr(_default, name) for name in dir(_default) if not name.startswith('_')})
