/* SPDX-License-Identifier: MIT
 * Tests of the lexer: syntax/lexer, lex_*, source. Tokens, messages and columns are what CPython
 * gives. */
#include "base/buf.h"
#include "syntax/token.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const char *const token_names[] = {
#define KR_TOKEN(name, text) #name,
#include "tokens.inc"
#undef KR_TOKEN
};

static KrAlloc memory;
static KrArena arena;
static KrDiag diag;
static KrBuf shown;

static void start(void)
{
    kralloc_init(&memory);
    krarena_init(&arena, &memory);
    shown = krbuf_init(&memory);
}

static void stop(void)
{
    krarena_release(&arena);
    krbuf_release(&shown);
    ck_assert_uint_eq(memory.used, 0);
}

static KrLexer *open_text(const char *text, int flags)
{
    return krlex_new(&arena, text, strlen(text), flags, &diag);
}

/* Reads a token that has to be there. */
static KrToken next(KrLexer *lx)
{
    KrToken t = {0};
    if (!krlex_next(lx, &t))
        ck_abort_msg("%s", diag.message);
    return t;
}

/* The first token of the kind. */
static KrToken find(KrLexer *lx, KrTokenKind kind)
{
    for (;;) {
        KrToken t = next(lx);
        if (t.kind == kind)
            return t;
        ck_assert_int_ne(t.kind, KR_TOK_ENDMARKER);
    }
}

static void show_token(const KrToken *t, bool places)
{
    bool plain = t->kind != KR_TOK_NAME && t->kind != KR_TOK_NEWLINE && t->kind != KR_TOK_INDENT;
    krbuf_text(&shown, token_names[t->kind]);
    if (t->len && (plain || t->kind == KR_TOK_NAME))
        krbuf_printf(&shown, "<%.*s>", (int)t->len, t->text);
    if (places)
        krbuf_printf(&shown, "@%d:%d-%d:%d", t->line, t->col, t->end_line, t->end_col);
    krbuf_char(&shown, ' ');
}

/* All tokens as text, up to ENDMARKER (not shown) or "ERROR" and the message. */
static const char *lex(const char *text, int flags, bool places)
{
    KrToken t;
    shown.len = 0;
    KrLexer *lx = open_text(text, flags);
    for (;;) {
        if (!lx || !krlex_next(lx, &t)) {
            krbuf_printf(&shown, "ERROR %s ", diag.message);
            break;
        }
        if (t.kind == KR_TOK_ENDMARKER)
            break;
        show_token(&t, places);
    }
    shown.len -= shown.len > 0;
    return krbuf_cstr(&shown);
}

/* ---- tokens ---- */

static const struct {
    const char *text, *tokens;
} code[] = {
    {"", ""},
    {"\n\n  # c\n", ""},
    {"x", "NAME<x> NEWLINE"},
    {"if x:\n  y\nz\n",
     "NAME<if> NAME<x> COLON<:> NEWLINE INDENT NAME<y> NEWLINE DEDENT NAME<z> NEWLINE"},
    {"a:\n b:\n  c", "NAME<a> COLON<:> NEWLINE INDENT NAME<b> COLON<:> NEWLINE INDENT NAME<c> "
                     "NEWLINE DEDENT DEDENT"},
    {"a:\n\tb\n\n# c\n\td\n",
     "NAME<a> COLON<:> NEWLINE INDENT NAME<b> NEWLINE NAME<d> NEWLINE DEDENT"},
    {"(a,\n b) # c\n", "LPAR<(> NAME<a> COMMA<,> NAME<b> RPAR<)> NEWLINE"},
    {"x = 1 \\\n + 2\n", "NAME<x> EQUAL<=> NUMBER<1> PLUS<+> NUMBER<2> NEWLINE"},
    {"  \\\n  x\n", "INDENT NAME<x> NEWLINE DEDENT"},
    {"\fx\n \f y", "NAME<x> NEWLINE INDENT NAME<y> NEWLINE DEDENT"},
    {"x\r\ny\rz\n\r", "NAME<x> NEWLINE NAME<y> NEWLINE NAME<z> NEWLINE"},
    {"a<<=b**=c//=d->e:=f",
     "NAME<a> LEFTSHIFTEQUAL<<<=> NAME<b> DOUBLESTAREQUAL<**=> NAME<c> DOUBLESLASHEQUAL<//=> "
     "NAME<d> RARROW<->> NAME<e> COLONEQUAL<:=> NAME<f> NEWLINE"},
    {"a<>b!=c...d..e",
     "NAME<a> NOTEQUAL<<>> NAME<b> NOTEQUAL<!=> NAME<c> ELLIPSIS<...> NAME<d> DOT<.> DOT<.> "
     "NAME<e> NEWLINE"},
    {"a@=b^c|=~d%e&f;",
     "NAME<a> ATEQUAL<@=> NAME<b> CIRCUMFLEX<^> NAME<c> VBAREQUAL<|=> TILDE<~> NAME<d> PERCENT<%> "
     "NAME<e> AMPER<&> NAME<f> SEMI<;> NEWLINE"},
    {"$ ? `", "OP<$> OP<?> OP<`> NEWLINE"},
    {"\303\251t\303\251 \346\227\245\346\234\254",
     "NAME<\303\251t\303\251> NAME<\346\227\245\346\234\254> NEWLINE"},
    {"'a' b'c' Rb\"d\" u'e' x'f'",
     "STRING<'a'> STRING<b'c'> STRING<Rb\"d\"> STRING<u'e'> NAME<x> STRING<'f'> NEWLINE"},
    {"'' '''a\n'b''' '\\'' 'a\\\nb'",
     "STRING<''> STRING<'''a\n'b'''> STRING<'\\''> STRING<'a\\\nb'> NEWLINE"},
    {"0 00 0_0 1_0 0x_fF 0b1 0O7",
     "NUMBER<0> NUMBER<00> NUMBER<0_0> NUMBER<1_0> NUMBER<0x_fF> NUMBER<0b1> "
     "NUMBER<0O7> NEWLINE"},
    {"1. .5 1.5e-3 1e5j 09.5 0j 1.real",
     "NUMBER<1.> NUMBER<.5> NUMBER<1.5e-3> NUMBER<1e5j> NUMBER<09.5> NUMBER<0j> "
     "ERROR invalid decimal literal"},
    {"1if 2else 3", "NUMBER<1> NAME<if> NUMBER<2> NAME<else> NUMBER<3> NEWLINE"},
    {"1\303\251", "NUMBER<1> NAME<\303\251> NEWLINE"},
};

START_TEST(tokens_of_code)
{
    ck_assert_str_eq(lex(code[_i].text, KR_LEX_FROM_STRING, false), code[_i].tokens);
}
END_TEST

static const struct {
    const char *text, *tokens;
} literals[] = {
    {"f''", "FSTRING_START<f'> FSTRING_END<'> NEWLINE"},
    {"f'a{b}c'", "FSTRING_START<f'> FSTRING_MIDDLE<a> LBRACE<{> NAME<b> RBRACE<}> "
                 "FSTRING_MIDDLE<c> FSTRING_END<'> "
                 "NEWLINE"},
    {"t'a{b}'",
     "TSTRING_START<t'> TSTRING_MIDDLE<a> LBRACE<{> NAME<b> RBRACE<}> TSTRING_END<'> NEWLINE"},
    {"rT\"\"", "TSTRING_START<rT\"> TSTRING_END<\"> NEWLINE"},
    {"f'{{a}}'", "FSTRING_START<f'> FSTRING_MIDDLE<{> FSTRING_MIDDLE<a}> FSTRING_END<'> NEWLINE"},
    {"f'{f'{'a'}'}'",
     "FSTRING_START<f'> LBRACE<{> FSTRING_START<f'> LBRACE<{> STRING<'a'> RBRACE<}> FSTRING_END<'> "
     "RBRACE<}> FSTRING_END<'> NEWLINE"},
    {"f'{a!r:>{w}}'",
     "FSTRING_START<f'> LBRACE<{> NAME<a> EXCLAMATION<!> NAME<r> COLON<:> FSTRING_MIDDLE<>> "
     "LBRACE<{> NAME<w> RBRACE<}> FSTRING_MIDDLE RBRACE<}> FSTRING_END<'> NEWLINE"},
    {"f'{a:=5}'", "FSTRING_START<f'> LBRACE<{> NAME<a> COLON<:> FSTRING_MIDDLE<=5> RBRACE<}> "
                  "FSTRING_END<'> NEWLINE"},
    {"f'{(a:=5)}'",
     "FSTRING_START<f'> LBRACE<{> LPAR<(> NAME<a> COLONEQUAL<:=> NUMBER<5> RPAR<)> RBRACE<}> "
     "FSTRING_END<'> NEWLINE"},
    {"f'{a!=b}'",
     "FSTRING_START<f'> LBRACE<{> NAME<a> NOTEQUAL<!=> NAME<b> RBRACE<}> FSTRING_END<'> NEWLINE"},
    {"f'{lambda x:1}'",
     "FSTRING_START<f'> LBRACE<{> NAME<lambda> NAME<x> COLON<:> FSTRING_MIDDLE<1> RBRACE<}> "
     "FSTRING_END<'> NEWLINE"},
    {"f'{a[1:2]:x}'",
     "FSTRING_START<f'> LBRACE<{> NAME<a> LSQB<[> NUMBER<1> COLON<:> NUMBER<2> RSQB<]> COLON<:> "
     "FSTRING_MIDDLE<x> RBRACE<}> FSTRING_END<'> NEWLINE"},
    {"f'{a # }\n}'", "FSTRING_START<f'> LBRACE<{> NAME<a> RBRACE<}> FSTRING_END<'> NEWLINE"},
    {"f'''{\na\n}\n'''",
     "FSTRING_START<f'''> LBRACE<{> NAME<a> RBRACE<}> FSTRING_MIDDLE<\n> FSTRING_END<'''> NEWLINE"},
    {"f'\\N{BULLET}\\{a}'",
     "FSTRING_START<f'> FSTRING_MIDDLE<\\N{BULLET}> FSTRING_MIDDLE<\\> LBRACE<{> NAME<a> "
     "RBRACE<}> FSTRING_END<'> NEWLINE"},
    {"rf'\\N{a}\\''",
     "FSTRING_START<rf'> FSTRING_MIDDLE<\\N> LBRACE<{> NAME<a> RBRACE<}> FSTRING_MIDDLE<\\'> "
     "FSTRING_END<'> NEWLINE"},
    {"f'{1:{{1}.pop()}}'",
     "FSTRING_START<f'> LBRACE<{> NUMBER<1> COLON<:> FSTRING_MIDDLE LBRACE<{> LBRACE<{> "
     "NUMBER<1> RBRACE<}> DOT<.> NAME<pop> LPAR<(> RPAR<)> RBRACE<}> FSTRING_MIDDLE "
     "RBRACE<}> FSTRING_END<'> NEWLINE"},
};

START_TEST(tokens_of_literals)
{
    ck_assert_str_eq(lex(literals[_i].text, KR_LEX_FROM_STRING, false), literals[_i].tokens);
}
END_TEST

START_TEST(places)
{
    ck_assert_str_eq(
        lex("if \303\251:\n  '''a\nb''' + 1 # c\n", 0, true),
        "NAME<if>@1:0-1:2 NAME<\303\251>@1:3-1:5 COLON<:>@1:5-1:6 NEWLINE@1:6-1:7 INDENT@2:0-2:2 "
        "STRING<'''a\nb'''>@2:2-3:4 PLUS<+>@3:5-3:6 NUMBER<1>@3:7-3:8 NEWLINE@3:9-3:13 "
        "DEDENT@3:12-3:12");
    ck_assert_str_eq(
        lex("f'''a\n{b}\n'''", 0, true),
        "FSTRING_START<f'''>@1:0-1:4 FSTRING_MIDDLE<a\n>@1:4-2:0 LBRACE<{>@2:0-2:1 NAME<b>@2:1-2:2 "
        "RBRACE<}>@2:2-2:3 FSTRING_MIDDLE<\n>@2:3-3:0 FSTRING_END<'''>@3:0-3:3 NEWLINE@3:3-3:4");
    KrLexer *lx = open_text("a(\n[", 0);
    ck_assert_uint_eq(next(lx).level, 0);
    ck_assert_uint_eq(next(lx).level, 1);
    ck_assert_uint_eq(next(lx).level, 2);
    int line, col;
    ck_assert_int_eq(krlex_open_bracket(lx, &line, &col), '[');
    ck_assert_int_eq(line, 2);
    ck_assert_int_eq(col, 0);
}
END_TEST

START_TEST(tokens_for_the_tokenize_module)
{
    ck_assert_str_eq(
        lex("x # c\n # d\n\n(\n)", KR_LEX_EXTRA, true),
        "NAME<x>@1:0-1:1 COMMENT<# c>@1:2-1:5 NEWLINE@1:5-1:6 COMMENT<# d>@2:1-2:4 NL<\n>@2:4-2:5 "
        "NL<\n>@3:0-3:1 LPAR<(>@4:0-4:1 NL<\n>@4:1-4:2 RPAR<)>@5:0-5:1 NEWLINE@5:1-5:2");
    ck_assert_str_eq(
        lex("if x:\n y", KR_LEX_EXTRA, true),
        "NAME<if>@1:0-1:2 NAME<x>@1:3-1:4 COLON<:>@1:4-1:5 NEWLINE@1:5-1:6 INDENT@2:0-2:1 "
        "NAME<y>@2:1-2:2 NEWLINE@2:2-2:3 DEDENT@3:0-3:0");
    ck_assert_str_eq(lex("(] 1a 012", KR_LEX_EXTRA, false),
                     "LPAR<(> RSQB<]> NUMBER<1> NAME<a> NUMBER<012> NEWLINE");
}
END_TEST

START_TEST(type_comments)
{
    int flags = KR_LEX_TYPE_COMMENTS;
    ck_assert_str_eq(lex("x # type: int\n", flags, false), "NAME<x> TYPE_COMMENT<int> NEWLINE");
    ck_assert_str_eq(lex("x #type:ignore[a]\n#d\n", flags, false),
                     "NAME<x> TYPE_IGNORE<[a]> NEWLINE");
    ck_assert_str_eq(lex("# type: ignored\n", flags, false), "TYPE_COMMENT<ignored> NEWLINE");
    ck_assert_str_eq(lex("# type: ignore\nx\n", flags, false), "TYPE_IGNORE NAME<x> NEWLINE");
    ck_assert_str_eq(lex("x # typed\n", flags, false), "NAME<x> NEWLINE");
}
END_TEST

/* ---- expressions of fields ---- */

static const struct {
    const char *text, *expression;
    KrTokenKind ends;
} fields[] = {
    {"f'{a=}'", "a=", KR_TOK_RBRACE},
    {"f'{ a = }'", " a = ", KR_TOK_RBRACE},
    {"f'{a=!r:x}'", "a=", KR_TOK_EXCLAMATION},
    {"f'{a=:x}'", "a=", KR_TOK_COLON},
    {"f'{a # }\n =}'", "a \n =", KR_TOK_RBRACE},
    {"f'{\"#\"=}'", "\"#\"=", KR_TOK_RBRACE},
    {"f'{(1,#)\n#\n2)=}'", "(1,\n\n2)=", KR_TOK_RBRACE},
    {"f'{f'{1 # 2\n}'=}'", "f'{1 \n}'=", KR_TOK_EQUAL},
    {"f'{a}'", NULL, KR_TOK_RBRACE},
    {"f'{f(a=1)}'", NULL, KR_TOK_RBRACE},
    {"f'{a!r}'", NULL, KR_TOK_EXCLAMATION},
    {"t'{a}'", "a", KR_TOK_RBRACE},
    {"t'{ a[b] !r}'", " a[b] ", KR_TOK_EXCLAMATION},
    {"t'{a:x}'", "a", KR_TOK_COLON},
    {"t'{a=}'", "a=", KR_TOK_RBRACE},
};

START_TEST(expressions_of_fields)
{
    KrLexer *lx = open_text(fields[_i].text, 0);
    KrToken t = find(lx, fields[_i].ends);
    if (fields[_i].ends == KR_TOK_EQUAL) /* the outer field ends behind the outer '=' */
        t = find(lx, KR_TOK_RBRACE);
    ck_assert_int_eq(!t.debug_text, !fields[_i].expression);
    if (t.debug_text)
        ck_assert_str_eq(krarena_text(&arena, t.debug_text, t.debug_len), fields[_i].expression);
}
END_TEST

START_TEST(only_the_first_mark_ends_an_expression)
{
    KrLexer *lx = open_text("f'{a=!r:{b=}}'", 0);
    ck_assert_uint_eq(find(lx, KR_TOK_EXCLAMATION).debug_len, 2);
    ck_assert_ptr_null(find(lx, KR_TOK_COLON).debug_text);
    KrToken inner = find(lx, KR_TOK_RBRACE);
    ck_assert_uint_eq(inner.debug_len, 2);
    ck_assert_mem_eq(inner.debug_text, "b=", 2);
    ck_assert_ptr_null(find(lx, KR_TOK_RBRACE).debug_text);
}
END_TEST

/* ---- errors ---- */

typedef struct ErrorCase {
    const char *text, *message;
    int line, col;
} ErrorCase;

static const ErrorCase errors[] = {
    {")", "unmatched ')'", 1, 0},
    {"(]", "closing parenthesis ']' does not match opening parenthesis '('", 1, 1},
    {"(\n]", "closing parenthesis ']' does not match opening parenthesis '(' on line 1", 2, 0},
    {"x = (\n [1,\n", "'[' was never closed", 2, 1},
    {"(\\\n", "'(' was never closed", 1, 0},
    {"x = 1 \\ y\n", "unexpected character after line continuation character", 1, 7},
    {"x \\\n", "unexpected EOF while parsing", 1, 3},
    {"if x:\n  y\\\n", "unexpected EOF while parsing", 2, 4},
    {"x = 'abc", "unterminated string literal (detected at line 1)", 1, 4},
    {"\303\251 = 'x", "unterminated string literal (detected at line 1)", 1, 5},
    {"x = '\\' ",
     "unterminated string literal (detected at line 1); perhaps you escaped the end quote?", 1, 4},
    {"'a\\\n", "unterminated string literal (detected at line 1)", 1, 0},
    {"'''abc\n\n", "unterminated triple-quoted string literal (detected at line 2)", 1, 0},
    {"'''a\n''' + 'b", "unterminated string literal (detected at line 2)", 2, 6},
    {"x = \342\202\254y", "invalid character '\342\202\254' (U+20AC)", 1, 4},
    {"\303\251\342\202\254", "invalid character '\342\202\254' (U+20AC)", 1, 2},
    {"x = \302\240y", "invalid non-printable character U+00A0", 1, 4},
    {"\xEF\xBB\xBFx", "invalid non-printable character U+FEFF", 1, 0},
    {"x=1;\001", "invalid non-printable character U+0001", 1, 4},
    {"1_", "invalid decimal literal", 1, 1},
    {"1__0", "invalid decimal literal", 1, 1},
    {"1a", "invalid decimal literal", 1, 0},
    {"1e+", "invalid decimal literal", 1, 2},
    {"1elsewhere", "invalid decimal literal", 1, 0},
    {"0777",
     "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal "
     "integers",
     1, 0},
    {"0o18", "invalid digit '8' in octal literal", 1, 3},
    {"0b2", "invalid digit '2' in binary literal", 1, 2},
    {"0b_", "invalid binary literal", 1, 2},
    {"0xg", "invalid hexadecimal literal", 1, 1},
    {"1jx", "invalid imaginary literal", 1, 1},
    {"f'abc", "unterminated f-string literal (detected at line 1)", 1, 0},
    {"t'abc", "unterminated t-string literal (detected at line 1)", 1, 0},
    {"x = f'''a\n\n", "unterminated triple-quoted f-string literal (detected at line 2)", 1, 4},
    {"f'{a'", "f-string: expecting '}'", 1, 4},
    {"f'''{\na\n'''", "f-string: expecting '}'", 3, 0},
    {"f'{a", "'{' was never closed", 1, 2},
    {"f'}'", "f-string: single '}' is not allowed", 1, 2},
    {"t'{a}}'", "t-string: single '}' is not allowed", 1, 5},
    {"f'{)}'", "f-string: unmatched ')'", 1, 3},
    {"f'{(]}'", "closing parenthesis ']' does not match opening parenthesis '('", 1, 4},
    {"f'{a:{b:{c:{d}}}}'", "f-string: expressions nested too deeply", 1, 10},
    {"f'{a:b\n}'",
     "f-string: newlines are not allowed in format specifiers for single quoted f-strings", 1, 6},
    {"ub'a'", "'u' and 'b' prefixes are incompatible", 1, 0},
    {"x = tf'a'", "'f' and 't' prefixes are incompatible", 1, 4},
};

START_TEST(errors_in_code)
{
    const ErrorCase *c = &errors[_i];
    ck_assert_ptr_nonnull(strstr(lex(c->text, KR_LEX_FROM_STRING, false), "ERROR"));
    ck_assert_str_eq(diag.message, c->message);
    ck_assert_int_eq(diag.kind, KR_DIAG_SYNTAX);
    ck_assert_int_eq(diag.line, c->line);
    ck_assert_int_eq(diag.col, c->col);
}
END_TEST

START_TEST(errors_of_indentation)
{
    lex("if x:\n    a\n  b\n", 0, false);
    ck_assert_int_eq(diag.kind, KR_DIAG_INDENTATION);
    ck_assert_str_eq(diag.message, "unindent does not match any outer indentation level");
    ck_assert_int_eq(diag.line, 3);
    ck_assert_int_eq(diag.col, 3);
    static const char *const mixed[] = {"if x:\n\ta\n        b\n", "if x:\n        a\n\tb\n",
                                        "if x:\n        a\n\n\t  b\n", "a:\n b:\n \tc:\n\td"};
    for (size_t i = 0; i < KR_COUNT(mixed); i++) {
        lex(mixed[i], 0, false);
        ck_assert_int_eq(diag.kind, KR_DIAG_TAB);
        ck_assert_str_eq(diag.message, "inconsistent use of tabs and spaces in indentation");
        ck_assert_int_eq(diag.col, 0);
    }
}
END_TEST

START_TEST(an_error_stays)
{
    KrToken t;
    KrLexer *lx = open_text("x )\ny", 0);
    ck_assert(krlex_next(lx, &t));
    ck_assert(!krlex_next(lx, &t));
    ck_assert(!krlex_next(lx, &t));
    ck_assert_str_eq(diag.message, "unmatched ')'");
    ck_assert_uint_eq(diag.text_len, 3);
    ck_assert_mem_eq(diag.text, "x )", 3);
}
END_TEST

static const char *repeat(const char *text, int n, const char *then)
{
    shown.len = 0;
    for (int i = 0; i < n; i++)
        krbuf_text(&shown, text);
    krbuf_text(&shown, then);
    return krarena_text(&arena, krbuf_cstr(&shown), shown.len);
}

START_TEST(limits)
{
    lex(repeat("(", 200, ""), 0, false);
    ck_assert_str_eq(diag.message, "'(' was never closed");
    lex(repeat("(", 201, ""), 0, false);
    ck_assert_int_eq(diag.kind, KR_DIAG_DEPTH);
    ck_assert_str_eq(diag.message, "too many nested parentheses");
    lex(repeat("f'{", 149, "'"), 0, false);
    ck_assert_str_eq(diag.message, "f-string: expecting '}'");
    lex(repeat("f'{", 150, ""), 0, false);
    ck_assert_str_eq(diag.message, "too many nested f-strings or t-strings");
    KrBuf b = krbuf_init(&memory);
    for (int i = 0; i < 101; i++)
        krbuf_printf(&b, "%*sif x:\n", i, "");
    lex(krbuf_cstr(&b), 0, false);
    krbuf_release(&b);
    ck_assert_int_eq(diag.kind, KR_DIAG_INDENTATION);
    ck_assert_str_eq(diag.message, "too many levels of indentation");
    ck_assert_int_eq(diag.line, 101);
}
END_TEST

START_TEST(the_prompt_waits_for_more)
{
    static const char *const more[] = {"(",     "'''a\n", "x \\",       "f'''{",
                                       "f'''a", "t'{a",   "if x:\n  y", "if x:\n  y\n  "};
    for (size_t i = 0; i < KR_COUNT(more); i++) {
        lex(more[i], KR_LEX_INTERACTIVE, false);
        ck_assert_msg(diag.kind == KR_DIAG_INCOMPLETE, "%s: %s", more[i], diag.message);
    }
    lex("'a", KR_LEX_INTERACTIVE, false);
    ck_assert_int_eq(diag.kind, KR_DIAG_SYNTAX);
    ck_assert_str_eq(lex("if x: y", KR_LEX_INTERACTIVE, false),
                     "NAME<if> NAME<x> COLON<:> NAME<y> NEWLINE");
    ck_assert_str_eq(lex("a:\n b\n", KR_LEX_INTERACTIVE, false),
                     "NAME<a> COLON<:> NEWLINE INDENT NAME<b> NEWLINE DEDENT");
}
END_TEST

/* ---- what literals stand for ---- */

static const struct {
    const char *text, *value;
    size_t n;
} strings[] = {
    {"''", "", 0},
    {"'a\\n\\t\\\\\\'\\\"'", "a\n\t\\'\"", 6},
    {"'\\a\\b\\f\\r\\v'", "\a\b\f\r\v", 5},
    {"'\\x41\\u00e9\\U0001F600'", "A\303\251\360\237\230\200", 7},
    {"'\\ud83d\\ude00'", "\355\240\275\355\270\200", 6},
    {"'\\0\\101\\1018\\777'", "\0AA8\307\277", 6},
    {"'a\\\nb'", "ab", 2},
    {"'\\\303\251'", "\\\303\251", 3},
    {"'\\q'", "\\q", 2},
    {"r'\\n'", "\\n", 2},
    {"'''a'b\n'''", "a'b\n", 4},
    {"b'\\xff\\377\\u0041'", "\xff\xff\\u0041", 8},
    {"Rb'\\x'", "\\x", 2},
    {"u'\303\251'", "\303\251", 2},
    {"'\\N{BULLET}.'", "\342\200\242.", 4},
};

static long bullet(const char *name, size_t n)
{
    return n == 6 && memcmp(name, "BULLET", 6) == 0 ? 0x2022 : -1;
}

START_TEST(strings_decoded)
{
    KrLexer *lx = open_text(strings[_i].text, 0);
    krlex_set_names(lx, bullet);
    KrToken t = find(lx, KR_TOK_STRING);
    const char *value;
    size_t n;
    bool is_bytes, is_unicode;
    ck_assert(krlex_string(lx, &t, &value, &n, &is_bytes, &is_unicode));
    ck_assert_uint_eq(n, strings[_i].n);
    ck_assert_mem_eq(value, strings[_i].value, n);
    ck_assert_int_eq(is_bytes, strcspn(strings[_i].text, "bB") < strcspn(strings[_i].text, "'"));
    ck_assert_int_eq(is_unicode, strings[_i].text[0] == 'u');
}
END_TEST

#define UNICODE_ERROR(where, reason)                                                               \
    "(unicode error) 'unicodeescape' codec can't decode bytes in position " where ": " reason

static const struct {
    const char *text, *message;
} bad_strings[] = {
    {"'\\x1'", UNICODE_ERROR("0-2", "truncated \\xXX escape")},
    {"'ab\\u12g4'", UNICODE_ERROR("2-5", "truncated \\uXXXX escape")},
    {"'\303\251\\U1'", UNICODE_ERROR("10-12", "truncated \\UXXXXXXXX escape")},
    {"'\\\303\251\\U00110000'", UNICODE_ERROR("16-25", "illegal Unicode character")},
    {"'\\N'", UNICODE_ERROR("0-1", "malformed \\N character escape")},
    {"'\\N{}'", UNICODE_ERROR("0-2", "malformed \\N character escape")},
    {"'\\N{\\\303\251'", UNICODE_ERROR("0-18", "malformed \\N character escape")},
    {"'\\N{foo}'", UNICODE_ERROR("0-6", "unknown Unicode character name")},
    {"b'a\\x1'", "(value error) invalid \\x escape at position 1"},
    {"b'\303\251'", "bytes can only contain ASCII literal characters"},
};

START_TEST(strings_refused)
{
    KrLexer *lx = open_text(bad_strings[_i].text, 0);
    KrToken t = find(lx, KR_TOK_STRING);
    const char *value;
    size_t n;
    bool is_bytes, is_unicode;
    ck_assert(!krlex_string(lx, &t, &value, &n, &is_bytes, &is_unicode));
    ck_assert_str_eq(diag.message, bad_strings[_i].message);
    ck_assert_int_eq(diag.col, t.col);
    ck_assert_int_eq(diag.end_col, t.end_col);
}
END_TEST

static const struct {
    const char *text, *warning; /* NULL if there is none */
} warned[] = {
    {"'\\d'", "invalid escape sequence '\\d'"},
    {"b'\\u\\d'", "invalid escape sequence '\\u'"},
    {"'\\400'", "invalid octal escape sequence '\\400'"},
    {"f'\\d'", "invalid escape sequence '\\d'"},
    {"f'\\{a}'", "invalid escape sequence '\\{'"},
    {"1if x else 2", "invalid decimal literal"},
    {"0xfor x", "invalid hexadecimal literal"},
    {"1jin x", "invalid imaginary literal"},
    {"r'\\d' '\\\303\251' rf'\\{a}'", NULL},
};

START_TEST(warnings)
{
    KrLexer *lx = open_text(warned[_i].text, 0);
    const char *value;
    size_t n;
    bool a, b;
    KrToken t = next(lx);
    for (; t.kind != KR_TOK_ENDMARKER; t = next(lx)) {
        if (t.kind == KR_TOK_STRING)
            ck_assert(krlex_string(lx, &t, &value, &n, &a, &b));
        if (t.kind == KR_TOK_FSTRING_MIDDLE)
            ck_assert(krlex_fstring_middle(lx, &t, warned[_i].text[0] == 'r', &value, &n));
    }
    KrDiagWarning *w = krlex_warnings(lx);
    ck_assert_int_eq(!w, !warned[_i].warning);
    if (!w)
        return;
    ck_assert_str_eq(w->message, warned[_i].warning);
    ck_assert_str_eq(w->category, "SyntaxWarning");
    ck_assert_int_eq(w->line, 1);
    ck_assert_ptr_null(w->next);
}
END_TEST

START_TEST(a_literal_read_again_warns_once)
{
    KrLexer *lx = open_text("'\\d' '\\e' f'\\g' '\\400'", 0);
    KrToken tokens[7];
    const char *value;
    size_t n;
    bool a, b;
    for (size_t i = 0; i < KR_COUNT(tokens); i++)
        tokens[i] = next(lx);
    static const size_t order[] = {1, 0, 1, 4, 0, 3, 5, 3};
    for (size_t i = 0; i < KR_COUNT(order); i++) {
        const KrToken *t = &tokens[order[i]];
        if (t->kind == KR_TOK_STRING)
            ck_assert(krlex_string(lx, t, &value, &n, &a, &b));
        if (t->kind == KR_TOK_FSTRING_MIDDLE)
            ck_assert(krlex_fstring_middle(lx, t, false, &value, &n));
    }
    int count = 0;
    for (KrDiagWarning *w = krlex_warnings(lx); w; w = w->next)
        count++;
    ck_assert_int_eq(count, 4);
}
END_TEST

static const struct {
    const char *text, *digits;
    KrNumberKind kind;
    int base;
} numbers[] = {
    {"0", "0", KR_NUMBER_INT, 10},           {"1_000", "1000", KR_NUMBER_INT, 10},
    {"0x_FeE", "FeE", KR_NUMBER_INT, 16},    {"0O17", "17", KR_NUMBER_INT, 8},
    {"0b1_0", "10", KR_NUMBER_INT, 2},       {"1e1_0", "1e10", KR_NUMBER_FLOAT, 10},
    {".5", ".5", KR_NUMBER_FLOAT, 10},       {"1.", "1.", KR_NUMBER_FLOAT, 10},
    {"1_0J", "10", KR_NUMBER_IMAGINARY, 10}, {"1.5e-3j", "1.5e-3", KR_NUMBER_IMAGINARY, 10},
    {"0xe", "e", KR_NUMBER_INT, 16},
};

START_TEST(numbers_read)
{
    KrLexer *lx = open_text(numbers[_i].text, 0);
    KrToken t = next(lx);
    KrNumberKind kind;
    const char *digits;
    size_t n;
    int base;
    ck_assert(krlex_number(lx, &t, &kind, &digits, &n, &base));
    ck_assert_str_eq(krarena_text(&arena, digits, n), numbers[_i].digits);
    ck_assert_int_eq(kind, numbers[_i].kind);
    ck_assert_int_eq(base, numbers[_i].base);
}
END_TEST

/* ---- source ---- */

static const struct {
    const char *text, *tokens; /* or the message */
} sources[] = {
    {"\xEF\xBB\xBFx", "NAME<x> NEWLINE"},
    {"\xEF\xBB\xBF# coding: utf8\nx", "NAME<x> NEWLINE"},
    {"# -*- coding: Latin-1 -*-\n\xE9", "NAME<\303\251> NEWLINE"},
    {"#!/bin/x\n# vim: set fileencoding=iso-8859-15 :\n'\xA4'", "STRING<'\342\202\254'> NEWLINE"},
    {"\n\n# coding: foo\nx", "NAME<x> NEWLINE"},
    {"y\n# coding: foo\nx", "NAME<y> NEWLINE NAME<x> NEWLINE"},
    {"# coding: foo", "ERROR unknown encoding: foo"},
    {"\n# coding:bar", "ERROR unknown encoding: bar"},
    {"\xEF\xBB\xBF#coding=latin-1", "ERROR encoding problem: iso-8859-1 with BOM"},
    {"# coding: ascii\n'\xE9'",
     "ERROR 'ascii' codec can't decode byte 0xe9 in position 17: ordinal not in range(128)"},
    {"\xFF", "ERROR (unicode error) 'utf-8' codec can't decode byte 0xff in position 0: invalid "
             "start byte"},
    {"'\xC3'", "ERROR (unicode error) 'utf-8' codec can't decode byte 0xc3 in position 1: invalid "
               "continuation byte"},
    {"\xE2\x82", "ERROR (unicode error) 'utf-8' codec can't decode bytes in position 0-1: "
                 "unexpected end of data"},
};

START_TEST(decoding)
{
    ck_assert_str_eq(lex(sources[_i].text, 0, false), sources[_i].tokens);
    if (strstr(sources[_i].tokens, "ERROR"))
        ck_assert_int_eq(diag.kind, strstr(sources[_i].tokens, "utf-8") ? KR_DIAG_NOT_UTF8 : KR_DIAG_UNICODE);
}
END_TEST

START_TEST(text_that_is_no_source)
{
    ck_assert_ptr_null(krlex_new(&arena, "x\ny\0", 4, 0, &diag));
    ck_assert_str_eq(diag.message, "source code cannot contain null bytes");
    ck_assert_int_eq(diag.line, 2);
    ck_assert_ptr_null(krlex_new(&arena, "\0", 1, KR_LEX_FROM_STRING, &diag));
    ck_assert_str_eq(diag.message, "source code string cannot contain null bytes");
    ck_assert_ptr_null(open_text("'\303\251\355\240\200'", KR_LEX_FROM_STRING));
    ck_assert_int_eq(diag.kind, KR_DIAG_VALUE);
    ck_assert_str_eq(
        diag.message,
        "'utf-8' codec can't encode character '\\ud800' in position 2: surrogates not allowed");
}
END_TEST

START_TEST(lines)
{
    KrLexer *lx = open_text("ab\r\n\rc", 0);
    size_t n;
    ck_assert_mem_eq(krlex_line(lx, 1, &n), "ab", 2);
    ck_assert_uint_eq(n, 2);
    ck_assert_ptr_nonnull(krlex_line(lx, 2, &n));
    ck_assert_uint_eq(n, 0);
    ck_assert_mem_eq(krlex_line(lx, 3, &n), "c", 1);
    ck_assert_uint_eq(n, 1);
    ck_assert_ptr_null(krlex_line(lx, 4, &n));
    ck_assert_ptr_null(krlex_line(lx, 0, &n));
    ck_assert_mem_eq(krlex_source(lx, &n), "ab\n\nc", 5);
    ck_assert_uint_eq(n, 5);
}
END_TEST

START_TEST(memory_runs_out)
{
    static const char text[] =
        "# coding: latin-1\r\nif x:\n f'{a # c\n=}\\{' '\\d' 1_0 1if '\xE9'\n)";
    for (uint64_t at = 1; at < 40; at++) {
        memory.count = 0;
        memory.fail_at = at;
        KrLexer *lx = krlex_new(&arena, text, sizeof text - 1, 0, &diag);
        KrToken t;
        while (lx && krlex_next(lx, &t))
            ;
        ck_assert(diag.kind == KR_DIAG_MEMORY || diag.kind == KR_DIAG_SYNTAX);
        memory.fail_at = 0;
        krarena_release(&arena);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("lexer");
    TCase *tests = tcase_create("lexer");
    tcase_add_checked_fixture(tests, start, stop);
    tcase_add_loop_test(tests, tokens_of_code, 0, KR_COUNT(code));
    tcase_add_loop_test(tests, tokens_of_literals, 0, KR_COUNT(literals));
    tcase_add_test(tests, places);
    tcase_add_test(tests, tokens_for_the_tokenize_module);
    tcase_add_test(tests, type_comments);
    tcase_add_loop_test(tests, expressions_of_fields, 0, KR_COUNT(fields));
    tcase_add_test(tests, only_the_first_mark_ends_an_expression);
    tcase_add_loop_test(tests, errors_in_code, 0, KR_COUNT(errors));
    tcase_add_test(tests, errors_of_indentation);
    tcase_add_test(tests, an_error_stays);
    tcase_add_test(tests, limits);
    tcase_add_test(tests, the_prompt_waits_for_more);
    tcase_add_loop_test(tests, strings_decoded, 0, KR_COUNT(strings));
    tcase_add_loop_test(tests, strings_refused, 0, KR_COUNT(bad_strings));
    tcase_add_loop_test(tests, warnings, 0, KR_COUNT(warned));
    tcase_add_test(tests, a_literal_read_again_warns_once);
    tcase_add_loop_test(tests, numbers_read, 0, KR_COUNT(numbers));
    tcase_add_loop_test(tests, decoding, 0, KR_COUNT(sources));
    tcase_add_test(tests, text_that_is_no_source);
    tcase_add_test(tests, lines);
    tcase_add_test(tests, memory_runs_out);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
