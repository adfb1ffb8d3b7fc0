/* SPDX-License-Identifier: MIT
 * Values from C and back: constructors, tests, containers, iteration, memory of the host's as bytes. */
#include "api/host.h"

#include "object/bytes.h"
#include "object/dict.h"
#include "object/type.h"

static kr_value out(KrValue v)
{
    return (kr_value){v};
}

bool krgiven_all(KrVm *vm, const kr_value *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!krgiven(vm, values[i]))
            return false;
    return true;
}

/* ---- constructors ----------------------------------------------------------------------------------------------------- */

kr_value kr_tuple(kr_vm *host, const kr_value *items, size_t n)
{
    KR_ENTER_BRIEFLY(vm, host, KR_ERROR);
    return out(krgiven_all(vm, items, n) ? krvalue_or_raised(krtuple_new(vm, (const KrValue *)items, n)) : KR_RAISED);
}

kr_value kr_dict(kr_vm *host)
{
    KR_ENTER_BRIEFLY(vm, host, KR_ERROR);
    return out(krvalue_or_raised(krdict_new(vm)));
}

kr_value kr_set(kr_vm *host, const kr_value *items, size_t n)
{
    KR_ENTER(vm, host, KR_ERROR);
    KrSet *s = krgiven_all(vm, items, n) ? krset_new(vm, KR_T_set) : NULL;
    for (size_t i = 0; s && i < n; i++)
        if (!krset_add(vm, s, items[i].bits))
            return KR_ERROR;
    return out(krvalue_or_raised(s));
}

kr_value kr_bytes(kr_vm *host, const void *data, size_t n)
{
    KR_ENTER_BRIEFLY(vm, host, KR_ERROR);
    return out(krvalue_or_raised(krbytes_new(vm, n ? data : "", n)));
}

kr_value kr_name(kr_vm *host, const char *text)
{
    KR_ENTER_BRIEFLY(vm, host, KR_ERROR);
    return out(krvalue_or_raised(krintern_text(vm, text, strlen(text))));
}

/* ---- tests ------------------------------------------------------------------------------------------------------------ */

kr_value kr_class_of(kr_vm *host, kr_value v)
{
    KR_ENTER_BRIEFLY(vm, host, KR_ERROR);
    return out(krgiven(vm, v) ? krvalue(krtype_of(vm, v.bits)) : KR_RAISED);
}

kr_type kr_typeof(kr_vm *host, kr_value v)
{
    static const struct {
        uint32_t flag;
        kr_type type;
    } kinds[] = {{KR_TF_INT, KR_TYPE_INT}, {KR_TF_FLOAT, KR_TYPE_FLOAT}, {KR_TF_STR, KR_TYPE_STR}, {KR_TF_BYTES, KR_TYPE_BYTES},
                 {KR_TF_LIST, KR_TYPE_LIST}, {KR_TF_TUPLE, KR_TYPE_TUPLE}, {KR_TF_DICT, KR_TYPE_DICT}, {KR_TF_SET, KR_TYPE_SET},
                 {KR_TF_TYPE, KR_TYPE_CLASS}};
    KrVm *vm = (KrVm *)host;
    if (v.bits == KR_EMPTY || kr_failed(v))
        return KR_TYPE_NOTHING;
    if (v.bits == KR_NONE || kris_bool(v.bits))
        return v.bits == KR_NONE ? KR_TYPE_NONE : KR_TYPE_BOOL;
    uint32_t flags = krtype_of(vm, v.bits)->flags;
    for (size_t i = 0; i < KR_COUNT(kinds); i++)
        if (flags & kinds[i].flag)
            return kinds[i].type;
    return KR_TYPE_OTHER;
}

int kr_isinstance(kr_vm *host, kr_value v, kr_value cls)
{
    KR_ENTER(vm, host, -1);
    return krgiven(vm, v) && krgiven(vm, cls) ? krobj_isinstance(vm, v.bits, cls.bits) : -1;
}

int kr_truth(kr_vm *host, kr_value v)
{
    KR_ENTER(vm, host, -1);
    return krgiven(vm, v) ? krobj_true(vm, v.bits) : -1;
}

int kr_equal(kr_vm *host, kr_value a, kr_value b)
{
    KR_ENTER(vm, host, -1);
    return krgiven(vm, a) && krgiven(vm, b) ? krobj_eq(vm, a.bits, b.bits) : -1;
}

/* ---- containers ------------------------------------------------------------------------------------------------------- */

int64_t kr_len(kr_vm *host, kr_value v)
{
    KR_ENTER(vm, host, -1);
    return krgiven(vm, v) ? krobj_len(vm, v.bits) : -1;
}

int kr_contains(kr_vm *host, kr_value container, kr_value item)
{
    KR_ENTER(vm, host, -1);
    return krgiven(vm, container) && krgiven(vm, item) ? krobj_contains(vm, container.bits, item.bits) : -1;
}

bool kr_delitem(kr_vm *host, kr_value o, kr_value key)
{
    KR_ENTER(vm, host, false);
    return krgiven(vm, o) && krgiven(vm, key) && krobj_setitem(vm, o.bits, key.bits, KR_EMPTY);
}

bool kr_append(kr_vm *host, kr_value list, kr_value item)
{
    KR_ENTER_BRIEFLY(vm, host, false);
    if (!krgiven(vm, list) || !krgiven(vm, item))
        return false;
    if (!kris_kind(vm, list.bits, KR_TF_LIST))
        return krraise(vm, KR_T_TypeError, "kr_append() takes a list, not '%T'", list.bits), false;
    return krlist_append(vm, kras_list(list.bits), item.bits);
}

kr_value kr_iter(kr_vm *host, kr_value v)
{
    KR_ENTER(vm, host, KR_ERROR);
    return out(krgiven(vm, v) ? krobj_iter(vm, v.bits) : KR_RAISED);
}

int kr_next(kr_vm *host, kr_value iterator, kr_value *item)
{
    KR_ENTER(vm, host, -1);
    KrValue v = krgiven(vm, iterator) ? krobj_next(vm, iterator.bits) : KR_RAISED;
    if (v == KR_RAISED || v == KR_EMPTY)
        return v == KR_RAISED ? -1 : 0;
    *item = out(v);
    return 1;
}

int kr_dict_next(kr_vm *host, kr_value dict, size_t *pos, kr_value *key, kr_value *value)
{
    KR_ENTER_BRIEFLY(vm, host, -1);
    if (!krgiven(vm, dict))
        return -1;
    if (!kris_kind(vm, dict.bits, KR_TF_DICT))
        return krraise(vm, KR_T_TypeError, "kr_dict_next() takes a dict, not '%T'", dict.bits), -1;
    KrValue k, v;
    uint32_t at = (uint32_t)*pos;
    if (!krdict_next(kras_dict(dict.bits), &at, &k, &v))
        return 0;
    *pos = at;
    *key = out(k);
    *value = out(v);
    return 1;
}

/* ---- attributes by name values ------------------------------------------------------------------------------------------ */

static const KrStr *name_of(KrVm *vm, kr_value name)
{
    if (!krgiven(vm, name))
        return NULL;
    if (!kris_str(vm, name.bits))
        return krraise(vm, KR_T_TypeError, "attribute name must be string, not '%T'", name.bits), NULL;
    return krintern(vm, kras_str(name.bits));
}

kr_value kr_get_named(kr_vm *host, kr_value o, kr_value name)
{
    KR_ENTER(vm, host, KR_ERROR);
    const KrStr *key = krgiven(vm, o) ? name_of(vm, name) : NULL;
    return out(key ? krobj_getattr(vm, o.bits, key) : KR_RAISED);
}

bool kr_set_named(kr_vm *host, kr_value o, kr_value name, kr_value v)
{
    KR_ENTER(vm, host, false);
    const KrStr *key = krgiven(vm, o) && krgiven(vm, v) ? name_of(vm, name) : NULL;
    return key && krobj_setattr(vm, o.bits, key, v.bits);
}

int kr_findattr(kr_vm *host, kr_value o, const char *name, kr_value *v)
{
    KR_ENTER(vm, host, -1);
    const KrStr *key = krgiven(vm, o) ? krintern_text(vm, name, strlen(name)) : NULL;
    KrValue found = key ? krobj_lookup(vm, o.bits, key) : KR_RAISED;
    if (found == KR_RAISED || found == KR_EMPTY)
        return found == KR_RAISED ? -1 : 0;
    *v = out(found);
    return 1;
}

bool kr_delattr(kr_vm *host, kr_value o, const char *name)
{
    KR_ENTER(vm, host, false);
    const KrStr *key = krgiven(vm, o) ? krintern_text(vm, name, strlen(name)) : NULL;
    return key && krobj_setattr(vm, o.bits, key, KR_EMPTY);
}

kr_value kr_call_method(kr_vm *host, kr_value o, kr_value name, const kr_value *args, size_t n)
{
    KR_ENTER(vm, host, KR_ERROR);
    const KrStr *key = krgiven(vm, o) && krgiven_all(vm, args, n) ? name_of(vm, name) : NULL;
    KrValue method = key ? krobj_getattr(vm, o.bits, key) : KR_RAISED;
    return method == KR_RAISED ? KR_ERROR : krhost_call(vm, method, (const KrValue *)args, (uint32_t)n, NULL);
}

kr_value kr_call_kw(kr_vm *host, kr_value fn, const kr_value *args, size_t n, kr_value names)
{
    KR_ENTER(vm, host, KR_ERROR);
    if (!krgiven(vm, fn) || !krgiven_all(vm, args, n) || !krgiven(vm, names))
        return KR_ERROR;
    KrTuple *kw = kris_exact(names.bits, KR_T_tuple) ? kras_tuple(names.bits) : NULL;
    bool ok = kw && kw->n <= n;
    for (size_t i = 0; ok && i < kw->n; i++)
        ok = kris_str(vm, kw->at[i]);
    if (!ok)
        return out(krraise(vm, KR_T_TypeError, "kr_call_kw: the names must be a tuple of at most as many str as there are values"));
    return krhost_call(vm, fn.bits, (const KrValue *)args, (uint32_t)n, kw->n ? kw : NULL);
}

/* ---- memory ------------------------------------------------------------------------------------------------------------- */

typedef struct Memory {
    void *data;
    void (*done)(void *data, void *user);
    void *user;
} Memory;

static void memory_done(void *mem, void *user)
{
    Memory *m = mem;
    (void)user;
    if (m->done)
        m->done(m->data, m->user);
}

/* What a view of it owns: the last one takes it along. */
static const kr_classdef memory_def = {.name = "memory", .doc = "Memory of the host's.", .size = sizeof(Memory),
                                       .flags = KR_CLASS_NO_NEW | KR_CLASS_FINAL, .finalize = memory_done};

kr_value kr_buffer(kr_vm *host, void *data, size_t n, int flags, void (*done)(void *data, void *user), void *user)
{
    KR_ENTER_BRIEFLY(vm, host, KR_ERROR);
    void *mem;
    kr_value owner = kr_object(host, kr_class(host, &memory_def, kr_none()), &mem);
    KrValue view = kr_failed(owner) ? KR_RAISED : krmemoryview_over(vm, owner.bits, data, n, !(flags & KR_BUFFER_WRITE));
    if (view != KR_RAISED)
        *(Memory *)mem = (Memory){data, done, user};
    return out(view);
}

const void *kr_as_bytes(kr_vm *host, kr_value v, size_t *n)
{
    KR_ENTER_BRIEFLY(vm, host, NULL);
    const uint8_t *data;
    return krgiven(vm, v) && krbuffer_get(vm, v.bits, &data, n) ? data : NULL;
}
