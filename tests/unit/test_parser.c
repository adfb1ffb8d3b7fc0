/* SPDX-License-Identifier: MIT
 * Tests of the parser: trees and diagnoses as CPython 3.13 gives them, but for what 3.14 changed.
 */
#include "base/buf.h"
#include "syntax/parser.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- one parse ----------------------------------------------------------------------------- */

typedef struct Parse {
    KrAlloc alloc;
    KrArena arena;
    KrMod *tree; /* NULL: diag says why */
    KrDiag diag;
    KrDiagWarning *warnings;
} Parse;

static void parse(Parse *p, const char *source, KrParseMode mode, int flags, uint64_t fail_at)
{
    kralloc_init(&p->alloc);
    p->alloc.fail_at = fail_at;
    krarena_init(&p->arena, &p->alloc);
    if (!krparse(&p->arena, source, strlen(source), mode, flags, &p->tree, &p->diag, &p->warnings))
        p->tree = NULL;
}

static void release(Parse *p)
{
    krarena_release(&p->arena);
    ck_assert_uint_eq(p->alloc.used, 0);
}

/* That the source has this tree, without positions. */
static void expect_tree(const char *source, KrParseMode mode, int flags, bool positions,
                        const char *tree)
{
    Parse p;
    parse(&p, source, mode, flags, 0);
    if (!p.tree)
        ck_abort_msg("%s: %s", source, p.diag.message);
    KrBuf text = krbuf_init(&p.alloc);
    ck_assert(krast_dump(&text, p.tree, positions));
    ck_assert_str_eq(krbuf_cstr(&text), tree);
    krbuf_release(&text);
    release(&p);
}

static void expect_error(const char *source, KrParseMode mode, int flags, KrDiagKind kind,
                         const char *message)
{
    Parse p;
    parse(&p, source, mode, flags, 0);
    ck_assert_msg(!p.tree, "%s", source);
    ck_assert_str_eq(p.diag.message, message);
    ck_assert_int_eq(p.diag.kind, kind);
    release(&p);
}

/* ---- trees --------------------------------------------------------------------------------- */

/* The tree is that of a module with this body. */
static const struct {
    const char *source, *tree;
} trees[] = {
    {"x = y = 1, 2",
     "Assign(targets=[Name(id='x', ctx=Store()), Name(id='y', ctx=Store())], value=Tuple(elts=[C"
     "onstant(value=1), Constant(value=2)], ctx=Load()))"},
    {"x, *y = z",
     "Assign(targets=[Tuple(elts=[Name(id='x', ctx=Store()), Starred(value=Name(id='y', ctx=Stor"
     "e()), ctx=Store())], ctx=Store())], value=Name(id='z', ctx=Load()))"},
    {"(x): int",
     "AnnAssign(target=Name(id='x', ctx=Store()), annotation=Name(id='int', ctx=Load()), simple="
     "0)"},
    {"x.y: int = 1",
     "AnnAssign(target=Attribute(value=Name(id='x', ctx=Load()), attr='y', ctx=Store()), annotat"
     "ion=Name(id='int', ctx=Load()), value=Constant(value=1), simple=0)"},
    {"x @= 2 ** -y",
     "AugAssign(target=Name(id='x', ctx=Store()), op=MatMult(), value=BinOp(left=Constant(value="
     "2), op=Pow(), right=UnaryOp(op=USub(), operand=Name(id='y', ctx=Load()))))"},
    {"not a in b < c is not d not in e",
     "Expr(value=UnaryOp(op=Not(), operand=Compare(left=Name(id='a', ctx=Load()), ops=[In(), Lt("
     "), IsNot(), NotIn()], comparators=[Name(id='b', ctx=Load()), Name(id='c', ctx=Load()), Nam"
     "e(id='d', ctx=Load()), Name(id='e', ctx=Load())])))"},
    {"a or b and not c or d",
     "Expr(value=BoolOp(op=Or(), values=[Name(id='a', ctx=Load()), BoolOp(op=And(), values=[Name"
     "(id='b', ctx=Load()), UnaryOp(op=Not(), operand=Name(id='c', ctx=Load()))]), Name(id='d', "
     "ctx=Load())]))"},
    {"a - b * c // d % e @ f ** g ** h",
     "Expr(value=BinOp(left=Name(id='a', ctx=Load()), op=Sub(), right=BinOp(left=BinOp(left=BinO"
     "p(left=BinOp(left=Name(id='b', ctx=Load()), op=Mult(), right=Name(id='c', ctx=Load())), op"
     "=FloorDiv(), right=Name(id='d', ctx=Load())), op=Mod(), right=Name(id='e', ctx=Load())), o"
     "p=MatMult(), right=BinOp(left=Name(id='f', ctx=Load()), op=Pow(), right=BinOp(left=Name(id"
     "='g', ctx=Load()), op=Pow(), right=Name(id='h', ctx=Load()))))))"},
    {"f(a, *b, c=1, *d, **e)",
     "Expr(value=Call(func=Name(id='f', ctx=Load()), args=[Name(id='a', ctx=Load()), Starred(val"
     "ue=Name(id='b', ctx=Load()), ctx=Load()), Starred(value=Name(id='d', ctx=Load()), ctx=Load"
     "())], keywords=[keyword(arg='c', value=Constant(value=1)), keyword(value=Name(id='e', ctx="
     "Load()))]))"},
    {"f(x for x in y)",
     "Expr(value=Call(func=Name(id='f', ctx=Load()), args=[GeneratorExp(elt=Name(id='x', ctx=Loa"
     "d()), generators=[comprehension(target=Name(id='x', ctx=Store()), iter=Name(id='y', ctx=Lo"
     "ad()), is_async=0)])]))"},
    {"a[1:2, ::3, *b]",
     "Expr(value=Subscript(value=Name(id='a', ctx=Load()), slice=Tuple(elts=[Slice(lower=Constan"
     "t(value=1), upper=Constant(value=2)), Slice(step=Constant(value=3)), Starred(value=Name(id"
     "='b', ctx=Load()), ctx=Load())], ctx=Load()), ctx=Load()))"},
    {"a[b:=1]",
     "Expr(value=Subscript(value=Name(id='a', ctx=Load()), slice=NamedExpr(target=Name(id='b', c"
     "tx=Store()), value=Constant(value=1)), ctx=Load()))"},
    {"lambda a, /, b=1, *c, d, e=2, **f: (yield)",
     "Expr(value=Lambda(args=arguments(posonlyargs=[arg(arg='a')], args=[arg(arg='b')], vararg=a"
     "rg(arg='c'), kwonlyargs=[arg(arg='d'), arg(arg='e')], kw_defaults=[None, Constant(value=2)"
     "], kwarg=arg(arg='f'), defaults=[Constant(value=1)]), body=Yield()))"},
    {"[x async for x, in y if a if b]",
     "Expr(value=ListComp(elt=Name(id='x', ctx=Load()), generators=[comprehension(target=Tuple(e"
     "lts=[Name(id='x', ctx=Store())], ctx=Store()), iter=Name(id='y', ctx=Load()), ifs=[Name(id"
     "='a', ctx=Load()), Name(id='b', ctx=Load())], is_async=1)]))"},
    {"{a: b, **c}",
     "Expr(value=Dict(keys=[Name(id='a', ctx=Load()), None], values=[Name(id='b', ctx=Load()), N"
     "ame(id='c', ctx=Load())]))"},
    {"{x, *y}",
     "Expr(value=Set(elts=[Name(id='x', ctx=Load()), Starred(value=Name(id='y', ctx=Load()), ctx"
     "=Load())]))"},
    {"{k: v for k, v in z}",
     "Expr(value=DictComp(key=Name(id='k', ctx=Load()), value=Name(id='v', ctx=Load()), generato"
     "rs=[comprehension(target=Tuple(elts=[Name(id='k', ctx=Store()), Name(id='v', ctx=Store())]"
     ", ctx=Store()), iter=Name(id='z', ctx=Load()), is_async=0)]))"},
    {"(a := 1)",
     "Expr(value=NamedExpr(target=Name(id='a', ctx=Store()), value=Constant(value=1)))"},
    {"a if b else c",
     "Expr(value=IfExp(test=Name(id='b', ctx=Load()), body=Name(id='a', ctx=Load()), orelse=Name"
     "(id='c', ctx=Load())))"},
    {"'a' 'b' u'c'",
     "Expr(value=Constant(value='abc'))"},
    {"u'a' 'b'",
     "Expr(value=Constant(value='ab', kind='u'))"},
    {"b'a' b'\\xff'",
     "Expr(value=Constant(value=b'a\\xff'))"},
    {"0x_ff, 1_0.5e-1, 3j, 0o17, ...",
     "Expr(value=Tuple(elts=[Constant(value=255), Constant(value=1.05), Constant(value=3j), Cons"
     "tant(value=15), Constant(value=Ellipsis)], ctx=Load()))"},
    {"f'a{b!r:>{w}}c{{' 'd'",
     "Expr(value=JoinedStr(values=[Constant(value='a'), FormattedValue(value=Name(id='b', ctx=Lo"
     "ad()), conversion=114, format_spec=JoinedStr(values=[Constant(value='>'), FormattedValue(v"
     "alue=Name(id='w', ctx=Load()), conversion=-1)])), Constant(value='c{d')]))"},
    {"f'{x = :.2f}'",
     "Expr(value=JoinedStr(values=[Constant(value='x = '), FormattedValue(value=Name(id='x', ctx"
     "=Load()), conversion=-1, format_spec=JoinedStr(values=[Constant(value='.2f')]))]))"},
    {"t'a{b = !s}'",
     "Expr(value=TemplateStr(values=[Constant(value='ab = '), Interpolation(value=Name(id='b', c"
     "tx=Load()), str='b', conversion=115)]))"},
    {"def f(a, b: int = 1, /, c=2, *, d, e=3, **g) -> h: pass",
     "FunctionDef(name='f', args=arguments(posonlyargs=[arg(arg='a'), arg(arg='b', annotation=Na"
     "me(id='int', ctx=Load()))], args=[arg(arg='c')], kwonlyargs=[arg(arg='d'), arg(arg='e')], "
     "kw_defaults=[None, Constant(value=3)], kwarg=arg(arg='g'), defaults=[Constant(value=1), Co"
     "nstant(value=2)]), body=[Pass()], returns=Name(id='h', ctx=Load()))"},
    {"async def f[T: int = str, *U, **P](): await x",
     "AsyncFunctionDef(name='f', args=arguments(), body=[Expr(value=Await(value=Name(id='x', ctx"
     "=Load())))], type_params=[TypeVar(name='T', bound=Name(id='int', ctx=Load()), default_valu"
     "e=Name(id='str', ctx=Load())), TypeVarTuple(name='U'), ParamSpec(name='P')])"},
    {"@a.b\nclass C[T](D, metaclass=E): pass",
     "ClassDef(name='C', bases=[Name(id='D', ctx=Load())], keywords=[keyword(arg='metaclass', va"
     "lue=Name(id='E', ctx=Load()))], body=[Pass()], decorator_list=[Attribute(value=Name(id='a'"
     ", ctx=Load()), attr='b', ctx=Load())], type_params=[TypeVar(name='T')])"},
    {"if a: b\nelif c: d\nelse: e",
     "If(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', ctx=Load()))], orelse=[If("
     "test=Name(id='c', ctx=Load()), body=[Expr(value=Name(id='d', ctx=Load()))], orelse=[Expr(v"
     "alue=Name(id='e', ctx=Load()))])])"},
    {"for x in a, b: break\nelse: continue",
     "For(target=Name(id='x', ctx=Store()), iter=Tuple(elts=[Name(id='a', ctx=Load()), Name(id='"
     "b', ctx=Load())], ctx=Load()), body=[Break()], orelse=[Continue()])"},
    {"while x: pass",
     "While(test=Name(id='x', ctx=Load()), body=[Pass()])"},
    {"with (a as b, c): d",
     "With(items=[withitem(context_expr=Name(id='a', ctx=Load()), optional_vars=Name(id='b', ctx"
     "=Store())), withitem(context_expr=Name(id='c', ctx=Load()))], body=[Expr(value=Name(id='d'"
     ", ctx=Load()))])"},
    {"with (a, b) as c: d",
     "With(items=[withitem(context_expr=Tuple(elts=[Name(id='a', ctx=Load()), Name(id='b', ctx=L"
     "oad())], ctx=Load()), optional_vars=Name(id='c', ctx=Store()))], body=[Expr(value=Name(id="
     "'d', ctx=Load()))])"},
    {"async def f():\n  async with a as (b, c): d\n  async for x in y: z",
     "AsyncFunctionDef(name='f', args=arguments(), body=[AsyncWith(items=[withitem(context_expr="
     "Name(id='a', ctx=Load()), optional_vars=Tuple(elts=[Name(id='b', ctx=Store()), Name(id='c'"
     ", ctx=Store())], ctx=Store()))], body=[Expr(value=Name(id='d', ctx=Load()))]), AsyncFor(ta"
     "rget=Name(id='x', ctx=Store()), iter=Name(id='y', ctx=Load()), body=[Expr(value=Name(id='z"
     "', ctx=Load()))])])"},
    {"try: a\nexcept B as c: d\nexcept E, F: g\nelse: h\nfinally: i",
     "Try(body=[Expr(value=Name(id='a', ctx=Load()))], handlers=[ExceptHandler(type=Name(id='B',"
     " ctx=Load()), name='c', body=[Expr(value=Name(id='d', ctx=Load()))]), ExceptHandler(type=T"
     "uple(elts=[Name(id='E', ctx=Load()), Name(id='F', ctx=Load())], ctx=Load()), body=[Expr(va"
     "lue=Name(id='g', ctx=Load()))])], orelse=[Expr(value=Name(id='h', ctx=Load()))], finalbody"
     "=[Expr(value=Name(id='i', ctx=Load()))])"},
    {"try: a\nexcept* B: c",
     "TryStar(body=[Expr(value=Name(id='a', ctx=Load()))], handlers=[ExceptHandler(type=Name(id="
     "'B', ctx=Load()), body=[Expr(value=Name(id='c', ctx=Load()))])])"},
    {"import a.b as c, d",
     "Import(names=[alias(name='a.b', asname='c'), alias(name='d')])"},
    {"from ..a import (b as c, d,)",
     "ImportFrom(module='a', names=[alias(name='b', asname='c'), alias(name='d')], level=2)"},
    {"from . import *",
     "ImportFrom(names=[alias(name='*')], level=1)"},
    {"global a, b; nonlocal c; del d, (e, [f]); assert g, h; raise i from j; return",
     "Global(names=['a', 'b']), Nonlocal(names=['c']), Delete(targets=[Name(id='d', ctx=Del()), "
     "Tuple(elts=[Name(id='e', ctx=Del()), List(elts=[Name(id='f', ctx=Del())], ctx=Del())], ctx"
     "=Del())]), Assert(test=Name(id='g', ctx=Load()), msg=Name(id='h', ctx=Load())), Raise(exc="
     "Name(id='i', ctx=Load()), cause=Name(id='j', ctx=Load())), Return()"},
    {"type X[T] = list[T]",
     "TypeAlias(name=Name(id='X', ctx=Store()), type_params=[TypeVar(name='T')], value=Subscript"
     "(value=Name(id='list', ctx=Load()), slice=Name(id='T', ctx=Load()), ctx=Load()))"},
    {"type = match = case = _ = 1",
     "Assign(targets=[Name(id='type', ctx=Store()), Name(id='match', ctx=Store()), Name(id='case"
     "', ctx=Store()), Name(id='_', ctx=Store())], value=Constant(value=1))"},
    {"match x:\n  case 1 | -2 + 3j | 'a' | None | a.b: pass\n  case [a, *_, (b), ()] if c: pa"
        "ss\n  case {'k': v, **r}: pass\n  case C(a, k=_) as d: pass",
     "Match(subject=Name(id='x', ctx=Load()), cases=[match_case(pattern=MatchOr(patterns=[MatchV"
     "alue(value=Constant(value=1)), MatchValue(value=BinOp(left=UnaryOp(op=USub(), operand=Cons"
     "tant(value=2)), op=Add(), right=Constant(value=3j))), MatchValue(value=Constant(value='a')"
     "), MatchSingleton(value=None), MatchValue(value=Attribute(value=Name(id='a', ctx=Load()), "
     "attr='b', ctx=Load()))]), body=[Pass()]), match_case(pattern=MatchSequence(patterns=[Match"
     "As(name='a'), MatchStar(), MatchAs(name='b'), MatchSequence()]), guard=Name(id='c', ctx=Lo"
     "ad()), body=[Pass()]), match_case(pattern=MatchMapping(keys=[Constant(value='k')], pattern"
     "s=[MatchAs(name='v')], rest='r'), body=[Pass()]), match_case(pattern=MatchAs(pattern=Match"
     "Class(cls=Name(id='C', ctx=Load()), patterns=[MatchAs(name='a')], kwd_attrs=['k'], kwd_pat"
     "terns=[MatchAs()]), name='d'), body=[Pass()])])"},
    {"match(x)",
     "Expr(value=Call(func=Name(id='match', ctx=Load()), args=[Name(id='x', ctx=Load())]))"},
    {"print(*a, sep='')",
     "Expr(value=Call(func=Name(id='print', ctx=Load()), args=[Starred(value=Name(id='a', ctx=Lo"
     "ad()), ctx=Load())], keywords=[keyword(arg='sep', value=Constant(value=''))]))"},
};

/* Columns count bytes from 0; -1 and an end of -2 are as CPython's 0 and -1. */
static const struct {
    const char *source;
    KrDiagKind kind;
    int line, col, end_line, end_col;
    const char *message;
} errors[] = {
    {"x y", KR_DIAG_SYNTAX, 1, 2, 1, 3,
     "invalid syntax"},
    {"f(a b)", KR_DIAG_SYNTAX, 1, 2, 1, 5,
     "invalid syntax. Perhaps you forgot a comma?"},
    {"f(a, b c)", KR_DIAG_SYNTAX, 1, 5, 1, 8,
     "invalid syntax. Perhaps you forgot a comma?"},
    {"(a", KR_DIAG_SYNTAX, 1, 0, 1, -1,
     "'(' was never closed"},
    {"x = (1,\n  2\ny = 3", KR_DIAG_SYNTAX, 1, 4, 1, -1,
     "'(' was never closed"},
    {"a]", KR_DIAG_SYNTAX, 1, 1, 1, 1,
     "unmatched ']'"},
    {"(]", KR_DIAG_SYNTAX, 1, 1, 1, 1,
     "closing parenthesis ']' does not match opening parenthesis '('"},
    {"x = 5 = y", KR_DIAG_SYNTAX, 1, 4, 1, 5,
     "cannot assign to literal"},
    {"f() = 1", KR_DIAG_SYNTAX, 1, 0, 1, 3,
     "cannot assign to function call here. Maybe you meant '==' instead of '='?"},
    {"f() += 1", KR_DIAG_SYNTAX, 1, 0, 1, 3,
     "'function call' is an illegal expression for augmented assignment"},
    {"(a, b) += 1", KR_DIAG_SYNTAX, 1, 0, 1, 6,
     "'tuple' is an illegal expression for augmented assignment"},
    {"(a, b): int", KR_DIAG_SYNTAX, 1, 0, 1, 6,
     "only single target (not tuple) can be annotated"},
    {"[a]: int", KR_DIAG_SYNTAX, 1, 0, 1, 3,
     "only single target (not list) can be annotated"},
    {"if x = 1: pass", KR_DIAG_SYNTAX, 1, 3, 1, 8,
     "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"},
    {"while f() = 1: pass", KR_DIAG_SYNTAX, 1, 6, 1, 9,
     "cannot assign to function call here. Maybe you meant '==' instead of '='?"},
    {"None = 1", KR_DIAG_SYNTAX, 1, 0, 1, 4,
     "cannot assign to None"},
    {"x = yield = 1", KR_DIAG_SYNTAX, 1, 4, 1, 9,
     "assignment to yield expression not possible"},
    {"del f()", KR_DIAG_SYNTAX, 1, 4, 1, 7,
     "cannot delete function call"},
    {"del *a", KR_DIAG_SYNTAX, 1, 4, 1, 6,
     "cannot delete starred"},
    {"for f() in x: pass", KR_DIAG_SYNTAX, 1, 4, 1, 7,
     "cannot assign to function call"},
    {"with a as f(): pass", KR_DIAG_SYNTAX, 1, 10, 1, 13,
     "cannot assign to function call"},
    {"print 1", KR_DIAG_SYNTAX, 1, 0, 1, 7,
     "Missing parentheses in call to 'print'. Did you mean print(...)?"},
    {"exec 'a'", KR_DIAG_SYNTAX, 1, 0, 1, 8,
     "Missing parentheses in call to 'exec'. Did you mean exec(...)?"},
    {"if x\n  y", KR_DIAG_SYNTAX, 1, 4, 1, 5,
     "expected ':'"},
    {"if x:\ny", KR_DIAG_INDENTATION, 2, 0, 2, 1,
     "expected an indented block after 'if' statement on line 1"},
    {"class A:\n  def f(self):\n", KR_DIAG_INDENTATION, 2, 14, 2, -2,
     "expected an indented block after function definition on line 2"},
    {"else: pass", KR_DIAG_SYNTAX, 1, 0, 1, 4,
     "invalid syntax"},
    {"  x", KR_DIAG_INDENTATION, 1, 1, 1, -2,
     "unexpected indent"},
    {"if x:\n  y\n z", KR_DIAG_INDENTATION, 3, 2, 3, -2,
     "unindent does not match any outer indentation level"},
    {"try: x\ny", KR_DIAG_SYNTAX, 2, 0, 2, 1,
     "expected 'except' or 'finally' block"},
    {"try:\n  x\nexcept A:\n  y\nexcept* B:\n  z", KR_DIAG_SYNTAX, 5, 0, 5, 7,
     "cannot have both 'except' and 'except*' on the same 'try'"},
    {"except: pass", KR_DIAG_SYNTAX, 1, 0, 1, 6,
     "invalid syntax"},
    {"def f(a=1, b): pass", KR_DIAG_SYNTAX, 1, 11, 1, 12,
     "parameter without a default follows parameter with a default"},
    {"def f(*): pass", KR_DIAG_SYNTAX, 1, 6, 1, 7,
     "named arguments must follow bare *"},
    {"def f(a, *, **k): pass", KR_DIAG_SYNTAX, 1, 9, 1, 10,
     "named arguments must follow bare *"},
    {"def f(/, a): pass", KR_DIAG_SYNTAX, 1, 6, 1, 7,
     "at least one argument must precede /"},
    {"def f(a, /, b, /): pass", KR_DIAG_SYNTAX, 1, 15, 1, 16,
     "/ may appear only once"},
    {"def f(*a, *b): pass", KR_DIAG_SYNTAX, 1, 10, 1, 11,
     "* argument may appear only once"},
    {"def f(**k, a): pass", KR_DIAG_SYNTAX, 1, 11, 1, 12,
     "arguments cannot follow var-keyword argument"},
    {"def f((a, b)): pass", KR_DIAG_SYNTAX, 1, 6, 1, 12,
     "Function parameters cannot be parenthesized"},
    {"def f(a=): pass", KR_DIAG_SYNTAX, 1, 7, 1, 8,
     "expected default value expression"},
    {"def f()\n  pass", KR_DIAG_SYNTAX, 1, 7, 1, 8,
     "expected ':'"},
    {"def f: pass", KR_DIAG_SYNTAX, 1, 5, 1, 6,
     "expected '('"},
    {"lambda *: 1", KR_DIAG_SYNTAX, 1, 8, 1, 9,
     "named arguments must follow bare *"},
    {"f(a=1, b)", KR_DIAG_SYNTAX, 1, 8, 1, 9,
     "positional argument follows keyword argument"},
    {"f(**a, b)", KR_DIAG_SYNTAX, 1, 8, 1, 9,
     "positional argument follows keyword argument unpacking"},
    {"f(**a, *b)", KR_DIAG_SYNTAX, 1, 5, 1, 9,
     "iterable argument unpacking follows keyword argument unpacking"},
    {"f(x for x in y, 1)", KR_DIAG_SYNTAX, 1, 2, 1, 14,
     "Generator expression must be parenthesized"},
    {"f(1, x for x in y)", KR_DIAG_SYNTAX, 1, 5, 1, 17,
     "Generator expression must be parenthesized"},
    {"f(True=1)", KR_DIAG_SYNTAX, 1, 2, 1, 7,
     "cannot assign to True"},
    {"f(a.b=1)", KR_DIAG_SYNTAX, 1, 2, 1, 6,
     "expression cannot contain assignment, perhaps you meant \"==\"?"},
    {"f(a=)", KR_DIAG_SYNTAX, 1, 2, 1, 4,
     "expected argument value expression"},
    {"{1:2, 3}", KR_DIAG_SYNTAX, 1, 6, 1, -1,
     "':' expected after dictionary key"},
    {"{1:}", KR_DIAG_SYNTAX, 1, 2, 1, 3,
     "expression expected after dictionary key and ':'"},
    {"{1:*a}", KR_DIAG_SYNTAX, 1, 3, 1, 5,
     "cannot use a starred expression in a dictionary value"},
    {"{**a for b in c}", KR_DIAG_SYNTAX, 1, 1, 1, 3,
     "dict unpacking cannot be used in dict comprehension"},
    {"[*a for a in b]", KR_DIAG_SYNTAX, 1, 1, 1, 3,
     "iterable unpacking cannot be used in comprehension"},
    {"[a, b for a in c]", KR_DIAG_SYNTAX, 1, 1, 1, 5,
     "did you forget parentheses around the comprehension target?"},
    {"(*a)", KR_DIAG_SYNTAX, 1, 1, 1, 3,
     "cannot use starred expression here"},
    {"(**a)", KR_DIAG_SYNTAX, 1, 1, 1, 3,
     "cannot use double starred expression here"},
    {"a if b", KR_DIAG_SYNTAX, 1, 0, 1, 6,
     "expected 'else' after 'if' expression"},
    {"x = a if b else pass", KR_DIAG_SYNTAX, 1, 16, 1, 20,
     "expected expression after 'else', but statement is given"},
    {"[x for x of y]", KR_DIAG_SYNTAX, 1, 9, 1, 11,
     "'in' expected after for-loop variables"},
    {"(a := b := c)", KR_DIAG_SYNTAX, 1, 8, 1, 10,
     "invalid syntax"},
    {"(a.b := 1)", KR_DIAG_SYNTAX, 1, 1, 1, 4,
     "cannot use assignment expressions with attribute"},
    {"import a from b", KR_DIAG_SYNTAX, 1, 0, 1, 15,
     "Did you mean to use 'from ... import ...' instead?"},
    {"import", KR_DIAG_SYNTAX, 1, 6, 1, 6,
     "Expected one or more names after 'import'"},
    {"from a import b,", KR_DIAG_SYNTAX, 1, 16, 1, 17,
     "trailing comma not allowed without surrounding parentheses"},
    {"from a import", KR_DIAG_SYNTAX, 1, 13, 1, 13,
     "Expected one or more names after 'import'"},
    {"import a as b.c", KR_DIAG_SYNTAX, 1, 12, 1, 15,
     "cannot use attribute as import target"},
    {"class A", KR_DIAG_SYNTAX, 1, 7, 1, 8,
     "expected ':'"},
    {"class A(x for x in y): pass", KR_DIAG_SYNTAX, 1, 10, 1, 13,
     "invalid syntax"},
    {"match x:\n  case a, _ as _: pass", KR_DIAG_SYNTAX, 2, 15, 2, 16,
     "cannot use '_' as a target"},
    {"match x:\n  case C(a=1, b): pass", KR_DIAG_SYNTAX, 2, 14, 2, 15,
     "positional patterns follow keyword patterns"},
    {"match x:\n  case {**a, 'b': c}: pass", KR_DIAG_SYNTAX, 2, 13, 2, 16,
     "invalid syntax"},
    {"'a' b'b'", KR_DIAG_SYNTAX, 1, 8, 1, 9,
     "cannot mix bytes and nonbytes literals"},
    {"f'{}'", KR_DIAG_SYNTAX, 1, 3, 1, 4,
     "f-string: valid expression required before '}'"},
    {"f'{a b}'", KR_DIAG_SYNTAX, 1, 3, 1, 6,
     "invalid syntax. Perhaps you forgot a comma?"},
    {"f'{a!}'", KR_DIAG_SYNTAX, 1, 5, 1, 6,
     "f-string: missing conversion character"},
    {"f'{a!x}'", KR_DIAG_SYNTAX, 1, 5, 1, 6,
     "f-string: invalid conversion character 'x': expected 's', 'r', or 'a'"},
    {"f'{lambda x:1}'", KR_DIAG_SYNTAX, 1, 3, 1, 12,
     "f-string: lambda expressions are not allowed without parentheses"},
    {"f'{a:{b}'", KR_DIAG_SYNTAX, 1, 8, 1, 9,
     "f-string: expecting '}', or format specs"},
    {"'a' b 'c'", KR_DIAG_SYNTAX, 1, 4, 1, 5,
     "invalid syntax. Is this intended to be part of the string?"},
    {"1 + not a", KR_DIAG_SYNTAX, 1, 4, 1, 9,
     "'not' after an operator must be parenthesized"},
    {"x\\ y", KR_DIAG_SYNTAX, 1, 2, 1, -1,
     "unexpected character after line continuation character"},
    {"'abc", KR_DIAG_SYNTAX, 1, 0, 1, 0,
     "unterminated string literal (detected at line 1)"},
    {"0777", KR_DIAG_SYNTAX, 1, 0, 1, 1,
     "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal in"
     "tegers"},
    {"a $ b", KR_DIAG_SYNTAX, 1, 2, 1, 3,
     "invalid syntax"},
    {"def f[](): pass", KR_DIAG_SYNTAX, 1, 6, 1, 6,
     "Type parameter list cannot be empty"},
    {"def f[*T: int](): pass", KR_DIAG_SYNTAX, 1, 8, 1, 13,
     "cannot use bound with TypeVarTuple"},
    {"try: a\nexcept A, B as c: d", KR_DIAG_SYNTAX, 2, 7, 2, 16,
     "multiple exception types must be parenthesized when using 'as'"},
    {"if a: b\nelse: c\nelif d: e", KR_DIAG_SYNTAX, 3, 0, 3, 4,
     "'elif' block follows an 'else' block"},
    {"f(*)", KR_DIAG_SYNTAX, 1, 3, 1, 4,
     "Invalid star expression"},
    {"\303\251 = \303\274 \303\266", KR_DIAG_SYNTAX, 1, 8, 1, 10,
     "invalid syntax"},
    {"a <> b", KR_DIAG_SYNTAX, 1, 2, 1, 4,
     "invalid syntax"},
    {"async x", KR_DIAG_SYNTAX, 1, 6, 1, 7,
     "invalid syntax"},
    {"await = 1", KR_DIAG_SYNTAX, 1, 6, 1, 7,
     "invalid syntax"},
    {"return = 1", KR_DIAG_SYNTAX, 1, 7, 1, 8,
     "invalid syntax"},
    {"a.1", KR_DIAG_SYNTAX, 1, 1, 1, 3,
     "invalid syntax"},
    {"raise x from", KR_DIAG_SYNTAX, 1, 12, 1, 13,
     "invalid syntax"},
    {"try: x", KR_DIAG_SYNTAX, 1, 6, 1, -2,
     "expected 'except' or 'finally' block"},
    {"with a, b\n  c", KR_DIAG_SYNTAX, 1, 9, 1, 10,
     "expected ':'"},
    {"for x in y\n  z", KR_DIAG_SYNTAX, 1, 10, 1, 11,
     "expected ':'"},
    {"global x.y", KR_DIAG_SYNTAX, 1, 8, 1, 9,
     "invalid syntax"},
    {"{a, b: c}", KR_DIAG_SYNTAX, 1, 5, 1, 6,
     "invalid syntax"},
};

/* ---- what is equal for all sources of the tables ------------------------------------------- */

START_TEST(tree_is_right)
{
    char tree[8192];
    snprintf(tree, sizeof tree, "Module(body=[%s])", trees[_i].tree);
    expect_tree(trees[_i].source, KR_PARSE_EXEC, 0, false, tree);
}
END_TEST

START_TEST(error_is_right)
{
    Parse p;
    parse(&p, errors[_i].source, KR_PARSE_EXEC, 0, 0);
    ck_assert_msg(!p.tree, "%s", errors[_i].source);
    ck_assert_str_eq(p.diag.message, errors[_i].message);
    ck_assert_int_eq(p.diag.kind, errors[_i].kind);
    ck_assert_int_eq(p.diag.line, errors[_i].line);
    ck_assert_int_eq(p.diag.col, errors[_i].col);
    ck_assert_int_eq(p.diag.end_line, errors[_i].end_line);
    ck_assert_int_eq(p.diag.end_col, errors[_i].end_col);
    ck_assert_ptr_nonnull(p.diag.text);
    release(&p);
}
END_TEST

/* Each allocation fails in turn: the parse ends with that diagnosis, and nothing leaks. */
static void fail_allocations(const char *source)
{
    for (uint64_t at = 1;; at++) {
        Parse p;
        parse(&p, source, KR_PARSE_EXEC, 0, at);
        bool reached = p.alloc.count >= at;
        if (reached) {
            ck_assert(!p.tree);
            ck_assert_int_eq(p.diag.kind, KR_DIAG_MEMORY);
        }
        release(&p);
        if (!reached)
            return;
    }
}

START_TEST(memory_may_run_out)
{
    fail_allocations(trees[_i].source);
    if ((size_t)_i < KR_COUNT(errors))
        fail_allocations(errors[_i].source);
}
END_TEST

/* ---- positions, modes, flags --------------------------------------------------------------- */

START_TEST(positions_count_bytes)
{
    expect_tree(
        "x = (\n 'é', f'é{y}')\n", KR_PARSE_EXEC, 0, true,
        "Module(body=[Assign(targets=[Name(id='x', ctx=Store(), lineno=1, col_offset=0, "
        "end_lineno=1, "
        "end_col_offset=1)], value=Tuple(elts=[Constant(value='é', lineno=2, col_offset=1, "
        "end_lineno=2, "
        "end_col_offset=5), JoinedStr(values=[Constant(value='é', lineno=2, col_offset=9, "
        "end_lineno=2, "
        "end_col_offset=11), FormattedValue(value=Name(id='y', ctx=Load(), lineno=2, "
        "col_offset=12, "
        "end_lineno=2, end_col_offset=13), conversion=-1, lineno=2, col_offset=11, end_lineno=2, "
        "end_col_offset=14)], lineno=2, col_offset=7, end_lineno=2, end_col_offset=15)], "
        "ctx=Load(), lineno=1, "
        "col_offset=4, end_lineno=2, end_col_offset=16), lineno=1, col_offset=0, end_lineno=2, "
        "end_col_offset=16)])");
}
END_TEST

START_TEST(modes_differ)
{
    expect_tree("1, 2\n\n", KR_PARSE_EVAL, 0, false,
                "Expression(body=Tuple(elts=[Constant(value=1), Constant(value=2)], ctx=Load()))");
    expect_error("x = 1", KR_PARSE_EVAL, 0, KR_DIAG_SYNTAX, "invalid syntax");
    expect_tree("x; y", KR_PARSE_SINGLE, 0, false,
                "Interactive(body=[Expr(value=Name(id='x', ctx=Load())), Expr(value=Name(id='y', "
                "ctx=Load()))])");
    expect_error("x\ny", KR_PARSE_SINGLE, 0, KR_DIAG_SYNTAX,
                 "multiple statements found while compiling a single statement");
    expect_tree("(int, *str, **bytes) -> a.b", KR_PARSE_FUNC_TYPE, 0, false,
                "FunctionType(argtypes=[Name(id='int', ctx=Load()), Name(id='str', ctx=Load()), "
                "Name(id='bytes', ctx=Load())], returns=Attribute(value=Name(id='a', ctx=Load()), "
                "attr='b', ctx=Load()))");
}
END_TEST

START_TEST(type_comments_are_kept_if_wanted)
{
    const char *source =
        "def f(a, # type: int\n  b): # type: (...) -> x\n  y = 1 # type: z\nw # type: ignore[v]\n";
    expect_tree(source, KR_PARSE_EXEC, KR_PARSE_TYPE_COMMENTS, false,
                "Module(body=[FunctionDef(name='f', args=arguments(args=[arg(arg='a', "
                "type_comment='int'), arg(arg='b')]), "
                "body=[Assign(targets=[Name(id='y', ctx=Store())], value=Constant(value=1), "
                "type_comment='z')], "
                "type_comment='(...) -> x'), Expr(value=Name(id='w', ctx=Load()))], "
                "type_ignores=[TypeIgnore(lineno=4, tag='[v]')])");
    expect_tree(
        source, KR_PARSE_EXEC, 0, false,
        "Module(body=[FunctionDef(name='f', args=arguments(args=[arg(arg='a'), arg(arg='b')]), "
        "body=[Assign(targets=[Name(id='y', ctx=Store())], value=Constant(value=1))]), "
        "Expr(value=Name(id='w', ctx=Load()))])");
}
END_TEST

START_TEST(barry_is_obeyed)
{
    const char *tree =
        "Module(body=[Expr(value=Compare(left=Name(id='a', ctx=Load()), ops=[NotEq()], "
        "comparators=[Name(id='b', ctx=Load())]))])";
    expect_tree("a != b", KR_PARSE_EXEC, 0, false, tree);
    expect_tree("a <> b", KR_PARSE_EXEC, KR_PARSE_BARRY_AS_BDFL, false, tree);
    expect_error("a != b", KR_PARSE_EXEC, KR_PARSE_BARRY_AS_BDFL, KR_DIAG_SYNTAX,
                 "with Barry as BDFL, use '<>' instead of '!='");
}
END_TEST

static const struct {
    const char *source;
    KrDiagKind kind; /* KR_DIAG_NONE: a statement */
} prompts[] = {
    {"x", KR_DIAG_NONE},
    {"if x: y", KR_DIAG_INCOMPLETE},
    {"if x:\n", KR_DIAG_INCOMPLETE},
    {"if x:\n  y", KR_DIAG_INCOMPLETE},
    {"if x:\n  y\n", KR_DIAG_NONE},
    {"try:\n  x\n", KR_DIAG_INCOMPLETE},
    {"@x", KR_DIAG_INCOMPLETE},
    {"def f(", KR_DIAG_INCOMPLETE},
    {"'''x\n", KR_DIAG_INCOMPLETE},
    {"f'''{", KR_DIAG_INCOMPLETE},
    {"x \\\n", KR_DIAG_INCOMPLETE},
    {"1 +", KR_DIAG_SYNTAX},
    {"x y", KR_DIAG_SYNTAX},
    {"(]", KR_DIAG_SYNTAX},
    {"if x:\ny", KR_DIAG_INDENTATION},
};

START_TEST(prompt_asks_for_more)
{
    Parse p;
    parse(&p, prompts[_i].source, KR_PARSE_SINGLE, KR_PARSE_INTERACTIVE | KR_PARSE_FROM_STRING, 0);
    ck_assert_int_eq(p.tree ? KR_DIAG_NONE : p.diag.kind, prompts[_i].kind);
    release(&p);
}
END_TEST

/* ---- names, numbers, warnings -------------------------------------------------------------- */

START_TEST(names_are_interned)
{
    Parse p;
    parse(&p, "\357\254\201x = fix", KR_PARSE_EXEC, 0, 0); /* the ligature fi is f and i */
    const KrStmt *s = p.tree->v.Module.body->at[0];
    const KrName *left = s->v.Assign.targets->at[0]->v.Name.id;
    ck_assert_str_eq(left->text, "fix");
    ck_assert_ptr_eq(left, s->v.Assign.value->v.Name.id);
    ck_assert_ptr_eq(left, krast_name(p.tree->names, "fix", 3));
    ck_assert_ptr_ne(left, krast_name(p.tree->names, "fi", 2));
    release(&p);
}
END_TEST

START_TEST(literals_keep_their_digits)
{
    Parse p;
    parse(&p, "0x_12_3f", KR_PARSE_EVAL, 0, 0);
    const KrConst *c = &p.tree->v.Expression.body->v.Constant.value;
    ck_assert_int_eq(c->kind, KR_CONST_INT);
    ck_assert_int_eq(c->base, 16);
    ck_assert_int_eq(c->n, 4);
    ck_assert_int_eq(memcmp(c->text, "123f", 4), 0);
    release(&p);
}
END_TEST

START_TEST(warnings_come_in_order)
{
    Parse p;
    parse(&p, "'\\d'\n'\\w'\n", KR_PARSE_EXEC, 0, 0);
    ck_assert(p.tree);
    ck_assert_ptr_nonnull(p.warnings);
    ck_assert_int_eq(p.warnings->line, 1);
    ck_assert_ptr_nonnull(p.warnings->next);
    ck_assert_int_eq(p.warnings->next->line, 2);
    ck_assert_ptr_null(p.warnings->next->next);
    release(&p);
}
END_TEST

static long find_name(const char *name, size_t n)
{
    return n == 4 && memcmp(name, "NAME", 4) == 0 ? 0xE9 : -1;
}

START_TEST(characters_have_names)
{
    Parse p;
    kralloc_init(&p.alloc);
    krarena_init(&p.arena, &p.alloc);
    const char *source = "'\\N{NAME}'";
    ck_assert(krparse_named(&p.arena, source, strlen(source), KR_PARSE_EVAL, 0, find_name, &p.tree,
                            &p.diag, &p.warnings));
    const KrConst *c = &p.tree->v.Expression.body->v.Constant.value;
    ck_assert_int_eq(c->n, 2);
    ck_assert_int_eq(memcmp(c->text, "\303\251", 2), 0);
    release(&p);
}
END_TEST

/* ---- depth --------------------------------------------------------------------------------- */

/* `open` n times, the middle, `close` n times. The caller frees it. */
static char *nest(const char *open, int n, const char *middle, const char *close)
{
    char *text = malloc((strlen(open) + strlen(close)) * (size_t)n + strlen(middle) + 1), *p = text;
    for (int i = 0; i < n; i++)
        p = stpcpy(p, open);
    p = stpcpy(p, middle);
    for (int i = 0; i < n; i++)
        p = stpcpy(p, close);
    return text;
}

static const struct {
    const char *open, *middle, *close;
    int n;
    KrDiagKind kind;
} nested[] = {
    {"(", "a", ")", 200, KR_DIAG_NONE},
    {"(", "a", ")", 201, KR_DIAG_DEPTH},
    {"-", "a", "", 5000, KR_DIAG_NONE},
    {"-", "a", "", 10000, KR_DIAG_MEMORY},
    {"lambda: ", "a", "", 100000, KR_DIAG_MEMORY},
    {"a or ", "a", "", 100000, KR_DIAG_NONE},
    {"", "a", ".b", 100000, KR_DIAG_NONE},
    /* Where something is read twice, time doubles with each level. */
    {"x[", "1", "]", 190, KR_DIAG_NONE},
    {"{", "1", "}", 190, KR_DIAG_NONE},
    {"f(a, *", "1 1", ")", 190, KR_DIAG_SYNTAX},
    {"f(a=1, b=", "1 1", ")", 190, KR_DIAG_SYNTAX},
    {"f(", "x", "=1)", 190, KR_DIAG_SYNTAX},
    {"{1: ", "1 1", "}", 190, KR_DIAG_SYNTAX},
    {"{1: 2, ", "1 1", "}", 190, KR_DIAG_SYNTAX},
    {"(a if ", "1 1", " else b)", 190, KR_DIAG_SYNTAX},
    {"[", "1", " x]", 190, KR_DIAG_SYNTAX},
    {"f(", "1 +", " for x in y)", 190, KR_DIAG_SYNTAX},
};

START_TEST(depth_costs_no_time)
{
    Parse p;
    char *text = nest(nested[_i].open, nested[_i].n, nested[_i].middle, nested[_i].close);
    parse(&p, text, KR_PARSE_EXEC, 0, 0);
    ck_assert_int_eq(p.tree ? KR_DIAG_NONE : p.diag.kind, nested[_i].kind);
    release(&p);
    free(text);
}
END_TEST

START_TEST(blocks_are_read_once)
{
    static const char *const heads[] = {"with (a):\n", "try:\n", "match a:\n",
                                        "async for a in b:\n", "if a:\n"};
    KrBuf text;
    Parse p;
    kralloc_init(&p.alloc);
    text = krbuf_init(&p.alloc);
    for (int i = 0; i < 90; i++)
        krbuf_printf(&text, "%*s%s", i, "", heads[_i]);
    krbuf_printf(&text, "%90sx y\n", "");
    char *source = strdup(krbuf_cstr(&text));
    krbuf_release(&text);
    parse(&p, source, KR_PARSE_EXEC, 0, 0);
    ck_assert(!p.tree);
    release(&p);
    free(source);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("parser");
    TCase *tc = tcase_create("parser");
    tcase_set_timeout(tc, 30);
    suite_add_tcase(suite, tc);
    tcase_add_loop_test(tc, tree_is_right, 0, KR_COUNT(trees));
    tcase_add_loop_test(tc, error_is_right, 0, KR_COUNT(errors));
    tcase_add_loop_test(tc, memory_may_run_out, 0, KR_COUNT(trees));
    tcase_add_test(tc, positions_count_bytes);
    tcase_add_test(tc, modes_differ);
    tcase_add_test(tc, type_comments_are_kept_if_wanted);
    tcase_add_test(tc, barry_is_obeyed);
    tcase_add_loop_test(tc, prompt_asks_for_more, 0, KR_COUNT(prompts));
    tcase_add_test(tc, names_are_interned);
    tcase_add_test(tc, literals_keep_their_digits);
    tcase_add_test(tc, warnings_come_in_order);
    tcase_add_test(tc, characters_have_names);
    tcase_add_loop_test(tc, depth_costs_no_time, 0, KR_COUNT(nested));
    tcase_add_loop_test(tc, blocks_are_read_once, 0, 5);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
