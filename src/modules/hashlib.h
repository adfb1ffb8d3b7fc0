/* SPDX-License-Identifier: MIT
 * A hash in the making. Layer: modules. */
#ifndef KR_MODULES_HASHLIB_H
#define KR_MODULES_HASHLIB_H

#include "base/digest.h"
#include "modules/modules.h"

typedef struct KrHash {
    KrObj h;
    KrValue extra;
    KrDigest digest;
} KrHash;

#endif
