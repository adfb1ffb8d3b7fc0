/* SPDX-License-Identifier: MIT
 * The module _tokenize: the lexer's tokens, comments and blank lines among them, for tokenize. */
#include "base/utf8.h"
#include "modules/modules.h"
#include "syntax/token.h"

/// module _tokenize
/// The lexer, for tokenize.

typedef struct Tokens {
    KrVm *vm;
    KrLexer *lx;
    KrList *list;
    KrValue line; /* the text of the lines from `first` to `last` */
    int first, last;
} Tokens;

/* Columns are told in code points. */
static int column(KrLexer *lx, int line, int col)
{
    size_t n = 0;
    const char *text = krlex_line(lx, line, &n);
    if (!text || col <= 0)
        return col < 0 ? 0 : col;
    size_t bytes = (size_t)col < n ? (size_t)col : n;
    return (int)krutf8_count(text, bytes) + (col - (int)bytes);
}

static bool set_line(Tokens *t, int first, int last)
{
    if (t->first == first && t->last == last)
        return true;
    KrBuf b = krbuf_init(&t->vm->alloc);
    for (int i = first; i <= last; i++) {
        size_t n;
        const char *text = krlex_line(t->lx, i, &n);
        if (!text)
            continue;
        krbuf_add(&b, text, n);
        krbuf_char(&b, '\n');
    }
    t->first = first;
    t->last = last;
    t->line = krvalue_or_raised(krstr_from_buf(t->vm, &b));
    return t->line != KR_RAISED;
}

static bool add(Tokens *t, const KrToken *token)
{
    KrStr *text = krstr_new(t->vm, token->text ? token->text : "", token->text ? token->len : 0);
    if (!text || !set_line(t, token->line, token->end_line) || !krcharge(t->vm, 1))
        return false;
    KrTuple *row = krtuple_of(t->vm, 7, krsmall(token->kind), krvalue(text), krsmall(token->line),
                              krsmall(column(t->lx, token->line, token->col)), krsmall(token->end_line),
                              krsmall(column(t->lx, token->end_line, token->end_col)), t->line);
    return row && krlist_append(t->vm, t->list, krvalue(row));
}

/* All tokens; the error that ended them early is in diag. */
static bool read_all(Tokens *t, const KrDiag *diag)
{
    KrToken token;
    while (krlex_next(t->lx, &token)) {
        if (!add(t, &token))
            return false;
        if (token.kind == KR_TOK_ENDMARKER)
            return true;
    }
    return diag->message != NULL || (krraise_memory(t->vm), false);
}

/// _tokenize.tokens(source, extra_tokens, /)
/// Return ([(kind, text, line, column, end line, end column, lines)], (kind of error, message, line, column) or None).
KR_NATIVE(_tokenize_tokens)
{
    if (!kris_str(vm, a[0]))
        return krraise(vm, KR_T_TypeError, "source must be str, not %T", a[0]);
    int extra = krobj_true(vm, a[1]);
    if (extra < 0)
        return KR_RAISED;
    KrArena arena;
    if (!krsource_begin(vm, &arena, kras_str(a[0])->size))
        return KR_RAISED;
    KrDiag diag = {0};
    Tokens t = {.vm = vm, .list = krlist_with_capacity(vm, 16)};
    KrTuple *out = NULL;
    t.lx = krlex_new(&arena, krstr_data(kras_str(a[0])), kras_str(a[0])->size, KR_LEX_FROM_STRING | (extra ? KR_LEX_EXTRA : 0), &diag);
    if (t.list && (t.lx ? read_all(&t, &diag) : diag.message != NULL)) {
        KrValue error = KR_NONE;
        if (diag.message) {
            KrStr *message = krstr_text(vm, diag.message);
            error = !message ? KR_RAISED
                             : krvalue_or_raised(krtuple_of(vm, 4, krsmall(diag.kind == KR_DIAG_INDENTATION ? 1 : diag.kind == KR_DIAG_TAB ? 2 : 0),
                                                            krvalue(message), krsmall(diag.line),
                                                            krsmall(t.lx ? column(t.lx, diag.line, diag.col) : diag.col)));
        }
        out = error == KR_RAISED ? NULL : krtuple_of(vm, 2, krvalue(t.list), error);
    } else if (!vm->exec->pending) {
        krraise_memory(vm);
    }
    krarena_release(&arena);
    return krvalue_or_raised(out);
}

/// _tokenize.kinds()
/// Return the names of the lexer's kinds of tokens, by number, each with its text or None.
KR_NATIVE(_tokenize_kinds)
{
    static const struct {
        const char *name, *text;
    } kinds[] = {
#define KR_TOKEN(name, text) {#name, text},
#include "tokens.inc"
#undef KR_TOKEN
    };
    KrList *list = krlist_with_capacity(vm, KR_COUNT(kinds));
    for (uint32_t i = 0; list && i < KR_COUNT(kinds); i++) {
        KrStr *name = krstr_text(vm, kinds[i].name), *text = kinds[i].text ? krstr_text(vm, kinds[i].text) : NULL;
        if (!name || (kinds[i].text && !text))
            return KR_RAISED;
        KrTuple *row = krtuple_of(vm, 2, krvalue(name), text ? krvalue(text) : KR_NONE);
        if (!row || !krlist_append(vm, list, krvalue(row)))
            return KR_RAISED;
    }
    return krvalue_or_raised(list);
}
