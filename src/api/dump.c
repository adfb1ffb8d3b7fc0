/* SPDX-License-Identifier: MIT
 * Code as bytes and back: kr_dump() and kr_load().
 *
 * A head says which krait wrote it, how much follows and its hash; then comes one value. Each value is a letter and what it
 * stands for; numbers are of 32 bits, as the machine has them. Instructions are as the compiler made them: what the interpreter
 * has written over them is taken back. */
#include "api/host.h"

#include "base/hash.h"
#include "object/bytes.h"
#include "object/frozen.h"
#include "object/set.h"
#include "object/strcore.h"
#include "vm/disasm.h"
#include "vm/ops.h"

typedef struct Head {
    char magic[8];
    uint64_t layout; /* of the instructions, with the version */
    uint64_t size, hash;
} Head;

static const char magic[8] = "kraitco";

static uint64_t layout(void)
{
    return krop_layout() ^ krhash_bytes(KRAIT_VERSION, strlen(KRAIT_VERSION));
}

/* ---- writing ---------------------------------------------------------------------------------------------------------- */

static bool write_value(KrVm *vm, KrBuf *b, KrValue v);

static void write_number(KrBuf *b, size_t n)
{
    uint32_t small = (uint32_t)n;
    krbuf_add(b, &small, sizeof small);
}

static void write_bytes(KrBuf *b, char letter, const void *data, size_t n)
{
    krbuf_char(b, letter);
    write_number(b, n);
    krbuf_add(b, data, n);
}

static bool write_items(KrVm *vm, KrBuf *b, char letter, const KrTuple *t)
{
    krbuf_char(b, letter);
    write_number(b, t->n);
    for (size_t i = 0; i < t->n; i++)
        if (!write_value(vm, b, t->at[i]))
            return false;
    return true;
}

/* Without the inline caches. */
static void write_units(KrBuf *b, const KrCode *c)
{
    const uint32_t *units = (const uint32_t *)c->units->data;
    for (uint32_t at = 0; at < c->nunits; at += krfrozen_units(units[at] & 255)) {
        uint32_t op = units[at] & 255, first = (units[at] & ~255u) | krop_plain(op);
        krbuf_add(b, &first, sizeof first);
        krbuf_add(b, units + at + 1, (krfrozen_kept(op) - 1) * sizeof *units);
    }
}

static bool write_code(KrVm *vm, KrBuf *b, KrCode *c)
{
    c = krcode_thaw(vm, c);
    if (!c)
        return false;
    const uint32_t numbers[] = {c->flags, c->firstlineno, c->argcount, c->posonly, c->kwonly, c->nregs, c->nlocals, c->nunits, c->nhandlers,
                                c->positions->h.flags & KR_POSITIONS_LINES};
    krbuf_char(b, 'c');
    krbuf_add(b, numbers, sizeof numbers);
    write_units(b, c);
    write_bytes(b, 'u', c->handlers ? c->handlers->data : "", c->nhandlers * sizeof(KrHandler));
    write_bytes(b, 'u', c->positions->data, c->positions->size);
    return write_items(vm, b, '(', c->consts) && write_items(vm, b, '(', c->varnames) && write_items(vm, b, '(', c->cellvars) &&
           write_items(vm, b, '(', c->freevars) && write_value(vm, b, krvalue(c->name)) && write_value(vm, b, krvalue(c->qualname)) &&
           write_value(vm, b, krvalue(c->filename)) && write_value(vm, b, c->doc);
}

static bool write_value(KrVm *vm, KrBuf *b, KrValue v)
{
    if (!krstack_check(vm, ""))
        return false;
    if (!kris_ptr(v) || v == KR_EMPTY) {
        krbuf_char(b, 'w');
        krbuf_add(b, &v, sizeof v);
        return true;
    }
    switch (kras_obj(v)->shape) {
    case KR_T_str: {
        KrStr *s = kras_str(v);
        return write_bytes(b, s->h.flags & KR_STR_INTERNED ? 'n' : 's', krstr_data(s), s->size), true;
    }
    case KR_T_bytes: {
        const uint8_t *data;
        size_t n;
        return krbuffer_get(vm, v, &data, &n) && (write_bytes(b, 'b', data, n), true);
    }
    case KR_T_int: {
        const KrInt *i = kras_big(v);
        return write_bytes(b, i->h.kind ? '-' : '+', i->limb, i->n * sizeof *i->limb), true;
    }
    case KR_T_complex: {
        const KrComplex *z = (const KrComplex *)kras_obj(v);
        const double parts[2] = {z->real, z->imag};
        return write_bytes(b, 'z', parts, sizeof parts), true;
    }
    case KR_T_tuple: return write_items(vm, b, '(', kras_tuple(v));
    case KR_T_frozenset: {
        KrTuple *items = krobj_tuple(vm, v);
        return items && write_items(vm, b, '{', items);
    }
    case KR_T_code: return write_code(vm, b, (KrCode *)kras_obj(v));
    default: return krraise(vm, KR_T_TypeError, "kr_dump: a constant of class %T", v), false;
    }
}

kr_value kr_dump(kr_vm *host, kr_value code)
{
    KR_ENTER(vm, host, KR_ERROR);
    if (!krgiven(vm, code))
        return KR_ERROR;
    if (!kris_exact(code.bits, KR_T_code))
        return (kr_value){krraise(vm, KR_T_TypeError, "kr_dump() takes code, not '%T'", code.bits)};
    KrBuf b = krbuf_init(&vm->alloc);
    Head head = {.layout = layout()};
    krbuf_add(&b, &head, sizeof head);
    KrValue v = KR_RAISED;
    if (write_value(vm, &b, code.bits) && b.failed) {
        v = krraise_memory(vm);
    } else if (vm->exec->pending == KR_EMPTY) {
        memcpy(head.magic, magic, sizeof magic);
        head.size = b.len - sizeof head;
        head.hash = krhash_bytes(b.data + sizeof head, head.size);
        memcpy(b.data, &head, sizeof head);
        v = krvalue_or_raised(krbytes_new(vm, b.data, b.len));
    }
    krbuf_release(&b);
    return (kr_value){v};
}

/* ---- reading ------------------------------------------------------------------------------------------------------------ */

typedef struct Input {
    KrVm *vm;
    const char *at, *end;
} Input;

static KrValue read_value(Input *in);

static KrValue damaged(Input *in)
{
    return krraise(in->vm, KR_T_ValueError, "kr_load: the code is damaged");
}

static bool read_raw(Input *in, void *to, size_t n)
{
    if ((size_t)(in->end - in->at) < n)
        return damaged(in), false;
    memcpy(to, in->at, n);
    in->at += n;
    return true;
}

/* Where n bytes stand, a number in front; NULL with an exception pending. */
static const char *read_bytes(Input *in, size_t *n)
{
    uint32_t size;
    if (!read_raw(in, &size, sizeof size))
        return NULL;
    if ((size_t)(in->end - in->at) < size)
        return damaged(in), NULL;
    in->at += size;
    *n = size;
    return in->at - size;
}

static KrTuple *read_items(Input *in)
{
    uint32_t n;
    if (!read_raw(in, &n, sizeof n))
        return NULL;
    if ((size_t)(in->end - in->at) < n)
        return damaged(in), NULL;
    KrTuple *t = krtuple_new(in->vm, NULL, n);
    for (uint32_t i = 0; t && i < n; i++) {
        KrValue v = read_value(in);
        if (v == KR_RAISED)
            return NULL;
        krstore(in->vm, t, &t->at[i], v);
    }
    return t;
}

/* What is to be a tuple, a str, or memory; NULL with an exception pending. */
static void *read_as(Input *in, KrTypeNumber type)
{
    KrValue v = read_value(in);
    if (v == KR_RAISED || !kris_exact(v, type))
        return v == KR_RAISED ? NULL : (damaged(in), NULL);
    return kras_obj(v);
}

/* A copy, since what was written is aligned to nothing; freed with the garbage. */
static const void *read_memory(Input *in, size_t *n)
{
    char letter;
    const char *data = read_raw(in, &letter, 1) ? read_bytes(in, n) : NULL;
    if (!data || letter != 'u')
        return data ? (damaged(in), NULL) : NULL;
    KrRaw *raw = krheap_raw(in->vm, *n + 1);
    return raw ? memcpy(raw->data, data, *n) : NULL;
}

static const uint32_t *read_units(Input *in, uint32_t n)
{
    KrRaw *raw = (size_t)(in->end - in->at) >= n / 8 ? krheap_raw(in->vm, (n + 1) * sizeof(uint32_t)) : (damaged(in), NULL);
    if (!raw)
        return NULL;
    uint32_t *to = (uint32_t *)raw->data;
    memset(to, 0, n * sizeof *to); /* an empty cache */
    for (uint32_t at = 0, all; at < n; at += all) {
        if (!read_raw(in, to + at, sizeof *to))
            return NULL;
        uint32_t kept = krfrozen_kept(to[at] & 255);
        all = krfrozen_units(to[at] & 255);
        if (!kept || all > n - at)
            return damaged(in), NULL;
        if (!read_raw(in, to + at + 1, (kept - 1) * sizeof *to))
            return NULL;
    }
    return to;
}

static KrValue read_code(Input *in)
{
    uint32_t k[10];
    KrCodeSpec s = {0};
    size_t nhandlers;
    if (!read_raw(in, k, sizeof k) || !(s.units = read_units(in, k[7])) || !(s.handlers = read_memory(in, &nhandlers)) ||
        !(s.positions = read_memory(in, &s.npositions)) || !(s.consts = read_as(in, KR_T_tuple)) || !(s.varnames = read_as(in, KR_T_tuple)) ||
        !(s.cellvars = read_as(in, KR_T_tuple)) || !(s.freevars = read_as(in, KR_T_tuple)) || !(s.name = read_as(in, KR_T_str)) ||
        !(s.qualname = read_as(in, KR_T_str)) || !(s.filename = read_as(in, KR_T_str)) || (s.doc = read_value(in)) == KR_RAISED)
        return KR_RAISED;
    s.flags = k[0], s.firstlineno = k[1], s.argcount = k[2], s.posonly = k[3], s.kwonly = k[4], s.nregs = k[5], s.nlocals = k[6];
    s.nunits = k[7], s.nhandlers = k[8];
    if (nhandlers != s.nhandlers * sizeof *s.handlers)
        return damaged(in);
    KrCode *c = krcode_new(in->vm, &s);
    if (c)
        ((KrObj *)c->positions)->flags |= k[9] & KR_POSITIONS_LINES;
    return krvalue_or_raised(c);
}

static KrValue read_set(Input *in)
{
    KrTuple *items = read_items(in);
    KrSet *set = items ? krset_new(in->vm, KR_T_frozenset) : NULL;
    for (size_t i = 0; set && i < items->n; i++)
        if (!krset_add(in->vm, set, items->at[i]))
            return KR_RAISED;
    return krvalue_or_raised(set);
}

static KrValue read_int(Input *in, bool negative)
{
    size_t n;
    const char *data = read_bytes(in, &n);
    KrRaw *limbs = data ? krheap_raw(in->vm, n + 8) : NULL;
    return limbs ? krint_from_limbs(in->vm, memcpy(limbs->data, data, n), n / 8, negative) : KR_RAISED;
}

static KrValue read_text(Input *in, char letter)
{
    size_t n;
    const char *data = read_bytes(in, &n);
    double z[2];
    if (!data)
        return KR_RAISED;
    switch (letter) {
    case 'n': return krvalue_or_raised(krintern_text(in->vm, data, n));
    case 's': return krvalue_or_raised(krstr_new(in->vm, data, n));
    case 'b': return krvalue_or_raised(krbytes_new(in->vm, data, n));
    default: return n == sizeof z ? (memcpy(z, data, sizeof z), krcomplex_new(in->vm, z[0], z[1])) : damaged(in);
    }
}

static KrValue read_value(Input *in)
{
    char letter;
    KrValue v;
    if (!krstack_check(in->vm, "") || !read_raw(in, &letter, 1))
        return KR_RAISED;
    switch (letter) {
    case 'w': return read_raw(in, &v, sizeof v) ? (v == KR_EMPTY || !kris_ptr(v)) && v != KR_RAISED ? v : damaged(in) : KR_RAISED;
    case 'n': case 's': case 'b': case 'z': return read_text(in, letter);
    case '+': case '-': return read_int(in, letter == '-');
    case '(': return krvalue_or_raised(read_items(in));
    case '{': return read_set(in);
    case 'c': return read_code(in);
    default: return damaged(in);
    }
}

kr_value kr_load(kr_vm *host, const void *data, size_t n)
{
    KR_ENTER(vm, host, KR_ERROR);
    Head head;
    if (n >= sizeof head)
        memcpy(&head, data, sizeof head);
    if (n < sizeof head || memcmp(head.magic, magic, sizeof magic) != 0)
        return (kr_value){krraise(vm, KR_T_ValueError, "kr_load: this is not code of kr_dump()")};
    if (head.layout != layout())
        return (kr_value){krraise(vm, KR_T_ValueError, "kr_load: the code was made by another version of krait")};
    Input in = {vm, (const char *)data + sizeof head, (const char *)data + n};
    if (head.size != n - sizeof head || head.hash != krhash_bytes(in.at, head.size))
        return (kr_value){damaged(&in)};
    KrValue v = read_value(&in);
    return (kr_value){v == KR_RAISED || kris_exact(v, KR_T_code) ? v : damaged(&in)};
}
