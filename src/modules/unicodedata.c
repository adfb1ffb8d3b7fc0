/* SPDX-License-Identifier: MIT
 * The module _unicodedata: what utf8proc knows about characters, for the module unicodedata. */
#include "modules/modules.h"

#include "object/iter.h"
#include "object/unichar.h"

#include "base/uniname.h"
#include "base/utf8.h"

#include <utf8proc.h>

/// module _unicodedata
/// The Unicode character database, for the module unicodedata.

/* The one character of an argument; false with TypeError. */
static bool one_char(KrVm *vm, const char *function, KrValue v, uint32_t *c)
{
    if (!kris_str(vm, v) || kras_str(v)->len != 1) {
        krraise(vm, KR_T_TypeError, "%s() argument must be a unicode character, not %T", function, v);
        return false;
    }
    const char *p = krstr_data(kras_str(v));
    *c = krutf8_next(&p);
    return true;
}

static const utf8proc_property_t *property(uint32_t c)
{
    return utf8proc_get_property((utf8proc_int32_t)c);
}

static KrValue text(KrVm *vm, const char *s)
{
    return krvalue_or_raised(krstr_text(vm, s));
}

/// _unicodedata.category(chr, /)
/// Returns the general category assigned to the character chr as string.
KR_NATIVE(_unicodedata_category)
{
    uint32_t c;
    return one_char(vm, "category", a[0], &c) ? text(vm, utf8proc_category_string((utf8proc_int32_t)c)) : KR_RAISED;
}

/// _unicodedata.combining(chr, /)
/// Returns the canonical combining class assigned to the character chr as integer.
KR_NATIVE(_unicodedata_combining)
{
    uint32_t c;
    return one_char(vm, "combining", a[0], &c) ? krsmall(property(c)->combining_class) : KR_RAISED;
}

/// _unicodedata.mirrored(chr, /)
/// Returns the mirrored property assigned to the character chr as integer.
KR_NATIVE(_unicodedata_mirrored)
{
    uint32_t c;
    return one_char(vm, "mirrored", a[0], &c) ? krsmall(property(c)->bidi_mirrored) : KR_RAISED;
}

/// _unicodedata.bidirectional(chr, /)
/// Returns the bidirectional class assigned to the character chr as string.
KR_NATIVE(_unicodedata_bidirectional)
{
    static const char names[][4] = {"", "L", "LRE", "LRO", "R", "AL", "RLE", "RLO", "PDF", "EN", "ES", "ET",
                                    "AN", "CS", "NSM", "BN", "B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"};
    uint32_t c;
    if (!one_char(vm, "bidirectional", a[0], &c))
        return KR_RAISED;
    int class = property(c)->bidi_class;
    return text(vm, class >= 0 && (size_t)class < KR_COUNT(names) ? names[class] : "");
}

/// _unicodedata.decimal(chr, /)
/// The value of a decimal digit, or -1.
KR_NATIVE(_unicodedata_decimal)
{
    uint32_t c;
    return one_char(vm, "decimal", a[0], &c) ? krsmall(krchar_decimal(c)) : KR_RAISED;
}

/* ---- names ----------------------------------------------------------------------------------------------------- */

/// _unicodedata.name(chr, /)
/// The name of a character, or None.
KR_NATIVE(_unicodedata_name)
{
    uint32_t c;
    char found[KR_UNINAME_MAX];
    if (!one_char(vm, "name", a[0], &c))
        return KR_RAISED;
    return kruniname_of(c, found) ? text(vm, found) : KR_NONE;
}

/// _unicodedata.lookup(name, /)
/// Look up character by name.
KR_NATIVE(_unicodedata_lookup)
{
    if (!kris_str(vm, a[0]))
        return krraise(vm, KR_T_TypeError, "lookup() argument must be str, not %T", a[0]);
    KrStr *name = kras_str(a[0]);
    long c = kruniname_find(krstr_data(name), name->size);
    if (c >= 0)
        return krvalue_or_raised(krstr_char(vm, (uint32_t)c));
    KrStr *message = krstr_printf(vm, "undefined character name '%U'", name);
    return message ? krraise_value(vm, KR_T_KeyError, krvalue(message)) : KR_RAISED;
}

/* ---- normal forms ---------------------------------------------------------------------------------------------- */

static bool form_options(KrVm *vm, KrValue form, int *options)
{
    static const struct {
        const char *name;
        int options;
    } forms[] = {
        {"NFC", UTF8PROC_STABLE | UTF8PROC_COMPOSE},
        {"NFKC", UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT},
        {"NFD", UTF8PROC_STABLE | UTF8PROC_DECOMPOSE},
        {"NFKD", UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT},
    };
    for (size_t i = 0; kris_str(vm, form) && i < KR_COUNT(forms); i++)
        if (krstr_is(kras_str(form), forms[i].name))
            return *options = forms[i].options, true;
    krraise(vm, kris_str(vm, form) ? KR_T_ValueError : KR_T_TypeError, "invalid normalization form");
    return false;
}

/* Marks in the order of their classes; equal ones stay as they are. */
static void order_marks(utf8proc_int32_t *at, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        int class = property((uint32_t)at[i])->combining_class;
        utf8proc_int32_t c = at[i];
        size_t k = i;
        for (; class > 0 && k > 0 && property((uint32_t)at[k - 1])->combining_class > class; k--)
            at[k] = at[k - 1];
        at[k] = c;
    }
}

/* The full decomposition of the text as code points in a buffer. */
static bool decompose(KrVm *vm, const KrStr *s, int options, KrBuf *out)
{
    enum { LONGEST = 32 };
    const char *p = krstr_data(s), *end = p + s->size;
    int boundary = 0;
    while (p < end) {
        utf8proc_int32_t parts[LONGEST];
        utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)krutf8_next(&p), parts, LONGEST,
                                                     (utf8proc_option_t)((options & ~UTF8PROC_COMPOSE) | UTF8PROC_DECOMPOSE), &boundary);
        if (n < 0 || n > LONGEST || !krcharge(vm, 1))
            return n >= 0 && n <= LONGEST ? false : (krraise(vm, KR_T_SystemError, "utf8proc error %zd", (size_t)n), false);
        krbuf_add(out, parts, (size_t)n * sizeof *parts);
    }
    return !out->failed || (krraise_memory(vm), false);
}

static KrValue normalized(KrVm *vm, KrStr *s, int options)
{
    KrBuf wide = krbuf_init(&vm->alloc), narrow = krbuf_init(&vm->alloc);
    if (krstr_ascii(s))
        return krvalue(s);
    if (!decompose(vm, s, options, &wide))
        return krbuf_release(&wide), KR_RAISED;
    utf8proc_int32_t *at = (utf8proc_int32_t *)(void *)wide.data;
    utf8proc_ssize_t n = (utf8proc_ssize_t)(wide.len / sizeof *at);
    order_marks(at, (size_t)n);
    if (options & UTF8PROC_COMPOSE)
        n = utf8proc_normalize_utf32(at, n, (utf8proc_option_t)options);
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        char utf8[4];
        krbuf_add(&narrow, utf8, krutf8_encode((uint32_t)at[i], utf8));
    }
    krbuf_release(&wide);
    return krvalue_or_raised(krstr_from_buf(vm, &narrow));
}

/// _unicodedata.normalize(form, unistr, /)
/// Return the normal form 'form' for the Unicode string unistr: 'NFC', 'NFKC', 'NFD' or 'NFKD'.
KR_NATIVE(_unicodedata_normalize)
{
    int options;
    if (!form_options(vm, a[0], &options))
        return KR_RAISED;
    if (!kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "normalize() argument 2 must be str, not %T", a[1]);
    return normalized(vm, kras_str(a[1]), options);
}

/// _unicodedata.is_normalized(form, unistr, /)
/// Return whether the Unicode string unistr is in the normal form 'form'.
KR_NATIVE(_unicodedata_is_normalized)
{
    int options;
    if (!form_options(vm, a[0], &options))
        return KR_RAISED;
    if (!kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "is_normalized() argument 2 must be str, not %T", a[1]);
    KrValue v = normalized(vm, kras_str(a[1]), options);
    KR_TRY(v);
    return krbool(krstr_equal(kras_str(v), kras_str(a[1])));
}

KR_MODULE_INIT(_unicodedata)
{
    return krmodule_set_text(vm, module, "unidata_version", utf8proc_unicode_version());
}
