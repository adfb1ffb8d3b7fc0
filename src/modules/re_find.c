/* SPDX-License-Identifier: MIT
 * Regular expressions: matching, searching, and stepping over matches. */
#include "modules/re.h"

#include "object/iter.h"

size_t *krre_spans(KrVm *vm, const KrPattern *p, size_t small[KR_RE_SMALL])
{
    size_t words = 2 * ((size_t)p->ngroups + 1);
    if (words <= KR_RE_SMALL)
        return small;
    KrRaw *raw = krheap_raw(vm, words * sizeof(size_t));
    return raw ? (size_t *)(void *)raw->data : NULL;
}

static KrValue find(KrVm *vm, KrValue *a, KrReWay way)
{
    KrPattern *p = kras_pattern(a[0]);
    KrSubject s;
    size_t small[KR_RE_SMALL], *spans = krre_spans(vm, p, small);
    if (!spans || !krre_subject(vm, p, a[1], a[2], a[3], &s))
        return KR_RAISED;
    if (s.pos > s.endpos)
        return KR_NONE;
    int found = krre_run(vm, p, &s, s.start, way, false, spans);
    return found > 0 ? krre_match_new(vm, p, &s, spans) : found ? KR_RAISED : KR_NONE;
}

/// Pattern.match(self, /, string, pos=0, endpos=9223372036854775807)
/// Matches zero or more characters at the beginning of the string.
KR_NATIVE(Pattern_match)
{
    return find(vm, a, KR_RE_MATCH);
}

/// Pattern.fullmatch(self, /, string, pos=0, endpos=9223372036854775807)
/// Matches against all of the string.
KR_NATIVE(Pattern_fullmatch)
{
    return find(vm, a, KR_RE_FULLMATCH);
}

/// Pattern.search(self, /, string, pos=0, endpos=9223372036854775807)
/// Scan through string looking for a match, and return a corresponding match object instance.
KR_NATIVE(Pattern_search)
{
    return find(vm, a, KR_RE_SEARCH);
}

/* ---- all matches ----------------------------------------------------------------------------------------------- */

/* Goes on behind a match: an empty match is not reported twice at one place. */
static void advance(const size_t *spans, size_t *at, bool *must_advance)
{
    *must_advance = spans[0] == spans[1];
    *at = spans[1];
}

static KrValue text_or_empty(KrVm *vm, const KrSubject *s, const size_t *span)
{
    return span[0] == KR_RE_UNSET ? krre_slice(vm, s->string, 0, 0) : krre_slice(vm, s->string, span[0], span[1]);
}

/* What findall reports of a match: all of it, its only group, or a tuple of its groups. */
static KrValue found_item(KrVm *vm, const KrPattern *p, const KrSubject *s, const size_t *spans)
{
    if (p->ngroups <= 1)
        return text_or_empty(vm, s, spans + 2 * p->ngroups);
    KrTuple *t = krtuple_new(vm, NULL, p->ngroups);
    if (!t)
        return KR_RAISED;
    for (uint32_t i = 1; i <= p->ngroups; i++) {
        KrValue v = text_or_empty(vm, s, spans + 2 * i);
        KR_TRY(v);
        krstore(vm, t, &t->at[i - 1], v);
    }
    return krvalue(t);
}

/// Pattern.findall(self, /, string, pos=0, endpos=9223372036854775807)
/// Return a list of all non-overlapping matches of pattern in string.
KR_NATIVE(Pattern_findall)
{
    KrPattern *p = kras_pattern(a[0]);
    KrSubject s;
    size_t small[KR_RE_SMALL], *spans = krre_spans(vm, p, small);
    KrList *l = krlist_new(vm, NULL, 0);
    if (!spans || !l || !krre_subject(vm, p, a[1], a[2], a[3], &s))
        return KR_RAISED;
    size_t at = s.start;
    bool must_advance = false;
    for (int found = 0; s.pos <= s.endpos; advance(spans, &at, &must_advance)) {
        found = krre_run(vm, p, &s, at, KR_RE_SEARCH, must_advance, spans);
        if (found < 0)
            return KR_RAISED;
        if (!found)
            break;
        KrValue v = found_item(vm, p, &s, spans);
        if (v == KR_RAISED || !krlist_append(vm, l, v))
            return KR_RAISED;
    }
    return krvalue(l);
}

static bool append_groups(KrVm *vm, KrList *l, const KrPattern *p, const KrSubject *s, const size_t *spans)
{
    for (uint32_t i = 1; i <= p->ngroups; i++) {
        KrValue v = spans[2 * i] == KR_RE_UNSET ? KR_NONE : krre_slice(vm, s->string, spans[2 * i], spans[2 * i + 1]);
        if (v == KR_RAISED || !krlist_append(vm, l, v))
            return false;
    }
    return true;
}

/// Pattern.split(self, /, string, maxsplit=0)
/// Split string by the occurrences of pattern.
KR_NATIVE(Pattern_split)
{
    KrPattern *p = kras_pattern(a[0]);
    KrSubject s;
    int64_t most = 0;
    size_t small[KR_RE_SMALL], *spans = krre_spans(vm, p, small), at = 0;
    KrList *l = krlist_new(vm, NULL, 0);
    if (!spans || !l || (a[2] != KR_EMPTY && !krobj_as_i64(vm, a[2], &most, false)) || !krre_subject(vm, p, a[1], KR_EMPTY, KR_EMPTY, &s))
        return KR_RAISED;
    bool must_advance = false;
    for (int64_t count = 0; !most || count < most; count++) {
        int found = krre_run(vm, p, &s, at, KR_RE_SEARCH, must_advance, spans);
        if (found < 0)
            return KR_RAISED;
        if (!found)
            break;
        KrValue v = krre_slice(vm, s.string, at, spans[0]);
        if (v == KR_RAISED || !krlist_append(vm, l, v) || !append_groups(vm, l, p, &s, spans))
            return KR_RAISED;
        advance(spans, &at, &must_advance);
    }
    KrValue rest = krre_slice(vm, s.string, at, s.size);
    return rest != KR_RAISED && krlist_append(vm, l, rest) ? krvalue(l) : KR_RAISED;
}

/* ---- scanners -------------------------------------------------------------------------------------------------- */

static KrValue new_scanner(KrVm *vm, const KrType *type, KrValue *a)
{
    KrSubject s;
    if (!krre_subject(vm, kras_pattern(a[0]), a[1], a[2], a[3], &s))
        return KR_RAISED;
    KrScanner *scanner = krobj_new(vm, type);
    if (!scanner)
        return KR_RAISED;
    krstore(vm, scanner, &scanner->pattern, a[0]);
    krstore(vm, scanner, &scanner->string, a[1]);
    scanner->pos = s.pos;
    scanner->endpos = s.endpos;
    scanner->at = s.pos > s.endpos ? KR_RE_UNSET : s.start;
    return krvalue(scanner);
}

/// Pattern.finditer(self, /, string, pos=0, endpos=9223372036854775807)
/// Return an iterator over all non-overlapping matches for the RE pattern in string. For each match, the iterator returns a
/// match object.
KR_NATIVE(Pattern_finditer)
{
    return new_scanner(vm, KR_TYPE_OF(re_iterator), a);
}

/// Pattern.scanner(self, /, string, pos=0, endpos=9223372036854775807)
KR_NATIVE(Pattern_scanner)
{
    return new_scanner(vm, KR_TYPE_OF(SRE_Scanner), a);
}

/* The next match; KR_EMPTY if there is none. */
static KrValue next_match(KrVm *vm, KrValue self, KrReWay way)
{
    KrScanner *c = (KrScanner *)kras_obj(self);
    KrPattern *p = kras_pattern(c->pattern);
    KrSubject s;
    size_t small[KR_RE_SMALL], *spans = krre_spans(vm, p, small);
    if (c->at == KR_RE_UNSET)
        return KR_EMPTY;
    if (!spans || !krre_subject(vm, p, c->string, krint_from(vm, c->pos), krint_from(vm, c->endpos), &s))
        return KR_RAISED;
    int found = krre_run(vm, p, &s, c->at, way, c->must_advance, spans);
    if (found < 0)
        return KR_RAISED;
    if (!found) {
        c->at = KR_RE_UNSET;
        return KR_EMPTY;
    }
    advance(spans, &c->at, &c->must_advance);
    return krre_match_new(vm, p, &s, spans);
}

/// re_iterator.__iter__(self, /)
KR_NATIVE(re_iterator___iter__)
{
    return a[0];
}

/// re_iterator.__next__(self, /)
KR_NATIVE(re_iterator___next__)
{
    return next_match(vm, a[0], KR_RE_SEARCH);
}

/// SRE_Scanner.match(self, /)
KR_NATIVE(SRE_Scanner_match)
{
    KrValue v = next_match(vm, a[0], KR_RE_MATCH);
    return v == KR_EMPTY ? KR_NONE : v;
}

/// SRE_Scanner.search(self, /)
KR_NATIVE(SRE_Scanner_search)
{
    KrValue v = next_match(vm, a[0], KR_RE_SEARCH);
    return v == KR_EMPTY ? KR_NONE : v;
}

/// SRE_Scanner.pattern
KR_NATIVE(SRE_Scanner_get_pattern)
{
    return ((KrScanner *)kras_obj(a[0]))->pattern;
}
