# SPDX-License-Identifier: MIT
"""Variables that have a value of their own in every task or context."""

from _collections_abc import Mapping
from _contextvars import Context, ContextVar, Token, copy_context

__all__ = ['Context', 'ContextVar', 'Token', 'copy_context']

Mapping.register(Context)
