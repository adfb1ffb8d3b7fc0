/* SPDX-License-Identifier: MIT
 * The module _textcodec: decoding in pieces with the built-in encodings, for the modules _codecs and codecs. */
#include "modules/modules.h"

#include "object/codecs.h"
#include "object/iter.h"

/// module _textcodec
/// Decodes text in pieces.

/// _textcodec.decode(encoding, data, errors, final, /)
/// The text of data in a built-in encoding and how many bytes were read. Unless final is true an unfinished character at the
/// end is left unread.
KR_NATIVE(_textcodec_decode)
{
    const uint8_t *data;
    size_t size, used;
    if (!kris_str(vm, a[0]))
        return krraise(vm, KR_T_TypeError, "decode() argument 1 must be str, not %T", a[0]);
    if (a[2] != KR_NONE && !kris_str(vm, a[2]))
        return krraise(vm, KR_T_TypeError, "decode() argument 'errors' must be str or None, not %T", a[2]);
    int final = krobj_true(vm, a[3]);
    const KrCodecName *codec = krcodec_find(krstr_data(kras_str(a[0])), kras_str(a[0])->size);
    if (!codec)
        return krraise(vm, KR_T_LookupError, "unknown encoding: %U", kras_str(a[0]));
    if (final < 0 || !krbuffer_get(vm, a[1], &data, &size))
        return KR_RAISED;
    KrValue text = krcodec_decode_bytes(vm, a[1], data, size, codec, a[2] == KR_NONE ? NULL : kras_str(a[2]), !final, &used);
    KR_TRY(text);
    return krvalue_or_raised(krtuple_of(vm, 2, text, krsmall((int64_t)used)));
}

/// _textcodec.is_built_in(encoding, /)
/// Whether str.encode() and bytes.decode() know the encoding without the module codecs.
KR_NATIVE(_textcodec_is_built_in)
{
    if (!kris_str(vm, a[0]))
        return krraise(vm, KR_T_TypeError, "is_built_in() argument must be str, not %T", a[0]);
    return krbool(krcodec_find(krstr_data(kras_str(a[0])), kras_str(a[0])->size) != NULL);
}
