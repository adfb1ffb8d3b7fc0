/* SPDX-License-Identifier: MIT
 * What the files of the translator of regular expressions share. Layer: modules. */
#ifndef KR_MODULES_RE_PARSE_H
#define KR_MODULES_RE_PARSE_H

#include "modules/re.h"

/* The characters that something may match; the largest value stands for no bound. */
typedef struct KrReWidth {
    uint64_t least, most;
} KrReWidth;
#define KR_RE_UNBOUNDED UINT64_MAX

/* Per group, by number. */
typedef struct KrReOpen {
    KrReWidth width;
    bool closed;
} KrReOpen;

typedef struct KrReParser {
    KrVm *vm;
    KrReReader r;
    KrReTranslation *t;
    KrReText kind;
    KrBuf groups; /* KrReGroup[] */
    KrBuf open;   /* KrReOpen[] */
    KrBuf forward; /* pairs of size_t: a group that a condition names, and where */
    uint32_t around; /* the group that is being read */
    uint32_t looking; /* assertions around */
    uint32_t lookbehind_groups; /* groups there were when the outermost lookbehind began; 0: in none */
} KrReParser;

/* ---- re_parse.c ---- */
/* Alternatives up to a closing parenthesis or the end. */
bool krre_parse_alternatives(KrReParser *p, uint32_t *flags, unsigned nested, KrReWidth *width) KR_MUST_USE;
/* One alternative. */
bool krre_parse_branch(KrReParser *p, uint32_t *flags, unsigned nested, bool first, KrReWidth *width) KR_MUST_USE;
KrReOpen *krre_group(KrReParser *p, int64_t number); /* NULL if it is not there or not closed */
uint32_t krre_group_count(const KrReParser *p);     /* group 0 included */
bool krre_check_lookbehind(KrReParser *p, int64_t number) KR_MUST_USE;
KrReWidth krre_either(KrReWidth a, KrReWidth b);
void krre_emit_reference(KrReParser *p, int64_t number, uint32_t flags);
void krre_choose_case(KrReParser *p); /* after a change of the whole expression's flags */

/* ---- re_group.c ---- */
/* What follows an opening parenthesis, up to and with the closing one; *item is false for what is nothing to repeat. */
bool krre_parse_group(KrReParser *p, uint32_t *flags, unsigned nested, bool first, bool *item, KrReWidth *width) KR_MUST_USE;

/* ---- re_escape.c ---- */
/* A set, behind its opening bracket. */
bool krre_parse_set(KrReParser *p, uint32_t flags) KR_MUST_USE;
/* An escape outside of sets, behind its backslash; *anchor tells that it cannot be repeated. */
bool krre_parse_escape(KrReParser *p, uint32_t flags, bool *anchor, KrReWidth *width) KR_MUST_USE;

#endif
