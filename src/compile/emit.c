/* SPDX-License-Identifier: MIT
 * Instructions, jumps, labels and positions of the unit that is being compiled. */
#include "compile/unit.h"

/* The largest unit number that a list of pending jumps can hold in 24 bits. */
enum { MOST_UNITS = (1 << 23) - 1 };

static const uint8_t units_of[] = {
#define KR_OP(name, form, units, meaning) units,
#include "opcodes.inc"
#undef KR_OP
};

int kremit_here(KrUnit *u)
{
    return (int)(u->code.len / sizeof(uint32_t));
}

static uint32_t *unit_at(KrUnit *u, int at)
{
    return (uint32_t *)(void *)u->code.data + at;
}

static bool out_of_memory(KrUnit *u)
{
    if (u->code.failed || u->ranges.failed || u->handlers.failed)
        return krcompile_no_memory(u->c), true;
    return u->c->failed;
}

/* Notes that n more units come from the present span. */
static void cover(KrUnit *u, uint32_t n)
{
    KrCovered *last = u->ranges.len ? (KrCovered *)(void *)(u->ranges.data + u->ranges.len) - 1 : NULL;
    if (last && !memcmp(&last->span, &u->span, sizeof u->span)) {
        last->units += n;
        return;
    }
    KrCovered range = {n, u->span};
    krbuf_add(&u->ranges, &range, sizeof range);
}

static void put(KrUnit *u, uint32_t word)
{
    krbuf_add(&u->code, &word, sizeof word);
    cover(u, 1);
}

static bool ready(KrUnit *u)
{
    if (u->dead || out_of_memory(u))
        return false;
    if (kremit_here(u) < MOST_UNITS - 16)
        return true;
    krcompile_error(u->c, u->span, "code is too large");
    return false;
}

static void put_abc(KrUnit *u, KrInstr op, uint32_t a, uint32_t b, uint32_t c)
{
    if ((a | b | c) > 255)
        put(u, KR_I_WIDE | a >> 8 << 8 | b >> 8 << 16 | c >> 8 << 24);
    put(u, (uint32_t)op | (a & 255) << 8 | (b & 255) << 16 | (c & 255) << 24);
}

void kremit(KrUnit *u, KrInstr op, int a, int b, int c)
{
    if (ready(u))
        put_abc(u, op, (uint32_t)a, (uint32_t)b, (uint32_t)c);
}

static void put_cache(KrUnit *u, KrInstr op, int behind)
{
    for (int i = behind; i < units_of[op]; i++)
        put(u, 0);
}

void kremit_bx(KrUnit *u, KrInstr op, int a, int bx)
{
    if (!ready(u))
        return;
    uint32_t x = (uint32_t)bx, r = (uint32_t)a;
    bool is_signed = op == KR_I_LOADI;
    if (r > 255 || (!is_signed && x > 0xFFFF))
        put(u, KR_I_WIDE | r >> 8 << 8 | (is_signed ? 0 : x & 0xFFFF0000));
    put(u, (uint32_t)op | (r & 255) << 8 | x << 16);
    put_cache(u, op, 1);
}

void kremit_k(KrUnit *u, KrInstr op, int a, int b, int c, int k)
{
    if (!ready(u))
        return;
    put_abc(u, op, (uint32_t)a, (uint32_t)b, (uint32_t)c);
    put(u, (uint32_t)k);
    put_cache(u, op, 2);
}

/* ---- jumps -------------------------------------------------------------------------------------------------------- */

static void set_offset(KrUnit *u, int at, int offset)
{
    uint32_t *word = unit_at(u, at);
    *word = (*word & 255) | (uint32_t)offset << 8;
}

static void put_jump(KrUnit *u, KrInstr op, KrLabel *to)
{
    int at = kremit_here(u);
    put(u, op);
    if (out_of_memory(u))
        return;
    if (to->at >= 0) {
        set_offset(u, at, to->at - at - 1);
        return;
    }
    krbound_join(u, &to->bound);
    set_offset(u, at, to->pending < 0 ? 0 : to->pending + 1);
    to->pending = at;
}

void kremit_jump(KrUnit *u, KrLabel *to)
{
    if (!ready(u))
        return;
    put_jump(u, KR_I_JMP, to);
    u->dead = true;
}

void kremit_loop(KrUnit *u, KrLabel *to)
{
    if (!ready(u))
        return;
    put_jump(u, KR_I_LOOP, to);
    u->dead = true;
}

void kremit_test(KrUnit *u, KrInstr op, int a, int b, bool sense, KrLabel *to)
{
    if (!ready(u))
        return;
    put_abc(u, op, (uint32_t)a, (uint32_t)b, sense);
    put_jump(u, sense ? KR_I_JSCRATCH : KR_I_JSCRATCHN, to);
}

void kremit_else(KrUnit *u, KrInstr op, int a, int b, int c, KrLabel *to)
{
    if (!ready(u))
        return;
    put_abc(u, op, (uint32_t)a, (uint32_t)b, (uint32_t)c);
    put_jump(u, KR_I_JMP, to);
}

void kremit_label(KrUnit *u, KrLabel *l)
{
    if (out_of_memory(u))
        return;
    bool reached = l->pending >= 0;
    int here = kremit_here(u);
    for (int at = l->pending; at >= 0;) {
        uint32_t *word = unit_at(u, at);
        int next = (int)(*word >> 8) - 1;
        set_offset(u, at, here - at - 1);
        at = next;
    }
    l->pending = -1;
    l->at = here;
    if (!reached)
        return;
    if (!u->dead)
        krbound_join(u, &l->bound);
    krbound_restore(u, l->bound);
    u->dead = false;
}

KrLabel kremit_back(KrUnit *u)
{
    KrLabel l = KR_LABEL;
    krbound_forget_deleted(u);
    l.at = kremit_here(u);
    return l;
}

void kremit_handler(KrUnit *u, int start, int end, int target, int reg)
{
    KrHandler h = {(uint32_t)start, (uint32_t)end, (uint32_t)target, (uint32_t)reg};
    if (start < end)
        krbuf_add(&u->handlers, &h, sizeof h);
}

/* ---- positions ------------------------------------------------------------------------------------------------------ */

static void varint(KrBuf *b, uint32_t v)
{
    for (; v > 127; v >>= 7)
        krbuf_char(b, (char)(v | 128));
    krbuf_char(b, (char)v);
}

static void position(KrBuf *b, const KrCovered *r, int *line)
{
    int delta = r->span.lineno - *line;
    *line = r->span.lineno;
    int more = r->span.end_lineno - r->span.lineno;
    varint(b, r->units);
    varint(b, (uint32_t)delta << 1 ^ (uint32_t)(delta >> 31));
    varint(b, more > 0 ? (uint32_t)more : 0);
    varint(b, r->span.col_offset >= 0 ? (uint32_t)r->span.col_offset + 1 : 0);
    varint(b, r->span.end_col_offset >= 0 ? (uint32_t)r->span.end_col_offset + 1 : 0);
}

bool kremit_finish(KrUnit *u, KrCodeSpec *spec, KrBuf *positions)
{
    const KrCovered *ranges = (const KrCovered *)(void *)u->ranges.data;
    int line = u->firstlineno;
    for (size_t i = 0; i < u->ranges.len / sizeof *ranges; i++)
        position(positions, &ranges[i], &line);
    if (positions->failed || out_of_memory(u))
        return krcompile_no_memory(u->c);
    spec->units = unit_at(u, 0);
    spec->nunits = u->code.len / sizeof(uint32_t);
    spec->handlers = (const KrHandler *)(void *)u->handlers.data;
    spec->nhandlers = u->handlers.len / sizeof(KrHandler);
    spec->positions = (const uint8_t *)positions->data;
    spec->npositions = positions->len;
    return true;
}
