/* SPDX-License-Identifier: MIT
 * An arena: many small allocations, one release. The front end frees nothing singly. Layer: base. */
#ifndef KR_BASE_ARENA_H
#define KR_BASE_ARENA_H

#include "base/alloc.h"

typedef struct KrArenaChunk KrArenaChunk;

typedef struct KrArena {
    KrAlloc *alloc;
    KrArenaChunk *chunks; /* private: newest first */
    char *next, *end;     /* private: the free part of the newest chunk */
} KrArena;

void krarena_init(KrArena *arena, KrAlloc *alloc);
void krarena_release(KrArena *arena);
/* n zeroed bytes aligned to 8, valid until release; NULL when memory is out. */
void *krarena_new(KrArena *arena, size_t n) KR_MUST_USE;
/* A copy of n bytes with a NUL behind it. */
char *krarena_text(KrArena *arena, const char *text, size_t n) KR_MUST_USE;

#endif
