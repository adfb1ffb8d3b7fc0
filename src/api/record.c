/* SPDX-License-Identifier: MIT
 * kr_build(), kr_parse(), kr_callf(): nested values from a short text and C variables, and back. */
#include "api/host.h"

#include "object/dict.h"
#include "object/type.h"

#include <limits.h>
#include <stdarg.h>

enum { MOST_DEPTH = 16, MOST_ITEMS = 64 };

typedef struct Format {
    KrVm *vm;
    const char *at, *whole;
    va_list args;
    uint32_t depth;
    KrValue path[MOST_DEPTH]; /* parsing: keys and indices down to here */
} Format;

static void skip(Format *f)
{
    while (*f->at == ' ' || *f->at == ',' || *f->at == ':')
        f->at++;
}

static KrValue bad_format(Format *f)
{
    return krraise(f->vm, KR_T_SystemError, "this is no format: '%s', at '%s'", f->whole, f->at);
}

static char closing(char open)
{
    return open == '[' ? ']' : open == '(' ? ')' : '}';
}

/* 'text', or NULL with an exception pending. */
static KrStr *literal(Format *f)
{
    const char *start = ++f->at, *end = strchr(start, '\'');
    if (!end)
        return bad_format(f), NULL;
    f->at = end + 1;
    return (KrStr *)krintern_text(f->vm, start, (size_t)(end - start));
}

/* ---- to values -------------------------------------------------------------------------------------------------------- */

static KrValue build(Format *f);

static KrValue build_text(Format *f, bool bytes)
{
    const char *text = va_arg(f->args, const char *);
    bool sized = f->at[0] == '#';
    f->at += sized;
    size_t n = sized ? va_arg(f->args, size_t) : text ? strlen(text) : 0;
    if (!text && !n && !sized)
        return KR_NONE;
    if (bytes)
        return krvalue_or_raised(krbytes_new(f->vm, n ? text : "", n));
    return kr_str((kr_vm *)f->vm, n ? text : "", n).bits;
}

static KrValue build_dict(Format *f)
{
    KrDict *d = krdict_new(f->vm);
    for (skip(f); d && *f->at != '}'; skip(f)) {
        KrValue key = build(f);
        skip(f);
        KrValue v = key == KR_RAISED ? key : build(f);
        if (v == KR_RAISED || !krdict_set(f->vm, d, key, v))
            return KR_RAISED;
    }
    f->at++;
    return krvalue_or_raised(d);
}

static KrValue build_items(Format *f, char end)
{
    KrList *l = krlist_new(f->vm, NULL, 0);
    for (skip(f); l && *f->at != end; skip(f)) {
        KrValue v = build(f);
        if (v == KR_RAISED || !krlist_append(f->vm, l, v))
            return KR_RAISED;
    }
    if (!l)
        return KR_RAISED;
    f->at += *f->at != '\0';
    return end == ']' ? krvalue(l) : krvalue_or_raised(krtuple_new(f->vm, l->n ? l->items->at : NULL, l->n));
}

static KrValue build_nested(Format *f, char open)
{
    if (f->depth == MOST_DEPTH)
        return bad_format(f);
    f->depth++;
    KrValue v = open == '{' ? build_dict(f) : build_items(f, closing(open));
    f->depth--;
    return v;
}

static KrValue build(Format *f)
{
    char c = *f->at;
    if (c == '\'')
        return krvalue_or_raised(literal(f));
    f->at += c != '\0';
    switch (c) {
    case 'i': return krsmall(va_arg(f->args, int));
    case 'I': return krint_from(f->vm, va_arg(f->args, int64_t));
    case 'b': return krbool(va_arg(f->args, int));
    case 'd': return krdouble(va_arg(f->args, double));
    case 's': return build_text(f, false);
    case 'y': return build_text(f, true);
    case 'N': return KR_NONE;
    case 'O': {
        kr_value v = va_arg(f->args, kr_value);
        return krgiven(f->vm, v) ? v.bits : KR_RAISED;
    }
    case '[': case '(': case '{': return build_nested(f, c);
    default: f->at -= c != '\0'; return bad_format(f);
    }
}

static Format begin(KrVm *vm, const char *format)
{
    return (Format){.vm = vm, .at = format, .whole = format};
}

kr_value kr_build(kr_vm *host, const char *format, ...)
{
    KR_ENTER(vm, host, KR_ERROR);
    Format f = begin(vm, format);
    va_start(f.args, format);
    skip(&f);
    KrValue v = build(&f);
    skip(&f);
    va_end(f.args);
    return (kr_value){v != KR_RAISED && *f.at ? bad_format(&f) : v};
}

/* NAME= in front of a keyword argument, or NULL. */
static const KrStr *keyword(Format *f, bool *failed)
{
    size_t n = 0;
    while ((f->at[n] | 32) >= 'a' && (f->at[n] | 32) <= 'z')
        n++;
    while (n && (f->at[n] == '_' || (f->at[n] >= '0' && f->at[n] <= '9') || ((f->at[n] | 32) >= 'a' && (f->at[n] | 32) <= 'z')))
        n++;
    if (!n || f->at[n] != '=')
        return NULL;
    const KrStr *name = krintern_text(f->vm, f->at, n);
    f->at += n + 1;
    *failed = !name;
    return name;
}

static kr_value call_built(Format *f, KrValue fn)
{
    KrValue args[MOST_ITEMS], names[MOST_ITEMS];
    uint32_t n = 0, nkw = 0;
    for (skip(f); *f->at; skip(f)) {
        bool failed = false;
        const KrStr *name = keyword(f, &failed);
        if (n == MOST_ITEMS || (!name && nkw))
            return (kr_value){failed ? KR_RAISED : bad_format(f)};
        if (name)
            names[nkw++] = krvalue(name);
        KrValue v = failed ? KR_RAISED : build(f);
        if (v == KR_RAISED)
            return KR_ERROR;
        args[n++] = v;
    }
    KrTuple *kw = nkw ? krtuple_new(f->vm, names, nkw) : NULL;
    return nkw && !kw ? KR_ERROR : krhost_call(f->vm, fn, args, n, kw);
}

kr_value kr_callf(kr_vm *host, kr_value fn, const char *format, ...)
{
    KR_ENTER(vm, host, KR_ERROR);
    Format f = begin(vm, format);
    va_start(f.args, format);
    kr_value v = krgiven(f.vm, fn) ? call_built(&f, fn.bits) : KR_ERROR;
    va_end(f.args);
    return v;
}

/* ---- to C variables ----------------------------------------------------------------------------------------------------- */

/* `v` empty: an optional item that is not there; its variables stay as they are. */
static bool parse(Format *f, KrValue v);

/* "TypeError: ['points'][2]: expected float, not str" */
static bool wrong(Format *f, KrTypeNumber type, const char *expected, KrValue v)
{
    KrBuf path = krbuf_init(&f->vm->alloc);
    for (uint32_t i = 0; i < f->depth; i++) {
        KrValue key = krobj_repr(f->vm, f->path[i]);
        if (key == KR_RAISED) {
            krbuf_release(&path);
            return false;
        }
        krbuf_char(&path, '[');
        krbuf_str(&path, kras_str(key));
        krbuf_char(&path, ']');
    }
    krbuf_text(&path, f->depth ? ": " : "");
    krbuf_char(&path, '\0');
    if (path.failed)
        krraise_memory(f->vm);
    else if (v == KR_EMPTY)
        krraise(f->vm, type, "%s%s", path.data, expected);
    else
        krraise(f->vm, type, "%sexpected %s, not %T", path.data, expected, v);
    krbuf_release(&path);
    return false;
}

/* After a conversion failed: TypeError and OverflowError are told with the path, others go on. */
static bool failed(Format *f, const char *expected, KrValue v)
{
    if (krpending_is(f->vm, KR_T_OverflowError)) {
        krpending_clear(f->vm);
        return wrong(f, KR_T_OverflowError, "the int is too large", KR_EMPTY);
    }
    if (!krpending_is(f->vm, KR_T_TypeError))
        return false;
    krpending_clear(f->vm);
    return wrong(f, KR_T_TypeError, expected, v);
}

static bool parse_int(Format *f, KrValue v, bool wide)
{
    void *to = va_arg(f->args, void *);
    int64_t i;
    if (v == KR_EMPTY)
        return true;
    if (!krint_check(f->vm, v))
        return wrong(f, KR_T_TypeError, "int", v);
    if (!krobj_as_i64(f->vm, v, &i, false))
        return failed(f, "int", v);
    if (!wide && (i < INT_MIN || i > INT_MAX))
        return wrong(f, KR_T_OverflowError, "the int is too large", KR_EMPTY);
    if (wide)
        *(int64_t *)to = i;
    else
        *(int *)to = (int)i;
    return true;
}

static bool parse_simple(Format *f, KrValue v, char c)
{
    void *to = va_arg(f->args, void *);
    kr_value given = {v};
    if (v == KR_EMPTY)
        return true;
    if (c == 'O')
        *(kr_value *)to = given;
    else if (c == 'b' && !kris_bool(v))
        return wrong(f, KR_T_TypeError, "bool", v);
    else if (c == 'b')
        *(bool *)to = v == KR_TRUE;
    else if (!krint_check(f->vm, v) && !kris_kind(f->vm, v, KR_TF_FLOAT))
        return wrong(f, KR_T_TypeError, "float", v);
    else
        return kr_as_float((kr_vm *)f->vm, given, to) || failed(f, "float", v);
    return true;
}

static bool parse_text(Format *f, KrValue v, bool bytes)
{
    const void **to = va_arg(f->args, const void **);
    bool sized = f->at[0] == '#';
    f->at += sized;
    size_t n, *size = sized ? va_arg(f->args, size_t *) : &n;
    if (v == KR_EMPTY)
        return true;
    if (!bytes && !kris_str(f->vm, v))
        return wrong(f, KR_T_TypeError, "str", v);
    const void *data = bytes ? kr_as_bytes((kr_vm *)f->vm, (kr_value){v}, size) : kr_utf8((kr_vm *)f->vm, (kr_value){v}, size);
    if (!data)
        return failed(f, bytes ? "bytes" : "str", v);
    if (!sized && strlen(data) != *size && !bytes)
        return wrong(f, KR_T_ValueError, "embedded null character", KR_EMPTY);
    *to = data;
    return true;
}

static bool parse_dict(Format *f, KrValue v)
{
    if (v != KR_EMPTY && !kris_kind(f->vm, v, KR_TF_DICT))
        return wrong(f, KR_T_TypeError, "dict", v);
    for (skip(f); *f->at != '}'; skip(f)) {
        KrStr *key = *f->at == '\'' ? literal(f) : (bad_format(f), NULL);
        KrValue item = KR_EMPTY;
        if (!key)
            return false;
        skip(f);
        f->path[f->depth - 1] = krvalue(key);
        if (v != KR_EMPTY)
            item = krdict_get_name(f->vm, kras_dict(v), key);
        if (item == KR_RAISED || (v != KR_EMPTY && item == KR_EMPTY && *f->at != '?' && !wrong(f, KR_T_TypeError, "missing", KR_EMPTY)))
            return false;
        if (!parse(f, item))
            return false;
    }
    f->at++;
    return true;
}

/* The items of a list or tuple; NULL after an exception, or where there is nothing. */
static const KrValue *items_of(Format *f, KrValue v, char end, size_t *n)
{
    *n = 0;
    if (v == KR_EMPTY)
        return NULL;
    if (kris_kind(f->vm, v, KR_TF_LIST)) {
        *n = kras_list(v)->n;
        return *n ? kras_list(v)->items->at : &f->path[0];
    }
    if (kris_kind(f->vm, v, KR_TF_TUPLE)) {
        *n = kras_tuple(v)->n;
        return kras_tuple(v)->at;
    }
    f->depth--;
    wrong(f, KR_T_TypeError, end == ']' ? "list" : "tuple", v);
    f->depth++;
    return NULL;
}

static bool parse_items(Format *f, KrValue v, char end)
{
    size_t n, i = 0;
    const KrValue *items = items_of(f, v, end, &n);
    if (!items && v != KR_EMPTY)
        return false;
    for (skip(f); *f->at != end; skip(f), i++) {
        f->path[f->depth - 1] = krsmall((int64_t)i);
        if (v != KR_EMPTY && i >= n && *f->at != '?')
            return wrong(f, KR_T_TypeError, "missing", KR_EMPTY);
        if (!parse(f, i < n ? items[i] : KR_EMPTY))
            return false;
    }
    f->path[f->depth - 1] = krsmall((int64_t)i);
    if (i < n)
        return wrong(f, KR_T_TypeError, "one item too many", KR_EMPTY);
    f->at++;
    return true;
}

static bool parse_nested(Format *f, KrValue v, char open)
{
    if (f->depth == MOST_DEPTH)
        return bad_format(f), false;
    if (open == '{' && v != KR_EMPTY && !kris_kind(f->vm, v, KR_TF_DICT))
        return wrong(f, KR_T_TypeError, "dict", v);
    f->path[f->depth++] = KR_NONE;
    bool ok = open == '{' ? parse_dict(f, v) : parse_items(f, v, closing(open));
    f->depth--;
    return ok;
}

static bool parse(Format *f, KrValue v)
{
    bool optional = *f->at == '?';
    f->at += optional;
    if (optional && v == KR_NONE)
        v = KR_EMPTY;
    char c = *f->at;
    f->at += c != '\0';
    switch (c) {
    case 'i': case 'I': return parse_int(f, v, c == 'I');
    case 'b': case 'd': case 'O': return parse_simple(f, v, c);
    case 's': case 'y': return parse_text(f, v, c == 'y');
    case '[': case '(': case '{': return parse_nested(f, v, c);
    default: f->at -= c != '\0'; return bad_format(f), false;
    }
}

bool kr_parse(kr_vm *host, kr_value v, const char *format, ...)
{
    KR_ENTER(vm, host, false);
    Format f = begin(vm, format);
    if (!krgiven(f.vm, v))
        return false;
    va_start(f.args, format);
    skip(&f);
    bool ok = parse(&f, v.bits);
    skip(&f);
    va_end(f.args);
    return ok && (!*f.at || (bad_format(&f), false));
}
