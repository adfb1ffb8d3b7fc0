/* SPDX-License-Identifier: MIT
 * Replacement templates of regular expressions: \1, \g<name> and the escapes of string literals. */
#include "modules/re.h"

#include "base/utf8.h"
#include "object/unichar.h"

typedef struct Template {
    KrReReader r;
    KrPattern *pattern;
    KrList *parts;
    KrBuf literal; /* what has been read since the last group */
} Template;

static void add_char(Template *t, uint32_t c)
{
    char utf8[4];
    if (t->r.text)
        krbuf_add(&t->literal, utf8, krutf8_encode(c, utf8));
    else
        krbuf_char(&t->literal, (char)c);
}

static bool end_literal(Template *t)
{
    KrVm *vm = t->r.vm;
    if (t->literal.failed)
        return krraise_memory(vm), false;
    if (!t->literal.len)
        return true;
    const void *v = t->r.text ? (const void *)krstr_new(vm, t->literal.data, t->literal.len)
                              : (const void *)krbytes_new(vm, t->literal.data, t->literal.len);
    t->literal.len = 0;
    return v && krlist_append(vm, t->parts, krvalue(v));
}

static bool add_group(Template *t, int64_t number, size_t back)
{
    if (number > t->pattern->ngroups)
        return krre_error(&t->r, back, "invalid group reference %lld", (long long)number);
    return end_literal(t) && krlist_append(t->r.vm, t->parts, krsmall(number));
}

static bool is_octal(int32_t c)
{
    return c >= '0' && c <= '7';
}

static bool is_digit(int32_t c)
{
    return c >= '0' && c <= '9';
}

/* Behind \g */
static bool read_group(Template *t)
{
    KrVm *vm = t->r.vm;
    int64_t number;
    if (!krre_accept(&t->r, '<'))
        return krre_error(&t->r, 0, "missing <");
    KrStr *name = krre_until(&t->r, '>', "group name");
    if (!name)
        return false;
    if (krre_number(name, &number)) {
        if (number >= INT64_C(1) << 30)
            return krre_error(&t->r, name->len + 1, "invalid group reference %U", name);
        return add_group(t, number, name->len + 1);
    }
    if (!krre_check_name(&t->r, name, 1))
        return false;
    KrValue found = krdict_get(vm, kras_dict(t->pattern->groupindex), krvalue(name));
    if (found == KR_EMPTY)
        krraise(vm, KR_T_IndexError, "unknown group name %R", krvalue(name));
    return found != KR_EMPTY && found != KR_RAISED && add_group(t, kras_int(found), name->len + 1);
}

/* \0 and up to two more octal digits; other digits are a group, or with three octal digits a character. */
static bool read_digits(Template *t, int32_t c)
{
    KrReReader *r = &t->r;
    int64_t value = c - '0';
    if (c == '0') {
        for (int more = 0; more < 2 && is_octal(krre_peek(r)); more++)
            value = value * 8 + (krre_next(r) - '0');
        add_char(t, (uint32_t)value & 0xFF);
        return true;
    }
    size_t digits = 1;
    if (is_digit(krre_peek(r))) {
        int32_t second = krre_next(r);
        if (is_octal(c) && is_octal(second) && is_octal(krre_peek(r))) {
            int32_t third = krre_next(r);
            value = (c - '0') * 64 + (second - '0') * 8 + (third - '0');
            if (value > 0377)
                return krre_error(r, 4, "octal escape value \\%c%c%c outside of range 0-0o377", (int)c, (int)second, (int)third);
            add_char(t, (uint32_t)value);
            return true;
        }
        value = value * 10 + (second - '0');
        digits = 2;
    }
    return add_group(t, value, digits);
}

static bool read_escape(Template *t)
{
    static const char names[] = "abfnrtv\\", values[] = "\a\b\f\n\r\t\v\\";
    int32_t c = krre_next(&t->r);
    if (c < 0)
        return krre_error(&t->r, 1, "bad escape (end of pattern)");
    if (c == 'g')
        return read_group(t);
    if (is_digit(c))
        return read_digits(t, c);
    const char *known = c && c < 0x80 ? strchr(names, c) : NULL;
    if (known) {
        add_char(t, (uint32_t)values[known - names]);
        return true;
    }
    if (c < 0x80 && krascii_class[c] & KR_ASCII_ALPHA)
        return krre_error(&t->r, 2, "bad escape \\%c", (int)c);
    add_char(t, '\\');
    add_char(t, (uint32_t)c);
    return true;
}

static bool read_all(Template *t)
{
    for (int32_t c = krre_next(&t->r); c >= 0; c = krre_next(&t->r)) {
        if (c == '\\' ? !read_escape(t) : (add_char(t, (uint32_t)c), !krcharge(t->r.vm, 1)))
            return false;
    }
    return end_literal(t);
}

static bool is_literal(const KrReReader *r)
{
    return r->p == r->end || !memchr(r->p, '\\', (size_t)(r->end - r->p));
}

KrTuple *krre_template(KrVm *vm, KrPattern *p, KrValue source)
{
    if (p->template_source == source && kris_exact(source, KR_T_str))
        return kras_tuple(p->template_parts);
    Template t = {.pattern = p, .literal = krbuf_init(&vm->alloc)};
    if (!krre_reader(vm, source, &t.r))
        return NULL;
    if (is_literal(&t.r))
        return t.r.p == t.r.end ? krtuple_new(vm, NULL, 0) : krtuple_of(vm, 1, source);
    t.parts = krlist_with_capacity(vm, 4);
    bool ok = t.parts && read_all(&t);
    krbuf_release(&t.literal);
    KrTuple *parts = ok ? krtuple_new(vm, t.parts->n ? t.parts->items->at : NULL, t.parts->n) : NULL;
    if (parts && kris_exact(source, KR_T_str)) {
        krstore(vm, p, &p->template_source, source);
        krstore(vm, p, &p->template_parts, krvalue(parts));
    }
    return parts;
}

static bool add_literal(KrVm *vm, KrValue literal, const KrSubject *s, KrBuf *out)
{
    const uint8_t *data;
    size_t n;
    bool text = s->kind != KR_RE_TEXT_BYTES;
    if (text && !kris_str(vm, literal))
        return krraise(vm, KR_T_TypeError, "sequence item 0: expected str instance, %T found", literal), false;
    if (!text && kris_str(vm, literal))
        return krraise(vm, KR_T_TypeError, "sequence item 0: expected a bytes-like object, %T found", literal), false;
    if (text) {
        krbuf_str(out, kras_str(literal));
        return true;
    }
    if (!krbuffer_get(vm, literal, &data, &n))
        return false;
    krbuf_add(out, data, n);
    return true;
}

bool krre_fill(KrVm *vm, KrTuple *parts, const KrSubject *s, const size_t *spans, KrBuf *out)
{
    for (size_t i = 0; i < parts->n; i++) {
        if (!kris_int(parts->at[i])) {
            if (!add_literal(vm, parts->at[i], s, out))
                return false;
            continue;
        }
        size_t g = (size_t)kras_int(parts->at[i]);
        size_t from = spans[2 * g], to = spans[2 * g + 1];
        if (from != KR_RE_UNSET && to <= s->size)
            krbuf_add(out, s->data + from, to - from);
    }
    return true;
}

KrValue krre_result(KrVm *vm, KrBuf *b, bool text)
{
    if (text)
        return krvalue_or_raised(krstr_from_buf(vm, b));
    KrValue v = b->failed ? krraise_memory(vm) : krvalue_or_raised(krbytes_new(vm, b->data ? b->data : "", b->len));
    krbuf_release(b);
    return v;
}
