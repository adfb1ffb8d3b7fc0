/* SPDX-License-Identifier: MIT
 * Emission: instructions with WIDE prefixes, jumps and labels, constants, positions, handlers, and the finished code object. */
#include "compile/unit.h"

static const uint8_t op_units[OP_COUNT] = {
#define KR_OP(name, format, units, ...) [OP_##name] = units,
#include "opcodes.inc"
#undef KR_OP
};

int units_of(Op op)
{
    return op_units[op];
}

/* ---- raw units -------------------------------------------------------------------------------------------------------------- */

int here(Unit *u)
{
    return (int)(u->code.len / 4);
}

static void put(Unit *u, uint32_t unit)
{
    krbuf_add(&u->code, &unit, sizeof unit);
    size_t n = u->positions.len / sizeof(Position);
    Position *last = n ? (Position *)u->positions.data + n - 1 : NULL;
    if (last && !memcmp(&last->span, &u->span, sizeof u->span)) {
        last->units++;
        return;
    }
    Position p = {1, u->span};
    krbuf_add(&u->positions, &p, sizeof p);
}

void emit_unit(Unit *u, uint32_t unit)
{
    put(u, unit);
}

void emit(Unit *u, Op op, int a, int b, int c)
{
    if ((a | b | c) > 255)
        put(u, (uint32_t)OP_WIDE | (uint32_t)(a >> 8) << 8 | (uint32_t)(b >> 8) << 16 | (uint32_t)(c >> 8) << 24);
    put(u, (uint32_t)op | (uint32_t)(a & 255) << 8 | (uint32_t)(b & 255) << 16 | (uint32_t)(c & 255) << 24);
}

void emit_bx(Unit *u, Op op, int a, int bx)
{
    if (a > 255 || bx > 65535)
        put(u, (uint32_t)OP_WIDE | (uint32_t)(a >> 8) << 8 | (uint32_t)(bx >> 16) << 16);
    put(u, (uint32_t)op | (uint32_t)(a & 255) << 8 | (uint32_t)(bx & 65535) << 16);
    for (int i = 1; i < op_units[op]; i++)
        put(u, 0);
}

void emit_cached(Unit *u, Op op, int a, int b, int name)
{
    emit(u, op, a, b, 0);
    put(u, (uint32_t)name);
    for (int i = 2; i < op_units[op]; i++)
        put(u, 0);
}

/* ---- jumps -------------------------------------------------------------------------------------------------------------------- */

static uint32_t *unit_at(Unit *u, int at)
{
    return (uint32_t *)u->code.data + at;
}

static void set_offset(Unit *u, int at, int offset)
{
    if (u->code.failed)
        return;
    *unit_at(u, at) = (*unit_at(u, at) & 255) | (uint32_t)offset << 8;
}

/* A jump to a label not placed yet holds the distance back to the previous one that waits. */
void emit_jump(Unit *u, Op op, Label *to)
{
    int at = here(u);
    put(u, op);
    if (to->at >= 0) {
        set_offset(u, at, to->at - (at + 1));
        return;
    }
    set_offset(u, at, to->pending < 0 ? 0 : at - to->pending);
    to->pending = at;
}

void label_here(Unit *u, Label *l)
{
    l->at = here(u);
    for (int at = l->pending; at >= 0 && !u->code.failed;) {
        int back = (int)(*unit_at(u, at) >> 8);
        set_offset(u, at, l->at - (at + 1));
        at = back ? at - back : -1;
    }
    l->pending = -1;
}

void add_handler(Unit *u, int start, int end, int target, int reg)
{
    KrHandler h = {(uint32_t)start, (uint32_t)end, (uint32_t)target, (uint32_t)reg};
    if (start < end)
        krbuf_add(&u->handlers, &h, sizeof h);
}

void add_body_handler(Unit *u, int start, int end, int target, int reg, const Block *block, int popped)
{
    const Exit *exits = (const Exit *)(const void *)u->exits.data;
    for (size_t i = 0; i < u->exits.len / sizeof *exits; i++) {
        const Exit *e = &exits[i];
        if (e->start < start || e->end > end || (popped >= 0 ? e->popped != popped : e->block != block))
            continue;
        add_handler(u, start, e->start, target, reg);
        start = e->end;
    }
    add_handler(u, start, end, target, reg);
}

int begin_exit(Unit *u, Block *b, int first)
{
    bool handles = b->kind == BLOCK_HANDLER || b->kind == BLOCK_POPEXC;
    Exit e = {b, handles ? b->reg : -1, here(u), -1};
    int at = (int)(u->exits.len / sizeof e);
    krbuf_add(&u->exits, &e, sizeof e);
    return first < 0 ? at : first;
}

void end_exits(Unit *u, int first)
{
    Exit *exits = (Exit *)(void *)u->exits.data;
    for (size_t i = (size_t)first; first >= 0 && !u->exits.failed && i < u->exits.len / sizeof *exits; i++)
        if (exits[i].end < 0)
            exits[i].end = here(u);
}

/* ---- constants ------------------------------------------------------------------------------------------------------------------- */

static int append_const(Unit *u, KrValue v)
{
    if (v == KR_RAISED || !krlist_append(u->c->vm, u->consts, v)) {
        u->c->failed = true;
        return 0;
    }
    return (int)u->consts->n - 1;
}

/* Constants are the same if type and value are, those of the items too; 0.0 and -0.0 differ. */
static KrValue constant_key(KrVm *vm, KrValue v)
{
    if (kris_exact(v, KR_T_tuple)) {
        KrTuple *t = kras_tuple(v), *keys = krtuple_new(vm, NULL, t->n);
        for (size_t i = 0; keys && i < t->n; i++) {
            KrValue key = constant_key(vm, t->at[i]);
            KR_TRY(key);
            krstore(vm, keys, &keys->at[i], key);
        }
        return krvalue_or_raised(keys);
    }
    KrValue type = krsmall(krshape_id(v));
    if (kris_double(v) || kris_exact(v, KR_T_complex)) {
        v = krobj_repr(vm, v);
        KR_TRY(v);
    }
    return krvalue_or_raised(krtuple_of(vm, 2, type, v));
}

static KrValue merged(Unit *u, KrValue v)
{
    if (!kris_exact(v, KR_T_tuple) && !kris_exact(v, KR_T_bytes) && !kris_exact(v, KR_T_int) && !kris_exact(v, KR_T_str))
        return v;
    KrVm *vm = u->c->vm;
    KrValue key = constant_key(vm, v);
    KR_TRY(key);
    KrValue known = krdict_get(vm, u->c->constants, key);
    if (known != KR_EMPTY)
        return known;
    return krdict_set(vm, u->c->constants, key, v) ? v : KR_RAISED;
}

/* Interned names are shared by address. */
int add_const(Unit *u, KrValue v)
{
    if (v == KR_RAISED || !kris_ptr(v) || !kris_exact(v, KR_T_str) || !(kras_obj(v)->flags & KR_STR_INTERNED))
        return append_const(u, v == KR_RAISED ? v : merged(u, v));
    KrValue known = krdict_get_name(u->c->vm, u->const_index, (const KrStr *)kras_obj(v));
    if (known != KR_EMPTY)
        return (int)kras_int(known);
    int at = append_const(u, v);
    if (!krdict_set_name(u->c->vm, u->const_index, (const KrStr *)kras_obj(v), krsmall(at)))
        u->c->failed = true;
    return at;
}

KrValue name_value(Compiler *c, const KrName *name)
{
    const KrStr *s = krintern_text(c->vm, name->text, name->len);
    return krvalue_or_raised(s);
}

int add_name(Unit *u, const KrName *name)
{
    return add_const(u, name_value(u->c, mangle(u->c, u->scope, name)));
}

void load_const(Unit *u, KrValue v, int dst)
{
    if (v == KR_RAISED)
        u->c->failed = true;
    else if (kris_imm(v) || v == KR_EMPTY)
        emit_bx(u, OP_LOADIMM, dst, (int)(v & 0xFFFF));
    else if (kris_int(v) && kras_int(v) >= -32768 && kras_int(v) <= 32767)
        emit_bx(u, OP_LOADI, dst, (int)(kras_int(v) & 0xFFFF));
    else
        emit_bx(u, OP_LOADK, dst, add_const(u, v));
}

/* ---- registers -------------------------------------------------------------------------------------------------------------------- */

int temps(Unit *u, int n)
{
    int first = u->top;
    u->top += n;
    if (u->top > u->max)
        u->max = u->top;
    if (u->top > 65000)
        syntax_error(u->c, u->span, "too many registers are needed here");
    return first;
}

int temp(Unit *u)
{
    return temps(u, 1);
}

/* ---- units ---------------------------------------------------------------------------------------------------------------------------- */

Unit *unit_enter(Compiler *c, Scope *s, const KrStr *name, int line)
{
    Unit *u = krarena_new(c->arena, sizeof *u);
    if (!u)
        return fail_memory(c), NULL;
    u->outer = c->unit;
    u->c = c;
    u->scope = s;
    u->code = u->handlers = u->positions = u->exits = krbuf_init(&c->vm->alloc);
    /* The collector does not see the arena: what lies only there is kept alive by c->keep. */
    u->consts = krlist_with_capacity(c->vm, 8);
    bool kept = u->consts && krlist_append(c->vm, c->keep, krvalue(u->consts));
    u->const_index = kept ? krdict_new(c->vm) : NULL;
    u->name = u->qualname = name;
    u->firstlineno = line;
    u->doc = KR_NONE;
    u->class_cell = u->class_dict = u->annotations_made = -1;
    u->span = (KrSpan){line, 0, line, 0};
    if (!u->const_index || !krlist_append(c->vm, c->keep, krvalue(u->const_index)) || !krlist_append(c->vm, c->keep, krvalue(name))) {
        c->failed = true;
        return NULL;
    }
    c->unit = u;
    return u;
}

void unit_leave(Compiler *c, Unit *u)
{
    krbuf_release(&u->code);
    krbuf_release(&u->handlers);
    krbuf_release(&u->positions);
    krbuf_release(&u->exits);
    c->unit = u->outer;
}

static void varint(KrBuf *b, uint32_t v)
{
    for (; v >= 128; v >>= 7)
        krbuf_char(b, (char)(v | 128));
    krbuf_char(b, (char)v);
}

static void encode_positions(Unit *u, KrBuf *out, uint32_t prologue)
{
    int line = u->firstlineno;
    const Position *p = (const Position *)u->positions.data;
    size_t n = u->positions.len / sizeof *p;
    if (prologue) {
        varint(out, prologue);
        varint(out, 0);
        varint(out, 0);
        varint(out, 0);
        varint(out, 0);
    }
    for (size_t i = 0; i < n; i++) {
        int delta = p[i].span.lineno - line;
        varint(out, p[i].units);
        varint(out, (uint32_t)delta << 1 ^ (uint32_t)(delta >> 31));
        varint(out, (uint32_t)(p[i].span.end_lineno > p[i].span.lineno ? p[i].span.end_lineno - p[i].span.lineno : 0));
        varint(out, (uint32_t)(p[i].span.col_offset + 1));
        varint(out, (uint32_t)(p[i].span.end_col_offset + 1));
        line = p[i].span.lineno;
    }
}

/* Every local is emptied first, since whoever looks into the frame must not see what earlier calls left there; then cells are
 * made. */
static void write_prologue(Unit *u, KrBuf *out)
{
    Unit p = {.c = u->c, .code = krbuf_init(&u->c->vm->alloc), .positions = krbuf_init(&u->c->vm->alloc)};
    int first = u->nlocals - u->nhidden;
    for (Symbol *y = u->scope->symbols; y; y = y->next)
        if (y->reg >= 0 && y->reg < first && !(y->flags & SYM_PARAM))
            first = y->reg;
    for (; first < u->nlocals; first += 255)
        emit(&p, OP_CLEAR, first, u->nlocals - first < 255 ? u->nlocals - first : 255, 0);
    for (Symbol *y = u->scope->symbols; y; y = y->next)
        if (y->reg >= 0 && y->flags & SYM_CELL)
            emit(&p, OP_CELLNEW, y->reg, 0, 0);
    *out = p.code;
    krbuf_release(&p.positions);
}

static bool name_tuples(Unit *u, KrTuple **vars, KrTuple **cells, KrTuple **frees)
{
    KrVm *vm = u->c->vm;
    KrTuple *v = krtuple_new(vm, NULL, (size_t)u->nlocals), *f = krtuple_new(vm, NULL, (size_t)u->scope->nfree);
    KrList *c = krlist_with_capacity(vm, 4);
    if (!v || !f || !c)
        return false;
    *vars = v;
    *frees = f;
    for (Symbol *y = u->scope->symbols; y; y = y->next) {
        KrValue name = name_value(u->c, y->name);
        if (name == KR_RAISED)
            return false;
        if (y->reg >= 0)
            krstore(vm, v, &v->at[y->reg], name);
        if (y->flags & SYM_CELL && !krlist_append(vm, c, name))
            return false;
        if (y->free >= 0)
            krstore(vm, f, &f->at[y->free], name);
    }
    for (int i = 0; i < u->nhidden; i++) {
        KrValue name = name_value(u->c, u->hidden[i]);
        if (name == KR_RAISED)
            return false;
        krstore(vm, v, &v->at[u->nlocals - u->nhidden + i], name);
    }
    *cells = krtuple_new(vm, c->n ? c->items->at : NULL, c->n);
    return *cells != NULL;
}

static KrCode *build(Unit *u, KrBuf *prologue, KrBuf *positions)
{
    KrVm *vm = u->c->vm;
    uint32_t shift = (uint32_t)(prologue->len / 4);
    KrHandler *h = (KrHandler *)u->handlers.data;
    size_t nhandlers = u->handlers.len / sizeof *h;
    for (size_t i = 0; i < nhandlers; i++) {
        h[i].start += shift;
        h[i].end += shift;
        h[i].target += shift;
    }
    encode_positions(u, positions, shift);
    krbuf_add(prologue, u->code.data, u->code.len);
    KrCodeSpec spec = {.name = u->name, .qualname = u->qualname, .filename = u->c->filename, .doc = u->doc, .flags = u->flags,
                       .firstlineno = (uint32_t)u->firstlineno, .argcount = u->argcount, .posonly = u->posonly, .kwonly = u->kwonly,
                       .nlocals = (uint32_t)u->nlocals, .nregs = (uint32_t)u->max + 1, .handlers = h, .nhandlers = nhandlers};
    if (prologue->failed || positions->failed || u->handlers.failed || u->exits.failed || u->positions.failed || u->code.failed)
        return krraise_memory(vm), NULL;
    spec.units = (uint32_t *)prologue->data;
    spec.nunits = prologue->len / 4;
    spec.positions = (uint8_t *)positions->data;
    spec.npositions = positions->len;
    spec.consts = krtuple_new(vm, u->consts->n ? u->consts->items->at : NULL, u->consts->n);
    if (!spec.consts || !name_tuples(u, &spec.varnames, &spec.cellvars, &spec.freevars))
        return NULL;
    return krcode_new(vm, &spec);
}

KrCode *finish_unit(Unit *u)
{
    KrBuf prologue, positions = krbuf_init(&u->c->vm->alloc);
    write_prologue(u, &prologue);
    KrCode *code = u->c->failed ? NULL : build(u, &prologue, &positions);
    krbuf_release(&prologue);
    krbuf_release(&positions);
    if (!code || !krlist_append(u->c->vm, u->c->keep, krvalue(code))) {
        u->c->failed = true;
        return NULL;
    }
    return code;
}
