/* SPDX-License-Identifier: MIT
 * The module _ast: source text to nodes of the classes of ast, and nodes to code. */
#include "modules/ast.h"

#include "compile/compile.h"
#include "syntax/parser.h"

#include "base/uniname.h"

/// module _ast
/// What ast has in C: parsing, compiling, and the table of nodes.

/* ---- the table --------------------------------------------------------------------------------------------------------------- */

static KrValue field_row(KrVm *vm, const KrAstField *f)
{
    bool builtin = f->type < TYPE_mod;
    static const char *const builtins[] = {"identifier", "string", "int", "constant"};
    KrStr *name = krstr_text(vm, f->name), *type = name ? krstr_text(vm, builtin ? builtins[f->type] : krast_types[f->type].name) : NULL;
    return type ? krvalue_or_raised(krtuple_of(vm, 4, krvalue(name), krvalue(type), krbool(f->is_seq), krbool(f->is_optional))) : KR_RAISED;
}

static KrValue node_row(KrVm *vm, const KrAstNode *node)
{
    KrTuple *fields = krtuple_new(vm, NULL, node->count);
    for (int i = 0; fields && i < node->count; i++) {
        KrValue row = field_row(vm, &krast_fields[node->first + i]);
        KR_TRY(row);
        krstore(vm, fields, &fields->at[i], row);
    }
    KrStr *name = fields ? krstr_text(vm, node->name) : NULL;
    return name ? krvalue_or_raised(krtuple_of(vm, 2, krvalue(name), krvalue(fields))) : KR_RAISED;
}

/// _ast.types()
/// Return a list of (name, is a sum, has positions, [(class name, fields)]), a field being (name, type, is a list, is optional).
KR_NATIVE(_ast_types)
{
    KrList *types = krlist_with_capacity(vm, TYPE_COUNT);
    for (int t = TYPE_mod; types && t < TYPE_COUNT; t++) {
        const KrAstType *type = &krast_types[t];
        KrTuple *nodes = krtuple_new(vm, NULL, type->nnodes);
        for (int i = 0; nodes && i < type->nnodes; i++) {
            KrValue row = node_row(vm, &type->nodes[i]);
            KR_TRY(row);
            krstore(vm, nodes, &nodes->at[i], row);
        }
        KrStr *name = nodes ? krstr_text(vm, type->name) : NULL;
        KrTuple *row = name ? krtuple_of(vm, 4, krvalue(name), krbool(type->sort != AST_PRODUCT), krbool(type->positions >= 0), krvalue(nodes))
                            : NULL;
        if (!row || !krlist_append(vm, types, krvalue(row)))
            return KR_RAISED;
    }
    return krvalue_or_raised(types);
}

/* ---- text to nodes ------------------------------------------------------------------------------------------------------------ */

static bool parse_mode(KrVm *vm, KrValue mode, KrParseMode *out)
{
    static const char *const names[] = {"exec", "eval", "single", "func_type"};
    static const KrParseMode modes[] = {KR_PARSE_EXEC, KR_PARSE_EVAL, KR_PARSE_SINGLE, KR_PARSE_FUNC_TYPE};
    for (uint32_t i = 0; i < KR_COUNT(modes) && kris_str(vm, mode); i++)
        if (krstr_is(kras_str(mode), names[i])) {
            *out = modes[i];
            return true;
        }
    krraise(vm, KR_T_ValueError, "compile() mode must be 'exec', 'eval', 'single' or 'func_type'");
    return false;
}

static const char *source_text(KrVm *vm, KrValue source, size_t *n, int *flags)
{
    const uint8_t *data;
    if (kris_str(vm, source)) {
        *n = kras_str(source)->size;
        *flags |= KR_PARSE_FROM_STRING;
        data = (const uint8_t *)krstr_data(kras_str(source));
    } else if (!krbuffer_check(vm, source)) {
        return krraise(vm, KR_T_TypeError, "compile() arg 1 must be a string, bytes or AST object"), NULL;
    } else if (!krbuffer_get(vm, source, &data, n)) {
        return NULL;
    }
    if (memchr(data, 0, *n))
        return krraise(vm, KR_T_SyntaxError, "source code string cannot contain null bytes"), NULL;
    return (const char *)data;
}

/// _ast.parse(source, filename, mode, classes, type_comments=False, /)
/// Return the tree of source text.
KR_NATIVE(_ast_parse)
{
    KrParseMode mode;
    size_t size;
    KrDiag diag = {0};
    KrMod *mod = NULL;
    KrDiagWarning *warnings = NULL;
    int type_comments = a[4] == KR_EMPTY ? 0 : krobj_true(vm, a[4]), flags = type_comments > 0 ? KR_PARSE_TYPE_COMMENTS : 0;
    if (type_comments < 0 || !parse_mode(vm, a[2], &mode))
        return KR_RAISED;
    if (!kris_str(vm, a[1]) || !kris_exact(a[3], KR_T_dict))
        return krraise(vm, KR_T_TypeError, "filename must be a str and classes a dict");
    const char *text = source_text(vm, a[0], &size, &flags);
    if (!text)
        return KR_RAISED;
    KrArena arena;
    if (!krsource_begin(vm, &arena, size))
        return KR_RAISED;
    KrValue tree = KR_RAISED;
    if (krparse_named(&arena, text, size, mode, flags, kruniname_find, &mod, &diag, &warnings) && !vm->exec->pending && krdiag_warn(vm, warnings, kras_str(a[1])))
        tree = krast_to_python(vm, kras_dict(a[3]), TYPE_mod, mod);
    else if (!vm->exec->pending)
        krdiag_raise(vm, &diag, kras_str(a[1]));
    krarena_release(&arena);
    return tree;
}

/* ---- nodes to code ------------------------------------------------------------------------------------------------------------ */

/// _ast.compile(tree, filename, mode, flags=0, optimize=-1, /)
/// Return the code of a tree.
KR_NATIVE(_ast_compile)
{
    enum { AWAIT = 0x2000 };
    int64_t given = 0, optimize = -1;
    if (!kris_str(vm, a[1]) || (a[3] != KR_EMPTY && !krobj_as_i64(vm, a[3], &given, true)) ||
        (a[4] != KR_EMPTY && !krobj_as_i64(vm, a[4], &optimize, true)))
        return vm->exec->pending ? KR_RAISED : krraise(vm, KR_T_TypeError, "filename must be a str");
    KrArena arena;
    if (!krsource_begin(vm, &arena, 0))
        return KR_RAISED;
    KrDiag diag = {0};
    KrDiagWarning *warnings = NULL;
    KrCode *code = NULL;
    KrMod *mod = krast_from_python(vm, &arena, a[0]);
    int level = optimize < 0 ? vm->optimize : optimize > 2 ? 2 : (int)optimize;
    if (mod)
        code = krcompile(vm, &arena, mod, kras_str(a[1]), level, (uint32_t)given & KR_CO_FUTURE_ANNOTATIONS, given & AWAIT, &diag, &warnings);
    if (!krdiag_warn(vm, code ? warnings : NULL, kras_str(a[1])))
        code = NULL;
    if (!code && !vm->exec->pending)
        krdiag_raise(vm, &diag, kras_str(a[1]));
    krarena_release(&arena);
    return krvalue_or_raised(code);
}
