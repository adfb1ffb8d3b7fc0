/* SPDX-License-Identifier: MIT
 * Generators, coroutines and asynchronous generators: a frame that lives in a heap object, and the links of delegation.
 * Layer: object. */
#ifndef KR_OBJECT_GEN_H
#define KR_OBJECT_GEN_H

#include "object/func.h"

typedef enum KrGenState { KR_GEN_CREATED, KR_GEN_SUSPENDED, KR_GEN_RUNNING, KR_GEN_CLOSED } KrGenState;

/* Delegation is a chain of exclusive links: `target` of one is `owner`'d by it. Invariants:
 *   - a generator has at most one owner; g->owner->target == g;
 *   - only a root (owner NULL) has a valid `leaf`, and leaf->root is that root: resuming the root enters the leaf;
 *   - a spliced generator is suspended, and its owner's pc stands at its SEND;
 *   - while an owned generator is driven by somebody else than its root, the root is `entangled` and its leaf not valid. */
typedef struct KrGen {
    KrObj h;             /* h.kind: KrGenState */
    struct KrGen *owner, *target;
    struct KrGen *leaf;  /* roots only; NULL means itself */
    struct KrGen *root;  /* of a leaf: whose chain it ends */
    struct KrGen *entered; /* of a root that throw() resumed: the outermost that has been entered; NULL: all of the chain */
    KrValue handled;     /* the exception that its own suspended handlers handle, or empty */
    KrValue inherited;   /* that of the nearest owner, or empty */
    KrValue outer;       /* while it runs: what was handled where it was resumed */
    const KrStr *name, *qualname;
    KrFunc *func;
    KrValue hooks;       /* async generator: its finalizer hook, or empty */
    KrFrame *frame;      /* in this cell, right behind; NULL once closed */
    bool entangled;
    bool running_async, closed_async, hooks_inited, awaited; /* async generators; awaited: a coroutine was started */
    uint8_t yield_kind;  /* C of the YIELD where it is suspended: 2 while it delegates the ordinary way */
    uint16_t sent_reg;   /* the register that gets what is sent on resumption */
    uint16_t nregs;
    uint32_t above;      /* owners in its chain when it was spliced, which its resumption counts as frames below it */
    /* KrFrame header and registers follow (vm/frame.h) */
} KrGen;

#endif
