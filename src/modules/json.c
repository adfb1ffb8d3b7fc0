/* SPDX-License-Identifier: MIT
 * The module _json: reading. */
#include "modules/json.h"

#include "base/dtoa.h"
#include "base/utf8.h"
#include "object/iter.h"
#include "object/strcore.h"

/// module _json
/// Reads and writes JSON for the module json.

/* The text that is read; positions are bytes. */
typedef struct Reader {
    KrVm *vm;
    const KrJsonScanner *scanner; /* NULL for scanstring alone */
    KrStr *s;
    const char *text;
    size_t size;
    bool strict;
} Reader;

static KrValue read_value(Reader *r, size_t at, size_t *end);

static KrValue index_value(Reader *r, size_t at)
{
    return krsmall((int64_t)krstr_index_of(r->s, at));
}

static KrValue fail(Reader *r, const char *message, size_t at)
{
    KrVm *vm = r->vm;
    KrValue module = krmodule_import(vm, "json.decoder");
    KrValue cls = module == KR_RAISED ? KR_RAISED : krobj_getattr(vm, module, KR_NAME(JSONDecodeError));
    KR_TRY(cls);
    KrValue args[3] = {krvalue_or_raised(krstr_text(vm, message)), krvalue(r->s), index_value(r, at)};
    KR_TRY(args[0]);
    KrValue error = krcall(vm, cls, args, 3);
    return error == KR_RAISED ? KR_RAISED : krraise_exc(vm, error);
}

/* No value begins there. */
static KrValue no_value(Reader *r, size_t at)
{
    return krraise_stop(r->vm, index_value(r, at));
}

static size_t skip_space(const Reader *r, size_t at)
{
    while (at < r->size && (r->text[at] == ' ' || r->text[at] == '\n' || r->text[at] == '\t' || r->text[at] == '\r'))
        at++;
    return at;
}

static char char_at(const Reader *r, size_t at)
{
    return at < r->size ? r->text[at] : 0;
}

/* ---- strings ------------------------------------------------------------------------------------------------ */

static bool read_hex4(const Reader *r, size_t at, uint32_t *out)
{
    *out = 0;
    if (at + 4 > r->size)
        return false;
    for (size_t i = at; i < at + 4; i++) {
        char c = r->text[i];
        int digit = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
        if (digit < 0)
            return false;
        *out = *out << 4 | (uint32_t)digit;
    }
    return true;
}

/* The escape whose letter u stands at `at`; *at moves behind it. */
static bool read_unicode(Reader *r, size_t *at, KrBuf *b)
{
    uint32_t c, low;
    size_t u = *at;
    if (u + 5 >= r->size || !read_hex4(r, u + 1, &c))
        return fail(r, "Invalid \\uXXXX escape", u), false;
    *at = u + 5;
    if ((c & 0xFC00) == 0xD800 && u + 11 < r->size && r->text[u + 5] == '\\' && r->text[u + 6] == 'u') {
        if (!read_hex4(r, u + 7, &low))
            return fail(r, "Invalid \\uXXXX escape", u + 6), false;
        if ((low & 0xFC00) == 0xDC00) {
            c = 0x10000 + ((c & 0x3FF) << 10 | (low & 0x3FF));
            *at = u + 11;
        }
    }
    char utf8[4];
    krbuf_add(b, utf8, krutf8_encode(c, utf8));
    return true;
}

/* The escape whose backslash stands at *at, which moves behind it. */
static bool read_escape(Reader *r, size_t begin, size_t *at, KrBuf *b)
{
    static const char letters[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    size_t letter = *at + 1;
    if (letter >= r->size)
        return fail(r, "Unterminated string starting at", begin), false;
    char c = r->text[letter];
    if (c == 'u') {
        *at = letter;
        return read_unicode(r, at, b);
    }
    const char *known = c ? strchr(letters, c) : NULL;
    if (!known)
        return fail(r, "Invalid \\escape", *at), false;
    krbuf_char(b, values[known - letters]);
    *at = letter + 1;
    return true;
}

/* From `at` on: the first byte that ends a string or needs work. */
static size_t plain_end(const Reader *r, size_t at)
{
    while (at < r->size && r->text[at] != '"' && r->text[at] != '\\' && ((unsigned char)r->text[at] >= 0x20 || !r->strict))
        at++;
    return at;
}

static bool collect_string(Reader *r, size_t begin, size_t at, size_t *end, KrBuf *b)
{
    for (;;) {
        size_t stop = plain_end(r, at);
        krbuf_add(b, r->text + at, stop - at);
        at = stop;
        if (at >= r->size)
            return fail(r, "Unterminated string starting at", begin), false;
        if (r->text[at] == '"')
            return *end = at + 1, true;
        if (r->text[at] != '\\')
            return fail(r, "Invalid control character at", at), false;
        if (!read_escape(r, begin, &at, b))
            return false;
    }
}

/* The string whose first character stands at `at`, behind the quote. Keys are interned: they come again. */
static KrValue read_string(Reader *r, size_t at, size_t *end, bool is_key)
{
    enum { LONGEST_KEY = 64 };
    KrVm *vm = r->vm;
    size_t stop = plain_end(r, at);
    if (char_at(r, stop) == '"') {
        *end = stop + 1;
        if (is_key && stop - at <= LONGEST_KEY)
            return krvalue_or_raised(krintern_text(vm, r->text + at, stop - at));
        return krvalue_or_raised(krstr_sub(vm, r->s, at, stop - at));
    }
    KrBuf b = krbuf_init(&vm->alloc);
    if (!collect_string(r, at - 1, at, end, &b))
        return krbuf_release(&b), KR_RAISED;
    return krvalue_or_raised(krstr_from_buf(vm, &b));
}

/* ---- numbers and words ---------------------------------------------------------------------------------------- */

static size_t skip_digits(const Reader *r, size_t at)
{
    while (at < r->size && r->text[at] >= '0' && r->text[at] <= '9')
        at++;
    return at;
}

/* Where the number at `at` ends; `at` itself if there is none. A fraction or exponent without digits does not belong to it. */
static size_t number_end(const Reader *r, size_t at, bool *is_int)
{
    size_t first = at + (char_at(r, at) == '-'), end = char_at(r, first) == '0' ? first + 1 : skip_digits(r, first);
    *is_int = true;
    if (end == first)
        return at;
    if (char_at(r, end) == '.') {
        size_t fraction = skip_digits(r, end + 1);
        if (fraction > end + 1)
            end = fraction, *is_int = false;
    }
    if ((char_at(r, end) | 32) == 'e') {
        char sign = char_at(r, end + 1);
        size_t digits = end + 1 + (sign == '+' || sign == '-'), exponent = skip_digits(r, digits);
        if (exponent > digits)
            end = exponent, *is_int = false;
    }
    return end;
}

static int64_t short_int(const char *p, const char *end)
{
    bool negative = *p == '-';
    int64_t v = 0;
    for (p += negative; p < end; p++)
        v = v * 10 + (*p - '0');
    return negative ? -v : v;
}

static KrValue make_number(Reader *r, size_t at, size_t end, bool is_int)
{
    enum { SHORT_DIGITS = 18 };
    KrVm *vm = r->vm;
    KrValue maker = is_int ? r->scanner->parse_int : r->scanner->parse_float;
    if (is_int && maker == krvalue(KR_TYPE_OF(int)) && end - at <= SHORT_DIGITS)
        return krint_from(vm, short_int(r->text + at, r->text + end));
    if (!is_int && maker == krvalue(KR_TYPE_OF(float))) {
        double d;
        size_t used;
        if (krstrtod(r->text + at, end - at, &d, &used) == 0 && used == end - at)
            return krdouble(d);
    }
    KrValue text = krvalue_or_raised(krstr_sub(vm, r->s, at, end - at));
    return text == KR_RAISED ? KR_RAISED : krcall(vm, maker, &text, 1);
}

static bool has_word(const Reader *r, size_t at, const char *word)
{
    size_t n = strlen(word);
    return r->size - at >= n && !memcmp(r->text + at, word, n);
}

/* null, true, false, and the constants that are no JSON; KR_EMPTY if there is none. */
static KrValue read_word(Reader *r, size_t at, size_t *end)
{
    static const struct {
        const char *word;
        KrValue value;
    } words[] = {{"null", KR_NONE}, {"true", KR_TRUE}, {"false", KR_FALSE}};
    static const char *const constants[] = {"NaN", "Infinity", "-Infinity"};
    for (size_t i = 0; i < KR_COUNT(words); i++)
        if (has_word(r, at, words[i].word))
            return *end = at + strlen(words[i].word), words[i].value;
    for (size_t i = 0; i < KR_COUNT(constants); i++)
        if (has_word(r, at, constants[i])) {
            *end = at + strlen(constants[i]);
            KrValue text = krvalue_or_raised(krstr_text(r->vm, constants[i]));
            return text == KR_RAISED ? KR_RAISED : krcall(r->vm, r->scanner->parse_constant, &text, 1);
        }
    return KR_EMPTY;
}

/* ---- containers ------------------------------------------------------------------------------------------------ */

static KrValue read_array(Reader *r, size_t at, size_t *end)
{
    KrVm *vm = r->vm;
    KrList *l = krlist_new(vm, NULL, 0);
    if (!l || !krstack_check(vm, " while decoding a JSON array from a unicode string"))
        return KR_RAISED;
    at = skip_space(r, at);
    if (char_at(r, at) == ']')
        return *end = at + 1, krvalue(l);
    for (;;) {
        KrValue v = read_value(r, at, &at);
        if (v == KR_RAISED || !krlist_append(vm, l, v))
            return KR_RAISED;
        at = skip_space(r, at);
        char c = char_at(r, at);
        if (c == ']' && at < r->size)
            return *end = at + 1, krvalue(l);
        if (c != ',')
            return fail(r, "Expecting ',' delimiter", at);
        size_t comma = at;
        at = skip_space(r, at + 1);
        if (char_at(r, at) == ']')
            return fail(r, "Illegal trailing comma before end of array", comma);
    }
}

/* What has been read of an object: a dict, or the pairs for a hook. */
typedef struct Members {
    KrDict *dict;
    KrList *pairs;
} Members;

static bool add_member(KrVm *vm, const Members *m, KrValue key, KrValue v)
{
    if (!m->pairs)
        return krdict_set(vm, m->dict, key, v);
    KrTuple *pair = krtuple_of(vm, 2, key, v);
    return pair && krlist_append(vm, m->pairs, krvalue(pair));
}

/* One `"key": value`, and what follows: a comma (then *at is the next key's quote) or the end. */
static bool read_member(Reader *r, size_t *at, const Members *m)
{
    if (char_at(r, *at) != '"')
        return fail(r, "Expecting property name enclosed in double quotes", *at), false;
    KrValue key = read_string(r, *at + 1, at, true);
    if (key == KR_RAISED)
        return false;
    *at = skip_space(r, *at);
    if (char_at(r, *at) != ':')
        return fail(r, "Expecting ':' delimiter", *at), false;
    KrValue v = read_value(r, skip_space(r, *at + 1), at);
    if (v == KR_RAISED || !add_member(r->vm, m, key, v))
        return false;
    *at = skip_space(r, *at);
    return true;
}

static KrValue finish_object(Reader *r, const Members *m)
{
    const KrJsonScanner *scanner = r->scanner;
    KrValue v = m->pairs ? krvalue(m->pairs) : krvalue(m->dict);
    if (m->pairs)
        return krcall(r->vm, scanner->object_pairs_hook, &v, 1);
    return scanner->object_hook == KR_NONE ? v : krcall(r->vm, scanner->object_hook, &v, 1);
}

static KrValue read_object(Reader *r, size_t at, size_t *end)
{
    KrVm *vm = r->vm;
    Members m = {NULL, NULL};
    if (r->scanner->object_pairs_hook != KR_NONE)
        m.pairs = krlist_new(vm, NULL, 0);
    else
        m.dict = krdict_new(vm);
    if ((!m.pairs && !m.dict) || !krstack_check(vm, " while decoding a JSON object from a unicode string"))
        return KR_RAISED;
    at = skip_space(r, at);
    for (bool more = char_at(r, at) != '}'; more;) {
        if (!read_member(r, &at, &m))
            return KR_RAISED;
        if (char_at(r, at) == '}')
            break;
        if (char_at(r, at) != ',')
            return fail(r, "Expecting ',' delimiter", at);
        size_t comma = at;
        at = skip_space(r, at + 1);
        if (char_at(r, at) == '}')
            return fail(r, "Illegal trailing comma before end of object", comma);
    }
    *end = at + 1;
    return finish_object(r, &m);
}

static KrValue read_value(Reader *r, size_t at, size_t *end)
{
    if (!krcharge(r->vm, 1))
        return KR_RAISED;
    if (at >= r->size)
        return no_value(r, at);
    switch (r->text[at]) {
    case '"':
        return read_string(r, at + 1, end, false);
    case '{':
        return read_object(r, at + 1, end);
    case '[':
        return read_array(r, at + 1, end);
    }
    bool is_int;
    size_t stop = number_end(r, at, &is_int);
    if (stop > at)
        return *end = stop, make_number(r, at, stop, is_int);
    KrValue v = read_word(r, at, end);
    return v == KR_EMPTY ? no_value(r, at) : v;
}

/* ---- what Python sees ------------------------------------------------------------------------------------------ */

/* The byte offset of an index into the text; one past the end if it is larger. */
static bool begin(KrVm *vm, Reader *r, KrValue string, KrValue index, int64_t *i, size_t *at)
{
    if (!kris_str(vm, string))
        return krraise(vm, KR_T_TypeError, "first argument must be a string, not %T", string), false;
    if (!krobj_as_i64(vm, index, i, false))
        return false;
    r->vm = vm;
    r->s = kras_str(string);
    r->text = krstr_data(r->s);
    r->size = r->s->size;
    *at = *i < 0 ? 0 : (size_t)*i >= r->s->len ? r->size : krstr_offset(r->s, (size_t)*i);
    return true;
}

static KrValue pair(Reader *r, KrValue v, size_t end)
{
    KR_TRY(v);
    return krvalue_or_raised(krtuple_of(r->vm, 2, v, index_value(r, end)));
}

/// _json.scanstring(string, end, strict=True, /)
/// Scan the string s for a JSON string. End is the index of the character in s after the quote that started it. Returns a tuple
/// of the decoded string and the index of the character in s after the end quote.
KR_NATIVE(_json_scanstring)
{
    Reader r = {0};
    int64_t index;
    size_t at, end = 0;
    int strict = a[2] == KR_EMPTY ? 1 : krobj_true(vm, a[2]);
    if (strict < 0 || !begin(vm, &r, a[0], a[1], &index, &at))
        return KR_RAISED;
    if (index < 0 || (size_t)index > r.s->len)
        return krraise(vm, KR_T_ValueError, "end is out of bounds");
    r.strict = strict;
    KrValue v = read_string(&r, at, &end, false);
    return pair(&r, v, end);
}

static bool take(KrVm *vm, KrJsonScanner *s, KrValue *slot, KrValue context, const KrStr *name)
{
    KrValue v = krobj_getattr(vm, context, name);
    if (v == KR_RAISED)
        return false;
    krstore(vm, s, slot, v);
    return true;
}

/// class JsonScanner(context)
/// JSON scanner object

/// JsonScanner.__new__(cls, context)
KR_NATIVE(JsonScanner___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_JsonScanner))
        return KR_RAISED;
    KrJsonScanner *s = krobj_new(vm, kras_type(a[0]));
    KrValue strict = s ? krobj_getattr(vm, a[1], KR_NAME(strict)) : KR_RAISED;
    int is_strict = strict == KR_RAISED ? -1 : krobj_true(vm, strict);
    if (is_strict < 0 || !take(vm, s, &s->object_hook, a[1], KR_NAME(object_hook)) ||
        !take(vm, s, &s->object_pairs_hook, a[1], KR_NAME(object_pairs_hook)) ||
        !take(vm, s, &s->parse_float, a[1], KR_NAME(parse_float)) || !take(vm, s, &s->parse_int, a[1], KR_NAME(parse_int)) ||
        !take(vm, s, &s->parse_constant, a[1], KR_NAME(parse_constant)))
        return KR_RAISED;
    s->strict = is_strict;
    return krvalue(s);
}

/// JsonScanner.__call__(self, /, string, idx)
KR_NATIVE(JsonScanner___call__)
{
    Reader r = {.scanner = (const KrJsonScanner *)kras_obj(a[0])};
    int64_t index;
    size_t at, end = 0;
    if (!begin(vm, &r, a[1], a[2], &index, &at))
        return KR_RAISED;
    if (index < 0)
        return krraise(vm, KR_T_ValueError, "idx cannot be negative");
    if ((size_t)index > r.s->len)
        return krraise_stop(vm, krint_from(vm, index));
    r.strict = r.scanner->strict;
    KrValue v = read_value(&r, at, &end);
    return pair(&r, v, end);
}

/// JsonScanner.strict
KR_NATIVE(JsonScanner_get_strict)
{
    return krbool(((const KrJsonScanner *)kras_obj(a[0]))->strict);
}

/// JsonScanner.object_hook
KR_NATIVE(JsonScanner_get_object_hook)
{
    return ((const KrJsonScanner *)kras_obj(a[0]))->object_hook;
}

/// JsonScanner.object_pairs_hook
KR_NATIVE(JsonScanner_get_object_pairs_hook)
{
    return ((const KrJsonScanner *)kras_obj(a[0]))->object_pairs_hook;
}

/// JsonScanner.parse_float
KR_NATIVE(JsonScanner_get_parse_float)
{
    return ((const KrJsonScanner *)kras_obj(a[0]))->parse_float;
}

/// JsonScanner.parse_int
KR_NATIVE(JsonScanner_get_parse_int)
{
    return ((const KrJsonScanner *)kras_obj(a[0]))->parse_int;
}

/// JsonScanner.parse_constant
KR_NATIVE(JsonScanner_get_parse_constant)
{
    return ((const KrJsonScanner *)kras_obj(a[0]))->parse_constant;
}

KR_MODULE_INIT(_json)
{
    return krmodule_set(vm, module, "make_scanner", krvalue(KR_TYPE_OF(JsonScanner))) &&
           krmodule_set(vm, module, "make_encoder", krvalue(KR_TYPE_OF(JsonEncoder)));
}
