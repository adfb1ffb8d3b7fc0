/* SPDX-License-Identifier: MIT
 * The methods of str: construction, operators, items, search. */
#include "object/strcore.h"

#include "base/utf8.h"
#include "object/args.h"
#include "object/codecs.h"
#include "object/format.h"
#include "object/func.h"
#include "object/int.h"
#include "object/iter.h"
#include "object/search.h"
#include "object/seq.h"
#include "object/tables.h"

#include <string.h>

/* ---- construction ---------------------------------------------------------------------------- */

/// class str(object='', encoding='utf-8', errors='strict')
/// Text: an immutable sequence of code points.

static KrValue text_of(KrVm *vm, KrValue object, KrValue encoding, KrValue errors)
{
    if (object == KR_EMPTY)
        return krvalue(vm->empty_str);
    if (encoding == KR_EMPTY && errors == KR_EMPTY)
        return krobj_str(vm, object);
    if (encoding != KR_EMPTY && !kris_str(vm, encoding))
        return krraise(vm, KR_T_TypeError, "str() argument 'encoding' must be str, not %T", encoding);
    if (errors != KR_EMPTY && !kris_str(vm, errors))
        return krraise(vm, KR_T_TypeError, "str() argument 'errors' must be str, not %T", errors);
    if (kris_str(vm, object))
        return krraise(vm, KR_T_TypeError, "decoding str is not supported");
    if (!krbuffer_check(vm, object))
        return krraise(vm, KR_T_TypeError, "decoding to str: need a bytes-like object, %T found", object);
    return krcodec_decode_value(vm, object, encoding, errors);
}

/// str.__new__(cls, object='', encoding='utf-8', errors='strict')
/// Create a new string object from the given object.
KR_NATIVE(str___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_str))
        return KR_RAISED;
    KrValue v = text_of(vm, a[1], a[2], a[3]);
    if (v == KR_RAISED || a[0] == krvalue(KR_TYPE_OF(str)))
        return v;
    KrStr *from = kras_str(v), *s = krstr_alloc_as(vm, kras_type(a[0]), from->size, from->len, krstr_ascii(from));
    if (!s)
        return KR_RAISED;
    memcpy(s->text, krstr_data(from), from->size);
    s->h.flags |= from->h.flags & KR_STR_SURROGATES;
    return krvalue(s);
}

/// str.__getnewargs__(self, /)
KR_NATIVE(str___getnewargs__)
{
    KrStr *s = kras_str(a[0]);
    KrStr *copy = s->size ? krstr_known(vm, krstr_data(s), s->size, s->len, s->h.flags) : vm->empty_str;
    return copy ? krvalue_or_raised(krtuple_of(vm, 1, krvalue(copy))) : KR_RAISED;
}

/// str.__sizeof__(self, /)
/// Return the size of the string in memory, in bytes.
KR_NATIVE(str___sizeof__)
{
    return krsmall((int64_t)(sizeof(KrStr) + kras_str(a[0])->size));
}

/// str.__str__(self, /)
/// Return str(self).
KR_NATIVE(str___str__)
{
    return krvalue_or_raised(krstr_exact(vm, kras_str(a[0])));
}

/// str.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(str___repr__)
{
    return krstr_repr(vm, kras_str(a[0]));
}

/// str.__hash__(self, /)
/// Return hash(self).
KR_NATIVE(str___hash__)
{
    return krint_from(vm, (int64_t)krstr_hash(kras_str(a[0])));
}

/// str.__format__(self, format_spec, /)
/// Return a formatted version of the string as described by format_spec.
KR_NATIVE(str___format__)
{
    if (!kris_str(vm, a[1]))
        return krraise_argument(vm, "__format__", "argument", "str", a[1]);
    if (kras_str(a[1])->size == 0)
        return krobj_str(vm, a[0]); /* a class that derives from str may have a __str__ */
    return krformat_str(vm, a[0], kras_str(a[1]));
}

/* ---- comparison ------------------------------------------------------------------------------ */

/// str.__eq__(self, value, /)
/// Return self==value.
KR_NATIVE(str___eq__)
{
    if (!kris_str(vm, a[1]))
        return KR_NOTIMPLEMENTED;
    return krbool(krstr_equal(kras_str(a[0]), kras_str(a[1])));
}

/// str.__ne__(self, value, /)
/// Return self!=value.
KR_NATIVE(str___ne__)
{
    if (!kris_str(vm, a[1]))
        return KR_NOTIMPLEMENTED;
    return krbool(!krstr_equal(kras_str(a[0]), kras_str(a[1])));
}

/// str.__lt__(self, value, /)
/// Return self<value.
KR_NATIVE(str___lt__)
{
    return kris_str(vm, a[1]) ? krbool(krstr_compare(kras_str(a[0]), kras_str(a[1])) < 0) : KR_NOTIMPLEMENTED;
}

/// str.__le__(self, value, /)
/// Return self<=value.
KR_NATIVE(str___le__)
{
    return kris_str(vm, a[1]) ? krbool(krstr_compare(kras_str(a[0]), kras_str(a[1])) <= 0) : KR_NOTIMPLEMENTED;
}

/// str.__gt__(self, value, /)
/// Return self>value.
KR_NATIVE(str___gt__)
{
    return kris_str(vm, a[1]) ? krbool(krstr_compare(kras_str(a[0]), kras_str(a[1])) > 0) : KR_NOTIMPLEMENTED;
}

/// str.__ge__(self, value, /)
/// Return self>=value.
KR_NATIVE(str___ge__)
{
    return kris_str(vm, a[1]) ? krbool(krstr_compare(kras_str(a[0]), kras_str(a[1])) >= 0) : KR_NOTIMPLEMENTED;
}

/* ---- operators ------------------------------------------------------------------------------- */

/// str.__add__(self, value, /)
/// Return self+value.
KR_NATIVE(str___add__)
{
    if (kris_str(vm, a[1]))
        return krvalue_or_raised(krstr_concat(vm, kras_str(a[0]), kras_str(a[1])));
    return krraise(vm, KR_T_TypeError, "can only concatenate str (not \"%T\") to str", a[1]);
}

/* The text `times` times, by doubling what is written already. */
static void write_repeated(char *p, const char *text, size_t n, size_t times)
{
    size_t total = n * times, done = n;
    if (n == 1) {
        memset(p, *text, times);
        return;
    }
    memcpy(p, text, n);
    while (done < total) {
        size_t more = done < total - done ? done : total - done;
        memcpy(p + done, p, more);
        done += more;
    }
}

static KrValue repeat(KrVm *vm, KrValue *a)
{
    KrStr *s = kras_str(a[0]);
    size_t times;
    if (!krseq_times(vm, a[1], s->size, &times))
        return KR_RAISED;
    if (times == 0 || s->size == 0)
        return krvalue(vm->empty_str);
    if (times == 1)
        return krvalue_or_raised(krstr_exact(vm, s));
    if (!krcharge(vm, (int64_t)(s->size * times / 64)))
        return KR_RAISED;
    KrStr *out = krstr_alloc(vm, s->size * times, s->len * times, krstr_ascii(s));
    if (!out)
        return KR_RAISED;
    write_repeated(out->text, krstr_data(s), s->size, times);
    out->h.flags |= s->h.flags & KR_STR_SURROGATES;
    return krvalue(out);
}

/// str.__mul__(self, value, /)
/// Return self*value.
KR_NATIVE(str___mul__)
{
    return repeat(vm, a);
}

/// str.__rmul__(self, value, /)
/// Return value*self.
KR_NATIVE(str___rmul__)
{
    return repeat(vm, a);
}

/// str.__mod__(self, value, /)
/// Return self%value.
KR_NATIVE(str___mod__)
{
    return krstr_percent(vm, kras_str(a[0]), a[1]);
}

/// str.__rmod__(self, value, /)
/// Return value%self.
KR_NATIVE(str___rmod__)
{
    return kris_str(vm, a[1]) ? krstr_percent(vm, kras_str(a[1]), a[0]) : KR_NOTIMPLEMENTED;
}

/* ---- items ----------------------------------------------------------------------------------- */

/// str.__len__(self, /)
/// Return len(self).
KR_NATIVE(str___len__)
{
    return krsmall((int64_t)kras_str(a[0])->len);
}

static KrStr *pick_ascii(KrVm *vm, KrStr *s, int64_t start, int64_t step, int64_t count)
{
    KrStr *out = krstr_alloc(vm, (size_t)count, (size_t)count, true);
    const char *text = krstr_data(s);
    for (int64_t i = 0; out && i < count; i++)
        out->text[i] = text[start + i * step];
    return out;
}

/* Every step-th character, walking the text once. */
static KrStr *pick(KrVm *vm, KrStr *s, int64_t start, int64_t step, int64_t count)
{
    KrBuf b = krbuf_init(&vm->alloc);
    const char *p = krstr_data(s) + krstr_offset(s, (size_t)start);
    for (int64_t i = 0; i < count; i++) {
        const char *next = p;
        krutf8_next(&next);
        krbuf_add(&b, p, (size_t)(next - p));
        if (i + 1 == count)
            break;
        for (int64_t k = step < 0 ? -step : step; k > 0; k--) {
            if (step > 0)
                krutf8_next(&p);
            else
                krutf8_prev(&p);
        }
    }
    return krstr_from_buf(vm, &b);
}

static KrValue get_slice(KrVm *vm, KrStr *s, KrSlice *slice)
{
    int64_t start, step, count;
    if (!krslice_resolve(vm, slice, (int64_t)s->len, &start, &step, &count))
        return KR_RAISED;
    if (count <= 0)
        return krvalue(vm->empty_str);
    if (step == 1)
        return krvalue_or_raised(krstr_slice(vm, s, (size_t)start, (size_t)(start + count)));
    if (!krcharge(vm, count / 16))
        return KR_RAISED;
    if (count == 1)
        return krvalue_or_raised(krstr_char(vm, krstr_at(s, (size_t)start)));
    return krvalue_or_raised(krstr_ascii(s) ? pick_ascii(vm, s, start, step, count) : pick(vm, s, start, step, count));
}

/// str.__getitem__(self, key, /)
/// Return self[key].
KR_NATIVE(str___getitem__)
{
    KrStr *s = kras_str(a[0]);
    if (kris_exact(a[1], KR_T_slice))
        return get_slice(vm, s, (KrSlice *)kras_obj(a[1]));
    int64_t i;
    if (!krint_check(vm, a[1]) && krdunder(vm, krtype_of(vm, a[1]), KR_D_index) == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "string indices must be integers, not '%T'", a[1]);
    if (!krseq_offset(vm, a[1], "string", &i))
        return KR_RAISED;
    if (i < 0)
        i += (int64_t)s->len;
    if (i < 0 || i >= (int64_t)s->len)
        return krraise(vm, KR_T_IndexError, "string index out of range");
    if (krstr_ascii(s))
        return krvalue_or_raised(krstr_char(vm, (unsigned char)krstr_data(s)[i]));
    if (s->h.flags & KR_STR_EXTERNAL && s->size > 1024 && !krstr_settle(vm, s))
        return KR_RAISED;
    return krvalue_or_raised(krstr_char(vm, krstr_at(s, (size_t)i)));
}

/// str.__contains__(self, key, /)
/// Return bool(key in self).
KR_NATIVE(str___contains__)
{
    if (!kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "'in <string>' requires string as left operand, not %T", a[1]);
    KrStr *s = kras_str(a[0]), *sub = kras_str(a[1]);
    size_t at;
    if (!krcharge(vm, (int64_t)(s->size / 64)) || !krsearch_find(vm, krstr_data(s), s->size, krstr_data(sub), sub->size, &at))
        return KR_RAISED;
    return krbool(at != KR_NOT_FOUND);
}

/// str.__iter__(self, /)
/// Implement iter(self).
KR_NATIVE(str___iter__)
{
    return krseq_iter(vm, KR_T_str_iterator, a[0]);
}

/// str_iterator.__iter__(self, /)
KR_NATIVE(str_iterator___iter__)
{
    return a[0];
}

/// str_iterator.__next__(self, /)
KR_NATIVE(str_iterator___next__)
{
    KrSeqIter *it = (KrSeqIter *)kras_obj(a[0]);
    if (it->seq == KR_EMPTY)
        return KR_EMPTY;
    KrStr *s = kras_str(it->seq);
    if (it->index >= s->size) {
        krstore(vm, it, &it->seq, KR_EMPTY);
        return KR_EMPTY;
    }
    const char *start = krstr_data(s) + it->index, *p = start;
    uint32_t c = krutf8_next(&p);
    it->index += (size_t)(p - start);
    return krvalue_or_raised(krstr_char(vm, c));
}

/// str_iterator.__length_hint__(self, /)
KR_NATIVE(str_iterator___length_hint__)
{
    KrSeqIter *it = (KrSeqIter *)kras_obj(a[0]);
    if (it->seq == KR_EMPTY)
        return krsmall(0);
    KrStr *s = kras_str(it->seq);
    return krsmall((int64_t)(s->len - krstr_index_of(s, it->index)));
}

/// str_iterator.__reduce__(self, /)
KR_NATIVE(str_iterator___reduce__)
{
    KrSeqIter *it = (KrSeqIter *)kras_obj(a[0]);
    if (it->seq == KR_EMPTY)
        return kriter_reduce(vm, KR_NAME(iter), krvalue(vm->empty_str), KR_EMPTY);
    KrStr *s = kras_str(it->seq);
    return kriter_reduce(vm, KR_NAME(iter), it->seq, krsmall((int64_t)krstr_index_of(s, it->index)));
}

/// str_iterator.__setstate__(self, state, /)
KR_NATIVE(str_iterator___setstate__)
{
    KrSeqIter *it = (KrSeqIter *)kras_obj(a[0]);
    int64_t i;
    if (!krobj_as_i64(vm, a[1], &i, false))
        return KR_RAISED;
    if (it->seq != KR_EMPTY) {
        KrStr *s = kras_str(it->seq);
        it->index = i < 0 ? 0 : (uint64_t)i >= s->len ? s->size : krstr_offset(s, (size_t)i);
    }
    return KR_NONE;
}

/* ---- search ---------------------------------------------------------------------------------- */

/* The bounds of a search, in bytes of the text: as krargs_range. */
static int range_of(KrVm *vm, KrStr *s, KrValue *a, size_t *from, size_t *to)
{
    int found = krargs_range(vm, a[2], a[3], s->len, from, to);
    if (found <= 0 || krstr_ascii(s))
        return found;
    *from = krstr_offset(s, *from);
    *to = *to == s->len ? s->size : krstr_offset(s, *to);
    return found;
}

/* The index of a[1] in a[0] between a[2] and a[3], or -1; -2 on error. */
static int64_t search(KrVm *vm, KrValue *a, const char *name, bool last)
{
    if (!kris_str(vm, a[1])) {
        krraise_argument(vm, name, "argument 1", "str", a[1]);
        return -2;
    }
    KrStr *s = kras_str(a[0]), *sub = kras_str(a[1]);
    size_t from, to;
    int found = range_of(vm, s, a, &from, &to);
    if (found < 0 || (found && !krcharge(vm, (int64_t)((to - from) / 16))))
        return -2;
    if (!found || sub->size > to - from)
        return -1;
    const char *text = krstr_data(s);
    size_t at;
    if (last)
        at = krbytes_rfind(text + from, to - from, krstr_data(sub), sub->size);
    else if (!krsearch_find(vm, text + from, to - from, krstr_data(sub), sub->size, &at))
        return -2;
    return at == KR_NOT_FOUND ? -1 : (int64_t)krstr_index_of(s, from + at);
}

static KrValue find(KrVm *vm, KrValue *a, const char *name, bool last)
{
    int64_t i = search(vm, a, name, last);
    return i == -2 ? KR_RAISED : krsmall(i);
}

static KrValue index_of(KrVm *vm, KrValue *a, const char *name, bool last)
{
    int64_t i = search(vm, a, name, last);
    if (i == -1)
        return krraise(vm, KR_T_ValueError, "substring not found");
    return i == -2 ? KR_RAISED : krsmall(i);
}

/// str.find(self, sub, start=None, end=None, /)
/// Return the lowest index in S where substring sub is found within S[start:end], -1 on failure.
KR_NATIVE(str_find)
{
    return find(vm, a, "find", false);
}

/// str.rfind(self, sub, start=None, end=None, /)
/// Return the highest index in S where substring sub is found within S[start:end], -1 on failure.
KR_NATIVE(str_rfind)
{
    return find(vm, a, "rfind", true);
}

/// str.index(self, sub, start=None, end=None, /)
/// Like find, but raise ValueError when the substring is not found.
KR_NATIVE(str_index)
{
    return index_of(vm, a, "index", false);
}

/// str.rindex(self, sub, start=None, end=None, /)
/// Like rfind, but raise ValueError when the substring is not found.
KR_NATIVE(str_rindex)
{
    return index_of(vm, a, "rindex", true);
}

/// str.count(self, sub, start=None, end=None, /)
/// Return the number of occurrences of sub in S[start:end] that do not overlap.
KR_NATIVE(str_count)
{
    if (!kris_str(vm, a[1]))
        return krraise_argument(vm, "count", "argument 1", "str", a[1]);
    KrStr *s = kras_str(a[0]), *sub = kras_str(a[1]);
    size_t from, to;
    int found = range_of(vm, s, a, &from, &to);
    if (found < 0 || (found && !krcharge(vm, (int64_t)((to - from) / 16))))
        return KR_RAISED;
    if (!found)
        return krsmall(0);
    const char *text = krstr_data(s) + from;
    if (sub->size == 0)
        return krsmall((int64_t)krutf8_count(text, to - from) + 1);
    size_t count;
    if (!krsearch_count(vm, text, to - from, krstr_data(sub), sub->size, SIZE_MAX, &count))
        return KR_RAISED;
    return krsmall((int64_t)count);
}

/* ---- beginnings and ends --------------------------------------------------------------------- */

static bool matches(const KrStr *s, size_t from, size_t to, const KrStr *part, bool end)
{
    if (part->size > to - from)
        return false;
    const char *at = krstr_data(s) + (end ? to - part->size : from);
    return !memcmp(at, krstr_data(part), part->size);
}

static KrValue starts_or_ends(KrVm *vm, KrValue *a, bool end)
{
    KrStr *s = kras_str(a[0]);
    size_t from, to;
    const char *name = end ? "endswith" : "startswith";
    int found = range_of(vm, s, a, &from, &to);
    if (found < 0)
        return KR_RAISED;
    if (kris_str(vm, a[1]))
        return krbool(found && matches(s, from, to, kras_str(a[1]), end));
    if (!kris_kind(vm, a[1], KR_TF_TUPLE))
        return krraise(vm, KR_T_TypeError, "%s first arg must be str or a tuple of str, not %T", name, a[1]);
    KrTuple *parts = kras_tuple(a[1]);
    for (size_t i = 0; i < parts->n; i++) {
        if (!kris_str(vm, parts->at[i]))
            return krraise(vm, KR_T_TypeError, "tuple for %s must only contain str, not %T", name, parts->at[i]);
        if (found && matches(s, from, to, kras_str(parts->at[i]), end))
            return KR_TRUE;
    }
    return KR_FALSE;
}

/// str.startswith(self, prefix, start=None, end=None, /)
/// Return True if S[start:end] starts with the prefix, or with one of a tuple of prefixes.
KR_NATIVE(str_startswith)
{
    return starts_or_ends(vm, a, false);
}

/// str.endswith(self, suffix, start=None, end=None, /)
/// Return True if S[start:end] ends with the suffix, or with one of a tuple of suffixes.
KR_NATIVE(str_endswith)
{
    return starts_or_ends(vm, a, true);
}

/// str.removeprefix(self, prefix, /)
/// Return a str with the given prefix string removed if present.
KR_NATIVE(str_removeprefix)
{
    if (!kris_str(vm, a[1]))
        return krraise_argument(vm, "removeprefix", "argument", "str", a[1]);
    KrStr *s = kras_str(a[0]), *part = kras_str(a[1]);
    size_t cut = matches(s, 0, s->size, part, false) ? part->size : 0;
    return krvalue_or_raised(krstr_sub(vm, s, cut, s->size - cut));
}

/// str.removesuffix(self, suffix, /)
/// Return a str with the given suffix string removed if present.
KR_NATIVE(str_removesuffix)
{
    if (!kris_str(vm, a[1]))
        return krraise_argument(vm, "removesuffix", "argument", "str", a[1]);
    KrStr *s = kras_str(a[0]), *part = kras_str(a[1]);
    size_t cut = matches(s, 0, s->size, part, true) ? part->size : 0;
    return krvalue_or_raised(krstr_sub(vm, s, 0, s->size - cut));
}

/* ---- joining, formatting, encoding ----------------------------------------------------------- */

/// @drain(1) str.join(self, iterable, /)
/// Concatenate any number of strings.
KR_NATIVE(str_join)
{
    const KrValue *items;
    size_t count;
    KrValue keep;
    if (!krseq_items(vm, a[1], &items, &count, &keep)) {
        if (!krpending_is(vm, KR_T_TypeError) || krdunder(vm, krtype_of(vm, a[1]), KR_D_iter) != KR_EMPTY ||
            krdunder(vm, krtype_of(vm, a[1]), KR_D_getitem) != KR_EMPTY)
            return KR_RAISED;
        krpending_clear(vm);
        return krraise(vm, KR_T_TypeError, "can only join an iterable");
    }
    return krstr_join(vm, kras_str(a[0]), items, count);
}

/// str.format(self, /, *args, **kwargs)
/// Return a formatted version of the string, using substitutions from args and kwargs.
KR_NATIVE(str_format)
{
    return krformat_template(vm, kras_str(a[0]), a + 2, n - 2, a[1], true);
}

/// str.format_map(self, mapping, /)
/// Return a formatted version of the string, using substitutions from mapping.
KR_NATIVE(str_format_map)
{
    return krformat_template(vm, kras_str(a[0]), NULL, 0, a[1], false);
}

/// str.encode(self, /, encoding='utf-8', errors='strict')
/// Encode the string using the codec registered for encoding.
KR_NATIVE(str_encode)
{
    if (a[1] != KR_EMPTY && !kris_str(vm, a[1]))
        return krraise_argument(vm, "encode", "argument 'encoding'", "str", a[1]);
    if (a[2] != KR_EMPTY && !kris_str(vm, a[2]))
        return krraise_argument(vm, "encode", "argument 'errors'", "str", a[2]);
    return krcodec_encode_value(vm, a[0], a[1], a[2]);
}
