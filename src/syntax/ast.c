/* SPDX-License-Identifier: MIT
 * The constructors of the syntax tree, and the table of its names. */
#include "syntax/ast.h"

#include "base/hash.h"
#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

#define KR_AST_BODIES
#include "ast_nodes.inc"

enum { FIRST_SIZE = 256 };

/* Open addressing, a power of two of slots, at most half of them taken. */
struct KrNameTable {
    KrArena *arena;
    const KrName **slots;
    uint32_t mask, used;
};

KrNameSeq *krast_new_name_seq(KrArena *arena, int n)
{
    KrNameSeq *seq = krarena_new(arena, sizeof *seq + (size_t)n * sizeof *seq->at);
    if (seq)
        seq->n = n;
    return seq;
}

KrNameTable *krast_names_new(KrArena *arena)
{
    KrNameTable *names = krarena_new(arena, sizeof *names);
    if (!names)
        return NULL;
    names->arena = arena;
    names->mask = FIRST_SIZE - 1;
    names->slots = krarena_new(arena, FIRST_SIZE * sizeof *names->slots);
    return names->slots ? names : NULL;
}

static bool grow(KrNameTable *names)
{
    uint32_t mask = names->mask * 2 + 1;
    const KrName **slots = krarena_new(names->arena, ((size_t)mask + 1) * sizeof *slots);
    if (!slots)
        return false;
    for (uint32_t i = 0; i <= names->mask; i++) {
        const KrName *name = names->slots[i];
        if (!name)
            continue;
        uint32_t at = name->hash & mask;
        while (slots[at])
            at = (at + 1) & mask;
        slots[at] = name;
    }
    names->slots = slots;
    names->mask = mask;
    return true;
}

const KrName *krast_name(KrNameTable *names, const char *text, size_t n)
{
    uint32_t hash = (uint32_t)krhash_bytes(text, n);
    uint32_t at = hash & names->mask;
    for (const KrName *name; (name = names->slots[at]); at = (at + 1) & names->mask)
        if (name->hash == hash && name->len == n && memcmp(name->text, text, n) == 0)
            return name;
    KrName *name = krarena_new(names->arena, sizeof *name + n + 1);
    if (!name)
        return NULL;
    name->len = (uint32_t)n;
    name->hash = hash;
    memcpy(name->text, text, n);
    names->slots[at] = name;
    if (++names->used * 2 > names->mask && !grow(names))
        return NULL;
    return name;
}

const KrName *krast_identifier(KrNameTable *names, const char *text, size_t n)
{
    if (KR_LIKELY(krutf8_ascii_prefix(text, n) == n))
        return krast_name(names, text, n);
    const utf8proc_uint8_t *source = (const utf8proc_uint8_t *)text;
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT;
    utf8proc_ssize_t size = utf8proc_decompose(source, (utf8proc_ssize_t)n, NULL, 0, options);
    if (size < 0) /* not valid text: the lexer would have said so */
        return krast_name(names, text, n);
    utf8proc_int32_t *code_points =
        krarena_new(names->arena, ((size_t)size + 1) * sizeof *code_points);
    if (!code_points)
        return NULL;
    utf8proc_decompose(source, (utf8proc_ssize_t)n, code_points, size, options);
    utf8proc_ssize_t length = utf8proc_reencode(code_points, size, options);
    return krast_name(names, (const char *)code_points, (size_t)length);
}
