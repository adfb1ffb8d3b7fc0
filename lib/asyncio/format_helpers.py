# SPDX-License-Identifier: MIT
"""How callbacks are shown in messages."""

import functools


def _get_function_source(func):
    while True:
        if isinstance(func, (functools.partial, functools.partialmethod)):
            func = func.func
        elif hasattr(func, '__wrapped__'):
            func = func.__wrapped__
        else:
            break
    code = getattr(func, '__code__', None)
    return (code.co_filename, code.co_firstlineno) if code is not None else None


def _format_callback(func, args, kwargs, *, debug=False, suffix=''):
    suffix = _format_args_and_kwargs(args, kwargs, debug=debug) + suffix
    if isinstance(func, functools.partial):
        return _format_callback(func.func, func.args, func.keywords, debug=debug, suffix=suffix)
    name = getattr(func, '__qualname__', None) or getattr(func, '__name__', None) or repr(func)
    return name + suffix


def _format_args_and_kwargs(args, kwargs, *, debug=False):
    if not debug:
        return '()'
    import reprlib
    items = [reprlib.repr(a) for a in args or ()]
    items += [f'{k}={reprlib.repr(v)}' for k, v in (kwargs or {}).items()]
    return '(' + ', '.join(items) + ')'


def _format_callback_source(func, args, *, debug=False):
    text = _format_callback(func, args, None, debug=debug)
    source = _get_function_source(func)
    return f'{text} at {source[0]}:{source[1]}' if source else text


def extract_stack(f=None, limit=None):
    """Where the program is, as the traceback module gives it; only some frames in debug mode."""
    import sys
    import traceback
    from .constants import DEBUG_STACK_DEPTH
    if f is None:
        f = sys._getframe(1)
    stack = traceback.StackSummary.extract(traceback.walk_stack(f), lookup_lines=False,
                                           limit=DEBUG_STACK_DEPTH if limit is None else limit)
    stack.reverse()
    return stack


def _describe_callback(func):
    return 'Exception in callback ' + _format_callback_source(func, ())


def _handle_repr(handle):
    words = [type(handle).__name__]
    if handle._cancelled:
        words.append('cancelled')
    if hasattr(handle, 'when'):
        words.append(f'when={handle.when()}')
    if handle._callback is not None:
        words.append(_format_callback_source(handle._callback, handle._args,
                                             debug=handle._loop.get_debug()))
    return '<' + ' '.join(words) + '>'
