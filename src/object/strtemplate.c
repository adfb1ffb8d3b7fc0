/* SPDX-License-Identifier: MIT
 * str.format: literal text, replacement fields, nested specs. */
#include "object/template.h"

#include "base/utf8.h"
#include "object/dict.h"
#include "object/seq.h"
#include "object/unichar.h"

#include <string.h>

/* ---- reading a template ---------------------------------------------------------------------- */

static bool refuse(KrVm *vm, const char *message)
{
    krraise(vm, KR_T_ValueError, "%s", message);
    return false;
}

static bool read_spec(KrVm *vm, KrTemplateReader *r, KrTemplateField *out)
{
    int depth = 1;
    out->spec = r->p;
    for (; r->p < r->end; r->p++) {
        depth += *r->p == '{' ? 1 : *r->p == '}' ? -1 : 0;
        out->nested = out->nested || *r->p == '{';
        if (!depth) {
            out->nspec = (size_t)(r->p++ - out->spec);
            return true;
        }
    }
    return refuse(vm, "unmatched '{' in format spec");
}

static bool read_conversion(KrVm *vm, KrTemplateReader *r, KrTemplateField *out, bool *done)
{
    if (r->p == r->end)
        return refuse(vm, "end of string while looking for conversion specifier");
    out->conversion = krutf8_next(&r->p);
    *done = false;
    if (r->p < r->end) {
        char c = *r->p++;
        if (c == '}')
            *done = true;
        else if (c != ':')
            return refuse(vm, "expected ':' after conversion specifier");
    }
    return true;
}

/* What stands behind a '{', up to its '}'. */
static bool read_field(KrVm *vm, KrTemplateReader *r, KrTemplateField *out)
{
    char c = 0;
    bool done = false;
    out->name = r->p;
    out->has_field = true;
    for (; r->p < r->end; r->p++) {
        c = *r->p;
        if (c == '{')
            return refuse(vm, "unexpected '{' in field name");
        if (c == '[')
            while (r->p + 1 < r->end && *r->p != ']')
                r->p++;
        else if (c == '}' || c == ':' || c == '!')
            break;
    }
    out->nname = (size_t)(r->p - out->name);
    if (r->p == r->end)
        return refuse(vm, "expected '}' before end of string");
    r->p++;
    if (c == '}')
        return true;
    if (c == ':')
        return read_spec(vm, r, out);
    return read_conversion(vm, r, out, &done) && (done || read_spec(vm, r, out));
}

int krtemplate_next(KrVm *vm, KrTemplateReader *r, KrTemplateField *out)
{
    *out = (KrTemplateField){.literal = r->p, .spec = "", .name = ""};
    if (r->p == r->end)
        return 0;
    while (r->p < r->end && *r->p != '{' && *r->p != '}')
        r->p++;
    out->nliteral = (size_t)(r->p - out->literal);
    if (r->p == r->end)
        return 1;
    char c = *r->p++;
    if (r->p < r->end && *r->p == c) {
        r->p++;
        out->nliteral++;
        return 1;
    }
    if (c == '}' || r->p == r->end)
        return refuse(vm, c == '}' ? "Single '}' encountered in format string"
                                   : "Single '{' encountered in format string") - 1;
    return read_field(vm, r, out) ? 1 : -1;
}

/* ---- reading a field's name ------------------------------------------------------------------ */

/* The number that the text is, -1 if it is none, -2 on error. */
static int64_t number_of(KrVm *vm, const char *p, size_t n)
{
    int64_t number = 0;
    const char *end = p + n;
    if (n == 0)
        return -1;
    while (p < end) {
        int digit = krchar_decimal(krutf8_next(&p));
        if (digit < 0)
            return -1;
        if (__builtin_mul_overflow(number, 10, &number) || __builtin_add_overflow(number, digit, &number))
            return refuse(vm, "Too many decimal digits in format string") - 2;
    }
    return number;
}

bool krfieldname_first(KrVm *vm, KrFieldName *f, const char *name, size_t n)
{
    const char *p = name, *end = name + n;
    while (p < end && *p != '.' && *p != '[')
        p++;
    *f = (KrFieldName){.text = name, .n = (size_t)(p - name), .p = p, .end = end};
    f->index = number_of(vm, name, f->n);
    return f->index != -2;
}

int krfieldname_next(KrVm *vm, KrFieldName *f)
{
    if (f->p == f->end)
        return 0;
    f->is_attribute = *f->p == '.';
    if (!f->is_attribute && *f->p != '[')
        return refuse(vm, "Only '.' or '[' may follow ']' in format field specifier") - 1;
    const char *start = ++f->p;
    f->index = -1;
    if (f->is_attribute) {
        while (f->p < f->end && *f->p != '.' && *f->p != '[')
            f->p++;
        f->n = (size_t)(f->p - start);
    } else {
        const char *close = memchr(start, ']', (size_t)(f->end - start));
        if (!close)
            return refuse(vm, "Missing ']' in format string") - 1;
        f->n = (size_t)(close - start);
        f->p = close + 1;
        f->index = number_of(vm, start, f->n);
        if (f->index == -2)
            return -1;
    }
    f->text = start;
    if (f->n == 0)
        return refuse(vm, "Empty attribute in format string") - 1;
    return 1;
}

/* ---- filling in ------------------------------------------------------------------------------ */

typedef enum Numbering { UNDECIDED, AUTOMATIC, MANUAL } Numbering;

typedef struct Filler {
    KrVm *vm;
    const KrValue *args;
    size_t nargs;
    KrValue kwargs;
    bool has_args; /* false: format_map */
    Numbering numbering;
    int64_t next;
} Filler;

static bool number(Filler *f, KrFieldName *name)
{
    Numbering now = name->n ? MANUAL : AUTOMATIC;
    if (name->n && name->index < 0)
        return true;
    if (f->numbering != UNDECIDED && f->numbering != now)
        return refuse(f->vm, now == MANUAL ? "cannot switch from automatic field numbering to manual field specification"
                                           : "cannot switch from manual field specification to automatic field numbering");
    f->numbering = now;
    if (now == AUTOMATIC)
        name->index = f->next++;
    return true;
}

static KrValue argument(Filler *f, const KrFieldName *name)
{
    KrVm *vm = f->vm;
    if (name->index >= 0) {
        if (!f->has_args)
            return krraise(vm, KR_T_ValueError, "Format string contains positional fields");
        if ((uint64_t)name->index >= f->nargs)
            return krraise(vm, KR_T_IndexError, "Replacement index %lld out of range for positional args tuple",
                           (long long)name->index);
        return f->args[name->index];
    }
    KrStr *key = krstr_new(vm, name->text, name->n);
    if (!key)
        return KR_RAISED;
    if (f->kwargs == KR_EMPTY)
        return krraise_value(vm, KR_T_KeyError, krvalue(key));
    return krobj_getitem(vm, f->kwargs, krvalue(key));
}

static KrValue step(KrVm *vm, KrValue v, const KrFieldName *f)
{
    if (f->is_attribute) {
        const KrStr *attribute = krintern_text(vm, f->text, f->n);
        return attribute ? krobj_getattr(vm, v, attribute) : KR_RAISED;
    }
    if (f->index >= 0)
        return krobj_getitem(vm, v, krsmall(f->index));
    KrStr *key = krstr_new(vm, f->text, f->n);
    return key ? krobj_getitem(vm, v, krvalue(key)) : KR_RAISED;
}

/* The object that the field's name means. */
static KrValue resolve(Filler *f, const KrTemplateField *field)
{
    KrFieldName name;
    if (!krfieldname_first(f->vm, &name, field->name, field->nname) || !number(f, &name))
        return KR_RAISED;
    KrValue v = argument(f, &name);
    int more = 1;
    while (v != KR_RAISED && (more = krfieldname_next(f->vm, &name)) > 0)
        v = step(f->vm, v, &name);
    return more < 0 ? KR_RAISED : v;
}

static KrValue converted(KrVm *vm, KrValue v, uint32_t conversion)
{
    switch (conversion) {
    case 0:
        return v;
    case 'r':
        return krobj_repr(vm, v);
    case 's':
        return krobj_str(vm, v);
    case 'a':
        return krobj_ascii(vm, v);
    default:
        break;
    }
    if (conversion > 32 && conversion < 127)
        return krraise(vm, KR_T_ValueError, "Unknown conversion specifier %c", (int)conversion);
    return krraise(vm, KR_T_ValueError, "Unknown conversion specifier \\x%x", conversion);
}

static bool fill(Filler *f, KrBuf *b, const char *template, size_t n, int depth);

static KrStr *spec_of(Filler *f, const KrTemplateField *field, int depth)
{
    if (!field->nested)
        return krstr_new(f->vm, field->spec, field->nspec);
    KrBuf b = krbuf_init(&f->vm->alloc);
    if (fill(f, &b, field->spec, field->nspec, depth - 1))
        return krstr_from_buf(f->vm, &b);
    krbuf_release(&b);
    return NULL;
}

static bool fill_field(Filler *f, KrBuf *b, const KrTemplateField *field, int depth)
{
    KrVm *vm = f->vm;
    KrValue v = resolve(f, field);
    if (v != KR_RAISED && field->conversion)
        v = converted(vm, v, field->conversion);
    KrStr *spec = v == KR_RAISED ? NULL : spec_of(f, field, depth);
    if (!spec)
        return false;
    KrValue text = krobj_format(vm, v, krvalue(spec));
    if (text == KR_RAISED)
        return false;
    krbuf_str(b, kras_str(text));
    return krcharge(vm, 1 + (int64_t)(kras_str(text)->size / 64));
}

static bool fill(Filler *f, KrBuf *b, const char *template, size_t n, int depth)
{
    KrTemplateReader r = {template, template + n};
    KrTemplateField field;
    int more;
    if (depth < 0)
        return refuse(f->vm, "Max string recursion exceeded");
    while ((more = krtemplate_next(f->vm, &r, &field)) > 0) {
        krbuf_add(b, field.literal, field.nliteral);
        if (!krcharge(f->vm, 1 + (int64_t)field.nliteral / 64))
            return false;
        if (field.has_field && !fill_field(f, b, &field, depth))
            return false;
    }
    return more == 0;
}

KrValue krformat_template(KrVm *vm, KrStr *template, const KrValue *args, size_t nargs, KrValue kwargs, bool has_args)
{
    Filler f = {.vm = vm, .args = args, .nargs = nargs, .kwargs = kwargs, .has_args = has_args};
    KrBuf b = krbuf_init(&vm->alloc);
    if (fill(&f, &b, krstr_data(template), template->size, 1))
        return krvalue_or_raised(krstr_from_buf(vm, &b));
    krbuf_release(&b);
    return KR_RAISED;
}
