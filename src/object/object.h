/* SPDX-License-Identifier: MIT
 * Object header, shapes, types and the const records of native methods. Layer: object. */
#ifndef KR_OBJECT_OBJECT_H
#define KR_OBJECT_OBJECT_H

#include "object/value.h"

typedef struct KrType KrType;
typedef struct KrShape KrShape;
typedef struct KrMember KrMember;
typedef struct KrStr KrStr;
typedef struct KrTuple KrTuple;
typedef struct KrDict KrDict;
typedef struct KrList KrList;
typedef struct KrFrame KrFrame;
typedef struct KrTracer KrTracer;

/* Every cell of the heap and every const object begins with this. Shape ids below KR_T_COUNT are the built-in types'
 * own numbers; 0 marks a cell that holds no object. */
struct KrObj {
    uint32_t shape;
    uint8_t flags;  /* KR_F_* */
    uint8_t kind;   /* the type's own use */
    uint16_t small; /* the type's own use */
};

enum {
    KR_F_CONST = 1,     /* lies in read-only memory, outside the heap */
    KR_F_WEAKREF = 2,   /* the VM's table of weak references knows it */
    KR_F_FINALIZE = 4,  /* has something to do before it is freed; the block's finaliser list knows it */
    KR_F_FINALIZED = 8, /* that has been done */
    KR_F_A = 16, KR_F_B = 32, KR_F_C = 64, KR_F_D = 128, /* the type's own use */
};

typedef enum KrTypeNumber {
    KR_T_none_ = 0,
#define KR_TYPE(id, ...) KR_T_##id,
#include "types.inc" /* generated from grammar/types.def and errors.def */
#undef KR_TYPE
    KR_T_COUNT
} KrTypeNumber;

typedef enum KrDunder {
    KR_D_none_ = 0,
#define KR_DUNDER(id, name, args) KR_D_##id,
#include "dunders.inc" /* generated from grammar/dunders.def */
#undef KR_DUNDER
    KR_D_COUNT
} KrDunder;

/* ---- shapes ---------------------------------------------------------------------------------------------------- */

enum { KR_SHAPE_DICT = 1 /* attributes are in a dict in the object's `extra` word, none in slots */ };

/* What the slots of an instance mean: a chain from the type's root shape, one attribute name a link.
 * Ids are never used again within a VM, so an inline cache compares ids and nothing else. */
struct KrShape {
    KrObj h;
    KrType *type;
    KrShape *parent; /* NULL at the root */
    const KrStr *name; /* interned: what slot nslots - 1 holds */
    KrValue next;    /* transitions: empty, one KrShape, or a dict of name to shape */
    uint32_t id;
    uint16_t nslots;
    uint16_t flags;  /* KR_SHAPE_* */
};

/* ---- types ----------------------------------------------------------------------------------------------------- */

enum {
    KR_TF_BUILTIN = 1,      /* const, shared by all VMs */
    KR_TF_BASE = 2,         /* may be subclassed */
    KR_TF_VAR = 4,          /* instances vary in size: `extra` lies behind the items, see krobj_extra */
    KR_TF_EXTRA = 8,        /* instances have an `extra` word: dict or overflow slots */
    KR_TF_NO_DICT = 16,     /* no attribute beyond __slots__ */
    KR_TF_INT = 32, KR_TF_STR = 64, KR_TF_BYTES = 128, KR_TF_LIST = 256, KR_TF_TUPLE = 512, KR_TF_DICT = 1024,
    KR_TF_TYPE = 2048, KR_TF_EXCEPTION = 4096, KR_TF_SET = 8192, KR_TF_FLOAT = 16384, /* is or derives from it */
    KR_TF_HIDDEN = 1 << 15,  /* not reachable by name: internal cells */
    KR_TF_NO_NEW = 1 << 16,  /* "cannot create 'X' instances" */
    KR_TF_ABSTRACT = 1 << 17,/* has abstract methods */
    KR_TF_GETATTRIBUTE = 1 << 18, /* some class of the MRO but object defines __getattribute__ */
    KR_TF_SEQUENCE = 1 << 19, KR_TF_MAPPING = 1 << 20, /* for match */
    KR_TF_FINALIZE = 1 << 21, /* instances are finalised: __del__ or a native hook */
    KR_TF_SETATTR = 1 << 22, /* some class of the MRO but object defines __setattr__ or __delattr__ */
    KR_TF_SUBCLASSED = 1 << 24, /* made at run time, and so is a class that derives from it */
    KR_TF_WEAKREF = 1 << 23, /* instances can be weakly referenced */
    KR_TF_WATCH = 1 << 25,  /* made by the host: `free` is to run for each instance */
};

typedef void (*KrTraceFn)(KrTracer *t, KrObj *o);
/* Frees what the collector cannot see, or hands the object to the finaliser queue. Runs inside a collection: allocates
 * nothing and calls no Python. */
typedef void (*KrFreeFn)(KrVm *vm, KrObj *o);

struct KrType {
    KrObj h;
    uint32_t number;   /* in vm->types; also the id of the root shape if built in */
    uint32_t flags;    /* KR_TF_* */
    uint32_t version;  /* bumped when an attribute of this or an inherited class changes; inline caches compare it */
    uint32_t size;     /* bytes of an instance without inline slots (of the fixed part if KR_TF_VAR) */
    uint16_t refs;     /* reference words right behind the header that the collector follows */
    uint16_t extra;    /* byte offset of the `extra` word, 0 if none or KR_TF_VAR; inline slots follow it */
    uint16_t inline_slots;
    uint16_t nmembers; /* built in: rows of krmembers from first_member on, sorted by name */
    uint32_t first_member;
    uint32_t doc;      /* built in: offset into krdocs */
    const KrType *base;
    const KrType *base2; /* built in: a second base; the MRO is then this, base, and base2's MRO */
    const KrType *solid; /* the nearest class, built in or with storage of the host's, whose layout instances have */
    const KrStr *name;
    const char *module;  /* built in: "builtins" or where it is imported from */
    const uint16_t *dunders; /* built in: [KR_D_COUNT] row of krmembers + 1, or 0, inherited ones included */
    KrTraceFn trace;     /* NULL: `refs` says it all */
    KrFreeFn free;
    KrFreeFn finalize;   /* runs at a poll, before the object may be freed; may call Python */
    /* classes made at run time */
    KrDict *dict;
    KrTuple *bases;
    KrTuple *mro;
    const KrStr *qualname;
    KrValue *dunder_cache; /* [KR_D_COUNT] values, or NULL; valid for dunder_version */
    const void *host;      /* of a class of the host's: what it was made from, and where its storage lies in an instance */
    uint32_t storage;
    uint32_t dunder_version;
    uint32_t root_shape;   /* built in: == number */
};

extern const KrType krtypes[KR_T_COUNT];
#define KR_TYPE_OF(id) (&krtypes[KR_T_##id])

/* ---- native methods, getters and functions: const objects ------------------------------------------------------- */

/* A native gets its arguments bound to the parameters that its heading declares: a[0] is self if it has one, a missing
 * optional argument is empty, then come keyword-only parameters, then the dict of **kwargs if declared (always a dict or
 * empty), then the *args one by one, up to a[n - 1]. It returns a value, KR_RAISED, or KR_EMPTY for "StopIteration"
 * (only __next__ and __anext__ do). */
typedef KrValue (*KrNative)(KrVm *vm, KrValue *a, uint32_t n);
/* A stepping native: see vm/frame.h. */
typedef KrValue (*KrStepFn)(KrVm *vm, KrFrame *f, KrValue in);

#define KR_NATIVE(id)                                                                                     \
    KrValue krn_##id(KrVm *vm, KrValue *a, uint32_t n);                                                   \
    KrValue krn_##id(__attribute__((unused)) KrVm *vm, __attribute__((unused)) KrValue *a,                \
                     __attribute__((unused)) uint32_t n)
#define KR_STEP(id)                                                                                       \
    KrValue krs_##id(KrVm *vm, KrFrame *f, KrValue in);                                                   \
    KrValue krs_##id(__attribute__((unused)) KrVm *vm, __attribute__((unused)) KrFrame *f,                \
                     __attribute__((unused)) KrValue in)
#define KR_MODULE_INIT(id)                                                                                \
    bool krmod_##id(KrVm *vm, KrValue module);                                                            \
    bool krmod_##id(__attribute__((unused)) KrVm *vm, __attribute__((unused)) KrValue module)

enum {
    KR_M_GETTER = 1,   /* `set` may be NULL */
    KR_M_STATIC = 2,
    KR_M_CLASS = 4,
    KR_M_STEP = 8,
    KR_M_VARARGS = 16,
    KR_M_VARKW = 32,
    KR_M_SELF = 64,    /* the first parameter is the instance */
    KR_M_FUNCTION = 128, /* of a module */
    KR_M_NONE = 256,     /* a class attribute that is None */
    KR_M_DRAIN = 512,    /* argument number nregs is collected into a list first if Python code produces it */
    KR_M_DRAINSET = 1024, /* into a set */
};

struct KrMember {
    KrObj h; /* shape: method_descriptor, wrapper_descriptor, getset_descriptor, builtin_function_or_method,
                classmethod_descriptor or staticmethod-like builtin */
    union {
        KrNative fn;
        KrStepFn step;
    };
    KrNative set;       /* a getter's setter: a[1] is the value, or empty to delete */
    uint32_t name;      /* offset into krnames */
    uint32_t doc;       /* offset into krdocs: signature text, NUL, doc text */
    uint32_t params;    /* offset into krparams: names of the parameters in binding order */
    uint16_t owner;     /* type number, or module number for a function */
    uint16_t flags;     /* KR_M_* */
    uint8_t nparams;    /* positional parameters, self included */
    uint8_t nposonly;
    uint8_t nrequired;  /* of the positional ones */
    uint8_t nkwonly;
    uint8_t kwrequired; /* bit i: keyword-only parameter i is required (first eight) */
    uint16_t nregs;     /* a stepping native's registers, arguments included; KR_M_DRAIN: which argument */
};

extern const KrMember krmembers[];
extern const uint32_t krparams[];
extern const char krdocs[];

#endif
