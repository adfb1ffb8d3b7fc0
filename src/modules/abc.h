/* SPDX-License-Identifier: MIT
 * What an abstract base class knows of its virtual subclasses. Layer: modules. */
#ifndef KR_MODULES_ABC_H
#define KR_MODULES_ABC_H

#include "modules/modules.h"

/* Sets of weak references to classes; the negative cache holds for one value of the VM's counter of registrations. */
typedef struct KrAbcData {
    KrObj h;
    KrSet *registry, *cache, *negative;
    uint64_t version;
} KrAbcData;

#endif
