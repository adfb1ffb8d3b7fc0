# SPDX-License-Identifier: MIT
"""The parts of the event loop that run when something went wrong, and at its end."""

import sys

from _asyncio import _format_exception


def _log_error(message, exception=None):
    """To the logger 'asyncio' if the program logs, else to stderr as logging would do it."""
    if 'logging' in sys.modules:
        from .base_events import logger
        info = exception and (type(exception), exception, exception.__traceback__)
        logger.error(message, exc_info=info or False)
    elif sys.stderr is not None:
        text = message + '\n'
        if exception is not None:
            text += _format_exception(exception)
        sys.stderr.write(text)
        sys.stderr.flush()


def _default_exception_handler(loop, context):
    lines = [context.get('message') or 'Unhandled exception in event loop']
    for key in sorted(context):
        if key not in ('message', 'exception'):
            lines.append(f'{key}: {context[key]!r}')
    _log_error('\n'.join(lines), context.get('exception'))


def _call_default(loop, context, trouble):
    try:
        loop.default_exception_handler(context)
    except (SystemExit, KeyboardInterrupt):
        raise
    except BaseException as e:
        _log_error(trouble, e)


def _call_exception_handler(loop, context):
    handler = loop.get_exception_handler()
    if handler is None:
        _call_default(loop, context, 'Exception in default exception handler')
        return
    about = context.get('task') or context.get('future') or context.get('handle')
    try:
        inner = about.get_context() if hasattr(about, 'get_context') else None
        if inner is None:
            handler(loop, context)
        else:
            inner.copy().run(handler, loop, context)
    except (SystemExit, KeyboardInterrupt):
        raise
    except BaseException as e:
        _call_default(loop, {
            'message': 'Unhandled error in exception handler',
            'exception': e,
            'context': context,
        }, 'Exception in default exception handler while handling an unexpected error in custom '
           'exception handler')


def _check_callback(callback, method):
    from .coroutines import iscoroutine, iscoroutinefunction
    if iscoroutine(callback) or iscoroutinefunction(callback):
        raise TypeError(f'coroutines cannot be used with {method}()')
    if not callable(callback):
        raise TypeError(f'a callable object was expected by {method}(), got {callback!r}')


def _warn_slow(what, took):
    from .base_events import _format_handle, logger
    what = _format_handle(what) if hasattr(what, '_callback') else repr(what)
    logger.warning('Executing %s took %.3f seconds', what, took)


def _close_asyncgen(loop, closing):
    async def close():
        await closing
    loop.call_soon_threadsafe(loop.create_task, close())


async def _close_asyncgens(loop, generators):
    from .tasks import gather
    results = await gather(*[g.aclose() for g in generators], return_exceptions=True)
    for result, generator in zip(results, generators):
        if isinstance(result, Exception):
            loop.call_exception_handler({
                'message': 'an error occurred during closing of asynchronous generator '
                           f'{generator!r}',
                'exception': result,
                'asyncgen': generator,
            })
