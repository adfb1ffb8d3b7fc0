/* SPDX-License-Identifier: MIT
 * Match objects of regular expressions. */
#include "modules/re.h"

#include "object/iter.h"
#include "object/strcore.h"

/* ---- making ------------------------------------------------------------------------------------------------ */

/* Whether group a closed after group b: both took part in the match. */
static bool closed_later(const KrReGroup *groups, const size_t *spans, uint32_t a, uint32_t b)
{
    for (uint32_t up = groups[b].parent; up; up = groups[up].parent)
        if (up == a)
            return true;
    for (uint32_t up = groups[a].parent; up; up = groups[up].parent)
        if (up == b)
            return false;
    size_t a_end = spans[2 * a + 1], b_end = spans[2 * b + 1];
    if (a_end != b_end && !groups[a].looks && !groups[b].looks)
        return a_end > b_end;
    return a > b;
}

static uint32_t last_index(const KrPattern *p, const size_t *spans)
{
    const KrReGroup *groups = (const KrReGroup *)(const void *)((KrRaw *)kras_obj(p->parents))->data;
    uint32_t last = 0;
    for (uint32_t i = 1; i <= p->ngroups; i++)
        if (spans[2 * i] != KR_RE_UNSET && (!last || closed_later(groups, spans, i, last)))
            last = i;
    return last;
}

KrValue krre_match_new(KrVm *vm, KrPattern *p, const KrSubject *s, const size_t *spans)
{
    size_t bytes = 2 * (p->ngroups + 1) * sizeof *spans;
    KrMatch *m = krobj_new_var(vm, KR_TYPE_OF(Match), sizeof *m + bytes);
    if (!m)
        return KR_RAISED;
    KR_STORE_PTR(vm, m, &m->pattern, p);
    krstore(vm, m, &m->string, s->string);
    m->pos = s->pos;
    m->endpos = s->endpos;
    m->lastindex = last_index(p, spans);
    memcpy(m->spans, spans, bytes);
    return krvalue(m);
}

KrValue krre_slice(KrVm *vm, KrValue string, size_t from, size_t to)
{
    const uint8_t *data;
    size_t n;
    if (kris_str(vm, string)) {
        KrStr *s = kras_str(string);
        if (to == s->size && from == 0 && kris_exact(string, KR_T_str))
            return string;
        return krvalue_or_raised(krstr_sub(vm, s, from, to - from));
    }
    if (!krbuffer_get(vm, string, &data, &n))
        return KR_RAISED;
    to = to < n ? to : n; /* it may have shrunk since */
    from = from < to ? from : to;
    if (from == 0 && to == n && kris_exact(string, KR_T_bytes))
        return string;
    return krvalue_or_raised(krbytes_new(vm, data + from, to - from));
}

/* ---- groups ------------------------------------------------------------------------------------------------ */

static KrMatch *as_match(KrValue v)
{
    return (KrMatch *)kras_obj(v);
}

static KrPattern *pattern_of(const KrMatch *m)
{
    return kras_pattern(m->pattern);
}

/* The number of the group that an index or a name stands for; -1 with IndexError. */
static int64_t group_number(KrVm *vm, KrMatch *m, KrValue key)
{
    KrPattern *p = pattern_of(m);
    int64_t i = -1;
    if (kris_int(key)) {
        i = kras_int(key);
    } else if (krdunder(vm, krtype_of(vm, key), KR_D_index) != KR_EMPTY) {
        if (!krobj_as_i64(vm, key, &i, true))
            return -1;
    } else {
        KrValue found = krdict_get(vm, kras_dict(p->groupindex), key);
        if (found == KR_RAISED) {
            if (!krpending_is(vm, KR_T_TypeError))
                return -1;
            krpending_clear(vm);
        } else if (found != KR_EMPTY) {
            i = kras_int(found);
        }
    }
    if (i >= 0 && i <= p->ngroups)
        return i;
    krraise(vm, KR_T_IndexError, "no such group");
    return -1;
}

static KrValue group_text(KrVm *vm, KrMatch *m, uint32_t i, KrValue otherwise)
{
    if (m->spans[2 * i] == KR_RE_UNSET)
        return otherwise;
    return krre_slice(vm, m->string, m->spans[2 * i], m->spans[2 * i + 1]);
}

static KrValue group_by_key(KrVm *vm, KrMatch *m, KrValue key)
{
    int64_t i = group_number(vm, m, key);
    return i < 0 ? KR_RAISED : group_text(vm, m, (uint32_t)i, KR_NONE);
}

static int64_t index_at(KrVm *vm, KrMatch *m, size_t offset)
{
    if (offset == KR_RE_UNSET)
        return -1;
    return (int64_t)(kris_str(vm, m->string) ? krstr_index_of(kras_str(m->string), offset) : offset);
}

/// class Match
/// The result of re.match() and re.search(). Match objects always have a boolean value of True.

/// Match.group(self, /, *args)
/// Return one or more subgroups of the match: a string, or a tuple with one item per argument. Without arguments, the whole.
KR_NATIVE(Match_group)
{
    KrMatch *m = as_match(a[0]);
    if (n == 1)
        return group_text(vm, m, 0, KR_NONE);
    if (n == 2)
        return group_by_key(vm, m, a[1]);
    KrTuple *t = krtuple_new(vm, NULL, n - 1);
    if (!t)
        return KR_RAISED;
    for (uint32_t i = 1; i < n; i++) {
        KrValue v = group_by_key(vm, m, a[i]);
        KR_TRY(v);
        krstore(vm, t, &t->at[i - 1], v);
    }
    return krvalue(t);
}

/// Match.__getitem__(self, key, /)
/// Return self[key].
KR_NATIVE(Match___getitem__)
{
    return group_by_key(vm, as_match(a[0]), a[1]);
}

/// Match.groups(self, /, default=None)
/// Return a tuple containing all the subgroups of the match, from 1; `default` stands for groups that took no part in it.
KR_NATIVE(Match_groups)
{
    KrMatch *m = as_match(a[0]);
    uint32_t count = pattern_of(m)->ngroups;
    KrTuple *t = krtuple_new(vm, NULL, count);
    if (!t)
        return KR_RAISED;
    for (uint32_t i = 1; i <= count; i++) {
        KrValue v = group_text(vm, m, i, a[1] == KR_EMPTY ? KR_NONE : a[1]);
        KR_TRY(v);
        krstore(vm, t, &t->at[i - 1], v);
    }
    return krvalue(t);
}

/// Match.groupdict(self, /, default=None)
/// Return a dict of all named subgroups, by name; `default` stands for groups that took no part in the match.
KR_NATIVE(Match_groupdict)
{
    KrMatch *m = as_match(a[0]);
    KrDict *d = krdict_new(vm), *index = kras_dict(pattern_of(m)->groupindex);
    KrValue name, number;
    if (!d)
        return KR_RAISED;
    for (uint32_t pos = 0; krdict_next(index, &pos, &name, &number);) {
        KrValue v = group_text(vm, m, (uint32_t)kras_int(number), a[1] == KR_EMPTY ? KR_NONE : a[1]);
        if (v == KR_RAISED || !krdict_set(vm, d, name, v))
            return KR_RAISED;
    }
    return krvalue(d);
}

static KrValue span_end(KrVm *vm, KrValue self, KrValue key, int end)
{
    KrMatch *m = as_match(self);
    int64_t i = key == KR_EMPTY ? 0 : group_number(vm, m, key);
    return i < 0 ? KR_RAISED : krsmall(index_at(vm, m, m->spans[2 * i + end]));
}

/// Match.start(self, group=0, /)
/// Return index of the start of the substring matched by group.
KR_NATIVE(Match_start)
{
    return span_end(vm, a[0], a[1], 0);
}

/// Match.end(self, group=0, /)
/// Return index of the end of the substring matched by group.
KR_NATIVE(Match_end)
{
    return span_end(vm, a[0], a[1], 1);
}

static KrValue span_of(KrVm *vm, KrMatch *m, uint32_t i)
{
    return krvalue_or_raised(krtuple_of(vm, 2, krsmall(index_at(vm, m, m->spans[2 * i])), krsmall(index_at(vm, m, m->spans[2 * i + 1]))));
}

/// Match.span(self, group=0, /)
/// For match object m, return the 2-tuple (m.start(group), m.end(group)).
KR_NATIVE(Match_span)
{
    int64_t i = a[1] == KR_EMPTY ? 0 : group_number(vm, as_match(a[0]), a[1]);
    return i < 0 ? KR_RAISED : span_of(vm, as_match(a[0]), (uint32_t)i);
}

/// Match.regs
KR_NATIVE(Match_get_regs)
{
    KrMatch *m = as_match(a[0]);
    if (m->regs != KR_EMPTY)
        return m->regs;
    uint32_t count = pattern_of(m)->ngroups + 1;
    KrTuple *t = krtuple_new(vm, NULL, count);
    if (!t)
        return KR_RAISED;
    for (uint32_t i = 0; i < count; i++) {
        KrValue v = span_of(vm, m, i);
        KR_TRY(v);
        krstore(vm, t, &t->at[i], v);
    }
    krstore(vm, m, &m->regs, krvalue(t));
    return krvalue(t);
}

/// Match.expand(self, /, template)
/// Return the string obtained by doing backslash substitution on the string template, as done by the sub() method.
KR_NATIVE(Match_expand)
{
    KrMatch *m = as_match(a[0]);
    KrSubject s;
    KrPattern *p = pattern_of(m);
    KrTuple *parts = krre_template(vm, p, a[1]);
    if (!parts || !krre_subject(vm, p, m->string, KR_EMPTY, KR_EMPTY, &s))
        return KR_RAISED;
    KrBuf b = krbuf_init(&vm->alloc);
    if (!krre_fill(vm, parts, &s, m->spans, &b))
        return krbuf_release(&b), KR_RAISED;
    return krre_result(vm, &b, p->text);
}

/* ---- attributes -------------------------------------------------------------------------------------------- */

/// Match.string
/// The string passed to match() or search().
KR_NATIVE(Match_get_string)
{
    return as_match(a[0])->string;
}

/// Match.re
/// The regular expression object.
KR_NATIVE(Match_get_re)
{
    return as_match(a[0])->pattern;
}

/// Match.pos
/// The index into the string at which the RE engine started looking for a match.
KR_NATIVE(Match_get_pos)
{
    return krint_from(vm, as_match(a[0])->pos);
}

/// Match.endpos
/// The index into the string beyond which the RE engine will not go.
KR_NATIVE(Match_get_endpos)
{
    return krint_from(vm, as_match(a[0])->endpos);
}

/// Match.lastindex
/// The integer index of the last matched capturing group.
KR_NATIVE(Match_get_lastindex)
{
    uint32_t i = as_match(a[0])->lastindex;
    return i ? krsmall(i) : KR_NONE;
}

/// Match.lastgroup
/// The name of the last matched capturing group.
KR_NATIVE(Match_get_lastgroup)
{
    KrMatch *m = as_match(a[0]);
    return m->lastindex ? kras_tuple(pattern_of(m)->names)->at[m->lastindex] : KR_NONE;
}

/// Match.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(Match___repr__)
{
    KrMatch *m = as_match(a[0]);
    KrValue whole = group_text(vm, m, 0, KR_NONE);
    KR_TRY(whole);
    return krvalue_or_raised(krstr_printf(vm, "<re.Match object; span=(%lld, %lld), match=%R>", (long long)index_at(vm, m, m->spans[0]),
                                          (long long)index_at(vm, m, m->spans[1]), whole));
}

/// Match.__copy__(self, /)
KR_NATIVE(Match___copy__)
{
    return a[0];
}

/// Match.__deepcopy__(self, memo, /)
KR_NATIVE(Match___deepcopy__)
{
    return a[0];
}

/// @classmethod Match.__class_getitem__(cls, item, /)
/// See PEP 585.
KR_NATIVE(Match___class_getitem__)
{
    return krgenericalias_new(vm, a[0], a[1]);
}
