/* SPDX-License-Identifier: MIT
 * The module _re: compiled patterns and their attributes. What they do is in re_find.c and re_sub.c. */
#include "modules/re.h"

#include "object/iter.h"
#include "object/mappingproxy.h"

/// module _re
/// Compiles regular expressions for the module re.

/// class Pattern
/// Compiled regular expression object.

static KrPattern *new_pattern(KrVm *vm, KrValue source, const KrReTranslation *t)
{
    KrTuple *names = krtuple_new(vm, t->names->items->at, t->names->n);
    KrPattern *p = names ? krobj_new(vm, KR_TYPE_OF(Pattern)) : NULL;
    if (!p)
        return NULL;
    krstore(vm, p, &p->source, source);
    krstore(vm, p, &p->groupindex, krvalue(t->groupindex));
    krstore(vm, p, &p->names, krvalue(names));
    krstore(vm, p, &p->parents, krvalue(t->groups));
    p->flags = t->flags;
    p->ngroups = t->ngroups;
    p->text = kris_str(vm, source);
    return krheap_watch(vm, &p->h) ? p : NULL;
}

/// _re.compile(pattern, flags=0, /)
/// Check a regular expression and make a pattern object of it.
KR_NATIVE(_re_compile)
{
    int64_t flags = 0;
    if (a[1] != KR_EMPTY && !krobj_as_i64(vm, a[1], &flags, false))
        return KR_RAISED;
    KrReTranslation t;
    KrPattern *p = NULL;
    if (krre_translate(vm, a[0], (uint32_t)flags, kris_str(vm, a[0]) ? KR_RE_TEXT_UTF8 : KR_RE_TEXT_BYTES, &t))
        p = new_pattern(vm, a[0], &t);
    krbuf_release(&t.out);
    return krvalue_or_raised(p);
}

/// _re.translation(pattern, flags=0, /)
/// What PCRE2 is given for a regular expression, with text that is not ASCII.
KR_NATIVE(_re_translation)
{
    int64_t flags = 0;
    if (a[1] != KR_EMPTY && !krobj_as_i64(vm, a[1], &flags, false))
        return KR_RAISED;
    KrReTranslation t;
    bool text = kris_str(vm, a[0]);
    if (!krre_translate(vm, a[0], (uint32_t)flags, text ? KR_RE_TEXT_UTF8 : KR_RE_TEXT_BYTES, &t))
        return krbuf_release(&t.out), KR_RAISED;
    return krre_result(vm, &t.out, text);
}

/* ---- attributes -------------------------------------------------------------------------------------------- */

/// Pattern.pattern
/// The pattern string from which the RE object was compiled.
KR_NATIVE(Pattern_get_pattern)
{
    return kras_pattern(a[0])->source;
}

/// Pattern.flags
/// The regex matching flags.
KR_NATIVE(Pattern_get_flags)
{
    return krsmall(kras_pattern(a[0])->flags);
}

/// Pattern.groups
/// The number of capturing groups in the pattern.
KR_NATIVE(Pattern_get_groups)
{
    return krsmall(kras_pattern(a[0])->ngroups);
}

/// Pattern.groupindex
/// A dictionary mapping group names to group numbers.
KR_NATIVE(Pattern_get_groupindex)
{
    return krmappingproxy_new(vm, kras_pattern(a[0])->groupindex);
}

/// Pattern.__eq__(self, value, /)
/// Return self==value.
KR_NATIVE(Pattern___eq__)
{
    KrPattern *p = kras_pattern(a[0]), *q = kras_pattern(a[1]);
    if (!kris_exact(a[1], KR_T_Pattern))
        return KR_NOTIMPLEMENTED;
    if (p == q)
        return KR_TRUE;
    if (p->flags != q->flags || p->text != q->text)
        return KR_FALSE;
    int same = krobj_eq(vm, p->source, q->source);
    return same < 0 ? KR_RAISED : krbool(same);
}

/// Pattern.__hash__(self, /)
/// Return hash(self).
KR_NATIVE(Pattern___hash__)
{
    uint64_t hash;
    KrPattern *p = kras_pattern(a[0]);
    if (!krobj_hash(vm, p->source, &hash))
        return KR_RAISED;
    return krsmall((int64_t)((hash ^ p->flags * UINT64_C(0x9E3779B97F4A7C15)) >> 18));
}

typedef struct FlagName {
    uint32_t flag;
    const char *name;
} FlagName;

static const FlagName flag_names[] = {
    {KR_RE_IGNORECASE, "re.IGNORECASE"}, {KR_RE_LOCALE, "re.LOCALE"}, {KR_RE_MULTILINE, "re.MULTILINE"}, {KR_RE_DOTALL, "re.DOTALL"},
    {KR_RE_UNICODE, "re.UNICODE"}, {KR_RE_VERBOSE, "re.VERBOSE"}, {KR_RE_DEBUG, "re.DEBUG"}, {KR_RE_ASCII, "re.ASCII"},
};

/// Pattern.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(Pattern___repr__)
{
    KrPattern *p = kras_pattern(a[0]);
    uint32_t flags = p->flags;
    if (p->text && !(flags & (KR_RE_LOCALE | KR_RE_ASCII)))
        flags &= ~(uint32_t)KR_RE_UNICODE;
    KrValue shown = krobj_repr(vm, p->source);
    KR_TRY(shown);
    KrBuf b = krbuf_init(&vm->alloc);
    krbuf_text(&b, "re.compile(");
    const char *text = krstr_data(kras_str(shown));
    size_t at = krstr_offset(kras_str(shown), 200);
    krbuf_add(&b, text, at < kras_str(shown)->size ? at : kras_str(shown)->size);
    for (size_t i = 0, any = 0; i < KR_COUNT(flag_names); i++)
        if (flags & flag_names[i].flag) {
            krbuf_text(&b, any++ ? "|" : ", ");
            krbuf_text(&b, flag_names[i].name);
            flags &= ~flag_names[i].flag;
        }
    if (flags)
        krbuf_printf(&b, "%s0x%x", p->flags & 511 & ~(p->text ? 32u : 0u) ? "|" : ", ", (unsigned)flags);
    krbuf_char(&b, ')');
    return krvalue_or_raised(krstr_from_buf(vm, &b));
}

/// Pattern.__copy__(self, /)
KR_NATIVE(Pattern___copy__)
{
    return a[0];
}

/// Pattern.__deepcopy__(self, memo, /)
KR_NATIVE(Pattern___deepcopy__)
{
    return a[0];
}

/// @classmethod Pattern.__class_getitem__(cls, item, /)
/// See PEP 585.
KR_NATIVE(Pattern___class_getitem__)
{
    return krgenericalias_new(vm, a[0], a[1]);
}

KR_MODULE_INIT(_re)
{
    return krmodule_set(vm, module, "Pattern", krvalue(KR_TYPE_OF(Pattern))) && krmodule_set(vm, module, "Match", krvalue(KR_TYPE_OF(Match)));
}
