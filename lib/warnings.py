# SPDX-License-Identifier: MIT
"""Warnings: messages about questionable code, shown, hidden or raised as filters say."""

import sys

__all__ = ['warn', 'warn_explicit', 'showwarning', 'formatwarning', 'filterwarnings',
           'simplefilter', 'resetwarnings', 'catch_warnings', 'deprecated']


class WarningMessage:
    """A warning as catch_warnings(record=True) keeps it."""

    _WARNING_DETAILS = ('message', 'category', 'filename', 'lineno', 'file', 'line', 'source')

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return ('{message : %r, category : %r, filename : %r, lineno : %s, line : %r}'
                % (self.message, self._category_name, self.filename, self.lineno, self.line))

    def __repr__(self):
        return f'<{type(self).__qualname__} {self}>'


# --- Showing -------------------------------------------------------------------------------------

def showwarning(message, category, filename, lineno, file=None, line=None):
    """Write a warning to a file, default: sys.stderr. Programs may replace this function."""
    _showwarnmsg_impl(WarningMessage(message, category, filename, lineno, file, line))


def formatwarning(message, category, filename, lineno, line=None):
    """Return a warning as text. Programs may replace this function."""
    return _formatwarnmsg_impl(WarningMessage(message, category, filename, lineno, None, line))


def _showwarnmsg_impl(msg):
    file = msg.file
    if file is None:
        file = sys.stderr
        if file is None:
            return
    try:
        file.write(_formatwarnmsg(msg))
    except OSError:
        pass        # nowhere to complain to


def _formatwarnmsg_impl(msg):
    text = f"{msg.filename}:{msg.lineno}: {msg.category.__name__}: {msg.message}\n"
    if msg.line is None:
        try:
            import linecache
            line = linecache.getline(msg.filename, msg.lineno)
        except Exception:
            line = None     # the interpreter is shutting down
    else:
        line = msg.line
    if line:
        text += f"  {line.strip()}\n"
    if msg.source is not None:
        text += _allocation_text(msg)
    return text


def _allocation_text(msg):
    """Tell where the object at fault was allocated, if tracemalloc knows."""
    try:
        import tracemalloc
    except ImportError:
        return ''
    try:
        suggest = not tracemalloc.is_tracing()
        tb = tracemalloc.get_object_traceback(msg.source)
    except Exception:
        suggest = False
        tb = None
    if tb is not None:
        text = 'Object allocated at (most recent call last):\n'
        for frame in tb:
            text += f'  File "{frame.filename}", lineno {frame.lineno}\n'
            import linecache
            line = linecache.getline(frame.filename, frame.lineno)
            if line:
                text += f'    {line.strip()}\n'
        return text
    if suggest:
        return (f'{msg.category.__name__}: Enable tracemalloc to get the object '
                'allocation traceback\n')
    return ''


_showwarning_orig = showwarning
_formatwarning_orig = formatwarning


def _showwarnmsg(msg):
    """Show a warning, by showwarning() if a program has replaced it."""
    show = globals().get('showwarning', _showwarning_orig)
    if show is not _showwarning_orig:
        if not callable(show):
            raise TypeError("warnings.showwarning() must be set to a function or method")
        show(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)
        return
    _showwarnmsg_impl(msg)


def _formatwarnmsg(msg):
    format_ = globals().get('formatwarning', _formatwarning_orig)
    if format_ is not _formatwarning_orig:
        return format_(msg.message, msg.category, msg.filename, msg.lineno, msg.line)
    return _formatwarnmsg_impl(msg)


# --- Filters -------------------------------------------------------------------------------------

_ACTIONS = ('error', 'ignore', 'always', 'all', 'default', 'module', 'once')


def filterwarnings(action, message='', category=Warning, module='', lineno=0, append=False):
    """Insert a filter in front of the others (behind them with append).

    action is 'error', 'ignore', 'always', 'all', 'default', 'module' or 'once';
    message and module are regular expressions; lineno 0 means any line.
    """
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(message, str):
        raise TypeError("message must be a string")
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError("category must be a Warning subclass")
    if not isinstance(module, str):
        raise TypeError("module must be a string")
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")
    if message or module:
        import re
    message = re.compile(message, re.I) if message else None
    module = re.compile(module) if module else None
    _add_filter(action, message, category, module, lineno, append=append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Insert a filter that looks at the category only."""
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")
    _add_filter(action, None, category, None, lineno, append=append)


def _add_filter(*item, append):
    if append:
        if item not in filters:
            filters.append(item)
    else:
        try:
            filters.remove(item)
        except ValueError:
            pass
        filters.insert(0, item)
    _filters_mutated()


def resetwarnings():
    """Remove all filters."""
    filters[:] = []
    _filters_mutated()


class _OptionError(Exception):
    """A -W option is wrong."""


def _processoptions(args):
    """Set the filters of -W options."""
    for arg in args:
        try:
            _setoption(arg)
        except _OptionError as msg:
            print("Invalid -W option ignored:", msg, file=sys.stderr)


def _setoption(arg):
    """Set the filter of one option, action:message:category:module:line."""
    parts = arg.split(':')
    if len(parts) > 5:
        raise _OptionError("too many fields (max 5): %r" % (arg,))
    parts += [''] * (5 - len(parts))
    action, message, category, module, lineno = [s.strip() for s in parts]
    action = _getaction(action)
    category = _getcategory(category)
    if message or module:
        import re
    if message:
        message = re.escape(message)
    if module:
        module = re.escape(module) + r'\Z'
    try:
        lineno = int(lineno) if lineno else 0
        if lineno < 0:
            raise ValueError
    except (ValueError, OverflowError):
        raise _OptionError("invalid lineno %r" % (lineno,)) from None
    filterwarnings(action, message, category, module, lineno)


def _getaction(action):
    if not action:
        return 'default'
    for candidate in ('default', 'always', 'all', 'ignore', 'module', 'once', 'error'):
        if candidate.startswith(action):
            return candidate
    raise _OptionError("invalid action: %r" % (action,))


def _getcategory(category):
    if not category:
        return Warning
    module, _, klass = category.rpartition('.')
    if not module:
        module = 'builtins'
    try:
        found = getattr(__import__(module, None, None, [klass]), klass)
    except ImportError:
        raise _OptionError("invalid module name: %r" % (module,)) from None
    except AttributeError:
        raise _OptionError("unknown warning category: %r" % (category,)) from None
    if not issubclass(found, Warning):
        raise _OptionError("invalid warning category: %r" % (category,))
    return found


# --- Issuing -------------------------------------------------------------------------------------

def _is_internal_filename(filename):
    return 'importlib' in filename and '_bootstrap' in filename


def _is_internal_frame(frame):
    return _is_internal_filename(frame.f_code.co_filename)


def _next_external_frame(frame, skip_file_prefixes):
    frame = frame.f_back
    while frame is not None and (
            _is_internal_frame(frame)
            or frame.f_code.co_filename.startswith(skip_file_prefixes)):
        frame = frame.f_back
    return frame


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    """Issue a warning, or do what the filters say.

    message is a string or a Warning; category a subclass of Warning, default:
    UserWarning. stacklevel tells whose line is meant: 1 the caller's, 2 that of
    its caller. source is the object at fault; frames of files that begin with
    skip_file_prefixes do not count.
    """
    if isinstance(message, Warning):
        category = message.__class__
    if category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError("category must be a Warning subclass, not '{:s}'".format(
            type(category).__name__))
    if not isinstance(skip_file_prefixes, tuple):
        raise TypeError('skip_file_prefixes must be a tuple of strs.')
    if skip_file_prefixes:
        stacklevel = max(2, stacklevel)
    try:
        if stacklevel <= 1 or _is_internal_frame(sys._getframe(1)):
            frame = sys._getframe(stacklevel)
        else:
            frame = sys._getframe(1)
            for _ in range(stacklevel - 1):
                frame = _next_external_frame(frame, skip_file_prefixes)
                if frame is None:
                    raise ValueError
    except ValueError:
        namespace = sys.__dict__
        filename = '<sys>'
        lineno = 0
    else:
        namespace = frame.f_globals
        filename = frame.f_code.co_filename
        lineno = frame.f_lineno
    warn_explicit(message, category, filename, lineno, namespace.get('__name__', '<string>'),
                  namespace.setdefault('__warningregistry__', {}), None, source)


def warn_explicit(message, category, filename, lineno, module=None, registry=None,
                  module_globals=None, source=None):
    """Issue a warning for a place that is given; registry remembers what was shown there."""
    lineno = int(lineno)
    if module is None:
        module = filename or '<unknown>'
        if module[-3:].lower() == '.py':
            module = module[:-3]
    if registry is None:
        registry = {}
    if registry.get('version', 0) != _filters_version:
        registry.clear()
        registry['version'] = _filters_version
    if isinstance(message, Warning):
        text = str(message)
        category = message.__class__
    else:
        text = message
        message = category(message)
    key = text, category, lineno
    if registry.get(key):
        return
    action = _find_action(text, category, module, lineno)
    if action == 'ignore':
        return
    if module_globals:
        import linecache
        linecache.getlines(filename, module_globals)
    if action == 'error':
        raise message
    if action == 'once':
        registry[key] = 1
        oncekey = text, category
        if onceregistry.get(oncekey):
            return
        onceregistry[oncekey] = 1
    elif action == 'module':
        registry[key] = 1
        altkey = text, category, 0
        if registry.get(altkey):
            return
        registry[altkey] = 1
    elif action == 'default':
        registry[key] = 1
    elif action not in ('always', 'all'):
        raise RuntimeError("Unrecognized action (%r) in warnings.filters" % (action,))
    _showwarnmsg(WarningMessage(message, category, filename, lineno, source=source))


def _find_action(text, category, module, lineno):
    for action, message, cat, mod, line in filters:
        if ((message is None or _matches(message, text)) and issubclass(category, cat)
                and (mod is None or _matches(mod, module)) and line in (0, lineno)):
            return action
    return defaultaction


def _matches(pattern, text):
    # The filters that are there from the start have plain strings: no re is needed for them.
    return pattern == text if isinstance(pattern, str) else pattern.match(text) is not None


class catch_warnings:
    """Context manager that saves the filters and showwarning(), and restores them.

    With record, the warnings of the block go to a list, which "as" binds, instead
    of being shown. If action is given, simplefilter() is called with it,
    category, lineno and append at the beginning.
    """

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0,
                 append=False):
        self._record = record
        self._module = sys.modules['warnings'] if module is None else module
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        args = []
        if self._record:
            args.append("record=True")
        if self._module is not sys.modules['warnings']:
            args.append("module=" + repr(self._module))
        return f"{type(self).__name__}({', '.join(args)})"

    def __enter__(self):
        if self._entered:
            raise RuntimeError("Cannot enter %r twice" % self)
        self._entered = True
        module = self._module
        self._filters = module.filters
        module.filters = self._filters[:]
        module._filters_mutated()
        self._showwarning = module.showwarning
        self._showwarnmsg_impl = module._showwarnmsg_impl
        log = None
        if self._record:
            log = []
            module._showwarnmsg_impl = log.append
            # A replaced showwarning() must not get them.
            module.showwarning = module._showwarning_orig
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError("Cannot exit %r without entering first" % self)
        module = self._module
        module.filters = self._filters
        module._filters_mutated()
        module.showwarning = self._showwarning
        module._showwarnmsg_impl = self._showwarnmsg_impl


class deprecated:
    """Decorator that marks a class or function as deprecated.

    Type checkers tell its users; using it issues a warning of this category with
    message, unless category is None.
    """

    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError("Expected an object of type str for 'message', not "
                            f"{type(message).__name__!r}")
        self.message = message
        self.category = category
        self.stacklevel = stacklevel

    def __call__(self, arg, /):
        if self.category is None:
            arg.__deprecated__ = self.message
            return arg
        if isinstance(arg, type):
            return self._mark_class(arg)
        if callable(arg):
            return self._mark_function(arg)
        raise TypeError("@deprecated decorator with non-None category must be applied to "
                        f"a class or callable, not {arg!r}")

    def _mark_class(self, arg):
        import functools
        from types import MethodType
        message, category, stacklevel = self.message, self.category, self.stacklevel
        original_new = arg.__new__

        @functools.wraps(original_new)
        def __new__(cls, /, *args, **kwargs):
            if cls is arg:
                warn(message, category=category, stacklevel=stacklevel + 1)
            if original_new is not object.__new__:
                return original_new(cls, *args, **kwargs)
            if cls.__init__ is object.__init__ and (args or kwargs):
                raise TypeError(f"{cls.__name__}() takes no arguments")
            return original_new(cls)

        arg.__new__ = staticmethod(__new__)
        original = arg.__init_subclass__
        if isinstance(original, MethodType):
            original = original.__func__

            @functools.wraps(original)
            def __init_subclass__(*args, **kwargs):
                warn(message, category=category, stacklevel=stacklevel + 1)
                return original(*args, **kwargs)
            arg.__init_subclass__ = classmethod(__init_subclass__)
        else:
            @functools.wraps(original)
            def __init_subclass__(*args, **kwargs):
                warn(message, category=category, stacklevel=stacklevel + 1)
                return original(*args, **kwargs)
            arg.__init_subclass__ = __init_subclass__
        arg.__deprecated__ = __new__.__deprecated__ = message
        __init_subclass__.__deprecated__ = message
        return arg

    def _mark_function(self, arg):
        import functools
        import inspect
        message, category, stacklevel = self.message, self.category, self.stacklevel

        @functools.wraps(arg)
        def wrapper(*args, **kwargs):
            warn(message, category=category, stacklevel=stacklevel + 1)
            return arg(*args, **kwargs)

        if inspect.iscoroutinefunction(arg):
            wrapper = inspect.markcoroutinefunction(wrapper)
        arg.__deprecated__ = wrapper.__deprecated__ = message
        return wrapper


_DEPRECATED_MSG = "{name!r} is deprecated and slated for removal in Python {remove}"


def _deprecated(name, message=_DEPRECATED_MSG, *, remove, _version=sys.version_info):
    """Warn that name will be removed in a version; RuntimeError if that version is here."""
    remove_formatted = f"{remove[0]}.{remove[1]}"
    if (_version[:2] > remove) or (_version[:2] == remove and _version[3] != "alpha"):
        raise RuntimeError(f"{name!r} was slated for removal after Python "
                           f"{remove_formatted} alpha")
    warn(message.format(name=name, remove=remove_formatted), DeprecationWarning, stacklevel=3)


def _warn_unawaited_coroutine(coro):
    """Warn about a coroutine that was never awaited; called by the interpreter."""
    lines = [f"coroutine '{coro.__qualname__}' was never awaited\n"]
    if coro.cr_origin is not None:
        import linecache
        import traceback

        def extract():
            for filename, lineno, funcname in reversed(coro.cr_origin):
                yield filename, lineno, funcname, linecache.getline(filename, lineno)
        lines.append("Coroutine created at (most recent call last)\n")
        lines += traceback.format_list(list(extract()))
    warn(''.join(lines).rstrip('\n'), category=RuntimeWarning, stacklevel=2, source=coro)


try:
    from _warnings import (filters, warn, warn_explicit, _defaultaction as defaultaction,
                           _onceregistry as onceregistry, _filters_mutated)
    _filters_version = 1
except ImportError:
    filters = [('default', None, DeprecationWarning, '__main__', 0),
               ('ignore', None, DeprecationWarning, None, 0),
               ('ignore', None, PendingDeprecationWarning, None, 0),
               ('ignore', None, ImportWarning, None, 0),
               ('ignore', None, ResourceWarning, None, 0)]
    defaultaction = 'default'
    onceregistry = {}
    _filters_version = 1

    def _filters_mutated():
        global _filters_version
        _filters_version += 1

_processoptions(sys.warnoptions)
