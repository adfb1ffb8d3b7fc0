/* SPDX-License-Identifier: MIT
 * The parsing machine: runs the tables made from grammar/python.gram, on stacks of its own.
 *
 * A failed alternative goes back to the newest choice; a rule that returns drops the choices made
 * in it. Expressions with operators are read by precedence: the stack holds pairs, (start, value)
 * for an operand and (operator, depth or start) for an operator that waits for its right side,
 * above a sentinel with the loosest level wanted. */
#include "syntax/peg.h"

#include "syntax/actions.h"

#include "peg_tables.inc"

#include <string.h>

/* CPython's limit counts its rules; it is reached at about as many nested operators. */
enum { MAX_FRAMES = 6000, MAX_DEPTH = 5900 };

/* ---- tokens -------------------------------------------------------------------------------- */

static void *grow(KrPeg *p, void *old, int *count, int wanted, size_t size)
{
    void *grown =
        kralloc_resize(p->arena->alloc, old, (size_t)*count * size, (size_t)wanted * size);
    if (krpeg_node(p, grown))
        *count = wanted;
    return grown;
}

enum { WORK_OF_TOKEN = 128 };

static bool work(KrPeg *p, size_t n)
{
    if (KR_UNLIKELY(!krarena_work(p->arena, n)))
        return krpeg_node(p, NULL);
    return true;
}

static bool grow_tokens(KrPeg *p)
{
    int wanted = p->capacity ? p->capacity * 2 : 512;
    KrToken *tokens = grow(p, p->tokens, &p->max_tokens, wanted, sizeof *tokens);
    if (!tokens)
        return false;
    p->tokens = tokens;
    uint8_t *symbols = grow(p, p->symbols, &p->max_symbols, wanted, 1);
    if (!symbols)
        return false;
    p->symbols = symbols;
    if (p->memos) {
        KrPegMemo **memos = krarena_new(p->arena, (size_t)wanted * sizeof *memos);
        if (!krpeg_node(p, memos))
            return false;
        memcpy(memos, p->memos, (size_t)p->capacity * sizeof *memos);
        p->memos = memos;
    }
    p->capacity = wanted;
    return true;
}

static uint8_t symbol_of(const KrToken *t)
{
    if (t->kind != KR_TOK_NAME || t->len > KR_KEYWORD_MAX)
        return (uint8_t)(t->kind + 1);
    unsigned slot = KR_KEYWORD_SLOT(t->text, t->len);
    if (keywords[slot].len == t->len && memcmp(keywords[slot].text, t->text, t->len) == 0)
        return keywords[slot].sym;
    return KR_SYM_NAME;
}

bool krpeg_fetch(KrPeg *p)
{
    if (p->fill + 2 > p->capacity && !grow_tokens(p))
        return false;
    if (!work(p, WORK_OF_TOKEN))
        return false;
    KrToken *t = &p->tokens[p->fill];
    do {
        if (!krlex_next(p->lexer, t)) {
            p->failed = p->lexer_failed = true;
            return false;
        }
    } while (t->kind == KR_TOK_TYPE_IGNORE && krpeg_type_ignore(p, t));
    if (p->failed)
        return false;
    if (p->mode == KR_PARSE_SINGLE)
        krpeg_end_of_line(p, t);
    p->symbols[p->fill++] = symbol_of(t);
    p->symbols[p->fill] = 0;
    return true;
}

const KrName *krpeg_name_or_null(KrPeg *p, const void *token)
{
    return token ? krpeg_name(p, token) : NULL;
}

const KrName *krpeg_name(KrPeg *p, const void *token)
{
    const KrToken *t = krpeg_token(p, token);
    const KrName *name = t->kind == KR_TOK_NAME ? krast_identifier(p->names, t->text, t->len)
                                                : krast_name(p->names, t->text, t->len);
    krpeg_node(p, (void *)name);
    return name;
}

/* ---- setting up ---------------------------------------------------------------------------- */

void krpeg_init(KrPeg *p)
{
    p->failed = p->lexer_failed = p->line_started = false;
    p->pass = 0;
    p->ignores = NULL;
    p->nignores = 0;
    p->tokens = NULL;
    p->symbols = NULL;
    p->memos = NULL;
    p->values = NULL;
    p->frames = NULL;
    p->choices = NULL;
    p->fill = p->capacity = p->max_tokens = p->max_symbols = 0;
    p->max_values = p->max_frames = p->max_choices = 0;
}

void krpeg_release(KrPeg *p)
{
    KrAlloc *alloc = p->arena->alloc;
    kralloc_free(alloc, p->tokens, (size_t)p->max_tokens * sizeof *p->tokens);
    kralloc_free(alloc, p->symbols, (size_t)p->max_symbols);
    kralloc_free(alloc, p->values, (size_t)p->max_values * sizeof *p->values);
    kralloc_free(alloc, p->frames, (size_t)p->max_frames * sizeof *p->frames);
    kralloc_free(alloc, p->choices, (size_t)p->max_choices * sizeof *p->choices);
}

bool krpeg_next_pass(KrPeg *p)
{
    p->pass++;
    p->memos = krarena_new(p->arena, (size_t)p->capacity * sizeof *p->memos);
    return krpeg_node(p, p->memos);
}

static bool grow_values(KrPeg *p)
{
    void **values =
        grow(p, p->values, &p->max_values, p->max_values ? p->max_values * 2 : 256, sizeof *values);
    if (values)
        p->values = values;
    return values;
}

static bool fail_depth(KrPeg *p)
{
    p->failed = true;
    *p->diag = (KrDiag){.kind = KR_DIAG_MEMORY,
                        .message = "Parser stack overflowed - Python source too complex to parse"};
    return false;
}

static bool grow_frames(KrPeg *p)
{
    if (p->max_frames >= MAX_FRAMES)
        return fail_depth(p);
    int wanted = p->max_frames ? p->max_frames * 2 : 128;
    KrPegFrame *frames = grow(p, p->frames, &p->max_frames,
                              wanted > MAX_FRAMES ? MAX_FRAMES : wanted, sizeof *frames);
    if (frames)
        p->frames = frames;
    return frames;
}

static bool grow_choices(KrPeg *p)
{
    KrPegChoice *choices = grow(p, p->choices, &p->max_choices,
                                p->max_choices ? p->max_choices * 2 : 64, sizeof *choices);
    if (choices)
        p->choices = choices;
    return choices;
}

/* ---- memory of the later passes ------------------------------------------------------------ */

static KrPegMemo *recall(const KrPeg *p, int start, int rule)
{
    KrPegMemo *m = p->memos[start];
    while (m && m->rule != rule)
        m = m->next;
    return m;
}

static bool remember(KrPeg *p, int start, int rule, bool matched, int end, void *value)
{
    KrPegMemo *m = krarena_new(p->arena, sizeof *m);
    if (!krpeg_node(p, m))
        return false;
    *m = (KrPegMemo){p->memos[start], rule, end, value, matched};
    p->memos[start] = m;
    return true;
}

/* ---- operators ----------------------------------------------------------------------------- */

typedef struct Pending {
    uint8_t level, kind, op;
    uint8_t loosest; /* the level of the sentinel below it */
} Pending;

static void *pack(uint8_t level, uint8_t kind, uint8_t op, uint8_t loosest)
{
    return (void *)((uintptr_t)loosest << 24 | (uintptr_t)level << 16 | (uintptr_t)kind << 8 | op);
}
static Pending unpack(const void *slot)
{
    uintptr_t bits = (uintptr_t)slot;
    return (Pending){(uint8_t)(bits >> 16), (uint8_t)(bits >> 8), (uint8_t)bits,
                     (uint8_t)(bits >> 24)};
}
/* The second slot of an operator: how many operators nest to the right up to it, and the token a
 * prefix starts at. */
static void *pack_depth(int depth, int start)
{
    return (void *)((uintptr_t)(unsigned)depth << 32 | (unsigned)start);
}
static int depth_of(const void *slot)
{
    return (int)((uintptr_t)slot >> 32);
}

/* Whether a prefix operator of this level may stand to the right of the operator. */
static bool takes_prefix(Pending left, int level)
{
    return level >= left.level || (left.kind == KR_PEG_RIGHT && level + 1 >= left.level);
}

static bool push_prefix(KrPeg *p, void **sp, int mark, KrPegPrefix prefix)
{
    int depth = depth_of(sp[-1]) + 1;
    if (depth > MAX_DEPTH)
        return fail_depth(p);
    sp[0] = pack(prefix.level, KR_PEG_PREFIX, prefix.op, unpack(sp[-2]).loosest);
    sp[1] = pack_depth(depth, mark);
    return true;
}

/* Puts the operator behind the operand on top. */
static bool push_binary(KrPeg *p, void **sp, const KrPegBinary *b, uint8_t op)
{
    int depth = depth_of(sp[-3]) + (b->kind == KR_PEG_RIGHT);
    if (depth > MAX_DEPTH)
        return fail_depth(p);
    sp[0] = pack(b->level, b->kind, op, unpack(sp[-4]).loosest);
    sp[1] = pack_depth(depth, 0);
    return true;
}

/* Makes one node of the topmost operator and its operands, all equal ones of a run at once; returns
 * the new top, which is behind the node's pair, or NULL. */
static void **reduce_one(KrPeg *p, void **sp, Pending top)
{
    if (top.kind == KR_PEG_PREFIX) {
        int start = (int)(uint32_t)(uintptr_t)sp[-3];
        void *node = krpeg_unary(p, top.op, sp[-1], start);
        sp[-4] = (void *)(uintptr_t)start;
        sp[-3] = node;
        return node ? sp - 2 : NULL;
    }
    void **first = sp - 6; /* the pair of the leftmost operand */
    int count = 1;
    if (top.kind == KR_PEG_NARY || top.kind == KR_PEG_CHAIN)
        for (Pending more; (more = unpack(first[-2])).kind == top.kind && more.level == top.level;
             first -= 4)
            count++;
    int start = (int)(uintptr_t)first[0];
    void *node;
    if (top.kind == KR_PEG_NARY)
        node = krpeg_bool_op(p, top.op, first, count, start);
    else if (top.kind == KR_PEG_CHAIN)
        node = krpeg_compare(p, first, count, start);
    else
        node = krpeg_binary(p, top.op, first[1], sp[-1], start);
    first[1] = node;
    return node ? first + 2 : NULL;
}

/* Makes nodes of what binds tighter than an operator of the given level and kind; 0, 0 for all. */
static void **reduce(KrPeg *p, void **sp, int level, int kind)
{
    for (;;) {
        Pending top = unpack(sp[-4]);
        bool tighter = top.level > level || (top.level == level && kind == KR_PEG_LEFT);
        if (top.kind == KR_PEG_SENTINEL || !tighter)
            return sp;
        if (!(sp = reduce_one(p, sp, top)))
            return NULL;
    }
}

/* The operator at mark: its row, with *op and the number of its tokens; NULL if there is none.
 * p->failed may be set. */
static const KrPegBinary *operator_at(KrPeg *p, int mark, uint8_t *op, int *ntokens)
{
    const KrPegBinary *b = &binary_operators[p->symbols[mark]];
    if (!b->level)
        return NULL;
    *op = b->op;
    *ntokens = 1;
    if (b->second) {
        if (!p->symbols[mark + 1] && !krpeg_fetch(p))
            return NULL;
        if (p->symbols[mark + 1] == b->second) {
            *op = b->second_op;
            *ntokens = 2;
        }
    }
    if (*op == KR_CMP_NotEq && b->kind == KR_PEG_CHAIN && *ntokens == 1 &&
        !krpeg_check_unequal(p, &p->tokens[mark]))
        return NULL;
    return *op ? b : NULL;
}

/* ---- the machine --------------------------------------------------------------------------- */

static void *collect(KrPeg *p, void **first, void **end)
{
    size_t n = (size_t)(end - first);
    KrPegSeq *seq = krarena_new(p->arena, sizeof *seq + n * sizeof *seq->at);
    if (!krpeg_node(p, seq))
        return NULL;
    seq->n = (int)n;
    memcpy(seq->at, first, n * sizeof *seq->at);
    return seq;
}

static inline bool in_set(unsigned set, uint8_t symbol)
{
    return sets[set][symbol >> 6] >> (symbol & 63) & 1;
}

static void fail_forced(KrPeg *p, int mark, const char *text)
{
    krpeg_fail_token(p, &p->tokens[mark], "expected '%s'", text);
}

#define NEED_TOKEN()                                                       \
    do {                                                                   \
        if (KR_UNLIKELY(!p->symbols[mark]) && !krpeg_fetch(p))             \
            return NULL;                                                   \
    } while (0)
#define PUSH(value)                                                        \
    do {                                                                   \
        void *pushed_ = (value);                                           \
        NEED_ROOM(1);                                                      \
        *sp++ = pushed_;                                                   \
    } while (0)
#define NEED_ROOM(n)                                                       \
    do {                                                                   \
        if (KR_UNLIKELY(sp + (n) > p->values + p->max_values)) {           \
            size_t used_ = (size_t)(sp - p->values);                       \
            if (!grow_values(p))                                           \
                return NULL;                                               \
            sp = p->values + used_;                                        \
        }                                                                  \
    } while (0)
#define PUSH_CHOICE(target)                                                      \
    do {                                                                         \
        if (KR_UNLIKELY(nchoices == p->max_choices) && !grow_choices(p))         \
            return NULL;                                                         \
        p->choices[nchoices++] =                                                 \
            (KrPegChoice){(target), mark, (int)(sp - p->values), nframes, base}; \
    } while (0)
#define OP(name) \
    op_##name:
#define NEXT goto *labels[*pc++]

/* One function, as the state must stay in registers; each case is a few lines. */
static void *run(KrPeg *p, unsigned entry)
{
#define LABEL(name) &&op_##name,
    static const void *const labels[] = {KR_PEG_OPS(LABEL)};
#undef LABEL
    const uint16_t *pc = code + entry;
    void **sp = p->values;
    int mark = 0, base = 0, nframes = 0, nchoices = 0;
    NEXT;

    OP(TOK)
        NEED_TOKEN();
        if (p->symbols[mark] != *pc)
            goto fail;
        pc++, mark++;
        NEXT;
    OP(TOKV)
        NEED_TOKEN();
        if (p->symbols[mark] != *pc)
            goto fail;
        PUSH(krpeg_token_value(mark));
        pc++, mark++;
        NEXT;
    OP(SET)
        NEED_TOKEN();
        if (!in_set(*pc, p->symbols[mark]))
            goto fail;
        pc++, mark++;
        NEXT;
    OP(SETV)
        NEED_TOKEN();
        if (!in_set(*pc, p->symbols[mark]))
            goto fail;
        PUSH(krpeg_token_value(mark));
        pc++, mark++;
        NEXT;
    OP(ADVANCE)
        mark++;
        NEXT;
    OP(CALL)
        if (KR_UNLIKELY(nframes == p->max_frames) && !grow_frames(p))
            return NULL;
        p->frames[nframes++] = (KrPegFrame){(uint32_t)(pc + 1 - code), mark, nchoices};
        pc = code + *pc;
        NEXT;
    OP(RET)
    ret:
        nchoices = p->frames[--nframes].choices;
        pc = code + p->frames[nframes].back;
        NEXT;
    OP(JMP)
        pc = code + *pc;
        NEXT;
    OP(CHOICE)
        PUSH_CHOICE(*pc);
        pc++;
        NEXT;
    OP(COMMIT)
        nchoices--;
        pc = code + *pc;
        NEXT;
    OP(POP)
        nchoices--;
        NEXT;
    OP(FAIL)
        goto fail;
    OP(IFTOK)
        NEED_TOKEN();
        pc = p->symbols[mark] == *pc ? pc + 2 : code + pc[1];
        NEXT;
    OP(IFSET)
        NEED_TOKEN();
        pc = in_set(*pc, p->symbols[mark]) ? pc + 2 : code + pc[1];
        NEXT;
    OP(NEXT2)
        if (!p->symbols[mark + 1] && !krpeg_fetch(p))
            return NULL;
        pc = p->symbols[mark + 1] == *pc ? code + pc[1] : pc + 2;
        NEXT;
    OP(SWITCH)
        NEED_TOKEN();
        pc = code + pc[1 + switches[*pc][p->symbols[mark]]];
        NEXT;
    OP(ACT)
    OP(ACTRET) {
        p->start = p->frames[nframes - 1].start;
        p->mark = mark;
        const KrPegAction *action = &actions[pc[1]];
        p->text = action->text;
        sp -= pc[0];
        void *value = action->fn(p, sp);
        if (KR_UNLIKELY(!value)) {
            if (p->failed)
                return NULL;
            goto fail;
        }
        PUSH(value);
        if (pc[-1] == OP_ACTRET)
            goto ret;
        pc += 2;
        NEXT;
    }
    OP(NULLV)
        PUSH(NULL);
        NEXT;
    OP(DROP)
        sp--;
        NEXT;
    OP(LOOP)
        /* The outer repetition's base lies below the values. */
        NEED_ROOM(1);
        memmove(sp - *pc + 1, sp - *pc, *pc * sizeof *sp);
        sp[-*pc] = (void *)(intptr_t)base;
        sp++;
        base = (int)(sp - p->values) - *pc++;
        NEXT;
    OP(SEQ) {
        void **first = p->values + base, *seq = NULL;
        if (sp > first && !(seq = collect(p, first, sp)))
            return NULL;
        base = (int)(intptr_t)first[-1];
        first[-1] = seq;
        sp = first;
        NEXT;
    }
    OP(PEEK)
        NEED_TOKEN();
        if (p->symbols[mark] != *pc++)
            goto fail;
        NEXT;
    OP(PEEKNOT)
        NEED_TOKEN();
        if (p->symbols[mark] == *pc++)
            goto fail;
        NEXT;
    OP(PEEKSET)
        NEED_TOKEN();
        if (!in_set(*pc++, p->symbols[mark]))
            goto fail;
        NEXT;
    OP(PEEKNOTSET)
        NEED_TOKEN();
        if (in_set(*pc++, p->symbols[mark]))
            goto fail;
        NEXT;
    OP(LOOKEND) {
        const KrPegChoice *c = &p->choices[--nchoices];
        mark = c->mark;
        base = c->base;
        sp = p->values + c->values;
        NEXT;
    }
    OP(LOOKFAIL)
        nchoices--;
        goto fail;
    OP(FORCE)
        NEED_TOKEN();
        if (p->symbols[mark] != *pc)
            return fail_forced(p, mark, forced[pc[1]]), NULL;
        pc += 2, mark++;
        NEXT;
    OP(BIN)
        NEED_ROOM(2);
        sp[0] = pack((uint8_t)*pc, KR_PEG_SENTINEL, 0, (uint8_t)*pc);
        pc++;
        sp[1] = NULL;
        sp += 2;
        NEXT;
    OP(PREFIX)
        NEED_TOKEN();
        while (prefix_operators[p->symbols[mark]].level) {
            KrPegPrefix prefix = prefix_operators[p->symbols[mark]];
            if (!takes_prefix(unpack(sp[-2]), prefix.level))
                break;
            NEED_ROOM(2);
            if (!push_prefix(p, sp, mark, prefix))
                return NULL;
            sp += 2;
            mark++;
            NEED_TOKEN();
        }
        PUSH((void *)(uintptr_t)mark);
        NEXT;
    OP(BINNEXT) {
        NEED_TOKEN();
        if (!binary_operators[p->symbols[mark]].level) {
            pc += 2;
            NEXT;
        }
        uint8_t op;
        int ntokens;
        const KrPegBinary *b = operator_at(p, mark, &op, &ntokens);
        if (!b || b->level < unpack(sp[-4]).loosest) {
            if (p->failed)
                return NULL;
            pc += 2;
            NEXT;
        }
        p->mark = mark;
        if (!(sp = reduce(p, sp, b->level, b->kind)))
            return NULL;
        if (pc[1])
            PUSH_CHOICE((uint32_t)(pc + 2 - code));
        NEED_ROOM(2);
        if (!push_binary(p, sp, b, op))
            return NULL;
        sp += 2;
        mark += ntokens;
        pc = code + pc[0];
        NEXT;
    }
    OP(BINEND)
        p->mark = mark;
        if (unpack(sp[-4]).kind != KR_PEG_SENTINEL && !(sp = reduce(p, sp, 0, 0)))
            return NULL;
        sp[-4] = sp[-1];
        sp -= 3;
        NEXT;
    OP(MEMO) {
        const KrPegMemo *m = recall(p, mark, *pc);
        if (!m) {
            PUSH_CHOICE(pc[1]);
            pc += 2;
            NEXT;
        }
        if (!m->matched)
            goto fail;
        PUSH(m->value);
        mark = m->end;
        goto ret;
    }
    OP(MEMOFAIL)
        if (!remember(p, p->frames[nframes - 1].start, *pc, false, 0, NULL))
            return NULL;
        goto fail;
    OP(MEMORET)
        if (!remember(p, p->frames[nframes - 1].start, *pc, true, mark, sp[-1]))
            return NULL;
        goto ret;
    OP(HALT)
        return sp[-1];

fail:
    if (nchoices == 0)
        return NULL;
    const KrPegChoice *c = &p->choices[--nchoices];
    pc = code + c->at;
    mark = c->mark;
    sp = p->values + c->values;
    nframes = c->frames;
    base = c->base;
    NEXT;
}

void *krpeg_run(KrPeg *p)
{
    if (!p->values && (!grow_tokens(p) || !grow_values(p)))
        return NULL;
    if (p->fill == 0)
        p->symbols[0] = 0;
    return run(p, entries[p->pass][p->mode]);
}
