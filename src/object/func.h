/* SPDX-License-Identifier: MIT
 * Code, functions, methods, cells, modules, properties and the other things that attributes lead to. Layer: object. */
#ifndef KR_OBJECT_FUNC_H
#define KR_OBJECT_FUNC_H

#include "object/runtime.h"

enum { /* co_flags, CPython's values */
    KR_CO_OPTIMIZED = 1, KR_CO_NEWLOCALS = 2, KR_CO_VARARGS = 4, KR_CO_VARKEYWORDS = 8, KR_CO_NESTED = 16,
    KR_CO_GENERATOR = 32, KR_CO_COROUTINE = 128, KR_CO_ITERABLE_COROUTINE = 256, KR_CO_ASYNC_GENERATOR = 512,
    KR_CO_FUTURE_ANNOTATIONS = 0x1000000, KR_CO_HAS_DOCSTRING = 0x4000000, KR_CO_METHOD = 0x8000000,
};
#define KR_CO_ANY_GENERATOR (KR_CO_GENERATOR | KR_CO_COROUTINE | KR_CO_ASYNC_GENERATOR)

/* A range of instructions guarded by a handler; inner ranges come before outer ones. */
typedef struct KrHandler {
    uint32_t start, end; /* units, [start, end) */
    uint32_t target;     /* unit where the handler begins */
    uint32_t reg;        /* register that receives the exception */
} KrHandler;

/* Instructions are writable: the interpreter specialises them and fills their caches. Registers 0.. are the local
 * variables in the order of `varnames` (parameters first, as CPython orders them); a local that an inner function uses
 * holds a cell, made by CELLNEW in the prologue. The last register is the scratch register. */
/* The head is the same in a code object of the heap and in one of the frozen library (frozen.h), so that what looks at the
 * head alone need not tell them apart. */
#define KR_CODE_HEAD                                                                                                    \
    KrObj h;             /* KR_F_CONST: a KrFrozenCode, to be thawed before anything behind the head is read */         \
    uint32_t flags;      /* KR_CO_* */                                                                                  \
    uint32_t firstlineno;                                                                                               \
    uint32_t fast_args;  /* argcount if the frame can be entered with just that many arguments in place, else UINT32_MAX */ \
    int32_t entry_cost;  /* budget units that a call charges */                                                         \
    uint16_t argcount, posonly, kwonly; /* positional (posonly included) and keyword-only parameters */                 \
    uint16_t nregs;      /* registers in all */                                                                         \
    uint16_t nlocals;                                                                                                   \
    uint32_t nunits, nhandlers

typedef struct KrCode {
    KR_CODE_HEAD;
    KrTuple *consts;
    KrTuple *varnames;   /* all registers that are local variables, cells included */
    KrTuple *cellvars, *freevars;
    const KrStr *name, *qualname;
    KrStr *filename;
    KrRaw *units;        /* uint32_t instructions */
    const KrRaw *handlers;  /* KrHandler[] or NULL */
    const KrRaw *positions; /* see krcode_position */
    KrValue doc;         /* docstring or None */
} KrCode;

/* Everything the compiler knows; arrays are copied. Fails with an exception pending. */
typedef struct KrCodeSpec {
    KrTuple *consts, *varnames, *cellvars, *freevars;
    const KrStr *name, *qualname;
    KrStr *filename;
    const uint32_t *units;
    const KrHandler *handlers;
    const uint8_t *positions;
    size_t nunits, nhandlers, npositions;
    KrValue doc;
    uint32_t flags, firstlineno;
    uint32_t argcount, posonly, kwonly, nregs, nlocals;
} KrCodeSpec;
KrCode *krcode_new(KrVm *vm, const KrCodeSpec *spec) KR_MUST_USE;

typedef struct KrPosition {
    int line, end_line, col, end_col; /* lines from 1, 0 if unknown; columns from 0 in UTF-8 bytes, -1 if unknown */
} KrPosition;
/* `positions` is a sequence of records: units covered (varint), line minus the previous record's line (zigzag varint; the
 * first counts from firstlineno), end_line - line (varint), col + 1 (varint), end_col + 1 (varint); 0 columns are unknown. A
 * varint has 7 bits a byte, least significant first, the top bit set on all but the last. With KR_POSITIONS_LINES in the
 * cell's header a record is the first two numbers. */
enum { KR_POSITIONS_LINES = KR_F_A };
KrPosition krcode_position(const KrCode *code, uint32_t unit);

/* This VM's own instance of frozen code, made at its first call; other code as it is. NULL: MemoryError pending. */
KrCode *krcode_thaw(KrVm *vm, KrCode *code) KR_MUST_USE;

uint32_t krcode_fast_args(const KrCode *code); /* what fast_args is once the code may run */
/* Empties the inline caches of the code's instructions. */
void krcode_forget_caches(KrVm *vm, KrCode *code);

typedef struct KrFunc {
    KrObj h;
    KrCode *code;
    KrDict *globals;
    KrTuple *defaults;    /* NULL if none */
    KrDict *kwdefaults;   /* NULL if none */
    KrTuple *closure;     /* cells, or NULL */
    KrValue annotations;  /* empty, a dict, what makes it when called, or a pair of that and the dict it made */
    KrValue doc;
    const KrStr *name, *qualname;
    KrValue module;       /* __module__ or empty */
    KrDict *builtins;
    KrValue type_params;  /* tuple or empty */
    KrValue extra;
} KrFunc;
KrFunc *krfunc_new(KrVm *vm, KrCode *code, KrDict *globals) KR_MUST_USE;
/* The function's code, ready to run. NULL: MemoryError pending. */
KR_MUST_USE static inline KrCode *krfunc_thaw(KrVm *vm, KrFunc *f)
{
    if (KR_UNLIKELY(f->code->h.flags & KR_F_CONST)) {
        KrCode *code = krcode_thaw(vm, f->code);
        if (code)
            KR_STORE_PTR(vm, f, &f->code, code);
        return code;
    }
    return f->code;
}

typedef struct KrCell {
    KrObj h;
    KrValue value; /* empty: unbound */
} KrCell;

/* method: fn is any callable; builtin_function_or_method and method-wrapper: fn is a KrMember. */
typedef struct KrBound {
    KrObj h;
    KrValue fn, self;
} KrBound;
/* "__get__(None, None) is invalid", else true; a is (self, instance, owner). */
bool krdescriptor_check_get(KrVm *vm, const KrValue *a) KR_MUST_USE;
KrValue krbound_new(KrVm *vm, KrValue fn, KrValue self) KR_MUST_USE; /* chooses the type by fn */

typedef struct KrModule {
    KrObj h;
    KrDict *dict;
    KrValue extra; /* an instance of a subclass may have slots */
} KrModule;
KrModule *krmodule_new(KrVm *vm, const KrStr *name) KR_MUST_USE;

typedef struct KrProperty {
    KrObj h;
    KrValue get, set, del, doc, name; /* empty or None if absent */
    KrValue spare;
    KrValue extra;
    bool getter_doc;
} KrProperty;
typedef struct KrWrapped {
    KrObj h;
    KrValue value, other;
    KrValue extra;
} KrWrapped;
typedef struct KrSuper {
    KrObj h;
    KrValue type, self, self_type; /* self empty: unbound */
    KrValue spare;
    KrValue extra;
} KrSuper;
/* A slot of a Python class with __slots__: where in the instance it lies. */
typedef struct KrSlotMember {
    KrObj h;
    const KrStr *name;
    KrType *owner;
    uint32_t slot;  /* index as in shapes */
} KrSlotMember;
typedef struct KrProxy {
    KrObj h;
    KrValue mapping; /* of a built-in type: the type itself */
} KrProxy;

#endif
