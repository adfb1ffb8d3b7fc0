# SPDX-License-Identifier: MIT
"""The syntax tree of Python: parsing, walking, changing and showing it.

The classes of nodes are made from the table that the grammar's file ast.asdl became; see _ast.types().
"""

import _ast
import sys

PyCF_ONLY_AST = 0x400
PyCF_TYPE_COMMENTS = 0x1000
PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000
PyCF_OPTIMIZED_AST = 0x8000 | PyCF_ONLY_AST

_POSITIONS = ('lineno', 'col_offset', 'end_lineno', 'end_col_offset')


class AST:
    """The base of all nodes."""

    _fields = ()
    _attributes = ()
    __match_args__ = ()
    _field_types = {}
    _lists = frozenset()
    _optional = frozenset()

    def __init__(self, *args, **kwargs):
        cls = type(self)
        fields = self._fields
        if len(args) > len(fields):
            plural = '' if len(fields) == 1 else 's'
            raise TypeError(f'{cls.__name__} constructor takes at most {len(fields)} positional argument{plural}')
        given = set()
        for name, value in zip(fields, args):
            setattr(self, name, value)
            given.add(name)
        for name, value in kwargs.items():
            if name in given:
                raise TypeError(f'{cls.__name__} got multiple values for argument {name!r}')
            if name not in fields and name not in self._attributes:
                from warnings import warn
                warn(f'{cls.__name__}.__init__ got an unexpected keyword argument {name!r}. '
                     'Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.',
                     DeprecationWarning, stacklevel=2)
            setattr(self, name, value)
            given.add(name)
        for name in fields:
            if name in given:
                continue
            if name in self._lists:
                setattr(self, name, [])
            elif name == 'ctx':
                setattr(self, name, _singletons['Load'])
            elif name not in self._optional and name in self._field_types:
                from warnings import warn
                warn(f'{cls.__name__}.__init__ missing 1 required positional argument: {name!r}. '
                     'This will become an error in Python 3.15.', DeprecationWarning, stacklevel=2)

    def __reduce__(self):
        return _rebuild, (type(self), dict(self.__dict__))

    def __replace__(self, /, **changes):
        known = {*self._fields, *self._attributes}
        for name in changes:
            if name not in known:
                raise TypeError(f'{type(self).__name__}.__replace__ got an unexpected keyword argument {name!r}.')
        return _rebuild(type(self), {**self.__dict__, **changes})

    def __repr__(self):
        return f'<{type(self).__module__}.{type(self).__qualname__} object at {id(self):#x}>'


AST.__module__ = 'ast'


def _rebuild(cls, namespace):
    node = cls.__new__(cls)
    node.__dict__.update(namespace)
    return node


_classes = {}
_singletons = {}


def _describe(name, fields):
    parts = []
    for field, type_name, many, optional in fields:
        parts.append(f'{type_name}{"*" if many else "?" if optional else ""} {field}')
    return f'{name}({", ".join(parts)})' if parts else name


def _make_class(name, base, fields, doc, attributes=()):
    namespace = {'__module__': 'ast', '__doc__': doc, '_fields': tuple(f[0] for f in fields),
                 '__match_args__': tuple(f[0] for f in fields),
                 '_field_types': {f[0]: f[1] for f in fields},
                 '_lists': frozenset(f[0] for f in fields if f[2]),
                 '_optional': frozenset(f[0] for f in fields if f[3] and not f[2])}
    if attributes:
        namespace['_attributes'] = attributes
        namespace['end_lineno'] = namespace['end_col_offset'] = None
    for field, type_name, many, optional in fields:
        if optional and not many:
            namespace[field] = None
    cls = type(name, (base,), namespace)
    globals()[name] = cls
    return cls


def _make_classes():
    for name, is_sum, positions, nodes in _ast.types():
        attributes = _POSITIONS if positions else ()
        if is_sum:
            doc = f'{name} = ' + ' | '.join(_describe(*node) for node in nodes)
            base = _make_class(name, AST, (), doc, attributes)
            for node, fields in nodes:
                _classes[node] = _make_class(node, base, fields, _describe(node, fields))
        else:
            node, fields = nodes[0]
            _classes[node] = _make_class(node, AST, fields, _describe(node, fields), attributes)
        if is_sum and not positions and not any(fields for _, fields in nodes):
            for node, _ in nodes:
                _singletons[node] = _classes[node].__new__(_classes[node])


_make_classes()
_nodes = _classes | _singletons
TypeVar.default_value = ParamSpec.default_value = TypeVarTuple.default_value = None


# ---- text and trees --------------------------------------------------------------------------

def _compile(source, filename, mode, flags, optimize):
    """What compile() does for trees and for PyCF_ONLY_AST."""
    if isinstance(source, AST):
        wanted = {'exec': Module, 'eval': Expression, 'single': Interactive, 'func_type': FunctionType}.get(mode)
        if wanted is None:
            raise ValueError("compile() mode must be 'exec', 'eval' or 'single'")
        if not isinstance(source, wanted):
            raise TypeError(f'expected {wanted.__name__} node, got {type(source).__name__}')
        if flags & PyCF_ONLY_AST:
            return source
        return _ast.compile(source, filename, mode, flags, optimize)
    return _ast.parse(source, filename, mode, _nodes, bool(flags & PyCF_TYPE_COMMENTS))


def parse(source, filename='<unknown>', mode='exec', *, type_comments=False, feature_version=None, optimize=-1):
    """The tree of source text."""
    flags = PyCF_ONLY_AST | (PyCF_TYPE_COMMENTS if type_comments else 0)
    if mode == 'func_type':
        return _compile(source, filename, mode, flags, optimize)
    return compile(source, filename, mode, flags)


def literal_eval(node_or_string):
    """The value of a literal, or of containers and signs around literals."""
    if isinstance(node_or_string, str):
        node_or_string = parse(node_or_string.lstrip(' \t'), mode='eval').body
    elif isinstance(node_or_string, Expression):
        node_or_string = node_or_string.body
    return _literal(node_or_string)


def _malformed(node):
    message = 'malformed node or string'
    if line := getattr(node, 'lineno', None):
        message += f' on line {line}'
    raise ValueError(message + f': {node!r}')


def _number(node):
    if not isinstance(node, Constant) or type(node.value) not in (int, float, complex):
        _malformed(node)
    return node.value


def _signed(node):
    if isinstance(node, UnaryOp) and isinstance(node.op, (UAdd, USub)):
        operand = _number(node.operand)
        return +operand if isinstance(node.op, UAdd) else -operand
    return _number(node)


def _literal(node):
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Tuple):
        return tuple(map(_literal, node.elts))
    if isinstance(node, List):
        return list(map(_literal, node.elts))
    if isinstance(node, Set):
        return set(map(_literal, node.elts))
    if isinstance(node, Call) and isinstance(node.func, Name) and node.func.id == 'set' and not node.args and not node.keywords:
        return set()
    if isinstance(node, Dict):
        if len(node.keys) != len(node.values):
            _malformed(node)
        return dict(zip(map(_literal, node.keys), map(_literal, node.values)))
    if isinstance(node, BinOp) and isinstance(node.op, (Add, Sub)):
        left, right = _signed(node.left), _number(node.right)
        if isinstance(left, (int, float)) and isinstance(right, complex):
            return left + right if isinstance(node.op, Add) else left - right
    return _signed(node)


def dump(node, annotate_fields=True, include_attributes=False, *, indent=None, show_empty=False):
    """A tree as text that builds it."""
    if not isinstance(node, AST):
        raise TypeError(f'expected AST, got {node.__class__.__name__!r}')
    if indent is not None and not isinstance(indent, str):
        indent = ' ' * indent
    return _dump(node, annotate_fields, include_attributes, indent, show_empty, 0)[0]


def _dump(node, annotate, attributes, indent, show_empty, level):
    """(text, is simple)"""
    level += 1
    if indent is not None:
        prefix, separator = '\n' + indent * level, ',\n' + indent * level
    else:
        prefix, separator = '', ', '
    if isinstance(node, list):
        if not node:
            return '[]', True
        items = [_dump(item, annotate, attributes, indent, show_empty, level)[0] for item in node]
        return f'[{prefix}{separator.join(items)}]', False
    if not isinstance(node, AST):
        return repr(node), True
    args, all_simple, keywords = [], True, annotate
    for name in node._fields:
        try:
            value = getattr(node, name)
        except AttributeError:
            keywords = True
            continue
        if value is None and getattr(type(node), name, ...) is None:
            keywords = True
            continue
        if not show_empty:
            if value == []:
                if not keywords:
                    args.append('[]')
                continue
        text, simple = _dump(value, annotate, attributes, indent, show_empty, level)
        all_simple = all_simple and simple
        args.append(f'{name}={text}' if keywords else text)
    for name in node._attributes if attributes else ():
        value = getattr(node, name, ...)
        if value is ... or (value is None and getattr(type(node), name, ...) is None):
            continue
        text, simple = _dump(value, annotate, attributes, indent, show_empty, level)
        all_simple = all_simple and simple
        args.append(f'{name}={text}')
    if all_simple and len(args) <= 3:
        return f'{node.__class__.__name__}({", ".join(args)})', not args
    return f'{node.__class__.__name__}({prefix}{separator.join(args)})', False


# ---- walking ---------------------------------------------------------------------------------

def iter_fields(node):
    """Pairs of names and values of the fields that the node has."""
    for name in node._fields:
        try:
            yield name, getattr(node, name)
        except AttributeError:
            pass


def iter_child_nodes(node):
    """The nodes directly below."""
    for _, value in iter_fields(node):
        if isinstance(value, AST):
            yield value
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, AST):
                    yield item


def walk(node):
    """The node and all below it, in no order to rely on."""
    todo = [node]
    for node in todo:
        todo.extend(iter_child_nodes(node))
        yield node


class NodeVisitor:
    """Calls visit_<class> for nodes; what has no such method is passed through."""

    def visit(self, node):
        return getattr(self, 'visit_' + node.__class__.__name__, self.generic_visit)(node)

    def generic_visit(self, node):
        for _, value in iter_fields(node):
            if isinstance(value, list):
                for item in value:
                    if isinstance(item, AST):
                        self.visit(item)
            elif isinstance(value, AST):
                self.visit(value)


class NodeTransformer(NodeVisitor):
    """A visitor whose methods return what takes a node's place: a node, a list of them, None for nothing."""

    def generic_visit(self, node):
        for name, old in iter_fields(node):
            if isinstance(old, list):
                new = []
                for item in old:
                    if isinstance(item, AST):
                        item = self.visit(item)
                        if item is None:
                            continue
                        if not isinstance(item, AST):
                            new.extend(item)
                            continue
                    new.append(item)
                old[:] = new
            elif isinstance(old, AST):
                new = self.visit(old)
                if new is None:
                    delattr(node, name)
                else:
                    setattr(node, name, new)
        return node


# ---- positions -------------------------------------------------------------------------------

def copy_location(new_node, old_node):
    """Give new_node the position of old_node."""
    for name in _POSITIONS:
        if name in old_node._attributes and name in new_node._attributes:
            value = getattr(old_node, name, None)
            if value is not None or (hasattr(old_node, name) and name.startswith('end_')):
                setattr(new_node, name, value)
    return new_node


def fix_missing_locations(node):
    """Give nodes without a position that of their parents."""
    todo = [(node, (1, 0, 1, 0))]
    for node, position in todo:
        position = list(position)
        for i, name in enumerate(_POSITIONS):
            if name not in node._attributes:
                continue
            value = getattr(node, name, None)
            if value is None and (i > 1 or not hasattr(node, name)):
                setattr(node, name, position[i])
            else:
                position[i] = value
        todo.extend((child, position) for child in iter_child_nodes(node))
    return todo[0][0]


def increment_lineno(node, n=1):
    """Move the tree n lines down."""
    for child in walk(node):
        if isinstance(child, TypeIgnore):
            child.lineno = getattr(child, 'lineno', 0) + n
            continue
        if 'lineno' in child._attributes:
            child.lineno = getattr(child, 'lineno', 0) + n
        if 'end_lineno' in child._attributes and (end := getattr(child, 'end_lineno', 0)) is not None:
            child.end_lineno = end + n
    return node


def get_docstring(node, clean=True):
    """The docstring of a function, class or module, or None."""
    if not isinstance(node, (AsyncFunctionDef, FunctionDef, ClassDef, Module)):
        raise TypeError(f'{node.__class__.__name__!r} can\'t have docstrings')
    if not (node.body and isinstance(node.body[0], Expr)):
        return None
    value = node.body[0].value
    if not (isinstance(value, Constant) and isinstance(value.value, str)):
        return None
    if not clean:
        return value.value
    import inspect
    return inspect.cleandoc(value.value)


def _lines(source):
    """Lines with their ends, ended by \\n, \\r\\n and \\r only."""
    lines, start, i = [], 0, 0
    while i < len(source):
        c = source[i]
        i += 1
        if c == '\r' and source[i:i + 1] == '\n':
            i += 1
        if c in '\r\n':
            lines.append(source[start:i])
            start = i
    if start < len(source):
        lines.append(source[start:])
    return lines


def get_source_segment(source, node, *, padded=False):
    """The text that the node was made of, or None."""
    try:
        if node.end_lineno is None or node.end_col_offset is None:
            return None
        first, last, start, end = node.lineno - 1, node.end_lineno - 1, node.col_offset, node.end_col_offset
    except AttributeError:
        return None
    lines = _lines(source)
    if first == last:
        return lines[first].encode()[start:end].decode()
    head = lines[first].encode()
    padding = ''.join(c if c in '\f\t' else ' ' for c in head[:start].decode()) if padded else ''
    return padding + head[start:].decode() + ''.join(lines[first + 1:last]) + lines[last].encode()[:end].decode()


def unparse(ast_obj):
    """Source text that parses to the tree."""
    from _ast_unparse import Unparser
    return Unparser().visit(ast_obj)


def main(args=None):
    """Shows the tree of a file: python -m ast [FILE]."""
    import argparse
    parser = argparse.ArgumentParser(prog='python -m ast')
    parser.add_argument('infile', nargs='?', default='-', help='the file to parse; defaults to stdin')
    parser.add_argument('-m', '--mode', default='exec', choices=('exec', 'single', 'eval', 'func_type'),
                        help='specify what kind of code must be parsed')
    parser.add_argument('--no-type-comments', default=True, action='store_false',
                        help="don't add information about type comments")
    parser.add_argument('-a', '--include-attributes', action='store_true',
                        help='include attributes such as line numbers and column offsets')
    parser.add_argument('-i', '--indent', type=int, default=3, help='indentation of nodes (number of spaces)')
    args = parser.parse_args(args)
    if args.infile == '-':
        name, source = '<stdin>', sys.stdin.buffer.read()
    else:
        name = args.infile
        with open(args.infile, 'rb') as f:
            source = f.read()
    tree = parse(source, name, args.mode, type_comments=args.no_type_comments)
    print(dump(tree, include_attributes=args.include_attributes, indent=args.indent))


if __name__ == '__main__':
    main()
