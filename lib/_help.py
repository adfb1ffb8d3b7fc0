# SPDX-License-Identifier: MIT
"""What help() prints about an object, as text."""

import inspect

_HIDDEN = {'__builtins__', '__doc__', '__file__', '__loader__', '__module__', '__name__', '__package__', '__path__', '__qualname__',
           '__slots__', '__spec__', '__firstlineno__', '__static_attributes__', '__annotations__', '__cached__', '__dict__',
           '__weakref__', '__abstractmethods__', '__orig_bases__', '__parameters__', '__type_params__'}
_SECTIONS = [('method', 'Methods'), ('class method', 'Class methods'), ('static method', 'Static methods'),
             ('readonly property', 'Readonly properties'), ('data descriptor', 'Data descriptors'),
             ('data', 'Data and other attributes')]
_RULE = '-' * 70


def _visible(name):
    return name not in _HIDDEN and (not name.startswith('_') or name.startswith('__') and name.endswith('__'))


def _indent(text, by='    '):
    return '\n'.join((by + line).rstrip() for line in text.split('\n'))


def _documentation(obj):
    text = inspect.getdoc(obj)
    return _indent(text) + '\n' if text else ''


def _signature(obj):
    try:
        return str(inspect.signature(obj))
    except (TypeError, ValueError):
        return '(...)'


def _routine(obj, name=None, note=''):
    own = getattr(obj, '__name__', '?')
    title = own if name in (None, own) else f'{name} = {own}'
    if inspect.iscoroutinefunction(obj) or inspect.isasyncgenfunction(obj):
        title = 'async ' + title
    return f'{title}{_signature(obj)}{note}\n{_documentation(obj)}'


def _class_name(cls, module):
    return cls.__qualname__ if cls.__module__ == module else f'{cls.__module__}.{cls.__qualname__}'


def _kind(attribute):
    if attribute.kind == 'property':
        accessors = attribute.object.fset or attribute.object.fdel if isinstance(attribute.object, property) else None
        return 'data descriptor' if accessors else 'readonly property'
    if attribute.kind == 'data' and inspect.isdatadescriptor(attribute.object):
        return 'data descriptor'
    return attribute.kind


def _attribute(cls, attribute, kind):
    if kind == 'data':
        return f'{attribute.name} = {attribute.object!r}\n'
    value = getattr(cls, attribute.name, attribute.object)
    if kind in ('readonly property', 'data descriptor') or not callable(value):
        return f'{attribute.name}\n{_documentation(attribute.object)}'
    return _routine(value, attribute.name)


def _class(cls):
    bases = ', '.join(_class_name(base, cls.__module__) for base in cls.__bases__)
    lines = []
    doc = inspect.getdoc(cls) if vars(cls).get('__doc__') else None
    if cls.__init__ is not object.__init__ or cls.__new__ is not object.__new__:
        lines.append(cls.__name__ + _signature(cls) + '\n')
    if doc:
        lines.append(doc + '\n')
    order = inspect.getmro(cls)
    if len(order) > 2:
        lines.append('Method resolution order:\n' + ''.join(f'    {_class_name(c, cls.__module__)}\n' for c in order))
    attributes = [a for a in inspect.classify_class_attrs(cls) if _visible(a.name)]
    first = True
    for owner in order:
        if owner is object and cls is not object:
            continue
        where = 'defined here' if owner is cls else f'inherited from {_class_name(owner, cls.__module__)}'
        for kind, title in _SECTIONS:
            here = [a for a in attributes if a.defining_class is owner and _kind(a) == kind]
            if here:
                lines.append(('' if first else _RULE + '\n') + f'{title} {where}:\n')
                lines.extend(_attribute(cls, a, kind) for a in here)
                first = False
    title = f'class {cls.__name__}' + (f'({bases})' if bases else '')
    return title + '\n' + _indent('\n'.join(lines).rstrip('\n'), ' |  ') + '\n'


def _section(title, text):
    return f'{title}\n{_indent(text.rstrip())}\n\n' if text.strip() else ''


def _module(module):
    doc = inspect.getdoc(module) or ''
    first, _, rest = doc.partition('\n')
    public = getattr(module, '__all__', None)
    names = [n for n in public or sorted(vars(module)) if _visible(n) and hasattr(module, n)]
    members = [(n, getattr(module, n)) for n in names]
    if public is None:
        members = [(n, o) for n, o in members if getattr(o, '__module__', module.__name__) == module.__name__]
    classes = [_class(o) for n, o in members if inspect.isclass(o)]
    routines = [_routine(o, n) for n, o in members if inspect.isroutine(o)]
    data = [f'{n} = {o!r}' for n, o in members
            if not (inspect.isclass(o) or inspect.isroutine(o) or inspect.ismodule(o))]
    return (_section('NAME', module.__name__ + (f' - {first}' if first else '')) + _section('DESCRIPTION', rest) +
            _section('CLASSES', '\n'.join(classes)) + _section('FUNCTIONS', '\n'.join(routines)) +
            _section('DATA', '\n'.join(data)) +
            _section('FILE', getattr(module, '__file__', None) or '(built-in)')).rstrip('\n') + '\n'


def _named(request):
    """The object that a dotted name means: a module, or something in one or in builtins."""
    import builtins
    import importlib
    parts = request.split('.')
    for n in range(len(parts), 0, -1):
        try:
            obj = importlib.import_module('.'.join(parts[:n]))
        except ImportError:
            continue
        rest = parts[n:]
        break
    else:
        obj, rest = builtins, parts
    for name in rest:
        obj = getattr(obj, name)
    return obj


def describe(obj):
    """The text about any object."""
    if inspect.ismodule(obj):
        kind = 'package' if hasattr(obj, '__path__') else 'built-in module' if not hasattr(obj, '__file__') else 'module'
        return f'Help on {kind} {obj.__name__}:\n\n{_module(obj)}'
    if inspect.isclass(obj):
        return f'Help on class {obj.__name__} in module {obj.__module__}:\n\n{_class(obj)}'
    if inspect.isroutine(obj):
        kind = ('built-in function' if inspect.isbuiltin(obj) else 'function' if inspect.isfunction(obj) else
                'method' if inspect.ismethod(obj) else 'method_descriptor' if inspect.ismethoddescriptor(obj) else 'function')
        note = f' method of {_class_name(type(obj.__self__), "builtins")} instance' if inspect.ismethod(obj) else ''
        module = getattr(obj, '__module__', None)
        return f'Help on {kind} {obj.__name__}' + (f' in module {module}' if module else '') + f':\n\n{_routine(obj, note=note)}'
    cls = type(obj)
    where = f' in module {cls.__module__}' if cls.__module__ != 'builtins' else ''
    return f'Help on {cls.__name__}{where} object:\n\n{_class(cls)}'


def help(*request):
    """Print what is known about the object, or about what a name such as 'json.loads' means."""
    if not request:
        print("Type help(object) for help about an object, or help('json.loads') about what a name means.")
        return
    obj, = request
    if isinstance(obj, str):
        try:
            obj = _named(obj)
        except AttributeError:
            print(f'No Python documentation found for {obj!r}.')
            return
    print(describe(obj))
