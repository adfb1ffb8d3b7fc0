/* SPDX-License-Identifier: MIT
 * Characters and sets of characters in PCRE2's notation, with case as Python sees it. */
#include "modules/re.h"
#include "object/unichar.h"

#include "base/utf8.h"

typedef struct Range {
    uint32_t first, last;
} Range;

/* What matches each other without regard to case though PCRE2 does not know it: letters whose other case is several
 * characters or stands in ASCII. */
static const uint32_t equivalents[][4] = {
    {'i', 'I', 0x130, 0x131}, {0x390, 0x1FD3}, {0x3B0, 0x1FE3}, {0xFB05, 0xFB06},
};

/* Characters beyond ASCII that an ASCII letter matches without regard to case. */
static const uint32_t ascii_partners[][2] = {{0x130, 'i'}, {0x131, 'i'}, {0x17F, 's'}, {0x212A, 'k'}};

void krre_set_add(KrReSet *s, uint32_t first, uint32_t last)
{
    Range r = {first, last};
    krbuf_add(&s->ranges, &r, sizeof r);
}

static const Range *ranges_of(const KrReSet *s, size_t *n)
{
    *n = s->ranges.len / sizeof(Range);
    return (const Range *)(const void *)s->ranges.data;
}

static bool contains(const KrReSet *s, uint32_t c)
{
    size_t n;
    const Range *r = ranges_of(s, &n);
    for (size_t i = 0; i < n; i++)
        if (r[i].first <= c && c <= r[i].last)
            return true;
    return false;
}

/* ---- ASCII and bytes: bitmaps ---------------------------------------------------------------------------- */

typedef struct Bitmap {
    bool has[256];
} Bitmap;

static bool in_category(uint32_t c, uint8_t category, KrReText kind)
{
    uint8_t class = krascii_class[c];
    switch (category) {
    case KR_RE_DIGIT:
        return class & KR_ASCII_DIGIT;
    case KR_RE_SPACE:
        return class & (kind == KR_RE_TEXT_BYTES ? KR_ASCII_BLANK : KR_ASCII_SPACE);
    default:
        return class & KR_ASCII_ALNUM || c == '_';
    }
}

static void add_categories(Bitmap *m, uint8_t categories, uint32_t flags, KrReText kind)
{
    if (flags & KR_RE_ASCII)
        kind = KR_RE_TEXT_BYTES;
    for (unsigned bit = KR_RE_DIGIT; bit <= KR_RE_WORD; bit <<= 1)
        for (uint32_t c = 0; c < 256; c++)
            if ((categories & bit && in_category(c, (uint8_t)bit, kind)) ||
                (categories & bit << 3 && !in_category(c, (uint8_t)bit, kind)))
                m->has[c] = true;
}

static void close_case(Bitmap *m, const KrReSet *s, uint32_t flags, KrReText kind)
{
    for (uint32_t c = 'a'; c <= 'z'; c++)
        if (m->has[c] || m->has[c - 32])
            m->has[c] = m->has[c - 32] = true;
    if (kind == KR_RE_TEXT_BYTES || flags & KR_RE_ASCII)
        return;
    for (size_t i = 0; i < KR_COUNT(ascii_partners); i++)
        if (contains(s, ascii_partners[i][0])) {
            uint32_t c = ascii_partners[i][1];
            m->has[c] = m->has[c - 32] = true;
        }
}

static void emit_range(KrBuf *out, uint32_t first, uint32_t last)
{
    krbuf_printf(out, "\\x{%x}", (unsigned)first);
    if (last > first)
        krbuf_printf(out, last == first + 1 ? "\\x{%x}" : "-\\x{%x}", (unsigned)last);
}

static void emit_bitmap(KrBuf *out, const Bitmap *m, KrReText kind)
{
    uint32_t limit = kind == KR_RE_TEXT_ASCII ? 128 : 256, count = 0;
    for (uint32_t c = 0; c < limit; c++)
        count += m->has[c];
    if (count == limit) {
        krbuf_char(out, '.');
        return;
    }
    if (count == 0) {
        krbuf_text(out, "[^\\x00-\\xff]");
        return;
    }
    krbuf_char(out, '[');
    for (uint32_t c = 0; c < limit; c++) {
        uint32_t first = c;
        while (c < limit && m->has[c])
            c++;
        if (c > first)
            emit_range(out, first, c - 1);
    }
    krbuf_char(out, ']');
}

static void emit_byte_set(KrBuf *out, const KrReSet *s, uint32_t flags, KrReText kind)
{
    Bitmap m = {{0}};
    size_t n;
    const Range *r = ranges_of(s, &n);
    for (size_t i = 0; i < n; i++)
        for (uint32_t c = r[i].first; c <= r[i].last && c < 256; c++)
            m.has[c] = true;
    if (flags & KR_RE_IGNORECASE)
        close_case(&m, s, flags, kind);
    add_categories(&m, s->categories, flags, kind);
    for (uint32_t c = 0; s->negated && c < 256; c++)
        m.has[c] = !m.has[c];
    emit_bitmap(out, &m, kind);
}

/* ---- UTF-8 ----------------------------------------------------------------------------------------------- */

static const Range spaces[] = {
    {0x09, 0x0D}, {0x1C, 0x20}, {0x85, 0x85}, {0xA0, 0xA0}, {0x1680, 0x1680}, {0x2000, 0x200A},
    {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000},
};

static void emit_spaces(KrBuf *out, bool negated)
{
    uint32_t next = 0;
    for (size_t i = 0; i < KR_COUNT(spaces); i++) {
        if (!negated)
            emit_range(out, spaces[i].first, spaces[i].last);
        else
            emit_range(out, next, spaces[i].first - 1);
        next = spaces[i].last + 1;
    }
    if (negated)
        emit_range(out, next, KR_MAX_CODE_POINT);
}

/* All but "not a word character", which no class can say. */
static void emit_categories(KrBuf *out, uint8_t categories, uint32_t flags)
{
    if (flags & KR_RE_ASCII) {
        static const char *const parts[] = {"0-9", "\\x09-\\x0d\\x20", "0-9A-Z_a-z", "\\x00-/:-\\x{10ffff}",
                                            "\\x00-\\x08\\x0e-\\x1f!-\\x{10ffff}", "\\x00-/:-@\\[-\\^`{-\\x{10ffff}"};
        for (unsigned i = 0; i < KR_COUNT(parts); i++)
            if (categories & 1 << i)
                krbuf_text(out, parts[i]);
        return;
    }
    if (categories & KR_RE_DIGIT)
        krbuf_text(out, "\\p{Nd}");
    if (categories & KR_RE_NOT_DIGIT)
        krbuf_text(out, "\\P{Nd}");
    if (categories & KR_RE_WORD)
        krbuf_text(out, "0-9A-Z_a-z\\p{L}\\p{N}");
    if (categories & KR_RE_SPACE)
        emit_spaces(out, false);
    if (categories & KR_RE_NOT_SPACE)
        emit_spaces(out, true);
}

static void emit_other_cases(KrBuf *out, const KrReSet *s)
{
    for (size_t i = 0; i < KR_COUNT(equivalents); i++) {
        bool any = false;
        for (int j = 0; j < 4; j++)
            any |= equivalents[i][j] && contains(s, equivalents[i][j]);
        for (int j = 0; any && j < 4; j++)
            if (equivalents[i][j])
                emit_range(out, equivalents[i][j], equivalents[i][j]);
    }
}

static void emit_ascii_cases(KrBuf *out, Range r)
{
    for (uint32_t c = 'A'; c <= 'z'; c++)
        if (krascii_class[c] & KR_ASCII_ALPHA && r.first <= c && c <= r.last)
            emit_range(out, c ^ 32, c ^ 32);
}

static void emit_members(KrBuf *out, const KrReSet *s, uint32_t flags)
{
    size_t n;
    const Range *r = ranges_of(s, &n);
    for (size_t i = 0; i < n; i++) {
        emit_range(out, r[i].first, r[i].last);
        if (flags & KR_RE_IGNORECASE && flags & KR_RE_ASCII)
            emit_ascii_cases(out, r[i]);
    }
    if (flags & KR_RE_IGNORECASE && !(flags & KR_RE_ASCII))
        emit_other_cases(out, s);
    emit_categories(out, s->categories, flags);
}

/* A set with \W: what is no word character, or else a member of the rest. */
static void emit_not_word(KrBuf *out, const KrReSet *s, uint32_t flags)
{
    bool rest = s->ranges.len || s->categories & ~KR_RE_NOT_WORD;
    krbuf_text(out, s->negated ? "(?:" : rest ? "(?:[^0-9A-Z_a-z\\p{L}\\p{N}]|" : "[^0-9A-Z_a-z\\p{L}\\p{N}]");
    if (s->negated && rest)
        krbuf_text(out, "(?!");
    if (rest) {
        krbuf_char(out, '[');
        emit_members(out, s, flags);
        krbuf_char(out, ']');
    }
    if (s->negated)
        krbuf_text(out, rest ? ")[0-9A-Z_a-z\\p{L}\\p{N}]" : "[0-9A-Z_a-z\\p{L}\\p{N}]");
    if (s->negated || rest)
        krbuf_char(out, ')');
}

static void emit_utf8_set(KrBuf *out, const KrReSet *s, uint32_t flags)
{
    if (s->categories & KR_RE_NOT_WORD && !(flags & KR_RE_ASCII)) {
        emit_not_word(out, s, flags);
        return;
    }
    krbuf_text(out, s->negated ? "[^" : "[");
    emit_members(out, s, flags);
    krbuf_char(out, ']');
}

/* ---- both ------------------------------------------------------------------------------------------------ */

/* PCRE2 is to match the item without regard to case; when only ASCII letters have cases in UTF-8 the item spells them out. */
static bool wants_caseless(uint32_t flags, KrReText kind)
{
    return flags & KR_RE_IGNORECASE && !(kind == KR_RE_TEXT_UTF8 && flags & KR_RE_ASCII);
}

static bool open_case(KrBuf *out, bool wanted, bool caseless)
{
    if (wanted == caseless)
        return false;
    krbuf_text(out, wanted ? "(?i:" : "(?-i:");
    return true;
}

void krre_emit_set(KrBuf *out, const KrReSet *s, uint32_t flags, KrReText kind, bool caseless)
{
    bool opened = open_case(out, wants_caseless(flags, kind), caseless);
    if (kind == KR_RE_TEXT_UTF8)
        emit_utf8_set(out, s, flags);
    else
        emit_byte_set(out, s, flags, kind);
    if (opened)
        krbuf_char(out, ')');
}

static void emit_plain(KrBuf *out, uint32_t c, KrReText kind)
{
    char utf8[4];
    if (c >= 0x80 && kind == KR_RE_TEXT_UTF8)
        krbuf_add(out, utf8, krutf8_encode(c, utf8));
    else if (c >= 0x80 || c < 0x20 || c == 0x7F)
        krbuf_printf(out, "\\x{%x}", (unsigned)c);
    else if (krascii_class[c] & KR_ASCII_ALNUM)
        krbuf_char(out, (char)c);
    else
        krbuf_printf(out, "\\%c", (int)c);
}

static bool has_special_case(uint32_t c)
{
    for (size_t i = 0; i < KR_COUNT(equivalents); i++)
        for (int j = 0; j < 4; j++)
            if (equivalents[i][j] == c)
                return true;
    return false;
}

static void emit_as_set(KrBuf *out, uint32_t c, uint32_t flags, KrReText kind, bool caseless)
{
    KrReSet s = {.ranges = krbuf_init(out->alloc)};
    krre_set_add(&s, c, c);
    krre_emit_set(out, &s, flags, kind, caseless);
    out->failed |= s.ranges.failed;
    krbuf_release(&s.ranges);
}

void krre_emit_char(KrBuf *out, uint32_t c, uint32_t flags, KrReText kind, bool caseless)
{
    bool folds = flags & KR_RE_IGNORECASE, ascii = flags & KR_RE_ASCII;
    bool letter = c < 0x80 && krascii_class[c] & KR_ASCII_ALPHA;
    if ((kind == KR_RE_TEXT_ASCII && c >= 0x80) || (folds && kind == KR_RE_TEXT_UTF8 && (ascii ? letter : has_special_case(c)))) {
        emit_as_set(out, c, flags, kind, caseless);
        return;
    }
    bool cased = letter || c >= 0x80;
    bool opened = cased && open_case(out, wants_caseless(flags, kind), caseless);
    emit_plain(out, c, kind);
    if (opened)
        krbuf_char(out, ')');
}
