/* SPDX-License-Identifier: MIT
 * The lexer's frame: tokens by their first byte, operators, brackets, line ends, diagnoses.
 *
 * The text ends with a newline and a NUL that is nowhere else, so a look ahead needs no bound. */
#include "base/buf.h"
#include "base/utf8.h"
#include "syntax/lex_internal.h"

#include <stdio.h>

const uint8_t krlex_classes[256] = {
    [0] = KR_CHAR_END,
    [' '] = KR_CHAR_BLANK,
    ['\t'] = KR_CHAR_BLANK,
    ['\f'] = KR_CHAR_BLANK,
    ['\n'] = KR_CHAR_NEWLINE,
    ['a' ... 'z'] = KR_CHAR_NAME,
    ['A' ... 'Z'] = KR_CHAR_NAME,
    ['_'] = KR_CHAR_NAME,
    [0x80 ... 0xFF] = KR_CHAR_NAME,
    ['0' ... '9'] = KR_CHAR_DIGIT,
    ['"'] = KR_CHAR_QUOTE,
    ['\''] = KR_CHAR_QUOTE,
    ['.'] = KR_CHAR_DOT,
    ['('] = KR_CHAR_OPEN,
    ['['] = KR_CHAR_OPEN,
    ['{'] = KR_CHAR_OPEN,
    [')'] = KR_CHAR_CLOSE,
    [']'] = KR_CHAR_CLOSE,
    ['}'] = KR_CHAR_CLOSE,
    ['!'] = KR_CHAR_OPERATOR,
    ['%'] = KR_CHAR_OPERATOR,
    ['&'] = KR_CHAR_OPERATOR,
    ['*'] = KR_CHAR_OPERATOR,
    ['+'] = KR_CHAR_OPERATOR,
    [','] = KR_CHAR_OPERATOR,
    ['-'] = KR_CHAR_OPERATOR,
    ['/'] = KR_CHAR_OPERATOR,
    [':'] = KR_CHAR_OPERATOR,
    [';'] = KR_CHAR_OPERATOR,
    ['<'] = KR_CHAR_OPERATOR,
    ['='] = KR_CHAR_OPERATOR,
    ['>'] = KR_CHAR_OPERATOR,
    ['@'] = KR_CHAR_OPERATOR,
    ['^'] = KR_CHAR_OPERATOR,
    ['|'] = KR_CHAR_OPERATOR,
    ['~'] = KR_CHAR_OPERATOR,
    ['#'] = KR_CHAR_HASH,
    ['\\'] = KR_CHAR_BACKSLASH,
};

/* The tokens that start with a character c: c, c=, cc and cc=; 0 for none. */
static const struct {
    uint8_t alone, equal, twice, twice_equal;
} operators[128] = {
    ['('] = {.alone = KR_TOK_LPAR},
    [')'] = {.alone = KR_TOK_RPAR},
    ['['] = {.alone = KR_TOK_LSQB},
    [']'] = {.alone = KR_TOK_RSQB},
    ['{'] = {.alone = KR_TOK_LBRACE},
    ['}'] = {.alone = KR_TOK_RBRACE},
    [','] = {.alone = KR_TOK_COMMA},
    [';'] = {.alone = KR_TOK_SEMI},
    ['~'] = {.alone = KR_TOK_TILDE},
    [':'] = {KR_TOK_COLON, KR_TOK_COLONEQUAL, 0, 0},
    ['!'] = {KR_TOK_EXCLAMATION, KR_TOK_NOTEQUAL, 0, 0},
    ['='] = {KR_TOK_EQUAL, KR_TOK_EQEQUAL, 0, 0},
    ['%'] = {KR_TOK_PERCENT, KR_TOK_PERCENTEQUAL, 0, 0},
    ['&'] = {KR_TOK_AMPER, KR_TOK_AMPEREQUAL, 0, 0},
    ['+'] = {KR_TOK_PLUS, KR_TOK_PLUSEQUAL, 0, 0},
    ['-'] = {KR_TOK_MINUS, KR_TOK_MINEQUAL, 0, 0},
    ['@'] = {KR_TOK_AT, KR_TOK_ATEQUAL, 0, 0},
    ['^'] = {KR_TOK_CIRCUMFLEX, KR_TOK_CIRCUMFLEXEQUAL, 0, 0},
    ['|'] = {KR_TOK_VBAR, KR_TOK_VBAREQUAL, 0, 0},
    ['*'] = {KR_TOK_STAR, KR_TOK_STAREQUAL, KR_TOK_DOUBLESTAR, KR_TOK_DOUBLESTAREQUAL},
    ['/'] = {KR_TOK_SLASH, KR_TOK_SLASHEQUAL, KR_TOK_DOUBLESLASH, KR_TOK_DOUBLESLASHEQUAL},
    ['<'] = {KR_TOK_LESS, KR_TOK_LESSEQUAL, KR_TOK_LEFTSHIFT, KR_TOK_LEFTSHIFTEQUAL},
    ['>'] = {KR_TOK_GREATER, KR_TOK_GREATEREQUAL, KR_TOK_RIGHTSHIFT, KR_TOK_RIGHTSHIFTEQUAL},
};

/* ---- diagnoses ---- */

/* A message in the arena; NULL when memory is out. */
static const char *format_message(KrLexer *lx, const char *format, va_list args)
{
    KrBuf b = krbuf_init(lx->arena->alloc);
    krbuf_vprintf(&b, format, args);
    const char *text = b.failed ? NULL : krarena_text(lx->arena, b.data, b.len);
    krbuf_release(&b);
    return text;
}

/* Fills the diagnosis; end_line 0 if the end is unknown. */
static bool fail_at(KrLexer *lx, KrDiagKind kind, const char *message, int line, int col,
                    int end_line, int end_col)
{
    lx->failed = true;
    *lx->diag = (KrDiag){.kind = KR_DIAG_MEMORY};
    if (!message)
        return false;
    *lx->diag = (KrDiag){.kind = kind, .message = message, .line = line, .col = col, .end_line = end_line, .end_col = end_col};
    lx->diag->text = krsource_line(&lx->source, line, &lx->diag->text_len);
    return false;
}

static bool fail_bare(KrLexer *lx, const char *message, int col, int end_col)
{
    fail_at(lx, KR_DIAG_SYNTAX, message, lx->line, col, lx->line, end_col);
    lx->diag->bare = true;
    return false;
}

bool krlex_fail(KrLexer *lx, const char *at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *message = format_message(lx, format, args);
    va_end(args);
    while (at > lx->line_start && krutf8_is_tail(*--at))
        ;
    int col = (int)(at - lx->line_start);
    return fail_bare(lx, message, col, col);
}

bool krlex_fail_kind(KrLexer *lx, KrDiagKind kind, int col, const char *message)
{
    bool layout = kind == KR_DIAG_INDENTATION;
    return fail_at(lx, kind, message, lx->line, col, layout ? lx->line : 0, layout ? -2 : 0);
}

bool krlex_fail_columns(KrLexer *lx, int col, int end_col, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *message = format_message(lx, format, args);
    va_end(args);
    return fail_bare(lx, message, col, end_col);
}

bool krlex_fail_token(KrLexer *lx, const KrToken *token, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *message = format_message(lx, format, args);
    va_end(args);
    return fail_at(lx, KR_DIAG_SYNTAX, message, token->line, token->col, token->end_line,
                   token->end_col);
}

bool krlex_fail_memory(KrLexer *lx)
{
    return fail_at(lx, KR_DIAG_MEMORY, NULL, 0, 0, 0, 0);
}

bool krlex_fail_end(KrLexer *lx)
{
    if (lx->flags & KR_LEX_INTERACTIVE)
        return krlex_fail_incomplete(lx);
    if (lx->level == 0) {
        size_t n;
        krsource_line(&lx->source, lx->line, &n);
        return krlex_fail_kind(lx, KR_DIAG_SYNTAX, (int)n, "unexpected EOF while parsing");
    }
    char message[] = "'(' was never closed";
    int line, col;
    message[1] = krlex_open_bracket(lx, &line, &col);
    fail_at(lx, KR_DIAG_SYNTAX, krarena_text(lx->arena, message, strlen(message)), line, col, 0, 0);
    size_t rest = 0;
    if (lx->line > line)
        krsource_line(&lx->source, lx->line, &rest);
    lx->diag->bare = rest || lx->line > line + 1;
    return false;
}

bool krlex_fail_incomplete(KrLexer *lx)
{
    return krlex_fail_kind(lx, KR_DIAG_INCOMPLETE, 0, "incomplete input");
}

bool krlex_warn(KrLexer *lx, int line, int col, int end_col, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *message = format_message(lx, format, args);
    va_end(args);
    KrDiagWarning *w = message ? krarena_new(lx->arena, sizeof *w) : NULL;
    if (!w)
        return krlex_fail_memory(lx);
    *w = (KrDiagWarning){NULL, "SyntaxWarning", message, line, col, line, end_col};
    *lx->last_warning = w;
    lx->last_warning = &w->next;
    return true;
}

/* ---- operators and brackets ---- */

static bool give_operator(KrLexer *lx, const char *p, KrToken *out)
{
    unsigned char c = (unsigned char)*p;
    if (p[1] == '=' && operators[c].equal)
        return krlex_give(lx, out, operators[c].equal, p, p + 2);
    if (p[1] == *p && operators[c].twice) {
        if (p[2] == '=')
            return krlex_give(lx, out, operators[c].twice_equal, p, p + 3);
        return krlex_give(lx, out, operators[c].twice, p, p + 2);
    }
    if (p[1] == '>' && c == '-')
        return krlex_give(lx, out, KR_TOK_RARROW, p, p + 2);
    if (p[1] == '>' && c == '<') /* the parser tells it from != by its text */
        return krlex_give(lx, out, KR_TOK_NOTEQUAL, p, p + 2);
    return krlex_give(lx, out, operators[c].alone, p, p + 1);
}

static bool open_bracket(KrLexer *lx, const char *p, KrToken *out)
{
    if (KR_UNLIKELY(lx->level >= KR_MAX_BRACKETS)) {
        krlex_fail(lx, p + 1, "too many nested parentheses");
        if (lx->diag->kind == KR_DIAG_SYNTAX)
            lx->diag->kind = KR_DIAG_DEPTH;
        return false;
    }
    lx->brackets[lx->level].kind = *p;
    lx->brackets[lx->level].line = lx->line;
    lx->brackets[lx->level].col = (int)(p - lx->line_start);
    lx->level++;
    if (lx->mode)
        lx->mode->depth++;
    return krlex_give(lx, out, operators[(unsigned char)*p].alone, p, p + 1);
}

static bool fail_mismatch(KrLexer *lx, const char *p)
{
    KrLexMode *m = lx->mode;
    char opening = lx->brackets[lx->level].kind;
    int line = lx->brackets[lx->level].line;
    if (m && opening == '{' && m->depth - 1 == m->fields)
        return krlex_fail(lx, p + 1, "%c-string: unmatched '%c'", m->prefix, *p);
    if (line != lx->line)
        return krlex_fail(
            lx, p + 1,
            "closing parenthesis '%c' does not match opening parenthesis '%c' on line %d", *p,
            opening, line);
    return krlex_fail(lx, p + 1, "closing parenthesis '%c' does not match opening parenthesis '%c'",
                      *p, opening);
}

static bool close_bracket(KrLexer *lx, const char *p, KrToken *out)
{
    bool lenient = lx->flags & KR_LEX_EXTRA; /* the tokenize module does not match brackets */
    if (lx->mode && !lx->mode->depth && *p == '}')
        return krlex_fail(lx, p + 1, "%c-string: single '}' is not allowed", lx->mode->prefix);
    if (KR_LIKELY(lx->level > 0)) {
        char opening = lx->brackets[--lx->level].kind;
        /* ( and ) differ by 1 in ASCII, the other pairs by 2. */
        if (KR_UNLIKELY(*p != opening + (opening == '(' ? 1 : 2)) && !lenient)
            return fail_mismatch(lx, p);
    } else if (!lenient) {
        return krlex_fail(lx, p + 1, "unmatched '%c'", *p);
    }
    krlex_give(lx, out, operators[(unsigned char)*p].alone, p, p + 1);
    return KR_LIKELY(!lx->mode) || krlex_field_close(lx, p, out);
}

/* ---- line ends and comments ---- */

/* A token at the end of all has no place of its own: for the parser, that of the last newline, as
 * its messages want it; for the tokenize module, the line behind the last. */
static bool give_at_end(KrLexer *lx, KrTokenKind kind, const char *p, KrToken *out)
{
    krlex_give(lx, out, kind, p, p);
    if (lx->flags & KR_LEX_EXTRA || lx->line == 1)
        return true;
    size_t n;
    out->line = out->end_line = lx->line - 1;
    krsource_line(&lx->source, out->line, &n);
    out->col = out->end_col = (int)n;
    return true;
}

static bool give_indentation(KrLexer *lx, KrToken *out)
{
    if (lx->pending > 0) {
        lx->pending--;
        return krlex_give(lx, out, KR_TOK_INDENT, lx->line_start, lx->cur);
    }
    lx->pending++;
    if (*lx->cur == 0)
        return give_at_end(lx, KR_TOK_DEDENT, lx->cur, out);
    return krlex_give(lx, out, KR_TOK_DEDENT, lx->cur, lx->cur);
}

/* The newline at p ends a token that starts at `start`: there, or with the comment that the parser
 * does not see. */
static bool give_newline(KrLexer *lx, KrTokenKind kind, const char *start, const char *p,
                         KrToken *out)
{
    bool added = p[1] == 0 && lx->source.newline_added;
    krlex_give(lx, out, kind, start, added ? p : p + 1);
    out->end_col = (int)(p + 1 - lx->line_start);
    krlex_begin_line(lx, p + 1);
    lx->line_begins = lx->level == 0;
    return true;
}

static bool is_alnum(char c)
{
    return krlex_is_name(c) && c != '_';
}

/* The comment from p to end if it is "# type: ..."; false otherwise. */
static bool give_type_comment(KrLexer *lx, const char *p, const char *end, KrToken *out)
{
    p++;
    while (*p == ' ' || *p == '\t')
        p++;
    if (end - p < 5 || memcmp(p, "type:", 5) != 0)
        return false;
    p += 5;
    while (*p == ' ' || *p == '\t')
        p++;
    if (end - p >= 6 && memcmp(p, "ignore", 6) == 0 && !is_alnum(p[6])) {
        krlex_give(lx, out, KR_TOK_TYPE_IGNORE, p + 6, end);
        if (lx->blank) {
            krlex_begin_line(lx, end + 1);
            lx->line_begins = true;
        }
        return true;
    }
    lx->blank = false; /* a NEWLINE follows even where the comment stands alone */
    return krlex_give(lx, out, KR_TOK_TYPE_COMMENT, p, end);
}

/* The comment at p; *given if it is a token, else reading goes on at its newline. */
static bool read_comment(KrLexer *lx, const char *p, KrToken *out, bool *given)
{
    const char *end = strchr(p, '\n');
    if (lx->flags & KR_LEX_TYPE_COMMENTS && give_type_comment(lx, p, end, out))
        return *given = true;
    if (lx->mode && !krlex_field_comment(lx, p, end))
        return false;
    if (lx->flags & KR_LEX_EXTRA) {
        *given = true;
        return krlex_give(lx, out, KR_TOK_COMMENT, p, end);
    }
    lx->cur = end;
    return true;
}

/* The newline at p, after a comment that starts at `start` or alone; *given if it is a token. */
static bool read_newline(KrLexer *lx, const char *start, const char *p, KrToken *out, bool *given)
{
    *given = true;
    if (lx->level == 0 && !lx->blank)
        return give_newline(lx, KR_TOK_NEWLINE, start, p, out);
    if (lx->flags & KR_LEX_EXTRA)
        return give_newline(lx, KR_TOK_NL, p, p, out);
    *given = false;
    krlex_begin_line(lx, p + 1);
    lx->line_begins = lx->level == 0;
    return true;
}

static bool give_end(KrLexer *lx, const char *p, KrToken *out)
{
    if (lx->level > 0)
        return krlex_fail_end(lx);
    return give_at_end(lx, KR_TOK_ENDMARKER, p, out);
}

/* ---- the next token ---- */

static bool give_dots(KrLexer *lx, const char *p, KrToken *out)
{
    if (krlex_is_digit(p[1]))
        return krlex_scan_number(lx, p, out);
    if (p[1] == '.' && p[2] == '.')
        return krlex_give(lx, out, KR_TOK_ELLIPSIS, p, p + 3);
    return krlex_give(lx, out, KR_TOK_DOT, p, p + 1);
}

/* A comment, newline or backslash: sets *given if *out is the token, otherwise reading goes on. */
static bool read_separator(KrLexer *lx, const char *p, KrToken *out, bool *given)
{
    *given = false;
    if (*p == '\\')
        return krlex_join_line(lx, p);
    const char *start = p;
    if (*p == '#') {
        if (!read_comment(lx, p, out, given))
            return false;
        if (*given)
            return true;
        p = lx->cur;
    }
    return read_newline(lx, start, p, out, given);
}

bool krlex_code(KrLexer *lx, KrToken *out)
{
    bool given;
    for (;;) {
        if (KR_UNLIKELY(lx->line_begins) && !krlex_indentation(lx))
            return false;
        if (KR_UNLIKELY(lx->pending))
            return give_indentation(lx, out);
        const char *p = lx->cur;
        while (krlex_class(*p) == KR_CHAR_BLANK)
            p++;
        switch (krlex_class(*p)) {
        case KR_CHAR_NAME:
            return krlex_name(lx, p, out);
        case KR_CHAR_OPERATOR:
            if (KR_UNLIKELY(lx->mode)) {
                if (!krlex_field_mark(lx, p, out, &given) || given)
                    return given;
            }
            return give_operator(lx, p, out);
        case KR_CHAR_OPEN:
            return open_bracket(lx, p, out);
        case KR_CHAR_CLOSE:
            return close_bracket(lx, p, out);
        case KR_CHAR_DOT:
            return give_dots(lx, p, out);
        case KR_CHAR_DIGIT:
            return krlex_scan_number(lx, p, out);
        case KR_CHAR_QUOTE:
            return krlex_scan_string(lx, p, p, out);
        case KR_CHAR_NEWLINE:
        case KR_CHAR_HASH:
        case KR_CHAR_BACKSLASH:
            if (!read_separator(lx, p, out, &given) || given)
                return given;
            break;
        case KR_CHAR_END:
            return give_end(lx, p, out);
        case KR_CHAR_BLANK:
        case KR_CHAR_OTHER:
            return krlex_other(lx, p, out);
        }
    }
}

bool krlex_next(KrLexer *lx, KrToken *out)
{
    if (KR_UNLIKELY(lx->failed))
        return false;
    if (KR_UNLIKELY(lx->mode) && lx->mode->in_text)
        return krlex_text(lx, out);
    return krlex_code(lx, out);
}

/* ---- setting up and asking ---- */

KrLexer *krlex_new(KrArena *arena, const char *source, size_t n, int flags, KrDiag *diag)
{
    *diag = (KrDiag){.kind = KR_DIAG_NONE};
    KrLexer *lx = krarena_new(arena, sizeof *lx);
    if (!lx) {
        diag->kind = KR_DIAG_MEMORY;
        return NULL;
    }
    lx->arena = arena;
    lx->diag = diag;
    lx->flags = flags;
    lx->last_warning = &lx->warnings;
    if (!krsource_open(&lx->source, arena, source, n, flags, diag))
        return NULL;
    lx->cur = lx->line_start = lx->source.text;
    lx->line = 1;
    lx->line_begins = true;
    return lx;
}

const char *krlex_line(const KrLexer *lx, int line, size_t *n)
{
    return krsource_line(&lx->source, line, n);
}

const char *krlex_source(const KrLexer *lx, size_t *n)
{
    *n = lx->source.n;
    return lx->source.text;
}

char krlex_open_bracket(const KrLexer *lx, int *line, int *col)
{
    if (lx->level == 0)
        return 0;
    *line = lx->brackets[lx->level - 1].line;
    *col = lx->brackets[lx->level - 1].col;
    return lx->brackets[lx->level - 1].kind;
}

KrDiagWarning *krlex_warnings(const KrLexer *lx)
{
    return lx->warnings;
}

void krlex_set_names(KrLexer *lx, KrUnicodeNameFn names)
{
    lx->names = names;
}
