# SPDX-License-Identifier: MIT
"""Configuration of logging from dictionaries and files."""

import functools
import io
import logging
import logging.handlers
import os

DEFAULT_LOGGING_CONFIG_PORT = 9030


def _resolve(name):
    """Return what a dotted name leads to, imported as far as needed."""
    parts = name.split('.')
    used = parts.pop(0)
    found = __import__(used)
    for part in parts:
        used += '.' + part
        try:
            found = getattr(found, part)
        except AttributeError:
            __import__(used)
            found = getattr(found, part)
    return found


def _clearExistingHandlers():
    logging._handlers.clear()
    logging.shutdown(logging._handlerList[:])
    del logging._handlerList[:]


class ConvertingMixin:
    """What the containers of a configuration have in common: items are converted when they are read."""

    def convert_with_key(self, key, value, replace=True):
        result = self.configurator.convert(value)
        if value is not result:
            if replace:
                self[key] = result
            if type(result) in (ConvertingDict, ConvertingList, ConvertingTuple):
                result.parent = self
                result.key = key
        return result

    def convert(self, value):
        result = self.configurator.convert(value)
        if value is not result and type(result) in (ConvertingDict, ConvertingList, ConvertingTuple):
            result.parent = self
        return result


class ConvertingDict(dict, ConvertingMixin):
    """A dictionary whose values are converted."""

    def __getitem__(self, key):
        return self.convert_with_key(key, dict.__getitem__(self, key))

    def get(self, key, default=None):
        return self.convert_with_key(key, dict.get(self, key, default))

    def pop(self, key, default=None):
        return self.convert_with_key(key, dict.pop(self, key, default), replace=False)


class ConvertingList(list, ConvertingMixin):
    """A list whose items are converted."""

    def __getitem__(self, key):
        return self.convert_with_key(key, list.__getitem__(self, key))

    def pop(self, idx=-1):
        return self.convert(list.pop(self, idx))


class ConvertingTuple(tuple, ConvertingMixin):
    """A tuple whose items are converted."""

    def __getitem__(self, key):
        return self.convert_with_key(key, tuple.__getitem__(self, key), replace=False)


class BaseConfigurator:
    """Converts values of a configuration: ext://name imports, cfg://path refers to another part."""

    value_converters = {'ext': 'ext_convert', 'cfg': 'cfg_convert'}
    importer = staticmethod(__import__)

    def __init__(self, config):
        self.config = ConvertingDict(config)
        self.config.configurator = self

    def resolve(self, s):
        """Return what a dotted name leads to."""
        try:
            return _resolve(s)
        except ImportError as e:
            raise ValueError("Cannot resolve %r: %s" % (s, e)) from e

    def ext_convert(self, value):
        return self.resolve(value)

    def cfg_convert(self, value):
        """Follow a path such as handlers.file.args[0]."""
        import re
        m = re.match(r"^\s*(\w+)\s*", value)
        if m is None:
            raise ValueError("Unable to convert %r" % value)
        rest = value[m.end():]
        found = self.config[m.groups()[0]]
        while rest:
            m = re.match(r"^\.\s*(\w+)\s*", rest)
            if m:
                found = found[m.groups()[0]]
            else:
                m = re.match(r"^\[([^\[\]]*)\]\s*", rest)
                if not m:
                    raise ValueError('Unable to convert %r at %r' % (value, rest))
                index = m.groups()[0]
                try:
                    found = found[int(index)] if index.isdigit() else found[index]
                except TypeError:
                    found = found[index]
            rest = rest[m.end():]
        return found

    def convert(self, value):
        """Return a value as it is to be used."""
        for kind, base in ((ConvertingDict, dict), (ConvertingList, list), (ConvertingTuple, tuple)):
            if isinstance(value, base) and not isinstance(value, kind):
                if base is tuple and hasattr(value, '_fields'):
                    return value
                value = kind(value)
                value.configurator = self
                return value
        if isinstance(value, str):
            prefix, colon, suffix = value.partition('://')
            converter = self.value_converters.get(prefix) if colon else None
            if converter:
                return getattr(self, converter)(suffix)
        return value

    def configure_custom(self, config):
        """Call what '()' names with the other items, and set the attributes under '.'."""
        c = config.pop('()')
        if not callable(c):
            c = self.resolve(c)
        props = config.pop('.', None)
        result = c(**{k: config[k] for k in config if k.isidentifier()})
        for name, value in (props or {}).items():
            setattr(result, name, value)
        return result

    def as_tuple(self, value):
        """Return a list as a tuple."""
        return tuple(value) if isinstance(value, list) else value


class DictConfigurator(BaseConfigurator):
    """Configures logging from a dictionary."""

    def configure(self):
        """Do it."""
        config = self.config
        if 'version' not in config:
            raise ValueError("dictionary doesn't specify a version")
        if config['version'] != 1:
            raise ValueError("Unsupported version: %s" % config['version'])
        with logging._lock:
            if config.pop('incremental', False):
                self._configure_incrementally(config)
            else:
                self._configure_all(config)

    def _configure_incrementally(self, config):
        handlers = config.get('handlers', {})
        for name in handlers:
            if name not in logging._handlers:
                raise ValueError('No handler found with name %r' % name)
            try:
                level = handlers[name].get('level', None)
                if level:
                    logging._handlers[name].setLevel(logging._checkLevel(level))
            except Exception as e:
                raise ValueError('Unable to configure handler %r' % name) from e
        loggers = config.get('loggers', {})
        for name in loggers:
            try:
                self.configure_logger(name, loggers[name], True)
            except Exception as e:
                raise ValueError('Unable to configure logger %r' % name) from e
        root = config.get('root', None)
        if root:
            try:
                self.configure_root(root, True)
            except Exception as e:
                raise ValueError('Unable to configure root logger') from e

    def _configure_all(self, config):
        disable_existing = config.pop('disable_existing_loggers', True)
        _clearExistingHandlers()
        for section, what, configure in (('formatters', 'formatter', self.configure_formatter),
                                         ('filters', 'filter', self.configure_filter)):
            items = config.get(section, {})
            for name in items:
                try:
                    items[name] = configure(items[name])
                except Exception as e:
                    raise ValueError('Unable to configure %s %r' % (what, name)) from e
        self._configure_handlers(config.get('handlers', {}))
        self._configure_loggers(config.get('loggers', {}), disable_existing)
        root = config.get('root', None)
        if root:
            try:
                self.configure_root(root)
            except Exception as e:
                raise ValueError('Unable to configure root logger') from e

    def _configure_handlers(self, handlers):
        # One may refer to another that is not configured yet: those come in a second round.
        deferred = []
        for round in (sorted(handlers), deferred):
            for name in list(round):
                try:
                    handler = self.configure_handler(handlers[name])
                    handler.name = name
                    handlers[name] = handler
                except Exception as e:
                    if round is not deferred and ' not configured yet' in str(e.__cause__):
                        deferred.append(name)
                    else:
                        raise ValueError('Unable to configure handler %r' % name) from e

    def _configure_loggers(self, loggers, disable_existing):
        root = logging.root
        existing = sorted(root.manager.loggerDict.keys())
        children = []
        for name in loggers:
            if name in existing:
                prefix = name + '.'
                children += [other for other in existing if other.startswith(prefix)]
                existing.remove(name)
            try:
                self.configure_logger(name, loggers[name])
            except Exception as e:
                raise ValueError('Unable to configure logger %r' % name) from e
        _handle_existing_loggers(existing, children, disable_existing)

    def configure_formatter(self, config):
        """Return a formatter."""
        if '()' in config:
            factory = config['()']
            try:
                return self.configure_custom(config)
            except TypeError as te:
                if "'format'" not in str(te):
                    raise
                # The name of Formatter's parameter is fmt.
                config['fmt'] = config.pop('format')
                config['()'] = factory
                return self.configure_custom(config)
        cls = config.get('class', None)
        c = _resolve(cls) if cls else logging.Formatter
        kwargs = {}
        defaults = config.get('defaults', None)
        if defaults is not None:
            kwargs['defaults'] = defaults
        args = config.get('format', None), config.get('datefmt', None), config.get('style', '%')
        if 'validate' in config:
            return c(*args, config['validate'], **kwargs)
        return c(*args, **kwargs)

    def configure_filter(self, config):
        """Return a filter."""
        return self.configure_custom(config) if '()' in config else logging.Filter(config.get('name', ''))

    def add_filters(self, filterer, filters):
        """Add filters, by name or themselves."""
        for f in filters:
            try:
                known = callable(f) or callable(getattr(f, 'filter', None))
                filterer.addFilter(f if known else self.config['filters'][f])
            except Exception as e:
                raise ValueError('Unable to add filter %r' % f) from e

    def configure_handler(self, config):
        """Return a handler."""
        whole = dict(config)
        formatter = config.pop('formatter', None)
        if formatter:
            try:
                formatter = self.config['formatters'][formatter]
            except Exception as e:
                raise ValueError('Unable to set formatter %r' % formatter) from e
        level = config.pop('level', None)
        filters = config.pop('filters', None)
        if '()' in config:
            c = config.pop('()')
            factory = c if callable(c) else self.resolve(c)
        else:
            factory = self._handler_class(config, whole)
        props = config.pop('.', None)
        result = factory(**{k: config[k] for k in config if k.isidentifier()})
        if formatter:
            result.setFormatter(formatter)
        if level is not None:
            result.setLevel(logging._checkLevel(level))
        if filters:
            self.add_filters(result, filters)
        for name, value in (props or {}).items():
            setattr(result, name, value)
        return result

    def _handler_class(self, config, whole):
        cname = config.pop('class')
        klass = cname if callable(cname) else self.resolve(cname)
        if issubclass(klass, logging.handlers.MemoryHandler) and 'target' in config:
            try:
                target = self.config['handlers'][config['target']]
                if not isinstance(target, logging.Handler):
                    config.update(whole)
                    raise TypeError('target not configured yet')
                config['target'] = target
            except Exception as e:
                raise ValueError('Unable to set target handler %r' % config['target']) from e
        elif issubclass(klass, logging.handlers.QueueHandler):
            return functools.partial(self._make_queue_handler, klass, whole)
        elif issubclass(klass, logging.handlers.SMTPHandler) and 'mailhost' in config:
            config['mailhost'] = self.as_tuple(config['mailhost'])
        elif issubclass(klass, logging.handlers.SysLogHandler) and 'address' in config:
            config['address'] = self.as_tuple(config['address'])
        return klass

    def _make_queue_handler(self, klass, whole, queue=None, listener=None, handlers=(), respect_handler_level=False,
                            **kwargs):
        import queue as queues
        if queue is None:
            queue = queues.Queue()
        elif isinstance(queue, str):
            queue = self.resolve(queue)()
        elif isinstance(queue, dict):
            queue = self.configure_custom(dict(queue))
        if listener is None:
            listener = logging.handlers.QueueListener
        elif isinstance(listener, str):
            listener = self.resolve(listener)
        elif isinstance(listener, dict):
            listener = self.configure_custom(dict(listener))
        targets = []
        for name in handlers:
            target = self.config['handlers'][name]
            if not isinstance(target, logging.Handler):
                raise ValueError('Required handler %r is not configured yet' % name) from TypeError(
                    'handler not configured yet')
            targets.append(target)
        result = klass(queue, **kwargs)
        result.listener = listener(queue, *targets, respect_handler_level=respect_handler_level)
        return result

    def add_handlers(self, logger, handlers):
        """Add handlers by name."""
        for h in handlers:
            try:
                logger.addHandler(self.config['handlers'][h])
            except Exception as e:
                raise ValueError('Unable to add handler %r' % h) from e

    def common_logger_config(self, logger, config, incremental=False):
        """Configure what a root logger has too."""
        level = config.get('level', None)
        if level is not None:
            logger.setLevel(logging._checkLevel(level))
        if incremental:
            return
        for h in logger.handlers[:]:
            logger.removeHandler(h)
        if config.get('handlers', None):
            self.add_handlers(logger, config['handlers'])
        if config.get('filters', None):
            self.add_filters(logger, config['filters'])

    def configure_logger(self, name, config, incremental=False):
        """Configure a logger."""
        logger = logging.getLogger(name)
        self.common_logger_config(logger, config, incremental)
        logger.disabled = False
        propagate = config.get('propagate', None)
        if propagate is not None:
            logger.propagate = propagate

    def configure_root(self, config, incremental=False):
        """Configure the root logger."""
        self.common_logger_config(logging.getLogger(), config, incremental)


dictConfigClass = DictConfigurator


def dictConfig(config):
    """Configure logging from a dictionary."""
    dictConfigClass(config).configure()


def _handle_existing_loggers(existing, children, disable_existing):
    """Disable loggers that the configuration does not name; those below a named one go back to their defaults."""
    for name in existing:
        logger = logging.root.manager.loggerDict[name]
        if name in children:
            if not isinstance(logger, logging.PlaceHolder):
                logger.setLevel(logging.NOTSET)
                logger.handlers = []
                logger.propagate = True
        else:
            logger.disabled = disable_existing


def fileConfig(fname, defaults=None, disable_existing_loggers=True, encoding=None):
    """Configure logging from a file, a ConfigParser, or something that can be read."""
    import configparser
    if isinstance(fname, str) and not os.path.exists(fname):
        raise FileNotFoundError(f"{fname} doesn't exist")
    if isinstance(fname, str) and not os.path.getsize(fname):
        raise RuntimeError(f'{fname} is an empty file')
    if isinstance(fname, configparser.RawConfigParser):
        cp = fname
    else:
        try:
            cp = configparser.ConfigParser(defaults)
            if hasattr(fname, 'readline'):
                cp.read_file(fname)
            else:
                cp.read(fname, encoding=io.text_encoding(encoding))
        except configparser.ParsingError as e:
            raise RuntimeError(f'{fname} is invalid: {e}') from e
    formatters = _create_formatters(cp)
    with logging._lock:
        _clearExistingHandlers()
        handlers = _install_handlers(cp, formatters)
        _install_loggers(cp, handlers, disable_existing_loggers)


def _names(text):
    return [name.strip() for name in text.split(',')] if text else []


def _create_formatters(cp):
    formatters = {}
    for name in _names(cp["formatters"]["keys"]):
        section = cp["formatter_%s" % name]
        cls = section.get("class")
        defaults = cp.get(section.name, 'defaults', raw=True, fallback=None)
        if defaults is not None:
            defaults = eval(defaults, vars(logging))
        formatters[name] = (_resolve(cls) if cls else logging.Formatter)(
            cp.get(section.name, "format", raw=True, fallback=None),
            cp.get(section.name, "datefmt", raw=True, fallback=None),
            cp.get(section.name, "style", raw=True, fallback='%'), defaults=defaults)
    return formatters


def _install_handlers(cp, formatters):
    handlers = {}
    targets = []
    for name in _names(cp["handlers"]["keys"]):
        section = cp["handler_%s" % name]
        klass = section["class"]
        try:
            klass = eval(klass, vars(logging))
        except (AttributeError, NameError):
            klass = _resolve(klass)
        args = eval(section.get("args", '()'), vars(logging))
        kwargs = eval(section.get("kwargs", '{}'), vars(logging))
        h = klass(*args, **kwargs)
        h.name = name
        if "level" in section:
            h.setLevel(section["level"])
        formatter = section.get("formatter", "")
        if formatter:
            h.setFormatter(formatters[formatter])
        if issubclass(klass, logging.handlers.MemoryHandler) and section.get("target", ""):
            targets.append((h, section["target"]))
        handlers[name] = h
    for h, target in targets:
        h.setTarget(handlers[target])
    return handlers


def _install_loggers(cp, handlers, disable_existing):
    names = _names(cp["loggers"]["keys"])
    names.remove("root")
    root = logging.root
    section = cp["logger_root"]
    if "level" in section:
        root.setLevel(section["level"])
    for h in root.handlers[:]:
        root.removeHandler(h)
    for hand in _names(section["handlers"]):
        root.addHandler(handlers[hand])
    existing = sorted(root.manager.loggerDict.keys())
    children = []
    for log in names:
        section = cp["logger_%s" % log]
        qn = section["qualname"]
        logger = logging.getLogger(qn)
        if qn in existing:
            children += [other for other in existing if other.startswith(qn + ".")]
            existing.remove(qn)
        if "level" in section:
            logger.setLevel(section["level"])
        for h in logger.handlers[:]:
            logger.removeHandler(h)
        logger.propagate = section.getint("propagate", fallback=1)
        logger.disabled = 0
        for hand in _names(section["handlers"]):
            logger.addHandler(handlers[hand])
    _handle_existing_loggers(existing, children, disable_existing)


def listen(port=DEFAULT_LOGGING_CONFIG_PORT, verify=None):
    """Not here: a server for configurations from the network."""
    raise NotImplementedError('logging.config.listen() is not part of this library')


def stopListening():
    """Stop the server of listen(): there is none."""
