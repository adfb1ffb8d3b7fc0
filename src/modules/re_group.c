/* SPDX-License-Identifier: MIT
 * The translator of regular expressions: what stands in parentheses. */
#include "modules/re_parse.h"

#include "object/unichar.h"

#define TYPE_FLAGS (KR_RE_ASCII | KR_RE_LOCALE | KR_RE_UNICODE)

/* Where a group began, and the flags inside. */
typedef struct Group {
    size_t from; /* the position of its parenthesis */
    uint32_t flags;
    unsigned nested;
} Group;

static bool close_group(KrReParser *p, const Group *g)
{
    if (krre_accept(&p->r, ')'))
        return krbuf_char(&p->t->out, ')'), true;
    return krre_error_at(&p->r, g->from, "missing ), unterminated subpattern");
}

/* The inside and the closing parenthesis. */
static bool parse_inside(KrReParser *p, Group *g, KrReWidth *width)
{
    return krre_parse_alternatives(p, &g->flags, g->nested + 1, width) && close_group(p, g);
}

/* ---- flags --------------------------------------------------------------------------------------------- */

static uint32_t flag_of(int32_t c)
{
    switch (c) {
    case 'i':
        return KR_RE_IGNORECASE;
    case 'L':
        return KR_RE_LOCALE;
    case 'm':
        return KR_RE_MULTILINE;
    case 's':
        return KR_RE_DOTALL;
    case 'x':
        return KR_RE_VERBOSE;
    case 'a':
        return KR_RE_ASCII;
    case 'u':
        return KR_RE_UNICODE;
    default:
        return 0;
    }
}

static bool unknown_flag(KrReParser *p, int32_t c, const char *otherwise)
{
    if (c < 0)
        return krre_error(&p->r, 0, "%s", otherwise);
    return krre_error(&p->r, 1, "%s", krchar_is_alpha((uint32_t)c) ? "unknown flag" : otherwise);
}

/* Flags turned on, up to a minus, colon or parenthesis, which is *c then. */
static bool read_flags_on(KrReParser *p, int32_t *c, uint32_t *on)
{
    for (;;) {
        uint32_t flag = flag_of(*c);
        if (p->r.text && *c == 'L')
            return krre_error(&p->r, 0, "bad inline flags: cannot use 'L' flag with a str pattern");
        if (!p->r.text && *c == 'u')
            return krre_error(&p->r, 0, "bad inline flags: cannot use 'u' flag with a bytes pattern");
        *on |= flag;
        if (flag & TYPE_FLAGS && (*on & TYPE_FLAGS) != flag)
            return krre_error(&p->r, 0, "bad inline flags: flags 'a', 'u' and 'L' are incompatible");
        *c = krre_next(&p->r);
        if (*c == ')' || *c == '-' || *c == ':')
            return true;
        if (!flag_of(*c))
            return unknown_flag(p, *c, "missing -, : or )");
    }
}

static bool read_flags_off(KrReParser *p, uint32_t *off)
{
    int32_t c = krre_next(&p->r);
    if (!flag_of(c))
        return unknown_flag(p, c, "missing flag");
    for (;;) {
        uint32_t flag = flag_of(c);
        if (flag & TYPE_FLAGS)
            return krre_error(&p->r, 0, "bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
        *off |= flag;
        c = krre_next(&p->r);
        if (c == ':')
            return true;
        if (!flag_of(c))
            return unknown_flag(p, c, "missing :");
    }
}

/* (?flags) for the whole expression, or (?flags-flags:...). */
static bool parse_flags(KrReParser *p, Group *g, int32_t c, uint32_t *flags, bool first, bool *item, KrReWidth *width)
{
    uint32_t on = 0, off = 0;
    if (c != '-' && !read_flags_on(p, &c, &on))
        return false;
    if (c == ')') {
        p->t->flags |= on;
        if (!first)
            return krre_error_at(&p->r, g->from, "global flags not at the start of the expression");
        *flags |= on;
        *item = false;
        krre_choose_case(p);
        return true;
    }
    if (c == '-' && !read_flags_off(p, &off))
        return false;
    if (on & off)
        return krre_error(&p->r, 1, "bad inline flags: flag turned on and off");
    if (on & TYPE_FLAGS)
        g->flags &= ~(uint32_t)TYPE_FLAGS;
    g->flags = (g->flags | on) & ~off;
    krbuf_text(&p->t->out, "(?:");
    return parse_inside(p, g, width);
}

/* ---- capturing ------------------------------------------------------------------------------------------- */

static bool add_name(KrReParser *p, KrStr *name, uint32_t number)
{
    KrDict *d = p->t->groupindex;
    KrValue old = krdict_get(p->vm, d, krvalue(name));
    if (old == KR_RAISED)
        return false;
    if (old != KR_EMPTY)
        return krre_error(&p->r, name->len + 1, "redefinition of group name %R as group %d; was group %d", krvalue(name),
                          (int)number, (int)kras_int(old));
    return krdict_set(p->vm, d, krvalue(name), krsmall(number));
}

static bool parse_capture(KrReParser *p, Group *g, KrStr *name, KrReWidth *width)
{
    uint32_t number = krre_group_count(p), around = p->around;
    KrReOpen open = {.closed = false};
    KrReGroup group = {around, p->looking > 0};
    krbuf_add(&p->open, &open, sizeof open);
    krbuf_add(&p->groups, &group, sizeof group);
    if (p->open.failed || p->groups.failed)
        return krraise_memory(p->vm), false;
    if (!krlist_append(p->vm, p->t->names, name ? krvalue(name) : KR_NONE) || (name && !add_name(p, name, number)))
        return false;
    krbuf_char(&p->t->out, '(');
    p->around = number;
    if (!parse_inside(p, g, width))
        return false;
    p->around = around;
    ((KrReOpen *)(void *)p->open.data)[number] = (KrReOpen){*width, true};
    return true;
}

static bool parse_named_reference(KrReParser *p, const Group *g, KrReWidth *width)
{
    KrStr *name = krre_until(&p->r, ')', "group name");
    if (!name || !krre_check_name(&p->r, name, 1))
        return false;
    KrValue number = krdict_get(p->vm, p->t->groupindex, krvalue(name));
    if (number == KR_RAISED)
        return false;
    if (number == KR_EMPTY)
        return krre_error(&p->r, name->len + 1, "unknown group name %R", krvalue(name));
    KrReOpen *group = krre_group(p, kras_int(number));
    if (!group)
        return krre_error(&p->r, name->len + 1, "cannot refer to an open group");
    if (!krre_check_lookbehind(p, kras_int(number)))
        return false;
    *width = group->width;
    krre_emit_reference(p, kras_int(number), g->flags);
    return true;
}

/* Behind (?P */
static bool parse_python(KrReParser *p, Group *g, KrReWidth *width)
{
    int32_t c = krre_next(&p->r);
    if (c == '<') {
        KrStr *name = krre_until(&p->r, '>', "group name");
        return name && krre_check_name(&p->r, name, 1) && parse_capture(p, g, name, width);
    }
    if (c == '=')
        return parse_named_reference(p, g, width);
    if (c < 0)
        return krre_error(&p->r, 0, "unexpected end of pattern");
    KrStr *shown = krstr_char(p->vm, (uint32_t)c);
    return shown && krre_error(&p->r, 3, "unknown extension ?P%U", shown);
}

/* ---- assertions, conditions ------------------------------------------------------------------------------ */

/* (?=...), (?!...), (?<=...), (?<!...), at the character before the parenthesis' content. */
static bool parse_assertion(KrReParser *p, Group *g, int32_t c, KrReWidth *width)
{
    bool behind = c == '<', outermost = behind && !p->lookbehind_groups;
    if (behind) {
        c = krre_next(&p->r);
        if (c < 0)
            return krre_error(&p->r, 0, "unexpected end of pattern");
        if (c != '=' && c != '!') {
            KrStr *shown = krstr_char(p->vm, (uint32_t)c);
            return shown && krre_error(&p->r, 3, "unknown extension ?<%U", shown);
        }
        if (outermost)
            p->lookbehind_groups = krre_group_count(p);
    }
    krbuf_text(&p->t->out, behind ? c == '=' ? "(?<=" : "(?<!" : c == '=' ? "(?=" : "(?!");
    KrReWidth inside;
    p->looking++;
    if (!parse_inside(p, g, &inside))
        return false;
    p->looking--;
    if (outermost)
        p->lookbehind_groups = 0;
    if (behind && inside.least != inside.most)
        return krre_error_at(&p->r, KR_RE_NOWHERE, "look-behind requires fixed-width pattern");
    *width = (KrReWidth){0, 0};
    return true;
}

/* The group that (?(name) or (?(number) asks for. */
static bool read_condition(KrReParser *p, int64_t *number)
{
    KrStr *name = krre_until(&p->r, ')', "group name");
    if (!name)
        return false;
    if (!krre_number(name, number)) {
        if (!krre_check_name(&p->r, name, 1))
            return false;
        KrValue found = krdict_get(p->vm, p->t->groupindex, krvalue(name));
        if (found == KR_RAISED)
            return false;
        if (found == KR_EMPTY)
            return krre_error(&p->r, name->len + 1, "unknown group name %R", krvalue(name));
        *number = kras_int(found);
        return krre_check_lookbehind(p, *number);
    }
    if (*number == 0)
        return krre_error(&p->r, name->len + 1, "bad group number");
    if (*number >= INT64_C(1) << 30)
        return krre_error(&p->r, name->len + 1, "invalid group reference %U", name);
    size_t pair[2] = {(size_t)*number, krre_tell(&p->r) - name->len - 1};
    krbuf_add(&p->forward, pair, sizeof pair);
    return krre_check_lookbehind(p, *number);
}

static bool parse_condition(KrReParser *p, Group *g, KrReWidth *width)
{
    int64_t number;
    KrReWidth otherwise = {0, 0};
    if (!read_condition(p, &number))
        return false;
    krbuf_printf(&p->t->out, "(?(%d)", (int)number);
    if (!krre_parse_branch(p, &g->flags, g->nested + 1, false, width))
        return false;
    if (krre_accept(&p->r, '|')) {
        krbuf_char(&p->t->out, '|');
        if (!krre_parse_branch(p, &g->flags, g->nested + 1, false, &otherwise))
            return false;
        if (krre_peek(&p->r) == '|')
            return krre_error(&p->r, 0, "conditional backref with more than two branches");
    }
    *width = krre_either(*width, otherwise);
    return close_group(p, g);
}

static bool skip_comment(KrReParser *p, const Group *g)
{
    for (;;) {
        int32_t c = krre_next(&p->r);
        if (c == ')')
            return true;
        if (c < 0)
            return krre_error_at(&p->r, g->from, "missing ), unterminated comment");
    }
}

/* ---- all --------------------------------------------------------------------------------------------------- */

/* Behind (? */
static bool parse_extension(KrReParser *p, Group *g, uint32_t *flags, bool first, bool *item, KrReWidth *width)
{
    int32_t c = krre_next(&p->r);
    switch (c) {
    case -1:
        return krre_error(&p->r, 0, "unexpected end of pattern");
    case 'P':
        return parse_python(p, g, width);
    case ':':
        krbuf_text(&p->t->out, "(?:");
        return parse_inside(p, g, width);
    case '>':
        krbuf_text(&p->t->out, "(?>");
        return parse_inside(p, g, width);
    case '#':
        *item = false;
        return skip_comment(p, g);
    case '=':
    case '!':
    case '<':
        return parse_assertion(p, g, c, width);
    case '(':
        return parse_condition(p, g, width);
    default:
        if (c == '-' || flag_of(c))
            return parse_flags(p, g, c, flags, first, item, width);
        KrStr *shown = krstr_char(p->vm, (uint32_t)c);
        return shown && krre_error(&p->r, 2, "unknown extension ?%U", shown);
    }
}

bool krre_parse_group(KrReParser *p, uint32_t *flags, unsigned nested, bool first, bool *item, KrReWidth *width)
{
    Group g = {krre_tell(&p->r) - 1, *flags, nested};
    if (krre_accept(&p->r, '?'))
        return parse_extension(p, &g, flags, first, item, width);
    return parse_capture(p, &g, NULL, width);
}
