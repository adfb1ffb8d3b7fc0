/* SPDX-License-Identifier: MIT
 * Regular expressions: substitution, by templates and by functions. */
#include "modules/re.h"

#include "modules/steps.h"
#include "object/iter.h"

/* (text, count) or the text. */
static KrValue answer(KrVm *vm, KrValue text, int64_t count, bool counted)
{
    KR_TRY(text);
    return counted ? krvalue_or_raised(krtuple_of(vm, 2, text, krint_from(vm, count))) : text;
}

static KrValue sub_template(KrVm *vm, KrPattern *p, KrTuple *parts, KrValue string, int64_t most, bool counted)
{
    KrSubject s;
    size_t small[KR_RE_SMALL], *spans = krre_spans(vm, p, small), at = 0;
    if (!spans || !krre_subject(vm, p, string, KR_EMPTY, KR_EMPTY, &s))
        return KR_RAISED;
    KrBuf b = krbuf_init(&vm->alloc);
    bool must_advance = false;
    int64_t count = 0;
    for (int found; !most || count < most; count++) {
        found = krre_run(vm, p, &s, at, KR_RE_SEARCH, must_advance, spans);
        if (found <= 0) {
            if (!found)
                break;
            return krbuf_release(&b), KR_RAISED;
        }
        krbuf_add(&b, s.data + at, spans[0] - at);
        if (!krre_fill(vm, parts, &s, spans, &b))
            return krbuf_release(&b), KR_RAISED;
        must_advance = spans[0] == spans[1];
        at = spans[1];
    }
    if (!count)
        return krbuf_release(&b), answer(vm, krre_slice(vm, string, 0, s.size), 0, counted);
    krbuf_add(&b, s.data + at, s.size - at);
    return answer(vm, krre_result(vm, &b, p->text), count, counted);
}

enum { SUB_SELF, SUB_REPL, SUB_STRING, SUB_MOST, SUB_PIECES, SUB_AT, SUB_COUNT, SUB_ADVANCE, SUB_REGS };

/* The next match as a match object, what stands before it is added to the pieces; empty if there is none. */
static KrValue next_for_function(KrVm *vm, KrValue *r)
{
    KrPattern *p = kras_pattern(r[SUB_SELF]);
    KrSubject s;
    size_t small[KR_RE_SMALL], *spans = krre_spans(vm, p, small), at = (size_t)kras_int(r[SUB_AT]);
    if (!spans || !krre_subject(vm, p, r[SUB_STRING], KR_EMPTY, KR_EMPTY, &s))
        return KR_RAISED;
    int found = krre_run(vm, p, &s, at, KR_RE_SEARCH, r[SUB_ADVANCE] == KR_TRUE, spans);
    if (found <= 0)
        return found ? KR_RAISED : KR_EMPTY;
    if (spans[0] > at) {
        KrValue before = krre_slice(vm, r[SUB_STRING], at, spans[0]);
        if (before == KR_RAISED || !krlist_append(vm, kras_list(r[SUB_PIECES]), before))
            return KR_RAISED;
    }
    r[SUB_AT] = krsmall((int64_t)spans[1]);
    r[SUB_ADVANCE] = krbool(spans[0] == spans[1]);
    return krre_match_new(vm, p, &s, spans);
}

static KrValue join_pieces(KrVm *vm, KrValue *r)
{
    KrPattern *p = kras_pattern(r[SUB_SELF]);
    KrSubject s;
    size_t at = (size_t)kras_int(r[SUB_AT]);
    if (!krre_subject(vm, p, r[SUB_STRING], KR_EMPTY, KR_EMPTY, &s))
        return KR_RAISED;
    if (at < s.size || !kras_list(r[SUB_PIECES])->n) {
        KrValue rest = krre_slice(vm, r[SUB_STRING], at, s.size);
        if (rest == KR_RAISED || !krlist_append(vm, kras_list(r[SUB_PIECES]), rest))
            return KR_RAISED;
    }
    KrValue nothing = krre_slice(vm, r[SUB_STRING], 0, 0);
    KR_TRY(nothing);
    return krcall_method(vm, nothing, KR_NAME(join), &r[SUB_PIECES], 1);
}

static KrValue begin_sub(KrVm *vm, KrValue *r, int64_t *most)
{
    KrSubject s;
    *most = 0;
    if (r[SUB_MOST] != KR_EMPTY && !krobj_as_i64(vm, r[SUB_MOST], most, false))
        return KR_RAISED;
    if (krdunder(vm, krtype_of(vm, r[SUB_REPL]), KR_D_call) == KR_EMPTY)
        return KR_EMPTY;
    KrList *pieces = krlist_new(vm, NULL, 0);
    if (!pieces || !krre_subject(vm, kras_pattern(r[SUB_SELF]), r[SUB_STRING], KR_EMPTY, KR_EMPTY, &s))
        return KR_RAISED;
    r[SUB_MOST] = krint_from(vm, *most);
    r[SUB_PIECES] = krvalue(pieces);
    r[SUB_AT] = r[SUB_COUNT] = krsmall(0);
    r[SUB_ADVANCE] = KR_FALSE;
    return KR_NONE;
}

static KrValue sub_step(KrVm *vm, KrFrame *f, KrValue in, bool counted)
{
    KrValue *r = krframe_regs(f), match;
    int64_t most;
    switch (f->state) {
    case 0:
        in = begin_sub(vm, r, &most);
        KR_TRY(in);
        if (in == KR_EMPTY) {
            KrPattern *p = kras_pattern(r[SUB_SELF]);
            KrTuple *parts = krre_template(vm, p, r[SUB_REPL]);
            return parts ? sub_template(vm, p, parts, r[SUB_STRING], most, counted) : KR_RAISED;
        }
        while (r[SUB_MOST] == krsmall(0) || kras_int(r[SUB_COUNT]) < kras_int(r[SUB_MOST])) {
            match = next_for_function(vm, r);
            KR_TRY(match);
            if (match == KR_EMPTY)
                break;
            KR_CALL_STEP(r[SUB_REPL], &match, 1, 1);
            if (in != KR_NONE && !krlist_append(vm, kras_list(r[SUB_PIECES]), in))
                return KR_RAISED;
            r[SUB_COUNT] = krsmall(kras_int(r[SUB_COUNT]) + 1);
        }
    }
    return answer(vm, join_pieces(vm, r), kras_int(r[SUB_COUNT]), counted);
}

/// @step(8) Pattern.sub(self, /, repl, string, count=0)
/// Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by the replacement repl.
KR_STEP(Pattern_sub)
{
    return sub_step(vm, f, in, false);
}

/// @step(8) Pattern.subn(self, /, repl, string, count=0)
/// Return the tuple (new_string, number_of_subs_made) found by replacing the leftmost non-overlapping occurrences of pattern with
/// the replacement repl.
KR_STEP(Pattern_subn)
{
    return sub_step(vm, f, in, true);
}
