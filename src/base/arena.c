/* SPDX-License-Identifier: MIT
 * Arena chunks double from 4 KiB to 256 KiB; a larger request gets a chunk of its own. */
#include "base/arena.h"

#include <string.h>

struct KrArenaChunk {
    KrArenaChunk *next;
    size_t size;
};

enum { FIRST_CHUNK = 4 << 10, LAST_CHUNK = 256 << 10, WATCHED = 64 << 10 };

void krarena_init(KrArena *arena, KrAlloc *alloc)
{
    *arena = (KrArena){.alloc = alloc};
}

void krarena_release(KrArena *arena)
{
    KrArenaChunk *c = arena->chunks;
    while (c) {
        KrArenaChunk *next = c->next;
        kralloc_free(arena->alloc, c, c->size);
        c = next;
    }
    krarena_init(arena, arena->alloc);
}

bool krarena_work(KrArena *arena, size_t n)
{
    arena->unwatched += n;
    if (arena->unwatched < WATCHED || !arena->watch)
        return true;
    arena->unwatched = 0;
    return arena->watch(arena->watch_user);
}

static bool add_chunk(KrArena *arena, size_t n)
{
    size_t size = arena->chunks ? arena->chunks->size * 2 : FIRST_CHUNK;
    if (size > LAST_CHUNK)
        size = LAST_CHUNK;
    if (size < n + sizeof(KrArenaChunk))
        size = n + sizeof(KrArenaChunk);
    KrArenaChunk *c = krarena_work(arena, size) ? kralloc_new(arena->alloc, size) : NULL;
    if (!c)
        return false;
    c->next = arena->chunks;
    c->size = size;
    arena->chunks = c;
    arena->next = (char *)(c + 1);
    arena->end = (char *)c + size;
    return true;
}

void *krarena_new(KrArena *arena, size_t n)
{
    if (n > SIZE_MAX / 2)
        return NULL;
    n = (n + 7) & ~(size_t)7;
    if ((size_t)(arena->end - arena->next) < n && !add_chunk(arena, n))
        return NULL;
    void *p = arena->next;
    arena->next += n;
    return memset(p, 0, n);
}

char *krarena_text(KrArena *arena, const char *text, size_t n)
{
    char *p = krarena_new(arena, n + 1);
    return p && n ? memcpy(p, text, n) : p;
}
