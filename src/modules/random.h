/* SPDX-License-Identifier: MIT
 * The generator's state. Layer: modules. */
#ifndef KR_MODULES_RANDOM_H
#define KR_MODULES_RANDOM_H

#include "modules/modules.h"

enum { KR_TWISTER_WORDS = 624 };

typedef struct KrRandom {
    KrObj h;
    KrValue extra;
    uint32_t index; /* of the next word; KR_TWISTER_WORDS: make new ones */
    uint32_t state[KR_TWISTER_WORDS];
} KrRandom;

KrValue krn_Random_seed(KrVm *vm, KrValue *a, uint32_t n);

#endif
