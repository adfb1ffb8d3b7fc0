/* SPDX-License-Identifier: MIT
 * What the compiler's files share: scopes and symbols, the unit being compiled, registers, emission. Layer: compile. */
#ifndef KR_COMPILE_UNIT_H
#define KR_COMPILE_UNIT_H

#include "base/buf.h"
#include "compile/compile.h"
#include "object/int.h"
#include "object/seq.h"
#include "object/str.h"
#include "object/tables.h"

typedef enum Op {
#define KR_OP(name, ...) OP_##name,
#include "opcodes.inc" /* generated from grammar/opcodes.def */
#undef KR_OP
    OP_COUNT
} Op;

/* ---- scopes (scope.c) -------------------------------------------------------------------------------------------------- */

typedef enum ScopeKind { SCOPE_MODULE, SCOPE_CLASS, SCOPE_FUNCTION } ScopeKind;

enum { /* Symbol.flags */
    SYM_PARAM = 1, SYM_BOUND = 2, SYM_USED = 4, SYM_GLOBAL = 8, SYM_NONLOCAL = 16, SYM_ANNOTATED = 32, SYM_FREE = 64, SYM_CELL = 128,
    SYM_DELETED = 256, SYM_COMP_TARGET = 512,
    SYM_HIDDEN = 1024, /* a comprehension's own variable, in a register of the function around it */
};

typedef struct Symbol {
    struct Symbol *next;
    const KrName *name;
    uint32_t flags;
    int reg;  /* of a local variable or cell, -1 if none */
    int free; /* index in the closure, -1 if none */
    KrSpan span; /* of the global or nonlocal statement */
} Symbol;

/* `name: annotation` in a class or module. */
typedef struct Annotated {
    struct Annotated *next;
    KrStmt *stmt;
    int condition; /* counts those that some statement around them may leave out; -1 for the others */
} Annotated;

typedef struct Scope {
    struct Scope *parent, *first, *last, *next;
    ScopeKind kind;
    const void *node;      /* the tree node that opens it */
    Symbol *symbols, **end;
    Symbol **index;        /* of many symbols: by the address of their names */
    size_t nsymbols, index_cap;
    const KrName *self;    /* the first parameter of a method */
    KrName **attributes;   /* a class: what methods assign to self */
    int nattributes, attribute_cap;
    bool annotation, sees_class;  /* of type parameters, a bound, an alias's value; right inside a class, whose names it sees */
    const char *forbids;          /* what messages call such a scope */
    bool inlined; /* a comprehension that is compiled into the unit around it */
    bool annotated; /* a module or class with annotations: __annotations__ is there from the start */
    struct Scope *annotate; /* its function that computes the annotations */
    Annotated *annotations, **annotations_end;
    int conditions;         /* how many of them are conditional */
    int nested;             /* how deep the walk is in statements of this scope */
    bool generator, coroutine, comprehension, has_await, walrus, star_import, lambda;
    int nfree;
    const KrName *class_name; /* for private names */
    const KrTypeParamSeq *private_params; /* of a generic class, around it: only these names are private to it */
} Scope;

/* ---- units ------------------------------------------------------------------------------------------------------------------ */

typedef struct Label {
    int at;       /* unit, -1 while unknown */
    int pending;  /* head of the list of jumps to be patched, linked through their offsets; -1 at the end */
} Label;

typedef enum BlockKind { BLOCK_LOOP, BLOCK_FINALLY, BLOCK_HANDLER, BLOCK_WITH, BLOCK_ASYNC_WITH, BLOCK_POPEXC } BlockKind;

/* What leaving a statement early has to do. */
typedef struct Block {
    struct Block *outer;
    BlockKind kind;
    Label *on_break, *on_continue;
    KrStmtSeq *finalbody;
    int reg;              /* exception register, or the exit window */
    const KrName *name;   /* `except ... as name` */
    KrSpan span;
    bool star;            /* of except*: may not be left early */
} Block;

/* Code of a statement that leaves `block`: from `start` on the block is left, and its handler has no say any more. */
typedef struct Exit {
    const Block *block;
    int popped;           /* the exception register of a block that handles an exception, else -1 */
    int start, end;       /* end is -1 while the code is being emitted */
} Exit;

typedef struct Position {
    uint32_t units;
    KrSpan span;
} Position;

typedef struct Compiler Compiler;

typedef struct Unit {
    struct Unit *outer;
    Compiler *c;
    Scope *scope;
    KrBuf code, handlers, positions;
    KrBuf exits;          /* Exit, in the order of their ends */
    KrList *consts;
    KrDict *const_index;
    KrSpan span;           /* where instructions come from at present */
    Block *block;
    const KrStr *name, *qualname;
    KrValue doc;
    int firstlineno;
    int nlocals, top, max; /* registers */
    const KrName **hidden; /* names of the last locals: those of inlined comprehensions */
    int nhidden;
    uint8_t *bound;        /* by register: 1 surely bound, 2 was checked somewhere */
    uint32_t flags;
    uint32_t argcount, posonly, kwonly;
    int class_cell, class_dict, annotations_made; /* registers of the cells __class__, __classdict__ and __conditional_annotations__, or -1 */
    int nesting;           /* of blocks */
    bool in_finally, in_loop; /* the code of a `finally` block is being compiled, and a loop in it */
    bool future_ok;        /* `from __future__ import` may still come */
} Unit;

struct Compiler {
    KrVm *vm;
    KrArena *arena;
    KrStr *filename;
    KrDiag *diag;
    KrDiagWarning *warnings;
    KrNameTable *names;
    KrList *keep;          /* keeps values alive that only arena memory names */
    KrDict *constants;     /* equal constants of one type are one object in all code of a source */
    Scope *module;
    Unit *unit;
    int optimize, depth;
    bool future_annotations, interactive, expression, top_level_await;
    bool failed;
};

/* Reports a SyntaxError at the span; always false. The first one counts. */
bool syntax_error(Compiler *c, KrSpan span, const char *format, ...) __attribute__((format(printf, 3, 4)));
bool fail_memory(Compiler *c);
/* Asked at every node: whether nothing has failed yet, the C stack is deep enough and nobody wants the work to stop. */
bool goes_on(Compiler *c);

bool scope_build(Compiler *c, KrMod *mod);
Scope *scope_of(Unit *u, const void *node);
Symbol *scope_find(Scope *s, const KrName *name);
Symbol *lookup(Unit *u, const KrName *name); /* what the name means here; NULL: nothing of this unit */
Scope *host_scope(Unit *u);                  /* that of the function, class or module being compiled */
bool is_future_import(const KrStmt *s);
const KrName *type_param_name(const KrTypeParam *p);
KrExpr *type_param_default(const KrTypeParam *p); /* or NULL */
const KrName *mangle(Compiler *c, Scope *s, const KrName *name);

/* ---- emit.c ------------------------------------------------------------------------------------------------------------------- */

void emit(Unit *u, Op op, int a, int b, int c);
void emit_bx(Unit *u, Op op, int a, int bx);
void emit_unit(Unit *u, uint32_t unit); /* an operand unit behind an instruction */
void emit_cached(Unit *u, Op op, int a, int b, int name); /* with its name unit and empty cache */
void emit_jump(Unit *u, Op op, Label *to);
void label_here(Unit *u, Label *l);
static inline Label label_new(void) { return (Label){-1, -1}; }
int here(Unit *u);
void add_handler(Unit *u, int start, int end, int target, int reg);
/* The same for a block's body, or, with `popped` >= 0, for the code that handles the exception in that register: what leaves
 * it early is left out. */
void add_body_handler(Unit *u, int start, int end, int target, int reg, const Block *block, int popped);
int begin_exit(Unit *u, Block *b, int first); /* code that leaves `b` begins; `first` is the first of the statement's exits, -1 at first */
void end_exits(Unit *u, int first);
int add_const(Unit *u, KrValue v);
int add_name(Unit *u, const KrName *name);
KrValue name_value(Compiler *c, const KrName *name);
int temp(Unit *u);
int temps(Unit *u, int n);
KrCode *finish_unit(Unit *u);
Unit *unit_enter(Compiler *c, Scope *s, const KrStr *name, int line);
void unit_leave(Compiler *c, Unit *u);
int units_of(Op op);

/* ---- expressions (expr.c, call.c, comp.c) --------------------------------------------------------------------------------------------- */

void expr(Unit *u, KrExpr *e, int dst);
int operand(Unit *u, KrExpr *e);          /* a register that holds the value */
int looked_at(Unit *u, KrExpr *e);        /* the same for what is only searched or walked: displays of constants are constants */
int to_temp(Unit *u, KrExpr *e);          /* a new temporary that holds it */
void condition(Unit *u, KrExpr *e, bool sense, Label *to); /* jump if truth is `sense` */
bool may_await(Unit *u); /* a coroutine, or a module in which top-level await is allowed */
void load_name(Unit *u, const KrName *name, int dst);
int local_register(Unit *u, const KrName *name);   /* of a plain local variable, or -1 */
void store_name(Unit *u, const KrName *name, int src);
bool forbidden_name(Unit *u, const KrName *name, const char *what); /* __debug__: reports the error */
void delete_name(Unit *u, const KrName *name);
void store(Unit *u, KrExpr *target, int src);
void emit_await(Unit *u, int value, int why, int dst);
void load_const(Unit *u, KrValue v, int dst);
KrValue const_value(Compiler *c, const KrConst *k);
bool super_attribute(Unit *u, KrExpr *e, int window);
bool fold(Compiler *c, KrExpr *e, KrValue *out);
enum { DISCARDED = -1 }; /* as the dst of call(): nobody looks at the result */
void call(Unit *u, KrExpr *e, int dst);
void call_arguments(Unit *u, KrExprSeq *args, KrKeywordSeq *keywords, int base, bool method, int dst, int extra);
void call_class(Unit *u, KrExprSeq *bases, KrKeywordSeq *keywords, int base, int dst);
void emit_await_ready(Unit *u, int it, int dst); /* `it` is what AWAITABLE or ANEXT gave */
void set_qualname(Unit *u);
void assign_registers(Unit *u);
KrValue unparse(Compiler *c, KrExpr *e); /* as source text, for annotations that stay text */
KrValue krdocstring_clean(KrVm *vm, const char *text, size_t n);
void comprehension(Unit *u, KrExpr *e, int dst);
void joined_str(Unit *u, KrExpr *e, int dst);

/* ---- annotations (annotate.c) ------------------------------------------------------------------------------------------ */

bool has_annotations(KrArguments *args, KrExpr *returns);
void function_annotations(Unit *u, KrStmt *s, int dst);
void begin_annotations(Unit *u);                      /* at the start of a class or module */
void annotate_function(Unit *u, const char *name);    /* binds it, if there are annotations */
void ann_assign(Unit *u, KrStmt *s);

/* ---- warnings (warn.c) ------------------------------------------------------------------------------------------------------------------ */

void warn_of_assert(Unit *u, KrStmt *s);
void warn_of_comparison(Unit *u, KrExpr *e);
void warn_of_call(Unit *u, KrExpr *f);      /* f is what is called */
void warn_of_leaving(Unit *u, KrStmt *s, const char *what); /* a `finally` block, by return, break or continue */
void warn_of_subscript(Unit *u, KrExpr *e);

/* ---- statements (stmt.c, try.c, def.c, match.c) ----------------------------------------------------------------------------------------- */

void stmts(Unit *u, KrStmtSeq *body);
void final_stmts(Unit *u, KrStmtSeq *body);
void stmt(Unit *u, KrStmt *s);
void try_stmt(Unit *u, KrStmt *s);
void with_stmt(Unit *u, KrStmt *s, int item, bool async);
int unwind_block(Unit *u, Block *b, int keep); /* what leaving the block does; where the value to keep (or -1) is then */
void function_def(Unit *u, KrStmt *s);
void lambda(Unit *u, KrExpr *e, int dst);
KrCode *function_code(Unit *outer, Scope *s, const KrStr *name, int line, KrArguments *args, KrStmtSeq *body, KrExpr *lambda_body, bool async);
int decorators(Unit *u, KrExprSeq *list);
void apply_decorators(Unit *u, KrExprSeq *list, int first, int value);
void finish_function(Unit *u, KrStmt *s, int parts, bool has_parts, int value); /* annotations, code and function object */
void finish_class(Unit *u, KrStmt *s, KrExprSeq *bases, int value);
void generic_function(Unit *u, KrStmt *s, int parts, int value);
void generic_class(Unit *u, KrStmt *s, int value);
void type_alias(Unit *u, KrStmt *s);
void template_str(Unit *u, KrExpr *e, int dst);
Unit *outer_unit(Unit *u); /* around it, scopes of type parameters passed over */
void class_def(Unit *u, KrStmt *s);
void match_stmt(Unit *u, KrStmt *s);
void make_function(Unit *u, KrCode *code, Scope *scope, int parts, bool has_parts, int dst);
KrValue docstring(Compiler *c, KrStmtSeq *body);

#endif
