/* SPDX-License-Identifier: MIT
 * The translator of regular expressions: escapes, and sets in brackets. */
#include "modules/re_parse.h"

#include "base/utf8.h"
#include "object/unichar.h"

/* ---- escapes ------------------------------------------------------------------------------------------- */

/* An escape that has been read in part: where its backslash stands. */
typedef struct Escape {
    const char *at;
    size_t from; /* characters before it */
} Escape;

static bool is_octal(int32_t c)
{
    return c >= '0' && c <= '7';
}

static bool is_digit(int32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(int32_t c)
{
    return c >= 0 && c < 0x80 && krascii_class[c] & KR_ASCII_ALPHA;
}

static int hex_value(int32_t c)
{
    if (is_digit(c))
        return c - '0';
    if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
        return (c | 32) - 'a' + 10;
    return -1;
}

/* An error that shows the escape as far as it has been read. */
static bool fail_escape(KrReParser *p, Escape e, const char *format)
{
    KrStr *text = krre_text(&p->r, e.at, p->r.p);
    return text && krre_error_at(&p->r, e.from, format, text);
}

static bool read_hex(KrReParser *p, Escape e, unsigned digits, uint32_t *out)
{
    unsigned n = 0;
    *out = 0;
    for (int value; n < digits && (value = hex_value(krre_peek(&p->r))) >= 0; n++) {
        krre_next(&p->r);
        *out = *out << 4 | (uint32_t)value;
    }
    if (n < digits)
        return fail_escape(p, e, "incomplete escape %U");
    if (*out > KR_MAX_CODE_POINT)
        return fail_escape(p, e, "bad escape %U");
    return true;
}

static bool read_name(KrReParser *p, Escape e, uint32_t *out)
{
    KrVm *vm = p->vm;
    if (!krre_accept(&p->r, '{'))
        return krre_error(&p->r, 0, "missing {");
    KrStr *name = krre_until(&p->r, '}', "character name");
    KrValue module = name ? krmodule_import(vm, "unicodedata") : KR_RAISED;
    if (module == KR_RAISED)
        return false;
    KrValue argument = krvalue(name);
    KrValue found = krcall_method(vm, module, KR_NAME(lookup), &argument, 1);
    if (found != KR_RAISED && kris_str(vm, found) && kras_str(found)->len == 1)
        return *out = krstr_at(kras_str(found), 0), true;
    if (found == KR_RAISED && !krpending_is(vm, KR_T_KeyError))
        return false;
    if (found == KR_RAISED)
        krpending_clear(vm);
    return krre_error_at(&p->r, e.from, "undefined character name %R", argument);
}

/* Up to two or three octal digits, the first of which is c. */
static bool read_octal(KrReParser *p, Escape e, int32_t c, uint32_t *out)
{
    *out = (uint32_t)(c - '0');
    for (int more = 0; more < 2 && is_octal(krre_peek(&p->r)); more++)
        *out = *out << 3 | (uint32_t)(krre_next(&p->r) - '0');
    return *out <= 0377 || fail_escape(p, e, "octal escape value %U outside of range 0-0o377");
}

/* The character that c after a backslash stands for, inside and outside of sets; 0 if it is no such escape. */
static uint32_t simple_escape(int32_t c)
{
    switch (c) {
    case 'a':
        return '\a';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'v':
        return '\v';
    default:
        return 0;
    }
}

/* A single character written as an escape: letters, hexadecimal, names, and everything that needs no escape. */
static bool read_character(KrReParser *p, Escape e, int32_t c, uint32_t *out)
{
    if ((*out = simple_escape(c)))
        return true;
    if (c == 'x')
        return read_hex(p, e, 2, out);
    if (p->r.text && (c == 'u' || c == 'U'))
        return read_hex(p, e, c == 'u' ? 4 : 8, out);
    if (p->r.text && c == 'N')
        return read_name(p, e, out);
    if (is_letter(c) || is_digit(c))
        return fail_escape(p, e, "bad escape %U");
    *out = (uint32_t)c;
    return true;
}

static uint8_t category_of(int32_t c)
{
    switch (c) {
    case 'd':
        return KR_RE_DIGIT;
    case 's':
        return KR_RE_SPACE;
    case 'w':
        return KR_RE_WORD;
    case 'D':
        return KR_RE_NOT_DIGIT;
    case 'S':
        return KR_RE_NOT_SPACE;
    case 'W':
        return KR_RE_NOT_WORD;
    default:
        return 0;
    }
}

static void emit_boundary(KrReParser *p, uint32_t flags, bool inside)
{
    KrBuf *out = &p->t->out;
    if (p->kind != KR_RE_TEXT_UTF8 || !(flags & KR_RE_ASCII)) {
        krbuf_text(out, inside ? "\\B" : "\\b");
        return;
    }
#define WORD "[0-9A-Z_a-z]"
    krbuf_text(out, inside ? "(?:(?<=" WORD ")(?=" WORD ")|(?<!" WORD ")(?!" WORD "))"
                           : "(?:(?<=" WORD ")(?!" WORD ")|(?<!" WORD ")(?=" WORD "))");
#undef WORD
}

static bool emit_anchor(KrReParser *p, int32_t c, uint32_t flags)
{
    switch (c) {
    case 'A':
        krbuf_text(&p->t->out, "\\A");
        return true;
    case 'Z':
    case 'z':
        krbuf_text(&p->t->out, "\\z");
        return true;
    case 'b':
    case 'B':
        emit_boundary(p, flags, c == 'B');
        return true;
    default:
        return false;
    }
}

/* A number: three octal digits are a character, everything else is a group. */
static bool parse_number(KrReParser *p, Escape e, int32_t c, uint32_t flags, KrReWidth *width)
{
    KrReReader *r = &p->r;
    int64_t number = c - '0';
    if (is_digit(krre_peek(r))) {
        int32_t second = krre_next(r);
        number = number * 10 + (second - '0');
        if (is_octal(c) && is_octal(second) && is_octal(krre_peek(r))) {
            uint32_t value = (uint32_t)((c - '0') << 6 | (second - '0') << 3 | (krre_next(r) - '0'));
            if (value > 0377)
                return fail_escape(p, e, "octal escape value %U outside of range 0-0o377");
            krre_emit_char(&p->t->out, value, flags, p->kind, p->t->caseless);
            return true;
        }
    }
    if (number >= krre_group_count(p))
        return krre_error_at(r, e.from + 1, "invalid group reference %d", (int)number);
    KrReOpen *group = krre_group(p, number);
    if (!group)
        return krre_error_at(r, e.from, "cannot refer to an open group");
    if (!krre_check_lookbehind(p, number))
        return false;
    *width = group->width;
    krre_emit_reference(p, number, flags);
    return true;
}

bool krre_parse_escape(KrReParser *p, uint32_t flags, bool *anchor, KrReWidth *width)
{
    Escape e = {p->r.p - 1, krre_tell(&p->r) - 1};
    int32_t c = krre_next(&p->r);
    uint32_t value;
    if (c < 0)
        return krre_error_at(&p->r, e.from, "bad escape (end of pattern)");
    if (emit_anchor(p, c, flags)) {
        *anchor = true;
        return true;
    }
    uint8_t category = category_of(c);
    if (category) {
        KrReSet s = {.ranges = krbuf_init(&p->vm->alloc), .categories = category};
        krre_emit_set(&p->t->out, &s, flags, p->kind, p->t->caseless);
        return true;
    }
    if (c >= '1' && c <= '9')
        return parse_number(p, e, c, flags, width);
    if (c == '0' ? !read_octal(p, e, c, &value) : !read_character(p, e, c, &value))
        return false;
    krre_emit_char(&p->t->out, value, flags, p->kind, p->t->caseless);
    return true;
}

/* ---- sets ---------------------------------------------------------------------------------------------- */

/* A member of a set: a character, or a category. */
typedef struct Member {
    uint32_t c;
    uint8_t category;
    const char *from, *to; /* how it is written, escapes to their letter */
} Member;

static bool read_set_escape(KrReParser *p, Member *m)
{
    Escape e = {p->r.p - 1, krre_tell(&p->r) - 1};
    int32_t c = krre_next(&p->r);
    m->to = p->r.p;
    if (c < 0)
        return krre_error_at(&p->r, e.from, "bad escape (end of pattern)");
    m->category = category_of(c);
    if (m->category)
        return true;
    if (c == 'b')
        return m->c = '\b', true;
    if (is_octal(c))
        return read_octal(p, e, c, &m->c);
    return read_character(p, e, c, &m->c);
}

static bool warn_set(KrReParser *p, const char *what, size_t back)
{
    enum { CALLER_OF_RE = 3 }; /* the level of who called a function of the module re */
    KrVm *vm = p->vm;
    KrStr *message = krstr_printf(vm, "Possible %s at position %zu", what, krre_tell(&p->r) - back);
    KrValue module = message ? krmodule_import(vm, "warnings") : KR_RAISED;
    if (module == KR_RAISED)
        return false;
    KrValue arguments[3] = {krvalue(message), krvalue(KR_TYPE_OF(FutureWarning)), krsmall(CALLER_OF_RE)};
    return krcall_method(vm, module, KR_NAME(warn), arguments, 3) != KR_RAISED;
}

/* What other regular expressions take for operations on sets. */
static bool warn_operator(KrReParser *p, int32_t c)
{
    if (krre_peek(&p->r) != c)
        return true;
    switch (c) {
    case '-':
        return warn_set(p, "set difference", 1);
    case '&':
        return warn_set(p, "set intersection", 1);
    case '~':
        return warn_set(p, "set symmetric difference", 1);
    case '|':
        return warn_set(p, "set union", 1);
    default:
        return true;
    }
}

/* Reads the upper end behind a minus; *closed if the minus was the last character of the set. */
static bool read_range(KrReParser *p, KrReSet *s, Member low, size_t set_from, bool *closed)
{
    KrReReader *r = &p->r;
    Member high = {.from = r->p};
    int32_t c = krre_next(r);
    if (c < 0)
        return krre_error_at(r, set_from, "unterminated character set");
    if (c == ']') {
        if (low.category)
            s->categories |= low.category;
        else
            krre_set_add(s, low.c, low.c);
        krre_set_add(s, '-', '-');
        *closed = true;
        return true;
    }
    high.c = (uint32_t)c;
    high.to = r->p;
    if (c == '\\' && !read_set_escape(p, &high))
        return false;
    if (c == '-' && !warn_set(p, "set difference", 2))
        return false;
    if (low.category || high.category || high.c < low.c) {
        KrStr *a = krre_text(r, low.from, low.to), *b = a ? krre_text(r, high.from, high.to) : NULL;
        return b && krre_error(r, a->len + 1 + b->len, "bad character range %U-%U", a, b);
    }
    krre_set_add(s, low.c, high.c);
    return true;
}

static bool read_members(KrReParser *p, KrReSet *s, size_t set_from)
{
    KrReReader *r = &p->r;
    for (bool any = false, closed = false; !closed; any = true) {
        Member m = {.from = r->p};
        int32_t c = krre_next(r);
        m.c = (uint32_t)c;
        m.to = r->p;
        if (c < 0)
            return krre_error_at(r, set_from, "unterminated character set");
        if (c == ']' && any)
            return true;
        if (!krcharge(p->vm, 1) || (c == '\\' ? !read_set_escape(p, &m) : any && !warn_operator(p, c)))
            return false;
        if (krre_accept(r, '-')) {
            if (!read_range(p, s, m, set_from, &closed))
                return false;
        } else if (m.category) {
            s->categories |= m.category;
        } else {
            krre_set_add(s, m.c, m.c);
        }
    }
    return true;
}

bool krre_parse_set(KrReParser *p, uint32_t flags)
{
    size_t from = krre_tell(&p->r) - 1;
    KrReSet s = {.ranges = krbuf_init(&p->vm->alloc)};
    if (krre_peek(&p->r) == '[' && !warn_set(p, "nested set", 0))
        return false;
    s.negated = krre_accept(&p->r, '^');
    bool ok = read_members(p, &s, from);
    if (ok)
        krre_emit_set(&p->t->out, &s, flags, p->kind, p->t->caseless);
    p->t->out.failed |= s.ranges.failed;
    krbuf_release(&s.ranges);
    return ok;
}
