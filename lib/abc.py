# SPDX-License-Identifier: MIT
"""Abstract base classes: the metaclass ABCMeta and its decorators (PEP 3119)."""

from _abc import (get_cache_token, _abc_init, _abc_register, _abc_instancecheck,
                  _abc_subclasscheck, _get_dump, _reset_registry, _reset_caches)


def abstractmethod(funcobj):
    """Mark a function as abstract.

    A class whose metaclass is ABCMeta cannot be instantiated while any of its
    abstract methods is not overridden. The implementation may still be called
    through super(). Combine with property, classmethod or staticmethod by
    making this the innermost decorator.
    """
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    """Old spelling of @classmethod over @abstractmethod."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    """Old spelling of @staticmethod over @abstractmethod."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractproperty(property):
    """Old spelling of @property over @abstractmethod."""

    __isabstractmethod__ = True


class ABCMeta(type):
    """Metaclass of abstract base classes.

    Subclasses may be inherited from like mixins, and unrelated classes may be
    registered as virtual subclasses: isinstance() and issubclass() then accept
    them although the ABC stays out of their __mro__.
    """

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        _abc_init(cls)
        return cls

    def register(cls, subclass):
        """Make subclass a virtual subclass of this ABC; return it (usable as a decorator)."""
        return _abc_register(cls, subclass)

    def __instancecheck__(cls, instance):
        """Answer isinstance(instance, cls)."""
        return _abc_instancecheck(cls, instance)

    def __subclasscheck__(cls, subclass):
        """Answer issubclass(subclass, cls)."""
        return _abc_subclasscheck(cls, subclass)

    def _dump_registry(cls, file=None):
        """Print the registry and caches of the class, for debugging."""
        registry, cache, negative, version = _get_dump(cls)
        print(f"Class: {cls.__module__}.{cls.__qualname__}", file=file)
        print(f"Inv. counter: {get_cache_token()}", file=file)
        print(f"_abc_registry: {registry!r}", file=file)
        print(f"_abc_cache: {cache!r}", file=file)
        print(f"_abc_negative_cache: {negative!r}", file=file)
        print(f"_abc_negative_cache_version: {version!r}", file=file)

    def _abc_registry_clear(cls):
        """Forget every registered class (for tests and debugging)."""
        _reset_registry(cls)

    def _abc_caches_clear(cls):
        """Forget the remembered answers of subclass checks (for tests and debugging)."""
        _reset_caches(cls)


def update_abstractmethods(cls):
    """Recompute the set of abstract methods after methods were added to cls.

    Meant for class decorators that run after the class exists. Does nothing if
    cls is not an ABC. Returns cls.
    """
    if not hasattr(cls, '__abstractmethods__'):
        return cls
    names = {name for base in cls.__bases__
             for name in getattr(base, '__abstractmethods__', ())
             if getattr(getattr(cls, name, None), '__isabstractmethod__', False)}
    names.update(name for name, value in cls.__dict__.items()
                 if getattr(value, '__isabstractmethod__', False))
    cls.__abstractmethods__ = frozenset(names)
    return cls


class ABC(metaclass=ABCMeta):
    """Base class that gives its subclasses ABCMeta as their metaclass."""

    __slots__ = ()
