/* SPDX-License-Identifier: MIT
 * The slow paths of instructions. Each returns a value, KR_RAISED, or KR_CALLED with a frame pushed whose result goes to
 * `dst` of the current frame (whose pc is saved). Layer: vm. */
#ifndef KR_VM_OPS_H
#define KR_VM_OPS_H

#include "vm/frame.h"

typedef enum KrOp {
#define KR_OP(name, ...) KR_OP_##name,
#include "opcodes.inc" /* generated from grammar/opcodes.def */
#undef KR_OP
    KR_OP_COUNT
} KrOp;

extern const uint8_t krop_units[256]; /* length of an instruction in units; 1 for unused opcodes (disasm.c) */

/* The units of an attribute instruction: the cache of one lookup. */
typedef struct __attribute__((packed, aligned(4))) KrAttrCache {
    uint32_t ins;
    uint32_t name;     /* constant index */
    uint32_t shape;    /* of the object */
    uint32_t version;  /* of `type`, or of the dict's keys */
    uint64_t type;     /* KrType * whose version guards, or the class itself */
    uint64_t value;    /* what was found, or the byte offset of the slot, or the entry's number */
} KrAttrCache;
typedef struct KrGlobalCache {
    uint32_t ins;      /* its Bx is the name's constant index */
    uint32_t entry;    /* number in the dict's entries */
    uint32_t version;  /* of the globals' keys */
    uint32_t builtins; /* of the builtins' keys */
} KrGlobalCache;

/* op_arith.c */
KrValue krop_binary(KrVm *vm, KrDunder d, KrValue a, KrValue b, uint16_t dst) KR_MUST_USE;
KrValue krop_inplace(KrVm *vm, KrDunder d, KrValue a, KrValue b, uint16_t dst) KR_MUST_USE;
/* a op= b without its in-place method. */
KrValue krop_unary(KrVm *vm, KrDunder d, KrValue a, uint16_t dst) KR_MUST_USE;
KrValue krop_compare(KrVm *vm, KrCmp op, KrValue a, KrValue b, uint16_t dst) KR_MUST_USE;
KrValue krop_truth(KrVm *vm, KrValue v, uint16_t dst) KR_MUST_USE; /* True or False in the end */
KrValue krop_contains(KrVm *vm, KrValue item, KrValue container, bool negate, uint16_t dst) KR_MUST_USE;
/* The frame of an operator method returned NotImplemented: the next candidate, or the TypeError. */
KrValue krop_binary_retry(KrVm *vm, KrFrame *f) KR_MUST_USE;
/* Goes on with an int of up to 127 bits through the instructions that only pass it on; see op_wide.c. */
const uint32_t *krop_wide(KrVm *vm, KrFrame *f, const uint32_t *pc, uint32_t reg, __int128 v, bool *ok);

/* op_attr.c */
KrValue krop_getattr(KrVm *vm, KrFrame *f, KrAttrCache *c, KrValue o, uint16_t dst) KR_MUST_USE;
KrValue krop_setattr(KrVm *vm, KrFrame *f, KrAttrCache *c, KrValue o, KrValue v) KR_MUST_USE;
KrValue krop_delattr(KrVm *vm, KrValue o, const KrStr *name) KR_MUST_USE;
KrValue krop_getmethod(KrVm *vm, KrFrame *f, KrAttrCache *c, KrValue o, uint16_t dst) KR_MUST_USE;
KrValue krop_getsuper(KrVm *vm, KrValue cls, KrValue self, const KrStr *name, KrValue *window) KR_MUST_USE;
KrValue krop_getspecial(KrVm *vm, KrValue o, KrDunder d, KrValue *window) KR_MUST_USE;
KrValue krop_globalget(KrVm *vm, KrFrame *f, KrGlobalCache *c, const KrStr *name) KR_MUST_USE;
/* A name of a class's namespace or another mapping, then of a closure cell, or of globals and builtins. */
KrValue krop_dictfree(KrVm *vm, KrFrame *f, KrValue mapping, uint32_t index) KR_MUST_USE;
KrValue krop_dictglobal(KrVm *vm, KrFrame *f, KrValue mapping, const KrStr *name) KR_MUST_USE;
bool krop_globalset(KrVm *vm, KrFrame *f, KrGlobalCache *c, const KrStr *name, KrValue v) KR_MUST_USE;
bool krop_globaldel(KrVm *vm, KrFrame *f, const KrStr *name) KR_MUST_USE;
KrValue krop_nameget(KrVm *vm, KrFrame *f, KrGlobalCache *c, const KrStr *name) KR_MUST_USE;
bool krop_nameset(KrVm *vm, KrFrame *f, KrGlobalCache *c, const KrStr *name, KrValue v) KR_MUST_USE;
bool krop_namedel(KrVm *vm, KrFrame *f, const KrStr *name) KR_MUST_USE;

/* op_item.c */
KrValue krop_getitem(KrVm *vm, KrValue o, KrValue key, uint16_t dst) KR_MUST_USE;
KrValue krop_setitem(KrVm *vm, KrValue o, KrValue key, KrValue v /* empty deletes */) KR_MUST_USE;
KrValue krop_iter(KrVm *vm, KrValue o, uint16_t dst) KR_MUST_USE;
KrValue krop_next(KrVm *vm, KrValue it, uint16_t dst, uint32_t flags) KR_MUST_USE; /* KR_EMPTY: exhausted */
KrValue krenumerate_pair(KrVm *vm, KrIterPair *e, KrValue item) KR_MUST_USE;
bool krop_unpack(KrVm *vm, KrValue v, KrValue *to, uint32_t n) KR_MUST_USE;
bool krop_unpackex(KrVm *vm, KrValue v, KrValue *to, uint32_t before, uint32_t after) KR_MUST_USE;

/* op_build.c */
KrValue krop_build(KrVm *vm, uint32_t op, KrValue *items, uint32_t n) KR_MUST_USE; /* LIST TUPLE SET DICT STRING */
bool krop_extend(KrVm *vm, KrValue list, KrValue iterable, KrValue callable) KR_MUST_USE;
bool krop_merge(KrVm *vm, KrValue dict, KrValue mapping, KrValue callable) KR_MUST_USE;
KrValue krop_format(KrVm *vm, KrValue v, KrValue spec, uint32_t conversion) KR_MUST_USE;
KrValue krop_function(KrVm *vm, KrFrame *f, uint32_t index /* of the code in consts */, KrValue *parts) KR_MUST_USE;
KrValue krop_template(KrVm *vm, KrValue strings, KrValue interpolations) KR_MUST_USE;
KrValue krop_interpolation(KrVm *vm, KrValue *parts, uint32_t conversion) KR_MUST_USE;
KrValue krop_typeparam(KrVm *vm, KrValue *parts, uint32_t kind) KR_MUST_USE;
KrValue krop_typealias(KrVm *vm, KrValue *parts) KR_MUST_USE;
KrValue krop_genericbase(KrVm *vm, KrValue params) KR_MUST_USE;

bool krop_update(KrVm *vm, KrValue dict, KrValue mapping) KR_MUST_USE;
KrValue krop_buildclass(KrVm *vm, KrFrame *f) KR_MUST_USE;

/* op_import.c */
KrValue krop_import(KrVm *vm, KrFrame *f, const KrStr *name, KrValue fromlist, int level, uint16_t dst) KR_MUST_USE;
KrValue krop_importfrom(KrVm *vm, KrValue module, const KrStr *name) KR_MUST_USE;
bool krop_importstar(KrVm *vm, KrFrame *f, KrValue module) KR_MUST_USE;

/* op_flow.c: exceptions, with, match, coroutines */
void krop_raise(KrVm *vm, KrValue exception, KrValue cause, uint32_t mode);
void krop_reraise(KrVm *vm, KrFrame *f, KrValue exception);
int krop_exception_matches(KrVm *vm, KrValue exception, KrValue cls) KR_MUST_USE;
bool krop_groupmatch(KrVm *vm, KrValue exception, KrValue cls, KrValue *matched, KrValue *rest) KR_MUST_USE;
KrValue krop_groupreraise(KrVm *vm, KrValue original, KrValue raised) KR_MUST_USE;
bool krop_is_sequence(KrVm *vm, KrValue v);
bool krop_is_mapping(KrVm *vm, KrValue v);
KrValue krop_matchkeys(KrVm *vm, KrValue mapping, KrValue keys) KR_MUST_USE;
KrValue krop_matchclass(KrVm *vm, KrValue subject, KrValue cls, uint32_t npositional, KrValue names) KR_MUST_USE;
KrValue krop_yielditer(KrVm *vm, KrFrame *f, KrValue v) KR_MUST_USE;
KrValue krop_awaitable(KrVm *vm, KrValue v, uint32_t why) KR_MUST_USE;
KrValue krop_aiter(KrVm *vm, KrValue v) KR_MUST_USE;
KrValue krop_anext(KrVm *vm, KrValue v) KR_MUST_USE;
/* SEND to anything but a fresh generator: a yielded value, KR_RAISED, KR_CALLED, or KR_EMPTY with *returned set. */
KrValue krop_send(KrVm *vm, KrFrame *f, KrValue delegate, KrValue sent, KrValue *returned, uint16_t dst) KR_MUST_USE;
/* The close() of an iterator that a generator delegates to, if it has one. */
bool krop_close_delegate(KrVm *vm, KrValue delegate) KR_MUST_USE;
KrValue krop_unbound(KrVm *vm, KrFrame *f, uint32_t varname); /* CHECKBOUND and CELLGET failed */
KrValue krop_unbound_free(KrVm *vm, KrFrame *f, uint32_t index);
KrValue krop_assertfail(KrVm *vm, KrValue argument /* or empty */);
bool krop_printexpr(KrVm *vm, KrValue v) KR_MUST_USE;
bool krop_annotations(KrVm *vm, KrFrame *f, unsigned what, const KrValue *a, const KrValue *b) KR_MUST_USE; /* see opcodes.def */

/* call.c */
/* What the flags of a frame that returned `v` still ask for; a value, KR_RAISED or KR_CALLED. */
KrValue krreturn_adjust(KrVm *vm, KrFrame *f, KrValue v) KR_MUST_USE;

#endif
