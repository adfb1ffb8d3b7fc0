/* SPDX-License-Identifier: MIT
 * What the compiler's files share: the compiler, the unit of code being made, labels, blocks, and the door of each
 * file. Layer: compile.
 *
 * Failure is remembered in the compiler and everything then returns early; registers returned meanwhile are arbitrary.
 * Code that no path reaches is not emitted: `dead` is set behind a jump, and a label that something jumps to clears it.
 *
 * What is surely bound is known at every point: a bit a local variable, joined at labels over all jumps to them. Loops
 * need no second look, since no path unbinds a name except `del`, whose names are forgotten where paths can come back. */
#ifndef KR_COMPILE_UNIT_H
#define KR_COMPILE_UNIT_H

#include "base/buf.h"
#include "compile/compile.h"
#include "compile/scope.h"
#include "object/dict.h"
#include "object/int.h"
#include "object/seq.h"
#include "object/str.h"

typedef enum KrInstr {
#define KR_OP(name, ...) KR_I_##name,
#include "opcodes.inc" /* generated from grammar/opcodes.def */
#undef KR_OP
    KR_I_COUNT
} KrInstr;

enum {
    KR_WINDOW_ARGS = 6,   /* from a window's callable to its first argument */
    KR_MOST_BLOCKS = 21,  /* statements nested in one function */
    KR_MOST_DIRECT = 32,  /* items of a display that lie in registers at once */
    KR_MOST_ARGS = 200,   /* arguments of a call in registers */
    KR_MOST_REGS = 65000,
};

typedef uint64_t KrBits;

/* A place to jump to. Jumps before the place is known form a list through their offsets. */
typedef struct KrLabel {
    int at;        /* unit, -1 while unknown */
    int pending;   /* the newest jump to be patched, -1 if none */
    KrBits *bound; /* what is bound on all paths that jump here */
} KrLabel;
#define KR_LABEL ((KrLabel){-1, -1, NULL})

typedef enum KrBlockKind {
    KR_BLOCK_LOOP,
    KR_BLOCK_TRY,     /* guarded by except clauses */
    KR_BLOCK_FINALLY, /* its finally clause is yet to be run */
    KR_BLOCK_WITH,
    KR_BLOCK_HANDLER, /* an exception is being handled */
    KR_BLOCK_GROUP,   /* the same in `except*`, which nothing leaves early */
} KrBlockKind;

/* A statement around the present one, and what leaving it early has to do. The guarded instructions lie in segments, since
 * what an early exit does on its way is outside of the blocks that it has left. */
typedef struct KrBlock {
    struct KrBlock *outer;
    KrBlockKind kind;
    bool guarded;
    int start;              /* of the open segment */
    struct KrSegmentList *segments;
    KrLabel *exit, *again;  /* loops */
    KrStmtSeq *finalbody;   /* finally */
    int reg;                /* handler: the exception's register; with: the window of __exit__ */
    const KrName *name;     /* handler: `as name`, or NULL */
    bool async;             /* with */
    KrSpan span;            /* with: of the context expression */
    int retval;             /* where a value to be returned is safe while the block is left */
} KrBlock;

typedef struct KrSegmentList {
    struct KrSegmentList *next;
    int start, end;
} KrSegmentList;

typedef struct KrCovered {
    uint32_t units;
    KrSpan span;
} KrCovered;

typedef struct KrUnit {
    struct KrUnit *outer;
    KrCompiler *c;
    KrScope *scope;         /* where names are looked up: the unit's own or one inlined in it */
    KrScope *own;
    KrBuf code, handlers, ranges;
    KrList *consts;
    uint32_t *const_slots;  /* open-addressed: index in consts + 1 */
    uint32_t const_mask;
    KrList *extra_names;    /* varnames beyond the locals: of registers of inlined scopes, for messages */
    KrSpan span;            /* where the instructions that are emitted come from */
    KrBlock *block;
    int nblocks;
    const KrStr *name, *qualname;
    KrValue doc;
    int firstlineno;
    int nlocals, top, max;  /* registers */
    int retval;             /* register that keeps what is to be returned while blocks are left, -1 if none */
    bool retval_live;       /* it does: what is emitted is a finally clause on the way out */
    int class_cell;         /* register, -1 if none */
    KrBits *bound;
    KrBits *unbinds;        /* locals that some statement deletes */
    bool dead;
    uint32_t flags, argcount, posonly, kwonly;
} KrUnit;

typedef struct KrNameSlot {
    const KrName *name;
    const KrStr *str;
} KrNameSlot;

struct KrCompiler {
    KrVm *vm;
    KrArena *arena;
    KrNameTable *names;
    KrStr *filename;
    KrDiag *diag;
    KrList *keep;           /* what only arena memory points at */
    KrDict *literals;       /* strs, bytes and large ints, each once */
    KrNameSlot *name_slots; /* names as strs, open-addressed by address */
    uint32_t name_mask, name_used;
    KrScope *module;
    KrUnit *unit;
    int optimize;
    bool future_annotations, interactive, top_await;
    int future_line;        /* of the last import from __future__ that stands where it may */
    bool failed;
    const KrName *self_name, *super_name, *class_name, *debug_name;
};

/* ---- compile.c -------------------------------------------------------------------------------------------------- */

/* The first error is the one that is reported. Both return false. */
bool krcompile_error(KrCompiler *c, KrSpan span, const char *format, ...) __attribute__((format(printf, 3, 4)));
bool krcompile_no_memory(KrCompiler *c);
/* False if the C stack is nearly used up, RecursionError pending. */
bool krcompile_enter(KrCompiler *c);
void krcompile_warn(KrCompiler *c, KrSpan span, const char *format, ...) __attribute__((format(printf, 3, 4)));
const KrStr *krcompile_name(KrCompiler *c, const KrName *name);
const KrName *krcompile_intern(KrCompiler *c, const char *text);
void *krcompile_new(KrCompiler *c, size_t n);


/* ---- unit.c ------------------------------------------------------------------------------------------------------ */

/* A unit of its own: begin, emit its body, end, which must follow in any case; between them it is c->unit. `bound_as` is
 * the name that a statement gives it, or NULL; args may be NULL. */
void krunit_begin(KrCompiler *c, KrUnit *u, KrScope *scope, const KrStr *name, const KrName *bound_as,
                  const KrArguments *args, int firstlineno);
/* The code, or NULL with the compiler failed. */
KrCode *krunit_end(KrUnit *u);
/* Registers for the names of an inlined scope, which becomes u->scope. */
void krunit_open_inlined(KrUnit *u, KrScope *s);

/* ---- emit.c ----------------------------------------------------------------------------------------------------- */

static inline void krat(KrUnit *u, KrSpan span) { u->span = span; }
#define KR_AT(u, node) krat((u), KR_SPAN_OF(node))

int kremit_here(KrUnit *u);
void kremit(KrUnit *u, KrInstr op, int a, int b, int c);
void kremit_bx(KrUnit *u, KrInstr op, int a, int bx);
/* With a constant as its second unit, and empty caches behind it. */
void kremit_k(KrUnit *u, KrInstr op, int a, int b, int c, int k);
void kremit_jump(KrUnit *u, KrLabel *to);
void kremit_loop(KrUnit *u, KrLabel *to);
/* A test whose outcome `sense` jumps. */
void kremit_test(KrUnit *u, KrInstr op, int a, int b, bool sense, KrLabel *to);
/* An instruction followed by the JMP that it takes: FORITER, SEND. */
void kremit_else(KrUnit *u, KrInstr op, int a, int b, int c, KrLabel *to);
void kremit_label(KrUnit *u, KrLabel *l);
/* A label that only jumps back reach. */
KrLabel kremit_back(KrUnit *u);
void kremit_handler(KrUnit *u, int start, int end, int target, int reg);
bool kremit_finish(KrUnit *u, KrCodeSpec *spec, KrBuf *positions);

/* ---- const.c ---------------------------------------------------------------------------------------------------- */

int krconst_index(KrUnit *u, KrValue v);
int krconst_name(KrUnit *u, const KrName *name);
int krconst_str(KrUnit *u, const KrStr *s);
/* The value of a literal; KR_RAISED with the compiler failed. */
KrValue krconst_value(KrCompiler *c, const KrConst *k);
/* The one str, bytes or int of the tree that equals v. */
KrValue krconst_unique(KrCompiler *c, KrValue v);
void krconst_load(KrUnit *u, KrValue v, int dst);

/* ---- fold.c ----------------------------------------------------------------------------------------------------- */

/* Whether the expression is a constant that can be computed now. */
bool krfold(KrCompiler *c, KrExpr *e, KrValue *out);
bool krfold_binary(KrCompiler *c, KrOperator op, KrValue a, KrValue b, KrValue *out);
/* A tuple of all the items, if they are constant. */
bool krfold_items(KrCompiler *c, KrExprSeq *items, KrValue *out);
/* The truth of an expression that is constant: 1, 0, or -1 if unknown. */
int krfold_truth(KrCompiler *c, KrExpr *e);
/* A small int that fits an instruction's signed byte. */
bool krfold_byte(KrCompiler *c, KrExpr *e, int *out);

/* ---- reg.c ------------------------------------------------------------------------------------------------------- */

int krreg_take(KrUnit *u, int n); /* n new temporaries in a row: the first */
static inline bool krreg_is_temp(const KrUnit *u, int reg) { return reg >= u->nlocals; }
/* `dst` if it is a temporary, else a new one. */
int krreg_own(KrUnit *u, int dst);
void krreg_move(KrUnit *u, int dst, int src);
void krbound_set(KrUnit *u, int reg);
void krbound_clear(KrUnit *u, int reg);
bool krbound_has(const KrUnit *u, int reg);
KrBits *krbound_copy(KrUnit *u);
void krbound_restore(KrUnit *u, const KrBits *from);
void krbound_join(KrUnit *u, KrBits **into);
/* Paths may come back here with names deleted. */
void krbound_forget_deleted(KrUnit *u);

/* ---- variable.c ------------------------------------------------------------------------------------------------------ */

typedef enum KrPlaceKind {
    KR_PLACE_REG, KR_PLACE_CELL, KR_PLACE_FREE, KR_PLACE_CLASSFREE, KR_PLACE_GLOBAL, KR_PLACE_NAME,
} KrPlaceKind;
typedef struct KrPlace {
    KrPlaceKind kind;
    int index;          /* register or place in the closure */
    KrSymbol *symbol;   /* may be NULL */
    const KrName *name; /* mangled */
    bool inlined;       /* of an inlined scope */
} KrPlace;

KrPlace krvar_place(KrUnit *u, const KrName *name);
void krvar_load(KrUnit *u, const KrName *name, int dst);
/* The register of a plain local variable, checked to be bound; -1 if the name is none. */
int krvar_local(KrUnit *u, const KrName *name);
void krvar_store(KrUnit *u, const KrName *name, int src);
void krvar_delete(KrUnit *u, const KrName *name);
/* Marks the local as bound by an instruction that wrote into its register. */
void krvar_bound(KrUnit *u, KrPlace place);
/* Puts the cell itself, for a closure. */
void krvar_cell(KrUnit *u, const KrName *name, int dst);

/* ---- expr.c ------------------------------------------------------------------------------------------------------ */

/* Evaluates into dst, which is written last if it is a local variable's register. */
void krexpr_to(KrUnit *u, KrExpr *e, int dst);
/* Evaluates into a new temporary. */
int krexpr_temp(KrUnit *u, KrExpr *e);
/* A register that holds the value: a local variable's own, or a new temporary. */
int krexpr_operand(KrUnit *u, KrExpr *e);
/* The same when `later` (may be NULL) is evaluated before the register is read; a temporary `hint` (or -1) is used
 * rather than a new one. */
int krexpr_operand_before(KrUnit *u, KrExpr *e, KrExpr *later, int hint);
/* Whether evaluating it may bind a variable of the function. */
bool krexpr_may_bind(const KrExpr *e);
/* Evaluates all into new temporaries in a row: the first. */
int krexpr_row(KrUnit *u, KrExprSeq *items);
bool krexpr_has_star(const KrExprSeq *items);
void krexpr_drop(KrUnit *u, KrExpr *e);
void krexpr_list(KrUnit *u, KrExprSeq *items, int dst); /* a list display, also with stars */
/* An annotation's value, or its text under `from __future__ import annotations`. */
void krexpr_annotation(KrUnit *u, KrExpr *e, int dst);
/* A container that only `in` or a loop looks into: a constant if it can be. */
int krexpr_container(KrUnit *u, KrExpr *e, bool for_loop);
/* The part of an attribute's span that a traceback marks. */
KrSpan krexpr_attribute_span(KrExpr *e);

/* ---- oper.c --------------------------------------------------------------------------------------------------------- */

void kroper_unary_to(KrUnit *u, KrExpr *e, int dst);
void kroper_binary_to(KrUnit *u, KrExpr *e, int dst);
void kroper_compare_to(KrUnit *u, KrExpr *e, int dst);
void kroper_bool_to(KrUnit *u, KrExpr *e, int dst);
void kroper_ifexp_to(KrUnit *u, KrExpr *e, int dst);
/* R[dst] = R[a] op value of e, in place or not. */
void kroper_apply(KrUnit *u, KrOperator op, bool inplace, int dst, int a, KrExpr *e, KrSpan span);
/* Jumps if the truth is `sense`. */
void kroper_jump(KrUnit *u, KrExpr *e, bool sense, KrLabel *to);

/* ---- string.c, unparse.c, calls.c, comp.c, await.c ---------------------------------------------------------------------------- */

void krstring_joined(KrUnit *u, KrExpr *e, int dst);
void krstring_formatted(KrUnit *u, KrExpr *e, int dst);
void krstring_template(KrUnit *u, KrExpr *e, int dst);
void krstring_interpolation(KrUnit *u, KrExpr *e, int dst);
KrStr *krunparse(KrCompiler *c, KrExpr *e); /* the source of an expression, as annotations show it */

void krcalls_to(KrUnit *u, KrExpr *e, int dst);
/* The call of the window w with the callable in place: `given` arguments lie there already. */
void krcalls_window(KrUnit *u, int w, int given, KrExprSeq *args, KrKeywordSeq *keywords, int extra, int dst, KrSpan span);
/* Calls the method window at w with n arguments. */
void krcalls_method(KrUnit *u, int w, int n, int dst);

void krcomp_to(KrUnit *u, KrExpr *e, int dst);

void krawait_to(KrUnit *u, KrExpr *e, int dst);
void kryield_to(KrUnit *u, KrExpr *e, int dst);
void kryield_from_to(KrUnit *u, KrExpr *e, int dst);
/* R[dst] = what awaiting R[value] gives; why: see AWAITABLE. */
void krawait_register(KrUnit *u, int value, int why, int dst);
/* Drives the delegate in R[delegate] to its end; its value goes to dst, a temporary. */
void krawait_drive(KrUnit *u, int delegate, int dst);

/* ---- target.c ------------------------------------------------------------------------------------------------------ */

void krtarget_store(KrUnit *u, KrExpr *target, int src);
void krtarget_assign(KrUnit *u, KrStmt *s);
void krtarget_augment(KrUnit *u, KrStmt *s);
void krtarget_annotated(KrUnit *u, KrStmt *s);
void krtarget_delete(KrUnit *u, KrExprSeq *targets);
/* Where a value meant for the target is best put: a plain local's register, else a new temporary. */
int krtarget_register(KrUnit *u, KrExpr *target, bool *direct);

/* ---- stmt.c, block.c, flow.c, try.c, with.c, match.c --------------------------------------------------------------- */

void krstmt_body(KrUnit *u, KrStmtSeq *body);
void krstmt_suite(KrUnit *u, KrStmtSeq *body, int from);
/* The docstring at the head of a body, or NULL. */
KrExpr *krstmt_docstring(KrStmtSeq *body);

bool krblock_push(KrUnit *u, KrBlock *b, KrBlockKind kind, bool guarded);
void krblock_pop(KrUnit *u, KrBlock *b);
/* Begins the handler of what b guarded, dead if nothing was: the exception is in reg, what was bound in `bound`. */
void krblock_handler(KrUnit *u, KrBlock *b, int reg, const KrBits *bound);
/* The same for a range of units. */
void krblock_range_handler(KrUnit *u, int start, int end, int reg, const KrBits *bound);
void krblock_return(KrUnit *u, KrStmt *s);
void krblock_break(KrUnit *u, KrStmt *s);
void krblock_continue(KrUnit *u, KrStmt *s);
/* A register for values to be returned through the block to be pushed; krblock_release puts the old state back. */
typedef struct KrReserved {
    int retval;
    bool live;
} KrReserved;
KrReserved krblock_reserve(KrUnit *u);
void krblock_release(KrUnit *u, KrReserved old);
/* The handler of what is raised while b handles an exception: b is left and it goes on. reg: for the new exception. */
void krblock_cleanup(KrUnit *u, KrBlock *b, int reg, const KrBits *bound);
void krblock_unbind(KrUnit *u, const KrName *name);

void krflow_if(KrUnit *u, KrStmt *s);
void krflow_while(KrUnit *u, KrStmt *s);
void krflow_for(KrUnit *u, KrStmt *s);
void krflow_async_for(KrUnit *u, KrStmt *s);
void krflow_assert(KrUnit *u, KrStmt *s);
void krtry(KrUnit *u, KrStmt *s);
void krwith(KrUnit *u, KrStmt *s);
void krwith_exit(KrUnit *u, KrBlock *b); /* calls __exit__(None, None, None) */
void krmatch(KrUnit *u, KrStmt *s);
/* One step of an asynchronous iterator, the item to dst; then, behind the loop, the handler that sees it exhausted. */
typedef struct KrAsyncStep {
    int start, end;
    KrBits *bound;
} KrAsyncStep;
KrAsyncStep krflow_async_next(KrUnit *u, int iterator, int dst, KrSpan span);
void krflow_async_over(KrUnit *u, KrAsyncStep step, KrLabel *over);
/* Whether await may be used here; if not, the message about `what` is given. */
bool krawait_allowed(KrUnit *u, KrSpan span, const char *what);

/* ---- def.c, class.c, generic.c --------------------------------------------------------------------------------------- */

void krdef_def(KrUnit *u, KrStmt *s);
void krdef_lambda(KrUnit *u, KrExpr *e, int dst);
/* R[dst] = the function of the code; parts: the first of four registers (see FUNCTION) or -1. */
void krdef_make(KrUnit *u, KrCode *code, KrScope *scope, int parts, int dst);
/* The value of an expression as a function of no arguments. */
void krdef_lazy(KrUnit *u, KrExpr *e, const KrName *name, int dst);
/* Pushes the windows of decorators and returns where the decorated object is to be put; then applies them. */
int krdef_decorators(KrUnit *u, KrExprSeq *decorators, int dst);
void krdef_decorate(KrUnit *u, KrExprSeq *decorators, int object, int dst);
void krdef_flags(KrUnit *u);
void krclass_def(KrUnit *u, KrStmt *s);

/* Type parameters: opens their scope (the caller puts u->scope back), R[dst] = the tuple of them. */
void krgeneric_params(KrUnit *u, KrTypeParamSeq *params, int dst);
void krgeneric_alias(KrUnit *u, KrStmt *s);

#endif
