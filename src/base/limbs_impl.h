/* SPDX-License-Identifier: MIT
 * What the limbs_*.c files share: scratch memory and the poll. Not for other files. */
#ifndef KR_BASE_LIMBS_IMPL_H
#define KR_BASE_LIMBS_IMPL_H

#include "base/limbs.h"

#include <errno.h>
#include <gmp.h>
#include <string.h>

_Static_assert(sizeof(mp_limb_t) == sizeof(uint64_t) && GMP_NAIL_BITS == 0, "limbs are 64 bits");

/* n limbs of scratch, to be freed with the same n; NULL when memory is out. */
static inline uint64_t *krlimbs_scratch(KrLimbs *c, size_t n)
{
    return n < SIZE_MAX / 16 ? kralloc_new(c->alloc, (n + 1) * sizeof(uint64_t)) : NULL;
}

static inline void krlimbs_unscratch(KrLimbs *c, uint64_t *p, size_t n)
{
    kralloc_free(c->alloc, p, p ? (n + 1) * sizeof(uint64_t) : 0);
}

static inline int krlimbs_poll(KrLimbs *c, uint64_t work)
{
    return c->poll && !c->poll(c->user, work) ? -ECANCELED : 0;
}

static inline void krlimbs_copy(uint64_t *r, const uint64_t *a, size_t n)
{
    if (n > 0 && r != a)
        memmove(r, a, n * sizeof *a);
}

static inline void krlimbs_zero(uint64_t *r, size_t n)
{
    if (n > 0)
        memset(r, 0, n * sizeof *r);
}

#endif
