/* SPDX-License-Identifier: MIT
 * str.encode and bytes.decode: built-in encodings by name, others through the module codecs. */
#include "object/codecs.h"

#include "base/utf8.h"
#include "object/bytes.h"
#include "object/func.h"
#include "object/strcore.h"

#include <string.h>

/* ---- names ----------------------------------------------------------------------------------- */

static const KrCodecName utf8 = {KR_ENC_UTF8, false, "utf-8"};

/* Letters and digits of the name, in lower case, and what it means. */
static const struct {
    char key[24];
    KrCodecName codec;
} codec_names[] = {
    {"utf8", {KR_ENC_UTF8, false, "utf-8"}},         {"u8", {KR_ENC_UTF8, false, "utf-8"}},
    {"utf", {KR_ENC_UTF8, false, "utf-8"}},          {"cp65001", {KR_ENC_UTF8, false, "utf-8"}},
    {"utf8sig", {KR_ENC_UTF8, true, "utf-8"}},       {"ascii", {KR_ENC_ASCII, false, "ascii"}},
    {"usascii", {KR_ENC_ASCII, false, "ascii"}},     {"646", {KR_ENC_ASCII, false, "ascii"}},
    {"us", {KR_ENC_ASCII, false, "ascii"}},          {"ansix341968", {KR_ENC_ASCII, false, "ascii"}},
    {"ansix341986", {KR_ENC_ASCII, false, "ascii"}}, {"cp367", {KR_ENC_ASCII, false, "ascii"}},
    {"csascii", {KR_ENC_ASCII, false, "ascii"}},     {"ibm367", {KR_ENC_ASCII, false, "ascii"}},
    {"iso646us", {KR_ENC_ASCII, false, "ascii"}},    {"iso646irv1991", {KR_ENC_ASCII, false, "ascii"}},
    {"isoir6", {KR_ENC_ASCII, false, "ascii"}},      {"latin1", {KR_ENC_LATIN1, false, "latin-1"}},
    {"latin", {KR_ENC_LATIN1, false, "latin-1"}},    {"l1", {KR_ENC_LATIN1, false, "latin-1"}},
    {"iso88591", {KR_ENC_LATIN1, false, "latin-1"}}, {"iso8859", {KR_ENC_LATIN1, false, "latin-1"}},
    {"8859", {KR_ENC_LATIN1, false, "latin-1"}},     {"cp819", {KR_ENC_LATIN1, false, "latin-1"}},
    {"ibm819", {KR_ENC_LATIN1, false, "latin-1"}},   {"csisolatin1", {KR_ENC_LATIN1, false, "latin-1"}},
    {"isoir100", {KR_ENC_LATIN1, false, "latin-1"}}, {"iso885911987", {KR_ENC_LATIN1, false, "latin-1"}},
    {"utf16", {KR_ENC_UTF16LE, true, "utf-16"}},     {"u16", {KR_ENC_UTF16LE, true, "utf-16"}},
    {"utf16le", {KR_ENC_UTF16LE, false, "utf-16-le"}}, {"utf16be", {KR_ENC_UTF16BE, false, "utf-16-be"}},
    {"unicodelittleunmarked", {KR_ENC_UTF16LE, false, "utf-16-le"}},
    {"unicodebigunmarked", {KR_ENC_UTF16BE, false, "utf-16-be"}},
    {"utf32", {KR_ENC_UTF32LE, true, "utf-32"}},     {"u32", {KR_ENC_UTF32LE, true, "utf-32"}},
    {"utf32le", {KR_ENC_UTF32LE, false, "utf-32-le"}}, {"utf32be", {KR_ENC_UTF32BE, false, "utf-32-be"}},
};

const KrCodecName *krcodec_find(const char *name, size_t n)
{
    char key[24];
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        char c = name[i];
        if (c >= 'A' && c <= 'Z')
            c += 32;
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            if (k == sizeof key - 1)
                return NULL;
            key[k++] = c;
        } else if (c != '-' && c != '_' && c != ' ' && c != '.' && c != ':') {
            return NULL;
        }
    }
    key[k] = 0;
    for (size_t i = 0; i < KR_COUNT(codec_names); i++)
        if (!strcmp(codec_names[i].key, key))
            return &codec_names[i].codec;
    return NULL;
}

static bool is_utf32(KrEncoding e) { return e == KR_ENC_UTF32LE || e == KR_ENC_UTF32BE; }

/* ---- encoding -------------------------------------------------------------------------------- */

static void add_mark(KrBuf *b, KrEncoding encoding)
{
    if (encoding == KR_ENC_UTF8)
        krbuf_text(b, "\xEF\xBB\xBF");
    else
        krbuf_add(b, "\xFF\xFE\0\0", is_utf32(encoding) ? 4 : 2);
}

/* Appends what a handler gave, encoded unless it is bytes already. */
static bool add_fix(KrVm *vm, KrCodec *c, const KrCodecName *codec, KrCodecFix *fix, KrValue object)
{
    size_t start = c->nchars, end = start + c->error_chars;
    const char *reason = c->reason;
    if (fix->raw) {
        krbuf_add(c->out, fix->out.data, fix->out.len);
        return true;
    }
    KrCodec part = {.in = fix->out.data, .n = fix->out.len, .out = c->out, .surrogates = c->surrogates};
    int r = krcodec_encode(&part, codec->encoding);
    if (r == KR_CODEC_DONE)
        return true;
    if (r == KR_CODEC_ERROR)
        krraise_exc(vm, krexc_unicode(vm, KR_T_UnicodeEncodeError, codec->name, object, start, end, reason));
    else
        krraise_memory(vm);
    return false;
}

static bool fix_encoding(KrVm *vm, KrStr *s, KrCodec *c, const KrCodecName *codec, KrStr *errors)
{
    KrCodecFix fix;
    size_t start = c->nchars, end = start + c->error_chars;
    if (!krcodec_fix(vm, errors, KR_T_UnicodeEncodeError, codec->name, krvalue(s), start, end, c->reason, c->in + c->at,
                     c->error_end - c->at, s->len, &fix))
        return false;
    bool ok = add_fix(vm, c, codec, &fix, krvalue(s));
    krbuf_release(&fix.out);
    c->at = fix.next == end ? c->error_end : krstr_offset(s, fix.next);
    c->nchars = fix.next;
    return ok && krcharge(vm, 1);
}

static KrValue encode_slowly(KrVm *vm, KrStr *s, const KrCodecName *codec, KrStr *errors)
{
    KrBuf b = krbuf_init(&vm->alloc);
    bool pass = errors && krstr_is(errors, "surrogatepass");
    KrCodec c = {.in = krstr_data(s), .n = s->size, .out = &b, .surrogates = pass};
    int r;
    if (codec->mark)
        add_mark(&b, codec->encoding);
    while ((r = krcodec_encode(&c, codec->encoding)) == KR_CODEC_ERROR)
        if (!fix_encoding(vm, s, &c, codec, errors))
            return krbuf_release(&b), KR_RAISED;
    KrBytes *out = NULL;
    if (r < 0 || b.failed)
        krraise_memory(vm);
    else
        out = krbytes_new(vm, b.data, b.len);
    krbuf_release(&b);
    return krvalue_or_raised(out);
}

KrValue krcodec_encode_text(KrVm *vm, KrStr *s, const KrCodecName *codec, KrStr *errors)
{
    if (!krcharge(vm, (int64_t)(s->size / 64)))
        return KR_RAISED;
    bool as_it_is = krstr_ascii(s) ? codec->encoding <= KR_ENC_LATIN1
                                   : codec->encoding == KR_ENC_UTF8 && !(s->h.flags & KR_STR_SURROGATES);
    if (as_it_is && !codec->mark)
        return krvalue_or_raised(krbytes_new(vm, krstr_data(s), s->size));
    return encode_slowly(vm, s, codec, errors);
}

/* ---- decoding -------------------------------------------------------------------------------- */

/* A byte order mark at the beginning decides the byte order and is skipped. */
static size_t skip_mark(const uint8_t *data, size_t n, KrCodecName *codec)
{
    static const KrCodecName little16 = {KR_ENC_UTF16LE, false, "utf-16-le"}, big16 = {KR_ENC_UTF16BE, false, "utf-16-be"},
                             little32 = {KR_ENC_UTF32LE, false, "utf-32-le"}, big32 = {KR_ENC_UTF32BE, false, "utf-32-be"};
    if (!codec->mark)
        return 0;
    if (codec->encoding == KR_ENC_UTF8)
        return n >= 3 && !memcmp(data, "\xEF\xBB\xBF", 3) ? 3 : 0;
    bool wide = is_utf32(codec->encoding);
    size_t width = wide ? 4 : 2;
    *codec = wide ? little32 : little16;
    if (n < width)
        return 0;
    if (!memcmp(data, wide ? "\0\0\xFE\xFF" : "\xFE\xFF", width))
        return *codec = wide ? big32 : big16, width;
    return !memcmp(data, "\xFF\xFE\0\0", width) ? width : 0;
}

static bool fix_decoding(KrVm *vm, KrValue object, KrCodec *c, const KrCodecName *codec, KrStr *errors)
{
    KrCodecFix fix;
    if (!krcodec_fix(vm, errors, KR_T_UnicodeDecodeError, codec->name, object, c->at, c->error_end, c->reason,
                     c->in + c->at, c->error_end - c->at, c->n, &fix))
        return false;
    krbuf_add(c->out, fix.out.data, fix.out.len);
    krbuf_release(&fix.out);
    c->at = fix.next;
    return krcharge(vm, 1);
}

static KrValue decode_slowly(KrVm *vm, KrValue object, KrCodec *c, const KrCodecName *codec, KrStr *errors, size_t *used)
{
    KrBuf b = krbuf_init(&vm->alloc);
    int r;
    c->out = &b;
    while ((r = krcodec_decode(c, codec->encoding)) == KR_CODEC_ERROR)
        if (!fix_decoding(vm, object, c, codec, errors))
            return krbuf_release(&b), KR_RAISED;
    b.failed |= r < 0;
    *used = c->at;
    return krvalue_or_raised(krstr_from_buf(vm, &b));
}

KrValue krcodec_decode_bytes(KrVm *vm, KrValue object, const uint8_t *data, size_t n, const KrCodecName *name,
                             KrStr *errors, bool partial, size_t *used)
{
    KrCodecName codec = *name;
    KrUtf8Scan scan;
    size_t at = skip_mark(data, n, &codec);
    bool pass = errors && krstr_is(errors, "surrogatepass") && codec.encoding != KR_ENC_ASCII;
    const char *text = (const char *)data;
    *used = n;
    if (at == n)
        return krvalue(vm->empty_str);
    if (!krcharge(vm, (int64_t)(n / 64)))
        return KR_RAISED;
    if (codec.encoding <= KR_ENC_LATIN1 && krutf8_ascii_prefix(text + at, n - at) == n - at)
        return krvalue_or_raised(krstr_known(vm, text + at, n - at, n - at, KR_STR_ASCII));
    if (codec.encoding == KR_ENC_UTF8 && krutf8_check(text + at, n - at, false, &scan))
        return krvalue_or_raised(krstr_known(vm, text + at, n - at, scan.nchars, 0));
    KrCodec c = {.in = text, .n = n, .at = at, .surrogates = pass, .partial = partial};
    return decode_slowly(vm, object, &c, &codec, errors, used);
}

/* ---- encodings of the module codecs ---------------------------------------------------------- */

/* The codec's entry from codecs.lookup(name), its `encode` or `decode` called with (object, errors): the first of the two
 * results. */
static KrValue call_codec(KrVm *vm, KrStr *encoding, const KrStr *method, KrValue object, KrValue errors)
{
    KrValue module = krmodule_import(vm, "codecs"), arg = krvalue(encoding);
    if (module == KR_RAISED && krpending_is(vm, KR_T_ImportError)) {
        krpending_clear(vm);
        return krraise(vm, KR_T_LookupError, "unknown encoding: %U", encoding);
    }
    KrValue look_up = module == KR_RAISED ? module : krobj_getattr(vm, module, KR_NAME(lookup));
    KrValue info = look_up == KR_RAISED ? look_up : krcall(vm, look_up, &arg, 1);
    KR_TRY(info);
    KrValue is_text = krobj_lookup(vm, info, KR_NAME(_is_text_encoding));
    KR_TRY(is_text);
    if (is_text == KR_FALSE)
        return krraise(vm, KR_T_LookupError, "'%U' is not a text encoding; use codecs.%U() to handle arbitrary codecs",
                       encoding, method);
    KrValue fn = krobj_getattr(vm, info, method);
    KR_TRY(fn);
    KrValue args[2] = {object, errors};
    KrValue v = krcall(vm, fn, args, errors == KR_EMPTY ? 1 : 2);
    KR_TRY(v);
    if (!kris_kind(vm, v, KR_TF_TUPLE) || kras_tuple(v)->n != 2)
        return krraise(vm, KR_T_TypeError, "%sr must return a tuple (object, integer)",
                       method == KR_NAME(encode) ? "encode" : "decode");
    return kras_tuple(v)->at[0];
}

static bool built_in(KrVm *vm, KrValue encoding, const KrCodecName **out)
{
    *out = &utf8;
    if (encoding == KR_EMPTY)
        return true;
    KrStr *name = kras_str(encoding);
    if (memchr(krstr_data(name), 0, name->size))
        return krraise(vm, KR_T_ValueError, "embedded null character"), false;
    *out = krcodec_find(krstr_data(name), name->size);
    return true;
}

KrValue krcodec_encode_value(KrVm *vm, KrValue text, KrValue encoding, KrValue errors)
{
    const KrCodecName *codec;
    if (!built_in(vm, encoding, &codec))
        return KR_RAISED;
    if (codec)
        return krcodec_encode_text(vm, kras_str(text), codec, errors == KR_EMPTY ? NULL : kras_str(errors));
    KrValue v = call_codec(vm, kras_str(encoding), KR_NAME(encode), text, errors);
    if (v == KR_RAISED || krbytes_check(vm, v))
        return v;
    return krraise(vm, KR_T_TypeError,
                   "'%U' encoder returned '%T' instead of 'bytes'; use codecs.encode() to encode to arbitrary types",
                   kras_str(encoding), v);
}

KrValue krcodec_decode_value(KrVm *vm, KrValue bytes, KrValue encoding, KrValue errors)
{
    const KrCodecName *codec;
    const uint8_t *data;
    size_t n, used;
    if (!krbuffer_get(vm, bytes, &data, &n))
        return KR_RAISED;
    if (n == 0)
        return krvalue(vm->empty_str);
    if (!built_in(vm, encoding, &codec))
        return KR_RAISED;
    if (codec)
        return krcodec_decode_bytes(vm, bytes, data, n, codec, errors == KR_EMPTY ? NULL : kras_str(errors), false, &used);
    KrValue v = call_codec(vm, kras_str(encoding), KR_NAME(decode), bytes, errors);
    if (v == KR_RAISED || kris_str(vm, v))
        return v;
    return krraise(vm, KR_T_TypeError,
                   "'%U' decoder returned '%T' instead of 'str'; use codecs.decode() to decode to arbitrary types",
                   kras_str(encoding), v);
}
