/* SPDX-License-Identifier: MIT
 * Registers: temporaries in a stack over the local variables, and which variables are surely bound. */
#include "compile/unit.h"

int krreg_take(KrUnit *u, int n)
{
    int first = u->top;
    if (first + n > KR_MOST_REGS) {
        krcompile_error(u->c, u->span, "too many registers are needed");
        return u->nlocals;
    }
    u->top += n;
    if (u->top > u->max)
        u->max = u->top;
    return first;
}

int krreg_own(KrUnit *u, int dst)
{
    return krreg_is_temp(u, dst) ? dst : krreg_take(u, 1);
}

void krreg_move(KrUnit *u, int dst, int src)
{
    if (dst != src)
        kremit(u, KR_I_MOVE, dst, src, 0);
}

/* ---- what is bound ---------------------------------------------------------------------------------------------------- */

static size_t words(const KrUnit *u)
{
    return ((size_t)u->nlocals + 63) / 64;
}

void krbound_set(KrUnit *u, int reg)
{
    if (reg < u->nlocals && u->bound)
        u->bound[reg / 64] |= (KrBits)1 << reg % 64;
}

void krbound_clear(KrUnit *u, int reg)
{
    if (reg < u->nlocals && u->bound)
        u->bound[reg / 64] &= ~((KrBits)1 << reg % 64);
}

bool krbound_has(const KrUnit *u, int reg)
{
    return u->bound && u->bound[reg / 64] >> reg % 64 & 1;
}

KrBits *krbound_copy(KrUnit *u)
{
    if (!u->bound)
        return NULL;
    KrBits *copy = krcompile_new(u->c, words(u) * sizeof *copy);
    if (copy)
        memcpy(copy, u->bound, words(u) * sizeof *copy);
    return copy;
}

void krbound_restore(KrUnit *u, const KrBits *from)
{
    if (u->bound && from)
        memcpy(u->bound, from, words(u) * sizeof *from);
}

void krbound_join(KrUnit *u, KrBits **into)
{
    if (!*into) {
        *into = krbound_copy(u);
        return;
    }
    for (size_t i = 0; u->bound && i < words(u); i++)
        (*into)[i] &= u->bound[i];
}

void krbound_forget_deleted(KrUnit *u)
{
    for (size_t i = 0; u->bound && i < words(u); i++)
        u->bound[i] &= ~u->unbinds[i];
}
