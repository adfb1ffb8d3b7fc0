/* SPDX-License-Identifier: MIT
 * "Did you mean": the known name nearest to one that was not found. */
#include "object/traceback.h"

enum { MOST_CANDIDATES = 750, MOST_LENGTH = 40, MOVE_COST = 2, CASE_COST = 1 };

static int substitution(char a, char b)
{
    if ((a & 31) != (b & 31))
        return MOVE_COST;
    if (a == b)
        return 0;
    char la = a >= 'A' && a <= 'Z' ? (char)(a + 32) : a, lb = b >= 'A' && b <= 'Z' ? (char)(b + 32) : b;
    return la == lb ? CASE_COST : MOVE_COST;
}

/* Levenshtein's distance with the costs above, or more than `most`. */
static int distance(const char *a, size_t na, const char *b, size_t nb, int most)
{
    int row[MOST_LENGTH];
    while (na && nb && *a == *b)
        a++, b++, na--, nb--;
    while (na && nb && a[na - 1] == b[nb - 1])
        na--, nb--;
    if (!na || !nb)
        return MOVE_COST * (int)(na + nb);
    if (na > MOST_LENGTH || nb > MOST_LENGTH)
        return most + 1;
    if (nb < na) {
        const char *p = a;
        size_t n = na;
        a = b, na = nb;
        b = p, nb = n;
    }
    if ((int)(nb - na) * MOVE_COST > most)
        return most + 1;
    for (size_t i = 0; i < na; i++)
        row[i] = (int)(i + 1) * MOVE_COST;
    int result = 0;
    for (size_t j = 0; j < nb; j++) {
        int least = most + 1, over = result = (int)j * MOVE_COST;
        for (size_t i = 0; i < na; i++) {
            int swap = over + substitution(b[j], a[i]);
            over = row[i];
            int move = (result < over ? result : over) + MOVE_COST;
            row[i] = result = swap < move ? swap : move;
            if (result < least)
                least = result;
        }
        if (least > most)
            return most + 1;
    }
    return result;
}

typedef struct Search {
    KrStr *wrong, *best;
    int best_distance;
} Search;

static void consider(KrVm *vm, Search *s, KrValue name)
{
    if (!kris_str(vm, name) || krstr_equal(kras_str(name), s->wrong))
        return;
    KrStr *n = kras_str(name);
    int most = (int)(n->size + s->wrong->size + 3) * MOVE_COST / 6;
    if (s->best && s->best_distance - 1 < most)
        most = s->best_distance - 1;
    int d = distance(krstr_data(s->wrong), s->wrong->size, krstr_data(n), n->size, most);
    if (d <= most && (!s->best || d < s->best_distance)) {
        s->best = n;
        s->best_distance = d;
    }
}

/* Names of a list in the order of the alphabet, as dir() gives them. */
static bool search(KrVm *vm, Search *s, KrValue names)
{
    KrList *list = krlist_with_capacity(vm, 16);
    if (!list || !krlist_extend(vm, list, names))
        return false;
    bool hidden = s->wrong->size && *krstr_data(s->wrong) == '_';
    for (size_t i = 0; i < list->n && i < MOST_CANDIDATES; i++) {
        KrValue name = list->items->at[i];
        if (hidden || !kris_str(vm, name) || !kras_str(name)->size || *krstr_data(kras_str(name)) != '_')
            consider(vm, s, name);
    }
    return true;
}

static KrValue dir(KrVm *vm, KrValue o)
{
    KrValue names = krcall_given_dunder(vm, KR_D_dir, o, NULL, 0);
    KrList *list = names == KR_EMPTY || names == KR_RAISED ? NULL : krlist_with_capacity(vm, 16);
    return list && krlist_extend(vm, list, names) && krlist_sort(vm, list, KR_EMPTY, false) ? krvalue(list) : KR_RAISED;
}

static bool search_frame(KrVm *vm, Search *s, KrTraceback *tb, bool *is_self)
{
    KrFunc *f = tb->func;
    KrTuple *groups[] = {f->code->varnames, f->code->cellvars, f->code->freevars};
    KrValue self = tb->frame ? krobj_lookup(vm, tb->frame, KR_NAME(f_locals)) : KR_EMPTY;
    if (self != KR_EMPTY && self != KR_RAISED) {
        KrValue key = krvalue(KR_NAME(self)), me = krobj_getitem_or_empty(vm, self, key);
        if (me != KR_EMPTY && me != KR_RAISED) {
            const KrStr *name = krintern(vm, s->wrong);
            KrValue found = name ? krobj_lookup(vm, me, name) : KR_RAISED;
            *is_self = found != KR_EMPTY && found != KR_RAISED;
            if (*is_self)
                return true;
        }
    }
    krpending_clear(vm);
    for (size_t i = 0; i < KR_COUNT(groups); i++)
        if (groups[i] && !search(vm, s, krvalue(groups[i])))
            return false;
    return search(vm, s, krvalue(f->globals)) && search(vm, s, krvalue(vm->builtins));
}

static void put_suggestion(KrBuf *b, const char *before, const char *prefix, KrStr *name)
{
    krbuf_text(b, before);
    krbuf_text(b, prefix);
    krbuf_str(b, name);
    krbuf_text(b, "'?");
}

static bool is_library_module(KrVm *vm, KrStr *name)
{
    KrValue names = krobj_lookup(vm, vm->sys, KR_NAME(stdlib_module_names));
    if (names == KR_EMPTY || names == KR_RAISED)
        return false;
    return krobj_contains(vm, names, krvalue(name)) > 0;
}

static void hint_name(KrVm *vm, KrBuf *b, KrExc *e, Search *s)
{
    bool is_self = false;
    KrValue last = e->traceback;
    while (last != KR_EMPTY && last != KR_NONE && ((KrTraceback *)kras_obj(last))->next != KR_EMPTY &&
           ((KrTraceback *)kras_obj(last))->next != KR_NONE)
        last = ((KrTraceback *)kras_obj(last))->next;
    if (last != KR_EMPTY && last != KR_NONE && !search_frame(vm, s, (KrTraceback *)kras_obj(last), &is_self))
        s->best = NULL;
    krpending_clear(vm);
    if (is_self)
        put_suggestion(b, ". Did you mean: '", "self.", s->wrong);
    else if (s->best)
        put_suggestion(b, ". Did you mean: '", "", s->best);
    if (is_library_module(vm, s->wrong))
        put_suggestion(b, is_self || s->best ? " Or did you forget to import '" : ". Did you forget to import '", "", s->wrong);
}

void krerror_hint(KrVm *vm, KrBuf *b, KrValue exception)
{
    KrExc *e = kras_exc(exception);
    bool attribute = kris_instance(vm, exception, KR_TYPE_OF(AttributeError)), name = kris_instance(vm, exception, KR_TYPE_OF(NameError));
    bool import = kris_instance(vm, exception, KR_TYPE_OF(ImportError));
    KrValue wrong = import ? e->field[3] : attribute || name ? e->field[0] : KR_EMPTY;
    if (wrong == KR_EMPTY || !kris_str(vm, wrong))
        return;
    Search s = {.wrong = kras_str(wrong)};
    if (name) {
        hint_name(vm, b, e, &s);
    } else {
        KrValue module = import && e->field[1] != KR_EMPTY ? krdict_get(vm, vm->modules, e->field[1]) : KR_EMPTY;
        KrValue owner = attribute ? e->field[1] : module;
        KrValue names = owner == KR_EMPTY || owner == KR_RAISED ? KR_EMPTY : dir(vm, owner);
        if (names != KR_EMPTY && names != KR_RAISED && search(vm, &s, names) && s.best)
            put_suggestion(b, ". Did you mean: '", "", s.best);
    }
    krpending_clear(vm);
}
