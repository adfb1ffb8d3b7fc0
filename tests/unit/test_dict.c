/* SPDX-License-Identifier: MIT
 * Tests of the hash table: against a plain array of pairs, with keys of several kinds. */
#include "object/dictcore.h"
#include "object/int.h"
#include "object/iter.h"
#include "object/str.h"
#include "with_vm.h"

#include <stdio.h>

typedef enum Keys { INTS, TEXTS, FLOATS, TUPLES, MIXED, KINDS } Keys;

static KrValue text_key(int64_t k)
{
    char text[24];
    int n = snprintf(text, sizeof text, "key%d", (int)k);
    return krvalue(krstr_new(vm, text, (size_t)n));
}

/* The same k gives an equal key, though not the same object. */
static KrValue make_key(Keys keys, int64_t k)
{
    switch (keys) {
    case INTS:
        return krsmall(k << 20);
    case TEXTS:
        return text_key(k);
    case FLOATS: /* equal to ints half of the time */
        return k % 2 ? krsmall(k) : krdouble((double)k);
    case TUPLES:
        return krvalue(krtuple_of(vm, 2, krsmall(k % 7), text_key(k)));
    default:
        return make_key((Keys)(k % MIXED), k);
    }
}

enum { MAX_KEYS = 2000 };
static struct {
    int64_t key;
    KrValue value;
} model[MAX_KEYS];
static size_t model_n;

static size_t model_find(int64_t key)
{
    size_t i = 0;
    while (i < model_n && model[i].key != key)
        i++;
    return i;
}

static void model_set(int64_t key, KrValue value)
{
    size_t i = model_find(key);
    model[i].key = key;
    model[i].value = value;
    model_n += i == model_n;
}

static void model_remove(size_t i)
{
    memmove(&model[i], &model[i + 1], (model_n - i - 1) * sizeof *model);
    model_n--;
}

static void ck_assert_same(KrDict *d, Keys keys)
{
    uint32_t pos = 0;
    KrValue key, value;
    ck_assert_uint_eq(d->live, model_n);
    for (size_t i = 0; i < model_n; i++) {
        ck_assert(krdict_next(d, &pos, &key, &value));
        ck_assert_uint_eq(value, model[i].value);
        ck_assert_int_eq(krobj_eq(vm, key, make_key(keys, model[i].key)), 1);
    }
    ck_assert(!krdict_next(d, &pos, &key, &value));
}

/* One random operation on the dict and on the model. */
static KrDict *operate(KrDict *d, Keys keys, int64_t key, int64_t stamp)
{
    KrValue k = make_key(keys, key), value = krsmall(stamp), old;
    size_t at = model_find(key);
    bool there = at < model_n;
    uint64_t what = next_random() % 16;
    if (what < 6) {
        ck_assert(krdict_set(vm, d, k, value));
        model_set(key, value);
    } else if (what < 9) {
        ck_assert_int_eq(krdict_delete(vm, d, k, &old), there);
        if (there) {
            ck_assert_uint_eq(old, model[at].value);
            model_remove(at);
        }
    } else if (what < 12) {
        ck_assert_uint_eq(krdict_get(vm, d, k), there ? model[at].value : KR_EMPTY);
    } else if (what < 13) {
        KrEntry e;
        ck_assert_int_eq(krdict_pop_last(vm, d, &e), model_n > 0);
        if (model_n)
            ck_assert_uint_eq(e.value, model[--model_n].value);
    } else if (what < 14) {
        ck_assert_uint_eq(krdict_setdefault(vm, d, k, value), there ? model[at].value : value);
        if (!there)
            model_set(key, value);
    } else if (next_random() % 40 == 0) {
        krdict_clear(vm, d);
        model_n = 0;
    } else if (next_random() % 20 == 0) {
        d = krdict_copy(vm, d);
    }
    return d;
}

START_TEST(random_operations)
{
    static const int64_t ranges[] = {5, 9, 30, 300, MAX_KEYS};
    Keys keys = (Keys)_i;
    for (size_t r = 0; r < KR_COUNT(ranges); r++) {
        KrDict *d = krdict_new(vm);
        model_n = 0;
        for (int64_t i = 0; i < 6000; i++) {
            d = operate(d, keys, (int64_t)(next_random() % (uint64_t)ranges[r]), i);
            if (i % 61 == 0)
                ck_assert_same(d, keys);
            if (i % 997 == 0)
                krheap_collect(vm);
        }
        ck_assert_same(d, keys);
    }
}
END_TEST

START_TEST(names)
{
    KrDict *d = krdict_new(vm);
    const KrStr *x = krintern_text(vm, "some_name", 9), *y = krintern_text(vm, "other", 5);
    ck_assert(krdict_set_name(vm, d, x, krsmall(1)));
    ck_assert_int_eq(krdict_find_name(vm, d, x), 0);
    ck_assert_int_eq(krdict_find_name(vm, d, y), -1);
    ck_assert_uint_eq(krdict_get(vm, d, krvalue(krstr_text(vm, "some_name"))), krsmall(1));
    for (int64_t i = 0; i < 100; i++)
        ck_assert(krdict_set(vm, d, text_key(i), krsmall(i)));
    ck_assert(krdict_set(vm, d, krvalue(krtuple_of(vm, 1, krsmall(1))), krsmall(5)));
    ck_assert_uint_eq(krdict_get_name(vm, d, x), krsmall(1));
    ck_assert_uint_eq(krdict_get_name(vm, d, krintern(vm, kras_str(text_key(50)))), krsmall(50));
    ck_assert(krdict_delete_name(vm, d, x));
    ck_assert(!krdict_delete_name(vm, d, x));
    ck_assert_uint_eq(krdict_get_name(vm, d, x), KR_EMPTY);
}
END_TEST

/* A value set anew keeps the number that an inline cache knows; a new or lost key does not. */
START_TEST(versions)
{
    KrDict *d = krdict_new(vm);
    const KrStr *x = krintern_text(vm, "x", 1);
    ck_assert(krdict_set_name(vm, d, x, KR_NONE));
    d->keys_version = 77;
    ck_assert(krdict_set_name(vm, d, x, KR_TRUE));
    ck_assert_uint_eq(d->keys_version, 77);
    ck_assert(krdict_set(vm, d, krsmall(1), KR_TRUE));
    ck_assert_uint_eq(d->keys_version, 0);
    d->keys_version = 78;
    ck_assert(krdict_delete_name(vm, d, x));
    ck_assert_uint_eq(d->keys_version, 0);
}
END_TEST

START_TEST(equal_numbers_are_one_key)
{
    KrDict *d = krdict_new(vm);
    ck_assert(krdict_set(vm, d, krsmall(1), krsmall(10)));
    ck_assert(krdict_set(vm, d, krdouble(1.0), krsmall(11)));
    ck_assert(krdict_set(vm, d, KR_TRUE, krsmall(12)));
    ck_assert_uint_eq(d->live, 1);
    ck_assert_uint_eq(krdict_get(vm, d, krsmall(1)), krsmall(12));
    ck_assert(krdict_set(vm, d, krdouble(-0.0), krsmall(13)));
    ck_assert_uint_eq(krdict_get(vm, d, krsmall(0)), krsmall(13));
    ck_assert_uint_eq(krdict_get(vm, d, KR_FALSE), krsmall(13));
}
END_TEST

/* Strs that all have one hash: slow at first, then placed by the keyed hash. */
START_TEST(colliding_strs)
{
    enum { N = 3000 };
    KrDict *d = krdict_new(vm);
    for (int64_t i = 0; i < N; i++) {
        KrValue k = text_key(i);
        kras_str(k)->hash = 12345;
        ck_assert(krdict_set(vm, d, k, krsmall(i)));
    }
    ck_assert_uint_eq(d->h.kind & KR_DICT_KEYED, KR_DICT_KEYED);
    ck_assert(krdict_set(vm, d, krsmall(7), krsmall(-7)));
    KrDict *copy = krdict_copy(vm, d);
    for (int64_t i = 0; i < N; i++) {
        KrValue k = text_key(i);
        kras_str(k)->hash = 12345;
        ck_assert_uint_eq(krdict_get(vm, copy, k), krsmall(i));
        if (i % 3 == 0)
            ck_assert_int_eq(krdict_delete(vm, copy, k, NULL), 1);
        ck_assert_uint_eq(krdict_get(vm, copy, k), i % 3 ? krsmall(i) : KR_EMPTY);
    }
    ck_assert_uint_eq(krdict_get(vm, copy, krsmall(7)), krsmall(-7));
    krdict_clear(vm, d);
    ck_assert_uint_eq(d->h.kind, 0);
}
END_TEST

/* A queue in a dict: the first key is found without walking over those that are gone. */
START_TEST(first_in_first_out)
{
    KrDict *d = krdict_new(vm);
    for (int64_t i = 0; i < 20000; i++) {
        ck_assert(krdict_set(vm, d, krsmall(i), krsmall(i)));
        if (i < 500)
            continue;
        uint32_t pos = 0, entry;
        ck_assert(krdict_step(d, &pos, &entry));
        ck_assert_uint_eq(krdict_entries(d)[entry].key, krsmall(i - 500));
        krdict_remove_at(vm, d, entry);
    }
    ck_assert_uint_eq(d->live, 500);
    ck_assert_uint_le(d->mask, 4095);
}
END_TEST

START_TEST(reserve_and_merge)
{
    KrDict *d = krdict_with_capacity(vm, 1000), *other = krdict_new(vm);
    KrValues *cell = d->entries;
    for (int64_t i = 0; i < 1000; i++)
        ck_assert(krdict_set(vm, d, krsmall(i), KR_NONE));
    ck_assert_ptr_eq(d->entries, cell);
    for (int64_t i = 500; i < 1500; i++)
        ck_assert(krdict_set(vm, other, krsmall(i), krsmall(i)));
    ck_assert(krdict_merge(vm, d, other));
    ck_assert_uint_eq(d->live, 1500);
    ck_assert_uint_eq(krdict_get(vm, d, krsmall(600)), krsmall(600));
    ck_assert_uint_eq(krdict_get(vm, d, krsmall(400)), KR_NONE);
}
END_TEST

int main(void)
{
    TCase *tc = vm_case("dict");
    tcase_add_loop_test(tc, random_operations, 0, KINDS);
    tcase_add_test(tc, names);
    tcase_add_test(tc, versions);
    tcase_add_test(tc, equal_numbers_are_one_key);
    tcase_add_test(tc, colliding_strs);
    tcase_add_test(tc, first_in_first_out);
    tcase_add_test(tc, reserve_and_merge);
    return vm_run(tc);
}
