/* SPDX-License-Identifier: MIT
 * What becomes of text that an encoding cannot take: the error handlers. */
#include "object/codecs.h"

#include "base/uniname.h"
#include "base/utf8.h"
#include "object/bytes.h"
#include "object/error.h"
#include "object/func.h"
#include "object/int.h"

#include <string.h>

KrValue krexc_unicode(KrVm *vm, KrTypeNumber type, const char *encoding, KrValue object, size_t start, size_t end,
                      const char *reason)
{
    KrExc *e = krobj_new(vm, &krtypes[type]);
    KrStr *name = e ? krstr_text(vm, encoding) : NULL, *why = name ? krstr_text(vm, reason) : NULL;
    if (!why)
        return KR_RAISED;
    KrValue fields[5] = {krvalue(name), object, krsmall((int64_t)start), krsmall((int64_t)end), krvalue(why)};
    KrTuple *args = krtuple_new(vm, fields, 5);
    if (!args)
        return KR_RAISED;
    KR_STORE_PTR(vm, e, &e->args, args);
    for (int i = 0; i < 5; i++)
        krstore(vm, e, &e->field[i], fields[i]);
    return krvalue(e);
}

/* The error at hand, as the handlers see it. */
typedef struct Error {
    KrVm *vm;
    KrTypeNumber type;
    const char *name, *reason;
    KrValue object;
    size_t start, end, total;
    const char *text; /* what is in error */
    size_t n;
} Error;

static bool is_encoding(const Error *e)
{
    return e->type == KR_T_UnicodeEncodeError;
}

static KrValue exception_of(const Error *e)
{
    KrValue object = e->object;
    if (!is_encoding(e) && !kris_exact(object, KR_T_bytes)) {
        const uint8_t *data;
        size_t n;
        KrBytes *copy = krbuffer_get(e->vm, object, &data, &n) ? krbytes_new(e->vm, data, n) : NULL;
        if (!copy)
            return KR_RAISED;
        object = krvalue(copy);
    }
    return krexc_unicode(e->vm, e->type, e->name, object, e->start, e->end, e->reason);
}

static bool raise(const Error *e)
{
    krraise_exc(e->vm, exception_of(e));
    return false;
}

/* ---- the handlers ---------------------------------------------------------------------------- */

static bool replace(const Error *e, KrCodecFix *fix)
{
    if (!is_encoding(e))
        krbuf_text(&fix->out, "\xEF\xBF\xBD");
    for (size_t i = e->start; is_encoding(e) && i < e->end; i++)
        krbuf_char(&fix->out, '?');
    return true;
}

static void add_escape(KrBuf *b, uint32_t c)
{
    krbuf_printf(b, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
}

static bool backslash(const Error *e, KrCodecFix *fix)
{
    const char *p = e->text, *end = p + e->n;
    while (p < end)
        add_escape(&fix->out, is_encoding(e) ? krutf8_next(&p) : (unsigned char)*p++);
    return true;
}

static bool only_encoding(const Error *e)
{
    if (is_encoding(e))
        return true;
    krraise(e->vm, KR_T_TypeError, "don't know how to handle %N in error callback", &krtypes[e->type]);
    return false;
}

static bool charref(const Error *e, KrCodecFix *fix)
{
    if (!only_encoding(e))
        return false;
    for (const char *p = e->text, *end = p + e->n; p < end;)
        krbuf_printf(&fix->out, "&#%u;", krutf8_next(&p));
    return true;
}

/* \N{name}, or an escape for a character without a name. */
static bool names(const Error *e, KrCodecFix *fix)
{
    if (!only_encoding(e))
        return false;
    for (const char *p = e->text, *end = p + e->n; p < end;) {
        uint32_t c = krutf8_next(&p);
        char name[KR_UNINAME_MAX];
        if (!kruniname_of(c, name)) {
            add_escape(&fix->out, c);
            continue;
        }
        krbuf_text(&fix->out, "\\N{");
        krbuf_text(&fix->out, name);
        krbuf_char(&fix->out, '}');
    }
    return true;
}

static bool escape_bytes(const Error *e, KrCodecFix *fix)
{
    size_t i = 0;
    char text[4];
    for (; i < 4 && i < e->n && (unsigned char)e->text[i] >= 0x80; i++)
        krbuf_add(&fix->out, text, krutf8_encode(0xDC00u + (unsigned char)e->text[i], text));
    if (i == 0)
        return raise(e);
    fix->next = e->start + i;
    return true;
}

/* Surrogates DC80..DCFF become the bytes that they stand for; the rest is an error. */
static bool unescape_bytes(const Error *e, KrCodecFix *fix)
{
    Error rest = *e;
    fix->raw = true;
    if (strncmp(e->name, "utf-16", 6) == 0 || strncmp(e->name, "utf-32", 6) == 0)
        return raise(e);
    for (const char *p = e->text, *end = p + e->n; p < end; rest.start++) {
        uint32_t c = krutf8_next(&p);
        if (c < 0xDC80 || c > 0xDCFF)
            return raise(&rest);
        krbuf_char(&fix->out, (char)(c - 0xDC00));
    }
    return true;
}

static bool refuse_result(const Error *e)
{
    krraise(e->vm, KR_T_TypeError, "%s error handler must return (%s, int) tuple", is_encoding(e) ? "encoding" : "decoding",
            is_encoding(e) ? "str/bytes" : "str");
    return false;
}

/* A handler that was registered with the module codecs. */
static bool call_handler(const Error *e, KrStr *errors, KrCodecFix *fix)
{
    KrVm *vm = e->vm;
    KrValue module = krmodule_import(vm, "codecs"), arg = krvalue(errors);
    if (module == KR_RAISED && krpending_is(vm, KR_T_ImportError)) {
        krpending_clear(vm);
        return krraise(vm, KR_T_LookupError, "unknown error handler name '%U'", errors), false;
    }
    KrValue look_up = module == KR_RAISED ? module : krobj_getattr(vm, module, KR_NAME(lookup_error));
    KrValue handler = look_up == KR_RAISED ? look_up : krcall(vm, look_up, &arg, 1);
    KrValue exception = handler == KR_RAISED ? handler : exception_of(e);
    KrValue v = exception == KR_RAISED ? exception : krcall(vm, handler, &exception, 1);
    if (v == KR_RAISED)
        return false;
    if (!kris_kind(vm, v, KR_TF_TUPLE) || kras_tuple(v)->n != 2)
        return refuse_result(e);
    KrValue text = kras_tuple(v)->at[0];
    int64_t next;
    fix->raw = is_encoding(e) && krbytes_check(vm, text);
    if ((!fix->raw && !kris_str(vm, text)) || !krint_check(vm, kras_tuple(v)->at[1]))
        return refuse_result(e);
    if (!krobj_as_i64(vm, kras_tuple(v)->at[1], &next, false))
        return false;
    int64_t at = next < 0 ? next + (int64_t)e->total : next;
    if (at < 0 || at > (int64_t)e->total) {
        krraise(vm, KR_T_IndexError, "position %lld from error handler out of bounds", (long long)next);
        return false;
    }
    fix->next = (size_t)at;
    if (fix->raw)
        krbuf_add(&fix->out, kras_bytes(text)->at, kras_bytes(text)->n);
    else
        krbuf_str(&fix->out, kras_str(text));
    return true;
}

static bool handle(const Error *e, KrStr *errors, KrCodecFix *fix)
{
    if (!errors || krstr_is(errors, "strict") || krstr_is(errors, "surrogatepass"))
        return raise(e);
    if (krstr_is(errors, "ignore"))
        return true;
    if (krstr_is(errors, "replace"))
        return replace(e, fix);
    if (krstr_is(errors, "surrogateescape"))
        return is_encoding(e) ? unescape_bytes(e, fix) : escape_bytes(e, fix);
    if (krstr_is(errors, "backslashreplace"))
        return backslash(e, fix);
    if (krstr_is(errors, "xmlcharrefreplace"))
        return charref(e, fix);
    if (krstr_is(errors, "namereplace"))
        return names(e, fix);
    return call_handler(e, errors, fix);
}

bool krcodec_fix(KrVm *vm, KrStr *errors, KrTypeNumber type, const char *name, KrValue object, size_t start, size_t end,
                 const char *reason, const char *text, size_t n, size_t total, KrCodecFix *fix)
{
    Error e = {vm, type, name, reason, object, start, end, total, text, n};
    *fix = (KrCodecFix){.out = krbuf_init(&vm->alloc), .next = end};
    bool ok = handle(&e, errors, fix);
    if (ok && fix->out.failed) {
        krraise_memory(vm);
        ok = false;
    }
    if (!ok)
        krbuf_release(&fix->out);
    return ok;
}
