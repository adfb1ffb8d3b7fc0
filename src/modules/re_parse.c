/* SPDX-License-Identifier: MIT
 * The translator of regular expressions: alternatives, items and their repetition. */
#include "modules/re_parse.h"

enum {
    MOST_REPEATS = 65535,   /* in one quantifier of PCRE2 */
    MOST_COPIES = 64,       /* of an item that is repeated more often */
};
#define CPYTHON_MOST_REPEATS UINT64_C(4294967295)

/* ---- widths and groups --------------------------------------------------------------------------------- */

static uint64_t add(uint64_t a, uint64_t b)
{
    return a > KR_RE_UNBOUNDED - b ? KR_RE_UNBOUNDED : a + b;
}

void krre_choose_case(KrReParser *p)
{
    uint32_t flags = p->t->flags;
    p->t->caseless = flags & KR_RE_IGNORECASE && !(p->kind == KR_RE_TEXT_UTF8 && flags & KR_RE_ASCII);
}

static uint64_t times(uint64_t a, uint64_t b)
{
    uint64_t product;
    return __builtin_mul_overflow(a, b, &product) ? KR_RE_UNBOUNDED : product;
}

KrReWidth krre_either(KrReWidth a, KrReWidth b)
{
    return (KrReWidth){a.least < b.least ? a.least : b.least, a.most > b.most ? a.most : b.most};
}

uint32_t krre_group_count(const KrReParser *p)
{
    return (uint32_t)(p->open.len / sizeof(KrReOpen));
}

KrReOpen *krre_group(KrReParser *p, int64_t number)
{
    if (number >= krre_group_count(p))
        return NULL;
    KrReOpen *g = (KrReOpen *)(void *)p->open.data + number;
    return g->closed ? g : NULL;
}

bool krre_check_lookbehind(KrReParser *p, int64_t number)
{
    if (!p->lookbehind_groups)
        return true;
    if (!krre_group(p, number))
        return krre_error(&p->r, 0, "cannot refer to an open group");
    if (number >= p->lookbehind_groups)
        return krre_error(&p->r, 0, "cannot refer to group defined in the same lookbehind subpattern");
    return true;
}

void krre_emit_reference(KrReParser *p, int64_t number, uint32_t flags)
{
    bool folds = flags & KR_RE_IGNORECASE;
    krbuf_printf(&p->t->out, folds == p->t->caseless ? "\\g{%d}" : folds ? "(?i:\\g{%d})" : "(?-i:\\g{%d})", (int)number);
}

/* ---- repetition ------------------------------------------------------------------------------------------ */

/* The item that a quantifier would apply to. */
typedef struct Item {
    enum { NOTHING, ANCHOR, PLAIN, REPEATED } kind;
    size_t at;      /* where its translation begins */
    uint32_t groups; /* groups there were before it */
    KrReWidth width;
} Item;

typedef struct Repeat {
    uint64_t least, most;
    char mode; /* 0, '?' or '+' */
} Repeat;

static void emit_count(KrBuf *out, uint64_t least, uint64_t most, char mode)
{
    if (most == KR_RE_UNBOUNDED && least <= 1)
        krbuf_char(out, least ? '+' : '*');
    else if (least == 0 && most == 1)
        krbuf_char(out, '?');
    else if (most == KR_RE_UNBOUNDED)
        krbuf_printf(out, "{%d,}", (int)least);
    else
        krbuf_printf(out, "{%d,%d}", (int)least, (int)most);
    if (mode)
        krbuf_char(out, mode);
}

/* More repeats than one quantifier of PCRE2 can count: copies of the item in a row. */
static bool emit_copies(KrReParser *p, const Item *item, Repeat q)
{
    KrBuf *out = &p->t->out;
    uint64_t copies = (q.most == KR_RE_UNBOUNDED ? q.least : q.most) / MOST_REPEATS + 1;
    if (item->groups != krre_group_count(p) || copies > MOST_COPIES) {
        krraise(p->vm, KR_T_OverflowError, "the repetition number is too large");
        return false;
    }
    KrBuf copy = krbuf_init(out->alloc);
    if (!out->failed)
        krbuf_add(&copy, out->data + item->at, out->len - item->at);
    out->len = out->failed ? 0 : item->at;
    krbuf_text(out, q.mode == '+' ? "(?>" : "(?:");
    while (q.least || q.most) {
        uint64_t least = q.least < MOST_REPEATS ? q.least : MOST_REPEATS;
        uint64_t most = q.most == KR_RE_UNBOUNDED && q.least <= MOST_REPEATS ? q.most : q.most < MOST_REPEATS ? q.most : MOST_REPEATS;
        krbuf_add(out, copy.data, copy.len);
        emit_count(out, least, most, q.mode == '?' ? '?' : 0);
        q.least -= least;
        q.most -= q.most == KR_RE_UNBOUNDED && most != KR_RE_UNBOUNDED ? 0 : most;
    }
    krbuf_char(out, ')');
    out->failed |= copy.failed;
    krbuf_release(&copy);
    return true;
}

static bool apply(KrReParser *p, Item *item, Repeat q)
{
    if (q.least > MOST_REPEATS || (q.most > MOST_REPEATS && q.most != KR_RE_UNBOUNDED)) {
        if (!emit_copies(p, item, q))
            return false;
    } else {
        emit_count(&p->t->out, q.least, q.most, q.mode);
    }
    item->width = (KrReWidth){times(item->width.least, q.least), times(item->width.most, q.most)};
    item->kind = REPEATED;
    return true;
}

/* The digits at the reader; false if there are none. */
static bool read_count(KrReReader *r, uint64_t *out)
{
    bool any = false;
    *out = 0;
    for (int32_t c = krre_peek(r); c >= '0' && c <= '9'; c = krre_peek(r)) {
        krre_next(r);
        *out = *out * 10 + (uint64_t)(c - '0');
        if (*out > CPYTHON_MOST_REPEATS)
            *out = CPYTHON_MOST_REPEATS;
        any = true;
    }
    return any;
}

typedef enum Counted { COUNT_ERROR, COUNT_NONE, COUNT_READ } Counted;

/* {m}, {m,}, {,n} or {m,n} behind the brace; COUNT_NONE with the reader where it was if the brace is a character. */
static Counted read_braces(KrReParser *p, size_t here, Repeat *q)
{
    KrReReader *r = &p->r;
    const char *back = r->p;
    if (krre_peek(r) == '}')
        return COUNT_NONE;
    uint64_t least, most;
    bool has_least = read_count(r, &least), has_most = has_least;
    most = least;
    if (krre_accept(r, ','))
        has_most = read_count(r, &most);
    if (!krre_accept(r, '}'))
        return r->p = back, COUNT_NONE;
    q->least = has_least ? least : 0;
    q->most = has_most ? most : KR_RE_UNBOUNDED;
    if ((has_least && least >= CPYTHON_MOST_REPEATS) || (has_most && most >= CPYTHON_MOST_REPEATS)) {
        krraise(p->vm, KR_T_OverflowError, "the repetition number is too large");
        return COUNT_ERROR;
    }
    if (q->most < q->least)
        return krre_error_at(r, here, "min repeat greater than max repeat"), COUNT_ERROR;
    return COUNT_READ;
}

/* The item before is done; the next one is translated from here on. */
static void start_item(KrReParser *p, Item *item, KrReWidth *total)
{
    *total = (KrReWidth){add(total->least, item->width.least), add(total->most, item->width.most)};
    *item = (Item){PLAIN, p->t->out.len, krre_group_count(p), {1, 1}};
}

static bool parse_repeat(KrReParser *p, int32_t c, uint32_t flags, Item *item, KrReWidth *total)
{
    KrReReader *r = &p->r;
    size_t here = krre_tell(r);
    Repeat q = {c == '+', c == '?' ? 1 : KR_RE_UNBOUNDED, 0};
    Counted counted = c == '{' ? read_braces(p, here, &q) : COUNT_READ;
    if (counted == COUNT_NONE) {
        start_item(p, item, total);
        krre_emit_char(&p->t->out, '{', flags, p->kind, p->t->caseless);
    }
    if (counted != COUNT_READ)
        return counted == COUNT_NONE;
    if (item->kind == NOTHING || item->kind == ANCHOR)
        return krre_error_at(r, here - 1, "nothing to repeat");
    if (item->kind == REPEATED)
        return krre_error_at(r, here - 1, "multiple repeat");
    q.mode = krre_accept(r, '?') ? '?' : krre_accept(r, '+') ? '+' : 0;
    return apply(p, item, q);
}

/* ---- items --------------------------------------------------------------------------------------------- */

static void skip_comment(KrReReader *r)
{
    for (int32_t c = krre_next(r); c >= 0 && c != '\n';)
        c = krre_next(r);
}

static bool parse_parenthesis(KrReParser *p, uint32_t *flags, unsigned nested, bool first, Item *item, KrReWidth *total)
{
    Item before = *item;
    KrReWidth until = *total;
    bool is_item = true;
    start_item(p, item, total);
    if (!krre_parse_group(p, flags, nested, first && before.kind == NOTHING, &is_item, &item->width))
        return false;
    if (!is_item) { /* flags or a comment */
        *item = before;
        *total = until;
    }
    return true;
}

static bool parse_item(KrReParser *p, int32_t c, uint32_t *flags, Item *item)
{
    KrBuf *out = &p->t->out;
    bool anchor = false, ok = true;
    switch (c) {
    case '\\':
        ok = krre_parse_escape(p, *flags, &anchor, &item->width);
        break;
    case '[':
        ok = krre_parse_set(p, *flags);
        break;
    case '.':
        krbuf_text(out, *flags & KR_RE_DOTALL ? "." : "[^\\n]");
        break;
    case '^':
        krbuf_text(out, *flags & KR_RE_MULTILINE ? "^" : "\\A");
        anchor = true;
        break;
    case '$':
        krbuf_text(out, *flags & KR_RE_MULTILINE ? "$" : "\\Z");
        anchor = true;
        break;
    default:
        krre_emit_char(out, (uint32_t)c, *flags, p->kind, p->t->caseless);
    }
    if (anchor) {
        item->kind = ANCHOR;
        item->width = (KrReWidth){0, 0};
    }
    return ok;
}

bool krre_parse_branch(KrReParser *p, uint32_t *flags, unsigned nested, bool first, KrReWidth *width)
{
    KrReReader *r = &p->r;
    Item item = {NOTHING, 0, 0, {0, 0}};
    *width = (KrReWidth){0, 0};
    for (int32_t c = krre_peek(r); c >= 0 && c != '|' && c != ')'; c = krre_peek(r)) {
        bool ok;
        krre_next(r);
        if (!krcharge(p->vm, 1))
            return false;
        if (*flags & KR_RE_VERBOSE && (c == ' ' || (c >= '\t' && c <= '\r')))
            continue;
        if (*flags & KR_RE_VERBOSE && c == '#') {
            skip_comment(r);
            continue;
        }
        if (c == '*' || c == '+' || c == '?' || c == '{') {
            ok = parse_repeat(p, c, *flags, &item, width);
        } else if (c == '(') {
            ok = parse_parenthesis(p, flags, nested, first, &item, width);
        } else {
            start_item(p, &item, width);
            ok = parse_item(p, c, flags, &item);
        }
        if (!ok)
            return false;
    }
    *width = (KrReWidth){add(width->least, item.width.least), add(width->most, item.width.most)};
    return true;
}

bool krre_parse_alternatives(KrReParser *p, uint32_t *flags, unsigned nested, KrReWidth *width)
{
    KrReWidth branch;
    if (!krstack_check(p->vm, ""))
        return false;
    for (bool first = true;; first = false) {
        if (!krre_parse_branch(p, flags, nested, first && nested == 0, &branch))
            return false;
        *width = first ? branch : krre_either(*width, branch);
        if (!krre_accept(&p->r, '|'))
            return true;
        krbuf_char(&p->t->out, '|');
    }
}

/* ---- all of it -------------------------------------------------------------------------------------------- */

static bool fix_flags(KrVm *vm, bool text, uint32_t *flags)
{
    if (text && *flags & KR_RE_LOCALE)
        return krraise(vm, KR_T_ValueError, "cannot use LOCALE flag with a str pattern"), false;
    if (!text && *flags & KR_RE_UNICODE)
        return krraise(vm, KR_T_ValueError, "cannot use UNICODE flag with a bytes pattern"), false;
    if (text && *flags & KR_RE_ASCII && *flags & KR_RE_UNICODE)
        return krraise(vm, KR_T_ValueError, "ASCII and UNICODE flags are incompatible"), false;
    if (!text && *flags & KR_RE_ASCII && *flags & KR_RE_LOCALE)
        return krraise(vm, KR_T_ValueError, "ASCII and LOCALE flags are incompatible"), false;
    if (text && !(*flags & KR_RE_ASCII))
        *flags |= KR_RE_UNICODE;
    return true;
}

/* What conditions named must exist in the end. */
static bool check_forward(KrReParser *p)
{
    const size_t *pair = (const size_t *)(const void *)p->forward.data;
    for (size_t i = 0; i < p->forward.len / (2 * sizeof *pair); i++, pair += 2)
        if (pair[0] >= krre_group_count(p))
            return krre_error_at(&p->r, pair[1], "invalid group reference %zu", pair[0]);
    return true;
}

static bool parse_all(KrReParser *p)
{
    KrReTranslation *t = p->t;
    KrReOpen whole = {.closed = false};
    KrReGroup none = {0, false};
    KrReWidth width;
    krbuf_add(&p->open, &whole, sizeof whole);
    krbuf_add(&p->groups, &none, sizeof none);
    uint32_t flags = t->flags;
    krre_choose_case(p);
    if (!krre_parse_alternatives(p, &flags, 0, &width) || !fix_flags(p->vm, p->r.text, &t->flags))
        return false;
    if (krre_peek(&p->r) >= 0) {
        krre_next(&p->r);
        return krre_error(&p->r, 1, "unbalanced parenthesis");
    }
    if (!check_forward(p))
        return false;
    if (p->open.failed || p->groups.failed || p->forward.failed || t->out.failed)
        return krraise_memory(p->vm), false;
    t->ngroups = krre_group_count(p) - 1;
    t->groups = krheap_raw(p->vm, p->groups.len);
    if (t->groups)
        memcpy(t->groups->data, p->groups.data, p->groups.len);
    return t->groups != NULL;
}

bool krre_translate(KrVm *vm, KrValue source, uint32_t flags, KrReText kind, KrReTranslation *t)
{
    *t = (KrReTranslation){.out = krbuf_init(&vm->alloc), .flags = flags};
    t->groupindex = krdict_new(vm);
    t->names = krlist_with_capacity(vm, 4);
    KrReParser p = {.vm = vm, .t = t, .kind = kind, .groups = krbuf_init(&vm->alloc), .open = krbuf_init(&vm->alloc),
                    .forward = krbuf_init(&vm->alloc)};
    bool ok = t->groupindex && t->names && krlist_append(vm, t->names, KR_NONE) && krre_reader(vm, source, &p.r) && parse_all(&p);
    krbuf_release(&p.groups);
    krbuf_release(&p.open);
    krbuf_release(&p.forward);
    return ok;
}
