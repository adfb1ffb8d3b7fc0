/* SPDX-License-Identifier: MIT
 * From the bytes of a file to text that the lexer reads: encoding, line ends, starts of lines. */
#include "base/utf8.h"
#include "syntax/lex_internal.h"

#include <stdio.h>
#include <string.h>

typedef enum Encoding { ENC_UTF8, ENC_ASCII, ENC_LATIN1, ENC_LATIN9, ENC_UNKNOWN } Encoding;

static const char latin9_bytes[] = "\xA4\xA6\xA8\xB4\xB8\xBC\xBD\xBE";
static const uint16_t latin9_chars[] = {0x20AC, 0x160, 0x161, 0x17D, 0x17E, 0x152, 0x153, 0x178};

/* The codecs' names and aliases, in small letters with '_' for '-', each between spaces. */
static const char *const aliases[] = {
    [ENC_UTF8] = " utf_8 utf8 utf u8 utf_8_sig cp65001 utf8_ucs2 utf8_ucs4 ",
    [ENC_ASCII] = " ascii us_ascii us 646 iso646_us ansi_x3.4_1968 ansi_x3_4_1968 ansi_x3.4_1986 "
                  "iso_646.irv_1991 iso_ir_6 cp367 csascii ibm367 ",
    [ENC_LATIN1] = " latin_1 latin1 latin l1 iso_8859_1 iso8859_1 iso8859 8859 cp819 ibm819 "
                   "iso_ir_100 csisolatin1 iso_8859_1_1987 iso_latin_1 ",
    [ENC_LATIN9] = " iso_8859_15 iso8859_15 latin9 latin_9 l9 ",
};

typedef struct Reader {
    KrArena *arena;
    KrDiag *diag;
    const char *bytes; /* without BOM */
    size_t n;
    bool bom, from_string;
    const char *cookie; /* the encoding's name as declared, or NULL */
    size_t cookie_len;
} Reader;

static bool fail(Reader *r, KrDiagKind kind, const char *message)
{
    const char *copy = krarena_text(r->arena, message, strlen(message));
    *r->diag = (KrDiag){.kind = copy ? kind : KR_DIAG_MEMORY, .message = copy};
    return false;
}

/* ---- the coding cookie (PEP 263) ---- */

static bool is_cookie_char(char c)
{
    return krlex_is_digit(c) || (unsigned char)((c | 0x20) - 'a') < 26 || c == '-' || c == '_' ||
           c == '.';
}

/* Looks for "coding:" or "coding=" and a name in the comment of the n bytes at p. */
static void find_cookie(Reader *r, const char *p, const char *end)
{
    for (; end - p > 6; p++) {
        if (memcmp(p, "coding", 6) != 0 || (p[6] != ':' && p[6] != '='))
            continue;
        const char *name = p + 7;
        while (name < end && (*name == ' ' || *name == '\t'))
            name++;
        const char *stop = name;
        while (stop < end && is_cookie_char(*stop))
            stop++;
        if (stop > name) {
            r->cookie = name;
            r->cookie_len = (size_t)(stop - name);
            return;
        }
    }
}

/* The cookie stands in a comment on line 1, or on line 2 if line 1 has no code. */
static void read_cookie(Reader *r)
{
    const char *p = r->bytes, *end = p + r->n;
    for (int line = 0; line < 2 && !r->cookie; line++) {
        const char *stop = p;
        while (stop < end && *stop != '\n' && *stop != '\r')
            stop++;
        while (p < stop && (*p == ' ' || *p == '\t' || *p == '\f'))
            p++;
        if (p < stop && *p != '#')
            return;
        find_cookie(r, p, stop);
        if (stop < end && *stop == '\r' && stop + 1 < end && stop[1] == '\n')
            stop++;
        p = stop < end ? stop + 1 : end;
    }
}

/* A few names may go on behind a hyphen: utf-8-anything is UTF-8. */
static bool has_open_end(const char *key, const char *name)
{
    size_t n = strlen(name);
    return strncmp(key, name, n) == 0 && key[n] == '_';
}

static Encoding find_encoding(const char *name, size_t n)
{
    char padded[40] = " ", *key = padded + 1;
    if (n > sizeof padded - 3)
        n = sizeof padded - 3;
    for (size_t i = 0; i < n; i++) {
        bool upper = name[i] >= 'A' && name[i] <= 'Z';
        key[i] = name[i] == '-' ? '_' : upper ? (char)(name[i] | 0x20) : name[i];
    }
    if (has_open_end(key, "utf_8"))
        return ENC_UTF8;
    if (has_open_end(key, "latin_1") || has_open_end(key, "iso_8859_1") ||
        has_open_end(key, "iso_latin_1"))
        return ENC_LATIN1;
    key[n] = ' ';
    for (size_t i = 0; i < KR_COUNT(aliases); i++)
        if (strstr(aliases[i], padded))
            return (Encoding)i;
    return ENC_UNKNOWN;
}

/* ---- decoding ---- */

/* Where in the source byte `at` is, for a diagnosis. */
static void locate(Reader *r, size_t at)
{
    const char *p = r->bytes, *end = p + at, *nl;
    int line = 1;
    while ((nl = memchr(p, '\n', (size_t)(end - p)))) {
        p = nl + 1;
        line++;
    }
    r->diag->line = line;
    r->diag->col = (int)(end - p);
}

static bool fail_decode(Reader *r, const char *codec, size_t at, size_t end, const char *reason)
{
    char text[200], where[60];
    bool utf8 = strcmp(codec, "utf-8") == 0;
    const char *lead = utf8 ? "(unicode error) " : "";
    if (end - at == 1)
        snprintf(where, sizeof where, "byte 0x%02x in position %zu", (unsigned char)r->bytes[at],
                 at);
    else
        snprintf(where, sizeof where, "bytes in position %zu-%zu", at, end - 1);
    snprintf(text, sizeof text, "%s'%s' codec can't decode %s: %s", lead, codec, where, reason);
    fail(r, utf8 && !r->cookie && !r->bom ? KR_DIAG_NOT_UTF8 : KR_DIAG_UNICODE, text);
    if (utf8)
        locate(r, at);
    return false;
}

static bool check_utf8(Reader *r)
{
    KrUtf8Scan scan;
    if (krutf8_check(r->bytes, r->n, false, &scan))
        return true;
    KrUtf8Scan again;
    if (!r->from_string || !krutf8_check(r->bytes, r->n, true, &again))
        return fail_decode(r, "utf-8", scan.valid, scan.error_end, scan.reason);
    const char *p = r->bytes + scan.valid; /* a lone surrogate, as a str may have */
    char text[120];
    snprintf(
        text, sizeof text,
        "'utf-8' codec can't encode character '\\u%04x' in position %zu: surrogates not allowed",
        (unsigned)krutf8_next(&p), krutf8_count(r->bytes, scan.valid));
    return fail(r, KR_DIAG_VALUE, text);
}

static bool check_ascii(Reader *r)
{
    size_t valid = krutf8_ascii_prefix(r->bytes, r->n);
    return valid == r->n || fail_decode(r, "ascii", valid, valid + 1, "ordinal not in range(128)");
}

static unsigned latin9_char(unsigned char c)
{
    const char *p = c < 0x80 ? NULL : strchr(latin9_bytes, (char)c);
    return p ? latin9_chars[p - latin9_bytes] : c;
}

/* Replaces the bytes, one a character, by UTF-8. */
static bool decode_bytes(Reader *r, Encoding encoding)
{
    if (krutf8_ascii_prefix(r->bytes, r->n) == r->n)
        return true;
    char *text = krarena_new(r->arena, r->n * 3);
    if (!text)
        return fail(r, KR_DIAG_MEMORY, "");
    char *out = text;
    for (size_t i = 0; i < r->n; i++) {
        unsigned char c = (unsigned char)r->bytes[i];
        out += krutf8_encode(encoding == ENC_LATIN9 ? latin9_char(c) : c, out);
    }
    r->bytes = text;
    r->n = (size_t)(out - text);
    return true;
}

static bool decode(Reader *r)
{
    if (r->from_string)
        return check_utf8(r);
    r->bom = r->n >= 3 && memcmp(r->bytes, "\xEF\xBB\xBF", 3) == 0;
    r->bytes += r->bom ? 3 : 0;
    r->n -= r->bom ? 3 : 0;
    read_cookie(r);
    Encoding encoding = r->cookie ? find_encoding(r->cookie, r->cookie_len) : ENC_UTF8;
    char text[160];
    int shown = r->cookie_len < 100 ? (int)r->cookie_len : 100;
    if (encoding != ENC_UTF8 && r->bom) {
        if (encoding == ENC_LATIN1)
            snprintf(text, sizeof text, "encoding problem: iso-8859-1 with BOM");
        else
            snprintf(text, sizeof text, "encoding problem: %.*s with BOM", shown, r->cookie);
        return fail(r, KR_DIAG_UNICODE, text);
    }
    switch (encoding) {
    case ENC_UTF8:
        return check_utf8(r);
    case ENC_ASCII:
        return check_ascii(r);
    case ENC_LATIN1:
    case ENC_LATIN9:
        return decode_bytes(r, encoding);
    case ENC_UNKNOWN:
        break;
    }
    snprintf(text, sizeof text, "unknown encoding: %.*s", shown, r->cookie);
    return fail(r, KR_DIAG_UNICODE, text);
}

static bool check_nul(Reader *r)
{
    const char *nul = r->n ? memchr(r->bytes, 0, r->n) : NULL;
    if (!nul)
        return true;
    if (r->from_string)
        return fail(r, KR_DIAG_SYNTAX, "source code string cannot contain null bytes");
    fail(r, KR_DIAG_SYNTAX, "source code cannot contain null bytes");
    locate(r, (size_t)(nul - r->bytes));
    r->diag->text = nul - r->diag->col;
    r->diag->text_len = (size_t)r->diag->col;
    r->diag->col = -1;
    return false;
}

/* ---- lines ---- */

/* Copies n bytes with CRLF and CR made LF; returns the end. */
static char *copy_lines(char *out, const char *p, size_t n)
{
    const char *end = p + n;
    while (p < end) {
        const char *cr = memchr(p, '\r', (size_t)(end - p));
        size_t run = (size_t)((cr ? cr : end) - p);
        memcpy(out, p, run);
        out += run;
        p += run;
        if (cr) {
            *out++ = '\n';
            p += p + 1 < end && p[1] == '\n' ? 2 : 1;
        }
    }
    return out;
}

static bool index_lines(KrSource *s, KrArena *arena, const char *end)
{
    size_t count = 0;
    for (const char *p = s->text; p < end; p++)
        count += *p == '\n';
    s->lines = krarena_new(arena, (count + 1) * sizeof *s->lines);
    if (!s->lines)
        return false;
    s->nlines = (int)count;
    const char *p = s->text;
    for (size_t i = 1; i <= count; i++) {
        p = (const char *)memchr(p, '\n', (size_t)(end - p)) + 1;
        s->lines[i] = (uint32_t)(p - s->text);
    }
    return true;
}

bool krsource_open(KrSource *s, KrArena *arena, const char *bytes, size_t n, int flags,
                   KrDiag *diag)
{
    Reader r = {.arena = arena, .diag = diag, .bytes = bytes, .n = n};
    r.from_string = flags & KR_LEX_FROM_STRING;
    if (n > INT32_MAX / 3) /* lines, columns and offsets are int, also after decoding */
        return fail(&r, KR_DIAG_MEMORY, "");
    if (!check_nul(&r) || !decode(&r))
        return false;
    char *text = krarena_new(arena, r.n + 2);
    if (!text)
        return fail(&r, KR_DIAG_MEMORY, "");
    char *end = r.n ? copy_lines(text, r.bytes, r.n) : text;
    s->text = text;
    s->n = (size_t)(end - text);
    s->newline_added = s->n > 0 && end[-1] != '\n';
    if (s->newline_added)
        *end++ = '\n';
    *end = 0;
    return index_lines(s, arena, end) || fail(&r, KR_DIAG_MEMORY, "");
}

const char *krsource_line(const KrSource *s, int line, size_t *n)
{
    if (line < 1 || line > s->nlines)
        return *n = 0, NULL;
    *n = s->lines[line] - s->lines[line - 1] - 1;
    return s->text + s->lines[line - 1];
}
