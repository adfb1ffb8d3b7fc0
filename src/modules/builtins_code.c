/* SPDX-License-Identifier: MIT
 * Source to code: compile(), eval() and exec(), and how a diagnosis of the front end becomes a SyntaxError. */
#include "base/uniname.h"
#include "compile/compile.h"
#include "modules/modules.h"
#include "syntax/parser.h"

/* ---- diagnoses ---------------------------------------------------------------------------------------------------------------- */

/* Columns of a diagnosis count bytes; offsets of a SyntaxError count characters from 1. */
static KrValue offset_of(const KrDiag *d, int col)
{
    if (col < 0)
        return krsmall(col + 1);
    int64_t chars = 0;
    for (int i = 0; i < col; i++)
        chars += !d->text || (size_t)i >= d->text_len || ((unsigned char)d->text[i] & 0xC0) != 0x80;
    return krsmall(chars + 1);
}

static KrValue diag_text(KrVm *vm, const KrDiag *d)
{
    if (!d->text)
        return KR_NONE;
    KrBuf b = krbuf_init(&vm->alloc);
    krbuf_add(&b, d->text, d->text_len);
    if (!d->bare)
        krbuf_char(&b, '\n');
    return krvalue_or_raised(krstr_from_buf(vm, &b));
}

void krdiag_raise(KrVm *vm, const KrDiag *d, KrStr *filename)
{
    if (d->kind == KR_DIAG_MEMORY) {
        if (d->message)
            krraise(vm, KR_T_MemoryError, "%s", d->message);
        else
            krraise_memory(vm);
        return;
    }
    if (d->kind == KR_DIAG_VALUE) {
        krraise(vm, KR_T_ValueError, "%s", d->message);
        return;
    }
    KrTypeNumber type = d->kind == KR_DIAG_INDENTATION ? KR_T_IndentationError : d->kind == KR_DIAG_TAB ? KR_T_TabError : KR_T_SyntaxError;
    KrValue text = diag_text(vm, d);
    KrStr *message = krstr_text(vm, d->message ? d->message : "invalid syntax");
    if (text == KR_RAISED || !message)
        return;
    bool has_end = d->end_line > 0;
    KrTuple *info = krtuple_of(vm, 6, krvalue(filename), krsmall(d->line), d->line ? offset_of(d, d->col) : KR_NONE, text,
                               has_end ? krsmall(d->end_line) : krsmall(d->line),
                               has_end ? (d->end_line == d->line ? offset_of(d, d->end_col) : krsmall(d->end_col + 1)) : krsmall(0));
    KrValue args[2] = {krvalue(message), krvalue(info)};
    KrValue e = info ? krcall(vm, krvalue(&krtypes[type]), args, 2) : KR_RAISED;
    if (e != KR_RAISED)
        krraise_exc(vm, e);
}

/* The command says of its own file that it cannot be decoded in words of its own. */
static void raise_undecodable(KrVm *vm, const KrDiag *d, KrStr *filename, const char *source)
{
    const char *line = source, *quoted = strchr(d->message, '\'');
    for (int i = 1; i < d->line; i++)
        line = strchr(line, '\n') + 1;
    if (d->kind == KR_DIAG_NOT_UTF8)
        krraise(vm, KR_T_SyntaxError,
                "Non-UTF-8 code starting with '\\x%x' in file %U on line %d, but no encoding declared; "
                "see https://peps.python.org/pep-0263/ for details",
                (unsigned char)line[d->col], filename, d->line);
    else if (!strncmp(d->message, "unknown encoding: ", 18))
        krraise(vm, KR_T_SyntaxError, "encoding problem: %s", d->message + 18);
    else if (quoted && strchr(quoted + 1, '\''))
        krraise(vm, KR_T_SyntaxError, "encoding problem: %.*s", (int)(strchr(quoted + 1, '\'') - quoted - 1), quoted + 1);
    else
        krraise(vm, KR_T_SyntaxError, "%s", d->message);
}

/* A warning that the filters make an error is a SyntaxError, which knows its place. */
static bool warning_as_error(KrVm *vm, const KrDiagWarning *w, KrStr *filename)
{
    if (krpending_is(vm, KR_T_SyntaxWarning)) {
        krpending_clear(vm);
        krdiag_raise(vm, &(KrDiag){.kind = KR_DIAG_SYNTAX, .message = w->message, .line = w->line, .col = w->col,
                                   .end_line = w->end_line, .end_col = w->end_col}, filename);
    }
    return false;
}

bool krdiag_warn(KrVm *vm, const KrDiagWarning *w, KrStr *filename)
{
    for (; w; w = w->next) {
        KrValue hook = vm->sys ? krobj_lookup(vm, vm->sys, KR_NAME(_syntax_warning)) : KR_EMPTY;
        if (hook == KR_EMPTY || hook == KR_NONE)
            return true;
        KrStr *message = hook == KR_RAISED ? NULL : krstr_text(vm, w->message);
        KrValue args[3] = {krvalue(message), krvalue(filename), krsmall(w->line)};
        if (!message || krcall(vm, hook, args, 3) == KR_RAISED)
            return warning_as_error(vm, w, filename);
    }
    return true;
}

/* ---- source ------------------------------------------------------------------------------------------------------------------------ */

static KrCode *compile_tree(KrVm *vm, KrArena *arena, KrMod *mod, KrStr *filename, int flags, KrDiag *diag)
{
    KrDiagWarning *warnings = NULL;
    int level = flags >= KR_COMPILE_OPTIMIZE ? flags / KR_COMPILE_OPTIMIZE - 1 : vm->optimize;
    KrCode *code = krcompile(vm, arena, mod, filename, level,
                             flags & KR_COMPILE_FUTURE_ANNOTATIONS ? KR_CO_FUTURE_ANNOTATIONS : 0,
                             flags & KR_COMPILE_TOP_LEVEL_AWAIT, diag, &warnings);
    return krdiag_warn(vm, code ? warnings : NULL, filename) ? code : NULL;
}

static bool watch(void *vm)
{
    return krpoll(vm);
}

bool krsource_begin(KrVm *vm, KrArena *arena, size_t n)
{
    enum { UNITS_PER_BYTE = 16 }; /* what parsing and compiling cost, in the time of instructions */
    krarena_init(arena, &vm->alloc);
    arena->watch = watch;
    arena->watch_user = vm;
    return krcharge(vm, (int64_t)n * UNITS_PER_BYTE);
}

KrCode *krsource_compile(KrVm *vm, const char *text, size_t n, KrStr *filename, KrCompileMode mode, int flags, bool *incomplete)
{
    KrArena arena;
    if (!krsource_begin(vm, &arena, n))
        return NULL;
    KrMod *mod = NULL;
    KrDiag diag = {0};
    KrDiagWarning *warnings = NULL;
    KrParseMode parse_mode = mode == KR_COMPILE_EVAL ? KR_PARSE_EVAL : mode == KR_COMPILE_SINGLE ? KR_PARSE_SINGLE : KR_PARSE_EXEC;
    int parse_flags = (flags & KR_COMPILE_FROM_STRING ? KR_PARSE_FROM_STRING : 0) | (flags & KR_COMPILE_TOP_LEVEL_AWAIT ? KR_PARSE_TOP_LEVEL_AWAIT : 0) |
                      (flags & KR_COMPILE_INTERACTIVE ? KR_PARSE_INTERACTIVE : 0);
    KrCode *code = NULL;
    if (incomplete)
        *incomplete = false;
    bool parsed = krparse_named(&arena, text, n, parse_mode, parse_flags, kruniname_find, &mod, &diag, &warnings) && !vm->exec->pending;
    bool warned = diag.kind == KR_DIAG_INCOMPLETE || vm->exec->pending || krdiag_warn(vm, warnings, filename);
    if (parsed && warned)
        code = compile_tree(vm, &arena, mod, filename, flags, &diag);
    if (!code && !vm->exec->pending) {
        if (incomplete && diag.kind == KR_DIAG_INCOMPLETE)
            *incomplete = true;
        if ((diag.kind == KR_DIAG_NOT_UTF8 || (diag.kind == KR_DIAG_UNICODE && !diag.line)) && flags & KR_COMPILE_SCRIPT)
            raise_undecodable(vm, &diag, filename, text);
        else
            krdiag_raise(vm, &diag, filename);
    }
    krarena_release(&arena);
    return code;
}

/* ---- compile, eval, exec -------------------------------------------------------------------------------------------------------------- */

enum { PYCF_AWAIT = 0x2000, PYCF_ONLY_AST = 0x400, PYCF_INCOMPLETE = 0x4000, PYCF_NESTED = 0x10, PYCF_FUTURES = 0x1FE0000,
       PYCF_OTHERS = 0x9200, /* type comments, what is known of dedents, the optimized tree */
       PYCF_KNOWN = PYCF_AWAIT | PYCF_ONLY_AST | PYCF_INCOMPLETE | PYCF_NESTED | PYCF_FUTURES | PYCF_OTHERS };

static bool source_text(KrVm *vm, KrValue source, const char *what, const char **text, size_t *n, int *flags)
{
    if (kris_str(vm, source)) {
        *text = krstr_data(kras_str(source));
        *n = kras_str(source)->size;
        *flags |= KR_COMPILE_FROM_STRING;
        if (memchr(*text, 0, *n)) {
            krraise(vm, KR_T_SyntaxError, "source code string cannot contain null bytes");
            return false;
        }
        return true;
    }
    const uint8_t *data;
    if (!krbuffer_check(vm, source)) {
        krraise(vm, KR_T_TypeError, "%s arg 1 must be a string, bytes or %scode object", what, "");
        return false;
    }
    if (!krbuffer_get(vm, source, &data, n))
        return false;
    *text = (const char *)data;
    if (memchr(*text, 0, *n)) {
        krraise(vm, KR_T_SyntaxError, "source code string cannot contain null bytes");
        return false;
    }
    return true;
}

static KrStr *file_name(KrVm *vm, KrValue v)
{
    if (kris_str(vm, v))
        return kras_str(v);
    const uint8_t *data;
    size_t n;
    if (krbuffer_check(vm, v))
        return krbuffer_get(vm, v, &data, &n) ? krstr_new(vm, (const char *)data, n) : NULL;
    KrValue path = krcall_dunder(vm, KR_D_fspath, v, NULL, 0);
    if (path == KR_EMPTY)
        krraise(vm, KR_T_TypeError, "expected str, bytes or os.PathLike object, not %T", v);
    return path == KR_EMPTY || path == KR_RAISED ? NULL : file_name(vm, path);
}

/* Whether v is a node: somebody has imported ast then. */
static bool is_tree(KrVm *vm, KrValue v)
{
    KrValue ast = kris_str(vm, v) ? KR_EMPTY : krdict_get_name(vm, vm->modules, KR_NAME(ast));
    KrValue cls = ast == KR_EMPTY ? ast : krobj_lookup(vm, ast, KR_NAME(AST));
    int is = cls == KR_EMPTY || cls == KR_RAISED ? 0 : krobj_isinstance(vm, v, cls);
    krpending_clear(vm);
    return is > 0;
}

/* Trees are ast's business: _compile(source, filename, mode, flags, optimize). */
static KrValue compile_by_ast(KrVm *vm, KrValue *a, KrStr *filename, int64_t flags)
{
    KrValue ast = krmodule_import(vm, "ast");
    KrValue args[5] = {a[0], krvalue(filename), a[2], krsmall(flags), a[5] == KR_EMPTY ? krsmall(-1) : a[5]};
    return ast == KR_RAISED ? ast : krcall_method(vm, ast, KR_NAME(_compile), args, 5);
}

/* What the code that runs has imported from __future__ holds for what it compiles. */
static int64_t inherited_futures(KrVm *vm)
{
    KrFrame *f = krvm_python_frame(vm);
    return f ? f->func->code->flags & KR_CO_FUTURE_ANNOTATIONS : 0;
}

/// builtins.compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)
/// Compile source into a code object that can be executed by exec() or eval().
KR_NATIVE(builtins_compile)
{
    int flags = 0;
    int64_t given = 0, optimize = -1;
    const char *text;
    size_t size;
    KrStr *filename = file_name(vm, a[1]);
    if (!filename || (a[3] != KR_EMPTY && !krobj_as_i64(vm, a[3], &given, true)))
        return KR_RAISED;
    if (!kris_str(vm, a[2]))
        return krraise(vm, KR_T_TypeError, "compile() argument 'mode' must be str, not %T", a[2]);
    int own = a[4] == KR_EMPTY ? 0 : krobj_true(vm, a[4]);
    if (own < 0 || (a[5] != KR_EMPTY && !krobj_as_i64(vm, a[5], &optimize, true)))
        return KR_RAISED;
    if (given & ~(int64_t)PYCF_KNOWN)
        return krraise(vm, KR_T_ValueError, "compile(): unrecognised flags");
    if (optimize < -1 || optimize > 2)
        return krraise(vm, KR_T_ValueError, "compile(): invalid optimize value");
    given |= own ? 0 : inherited_futures(vm);
    KrStr *mode = kras_str(a[2]);
    if (given & PYCF_ONLY_AST || is_tree(vm, a[0]))
        return compile_by_ast(vm, a, filename, given);
    KrCompileMode m = krstr_is(mode, "eval") ? KR_COMPILE_EVAL : krstr_is(mode, "single") ? KR_COMPILE_SINGLE : KR_COMPILE_EXEC;
    if (m == KR_COMPILE_EXEC && !krstr_is(mode, "exec"))
        return krraise(vm, KR_T_ValueError, "compile() mode must be 'exec', 'eval' or 'single'");
    if (!source_text(vm, a[0], "compile()", &text, &size, &flags))
        return KR_RAISED;
    flags |= given & PYCF_AWAIT ? KR_COMPILE_TOP_LEVEL_AWAIT : 0;
    flags |= given & KR_CO_FUTURE_ANNOTATIONS ? KR_COMPILE_FUTURE_ANNOTATIONS : 0;
    flags |= KR_COMPILE_OPTIMIZE * (int)(1 + optimize);
    if (!(given & PYCF_INCOMPLETE))
        return krvalue_or_raised(krsource_compile(vm, text, size, filename, m, flags, NULL));
    bool incomplete;
    KrCode *code = krsource_compile(vm, text, size, filename, m, flags | KR_COMPILE_INTERACTIVE, &incomplete);
    if (code || !incomplete)
        return krvalue_or_raised(code);
    krpending_clear(vm);
    return krraise(vm, KR_T_SyntaxError, "incomplete input");
}

/* The namespaces that code runs in: given, or those of the running frame. */
static bool scopes(KrVm *vm, KrValue *globals, KrValue *locals, const char *what)
{
    bool own_locals = *locals != KR_EMPTY && *locals != KR_NONE;
    if (*globals == KR_EMPTY || *globals == KR_NONE) {
        KrFrame *f = krvm_python_frame(vm);
        if (!f) {
            krraise(vm, KR_T_SystemError, "globals and locals cannot be NULL");
            return false;
        }
        *globals = krvalue(f->func->globals);
        if (!own_locals)
            *locals = krframe_snapshot(vm, f);
    } else if (!own_locals) {
        *locals = *globals;
    }
    if (*locals == KR_RAISED)
        return false;
    if (!kris_kind(vm, *globals, KR_TF_DICT)) {
        krraise(vm, KR_T_TypeError, "%s globals must be a dict, not %T", what, *globals);
        return false;
    }
    if (krdunder(vm, krtype_of(vm, *locals), KR_D_getitem) == KR_EMPTY) {
        krraise(vm, KR_T_TypeError, "%s locals must be a mapping or None, not %T", what, *locals);
        return false;
    }
    KrDict *d = kras_dict(*globals);
    return krdict_get_name(vm, d, KR_NAME(__builtins__)) != KR_EMPTY || krdict_set_name(vm, d, KR_NAME(__builtins__), krvalue(vm->builtins));
}

static bool check_closure(KrVm *vm, const KrCode *code, KrValue closure)
{
    size_t wanted = code->freevars->n;
    if (!wanted) {
        if (closure != KR_NONE)
            krraise(vm, KR_T_TypeError, "cannot use a closure with this code object");
        return closure == KR_NONE;
    }
    bool good = kris_exact(closure, KR_T_tuple) && kras_tuple(closure)->n == wanted;
    for (size_t i = 0; good && i < wanted; i++)
        good = kris_exact(kras_tuple(closure)->at[i], KR_T_cell);
    if (!good)
        krraise(vm, KR_T_TypeError, "code object requires a closure of exactly length %zu", wanted);
    return good;
}

static KrValue run(KrVm *vm, KrValue *a, KrCompileMode mode, const char *what, KrValue closure)
{
    KrValue globals = a[1], locals = a[2];
    if (!scopes(vm, &globals, &locals, what))
        return KR_RAISED;
    KrCode *code;
    if (kris_exact(a[0], KR_T_code)) {
        code = krcode_thaw(vm, (KrCode *)kras_obj(a[0]));
        if (!code)
            return KR_RAISED;
        if (mode == KR_COMPILE_EVAL && code->freevars->n)
            return krraise(vm, KR_T_TypeError, "code object passed to %s may not contain free variables", what);
        if (mode == KR_COMPILE_EXEC && !check_closure(vm, code, closure))
            return KR_RAISED;
    } else if (closure != KR_NONE) {
        return krraise(vm, KR_T_TypeError, "closure can only be used when source is a code object");
    } else {
        const char *text;
        size_t size;
        int flags = inherited_futures(vm) ? KR_COMPILE_FUTURE_ANNOTATIONS : 0;
        if (!source_text(vm, a[0], what, &text, &size, &flags))
            return KR_RAISED;
        if (!krcharge(vm, (int64_t)size / 16))
            return KR_RAISED;
        while (mode == KR_COMPILE_EVAL && size && (*text == ' ' || *text == '\t')) {
            text++;
            size--;
        }
        KrStr *name = krstr_text(vm, "<string>");
        code = name ? krsource_compile(vm, text, size, name, mode, flags, NULL) : NULL;
        if (!code)
            return KR_RAISED;
    }
    return krrun_code(vm, code, kras_dict(globals), locals == globals ? KR_EMPTY : locals, closure == KR_NONE ? NULL : kras_tuple(closure));
}

/// builtins.eval(source, /, globals=None, locals=None)
/// Evaluate the given source in the context of globals and locals.
KR_NATIVE(builtins_eval)
{
    return run(vm, a, KR_COMPILE_EVAL, "eval()", KR_NONE);
}

/// builtins.exec(source, /, globals=None, locals=None, *, closure=None)
/// Execute the given source in the context of globals and locals.
KR_NATIVE(builtins_exec)
{
    KrValue closure = a[3] == KR_EMPTY ? KR_NONE : a[3];
    return run(vm, a, KR_COMPILE_EXEC, "exec()", closure) == KR_RAISED ? KR_RAISED : KR_NONE;
}
