/* SPDX-License-Identifier: MIT
 * The module _json: writing. */
#include "modules/json.h"

#include "base/dtoa.h"
#include "base/utf8.h"
#include "object/error.h"
#include "object/iter.h"

/* ---- strings ------------------------------------------------------------------------------------------------ */

/* What the byte needs: 0 nothing, 'u' six characters, or the letter behind a backslash. */
static char escape_of(unsigned char c)
{
    switch (c) {
    case '"':
    case '\\':
        return (char)c;
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return c < 0x20 ? 'u' : 0;
    }
}

static void add_hex4(KrBuf *b, uint32_t c)
{
    static const char digits[] = "0123456789abcdef";
    char text[6] = {'\\', 'u', digits[c >> 12 & 15], digits[c >> 8 & 15], digits[c >> 4 & 15], digits[c & 15]};
    krbuf_add(b, text, sizeof text);
}

static void add_code_point(KrBuf *b, uint32_t c)
{
    if (c >= 0x10000) {
        add_hex4(b, 0xD800 | (c - 0x10000) >> 10);
        add_hex4(b, 0xDC00 | (c & 0x3FF));
    } else {
        add_hex4(b, c);
    }
}

void krjson_quote(KrBuf *b, const KrStr *s, bool ascii)
{
    const char *p = krstr_data(s), *end = p + s->size, *plain = p;
    krbuf_char(b, '"');
    while (p < end) {
        unsigned char c = (unsigned char)*p;
        char escape = escape_of(c);
        if (KR_LIKELY(!escape && (c < 0x7F || !ascii))) {
            p++;
            continue;
        }
        krbuf_add(b, plain, (size_t)(p - plain));
        if (c >= 0x7F || escape == 'u') {
            add_code_point(b, krutf8_next(&p));
        } else {
            char text[2] = {'\\', escape};
            krbuf_add(b, text, 2);
            p++;
        }
        plain = p;
    }
    krbuf_add(b, plain, (size_t)(p - plain));
    krbuf_char(b, '"');
}

static KrValue quoted(KrVm *vm, KrValue v, bool ascii)
{
    if (!kris_str(vm, v))
        return krraise(vm, KR_T_TypeError, "first argument must be a string, not %T", v);
    KrBuf b = krbuf_init(&vm->alloc);
    krjson_quote(&b, kras_str(v), ascii);
    if (!krcharge(vm, (int64_t)(kras_str(v)->size / 64)))
        return krbuf_release(&b), KR_RAISED;
    return krvalue_or_raised(krstr_from_buf(vm, &b));
}

/// _json.encode_basestring(string, /)
/// Return a JSON representation of a Python string
KR_NATIVE(_json_encode_basestring)
{
    return quoted(vm, a[0], false);
}

/// _json.encode_basestring_ascii(string, /)
/// Return an ASCII-only JSON representation of a Python string
KR_NATIVE(_json_encode_basestring_ascii)
{
    return quoted(vm, a[0], true);
}

/* ---- values -------------------------------------------------------------------------------------------------- */

/* A container that is being written, and those around it. */
typedef struct Inside {
    const struct Inside *around;
    KrValue container;
} Inside;

typedef struct Writer {
    KrVm *vm;
    const KrJsonEncoder *e;
    KrBuf out;
} Writer;

static bool write_value(Writer *w, KrValue v, int64_t level, const Inside *around);

static bool write_string(Writer *w, KrValue v)
{
    KrVm *vm = w->vm;
    if (w->e->strings != KR_JSON_CALL) {
        krjson_quote(&w->out, kras_str(v), w->e->strings == KR_JSON_ASCII);
        return krcharge(vm, (int64_t)(kras_str(v)->size / 64));
    }
    KrValue text = krcall(vm, w->e->encoder, &v, 1);
    if (text == KR_RAISED)
        return false;
    if (!kris_str(vm, text))
        return krraise(vm, KR_T_TypeError, "encoder() must return a string, not %T", text), false;
    krbuf_str(&w->out, kras_str(text));
    return true;
}

static bool write_float(Writer *w, KrValue v)
{
    double d = krfloat_value(v);
    if (d - d == 0) {
        char text[KR_REPR_SIZE];
        krbuf_add(&w->out, text, krdtoa_repr(d, text));
        return true;
    }
    if (!w->e->allow_nan) {
        KrValue shown = krfloat_repr(w->vm, d);
        return shown != KR_RAISED && (krraise(w->vm, KR_T_ValueError, "Out of range float values are not JSON compliant: %S", shown), false);
    }
    krbuf_text(&w->out, d != d ? "NaN" : d > 0 ? "Infinity" : "-Infinity");
    return true;
}

static bool write_int(Writer *w, KrValue v)
{
    if (kris_int(v)) {
        krbuf_printf(&w->out, "%lld", (long long)kras_int(v));
        return true;
    }
    KrValue text = krint_to_str(w->vm, v, 10);
    if (text == KR_RAISED)
        return false;
    krbuf_str(&w->out, kras_str(text));
    return true;
}

/* 1: written; 0: it is no scalar; -1: error. */
static int write_scalar(Writer *w, KrValue v)
{
    KrVm *vm = w->vm;
    if (kris_str(vm, v))
        return write_string(w, v) ? 1 : -1;
    if (v == KR_NONE || v == KR_TRUE || v == KR_FALSE) {
        krbuf_text(&w->out, v == KR_NONE ? "null" : v == KR_TRUE ? "true" : "false");
        return 1;
    }
    if (krint_check(vm, v))
        return write_int(w, v) ? 1 : -1;
    if (krfloat_check(vm, v))
        return write_float(w, v) ? 1 : -1;
    return 0;
}

static bool is_circular(Writer *w, const Inside *around, KrValue v)
{
    if (w->e->markers == KR_NONE)
        return false;
    for (; around; around = around->around)
        if (around->container == v)
            return krraise(w->vm, KR_T_ValueError, "Circular reference detected"), true;
    return false;
}

static void new_line(Writer *w, int64_t level)
{
    if (w->e->indent == KR_NONE)
        return;
    krbuf_char(&w->out, '\n');
    for (; level > 0; level--)
        krbuf_str(&w->out, kras_str(w->e->indent));
}

static bool write_list(Writer *w, KrValue v, int64_t level, const Inside *around)
{
    KrVm *vm = w->vm;
    const KrValue *items;
    size_t n;
    KrValue keep;
    if (!krseq_items(vm, v, &items, &n, &keep))
        return false;
    if (!n)
        return krbuf_text(&w->out, "[]"), true;
    Inside inside = {around, v};
    if (is_circular(w, around, v))
        return false;
    krbuf_char(&w->out, '[');
    for (size_t i = 0; i < n; i++) {
        if (i)
            krbuf_str(&w->out, kras_str(w->e->item_separator));
        new_line(w, level + 1);
        if (!write_value(w, items[i], level + 1, &inside))
            return krexc_add_note(vm, "when serializing %T item %zu", v, i), false;
        /* `default` may have changed the list. */
        if (kris_ptr(items[i]) && !krseq_items(vm, v, &items, &n, &keep))
            return false;
    }
    new_line(w, level);
    krbuf_char(&w->out, ']');
    return true;
}

/* 1: written with its quotes; 0: to be left out; -1: error. */
static int write_key(Writer *w, KrValue key)
{
    KrVm *vm = w->vm;
    if (kris_str(vm, key))
        return write_string(w, key) ? 1 : -1;
    if (key != KR_NONE && !krint_check(vm, key) && !krfloat_check(vm, key)) {
        if (w->e->skip_keys)
            return 0;
        krraise(vm, KR_T_TypeError, "keys must be str, int, float, bool or None, not %T", key);
        return -1;
    }
    if (w->e->strings != KR_JSON_CALL) {
        krbuf_char(&w->out, '"');
        int done = write_scalar(w, key);
        krbuf_char(&w->out, '"');
        return done;
    }
    Writer plain = {vm, w->e, krbuf_init(&vm->alloc)};
    if (write_scalar(&plain, key) < 0)
        return krbuf_release(&plain.out), -1;
    KrStr *text = krstr_from_buf(vm, &plain.out);
    return text && write_string(w, krvalue(text)) ? 1 : -1;
}

/* One member; *any tells whether there was one before. */
static bool write_member(Writer *w, KrValue key, KrValue v, int64_t level, const Inside *inside, bool *any)
{
    size_t before = w->out.len;
    if (*any)
        krbuf_str(&w->out, kras_str(w->e->item_separator));
    new_line(w, level + 1);
    int written = write_key(w, key);
    if (written <= 0) {
        w->out.len = before;
        return written == 0;
    }
    *any = true;
    krbuf_str(&w->out, kras_str(w->e->key_separator));
    if (!write_value(w, v, level + 1, inside)) {
        krexc_add_note(w->vm, "when serializing %T item %R", inside->container, key);
        return false;
    }
    return true;
}

static bool write_pairs(Writer *w, KrValue v, int64_t level, const Inside *inside, bool *any)
{
    KrVm *vm = w->vm;
    KrValue view = krcall_method(vm, v, KR_NAME(items), NULL, 0);
    KrList *pairs = view == KR_RAISED ? NULL : krlist_new(vm, NULL, 0);
    if (!pairs || !krlist_extend(vm, pairs, view) || (w->e->sort_keys && !krlist_sort(vm, pairs, KR_EMPTY, false)))
        return false;
    for (size_t i = 0; i < pairs->n; i++) {
        KrValue pair = pairs->items->at[i];
        if (!kris_kind(vm, pair, KR_TF_TUPLE) || kras_tuple(pair)->n != 2)
            return krraise(vm, KR_T_ValueError, "items must return 2-tuples"), false;
        if (!write_member(w, kras_tuple(pair)->at[0], kras_tuple(pair)->at[1], level, inside, any))
            return false;
    }
    return true;
}

static bool write_dict(Writer *w, KrValue v, int64_t level, const Inside *around)
{
    KrVm *vm = w->vm;
    KrDict *d = kras_dict(v);
    Inside inside = {around, v};
    bool any = false;
    if (!d->live)
        return krbuf_text(&w->out, "{}"), true;
    if (is_circular(w, around, v))
        return false;
    krbuf_char(&w->out, '{');
    if (kris_exact(v, KR_T_dict) && !w->e->sort_keys) {
        KrValue key, value;
        for (uint32_t pos = 0; krdict_next(d, &pos, &key, &value);)
            if (!krcharge(vm, 1) || !write_member(w, key, value, level, &inside, &any))
                return false;
    } else if (!write_pairs(w, v, level, &inside, &any)) {
        return false;
    }
    if (any)
        new_line(w, level);
    krbuf_char(&w->out, '}');
    return true;
}

static bool write_other(Writer *w, KrValue v, int64_t level, const Inside *around)
{
    KrVm *vm = w->vm;
    Inside inside = {around, v};
    if (is_circular(w, around, v))
        return false;
    KrValue other = krcall(vm, w->e->fallback, &v, 1);
    if (other == KR_RAISED)
        return false;
    if (!write_value(w, other, level, &inside))
        return krexc_add_note(vm, "when serializing %T object", v), false;
    return true;
}

static bool write_value(Writer *w, KrValue v, int64_t level, const Inside *around)
{
    KrVm *vm = w->vm;
    if (!krcharge(vm, 1))
        return false;
    int scalar = write_scalar(w, v);
    if (scalar)
        return scalar > 0;
    if (!krstack_check(vm, " while encoding a JSON object"))
        return false;
    if (kris_kind(vm, v, KR_TF_LIST | KR_TF_TUPLE))
        return write_list(w, v, level, around);
    if (kris_kind(vm, v, KR_TF_DICT))
        return write_dict(w, v, level, around);
    return write_other(w, v, level, around);
}

/* ---- the class ------------------------------------------------------------------------------------------------- */

static bool check_arguments(KrVm *vm, KrValue *a)
{
    if (a[1] != KR_NONE && !kris_kind(vm, a[1], KR_TF_DICT))
        return krraise(vm, KR_T_TypeError, "make_encoder() argument 1 must be dict or None, not %T", a[1]), false;
    for (int i = 5; i <= 6; i++)
        if (!kris_str(vm, a[i]))
            return krraise(vm, KR_T_TypeError, "make_encoder() argument %d must be str, not %T", i, a[i]), false;
    if (a[4] != KR_NONE && !kris_str(vm, a[4]))
        return krraise(vm, KR_T_TypeError, "make_encoder() argument 4 must be str or None, not %T", a[4]), false;
    return true;
}

static bool is_native(KrValue v, KrNative fn)
{
    return kris_exact(v, KR_T_builtin_function_or_method) && ((const KrMember *)kras_obj(v))->h.flags & KR_F_CONST &&
           ((const KrMember *)kras_obj(v))->fn == fn;
}

/// class JsonEncoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)
/// Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)

/// JsonEncoder.__new__(cls, markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)
KR_NATIVE(JsonEncoder___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_JsonEncoder) || !check_arguments(vm, a))
        return KR_RAISED;
    int sort_keys = krobj_true(vm, a[7]), skip_keys = krobj_true(vm, a[8]), allow_nan = krobj_true(vm, a[9]);
    if (sort_keys < 0 || skip_keys < 0 || allow_nan < 0)
        return KR_RAISED;
    KrJsonEncoder *e = krobj_new(vm, kras_type(a[0]));
    if (!e)
        return KR_RAISED;
    krstore_all(vm, e, &e->markers, a + 1, 6);
    e->strings = is_native(a[3], krn__json_encode_basestring_ascii) ? KR_JSON_ASCII
                 : is_native(a[3], krn__json_encode_basestring)     ? KR_JSON_UNICODE
                                                                    : KR_JSON_CALL;
    e->sort_keys = sort_keys;
    e->skip_keys = skip_keys;
    e->allow_nan = allow_nan;
    return krvalue(e);
}

/// JsonEncoder.__call__(self, /, obj, _current_indent_level)
/// The text of an object, as a tuple of pieces.
KR_NATIVE(JsonEncoder___call__)
{
    int64_t level;
    if (!krobj_as_i64(vm, a[2], &level, false))
        return KR_RAISED;
    Writer w = {vm, (const KrJsonEncoder *)kras_obj(a[0]), krbuf_init(&vm->alloc)};
    if (!write_value(&w, a[1], level, NULL))
        return krbuf_release(&w.out), KR_RAISED;
    KrStr *text = krstr_from_buf(vm, &w.out);
    return text ? krvalue_or_raised(krtuple_of(vm, 1, krvalue(text))) : KR_RAISED;
}
