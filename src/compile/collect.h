/* SPDX-License-Identifier: MIT
 * What the two files of the walk that collects names share. Layer: compile. */
#ifndef KR_COMPILE_COLLECT_H
#define KR_COMPILE_COLLECT_H

#include "compile/unit.h"

typedef struct KrCollect {
    KrCompiler *c;
    KrScope *s;
    bool iterating;     /* in the target of a comprehension's loop */
    const char *within; /* "an annotation" or the like, where no name may be bound and nothing awaited; or NULL */
} KrCollect;

KrSymbol *krcollect_note(KrCollect *w, const KrName *name, uint32_t flags);
/* Notes a name that is bound, or unbound by del. */
void krcollect_bind(KrCollect *w, const KrName *name, KrSpan span, uint32_t flags);
bool krcollect_enter(KrCollect *w, KrScopeKind kind, KrScopeForm form, const void *node);
void krcollect_leave(KrCollect *w);
void krcollect_params(KrCollect *w, const KrArguments *args);
void krcollect_expr(KrCollect *w, KrExpr *e);
void krcollect_exprs(KrCollect *w, const KrExprSeq *seq); /* holes are skipped */
void krcollect_keywords(KrCollect *w, const KrKeywordSeq *keywords);
void krcollect_stmts(KrCollect *w, const KrStmtSeq *body);

#endif
