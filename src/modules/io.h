/* SPDX-License-Identifier: MIT
 * Streams: what the files of the module _io share. Layer: modules. */
#ifndef KR_MODULES_IO_H
#define KR_MODULES_IO_H

#include "modules/state.h"

typedef struct KrFile {
    KrObj h;
    KrValue extra;
    struct KrFile *next;
    char *buffer;
    size_t len, cap;
    int fd;
} KrFile;

#endif
