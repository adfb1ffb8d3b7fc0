# SPDX-License-Identifier: MIT
"""Information about live objects: kinds, members, documentation, source, signatures, frames.

The functions on source and those on signatures are in modules of their own, which
are loaded at first use.
"""

import builtins
import functools
import sys
import types
from annotationlib import get_annotations

__all__ = """
AGEN_CLOSED AGEN_CREATED AGEN_RUNNING AGEN_SUSPENDED ArgInfo Arguments Attribute BlockFinder
BoundArguments BufferFlags CORO_CLOSED CORO_CREATED CORO_RUNNING CORO_SUSPENDED CO_ASYNC_GENERATOR
CO_COROUTINE CO_GENERATOR CO_ITERABLE_COROUTINE CO_NESTED CO_NEWLOCALS CO_NOFREE CO_OPTIMIZED
CO_VARARGS CO_VARKEYWORDS CO_HAS_DOCSTRING CO_METHOD ClosureVars EndOfBlock
FrameInfo FullArgSpec GEN_CLOSED GEN_CREATED GEN_RUNNING GEN_SUSPENDED Parameter Signature
TPFLAGS_IS_ABSTRACT Traceback classify_class_attrs cleandoc currentframe findsource
formatannotation formatannotationrelativeto formatargvalues get_annotations getabsfile getargs
getargvalues getasyncgenlocals getasyncgenstate getattr_static getblock getcallargs getclasstree
getclosurevars getcomments getcoroutinelocals getcoroutinestate getdoc getfile getframeinfo
getfullargspec getgeneratorlocals getgeneratorstate getinnerframes getlineno getmembers
getmembers_static getmodule getmodulename getmro getouterframes getsource getsourcefile
getsourcelines indentsize isabstract isasyncgen isasyncgenfunction isawaitable isbuiltin isclass
iscode iscoroutine iscoroutinefunction isdatadescriptor isframe isfunction isgenerator
isgeneratorfunction isgetsetdescriptor ismemberdescriptor ismethod ismethoddescriptor
ismethodwrapper ismodule ispackage isroutine istraceback markcoroutinefunction signature stack
trace unwrap walktree
""".split()

CO_OPTIMIZED = 0x1
CO_NEWLOCALS = 0x2
CO_VARARGS = 0x4
CO_VARKEYWORDS = 0x8
CO_NESTED = 0x10
CO_GENERATOR = 0x20
CO_NOFREE = 0x40
CO_COROUTINE = 0x80
CO_ITERABLE_COROUTINE = 0x100
CO_ASYNC_GENERATOR = 0x200
CO_HAS_DOCSTRING = 0x4000000
CO_METHOD = 0x8000000
TPFLAGS_IS_ABSTRACT = 1 << 20

_SOURCE_NAMES = frozenset((
    'BlockFinder', 'EndOfBlock', 'findsource', 'getabsfile', 'getblock', 'getcomments', 'getfile',
    'getmodule', 'getmodulename', 'getsource', 'getsourcefile', 'getsourcelines',
    'indentsize', 'modulesbyfile'))
_SIGNATURE_NAMES = frozenset((
    'BoundArguments', 'Parameter', 'Signature', 'formatannotation', 'signature', '_empty', '_void',
    '_ParameterKind', '_POSITIONAL_ONLY', '_POSITIONAL_OR_KEYWORD', '_VAR_POSITIONAL',
    '_KEYWORD_ONLY', '_VAR_KEYWORD'))


def __getattr__(name):
    if name in _SOURCE_NAMES:
        import _inspect_source as module
    elif name in _SIGNATURE_NAMES:
        import _inspect_signature as module
    elif name in ('ArgInfo', 'Arguments', 'Attribute', 'ClosureVars', 'FullArgSpec', 'FrameInfo',
                  'Traceback', '_FrameInfo', '_Traceback', 'BufferFlags'):
        return _make_record(name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value = getattr(module, name)
    return value


def __dir__():
    return sorted({*globals(), *__all__})


def _lazy(name):
    """Return a name of this module that is made on demand."""
    return getattr(sys.modules[__name__], name)


def _make_record(name):
    """Make one of the named tuples on demand."""
    from collections import namedtuple
    namespace = globals()
    if name == 'BufferFlags':
        namespace[name] = _make_buffer_flags()
    elif name in ('FrameInfo', '_FrameInfo'):
        base = namedtuple('FrameInfo', 'frame filename lineno function code_context index',
                          module=__name__)
        namespace['_FrameInfo'] = base
        namespace['FrameInfo'] = _with_positions('FrameInfo', base)
    elif name in ('Traceback', '_Traceback'):
        base = namedtuple('Traceback', 'filename lineno function code_context index',
                          module=__name__)
        namespace['_Traceback'] = base
        namespace['Traceback'] = _with_positions('Traceback', base)
    else:
        fields = {'ArgInfo': 'args varargs keywords locals',
                  'Arguments': 'args, varargs, varkw',
                  'Attribute': 'name kind defining_class object',
                  'ClosureVars': 'nonlocals globals builtins unbound',
                  'FullArgSpec': 'args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, '
                                 'annotations'}[name]
        namespace[name] = namedtuple(name, fields, module=__name__)
    return namespace[name]


def _with_positions(name, base):
    """Derive from a named tuple a class whose instances know the positions of the code, too."""
    def __new__(cls, *args, positions=None, **kwargs):
        instance = base.__new__(cls, *args, **kwargs)
        instance.positions = positions
        return instance

    def __repr__(self):
        fields = ', '.join(f'{field}={getattr(self, field)!r}' for field in base._fields)
        return f'{name}({fields}, positions={self.positions!r})'

    return type(name, (base,), {'__new__': __new__, '__repr__': __repr__,
                                '__module__': __name__})


def _make_buffer_flags():
    from enum import IntFlag
    names = dict(SIMPLE=0x0, WRITABLE=0x1, FORMAT=0x4, ND=0x8, STRIDES=0x10 | 0x8,
                 C_CONTIGUOUS=0x20 | 0x18, F_CONTIGUOUS=0x40 | 0x18, ANY_CONTIGUOUS=0x80 | 0x18,
                 INDIRECT=0x100 | 0x18, CONTIG=0x9, CONTIG_RO=0x8, STRIDED=0x19, STRIDED_RO=0x18,
                 RECORDS=0x1d, RECORDS_RO=0x1c, FULL=0x11d, FULL_RO=0x11c, READ=0x100,
                 WRITE=0x200)
    return IntFlag('BufferFlags', names, module=__name__)


# --- Kinds of objects ----------------------------------------------------------------------------

def ismodule(object):
    """Tell whether object is a module."""
    return isinstance(object, types.ModuleType)


def ispackage(object):
    """Tell whether object is a package."""
    return ismodule(object) and hasattr(object, '__path__')


def isclass(object):
    """Tell whether object is a class."""
    return isinstance(object, type)


def ismethod(object):
    """Tell whether object is a bound method written in Python."""
    return isinstance(object, types.MethodType)


def ismethoddescriptor(object):
    """Tell whether object is a method descriptor, but no method, class, function or built-in.

    Such an object has __get__ but neither __set__ nor __delete__.
    """
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    if isinstance(object, functools.partial):
        return False    # its __get__ is no reason to take it for a method
    tp = type(object)
    return (hasattr(tp, '__get__') and not hasattr(tp, '__set__')
            and not hasattr(tp, '__delete__'))


def isdatadescriptor(object):
    """Tell whether object is a data descriptor: has __set__ or __delete__."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    tp = type(object)
    return hasattr(tp, '__set__') or hasattr(tp, '__delete__')


def ismemberdescriptor(object):
    """Tell whether object is a descriptor of a slot."""
    return isinstance(object, types.MemberDescriptorType)


def isgetsetdescriptor(object):
    """Tell whether object is a computed attribute of a built-in type."""
    return isinstance(object, types.GetSetDescriptorType)


def isfunction(object):
    """Tell whether object is a function written in Python."""
    return isinstance(object, types.FunctionType)


def _unwrapped_code_flags(obj):
    """Return the code flags of a function behind methods and partial objects, 0 if none."""
    while isinstance(obj, functools.partialmethod) or isinstance(
            getattr(obj, '__partialmethod__', None), functools.partialmethod):
        obj = obj.func if isinstance(obj, functools.partialmethod) else obj.__partialmethod__
    while True:
        if isinstance(obj, types.MethodType):
            obj = obj.__func__
        elif isinstance(obj, functools.partial):
            obj = obj.func
        elif isinstance(getattr(obj, '__partialmethod__', None), functools.partialmethod):
            obj = obj.__partialmethod__.func
        else:
            break
    if isfunction(obj) or _is_function_like(obj):
        return obj.__code__.co_flags
    return 0


def _is_function_like(obj):
    import _inspect_signature
    return _inspect_signature._is_function_like(obj)


def isgeneratorfunction(obj):
    """Tell whether obj is a generator function."""
    return bool(_unwrapped_code_flags(obj) & CO_GENERATOR)


# The mark that markcoroutinefunction() leaves.
_is_coroutine_mark = object()


def markcoroutinefunction(func):
    """Make iscoroutinefunction() say True for a plain function that returns a coroutine."""
    if hasattr(func, '__func__'):
        func = func.__func__
    func._is_coroutine_marker = _is_coroutine_mark
    return func


def iscoroutinefunction(obj):
    """Tell whether obj is a coroutine function: defined by async def, or marked as one."""
    func = obj
    while True:
        if isinstance(func, (functools.partial, functools.partialmethod)):
            func = func.func
        elif isinstance(func, types.MethodType):
            func = func.__func__
        elif isinstance(getattr(func, '__partialmethod__', None), functools.partialmethod):
            func = func.__partialmethod__
        else:
            break
    if getattr(func, '_is_coroutine_marker', None) is _is_coroutine_mark:
        return True
    return bool(_unwrapped_code_flags(obj) & CO_COROUTINE)


def isasyncgenfunction(obj):
    """Tell whether obj is an asynchronous generator function."""
    return bool(_unwrapped_code_flags(obj) & CO_ASYNC_GENERATOR)


def isasyncgen(object):
    """Tell whether object is an asynchronous generator."""
    return isinstance(object, types.AsyncGeneratorType)


def isgenerator(object):
    """Tell whether object is a generator."""
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    """Tell whether object is a coroutine."""
    return isinstance(object, types.CoroutineType)


def isawaitable(object):
    """Tell whether object can be awaited."""
    if isinstance(object, types.CoroutineType):
        return True
    if isinstance(object, types.GeneratorType):
        return bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE)
    from collections.abc import Awaitable
    return isinstance(object, Awaitable)


def istraceback(object):
    """Tell whether object is a traceback."""
    return isinstance(object, types.TracebackType)


def isframe(object):
    """Tell whether object is a frame."""
    return isinstance(object, types.FrameType)


def iscode(object):
    """Tell whether object is a code object."""
    return isinstance(object, types.CodeType)


def isbuiltin(object):
    """Tell whether object is a built-in function or a bound built-in method."""
    return isinstance(object, types.BuiltinFunctionType)


def ismethodwrapper(object):
    """Tell whether object is a bound special method of a built-in type."""
    return isinstance(object, types.MethodWrapperType)


def isroutine(object):
    """Tell whether object is a function or method of any kind."""
    return (isbuiltin(object) or isfunction(object) or ismethod(object)
            or ismethoddescriptor(object) or ismethodwrapper(object))


def isabstract(object):
    """Tell whether object is an abstract base class: has abstract methods left."""
    if not isinstance(object, type):
        return False
    if getattr(object, '__abstractmethods__', None):
        return True
    from abc import ABCMeta
    if not issubclass(type(object), ABCMeta) or hasattr(object, '__abstractmethods__'):
        return False
    # ABCMeta.__new__ has not come to the computation yet, as in __init_subclass__.
    if any(getattr(value, '__isabstractmethod__', False) for value in object.__dict__.values()):
        return True
    return any(getattr(getattr(object, name, None), '__isabstractmethod__', False)
               for base in object.__bases__ for name in getattr(base, '__abstractmethods__', ()))


# --- Members -------------------------------------------------------------------------------------

def _getmembers(object, predicate, getter):
    results = []
    processed, names = set(), dir(object)
    mro = getmro(object) if isclass(object) else ()
    for base in mro and object.__bases__:
        # Attributes like those of DynamicClassAttribute do not show in dir().
        for name, value in base.__dict__.items():
            if isinstance(value, types.DynamicClassAttribute):
                names.append(name)
    for name in names:
        try:
            value = getter(object, name)
            if name in processed:
                raise AttributeError
        except AttributeError:
            for base in mro:
                if name in base.__dict__:
                    value = base.__dict__[name]
                    break
            else:
                continue        # a name in __dir__ only
        if not predicate or predicate(value):
            results.append((name, value))
        processed.add(name)
    results.sort(key=lambda pair: pair[0])
    return results


def getmembers(object, predicate=None):
    """List the (name, value) pairs of an object's members, those for which predicate holds."""
    return _getmembers(object, predicate, getattr)


def getmembers_static(object, predicate=None):
    """Like getmembers(), but runs no code of the object: descriptors are shown as they are."""
    return _getmembers(object, predicate, getattr_static)


def _locate(cls, name, mro, meta_mro):
    """Return (defining class, value got by getattr, value in the namespace) of an attribute."""
    home = get_obj = dict_obj = None
    if name != '__dict__':      # of which getattr gives a proxy
        try:
            get_obj = getattr(cls, name)
        except Exception:
            pass
        else:
            home = getattr(get_obj, '__objclass__', None)
            if home not in mro:
                home = None
                for candidate in mro:
                    if getattr(candidate, name, None) is get_obj:
                        home = candidate
                for candidate in meta_mro:
                    try:
                        found = candidate.__getattr__(cls, name)
                    except AttributeError:
                        continue
                    if found is get_obj:
                        home = candidate
    for base in (*mro, *meta_mro):
        if name in base.__dict__:
            dict_obj = base.__dict__[name]
            if home not in meta_mro:
                home = base
            break
    return home, get_obj, dict_obj


def _classify(get_obj, dict_obj):
    """Return (kind, object to be shown) of an attribute."""
    for types_, kind in (((staticmethod, types.BuiltinMethodType), 'static method'),
                         ((classmethod, types.ClassMethodDescriptorType), 'class method'),
                         ((property,), 'property')):
        if isinstance(dict_obj, types_):
            return kind, dict_obj
    obj = dict_obj if get_obj is None else get_obj
    return ('method' if isroutine(obj) else 'data'), obj


def classify_class_attrs(cls):
    """List the attributes of a class: Attribute(name, kind, defining_class, object) each.

    kind is 'class method', 'static method', 'property', 'method' or 'data'.
    """
    Attribute = _lazy('Attribute')
    mro = getmro(cls)
    meta_mro = tuple(c for c in getmro(type(cls)) if c not in (type, object))
    names = dir(cls)
    for base in mro:
        for name, value in base.__dict__.items():
            if isinstance(value, types.DynamicClassAttribute) and value.fget is not None:
                names.append(name)
    result = []
    for name in dict.fromkeys(names):
        home, get_obj, dict_obj = _locate(cls, name, mro, meta_mro)
        if home is not None:
            kind, obj = _classify(get_obj, dict_obj)
            result.append(Attribute(name, kind, home, obj))
    return result


def getmro(cls):
    """Return the base classes of a class in the order of method resolution, itself first."""
    return cls.__mro__


def unwrap(func, *, stop=None):
    """Follow __wrapped__ to the innermost function, or one for which stop(function) holds.

    ValueError if that goes round in circles.
    """
    original = func
    seen = {id(func)}
    while not isinstance(func, type) and hasattr(func, '__wrapped__'):
        if stop is not None and stop(func):
            break
        func = func.__wrapped__
        if id(func) in seen or len(seen) >= sys.getrecursionlimit():
            raise ValueError('wrapper loop when unwrapping {!r}'.format(original))
        seen.add(id(func))
    return func


_sentinel = object()
_type_dict = type.__dict__['__dict__'].__get__
_type_mro = type.__dict__['__mro__'].__get__


def _own_dict(klass):
    """Return the namespace of a class, whatever its metaclass does."""
    found = klass.__dict__ if type(klass) is type else None
    return _type_dict(klass) if found is None else found


def _find_in_mro(klass, attr):
    for base in _type_mro(klass):
        namespace = _own_dict(base)
        if attr in namespace:
            return namespace[attr]
    return _sentinel


def _instance_dict(obj):
    """Return the __dict__ of an instance if that is the ordinary one, else None."""
    descriptor = _sentinel
    for base in _type_mro(type(obj)):
        namespace = _own_dict(base)
        if '__dict__' in namespace:
            descriptor = namespace['__dict__']
            break
    if descriptor is _sentinel or type(descriptor) in (types.GetSetDescriptorType,
                                                       types.MemberDescriptorType):
        try:
            return object.__getattribute__(obj, '__dict__')
        except AttributeError:
            return None
    return None


def getattr_static(obj, attr, default=_sentinel):
    """Find an attribute without running code of the object: no descriptors, no __getattr__.

    May find what getattr() does not, and the reverse. Without default,
    AttributeError if there is none.
    """
    instance_result = _sentinel
    if issubclass(type(obj), type):
        klass = obj
    else:
        klass = type(obj)
        namespace = _instance_dict(obj)
        if isinstance(namespace, dict):
            instance_result = dict.get(namespace, attr, _sentinel)
    klass_result = _find_in_mro(klass, attr)
    if instance_result is not _sentinel and klass_result is not _sentinel:
        kind = type(klass_result)
        if _find_in_mro(kind, '__get__') is not _sentinel and (
                _find_in_mro(kind, '__set__') is not _sentinel
                or _find_in_mro(kind, '__delete__') is not _sentinel):
            return klass_result     # a data descriptor goes before the instance
    if instance_result is not _sentinel:
        return instance_result
    if klass_result is not _sentinel:
        return klass_result
    if obj is klass:
        for base in _type_mro(type(klass)):
            namespace = _own_dict(base)
            if attr in namespace:
                return namespace[attr]
    if default is not _sentinel:
        return default
    raise AttributeError(attr)


def getclasstree(classes, unique=False):
    """Arrange classes in a tree of lists: a list below an entry holds its subclasses.

    Entries are (class, bases). With unique, each class appears once.
    """
    children = {}
    roots = []
    for c in classes:
        if c.__bases__:
            for parent in c.__bases__:
                if c not in children.setdefault(parent, []):
                    children[parent].append(c)
                if unique and parent in classes:
                    break
        elif c not in roots:
            roots.append(c)
    for parent in children:
        if parent not in classes:
            roots.append(parent)
    return walktree(roots, children, None)


def walktree(classes, children, parent):
    """Helper of getclasstree()."""
    results = []
    classes.sort(key=lambda c: (c.__module__, c.__name__))
    for c in classes:
        results.append((c, c.__bases__))
        if c in children:
            results.append(walktree(children[c], children, c))
    return results


# --- Documentation -------------------------------------------------------------------------------

def _findclass(func):
    cls = sys.modules.get(func.__module__)
    if cls is None:
        return None
    for name in func.__qualname__.split('.')[:-1]:
        cls = getattr(cls, name)
    return cls if isclass(cls) else None


def _inherited_doc(cls, name):
    for base in cls.__mro__:
        try:
            doc = getattr(base, name).__doc__
        except AttributeError:
            continue
        if doc is not None:
            return doc
    return None


def _finddoc(obj):
    """Find the docstring that an object inherits, None if there is none."""
    if isclass(obj):
        for base in obj.__mro__:
            if base is not object and base.__dict__.get('__doc__') is not None:
                return base.__doc__
        return None
    if ismethod(obj):
        name = obj.__func__.__name__
        owner = obj.__self__
        cls = owner if isclass(owner) else owner.__class__
    elif isfunction(obj):
        name = obj.__name__
        cls = _findclass(obj)
        if cls is None or getattr(cls, name) is not obj:
            return None
    elif isbuiltin(obj):
        name = obj.__name__
        owner = obj.__self__
        if isclass(owner) and owner.__qualname__ + '.' + name == obj.__qualname__:
            cls = owner
        else:
            cls = owner.__class__
    elif isinstance(obj, property) or isinstance(obj, functools.cached_property):
        func = obj.fget if isinstance(obj, property) else obj.func
        name = getattr(obj, '__name__', None) or func.__name__
        cls = _findclass(func)
        if cls is None or getattr(cls, name) is not obj:
            return None
    elif ismethoddescriptor(obj) or isdatadescriptor(obj):
        name = obj.__name__
        cls = obj.__objclass__
        if getattr(cls, name) is not obj:
            return None
        if ismemberdescriptor(obj):
            slots = getattr(cls, '__slots__', None)
            if isinstance(slots, dict) and name in slots:
                return slots[name]
    else:
        return None
    return _inherited_doc(cls, name)


def getdoc(object):
    """Return the docstring of an object, cleaned; of a method also an inherited one. Else None."""
    try:
        doc = object.__doc__
    except AttributeError:
        return None
    if doc is None:
        try:
            doc = _finddoc(object)
        except (AttributeError, TypeError):
            return None
    return cleandoc(doc) if isinstance(doc, str) else None


def cleandoc(doc):
    """Remove the indentation that a docstring has from the code around it."""
    lines = doc.expandtabs().split('\n')
    margin = min((len(line) - len(line.lstrip(' ')) for line in lines[1:] if line.strip(' ')),
                 default=0)
    lines = [lines[0].lstrip(' '), *(line[margin:] for line in lines[1:])]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return '\n'.join(lines)


# --- Arguments -----------------------------------------------------------------------------------

def getargs(co):
    """Return Arguments(args, varargs, varkw) of a code object."""
    if not iscode(co):
        raise TypeError('{!r} is not a code object'.format(co))
    names = co.co_varnames
    count = co.co_argcount + co.co_kwonlyargcount
    args = list(names[:count])
    varargs = varkw = None
    if co.co_flags & CO_VARARGS:
        varargs = names[count]
        count += 1
    if co.co_flags & CO_VARKEYWORDS:
        varkw = names[count]
    return _lazy('Arguments')(args, varargs, varkw)


def getfullargspec(func):
    """Return the names and defaults of the parameters of a callable, as FullArgSpec.

    A bound first argument is included. TypeError if the callable is not supported.
    """
    from _inspect_signature import Parameter, Signature, _Finder
    try:
        sig = _Finder(Signature, False, None, None, False, 1).find(func, skip_bound_arg=False)
    except Exception as ex:
        raise TypeError('unsupported callable') from ex
    args, posonlyargs, kwonlyargs = [], [], []
    varargs = varkw = None
    defaults = ()
    annotations, kwdefaults = {}, {}
    if sig.return_annotation is not sig.empty:
        annotations['return'] = sig.return_annotation
    for param in sig.parameters.values():
        kind, name = param.kind, param.name
        if kind is Parameter.VAR_POSITIONAL:
            varargs = name
        elif kind is Parameter.VAR_KEYWORD:
            varkw = name
        elif kind is Parameter.KEYWORD_ONLY:
            kwonlyargs.append(name)
            if param.default is not param.empty:
                kwdefaults[name] = param.default
        else:
            (posonlyargs if kind is Parameter.POSITIONAL_ONLY else args).append(name)
            if param.default is not param.empty:
                defaults += (param.default,)
        if param.annotation is not param.empty:
            annotations[name] = param.annotation
    return _lazy('FullArgSpec')(posonlyargs + args, varargs, varkw, defaults or None, kwonlyargs,
                                kwdefaults or None, annotations)


def getargvalues(frame):
    """Return ArgInfo(args, varargs, keywords, locals) of a frame."""
    args, varargs, varkw = getargs(frame.f_code)
    return _lazy('ArgInfo')(args, varargs, varkw, frame.f_locals)


def formatannotationrelativeto(object):
    """Return a formatter of annotations that leaves out the module of an object."""
    module = getattr(object, '__module__', None)

    def _formatannotation(annotation):
        return _lazy('formatannotation')(annotation, module)
    return _formatannotation


def formatargvalues(args, varargs, varkw, locals, formatarg=str,
                    formatvarargs=lambda name: '*' + name,
                    formatvarkw=lambda name: '**' + name,
                    formatvalue=lambda value: '=' + repr(value)):
    """Format what getargvalues() returns as an argument list with values."""
    specs = [formatarg(name) + formatvalue(locals[name]) for name in args]
    if varargs:
        specs.append(formatvarargs(varargs) + formatvalue(locals[varargs]))
    if varkw:
        specs.append(formatvarkw(varkw) + formatvalue(locals[varkw]))
    return '(' + ', '.join(specs) + ')'


def _missing_arguments(f_name, argnames, pos, values):
    names = [repr(name) for name in argnames if name not in values]
    missing = len(names)
    if missing == 1:
        s = names[0]
    elif missing == 2:
        s = '{} and {}'.format(*names)
    else:
        s = ', '.join(names[:-2]) + ', {} and {}'.format(*names[-2:])
    raise TypeError('%s() missing %i required %s argument%s: %s'
                    % (f_name, missing, 'positional' if pos else 'keyword-only',
                       '' if missing == 1 else 's', s))


def _too_many(f_name, args, kwonly, varargs, defcount, given, values):
    atleast = len(args) - defcount
    kwonly_given = len([arg for arg in kwonly if arg in values])
    if varargs:
        plural = atleast != 1
        sig = 'at least %d' % (atleast,)
    elif defcount:
        plural = True
        sig = 'from %d to %d' % (atleast, len(args))
    else:
        plural = len(args) != 1
        sig = str(len(args))
    kwonly_sig = ''
    if kwonly_given:
        kwonly_sig = ' positional argument%s (and %d keyword-only argument%s)' % (
            's' if given != 1 else '', kwonly_given, 's' if kwonly_given != 1 else '')
    raise TypeError('%s() takes %s positional argument%s but %d%s %s given'
                    % (f_name, sig, 's' if plural else '', given, kwonly_sig,
                       'was' if given == 1 and not kwonly_given else 'were'))


def getcallargs(func, /, *positional, **named):
    """Return a dict of the parameters of func and the values that a call would give them."""
    spec = getfullargspec(func)
    args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, _ = spec
    f_name = func.__name__
    values = {}
    if ismethod(func) and func.__self__ is not None:
        positional = (func.__self__,) + positional
    num_pos = len(positional)
    num_args = len(args)
    num_defaults = len(defaults) if defaults else 0
    for name, value in zip(args, positional):
        values[name] = value
    if varargs:
        values[varargs] = tuple(positional[num_args:])
    possible = set(args + kwonlyargs)
    if varkw:
        values[varkw] = {}
    for name, value in named.items():
        if name not in possible:
            if not varkw:
                raise TypeError('%s() got an unexpected keyword argument %r' % (f_name, name))
            values[varkw][name] = value
            continue
        if name in values:
            raise TypeError('%s() got multiple values for argument %r' % (f_name, name))
        values[name] = value
    if num_pos > num_args and not varargs:
        _too_many(f_name, args, kwonlyargs, varargs, num_defaults, num_pos, values)
    if num_pos < num_args:
        required = args[:num_args - num_defaults]
        if any(name not in values for name in required):
            _missing_arguments(f_name, required, True, values)
        for name, value in zip(args[num_args - num_defaults:], defaults or ()):
            values.setdefault(name, value)
    missing = False
    for name in kwonlyargs:
        if name not in values:
            if kwonlydefaults and name in kwonlydefaults:
                values[name] = kwonlydefaults[name]
            else:
                missing = True
    if missing:
        _missing_arguments(f_name, kwonlyargs, False, values)
    return values


def getclosurevars(func):
    """Return ClosureVars(nonlocals, globals, builtins, unbound): what names in func refer to."""
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError('{!r} is not a Python function'.format(func))
    code = func.__code__
    nonlocals = {}
    for name, cell in zip(code.co_freevars, func.__closure__ or ()):
        try:
            nonlocals[name] = cell.cell_contents
        except ValueError:
            pass        # the cell is empty
    namespace = func.__globals__
    builtin_namespace = namespace.get('__builtins__', builtins.__dict__)
    if ismodule(builtin_namespace):
        builtin_namespace = builtin_namespace.__dict__
    global_vars, builtin_vars, unbound = {}, {}, set()
    for name in code.co_names:
        if name in namespace:
            global_vars[name] = namespace[name]
        elif name in builtin_namespace:
            builtin_vars[name] = builtin_namespace[name]
        else:
            unbound.add(name)
    return _lazy('ClosureVars')(nonlocals, global_vars, builtin_vars, unbound)


# --- Frames --------------------------------------------------------------------------------------

def getframeinfo(frame, context=1):
    """Return Traceback(filename, lineno, function, code_context, index) of a frame or traceback.

    context is the number of source lines wanted, index the place of the current
    one among them.
    """
    if istraceback(frame):
        positions = _positions(frame.tb_frame.f_code, frame.tb_lasti)
        lineno = frame.tb_lineno
        frame = frame.tb_frame
    else:
        lineno = frame.f_lineno
        positions = _positions(frame.f_code, frame.f_lasti)
    if positions[0] is None:
        positions = (lineno, *positions[1:])
    else:
        lineno = positions[0]
    if not isframe(frame):
        raise TypeError('{!r} is not a frame or traceback object'.format(frame))
    filename = _lazy('getsourcefile')(frame) or _lazy('getfile')(frame)
    lines = index = None
    if context > 0:
        start = lineno - 1 - context // 2
        try:
            lines, _ = _lazy('findsource')(frame)
        except OSError:
            lines = None
        else:
            start = max(0, min(start, len(lines) - context))
            lines = lines[start:start + context]
            index = lineno - 1 - start
    return _lazy('Traceback')(filename, lineno, frame.f_code.co_name, lines, index,
                              positions=_as_positions(positions))


def _positions(code, instruction_index):
    from itertools import islice
    if instruction_index < 0:
        return None, None, None, None
    return next(islice(code.co_positions(), instruction_index // 2, None),
                (None, None, None, None))


def _as_positions(positions):
    try:
        from dis import Positions
    except ImportError:
        return positions
    return Positions(*positions)


def getlineno(frame):
    """Return the line number of a frame."""
    return frame.f_lineno


def _frame_info(item, context):
    info = getframeinfo(item, context)
    frame = item.tb_frame if istraceback(item) else item
    return _lazy('FrameInfo')(frame, *info, positions=info.positions)


def getouterframes(frame, context=1):
    """List FrameInfo of a frame and those above it."""
    frames = []
    while frame:
        frames.append(_frame_info(frame, context))
        frame = frame.f_back
    return frames


def getinnerframes(tb, context=1):
    """List FrameInfo of the frames of a traceback."""
    frames = []
    while tb:
        frames.append(_frame_info(tb, context))
        tb = tb.tb_next
    return frames


def currentframe():
    """Return the frame of the caller, None if the interpreter has no such thing."""
    return sys._getframe(1) if hasattr(sys, '_getframe') else None


def stack(context=1):
    """List FrameInfo of the caller and the frames above it."""
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    """List FrameInfo of the frames from here to where the handled exception was raised."""
    exc = sys.exception()
    return getinnerframes(None if exc is None else exc.__traceback__, context)


# --- Generators and coroutines -------------------------------------------------------------------

GEN_CREATED = 'GEN_CREATED'
GEN_RUNNING = 'GEN_RUNNING'
GEN_SUSPENDED = 'GEN_SUSPENDED'
GEN_CLOSED = 'GEN_CLOSED'
CORO_CREATED = 'CORO_CREATED'
CORO_RUNNING = 'CORO_RUNNING'
CORO_SUSPENDED = 'CORO_SUSPENDED'
CORO_CLOSED = 'CORO_CLOSED'
AGEN_CREATED = 'AGEN_CREATED'
AGEN_RUNNING = 'AGEN_RUNNING'
AGEN_SUSPENDED = 'AGEN_SUSPENDED'
AGEN_CLOSED = 'AGEN_CLOSED'


def getgeneratorstate(generator):
    """Return GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED or GEN_CLOSED."""
    if generator.gi_running:
        return GEN_RUNNING
    if generator.gi_suspended:
        return GEN_SUSPENDED
    return GEN_CLOSED if generator.gi_frame is None else GEN_CREATED


def getgeneratorlocals(generator):
    """Return the local variables of a generator as a dict, {} if it is over."""
    if not isgenerator(generator):
        raise TypeError('{!r} is not a Python generator'.format(generator))
    frame = generator.gi_frame
    return {} if frame is None else frame.f_locals


def getcoroutinestate(coroutine):
    """Return CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED or CORO_CLOSED."""
    if coroutine.cr_running:
        return CORO_RUNNING
    if coroutine.cr_suspended:
        return CORO_SUSPENDED
    return CORO_CLOSED if coroutine.cr_frame is None else CORO_CREATED


def getcoroutinelocals(coroutine):
    """Return the local variables of a coroutine as a dict, {} if it is over."""
    frame = getattr(coroutine, 'cr_frame', None)
    return {} if frame is None else frame.f_locals


def getasyncgenstate(agen):
    """Return AGEN_CREATED, AGEN_RUNNING, AGEN_SUSPENDED or AGEN_CLOSED."""
    if agen.ag_running:
        return AGEN_RUNNING
    if agen.ag_suspended:
        return AGEN_SUSPENDED
    return AGEN_CLOSED if agen.ag_frame is None else AGEN_CREATED


def getasyncgenlocals(agen):
    """Return the local variables of an asynchronous generator as a dict, {} if it is over."""
    if not isasyncgen(agen):
        raise TypeError(f'{agen!r} is not a Python async generator')
    frame = agen.ag_frame
    return {} if frame is None else frame.f_locals
