# SPDX-License-Identifier: MIT
"""What the interpreter itself has in Python."""


async def anext_or(awaitable, default):
    """anext(iterator, default): the default when the iterator is at its end."""
    try:
        return await awaitable
    except StopAsyncIteration:
        return default
