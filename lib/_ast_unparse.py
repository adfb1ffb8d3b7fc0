# SPDX-License-Identifier: MIT
"""ast.unparse: a tree as source text."""

import ast
import sys

_INFINITY = '1e' + repr(sys.float_info.max_10_exp + 1)

# How tightly things bind, from the loosest.
(_NAMED, _TUPLE, _YIELD, _TEST, _OR, _AND, _NOT, _CMP, _EXPR, _BXOR, _BAND, _SHIFT, _ARITH, _TERM, _FACTOR, _POWER,
 _AWAIT, _ATOM) = range(18)
_BOR = _EXPR

_BINARY = {'Add': ('+', _ARITH), 'Sub': ('-', _ARITH), 'Mult': ('*', _TERM), 'MatMult': ('@', _TERM),
           'Div': ('/', _TERM), 'Mod': ('%', _TERM), 'FloorDiv': ('//', _TERM), 'LShift': ('<<', _SHIFT),
           'RShift': ('>>', _SHIFT), 'BitOr': ('|', _BOR), 'BitXor': ('^', _BXOR), 'BitAnd': ('&', _BAND),
           'Pow': ('**', _POWER)}
_UNARY = {'Invert': ('~', _FACTOR), 'Not': ('not ', _NOT), 'UAdd': ('+', _FACTOR), 'USub': ('-', _FACTOR)}
_COMPARE = {'Eq': '==', 'NotEq': '!=', 'Lt': '<', 'LtE': '<=', 'Gt': '>', 'GtE': '>=', 'Is': 'is', 'IsNot': 'is not',
            'In': 'in', 'NotIn': 'not in'}
_QUOTES = ("'", '"', '"""', "'''")


def _name_of(node):
    return node.__class__.__name__


class Unparser:
    """Statements go to self.lines, expressions are returned as text."""

    def __init__(self):
        self.lines = []
        self.level = 0

    def visit(self, node):
        if isinstance(node, ast.expr):
            return self.expr(node, _TEST)
        if isinstance(node, ast.Expression):
            return self.expr(node.body, _TEST)
        if isinstance(node, ast.FunctionType):
            return f'({", ".join(self.expr(a, _TEST) for a in node.argtypes)}) -> {self.expr(node.returns, _TEST)}'
        if isinstance(node, (ast.Module, ast.Interactive)):
            self.body_with_docstring(node)
        elif isinstance(node, ast.stmt):
            self.stmt(node)
        elif isinstance(node, list):
            for item in node:
                self.stmt(item)
        elif isinstance(node, ast.arguments):
            return self.arguments(node)
        elif isinstance(node, ast.pattern):
            return self.pattern(node, _TEST)
        else:
            return getattr(self, 'part_' + _name_of(node))(node)
        return '\n'.join(self.lines).lstrip('\n')

    # ---- statements ----

    def put(self, text, blank=False):
        if blank and self.lines:
            self.lines.append('')
        self.lines.append('    ' * self.level + text)

    def block(self, body):
        self.level += 1
        for item in body:
            self.stmt(item)
        self.level -= 1

    def body_with_docstring(self, node):
        body = node.body
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and ast.get_docstring(node, clean=False) is not None:
            self.put(self.docstring(body[0].value))
            body = body[1:]
        for item in body:
            self.stmt(item)

    def docstring(self, node):
        text = self.string(node.value, _QUOTES[2:] + _QUOTES[:2], keep_lines=True, avoid_backslash=False)
        return 'u' + text if node.kind == 'u' else text

    def comment(self, node):
        text = getattr(node, 'type_comment', None)
        return f' # type: {text}' if text is not None else ''

    def stmt(self, node):
        getattr(self, 'stmt_' + _name_of(node))(node)

    def stmt_Expr(self, node):
        self.put(self.expr(node.value, _YIELD))

    def stmt_Pass(self, node):
        self.put('pass')

    def stmt_Break(self, node):
        self.put('break')

    def stmt_Continue(self, node):
        self.put('continue')

    def stmt_Import(self, node):
        self.put('import ' + ', '.join(map(self.part_alias, node.names)))

    def stmt_ImportFrom(self, node):
        self.put(f'from {"." * (node.level or 0)}{node.module or ""} import ' + ', '.join(map(self.part_alias, node.names)))

    def part_alias(self, node):
        return f'{node.name} as {node.asname}' if node.asname else node.name

    def stmt_Global(self, node):
        self.put('global ' + ', '.join(node.names))

    def stmt_Nonlocal(self, node):
        self.put('nonlocal ' + ', '.join(node.names))

    def target(self, node):
        return self.expr(node, _TUPLE)

    def stmt_Assign(self, node):
        targets = ''.join(self.target(t) + ' = ' for t in node.targets)
        self.put(targets + self.expr(node.value, _TEST) + self.comment(node))

    def stmt_AugAssign(self, node):
        self.put(f'{self.expr(node.target, _TEST)} {_BINARY[_name_of(node.op)][0]}= {self.expr(node.value, _TEST)}')

    def stmt_AnnAssign(self, node):
        target = self.expr(node.target, _TEST)
        if not node.simple and isinstance(node.target, ast.Name):
            target = f'({target})'
        value = f' = {self.expr(node.value, _TEST)}' if node.value else ''
        self.put(f'{target}: {self.expr(node.annotation, _TEST)}{value}')

    def stmt_Return(self, node):
        self.put('return' + (' ' + self.expr(node.value, _TEST) if node.value else ''))

    def stmt_Delete(self, node):
        self.put('del ' + ', '.join(self.expr(t, _TEST) for t in node.targets))

    def stmt_Assert(self, node):
        self.put('assert ' + self.expr(node.test, _TEST) + (', ' + self.expr(node.msg, _TEST) if node.msg else ''))

    def stmt_Raise(self, node):
        if not node.exc:
            if node.cause:
                raise ValueError("Node can't be used without a value attribute.")
            self.put('raise')
            return
        cause = ' from ' + self.expr(node.cause, _TEST) if node.cause else ''
        self.put('raise ' + self.expr(node.exc, _TEST) + cause)

    def stmt_TypeAlias(self, node):
        self.put(f'type {self.expr(node.name, _TEST)}{self.type_params(node)} = {self.expr(node.value, _TEST)}')

    def type_params(self, node):
        params = getattr(node, 'type_params', None)
        return '[' + ', '.join(self.type_param(p) for p in params) + ']' if params else ''

    def type_param(self, node):
        stars = {'TypeVar': '', 'TypeVarTuple': '*', 'ParamSpec': '**'}[_name_of(node)]
        bound = getattr(node, 'bound', None)
        text = stars + node.name + (': ' + self.expr(bound, _TEST) if bound else '')
        return text + (' = ' + self.expr(node.default_value, _TEST) if node.default_value else '')

    def stmt_If(self, node):
        self.put('if ' + self.expr(node.test, _TEST) + ':')
        self.block(node.body)
        while len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
            node = node.orelse[0]
            self.put('elif ' + self.expr(node.test, _TEST) + ':')
            self.block(node.body)
        self.orelse(node.orelse)

    def orelse(self, body, word='else'):
        if body:
            self.put(word + ':')
            self.block(body)

    def stmt_While(self, node):
        self.put('while ' + self.expr(node.test, _TEST) + ':')
        self.block(node.body)
        self.orelse(node.orelse)

    def stmt_For(self, node, prefix=''):
        self.put(f'{prefix}for {self.target(node.target)} in {self.expr(node.iter, _TEST)}:{self.comment(node)}')
        self.block(node.body)
        self.orelse(node.orelse)

    def stmt_AsyncFor(self, node):
        self.stmt_For(node, 'async ')

    def stmt_With(self, node, prefix=''):
        self.put(f'{prefix}with {", ".join(map(self.part_withitem, node.items))}:{self.comment(node)}')
        self.block(node.body)

    def stmt_AsyncWith(self, node):
        self.stmt_With(node, 'async ')

    def part_withitem(self, node):
        target = ' as ' + self.expr(node.optional_vars, _TEST) if node.optional_vars else ''
        return self.expr(node.context_expr, _TEST) + target

    def stmt_Try(self, node, star=''):
        self.put('try:')
        self.block(node.body)
        for handler in node.handlers:
            kind = f' {self.expr(handler.type, _TEST)}' if handler.type else ''
            self.put(f'except{star}{kind}{" as " + handler.name if handler.name else ""}:')
            self.block(handler.body)
        self.orelse(node.orelse)
        self.orelse(node.finalbody, 'finally')

    def stmt_TryStar(self, node):
        self.stmt_Try(node, '*')

    def decorators(self, node):
        for i, decorator in enumerate(node.decorator_list):
            self.put('@' + self.expr(decorator, _TEST), blank=i == 0)
        return not node.decorator_list

    def definition(self, node, head):
        blank = self.decorators(node)
        self.put(head + ':' + self.comment(node), blank)
        self.level += 1
        self.body_with_docstring(node)
        self.level -= 1

    def stmt_ClassDef(self, node):
        args = [self.expr(b, _TEST) for b in node.bases] + [self.part_keyword(k) for k in node.keywords]
        self.definition(node, f'class {node.name}{self.type_params(node)}' + (f'({", ".join(args)})' if args else ''))

    def stmt_FunctionDef(self, node, prefix=''):
        returns = f' -> {self.expr(node.returns, _TEST)}' if node.returns else ''
        self.definition(node, f'{prefix}def {node.name}{self.type_params(node)}({self.arguments(node.args)}){returns}')

    def stmt_AsyncFunctionDef(self, node):
        self.stmt_FunctionDef(node, 'async ')

    # ---- match ----

    def stmt_Match(self, node):
        self.put('match ' + self.expr(node.subject, _TEST) + ':')
        self.level += 1
        for case in node.cases:
            guard = ' if ' + self.expr(case.guard, _TEST) if case.guard else ''
            self.put(f'case {self.pattern(case.pattern, _TEST)}{guard}:')
            self.block(case.body)
        self.level -= 1

    def pattern(self, node, level):
        kind = _name_of(node)
        if kind == 'MatchValue':
            return self.expr(node.value, _TEST)
        if kind == 'MatchSingleton':
            return repr(node.value)
        if kind == 'MatchSequence':
            return '[' + ', '.join(self.pattern(p, _TEST) for p in node.patterns) + ']'
        if kind == 'MatchStar':
            return '*' + (node.name or '_')
        if kind == 'MatchMapping':
            items = [f'{self.expr(k, _TEST)}: {self.pattern(p, _TEST)}' for k, p in zip(node.keys, node.patterns)]
            return '{' + ', '.join(items + (['**' + node.rest] if node.rest is not None else [])) + '}'
        if kind == 'MatchClass':
            items = [self.pattern(p, _TEST) for p in node.patterns]
            items += [f'{k}={self.pattern(p, _TEST)}' for k, p in zip(node.kwd_attrs, node.kwd_patterns)]
            return f'{self.expr(node.cls, _ATOM)}({", ".join(items)})'
        if kind == 'MatchAs':
            if node.name is None:
                return '_'
            if node.pattern is None:
                return node.name
            return self.paren(f'{self.pattern(node.pattern, _BOR)} as {node.name}', level > _TEST)
        return self.paren(' | '.join(self.pattern(p, _BOR + 1) for p in node.patterns), level > _BOR)

    # ---- expressions ----

    @staticmethod
    def paren(text, needed):
        return f'({text})' if needed else text

    def expr(self, node, level):
        return getattr(self, 'expr_' + _name_of(node))(node, level)

    def expr_Name(self, node, level):
        return node.id

    def expr_NamedExpr(self, node, level):
        return self.paren(f'{self.expr(node.target, _ATOM)} := {self.expr(node.value, _ATOM)}', level > _NAMED)

    def expr_Await(self, node, level):
        return self.paren('await' + (' ' + self.expr(node.value, _ATOM) if node.value else ''), level > _AWAIT)

    def expr_Yield(self, node, level):
        return self.paren('yield' + (' ' + self.expr(node.value, _ATOM) if node.value else ''), level > _YIELD)

    def expr_YieldFrom(self, node, level):
        return self.paren('yield from ' + self.expr(node.value, _ATOM), level > _YIELD)

    def expr_Lambda(self, node, level):
        args = self.arguments(node.args)
        return self.paren(f'lambda{" " + args if args else ""}: {self.expr(node.body, _TEST)}', level > _TEST)

    def expr_IfExp(self, node, level):
        return self.paren(f'{self.expr(node.body, _TEST + 1)} if {self.expr(node.test, _TEST + 1)} else '
                          f'{self.expr(node.orelse, _TEST)}', level > _TEST)

    def expr_BoolOp(self, node, level):
        word, own = ('and', _AND) if isinstance(node.op, ast.And) else ('or', _OR)
        parts = [self.expr(value, min(own + i, _ATOM)) for i, value in enumerate(node.values, 1)]
        return self.paren(f' {word} '.join(parts), level > own)

    def expr_UnaryOp(self, node, level):
        text, own = _UNARY[_name_of(node.op)]
        return self.paren(text + self.expr(node.operand, own), level > own)

    def expr_BinOp(self, node, level):
        text, own = _BINARY[_name_of(node.op)]
        left, right = (own + 1, own) if text == '**' else (own, own + 1)
        return self.paren(f'{self.expr(node.left, left)} {text} {self.expr(node.right, right)}', level > own)

    def expr_Compare(self, node, level):
        text = self.expr(node.left, _CMP + 1)
        for op, value in zip(node.ops, node.comparators):
            text += f' {_COMPARE[_name_of(op)]} {self.expr(value, _CMP + 1)}'
        return self.paren(text, level > _CMP)

    def expr_Call(self, node, level):
        args = [self.expr(a, _TEST) for a in node.args] + [self.part_keyword(k) for k in node.keywords]
        return f'{self.expr(node.func, _ATOM)}({", ".join(args)})'

    def part_keyword(self, node):
        return ('**' if node.arg is None else node.arg + '=') + self.expr(node.value, _TEST)

    def expr_Attribute(self, node, level):
        value = self.expr(node.value, _ATOM)
        # 3.__abs__() would be a float and a name
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, int):
            value += ' '
        return f'{value}.{node.attr}'

    def expr_Subscript(self, node, level):
        inner = node.slice
        if isinstance(inner, ast.Tuple) and inner.elts:
            text = self.items(inner.elts)
        else:
            text = self.expr(inner, _TEST)
        return f'{self.expr(node.value, _ATOM)}[{text}]'

    def expr_Slice(self, node, level):
        text = (self.expr(node.lower, _TEST) if node.lower else '') + ':'
        text += self.expr(node.upper, _TEST) if node.upper else ''
        return text + (':' + self.expr(node.step, _TEST) if node.step else '')

    def expr_Starred(self, node, level):
        return '*' + self.expr(node.value, _EXPR)

    def items(self, elts):
        text = ', '.join(self.expr(e, _TEST) for e in elts)
        return text + ',' if len(elts) == 1 else text

    def expr_Tuple(self, node, level):
        return self.paren(self.items(node.elts), not node.elts or level > _TUPLE)

    def expr_List(self, node, level):
        return '[' + ', '.join(self.expr(e, _TEST) for e in node.elts) + ']'

    def expr_Set(self, node, level):
        return '{' + ', '.join(self.expr(e, _TEST) for e in node.elts) + '}' if node.elts else '{*()}'

    def expr_Dict(self, node, level):
        items = []
        for key, value in zip(node.keys, node.values):
            items.append('**' + self.expr(value, _EXPR) if key is None else f'{self.expr(key, _TEST)}: {self.expr(value, _TEST)}')
        return '{' + ', '.join(items) + '}'

    def generators(self, node):
        return ''.join(map(self.part_comprehension, node.generators))

    def part_comprehension(self, node):
        text = f' {"async " if node.is_async else ""}for {self.target(node.target)} in {self.expr(node.iter, _TEST + 1)}'
        return text + ''.join(' if ' + self.expr(test, _TEST + 1) for test in node.ifs)

    def expr_ListComp(self, node, level):
        return f'[{self.expr(node.elt, _TEST)}{self.generators(node)}]'

    def expr_SetComp(self, node, level):
        return f'{{{self.expr(node.elt, _TEST)}{self.generators(node)}}}'

    def expr_GeneratorExp(self, node, level):
        return f'({self.expr(node.elt, _TEST)}{self.generators(node)})'

    def expr_DictComp(self, node, level):
        return f'{{{self.expr(node.key, _TEST)}: {self.expr(node.value, _TEST)}{self.generators(node)}}}'

    def arg(self, node, default=None):
        text = node.arg + (': ' + self.expr(node.annotation, _TEST) if node.annotation else '')
        return text + ('=' + self.expr(default, _TEST) if default is not None else '')

    def arguments(self, node):
        positional = node.posonlyargs + node.args
        defaults = [None] * (len(positional) - len(node.defaults)) + node.defaults
        parts = []
        for i, (arg, default) in enumerate(zip(positional, defaults), 1):
            parts.append(self.arg(arg, default))
            if i == len(node.posonlyargs):
                parts.append('/')
        if node.vararg or node.kwonlyargs:
            parts.append('*' + (self.arg(node.vararg) if node.vararg else ''))
        parts += [self.arg(arg, default) for arg, default in zip(node.kwonlyargs, node.kw_defaults)]
        if node.kwarg:
            parts.append('**' + self.arg(node.kwarg))
        return ', '.join(parts)

    # ---- literals ----

    def expr_Constant(self, node, level):
        value = node.value
        if isinstance(value, tuple):
            return '(' + self.items([ast.Constant(v) for v in value]) + ')'
        if value is ...:
            return '...'
        if isinstance(value, (float, complex)):
            return repr(value).replace('inf', _INFINITY).replace('nan', f'({_INFINITY}-{_INFINITY})')
        if isinstance(value, str) and node.kind == 'u':
            return 'u' + repr(value)
        return repr(value)

    def string(self, text, quotes=_QUOTES, keep_lines=False, avoid_backslash=False):
        """The text between quotes of one of the kinds wanted."""
        escaped = ''.join(c if c in '\n\t' and keep_lines else
                          repr(c)[1:-1] if c == '\\' or not c.isprintable() else c for c in text)
        if '\n' in escaped:
            quotes = [q for q in quotes if len(q) == 3]
        fitting = [q for q in quotes if q not in escaped]
        if not fitting:
            body = repr(text)
            quote = next((q for q in quotes if body[0] in q), quotes[0])
            return quote + body[1:-1] + quote
        if escaped:
            fitting.sort(key=lambda q: q[0] == escaped[-1])
            if fitting[0][0] == escaped[-1]:
                escaped = escaped[:-1] + '\\' + escaped[-1]
        return fitting[0] + escaped + fitting[0]

    def expr_JoinedStr(self, node, level):
        return self.joined('f', node)

    def expr_TemplateStr(self, node, level):
        return self.joined('t', node)

    def joined(self, prefix, node):
        pieces = [self.piece(value) for value in node.values]
        quotes = list(_QUOTES)
        escapes = False
        for text, is_constant in pieces:
            if is_constant:
                if any(c == '\\' or not c.isprintable() for c in text):
                    escapes = True
                continue
            if '\n' in text:
                quotes = [q for q in quotes if len(q) == 3] or quotes
        constant = ''.join(text for text, is_constant in pieces if is_constant)
        if '\n' in constant and not escapes:
            quotes = [q for q in quotes if len(q) == 3] or quotes
        fitting = [q for q in quotes if q not in constant and not (constant and constant[-1] == q[0] and len(q) == 3)]
        quote = (fitting or quotes)[0]
        out = ''
        for text, is_constant in pieces:
            if is_constant:
                text = ''.join(repr(c)[1:-1] if c == '\\' or not c.isprintable() else c for c in text)
                if quote in text:
                    text = text.replace(quote, '\\' + quote)
            out += text
        return prefix + quote + out + quote

    def piece(self, node):
        """(text, is a constant)"""
        if isinstance(node, ast.Constant):
            return node.value.replace('{', '{{').replace('}', '}}'), True
        if isinstance(node, ast.JoinedStr):
            return ''.join(self.piece(v)[0] for v in node.values), False
        inner = Unparser().expr(node.value, _TEST + 1)
        text = ('{ ' if inner.startswith('{') else '{') + inner
        if node.conversion != -1:
            text += '!' + chr(node.conversion)
        if node.format_spec:
            text += ':' + ''.join(self.piece(v)[0] for v in node.format_spec.values)
        return text + '}', False

    def expr_FormattedValue(self, node, level):
        return 'f' + repr(self.piece(node)[0])

    expr_Interpolation = expr_FormattedValue
