/* SPDX-License-Identifier: MIT
 * What kind of expression a piece of source is, and where its operator or brackets are: a scan of its tokens at the outermost
 * level. Anything not understood has no anchors, which costs a caret line its finer marks and nothing else. */
#include "object/traceback.h"

typedef enum Kind { NAME, KEYWORD, LITERAL, OPEN, CLOSE, BINARY, OTHER, END } Kind;

typedef struct Token {
    Kind kind;
    const char *p;
    size_t n;
    int rank;     /* BINARY: binding strength, loosest first */
} Token;

typedef struct Scan {
    const char *start, *end, *at;
    bool bad;
} Scan;

static bool name_char(char c)
{
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static void skip_space(Scan *s)
{
    while (s->at < s->end) {
        if (*s->at == '#')
            while (s->at < s->end && *s->at != '\n')
                s->at++;
        else if (*s->at == ' ' || *s->at == '\t' || *s->at == '\n' || *s->at == '\r' || *s->at == '\f' || *s->at == '\\')
            s->at++;
        else
            return;
    }
}

/* Behind a string that starts with its quote at `at`. */
static void skip_string(Scan *s)
{
    char quote = *s->at;
    size_t n = s->end - s->at >= 3 && s->at[1] == quote && s->at[2] == quote ? 3 : 1;
    s->at += n;
    while (s->at < s->end) {
        if (*s->at == '\\' && s->at + 1 < s->end) {
            s->at += 2;
        } else if (*s->at == quote && (n == 1 || (s->end - s->at >= 3 && s->at[1] == quote && s->at[2] == quote))) {
            s->at += n;
            return;
        } else {
            s->at++;
        }
    }
    s->bad = true;
}

static bool is_keyword(const char *p, size_t n)
{
    static const char *const words[] = {"if", "else", "for", "in", "is", "and", "or", "not", "lambda", "await", "yield", "async", "from",
                                        "return", "assert", "raise", "del", "while", "with", "import", "class", "def", "as"};
    for (size_t i = 0; i < KR_COUNT(words); i++)
        if (strlen(words[i]) == n && !memcmp(words[i], p, n))
            return true;
    return false;
}

static const struct {
    const char *text;
    int rank;
} operators[] = {{"**", 6}, {"//", 5}, {"<<", 3}, {">>", 3}, {"*", 5}, {"/", 5}, {"%", 5}, {"@", 5}, {"+", 4}, {"-", 4}, {"&", 2}, {"^", 1}, {"|", 0}};

static Token next_token(Scan *s)
{
    skip_space(s);
    Token t = {END, s->at, 0, 0};
    if (s->at >= s->end)
        return t;
    char c = *s->at;
    if (c == '"' || c == '\'') {
        t.kind = LITERAL;
        skip_string(s);
    } else if (name_char(c)) {
        while (s->at < s->end && (name_char(*s->at) || (*s->at == '.' && c >= '0' && c <= '9')))
            s->at++;
        size_t n = (size_t)(s->at - t.p);
        bool prefix = n <= 2 && s->at < s->end && (*s->at == '"' || *s->at == '\'');
        t.kind = c >= '0' && c <= '9' ? LITERAL : prefix ? LITERAL : is_keyword(t.p, n) ? KEYWORD : NAME;
        if (prefix)
            skip_string(s);
    } else if (strchr("([{", c)) {
        t.kind = OPEN;
        s->at++;
    } else if (strchr(")]}", c)) {
        t.kind = CLOSE;
        s->at++;
    } else {
        t.kind = OTHER;
        s->at++;
        for (size_t i = 0; i < KR_COUNT(operators); i++) {
            size_t n = strlen(operators[i].text);
            if ((size_t)(s->end - t.p) >= n && !memcmp(t.p, operators[i].text, n)) {
                t.kind = BINARY;
                t.rank = operators[i].rank;
                s->at = t.p + n;
                break;
            }
        }
        if (s->at < s->end && *s->at == '=' && c != '=' && c != ',' && c != ';')
            t.kind = OTHER, s->at++; /* a comparison or an augmented assignment */
    }
    t.n = (size_t)(s->at - t.p);
    return t;
}

/* Behind the bracket that closes the one just read. */
static void skip_brackets(Scan *s)
{
    for (int depth = 1; depth && !s->bad;) {
        Token t = next_token(s);
        if (t.kind == END)
            s->bad = true;
        depth += t.kind == OPEN ? 1 : t.kind == CLOSE ? -1 : 0;
    }
}

/* What the outermost level of an expression consists of. */
typedef struct Shape {
    const char *operator;  /* the binary operator that is applied last */
    int rank;
    bool unary;            /* begins with a sign, ~ or await */
    bool other;            /* comparison, conditional, comma, ...: no anchors */
    int atoms;
    char last;             /* of the last trailer: ( [ . or 0 */
    const char *open;      /* its bracket */
    int trailers;
    bool group;            /* the first atom is in parentheses */
    bool name;             /* the first atom is a name */
} Shape;

static void note_operator(Shape *h, Token t)
{
    /* ** groups from the right, all others from the left */
    if (!h->operator || t.rank < h->rank || (t.rank == h->rank && t.rank != 6)) {
        h->operator = t.p;
        h->rank = t.rank;
    }
}

static Shape look(const char *p, size_t n)
{
    Scan s = {p, p + n, p, false};
    Shape h = {0};
    bool operand = false;
    for (Token t = next_token(&s); t.kind != END && !s.bad; t = next_token(&s)) {
        bool first = !h.atoms && !h.operator && !h.unary;
        if (t.kind == BINARY || (t.kind == OTHER && *t.p == '~')) {
            if (operand && t.kind == BINARY)
                note_operator(&h, t);
            else if (first)
                h.unary = true;
            operand = false;
        } else if (t.kind == KEYWORD) {
            if (t.n == 5 && *t.p == 'a' && t.p[1] == 'w' && !operand)
                h.unary |= first;
            else
                h.other = true;
        } else if (t.kind == OPEN) {
            if (operand && *t.p != '{') {
                h.last = *t.p;
                h.open = t.p;
                h.trailers++;
            } else {
                h.group |= first && *t.p == '(';
                h.atoms++;
                h.last = 0;
                h.trailers = 0;
            }
            skip_brackets(&s);
            operand = true;
        } else if (t.kind == NAME || t.kind == LITERAL) {
            h.name |= first && t.kind == NAME;
            h.atoms++;
            h.last = 0;
            h.trailers = 0;
            operand = true;
        } else if (t.kind == OTHER && *t.p == '.' && t.n == 1) {
            Token member = next_token(&s);
            h.last = '.';
            h.trailers++;
            h.other |= member.kind != NAME && member.kind != KEYWORD;
        } else {
            h.other = true;
        }
    }
    h.other |= s.bad || !operand;
    return h;
}

static void locate(const char *segment, const char *p, int *line, size_t *offset)
{
    const char *start = segment;
    *line = 0;
    for (const char *c = segment; c < p; c++)
        if (*c == '\n') {
            ++*line;
            start = c + 1;
        }
    *offset = (size_t)(p - start);
}

/* Whether the right operand is one expression in parentheses, whose place in the tree is then behind the parenthesis. */
static bool in_parentheses(const char *p, size_t n)
{
    if (!n || *p != '(')
        return false;
    Scan s = {p, p + n, p + 1, false};
    const char *inside = p + 1;
    skip_brackets(&s);
    const char *behind = s.at;
    skip_space(&s);
    if (s.bad || s.at < s.end || behind - 1 <= inside)
        return false;
    Scan inner = {inside, behind - 1, inside, false};
    for (Token t = next_token(&inner); t.kind != END; t = next_token(&inner)) {
        if (t.kind == OPEN)
            skip_brackets(&inner);
        else if ((t.kind == OTHER && *t.p == ',') || (t.kind == KEYWORD && t.n == 3 && !memcmp(t.p, "for", 3)))
            return false;
    }
    return true;
}

static void trim(const char **p, size_t *n)
{
    while (*n && strchr(" \t\n\r\f", **p))
        ++*p, --*n;
    while (*n && strchr(" \t\n\r\f", (*p)[*n - 1]))
        --*n;
}

KrAnchors kranchors_find(const char *segment, size_t n)
{
    KrAnchors a = {0};
    const char *p = segment;
    trim(&p, &n);
    while (in_parentheses(p, n)) {
        p++;
        n -= 2;
        trim(&p, &n);
    }
    Shape h = look(p, n);
    const char *end = p + n, *left, *right;
    if (h.other || !h.atoms)
        return a;
    if (h.operator && !(h.unary && h.rank == 6)) {
        left = h.operator;
        right = left + 1;
        if (right < end && !strchr(" \t\n\r\f\\#", *right)) {
            bool two = (*left == *right && strchr("*/<>", *left)) || in_parentheses(right, (size_t)(end - right));
            right += two;
        }
    } else if (!h.operator && !h.unary && h.atoms == 1 && (h.last == '(' || h.last == '[')) {
        left = h.open;
        right = end;
        a.call = h.last == '(';
        a.plain_call = a.call && h.trailers == 1 && h.name;
    } else {
        return a;
    }
    a.found = true;
    locate(segment, left, &a.left_line, &a.left);
    locate(segment, right, &a.right_line, &a.right);
    return a;
}

bool kranchors_assigns(const char *p, size_t n)
{
    Scan s = {p, p + n, p, false};
    bool assigned = false;
    size_t tokens = 0;
    for (Token t = next_token(&s); t.kind != END; t = next_token(&s), tokens++) {
        assigned = false;
        if (t.kind == OPEN)
            skip_brackets(&s);
        else if (t.kind == OTHER && t.n == 1 && *t.p == '=' && tokens)
            assigned = true;
        else if (!(t.kind == NAME || (t.kind == OTHER && (*t.p == '.' || *t.p == ',')) || (t.kind == BINARY && *t.p == '*' && t.n == 1)))
            return false;
    }
    return assigned && !s.bad;
}
