/* SPDX-License-Identifier: MIT
 * The frozen library: modules compiled at build time, one read-only image of offsets without a pointer. Layer: object.
 *
 * Strings, bytes, complex numbers and large ints lie in the image as the const objects that they are, so every VM uses them
 * in place. A function's code is a KrFrozenCode there; the first call makes the VM's own KrCode of it (krcode_thaw), with
 * instructions that can be written to. src/freeze writes the image; everything in it is aligned to 8 bytes. */
#ifndef KR_OBJECT_FROZEN_H
#define KR_OBJECT_FROZEN_H

#include "object/func.h"

/* A value of the image: the low three bits say what the others are. */
typedef uint32_t KrFrozenRef;
enum {
    KR_FROZEN_OBJECT, /* offset of a const object; 0 is no value at all */
    KR_FROZEN_NAME,   /* offset into krnames */
    KR_FROZEN_CODE,   /* offset of a KrFrozenCode */
    KR_FROZEN_WORD,   /* offset of a KrValue that is no pointer */
    KR_FROZEN_SMALL,  /* int of 29 bits */
    KR_FROZEN_TUPLE,  /* offset of a KrFrozenRefs; in FROZENSET likewise */
    KR_FROZEN_FROZENSET,
};

typedef struct KrFrozenRefs {
    uint32_t n;
    KrFrozenRef at[];
} KrFrozenRefs;

typedef struct KrFrozenCode {
    KR_CODE_HEAD;
    KrFrozenRef name, qualname, filename, doc;
    uint32_t consts, varnames, cellvars, freevars; /* offsets of KrFrozenRefs */
    uint32_t units;     /* offset of instructions without their caches: see krfrozen_kept */
    uint32_t handlers;  /* offset of a KrRaw, or 0 */
    uint32_t positions; /* offset of a KrRaw */
} KrFrozenCode;

typedef struct KrFrozenModule {
    KrFrozenRef name; /* dotted */
    KrFrozenRef code;
    uint32_t package; /* it is the __init__ of a package */
} KrFrozenModule;

typedef struct KrFrozenImage {
    uint32_t size;
    uint32_t nmodules, modules;  /* offset of KrFrozenModule[], sorted by name */
    uint32_t names, names_mask;  /* offset of a table of interned strings, open-addressed by hash: offsets, 0 for none */
} KrFrozenImage;

extern const uint64_t krfrozen[]; /* a KrFrozenImage and what belongs to it; without a library all zero */

static inline const KrFrozenImage *krfrozen_image(void) { return (const KrFrozenImage *)krfrozen; }
static inline const void *krfrozen_at(uint32_t offset) { return (const char *)krfrozen + offset; }
/* A str of the image or of krnames. */
const KrStr *krfrozen_str(KrFrozenRef ref);
/* The interned string with this text, or NULL. */
const KrStr *krfrozen_name(const char *text, size_t n, uint64_t hash);
/* The module of that dotted name, or NULL. */
const KrFrozenModule *krfrozen_find(const char *name, size_t n);
static inline KrCode *krfrozen_code(KrFrozenRef ref) { return (KrCode *)krfrozen_at(ref & ~7u); }
/* The key of frozen code in vm->thawed. */
static inline KrValue krfrozen_key(const KrCode *code) { return krsmall((const char *)code - (const char *)krfrozen); }
/* How many of an instruction's units the image keeps; the others are an empty inline cache. */
uint32_t krfrozen_kept(uint32_t op);
uint32_t krfrozen_units(uint32_t op);

#endif
