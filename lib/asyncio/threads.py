# SPDX-License-Identifier: MIT
"""Work in threads."""

__all__ = ('to_thread',)


async def to_thread(func, /, *args, **kwargs):
    """Would run the function in another thread."""
    raise NotImplementedError('krait has no threads yet: to_thread() cannot work')
