/* SPDX-License-Identifier: MIT
 * The module _random: the Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998), seeded and read as CPython does it. */
#include "modules/posix.h"

#include "base/digest.h"
#include "modules/random.h"

#include <errno.h>
#include <sys/random.h>
#include <unistd.h>

/// module _random
/// Module implements the Mersenne Twister random number generator.

enum { N = KR_TWISTER_WORDS, M = 397 };

static KrRandom *self(KrValue *a)
{
    return (KrRandom *)kras_obj(a[0]);
}

/* ---- the generator ------------------------------------------------------------------------------------------------- */

static uint32_t twist(uint32_t high, uint32_t low)
{
    uint32_t y = (high & 0x80000000u) | (low & 0x7FFFFFFFu);
    return (y >> 1) ^ (low & 1 ? 0x9908B0DFu : 0);
}

static uint32_t next_word(KrRandom *r)
{
    uint32_t *s = r->state;
    if (r->index >= N) {
        for (int i = 0; i < N; i++)
            s[i] = s[(i + M) % N] ^ twist(s[i], s[(i + 1) % N]);
        r->index = 0;
    }
    uint32_t y = s[r->index++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9D2C5680u;
    y ^= (y << 15) & 0xEFC60000u;
    return y ^ (y >> 18);
}

static void seed_by_number(KrRandom *r, uint32_t seed)
{
    r->state[0] = seed;
    for (uint32_t i = 1; i < N; i++)
        r->state[i] = 1812433253u * (r->state[i - 1] ^ (r->state[i - 1] >> 30)) + i;
    r->index = N;
}

static void seed_by_words(KrRandom *r, const uint32_t *key, size_t n)
{
    uint32_t *s = r->state;
    uint32_t i = 1;
    size_t j = 0;
    seed_by_number(r, 19650218u);
    for (size_t k = n > N ? n : N; k; k--) {
        s[i] = (s[i] ^ ((s[i - 1] ^ (s[i - 1] >> 30)) * 1664525u)) + key[j] + (uint32_t)j;
        j = j + 1 < n ? j + 1 : 0;
        if (++i == N) {
            s[0] = s[N - 1];
            i = 1;
        }
    }
    for (int k = N - 1; k; k--) {
        s[i] = (s[i] ^ ((s[i - 1] ^ (s[i - 1] >> 30)) * 1566083941u)) - i;
        if (++i == N) {
            s[0] = s[N - 1];
            i = 1;
        }
    }
    s[0] = 0x80000000u;
}

static bool seed_by_system(KrVm *vm, KrRandom *r)
{
    uint32_t words[N];
    if (getrandom(words, sizeof words, 0) != sizeof words)
        return krraise_errno(vm, errno, KR_EMPTY), false;
    seed_by_words(r, words, N);
    return true;
}

/* The absolute value's words, least significant first; at least one. */
static bool seed_by_int(KrVm *vm, KrRandom *r, KrValue i)
{
    KrValue magnitude = krobj_unary(vm, KR_D_abs, i), bits = magnitude == KR_RAISED ? magnitude : krcall_method(vm, magnitude, KR_NAME(bit_length), NULL, 0);
    int64_t n;
    if (bits == KR_RAISED || !krobj_as_i64(vm, bits, &n, false))
        return false;
    size_t words = n ? ((size_t)n + 31) / 32 : 1;
    KrValue args[2] = {krsmall((int64_t)words * 4), krvalue(krstr_text(vm, "little"))};
    KrValue raw = args[1] ? krcall_method(vm, magnitude, KR_NAME(to_bytes), args, 2) : KR_RAISED;
    if (raw == KR_RAISED)
        return false;
    KrRaw *key = krheap_raw(vm, words * 4);
    if (!key)
        return false;
    memcpy(key->data, kras_bytes(raw)->at, words * 4);
    seed_by_words(r, (const uint32_t *)(void *)key->data, words);
    return true;
}

/* ---- Random ------------------------------------------------------------------------------------------------------------ */

/// class Random(seed=None)
/// Random() -> create a random number generator with its own internal state.

/// Random.__new__(cls, /, *args, **kwargs)
/// Create a generator seeded by the system.
KR_NATIVE(Random___new__)
{
    KrRandom *r = krobj_new(vm, kras_type(a[0]));
    return r && seed_by_system(vm, r) ? krvalue(r) : KR_RAISED;
}

/// Random.__init__(self, seed=None, /)
/// Initialize self.
KR_NATIVE(Random___init__)
{
    return krn_Random_seed(vm, a, 2);
}

/// Random.seed(self, n=None, /)
/// Defaults to use urandom and falls back to a combination of the current time and the process identifier.
KR_NATIVE(Random_seed)
{
    if (a[1] == KR_EMPTY || a[1] == KR_NONE)
        return seed_by_system(vm, self(a)) ? KR_NONE : KR_RAISED;
    KrValue number = a[1];
    uint64_t hash;
    if (!krint_check(vm, number)) {
        if (!krobj_hash(vm, number, &hash))
            return KR_RAISED;
        KrValue v = krcall(vm, krdict_get_name(vm, vm->builtins, KR_NAME(hash)), &a[1], 1);
        KR_TRY(v);
        /* CPython takes the hash as an unsigned word. */
        number = krint_to_i64(v, (int64_t *)&hash) ? krint_from_u64(vm, hash) : v;
    }
    return seed_by_int(vm, self(a), number) ? KR_NONE : KR_RAISED;
}

/// Random.random(self, /)
/// random() -> x in the interval [0, 1).
KR_NATIVE(Random_random)
{
    uint32_t high = next_word(self(a)) >> 5, low = next_word(self(a)) >> 6;
    return krdouble((high * 67108864.0 + low) * (1.0 / 9007199254740992.0));
}

/// Random.getrandbits(self, k, /)
/// getrandbits(k) -> x.  Generates an int with k random bits.
KR_NATIVE(Random_getrandbits)
{
    int64_t k;
    if (!krobj_as_i64(vm, a[1], &k, false))
        return KR_RAISED;
    if (k < 0)
        return krraise(vm, KR_T_ValueError, "number of bits must be non-negative");
    if (k == 0)
        return krsmall(0);
    if (k <= 32)
        return krint_from(vm, next_word(self(a)) >> (32 - k));
    size_t words = ((size_t)k - 1) / 32 + 1;
    KrRaw *room = krheap_raw(vm, words * 4);
    if (!room || !krcharge(vm, (int64_t)words))
        return KR_RAISED;
    for (size_t i = 0; i < words; i++, k -= 32) {
        uint32_t w = next_word(self(a));
        if (k < 32)
            w >>= 32 - k;
        memcpy(room->data + i * 4, &w, 4);
    }
    KrBytes *raw = krbytes_new(vm, room->data, words * 4);
    KrValue args[2] = {krvalue(raw), krvalue(krstr_text(vm, "little"))};
    return raw && args[1] ? krcall_method(vm, krvalue(KR_TYPE_OF(int)), KR_NAME(from_bytes), args, 2) : KR_RAISED;
}

/// Random.getstate(self, /)
/// getstate() -> tuple containing the current state.
KR_NATIVE(Random_getstate)
{
    KrTuple *t = krtuple_new(vm, NULL, N + 1);
    for (int i = 0; t && i < N; i++)
        krstore(vm, t, &t->at[i], krsmall(self(a)->state[i]));
    if (t)
        krstore(vm, t, &t->at[N], krsmall(self(a)->index));
    return krvalue_or_raised(t);
}

/// Random.setstate(self, state, /)
/// setstate(state) -> None.  Restores generator state.
KR_NATIVE(Random_setstate)
{
    uint32_t words[N];
    if (!kris_ptr(a[1]) || !kris_kind(vm, a[1], KR_TF_TUPLE))
        return krraise(vm, KR_T_TypeError, "state vector must be a tuple");
    KrTuple *t = kras_tuple(a[1]);
    if (t->n != N + 1)
        return krraise(vm, KR_T_ValueError, "state vector is the wrong size");
    for (int i = 0; i <= N; i++) {
        int64_t v;
        if (!krint_check(vm, t->at[i]))
            return krraise(vm, KR_T_TypeError, "expected int, %T found", t->at[i]);
        if (!krint_to_i64(krobj_index(vm, t->at[i]), &v) || v < 0)
            return krraise(vm, KR_T_OverflowError, "can't convert negative value to unsigned int");
        if (i == N && v > N)
            return krraise(vm, KR_T_ValueError, "invalid state");
        if (i == N)
            self(a)->index = (uint32_t)v;
        else
            words[i] = (uint32_t)v;
    }
    memcpy(self(a)->state, words, sizeof words);
    return KR_NONE;
}

/// _random._sha512(data, /)
/// The SHA-512 digest of data, by which strings become seeds.
KR_NATIVE(_random__sha512)
{
    const uint8_t *data;
    size_t size;
    KrDigest d;
    uint8_t digest[64];
    if (!krbuffer_get(vm, a[0], &data, &size) || !krcharge(vm, (int64_t)(size / 64)))
        return KR_RAISED;
    krdigest_init(&d, KR_SHA512);
    krdigest_update(&d, data, size);
    krdigest_final(&d, digest, sizeof digest);
    return krvalue_or_raised(krbytes_new(vm, digest, sizeof digest));
}
