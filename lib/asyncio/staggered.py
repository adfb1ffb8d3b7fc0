# SPDX-License-Identifier: MIT
"""Attempts that start one after the other until one succeeds."""

__all__ = ('staggered_race',)

from . import events, exceptions, tasks


async def staggered_race(coro_fns, delay, *, loop=None):
    """Start the next coroutine when one has failed, or after `delay` seconds if that is not None.

    (result, index, exceptions): of the first that succeeds, None and None if none does; and what the
    ones that were started raised, None for those that did not.
    """
    loop = loop or events.get_running_loop()
    waiting = list(enumerate(coro_fns))
    running, errors = {}, []
    try:
        while waiting or running:
            if waiting:
                index, function = waiting.pop(0)
                errors.append(None)
                running[loop.create_task(_call(function))] = index
            done, _ = await tasks.wait(running, timeout=delay if waiting else None,
                                       return_when=tasks.FIRST_COMPLETED)
            for task in sorted(done, key=running.get):
                index = running.pop(task)
                if task.cancelled():
                    errors[index] = exceptions.CancelledError()
                elif task.exception() is None:
                    return task.result(), index, errors
                else:
                    errors[index] = task.exception()
                    if isinstance(errors[index], (SystemExit, KeyboardInterrupt)):
                        raise errors[index]
        return None, None, errors
    finally:
        for task in running:
            task.cancel()
        if running:
            await tasks.gather(*running, return_exceptions=True)
            for task, index in running.items():
                if task.cancelled():
                    errors[index] = exceptions.CancelledError()


async def _call(function):
    return await function()
