/* SPDX-License-Identifier: MIT
 * str.translate and str.maketrans. */
#include "object/args.h"
#include "object/dict.h"
#include "object/int.h"
#include "object/strcore.h"

#include "base/utf8.h"

/* What the table says of a character: empty if nothing (LookupError). */
static KrValue look_up(KrVm *vm, KrValue table, uint32_t c)
{
    if (kris_exact(table, KR_T_dict))
        return krdict_get(vm, kras_dict(table), krsmall(c));
    KrValue v = krobj_getitem(vm, table, krsmall(c));
    if (v == KR_RAISED && krpending_is(vm, KR_T_LookupError)) {
        krpending_clear(vm);
        return KR_EMPTY;
    }
    return v;
}

static bool add_translated(KrVm *vm, KrBuf *b, KrValue v, uint32_t c)
{
    char text[4];
    if (v == KR_EMPTY) {
        krbuf_add(b, text, krutf8_encode(c, text));
        return true;
    }
    if (v == KR_NONE)
        return true;
    if (kris_str(vm, v)) {
        krbuf_str(b, kras_str(v));
        return true;
    }
    if (!krint_check(vm, v)) {
        krraise(vm, KR_T_TypeError, "character mapping must return integer, None or str");
        return false;
    }
    int64_t code;
    if (!krint_to_i64(v, &code) || code < 0 || code > KR_MAX_CODE_POINT) {
        krraise(vm, KR_T_ValueError, "character mapping must be in range(0x%x)", KR_MAX_CODE_POINT + 1);
        return false;
    }
    krbuf_add(b, text, krutf8_encode((uint32_t)code, text));
    return true;
}

/// str.translate(self, table, /)
/// Replace each character in the string using the given translation table.
KR_NATIVE(str_translate)
{
    KrStr *s = kras_str(a[0]);
    KrBuf b = krbuf_init(&vm->alloc);
    bool exact = kris_exact(a[1], KR_T_dict);
    KrValue seen[128] = {0}; /* what an exact dict said of ASCII characters; KR_RAISED stands for empty */
    for (const char *p = krstr_data(s), *end = p + s->size; p < end;) {
        uint32_t c = krutf8_next(&p);
        KrValue v = exact && c < 128 ? seen[c] : KR_EMPTY;
        if (v == KR_EMPTY) {
            v = look_up(vm, a[1], c);
            if (v == KR_RAISED || !krcharge(vm, 1))
                return krbuf_release(&b), KR_RAISED;
            if (exact && c < 128)
                seen[c] = v == KR_EMPTY ? KR_RAISED : v;
        } else if (v == KR_RAISED) {
            v = KR_EMPTY;
        }
        if (!add_translated(vm, &b, v, c))
            return krbuf_release(&b), KR_RAISED;
    }
    return krcharge(vm, (int64_t)(s->size / 16)) ? krvalue_or_raised(krstr_from_buf(vm, &b))
                                                 : (krbuf_release(&b), KR_RAISED);
}

/* ---- maketrans ------------------------------------------------------------------------------- */

static KrValue from_dict(KrVm *vm, KrValue from)
{
    KrDict *table = krdict_new(vm), *d = kras_dict(from);
    if (!kris_exact(from, KR_T_dict))
        return krraise(vm, KR_T_TypeError, "if you give only one argument to maketrans it must be a dict");
    uint32_t pos = 0;
    KrValue key, value;
    while (table && krdict_next(d, &pos, &key, &value)) {
        if (kris_str(vm, key)) {
            if (kras_str(key)->len != 1)
                return krraise(vm, KR_T_ValueError, "string keys in translate table must be of length 1");
            key = krsmall(krstr_at(kras_str(key), 0));
        } else if (!krint_check(vm, key)) {
            return krraise(vm, KR_T_TypeError, "keys in translate table must be strings or integers");
        }
        if (!krdict_set(vm, table, key, value) || !krcharge(vm, 1))
            return KR_RAISED;
    }
    return krvalue_or_raised(table);
}

static bool map_pairs(KrVm *vm, KrDict *table, KrStr *x, KrStr *y)
{
    const char *p = krstr_data(x), *q = krstr_data(y), *end = p + x->size;
    while (p < end) {
        KrValue key = krsmall(krutf8_next(&p)), value = krsmall(krutf8_next(&q));
        if (!krdict_set(vm, table, key, value) || !krcharge(vm, 1))
            return false;
    }
    return true;
}

static bool map_to_none(KrVm *vm, KrDict *table, KrStr *z)
{
    for (const char *p = krstr_data(z), *end = p + z->size; p < end;)
        if (!krdict_set(vm, table, krsmall(krutf8_next(&p)), KR_NONE) || !krcharge(vm, 1))
            return false;
    return true;
}

/// @staticmethod str.maketrans(x, y=None, z=None, /)
/// Return a translation table usable for str.translate().
KR_NATIVE(str_maketrans)
{
    if (a[1] == KR_EMPTY)
        return from_dict(vm, a[0]);
    if (!kris_str(vm, a[1]))
        return krraise_argument(vm, "maketrans", "argument 2", "str", a[1]);
    if (a[2] != KR_EMPTY && !kris_str(vm, a[2]))
        return krraise_argument(vm, "maketrans", "argument 3", "str", a[2]);
    if (!kris_str(vm, a[0]))
        return krraise(vm, KR_T_TypeError, "first maketrans argument must be a string if there is a second argument");
    if (kras_str(a[0])->len != kras_str(a[1])->len)
        return krraise(vm, KR_T_ValueError, "the first two maketrans arguments must have equal length");
    KrDict *table = krdict_new(vm);
    if (!table || !map_pairs(vm, table, kras_str(a[0]), kras_str(a[1])))
        return KR_RAISED;
    if (a[2] != KR_EMPTY && !map_to_none(vm, table, kras_str(a[2])))
        return KR_RAISED;
    return krvalue(table);
}
