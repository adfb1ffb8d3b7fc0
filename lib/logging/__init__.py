# SPDX-License-Identifier: MIT
"""Logging: messages of a level to loggers in a tree, records of them to handlers, text by formatters."""

import atexit
import sys

from ._records import (CRITICAL, FATAL, ERROR, WARNING, WARN, INFO, DEBUG, NOTSET, BASIC_FORMAT, _STYLES,
                       BufferingFormatter, Filter, Filterer, Formatter, LogRecord, PercentStyle, StrFormatStyle,
                       StringTemplateStyle, _checkLevel, _defaultFormatter, _levelToName, _lock, _nameToLevel,
                       _startTime, addLevelName, getLevelName, getLevelNamesMapping, getLogRecordFactory,
                       makeLogRecord, setLogRecordFactory)
from ._handlers import (FileHandler, Handler, NullHandler, StreamHandler, _StderrHandler, _addHandlerRef,
                        _defaultLastResort, _handlerList, _handlers, _removeHandlerRef, getHandlerByName,
                        getHandlerNames, shutdown)
from ._loggers import (Logger, LoggerAdapter, Manager, PlaceHolder, RootLogger, getLoggerClass, root,
                       setLoggerClass)

__all__ = ['BASIC_FORMAT', 'BufferingFormatter', 'CRITICAL', 'DEBUG', 'ERROR', 'FATAL', 'FileHandler', 'Filter',
           'Formatter', 'Handler', 'INFO', 'LogRecord', 'Logger', 'LoggerAdapter', 'NOTSET', 'NullHandler',
           'StreamHandler', 'WARN', 'WARNING', 'addLevelName', 'basicConfig', 'captureWarnings', 'critical',
           'debug', 'disable', 'error', 'exception', 'fatal', 'getLevelName', 'getLogger', 'getLoggerClass',
           'info', 'log', 'makeLogRecord', 'setLoggerClass', 'shutdown', 'warn', 'warning',
           'getLogRecordFactory', 'setLogRecordFactory', 'lastResort', 'raiseExceptions',
           'getLevelNamesMapping', 'getHandlerByName', 'getHandlerNames']

# Whether errors of handlers are reported on stderr.
raiseExceptions = True
# What records tell of who logged.
logThreads = True
logMultiprocessing = True
logProcesses = True
logAsyncioTasks = True
# None turns off looking for the caller, which takes time.
_srcfile = addLevelName.__code__.co_filename
# The handler for messages that no other one gets.
lastResort = _defaultLastResort


def getLogger(name=None):
    """Return the logger of a dotted name, or the root."""
    if not name or isinstance(name, str) and name == root.name:
        return root
    return Logger.manager.getLogger(name)


def basicConfig(**kwargs):
    """Give the root logger a handler, if it has none.

    filename, filemode ('a'), encoding, errors: a file to write to; stream: or a stream; handlers: or handlers;
    format, datefmt, style: the formatter; level: of the root; force: remove handlers that are there.
    """
    with _lock:
        force = kwargs.pop('force', False)
        encoding = kwargs.pop('encoding', None)
        errors = kwargs.pop('errors', 'backslashreplace')
        if force:
            for h in root.handlers[:]:
                root.removeHandler(h)
                h.close()
        if root.handlers:
            return
        handlers = _basic_handlers(kwargs, encoding, errors)
        dfs = kwargs.pop("datefmt", None)
        style = kwargs.pop("style", '%')
        if style not in _STYLES:
            raise ValueError('Style must be one of: %s' % ','.join(_STYLES.keys()))
        formatter = Formatter(kwargs.pop("format", _STYLES[style][1]), dfs, style)
        for h in handlers:
            if h.formatter is None:
                h.setFormatter(formatter)
            root.addHandler(h)
        level = kwargs.pop("level", None)
        if level is not None:
            root.setLevel(level)
        if kwargs:
            raise ValueError('Unrecognised argument(s): %s' % ', '.join(kwargs.keys()))


def _basic_handlers(kwargs, encoding, errors):
    handlers = kwargs.pop("handlers", None)
    if handlers is None:
        if "stream" in kwargs and "filename" in kwargs:
            raise ValueError("'stream' and 'filename' should not be specified together")
    elif "stream" in kwargs or "filename" in kwargs:
        raise ValueError("'stream' or 'filename' should not be specified together with 'handlers'")
    if handlers is not None:
        return handlers
    filename = kwargs.pop("filename", None)
    mode = kwargs.pop("filemode", 'a')
    if not filename:
        return [StreamHandler(kwargs.pop("stream", None))]
    if 'b' in mode:
        errors = None
    elif encoding is None:
        import io
        encoding = io.text_encoding(encoding)
    return [FileHandler(filename, mode, encoding=encoding, errors=errors)]


def _root_with_handler():
    if not root.handlers:
        basicConfig()
    return root


def critical(msg, *args, **kwargs):
    """Log at CRITICAL to the root logger, which gets a handler if it has none."""
    _root_with_handler().critical(msg, *args, **kwargs)


def fatal(msg, *args, **kwargs):
    """The old name of critical()."""
    critical(msg, *args, **kwargs)


def error(msg, *args, **kwargs):
    """Log at ERROR to the root logger, which gets a handler if it has none."""
    _root_with_handler().error(msg, *args, **kwargs)


def exception(msg, *args, exc_info=True, **kwargs):
    """Log at ERROR to the root logger, with the exception being handled."""
    error(msg, *args, exc_info=exc_info, **kwargs)


def warning(msg, *args, **kwargs):
    """Log at WARNING to the root logger, which gets a handler if it has none."""
    _root_with_handler().warning(msg, *args, **kwargs)


def warn(msg, *args, **kwargs):
    """The old name of warning()."""
    import warnings
    warnings.warn("The 'warn' function is deprecated, use 'warning' instead", DeprecationWarning, 2)
    warning(msg, *args, **kwargs)


def info(msg, *args, **kwargs):
    """Log at INFO to the root logger, which gets a handler if it has none."""
    _root_with_handler().info(msg, *args, **kwargs)


def debug(msg, *args, **kwargs):
    """Log at DEBUG to the root logger, which gets a handler if it has none."""
    _root_with_handler().debug(msg, *args, **kwargs)


def log(level, msg, *args, **kwargs):
    """Log at a level to the root logger, which gets a handler if it has none."""
    _root_with_handler().log(level, msg, *args, **kwargs)


def disable(level=CRITICAL):
    """Disable messages of that level and below."""
    root.manager.disable = level
    root.manager._clear_cache()


def currentframe():
    """Return the frame of the caller."""
    return sys._getframe(1)


_warnings_showwarning = None


def _showwarning(message, category, filename, lineno, file=None, line=None):
    import warnings
    if file is not None:
        if _warnings_showwarning is not None:
            _warnings_showwarning(message, category, filename, lineno, file, line)
        return
    logger = getLogger("py.warnings")
    if not logger.handlers:
        logger.addHandler(NullHandler())
    logger.warning(str(warnings.formatwarning(message, category, filename, lineno, line)))


def captureWarnings(capture):
    """Log warnings to the logger py.warnings, or no longer."""
    global _warnings_showwarning
    import warnings
    if capture:
        if _warnings_showwarning is None:
            _warnings_showwarning = warnings.showwarning
            warnings.showwarning = _showwarning
    elif _warnings_showwarning is not None:
        warnings.showwarning = _warnings_showwarning
        _warnings_showwarning = None


atexit.register(shutdown)
