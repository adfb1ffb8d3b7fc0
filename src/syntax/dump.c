/* SPDX-License-Identifier: MIT
 * The tables that describe the tree, and its text as Python's ast.dump writes it: what tests compare. */
#include "base/buf.h"
#include "base/dtoa.h"
#include "base/utf8.h"
#include "syntax/asttable.h"

#include <utf8proc.h>

enum { MAX_DEPTH = 5000 };

#define KR_AST_TABLES
#include "ast_nodes.inc"

typedef struct Dump {
    KrBuf *out;
    bool with_positions;
    int depth;
} Dump;

/* ---- constants ----------------------------------------------------------------------------- */

static bool is_printable(uint32_t c)
{
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
        return c == ' ';
    default:
        return true;
    }
}

static void dump_char(KrBuf *out, uint32_t c, char quote)
{
    char bytes[4];
    if (c == (unsigned char)quote || c == '\\')
        krbuf_printf(out, "\\%c", (int)c);
    else if (c == '\n' || c == '\r' || c == '\t')
        krbuf_text(out, c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t");
    else if (c >= ' ' && c < 0x7F)
        krbuf_char(out, (char)c);
    else if (c > 0x7F && is_printable(c))
        krbuf_add(out, bytes, krutf8_encode(c, bytes));
    else
        krbuf_printf(out, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", (unsigned)c);
}

static void dump_text(KrBuf *out, const char *text, size_t n, bool is_bytes)
{
    bool single = n && memchr(text, '\'', n), twice = n && memchr(text, '"', n);
    char quote = single && !twice ? '"' : '\'';
    krbuf_char(out, quote);
    for (const char *p = text, *end = text + n; p < end;) {
        if (!is_bytes)
            dump_char(out, krutf8_next(&p), quote);
        else if ((unsigned char)*p < 0x80)
            dump_char(out, (unsigned char)*p++, quote);
        else
            krbuf_printf(out, "\\x%02x", (unsigned char)*p++);
    }
    krbuf_char(out, quote);
}

/* Any number of digits in any base to decimal, on limbs of nine digits. */
static void dump_int(KrBuf *out, const KrConst *c)
{
    enum { LIMB = 1000000000 };
    size_t cap = c->n / 7 + 2, n = 0;
    uint32_t *limbs = kralloc_zeroed(out->alloc, cap * sizeof *limbs);
    if (!limbs) {
        out->failed = true;
        return;
    }
    for (uint32_t i = 0; i < c->n; i++) {
        char digit = c->text[i];
        uint64_t carry =
            digit <= '9' ? (uint64_t)(digit - '0') : (uint64_t)((digit | 0x20) - 'a' + 10);
        for (size_t k = 0; k < n || carry; k++) {
            if (k == n)
                n++;
            carry += (uint64_t)limbs[k] * c->base;
            limbs[k] = (uint32_t)(carry % LIMB);
            carry /= LIMB;
        }
    }
    krbuf_printf(out, "%u", n ? limbs[n - 1] : 0);
    while (n > 1)
        krbuf_printf(out, "%09u", limbs[--n - 1]);
    kralloc_free(out->alloc, limbs, cap * sizeof *limbs);
}

static void dump_constant(KrBuf *out, const KrConst *c)
{
    char number[KR_REPR_SIZE];
    switch ((KrConstKind)c->kind) {
    case KR_CONST_NONE:
        krbuf_text(out, "None");
        break;
    case KR_CONST_TRUE:
        krbuf_text(out, "True");
        break;
    case KR_CONST_FALSE:
        krbuf_text(out, "False");
        break;
    case KR_CONST_ELLIPSIS:
        krbuf_text(out, "Ellipsis");
        break;
    case KR_CONST_INT:
        dump_int(out, c);
        break;
    case KR_CONST_FLOAT:
        krbuf_add(out, number, krdtoa_repr(c->number, number));
        break;
    case KR_CONST_IMAG:
        krbuf_add(out, number, krdtoa_format('r', c->number, 0, 0, number));
        krbuf_char(out, 'j');
        break;
    case KR_CONST_STR:
        dump_text(out, c->text, c->n, false);
        break;
    case KR_CONST_BYTES:
        krbuf_char(out, 'b');
        dump_text(out, c->text, c->n, true);
        break;
    }
}

/* ---- nodes --------------------------------------------------------------------------------- */

static bool dump_node(Dump *d, int type, const void *node);

static void dump_simple(KrBuf *out, int type, int kind)
{
    krbuf_printf(out, "%s()", krast_types[type].nodes[kind - 1].name);
}

static void dump_name(KrBuf *out, const KrName *name)
{
    dump_text(out, name->text, name->len, false);
}

static bool dump_item(Dump *d, int type, const void *item)
{
    if (!item)
        krbuf_text(d->out, "None");
    else if (type == TYPE_identifier || type == TYPE_string)
        dump_name(d->out, item);
    else
        return dump_node(d, type, item);
    return true;
}

static bool dump_seq(Dump *d, int type, const char *at)
{
    int n;
    memcpy(&n, at, sizeof n);
    bool simple = type == TYPE_cmpop;
    at += simple ? offsetof(KrCmpopSeq, at) : offsetof(KrExprSeq, at);
    krbuf_char(d->out, '[');
    for (int i = 0; i < n; i++) {
        if (i > 0)
            krbuf_text(d->out, ", ");
        if (simple) {
            KrCmpop op;
            memcpy(&op, at + (size_t)i * sizeof op, sizeof op);
            dump_simple(d->out, type, (int)op);
            continue;
        }
        const void *item;
        memcpy(&item, at + (size_t)i * sizeof item, sizeof item);
        if (!dump_item(d, type, item))
            return false;
    }
    krbuf_char(d->out, ']');
    return true;
}

/* Whether ast.dump leaves the field out: absent and allowed to be, or an empty sequence. */
static bool is_left_out(const KrAstField *f, const char *at)
{
    if (f->type == TYPE_int || f->type == TYPE_constant ||
        (krast_types[f->type].sort == AST_SIMPLE && !f->is_seq))
        return false;
    const void *value;
    memcpy(&value, at, sizeof value);
    if (f->is_seq) {
        int n = 0;
        if (value)
            memcpy(&n, value, sizeof n);
        return n == 0;
    }
    return !value;
}

static bool dump_field(Dump *d, const KrAstField *f, const char *at)
{
    if (f->type == TYPE_constant) {
        KrConst c;
        memcpy(&c, at, sizeof c);
        dump_constant(d->out, &c);
        return true;
    }
    if (!f->is_seq && (f->type == TYPE_int || krast_types[f->type].sort == AST_SIMPLE)) {
        int value;
        memcpy(&value, at, sizeof value);
        if (f->type == TYPE_int)
            krbuf_printf(d->out, "%d", value);
        else
            dump_simple(d->out, f->type, value);
        return true;
    }
    const void *value;
    memcpy(&value, at, sizeof value);
    return f->is_seq ? dump_seq(d, f->type, value) : dump_item(d, f->type, value);
}

static void dump_positions(KrBuf *out, const char *at, bool first)
{
    static const char *const names[] = {"lineno", "col_offset", "end_lineno", "end_col_offset"};
    int values[4];
    memcpy(values, at, sizeof values);
    for (int i = 0; i < 4; i++)
        krbuf_printf(out, "%s%s=%d", first && i == 0 ? "" : ", ", names[i], values[i]);
}

static bool dump_node(Dump *d, int type, const void *node)
{
    if (++d->depth > MAX_DEPTH)
        return false;
    const KrAstType *t = &krast_types[type];
    int kind = 1;
    if (t->sort == AST_SUM)
        memcpy(&kind, node, sizeof kind);
    const KrAstNode *n = &t->nodes[kind - 1];
    bool first = true;
    krbuf_printf(d->out, "%s(", n->name);
    for (int i = 0; i < n->count; i++) {
        const KrAstField *f = &krast_fields[n->first + i];
        const char *at = (const char *)node + f->offset;
        if (is_left_out(f, at))
            continue;
        krbuf_printf(d->out, "%s%s=", first ? "" : ", ", f->name);
        first = false;
        if (!dump_field(d, f, at))
            return false;
    }
    if (d->with_positions && t->positions >= 0)
        dump_positions(d->out, (const char *)node + t->positions, first);
    krbuf_char(d->out, ')');
    d->depth--;
    return true;
}

bool krast_dump(KrBuf *out, const KrMod *tree, bool with_positions)
{
    Dump d = {out, with_positions, 0};
    return dump_node(&d, TYPE_mod, tree) && !out->failed;
}
