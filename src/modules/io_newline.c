/* SPDX-License-Identifier: MIT
 * Ends of lines: the argument newline=, the attribute newlines, IncrementalNewlineDecoder. */
#include "modules/io.h"

bool krnewline_mode(KrVm *vm, KrValue v, KrNewlineMode *out)
{
    static const char *const texts[] = {[KR_NL_ANY] = "", [KR_NL_LF] = "\n", [KR_NL_CR] = "\r", [KR_NL_CRLF] = "\r\n"};
    *out = KR_NL_UNIVERSAL;
    if (v == KR_EMPTY || v == KR_NONE)
        return true;
    if (!kris_str(vm, v))
        return krraise(vm, KR_T_TypeError, "argument 'newline' must be str or None, not %T", v), false;
    for (int i = KR_NL_ANY; i <= KR_NL_CRLF; i++)
        if (krstr_is(kras_str(v), texts[i])) {
            *out = (KrNewlineMode)i;
            return true;
        }
    krraise(vm, KR_T_ValueError, "illegal newline value: %R", v);
    return false;
}

KrValue krnewline_seen(KrVm *vm, uint32_t seen)
{
    static const char *const texts[] = {"\r", "\n", "\r\n"};
    KrValue found[3];
    size_t n = 0;
    for (uint32_t i = 0; i < 3; i++)
        if (seen & 1u << i) {
            found[n] = krvalue_or_raised(krstr_text(vm, texts[i]));
            KR_TRY(found[n]);
            n++;
        }
    return n == 0 ? KR_NONE : n == 1 ? found[0] : krvalue_or_raised(krtuple_new(vm, found, n));
}

static KrNewlines *self(KrValue *a)
{
    return (KrNewlines *)kras_obj(a[0]);
}

/// class IncrementalNewlineDecoder(decoder, translate, errors='strict')
/// Codec used when reading a file in universal newlines mode.

/// IncrementalNewlineDecoder.__new__(cls, /, *args, **kwargs)
/// Create and return a new object.
KR_NATIVE(IncrementalNewlineDecoder___new__)
{
    return krvalue_or_raised(krobj_new(vm, kras_type(a[0])));
}

/// IncrementalNewlineDecoder.__init__(self, decoder, translate, errors='strict')
/// Initialize self.
KR_NATIVE(IncrementalNewlineDecoder___init__)
{
    int translate = krobj_true(vm, a[2]);
    if (translate < 0)
        return KR_RAISED;
    krstore(vm, self(a), &self(a)->decoder, a[1]);
    self(a)->translate = translate;
    self(a)->after_cr = false;
    self(a)->seen = 0;
    return KR_NONE;
}

static void translate(KrNewlines *d, KrBuf *out, const char *p, size_t n, bool final)
{
    for (size_t i = 0; i < n; i++) {
        bool crlf = p[i] == '\r' && i + 1 < n && p[i + 1] == '\n';
        if (p[i] == '\r' && i + 1 == n && !final) {
            d->after_cr = true;
            return;
        }
        if (p[i] == '\r' || p[i] == '\n') {
            d->seen |= crlf ? KR_SEEN_CRLF : p[i] == '\r' ? KR_SEEN_CR : KR_SEEN_LF;
            krbuf_add(out, d->translate ? "\n" : p + i, crlf && !d->translate ? 2 : 1);
            i += crlf;
        } else {
            krbuf_char(out, p[i]);
        }
    }
}

/// IncrementalNewlineDecoder.decode(self, input, final=False)
/// Decode, or take text as it is if there is no decoder, and treat the ends of lines.
KR_NATIVE(IncrementalNewlineDecoder_decode)
{
    KrNewlines *d = self(a);
    int final = a[2] == KR_EMPTY ? 0 : krobj_true(vm, a[2]);
    KrValue text = a[1];
    if (final < 0)
        return KR_RAISED;
    if (d->decoder != KR_NONE) {
        KrValue args[2] = {a[1], krbool(final)};
        text = krcall_method(vm, d->decoder, KR_NAME(decode), args, 2);
        KR_TRY(text);
    }
    if (!kris_str(vm, text))
        return krraise(vm, KR_T_TypeError, "decoder should return a string result, not '%T'", text);
    KrStr *s = kras_str(text);
    KrBuf in = krbuf_init(&vm->alloc), out = krbuf_init(&vm->alloc);
    if (d->after_cr && (s->size || final))
        krbuf_char(&in, '\r');
    krbuf_str(&in, s);
    d->after_cr = d->after_cr && !s->size && !final;
    if (!in.failed)
        translate(d, &out, in.data ? in.data : "", in.len, final);
    out.failed |= in.failed;
    krbuf_release(&in);
    return krvalue_or_raised(krstr_from_buf(vm, &out));
}

/// IncrementalNewlineDecoder.reset(self, /)
/// Forget what has been seen.
KR_NATIVE(IncrementalNewlineDecoder_reset)
{
    self(a)->seen = 0;
    self(a)->after_cr = false;
    return self(a)->decoder == KR_NONE ? KR_NONE : krcall_method(vm, self(a)->decoder, KR_NAME(reset), NULL, 0);
}

/// IncrementalNewlineDecoder.getstate(self, /)
/// The state, for setstate().
KR_NATIVE(IncrementalNewlineDecoder_getstate)
{
    KrNewlines *d = self(a);
    KrValue buffer = krvalue_or_raised(krbytes_new(vm, "", 0)), flag = krsmall(0);
    if (d->decoder != KR_NONE) {
        KrValue state = krcall_method(vm, d->decoder, KR_NAME(getstate), NULL, 0);
        KR_TRY(state);
        if (!kris_exact(state, KR_T_tuple) || kras_tuple(state)->n != 2 || !kris_int(kras_tuple(state)->at[1]))
            return krraise(vm, KR_T_TypeError, "illegal decoder state");
        buffer = kras_tuple(state)->at[0];
        flag = kras_tuple(state)->at[1];
    }
    KR_TRY(buffer);
    return krvalue_or_raised(krtuple_of(vm, 2, buffer, krsmall(kras_int(flag) << 1 | d->after_cr)));
}

/// IncrementalNewlineDecoder.setstate(self, state, /)
/// Set the state.
KR_NATIVE(IncrementalNewlineDecoder_setstate)
{
    KrNewlines *d = self(a);
    if (!kris_exact(a[1], KR_T_tuple) || kras_tuple(a[1])->n != 2 || !kris_int(kras_tuple(a[1])->at[1]))
        return krraise(vm, KR_T_TypeError, "state argument must be a tuple");
    int64_t flag = kras_int(kras_tuple(a[1])->at[1]);
    d->after_cr = flag & 1;
    if (d->decoder == KR_NONE)
        return KR_NONE;
    KrTuple *inner = krtuple_of(vm, 2, kras_tuple(a[1])->at[0], krsmall(flag >> 1));
    KrValue arg = krvalue(inner);
    return inner ? krcall_method(vm, d->decoder, KR_NAME(setstate), &arg, 1) : KR_RAISED;
}

/// IncrementalNewlineDecoder.newlines
/// What kinds of ends of lines have been seen.
KR_NATIVE(IncrementalNewlineDecoder_get_newlines)
{
    return krnewline_seen(vm, self(a)->seen);
}
