/* SPDX-License-Identifier: MIT
 * The module _binascii: bytes as text in base 64, and check sums. What raises binascii.Error asks that module for it. */
#include "modules/modules.h"

#include "object/bytes.h"
#include "object/iter.h"

/// module _binascii
/// Conversion between bytes and ASCII for the module binascii.

static KrValue fail(KrVm *vm, const char *message)
{
    KrValue module = krmodule_import(vm, "binascii");
    KrValue cls = module == KR_RAISED ? KR_RAISED : krobj_getattr(vm, module, KR_NAME(Error));
    KR_TRY(cls);
    KrValue text = krvalue_or_raised(krstr_text(vm, message));
    KrValue error = text == KR_RAISED ? KR_RAISED : krcall(vm, cls, &text, 1);
    return error == KR_RAISED ? KR_RAISED : krraise_exc(vm, error);
}

/* Bytes, or the characters of an ASCII str. */
static bool ascii_data(KrVm *vm, KrValue v, const uint8_t **data, size_t *size)
{
    if (!kris_str(vm, v)) {
        if (krbuffer_check(vm, v))
            return krbuffer_get(vm, v, data, size);
        krraise(vm, KR_T_TypeError, "argument should be bytes, buffer or ASCII string, not '%T'", v);
        return false;
    }
    if (!krstr_ascii(kras_str(v))) {
        krraise(vm, KR_T_ValueError, "string argument should contain only ASCII characters");
        return false;
    }
    *data = (const uint8_t *)krstr_data(kras_str(v));
    *size = kras_str(v)->size;
    return true;
}

/* ---- base 64 ----------------------------------------------------------------------------------------------- */

static const char digits64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void encode64(const uint8_t *p, size_t size, uint8_t *out)
{
    for (; size >= 3; size -= 3, p += 3) {
        *out++ = (uint8_t)digits64[p[0] >> 2];
        *out++ = (uint8_t)digits64[(p[0] & 3) << 4 | p[1] >> 4];
        *out++ = (uint8_t)digits64[(p[1] & 15) << 2 | p[2] >> 6];
        *out++ = (uint8_t)digits64[p[2] & 63];
    }
    if (!size)
        return;
    *out++ = (uint8_t)digits64[p[0] >> 2];
    *out++ = (uint8_t)digits64[(p[0] & 3) << 4 | (size > 1 ? p[1] >> 4 : 0)];
    *out++ = size > 1 ? (uint8_t)digits64[(p[1] & 15) << 2] : '=';
    *out++ = '=';
}

/// _binascii.b2a_base64(data, /, *, newline=True)
/// Base64-code line of data.
KR_NATIVE(_binascii_b2a_base64)
{
    const uint8_t *data;
    size_t size;
    int newline = a[1] == KR_EMPTY ? 1 : krobj_true(vm, a[1]);
    if (newline < 0 || !krbuffer_get(vm, a[0], &data, &size) || !krcharge(vm, (int64_t)(size / 64)))
        return KR_RAISED;
    size_t coded = (size + 2) / 3 * 4;
    KrBytes *b = krbytes_new(vm, NULL, coded + (size_t)newline);
    if (!b)
        return KR_RAISED;
    encode64(data, size, b->at);
    if (newline)
        b->at[coded] = '\n';
    return krvalue(b);
}

static int value64(uint8_t c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

typedef struct Decoder {
    KrBuf out;
    uint8_t left; /* bits that wait */
    unsigned position; /* in a group of four digits */
    unsigned pads;
    size_t ndigits;
} Decoder;

static void add_digit(Decoder *d, unsigned value)
{
    if (d->position)
        krbuf_char(&d->out, (char)(d->left << 2 * d->position | value >> (6 - 2 * d->position)));
    d->left = (uint8_t)(value & (0x3Fu >> 2 * d->position));
    d->position = (d->position + 1) & 3;
    d->pads = 0;
    d->ndigits++;
}

/* NULL, or what is wrong. */
static const char *decode64(Decoder *d, const uint8_t *p, size_t size, bool strict)
{
    bool padding = false;
    if (strict && size && p[0] == '=')
        return "Leading padding not allowed";
    for (size_t i = 0; i < size; i++) {
        if (p[i] == '=') {
            padding = true;
            if (d->position >= 2 && d->position + ++d->pads >= 4)
                return strict && i + 1 < size ? "Excess data after padding" : NULL;
            if (strict && d->position < 2)
                return d->position == 0 ? "Excess padding not allowed" : "Discontinuous padding not allowed";
            continue;
        }
        int value = value64(p[i]);
        if (value < 0) {
            if (strict)
                return "Only base64 data is allowed";
            continue;
        }
        if (strict && padding)
            return "Discontinuous padding not allowed";
        add_digit(d, (unsigned)value);
    }
    return d->position == 0 ? NULL : "Incorrect padding";
}

/// _binascii.a2b_base64(data, /, *, strict_mode=False)
/// Decode a line of base64 data. With strict_mode, characters that do not belong there are errors.
KR_NATIVE(_binascii_a2b_base64)
{
    const uint8_t *data;
    size_t size;
    int strict = a[1] == KR_EMPTY ? 0 : krobj_true(vm, a[1]);
    if (strict < 0 || !ascii_data(vm, a[0], &data, &size) || !krcharge(vm, (int64_t)(size / 64)))
        return KR_RAISED;
    Decoder d = {.out = krbuf_init(&vm->alloc)};
    if (!krbuf_reserve(&d.out, size / 4 * 3 + 3))
        return krbuf_release(&d.out), krraise_memory(vm);
    const char *wrong = decode64(&d, data, size, strict);
    KrValue v;
    if (wrong && d.position == 1 && !strcmp(wrong, "Incorrect padding")) {
        KrStr *text = krstr_printf(vm, "Invalid base64-encoded string: number of data characters (%zu) cannot be 1 more than a multiple of 4",
                                   d.ndigits);
        v = text && krstr_cstr(vm, krvalue(text)) ? fail(vm, krstr_data(text)) : KR_RAISED;
    } else {
        v = wrong ? fail(vm, wrong) : d.out.failed ? krraise_memory(vm) : krvalue_or_raised(krbytes_new(vm, d.out.data, d.out.len));
    }
    krbuf_release(&d.out);
    return v;
}

/* ---- hexadecimal ------------------------------------------------------------------------------------------------ */

static int hex_digit(uint8_t c)
{
    return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

/// _binascii.a2b_hex(hexstr, /)
/// Binary data of hexadecimal representation.
KR_NATIVE(_binascii_a2b_hex)
{
    const uint8_t *p;
    size_t size;
    if (!ascii_data(vm, a[0], &p, &size) || !krcharge(vm, (int64_t)(size / 64)))
        return KR_RAISED;
    if (size % 2)
        return fail(vm, "Odd-length string");
    KrBytes *b = krbytes_new(vm, NULL, size / 2);
    for (size_t i = 0; b && i < size / 2; i++) {
        int high = hex_digit(p[2 * i]), low = hex_digit(p[2 * i + 1]);
        if (high < 0 || low < 0)
            return fail(vm, "Non-hexadecimal digit found");
        b->at[i] = (uint8_t)(high << 4 | low);
    }
    return krvalue_or_raised(b);
}

/* ---- check sums ------------------------------------------------------------------------------------------------- */

static bool start_value(KrVm *vm, KrValue v, uint32_t *out)
{
    if (v == KR_EMPTY)
        return *out = 0, true;
    KrValue index = krobj_index(vm, v);
    KrValue masked = index == KR_RAISED ? KR_RAISED : krint_and(vm, index, krsmall(UINT32_MAX));
    if (masked == KR_RAISED)
        return false;
    *out = (uint32_t)kras_int(masked);
    return true;
}

/// _binascii.crc32(data, crc=0, /)
/// Compute CRC-32 incrementally.
KR_NATIVE(_binascii_crc32)
{
    const uint8_t *p;
    size_t size;
    uint32_t crc;
    if (!krbuffer_get(vm, a[0], &p, &size) || !start_value(vm, a[1], &crc) || !krcharge(vm, (int64_t)(size / 16)))
        return KR_RAISED;
    crc = ~crc;
    for (size_t i = 0; i < size; i++) {
        crc ^= p[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
    }
    return krsmall((int64_t)(uint32_t)~crc);
}

/// _binascii.crc_hqx(data, crc, /)
/// Compute CRC-CCITT incrementally.
KR_NATIVE(_binascii_crc_hqx)
{
    const uint8_t *p;
    size_t size;
    uint32_t crc;
    if (!krbuffer_get(vm, a[0], &p, &size) || !start_value(vm, a[1], &crc) || !krcharge(vm, (int64_t)(size / 16)))
        return KR_RAISED;
    crc &= 0xFFFF;
    for (size_t i = 0; i < size; i++) {
        crc ^= (uint32_t)p[i] << 8;
        for (int bit = 0; bit < 8; bit++)
            crc = (crc << 1 ^ (crc & 0x8000 ? 0x1021u : 0)) & 0xFFFF;
    }
    return krsmall((int64_t)crc);
}
