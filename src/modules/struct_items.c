/* SPDX-License-Identifier: MIT
 * The module _struct: single values to bytes and back. */
#include "modules/struct.h"

#include "object/int.h"

#include <math.h>

/* ---- bytes in either order ------------------------------------------------------------------------------------- */

static uint64_t load(const uint8_t *p, size_t size, bool big)
{
    uint64_t v = 0;
    for (size_t i = 0; i < size; i++)
        v = v << 8 | p[big ? i : size - 1 - i];
    return v;
}

static void store(uint8_t *p, size_t size, bool big, uint64_t v)
{
    for (size_t i = 0; i < size; i++, v >>= 8)
        p[big ? size - 1 - i : i] = (uint8_t)v;
}

/* ---- half precision -------------------------------------------------------------------------------------------- */

static double half_to_double(uint64_t h)
{
    int exponent = h >> 10 & 31, fraction = h & 1023;
    double d = exponent == 0    ? ldexp(fraction, -24)
               : exponent == 31 ? (fraction ? NAN : INFINITY)
                                : ldexp(1024 + fraction, exponent - 25);
    return h & 0x8000 ? -d : d;
}

/* Rounded to even; false if it is too large. */
static bool double_to_half(double d, uint64_t *out)
{
    uint64_t sign = signbit(d) ? 0x8000 : 0;
    int exponent;
    d = fabs(d);
    if (d != d)
        return *out = sign | 0x7E00, true;
    if (isinf(d))
        return *out = sign | 0x7C00, true;
    frexp(d, &exponent);
    int unit = exponent - 11 < -24 || d == 0 ? -24 : exponent - 11; /* the last bit's place */
    uint64_t n = (uint64_t)nearbyint(ldexp(d, -unit));
    uint64_t bits = unit == -24 && n < 1024 ? n : n + ((uint64_t)(unit + 24) << 10);
    *out = sign | bits;
    return bits < 0x7C00;
}

/* ---- unpacking ------------------------------------------------------------------------------------------------- */

static KrValue unpack_float(const KrStruct *s, char code, size_t size, const uint8_t *p)
{
    uint64_t bits = load(p, size, s->big);
    if (code == 'e')
        return krdouble(half_to_double(bits));
    if (code == 'f') {
        uint32_t narrow = (uint32_t)bits;
        float f;
        memcpy(&f, &narrow, sizeof f);
        return krdouble(f);
    }
    double d;
    memcpy(&d, &bits, sizeof d);
    return krdouble(d);
}

static bool is_signed(char code)
{
    return strchr("bhilqn", code) != NULL;
}

static KrValue unpack_one(KrVm *vm, const KrStruct *s, const KrStructItem *item, const uint8_t *p)
{
    switch (item->code) {
    case 's':
        return krvalue_or_raised(krbytes_new(vm, p, item->size));
    case 'p': {
        size_t n = item->size ? p[0] : 0;
        return krvalue_or_raised(krbytes_new(vm, item->size ? p + 1 : p, n < item->size ? n : item->size ? item->size - 1 : 0));
    }
    case 'c':
        return krvalue_or_raised(krbytes_new(vm, p, 1));
    case '?':
        return krbool(load(p, item->size, s->big) != 0);
    case 'e':
    case 'f':
    case 'd':
        return unpack_float(s, item->code, item->size, p);
    }
    uint64_t v = load(p, item->size, s->big);
    if (!is_signed(item->code))
        return krint_from_u64(vm, v);
    unsigned unused = 64 - 8 * (unsigned)item->size;
    return krint_from(vm, (int64_t)(v << unused) >> unused);
}

KrValue krstruct_unpack(KrVm *vm, const KrStruct *s, const uint8_t *data)
{
    KrTuple *t = krtuple_new(vm, NULL, s->nvalues);
    const KrStructItem *items = krstruct_items(s);
    if (!t || !krcharge(vm, (int64_t)s->nvalues))
        return KR_RAISED;
    for (size_t i = 0, n = 0; i < s->nitems; i++)
        for (size_t k = 0; k < items[i].repeat; k++) {
            KrValue v = unpack_one(vm, s, &items[i], data + items[i].offset + k * items[i].size);
            KR_TRY(v);
            krstore(vm, t, &t->at[n++], v);
        }
    return krvalue(t);
}

/* ---- packing --------------------------------------------------------------------------------------------------- */

static bool range_error(KrVm *vm, const KrStructItem *item)
{
    unsigned bits = 8 * (unsigned)item->size;
    if (is_signed(item->code))
        krstruct_error(vm, "'%c' format requires %lld <= number <= %lld", item->code, (long long)(INT64_MIN >> (64 - bits)),
                       (long long)(INT64_MAX >> (64 - bits)));
    else
        krstruct_error(vm, "'%c' format requires 0 <= number <= %llu", item->code, (unsigned long long)(UINT64_MAX >> (64 - bits)));
    return false;
}

/* The low 64 bits of an int that fits the item. */
static bool int_bits(KrVm *vm, const KrStructItem *item, KrValue v, uint64_t *out)
{
    unsigned bits = 8 * (unsigned)item->size;
    int64_t i;
    if (!krint_to_i64(v, &i)) {
        if (is_signed(item->code) || bits < 64 || krint_is_negative(v) || krint_bit_length(v) > 64)
            return range_error(vm, item);
        KrValue half = krint_rshift(vm, v, krsmall(1));
        if (half == KR_RAISED || !krint_to_i64(half, &i))
            return false;
        *out = (uint64_t)i << 1 | (kras_big(v)->limb[0] & 1);
        return true;
    }
    *out = (uint64_t)i;
    if (item->code == 'P') /* addresses may be negative */
        return true;
    if (is_signed(item->code) ? i < INT64_MIN >> (64 - bits) || i > INT64_MAX >> (64 - bits)
                              : i < 0 || (uint64_t)i > UINT64_MAX >> (64 - bits))
        return range_error(vm, item);
    return true;
}

static bool pack_int(KrVm *vm, const KrStruct *s, const KrStructItem *item, KrValue v, uint8_t *p)
{
    uint64_t bits = 0;
    if (!krint_check(vm, v)) {
        if (krdunder(vm, krtype_of(vm, v), KR_D_index) == KR_EMPTY)
            return krstruct_error(vm, "required argument is not an integer"), false;
        v = krobj_index(vm, v);
        if (v == KR_RAISED)
            return false;
    }
    if (!int_bits(vm, item, v, &bits))
        return false;
    store(p, item->size, s->big, bits);
    return true;
}

static bool too_large(KrVm *vm, char code)
{
    krraise(vm, KR_T_OverflowError, "float too large to pack with %c format", code);
    return false;
}

static bool pack_float(KrVm *vm, const KrStruct *s, const KrStructItem *item, KrValue v, uint8_t *p)
{
    double d;
    uint64_t bits = 0;
    if (!krobj_as_double(vm, v, &d)) {
        if (!krpending_is(vm, KR_T_TypeError))
            return false;
        krpending_clear(vm);
        return krstruct_error(vm, "required argument is not a float"), false;
    }
    if (item->code == 'e') {
        if (!double_to_half(d, &bits))
            return too_large(vm, 'e');
    } else if (item->code == 'f') {
        float f = (float)d;
        uint32_t narrow;
        if (isinf(f) && !isinf(d) && !s->native)
            return too_large(vm, 'f');
        memcpy(&narrow, &f, sizeof f);
        bits = narrow;
    } else {
        memcpy(&bits, &d, sizeof d);
    }
    store(p, item->size, s->big, bits);
    return true;
}

static bool pack_bytes(KrVm *vm, const KrStructItem *item, KrValue v, uint8_t *p)
{
    const uint8_t *data;
    size_t n, room = item->size;
    if (!krbytes_check(vm, v) && !krbytearray_check(vm, v))
        return krstruct_error(vm, "argument for '%c' must be a bytes object", item->code), false;
    if (!krbuffer_get(vm, v, &data, &n))
        return false;
    if (item->code == 'p' && room) {
        room--;
        n = n < room ? n : room;
        *p++ = (uint8_t)(n < 255 ? n : 255);
    }
    n = n < room ? n : room;
    if (n)
        memcpy(p, data, n);
    return true;
}

static bool pack_one(KrVm *vm, const KrStruct *s, const KrStructItem *item, KrValue v, uint8_t *p)
{
    switch (item->code) {
    case 's':
    case 'p':
        return pack_bytes(vm, item, v, p);
    case 'c':
        if (!krbytes_check(vm, v) || kras_bytes(v)->n != 1)
            return krstruct_error(vm, "char format requires a bytes object of length 1"), false;
        *p = kras_bytes(v)->at[0];
        return true;
    case '?': {
        int truth = krobj_true(vm, v);
        if (truth >= 0)
            store(p, item->size, s->big, (uint64_t)truth);
        return truth >= 0;
    }
    case 'e':
    case 'f':
    case 'd':
        return pack_float(vm, s, item, v, p);
    default:
        return pack_int(vm, s, item, v, p);
    }
}

bool krstruct_pack(KrVm *vm, const KrStruct *s, const KrValue *values, uint8_t *out)
{
    const KrStructItem *items = krstruct_items(s);
    if (!krcharge(vm, (int64_t)(s->nvalues + s->size / 64)))
        return false;
    memset(out, 0, s->size);
    for (size_t i = 0; i < s->nitems; i++)
        for (size_t k = 0; k < items[i].repeat; k++)
            if (!pack_one(vm, s, &items[i], *values++, out + items[i].offset + k * items[i].size))
                return false;
    return true;
}
