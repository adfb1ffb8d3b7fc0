/* SPDX-License-Identifier: MIT
 * Writing the image of the frozen library (object/frozen.h). Layer: freeze, a program of the build. */
#ifndef KR_FREEZE_IMAGE_H
#define KR_FREEZE_IMAGE_H

#include "base/buf.h"
#include "object/frozen.h"

typedef struct Image {
    KrVm *vm;
    KrBuf out;       /* the image, its KrFrozenImage first */
    KrDict *strings; /* str to offset */
    KrDict *blobs;    /* bytes of what is shared, to offset */
    KrBuf names;     /* offsets of the interned ones */
    KrBuf modules;   /* KrFrozenModule[] */
    const char *error;
} Image;

void image_init(Image *image, KrVm *vm);
/* Modules come sorted by name. False with image->error or an exception of the VM. */
bool image_add(Image *image, const char *name, KrCode *code, bool package);
bool image_finish(Image *image);
void image_release(Image *image);

#endif
