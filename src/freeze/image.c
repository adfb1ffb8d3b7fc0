/* SPDX-License-Identifier: MIT
 * Code objects laid out as the image of the frozen library: the same bytes in every run and of every compiler. */
#include "freeze/image.h"

#include "object/dict.h"
#include "object/int.h"
#include "object/seq.h"
#include "object/str.h"
#include "object/tables.h"

static bool fail(Image *image, const char *error)
{
    if (!image->error)
        image->error = error;
    return false;
}

/* Zero bytes up to a multiple of 8: where the next thing begins. */
static uint32_t align(Image *image)
{
    static const char zeros[8];
    krbuf_add(&image->out, zeros, -image->out.len & 7);
    return (uint32_t)image->out.len;
}

static uint32_t put(Image *image, const void *data, size_t n)
{
    uint32_t at = align(image);
    krbuf_add(&image->out, data, n);
    return at;
}

/* The same for what may be shared by all that have the same bytes: it lies in the image once. */
static uint32_t put_once(Image *image, const KrBuf *data)
{
    KrBytes *key = krbytes_new(image->vm, data->data, data->len);
    KrValue known = key ? krdict_get(image->vm, image->blobs, krvalue(key)) : KR_RAISED;
    if (known == KR_RAISED || data->failed)
        return fail(image, "memory");
    if (known != KR_EMPTY)
        return (uint32_t)kras_int(known);
    uint32_t at = put(image, data->data, data->len);
    return krdict_set(image->vm, image->blobs, krvalue(key), krsmall(at)) ? at : fail(image, "memory");
}

/* ---- objects in place ------------------------------------------------------------------------------------------------------ */

static void put_name(Image *image, uint32_t at)
{
    if (!image->out.failed)
        ((KrObj *)(image->out.data + at))->flags |= KR_STR_INTERNED;
    krbuf_add(&image->names, &at, sizeof at);
}

/* Every text lies in the image once, however often the code has it. */
static KrFrozenRef string_ref(Image *image, KrStr *s)
{
    bool name = s->h.flags & KR_STR_INTERNED;
    const KrStr *known = krintern(image->vm, s);
    if (!known)
        return fail(image, "memory");
    const char *first = (const char *)&krnames;
    if ((const char *)known >= first && (const char *)known < first + sizeof_krnames)
        return (uint32_t)((const char *)known - first) | KR_FROZEN_NAME;
    KrValue at = krdict_get(image->vm, image->strings, krvalue(known));
    if (at != KR_EMPTY)
        return (uint32_t)kras_int(at);
    KrStr head = {.h = {KR_T_str, KR_F_CONST | (known->h.flags & (KR_STR_ASCII | KR_STR_SURROGATES)), 0, 0},
                  .size = known->size, .len = known->len, .hash = known->hash};
    uint32_t offset = put(image, &head, offsetof(KrStr, text));
    krbuf_add(&image->out, krstr_data(known), known->size);
    krbuf_char(&image->out, 0);
    if (name)
        put_name(image, offset);
    if (!krdict_set(image->vm, image->strings, krvalue(known), krsmall(offset)))
        return fail(image, "memory");
    return offset;
}

/* A cell without a pointer in it, as it is. */
static KrFrozenRef object_ref(Image *image, KrValue v, size_t size)
{
    KrObj head = *kras_obj(v);
    head.flags = KR_F_CONST;
    uint32_t at = put(image, &head, sizeof head);
    krbuf_add(&image->out, kras_obj(v) + 1, size - sizeof head);
    return at;
}

static KrFrozenRef bytes_ref(Image *image, KrValue v)
{
    uint64_t hash;
    KrBytes *b = kras_bytes(v);
    if (!krobj_hash(image->vm, v, &hash))
        return fail(image, "hash");
    return object_ref(image, v, offsetof(KrBytes, at) + b->n + 1);
}

/* ---- values ---------------------------------------------------------------------------------------------------------------- */

static KrFrozenRef code_ref(Image *image, KrCode *code);
static KrFrozenRef value_ref(Image *image, KrValue v);

static uint32_t refs(Image *image, const KrValue *values, size_t n)
{
    KrBuf list = krbuf_init(&image->vm->alloc);
    uint32_t count = (uint32_t)n;
    krbuf_add(&list, &count, sizeof count);
    for (size_t i = 0; i < n; i++) {
        KrFrozenRef ref = value_ref(image, values[i]);
        krbuf_add(&list, &ref, sizeof ref);
    }
    uint32_t at = put_once(image, &list);
    krbuf_release(&list);
    return at;
}

static KrFrozenRef set_ref(Image *image, KrValue v)
{
    KrTuple *items = krobj_tuple(image->vm, v);
    return items ? refs(image, items->at, items->n) | KR_FROZEN_FROZENSET : fail(image, "memory");
}

static KrFrozenRef value_ref(Image *image, KrValue v)
{
    if (v == KR_EMPTY)
        return 0;
    if (kris_int(v) && kras_int(v) >= -(1 << 28) && kras_int(v) < 1 << 28)
        return (uint32_t)((int32_t)kras_int(v) * 8) | KR_FROZEN_SMALL;
    if (!kris_ptr(v))
        return put(image, &v, sizeof v) | KR_FROZEN_WORD;
    switch (kras_obj(v)->shape) {
    case KR_T_str: return string_ref(image, kras_str(v));
    case KR_T_bytes: return bytes_ref(image, v);
    case KR_T_int: return object_ref(image, v, sizeof(KrInt) + kras_big(v)->n * sizeof(uint64_t));
    case KR_T_complex: return object_ref(image, v, sizeof(KrComplex));
    case KR_T_tuple: return refs(image, kras_tuple(v)->at, kras_tuple(v)->n) | KR_FROZEN_TUPLE;
    case KR_T_frozenset: return set_ref(image, v);
    case KR_T_code: return code_ref(image, (KrCode *)kras_obj(v));
    default:
        krraise(image->vm, KR_T_TypeError, "a constant of class %T, for which the image has no form", v);
        return fail(image, "a constant of a class that the image has no form for");
    }
}

/* ---- code ------------------------------------------------------------------------------------------------------------------ */

static uint32_t put_units(Image *image, const KrCode *code)
{
    const uint32_t *units = (const uint32_t *)code->units->data;
    uint32_t start = align(image);
    for (uint32_t at = 0; at < code->nunits;) {
        uint32_t op = units[at] & 255, kept = krfrozen_kept(op), all = krfrozen_units(op);
        for (uint32_t i = kept; i < all; i++)
            if (units[at + i])
                fail(image, "an instruction whose cache is not empty");
        krbuf_add(&image->out, units + at, kept * sizeof *units);
        at += all;
    }
    return start;
}

static uint32_t put_raw(Image *image, const void *data, size_t n, uint8_t flags)
{
    KrRaw head = {.h = {KR_T_raw_cell, KR_F_CONST | flags, 0, 0}, .size = n};
    KrBuf cell = krbuf_init(&image->vm->alloc);
    krbuf_add(&cell, &head, offsetof(KrRaw, data));
    krbuf_add(&cell, data, n);
    krbuf_char(&cell, 0);
    uint32_t at = put_once(image, &cell);
    krbuf_release(&cell);
    return at;
}

static void varint(KrBuf *b, uint32_t v)
{
    for (; v >= 128; v >>= 7)
        krbuf_char(b, (char)(v | 128));
    krbuf_char(b, (char)v);
}

/* Of positions the lines are kept: one record for each run of instructions of a line. */
static uint32_t put_positions(Image *image, const KrCode *code)
{
    KrBuf b = krbuf_init(&image->vm->alloc);
    int before = (int)code->firstlineno;
    for (uint32_t at = 0; at < code->nunits;) {
        int line = krcode_position(code, at).line;
        uint32_t end = at + 1;
        while (end < code->nunits && krcode_position(code, end).line == line)
            end++;
        int delta = line - before;
        varint(&b, end - at);
        varint(&b, (uint32_t)delta << 1 ^ (uint32_t)(delta >> 31));
        before = line;
        at = end;
    }
    uint32_t at = put_raw(image, b.data, b.len, KR_POSITIONS_LINES);
    image->out.failed |= b.failed;
    krbuf_release(&b);
    return at;
}

static uint32_t tuple_refs(Image *image, const KrTuple *t)
{
    return refs(image, t->at, t->n);
}

static KrFrozenRef code_ref(Image *image, KrCode *code)
{
    KrFrozenCode c = {
        .h = {KR_T_code, KR_F_CONST, 0, 0}, .flags = code->flags, .firstlineno = code->firstlineno, .fast_args = UINT32_MAX,
        .entry_cost = code->entry_cost, .argcount = code->argcount, .posonly = code->posonly, .kwonly = code->kwonly,
        .nregs = code->nregs, .nlocals = code->nlocals, .nunits = code->nunits, .nhandlers = code->nhandlers,
    };
    c.name = value_ref(image, krvalue(code->name));
    c.qualname = value_ref(image, krvalue(code->qualname));
    c.filename = value_ref(image, krvalue(code->filename));
    c.doc = code->doc == KR_NONE ? 0 : value_ref(image, code->doc);
    c.consts = tuple_refs(image, code->consts);
    c.varnames = tuple_refs(image, code->varnames);
    c.cellvars = tuple_refs(image, code->cellvars);
    c.freevars = tuple_refs(image, code->freevars);
    c.units = put_units(image, code);
    if (code->nhandlers)
        c.handlers = put_raw(image, code->handlers->data, code->nhandlers * sizeof(KrHandler), 0);
    c.positions = put_positions(image, code);
    return put(image, &c, sizeof c) | KR_FROZEN_CODE;
}

/* ---- the whole --------------------------------------------------------------------------------------------------------------- */

void image_init(Image *image, KrVm *vm)
{
    KrFrozenImage head = {0};
    *image = (Image){.vm = vm, .out = krbuf_init(&vm->alloc), .names = krbuf_init(&vm->alloc), .modules = krbuf_init(&vm->alloc)};
    image->strings = krdict_new(vm);
    image->blobs = krdict_new(vm);
    krbuf_add(&image->out, &head, sizeof head);
}

bool image_add(Image *image, const char *name, KrCode *code, bool package)
{
    const KrStr *s = image->strings && image->blobs ? krintern_text(image->vm, name, strlen(name)) : NULL;
    if (!s)
        return fail(image, "memory");
    KrFrozenModule m = {.name = string_ref(image, (KrStr *)s), .code = code_ref(image, code), .package = package};
    krbuf_add(&image->modules, &m, sizeof m);
    return !image->error && !image->out.failed && !image->modules.failed;
}

bool image_finish(Image *image)
{
    size_t nnames = image->names.len / sizeof(uint32_t);
    uint32_t cap = 16;
    while (cap / 4 * 3 < nnames)
        cap *= 2;
    KrFrozenImage head = {.nmodules = (uint32_t)(image->modules.len / sizeof(KrFrozenModule)), .names_mask = cap - 1};
    head.modules = put(image, image->modules.data, image->modules.len);
    KrRaw *table = krheap_raw(image->vm, cap * sizeof(uint32_t));
    if (!table || image->out.failed || image->names.failed)
        return fail(image, "memory");
    uint32_t *slots = (uint32_t *)table->data;
    for (size_t i = 0; i < nnames; i++) {
        uint32_t offset = ((uint32_t *)image->names.data)[i];
        uint32_t at = (uint32_t)((KrStr *)(image->out.data + offset))->hash & (cap - 1);
        while (slots[at])
            at = (at + 1) & (cap - 1);
        slots[at] = offset;
    }
    head.names = put(image, slots, cap * sizeof *slots);
    head.size = align(image);
    if (image->out.failed)
        return fail(image, "memory");
    memcpy(image->out.data, &head, sizeof head);
    return !image->error;
}

void image_release(Image *image)
{
    krbuf_release(&image->out);
    krbuf_release(&image->names);
    krbuf_release(&image->modules);
}
