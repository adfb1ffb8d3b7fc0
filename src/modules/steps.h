/* SPDX-License-Identifier: MIT
 * What the stepping natives of several modules share. Layer: modules. */
#ifndef KR_MODULES_STEPS_H
#define KR_MODULES_STEPS_H

#include "modules/modules.h"
#include "vm/ops.h"

/* Fetches the next item of `iterator` into `item`, KR_EMPTY at the end. Where a frame is pushed the step is left, and
 * taken up again at `case number` of the switch over f->state that stands around it. */
#define KR_NEXT_ITEM(item, iterator, number)                                                                  \
    in = krstep_next(vm, iterator);                                                                           \
    if (in == KR_CALLED)                                                                                      \
        return f->state = (number), KR_CALLED;                                                                \
    /* fall through */                                                                                        \
    case (number):                                                                                            \
    in = krstep_next_in(vm, in);                                                                              \
    KR_TRY(in);                                                                                               \
    if (!krcharge(vm, 1))                                                                                     \
        return KR_RAISED;                                                                                     \
    item = in

/* The same for a call with n arguments; the result is in `in`. */
#define KR_CALL_STEP(fn, args, n, number)                                                                     \
    in = krstep_call(vm, fn, args, n);                                                                        \
    if (in == KR_CALLED)                                                                                      \
        return f->state = (number), KR_CALLED;                                                                \
    /* fall through */                                                                                        \
    case (number):                                                                                            \
    KR_TRY(in)

#endif
