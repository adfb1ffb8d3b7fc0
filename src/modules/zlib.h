/* SPDX-License-Identifier: MIT
 * A stream of zlib's. Layer: modules. */
#ifndef KR_MODULES_ZLIB_H
#define KR_MODULES_ZLIB_H

#include "modules/modules.h"

#ifdef KR_HAVE_ZLIB
#include <zlib.h>
#endif

typedef struct KrZlibStream {
    KrObj h;
    bool open, deflate, ended;
    int64_t left; /* bytes of the last input that were not read */
#ifdef KR_HAVE_ZLIB
    z_stream z;
#endif
} KrZlibStream;

#endif
