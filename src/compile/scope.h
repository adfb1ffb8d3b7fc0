/* SPDX-License-Identifier: MIT
 * Symbol tables: which names a block binds and uses, and where each name lives. Layer: compile.
 *
 * One walk over the tree collects names (collect.c), a second resolves them (resolve.c). A comprehension other than a
 * generator expression and a list of type parameters are scopes of names but no functions: they are `inlined`, their
 * names live in temporary registers of the function around them, and what they do not bind is looked up further out. */
#ifndef KR_COMPILE_SCOPE_H
#define KR_COMPILE_SCOPE_H

#include "syntax/ast.h"

typedef struct KrCompiler KrCompiler;
typedef struct KrScope KrScope;

typedef enum KrScopeKind { KR_SCOPE_MODULE, KR_SCOPE_CLASS, KR_SCOPE_FUNCTION } KrScopeKind;

typedef enum KrScopeForm {
    KR_FORM_PLAIN,
    KR_FORM_LAMBDA,
    KR_FORM_LISTCOMP,
    KR_FORM_SETCOMP,
    KR_FORM_DICTCOMP,
    KR_FORM_GENEXPR,
    KR_FORM_TYPEPARAMS, /* the names of `def f[T]` */
    KR_FORM_LAZY,       /* the bound of a type parameter, the value of a type alias: computed when asked for */
} KrScopeForm;

enum { /* KrSymbol.flags */
    KR_SYM_PARAM = 1, KR_SYM_BOUND = 2, KR_SYM_USED = 4, KR_SYM_GLOBAL = 8, KR_SYM_NONLOCAL = 16,
    KR_SYM_ANNOTATED = 32,
    KR_SYM_FREE = 64,     /* a cell of an enclosing function, in the closure */
    KR_SYM_CELL = 128,    /* an inner function uses it */
    KR_SYM_DELETED = 256, /* some statement unbinds it */
    KR_SYM_WALRUS = 512,  /* some expression binds it */
    KR_SYM_EARLY = 1024,  /* used at a place before the first one that binds it */
    KR_SYM_ITERATION = 2048, /* target of a comprehension's loop */
    KR_SYM_TYPEPARAM = 4096,
    KR_SYM_COMPREHENDED = 8192, /* a class: a comprehension in it uses the name, which does not see the class's own */
};

typedef struct KrSymbol {
    struct KrSymbol *next; /* in order of first mention */
    const KrName *name;    /* mangled */
    uint32_t flags;        /* KR_SYM_* */
    int reg;               /* of a local variable or its cell, -1 if none */
    int free;              /* place in the closure, -1 if none */
    bool set;              /* of an inlined scope: surely bound where the compiler stands */
    KrSpan span;           /* of the statement that declares it global or nonlocal */
} KrSymbol;

struct KrScope {
    KrScope *parent, *first, *last, *next;
    KrScope *cursor;       /* the child found last */
    KrScopeKind kind;
    KrScopeForm form;
    const void *node;      /* what opens it */
    bool inlined;
    bool async_def;
    bool generator, coroutine; /* contains yield; await or an asynchronous loop */
    bool nested;           /* in a function */
    bool class_cell;       /* a class whose methods use __class__ */
    bool annotations;      /* a module or class with annotated names */
    bool walrus;           /* some name of it is bound by := */
    int iterables;         /* depth in iterables of comprehensions, while it is collected */
    int nfree;
    const KrName *class_name; /* for private names */
    KrNameSeq *attributes; /* a class: what its methods assign to self, sorted */
    struct KrAttrName *attribute_list;
    KrSymbol *symbols, *last_symbol;
    KrSymbol **slots;      /* open-addressed by address of the name */
    uint32_t mask, used;
};

typedef struct KrAttrName {
    struct KrAttrName *next;
    const KrName *name;
} KrAttrName;

static inline bool krscope_is_comprehension(const KrScope *s)
{
    return s->form >= KR_FORM_LISTCOMP && s->form <= KR_FORM_GENEXPR;
}

/* The table of a tree; NULL with the compiler failed. */
KrScope *krscope_collect(KrCompiler *c, KrMod *mod);
bool krscope_resolve(KrCompiler *c, KrScope *module);
KrScope *krscope_open(KrCompiler *c, KrScope *parent, KrScopeKind kind, KrScopeForm form, const void *node);
/* The scope that `node` opens in s or in the scopes inlined in it. */
KrScope *krscope_child(KrScope *s, const void *node);
KrSymbol *krscope_find(const KrScope *s, const KrName *name);
/* Found or added; NULL when memory is out. */
KrSymbol *krscope_symbol(KrCompiler *c, KrScope *s, const KrName *name);
/* Private names in a class body: __x is _Class__x. */
const KrName *krscope_mangle(KrCompiler *c, const KrScope *s, const KrName *name);
/* The scope whose code s is part of: itself unless it is inlined. */
KrScope *krscope_unit(KrScope *s);

#endif
