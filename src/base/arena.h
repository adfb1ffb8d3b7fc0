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
    bool (*watch)(void *user); /* NULL, or asked now and then: false stops the work, as if memory were out */
    void *watch_user;
    size_t unwatched;     /* private: bytes of work since then */
} KrArena;

void krarena_init(KrArena *arena, KrAlloc *alloc);
void krarena_release(KrArena *arena);
/* n zeroed bytes aligned to 8, valid until release; NULL when memory is out. */
void *krarena_new(KrArena *arena, size_t n) KR_MUST_USE;
/* Counts n bytes that are read or written with the arena's help; false when the work is to stop. */
bool krarena_work(KrArena *arena, size_t n) KR_MUST_USE;
/* A copy of n bytes with a NUL behind it. */
char *krarena_text(KrArena *arena, const char *text, size_t n) KR_MUST_USE;

#endif
