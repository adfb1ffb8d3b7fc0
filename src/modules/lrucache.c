/* SPDX-License-Identifier: MIT
 * The wrapper of functools.lru_cache. */
#include "modules/functools.h"

#include "modules/modules.h"
#include "object/dictcore.h"
#include "object/iter.h"

static KrLruCache *as_cache(KrValue v)
{
    return (KrLruCache *)kras_obj(v);
}

/// class _lru_cache_wrapper(user_function, maxsize, typed, cache_info_type)
/// Create a cached callable that wraps another function.

/// _lru_cache_wrapper.__new__(cls, user_function, maxsize, typed, cache_info_type)
/// Create and return a new object.
KR_NATIVE(_lru_cache_wrapper___new__)
{
    if (krdunder(vm, krtype_of(vm, a[1]), KR_D_call) == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "the first argument must be callable");
    int64_t maxsize = -1;
    if (a[2] != KR_NONE) {
        if (krdunder(vm, krtype_of(vm, a[2]), KR_D_index) == KR_EMPTY)
            return krraise(vm, KR_T_TypeError, "maxsize should be integer or None");
        if (!krobj_as_i64(vm, a[2], &maxsize, false))
            return KR_RAISED;
        if (maxsize < 0)
            maxsize = 0;
    }
    int typed = krobj_true(vm, a[3]);
    KrDict *d = typed < 0 ? NULL : krdict_new(vm);
    KrLruCache *c = d ? krobj_new(vm, kras_type(a[0])) : NULL;
    if (!c)
        return KR_RAISED;
    krstore(vm, c, &c->fn, a[1]);
    krstore(vm, c, &c->cache, krvalue(d));
    krstore(vm, c, &c->info_type, a[4]);
    c->maxsize = maxsize;
    c->typed = typed;
    return krvalue(c);
}

/* What separates positional from keyword arguments in a key: nothing that a program can pass. */
#define KEYWORDS_FOLLOW krvalue(KR_TYPE_OF(raw_cell))

static KrValue make_key(KrVm *vm, bool typed, KrDict *kwargs, const KrValue *args, size_t n)
{
    size_t nkw = kwargs ? kwargs->live : 0;
    if (!typed && nkw == 0 && n == 1 && (kris_int(args[0]) || kris_exact(args[0], KR_T_str) || kris_exact(args[0], KR_T_int)))
        return args[0];
    size_t size = n + (nkw ? 1 + 2 * nkw : 0) + (typed ? n + nkw : 0), at = n;
    KrTuple *t = krtuple_new(vm, NULL, size);
    if (!t)
        return KR_RAISED;
    krstore_all(vm, t, t->at, args, n);
    KrValue key, value;
    if (nkw)
        krstore(vm, t, &t->at[at++], KEYWORDS_FOLLOW);
    for (uint32_t pos = 0; nkw && krdict_next(kwargs, &pos, &key, &value);) {
        krstore(vm, t, &t->at[at++], key);
        krstore(vm, t, &t->at[at++], value);
    }
    for (size_t i = 0; typed && i < n; i++)
        krstore(vm, t, &t->at[at++], krvalue(krtype_of(vm, args[i])));
    for (uint32_t pos = 0; typed && nkw && krdict_next(kwargs, &pos, &key, &value);)
        krstore(vm, t, &t->at[at++], krvalue(krtype_of(vm, value)));
    return krvalue(t);
}

static KrValue call_wrapped(KrVm *vm, KrLruCache *c, KrDict *kwargs, const KrValue *args, uint32_t n)
{
    if (!kwargs || !kwargs->live)
        return krcall(vm, c->fn, args, n);
    KrTuple *t = krtuple_new(vm, args, n);
    return t ? krcall_ex(vm, c->fn, t, kwargs) : KR_RAISED;
}

/* A result that was found becomes the newest one. */
static KrValue renew(KrVm *vm, KrDict *d, uint32_t entry, uint32_t hash)
{
    KrEntry found = krdict_entries(d)[entry];
    if (entry + 1 == d->used)
        return found.value;
    krdict_remove_at(vm, d, entry);
    return krdict_add(vm, d, found.key, hash, found.value) ? found.value : KR_RAISED;
}

static bool remember(KrVm *vm, KrLruCache *c, KrValue key, uint32_t hash, KrValue value)
{
    KrDict *d = kras_dict(c->cache);
    /* The function may have put the key there itself: what is there stays. */
    int64_t found = krdict_find(vm, d, key, hash);
    if (found != KR_ABSENT)
        return found >= 0;
    uint32_t pos = 0, oldest;
    if (c->maxsize >= 0 && d->live >= (uint64_t)c->maxsize && krdict_step(d, &pos, &oldest))
        krdict_remove_at(vm, d, oldest);
    return krdict_add(vm, d, key, hash, value);
}

/// _lru_cache_wrapper.__call__(self, /, *args, **kwargs)
/// Call self as a function.
KR_NATIVE(_lru_cache_wrapper___call__)
{
    KrLruCache *c = as_cache(a[0]);
    KrDict *kwargs = a[1] == KR_EMPTY ? NULL : kras_dict(a[1]);
    if (c->maxsize == 0) {
        c->misses++;
        return call_wrapped(vm, c, kwargs, &a[2], n - 2);
    }
    KrValue key = make_key(vm, c->typed, kwargs, &a[2], n - 2);
    uint32_t hash;
    if (key == KR_RAISED || !krdict_hash(vm, key, &hash))
        return KR_RAISED;
    KrDict *d = kras_dict(c->cache);
    int64_t entry = krdict_find(vm, d, key, hash);
    if (entry >= 0) {
        c->hits++;
        return c->maxsize < 0 ? krdict_entries(d)[entry].value : renew(vm, d, (uint32_t)entry, hash);
    }
    if (entry != KR_ABSENT)
        return KR_RAISED;
    c->misses++;
    KrValue v = call_wrapped(vm, c, kwargs, &a[2], n - 2);
    KR_TRY(v);
    return remember(vm, c, key, hash, v) ? v : KR_RAISED;
}

/// _lru_cache_wrapper.cache_info(self, /)
/// Report cache statistics
KR_NATIVE(_lru_cache_wrapper_cache_info)
{
    KrLruCache *c = as_cache(a[0]);
    KrValue maxsize = c->maxsize < 0 ? KR_NONE : krint_from(vm, c->maxsize);
    KR_TRY(maxsize);
    KrValue args[4] = {krsmall(c->hits), krsmall(c->misses), maxsize, krsmall(kras_dict(c->cache)->live)};
    return krcall(vm, c->info_type, args, 4);
}

/// _lru_cache_wrapper.cache_clear(self, /)
/// Clear the cache and cache statistics
KR_NATIVE(_lru_cache_wrapper_cache_clear)
{
    KrLruCache *c = as_cache(a[0]);
    c->hits = c->misses = 0;
    krdict_clear(vm, kras_dict(c->cache));
    return KR_NONE;
}

/// _lru_cache_wrapper.__get__(self, instance, owner=None, /)
/// Return an attribute of instance, which is of type owner.
KR_NATIVE(_lru_cache_wrapper___get__)
{
    return a[1] == KR_NONE ? a[0] : krbound_new(vm, a[0], a[1]);
}

/// _lru_cache_wrapper.__reduce__(self, /)
/// Pickled by name.
KR_NATIVE(_lru_cache_wrapper___reduce__)
{
    return krobj_getattr(vm, a[0], KR_NAME(__qualname__));
}

/// _lru_cache_wrapper.__copy__(self, /)
/// Functions are not copied.
KR_NATIVE(_lru_cache_wrapper___copy__)
{
    return a[0];
}

/// _lru_cache_wrapper.__deepcopy__(self, memo, /)
/// Functions are not copied.
KR_NATIVE(_lru_cache_wrapper___deepcopy__)
{
    return a[0];
}
