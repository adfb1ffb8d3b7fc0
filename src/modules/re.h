/* SPDX-License-Identifier: MIT
 * Regular expressions: Python's syntax is translated to PCRE2's, PCRE2 matches. Layer: modules.
 *
 * A pattern is checked and measured when it is made. It is translated and compiled when it is first used, once for each
 * kind of subject (KrReText) and each way to match (KrReWay): what PCRE2 knows at compile time it optimises for. */
#ifndef KR_MODULES_RE_H
#define KR_MODULES_RE_H

#include "modules/modules.h"
#include "object/bytes.h"

enum { /* the values of RegexFlag */
    KR_RE_IGNORECASE = 2, KR_RE_LOCALE = 4, KR_RE_MULTILINE = 8, KR_RE_DOTALL = 16, KR_RE_UNICODE = 32, KR_RE_VERBOSE = 64,
    KR_RE_DEBUG = 128, KR_RE_ASCII = 256,
};

/* What the subject is. ASCII text is matched byte by byte: positions are then indexes, and classes are bitmaps. */
typedef enum KrReText { KR_RE_TEXT_ASCII, KR_RE_TEXT_UTF8, KR_RE_TEXT_BYTES, KR_RE_TEXTS } KrReText;
typedef enum KrReWay { KR_RE_SEARCH, KR_RE_MATCH, KR_RE_FULLMATCH, KR_RE_WAYS } KrReWay;

typedef struct KrReProgram {
    void *code;     /* pcre2_code, or NULL: not compiled yet */
    void *polling;  /* the same with callouts, for what runs long; or NULL */
    uint32_t uses;  /* runs so far; machine code is made for what is used again */
    bool jit, jit_failed;
} KrReProgram;

typedef struct KrPattern {
    KrObj h;
    KrValue source;     /* the pattern as it was given: str, or something bytes-like */
    KrValue groupindex; /* dict of names to numbers */
    KrValue names;      /* tuple: by group number, the name or None */
    KrValue parents;    /* raw cell: KrReGroup by group number */
    KrValue template_source, template_parts; /* the replacement template that was parsed last */
    uint32_t flags, ngroups;
    bool text; /* a str */
    KrReProgram programs[2][KR_RE_WAYS]; /* [0]: ASCII or bytes, [1]: UTF-8 */
    void *match_data;    /* pcre2_match_data; NULL while one is in use */
    void *match_context; /* pcre2_match_context with the first run's limit */
} KrPattern;

/* What decides which of two groups closed last. */
typedef struct KrReGroup {
    uint32_t parent; /* the group around it, or 0 */
    bool looks;      /* it stands in an assertion */
} KrReGroup;

#define KR_RE_UNSET SIZE_MAX

/* spans[2 * g] and spans[2 * g + 1]: where group g begins and ends, in bytes of the subject. */
typedef struct KrMatch {
    KrObj h;
    KrValue pattern, string, regs;
    int64_t pos, endpos; /* indexes */
    uint32_t lastindex;  /* 0: None */
    size_t spans[];
} KrMatch;

/* Steps over the matches in a subject; for Pattern.scanner(), and for finditer(). */
typedef struct KrScanner {
    KrObj h;
    KrValue pattern, string;
    int64_t pos, endpos; /* indexes */
    size_t at;           /* bytes; past the end when there is no more */
    bool must_advance;   /* an empty match at `at` has been reported */
} KrScanner;

/* A subject while it is being matched. Other Python code may run meanwhile only if krre_subject is called again. */
typedef struct KrSubject {
    KrValue string;
    const char *data;
    size_t size;  /* bytes */
    size_t start, end; /* bytes: pos and endpos */
    int64_t pos, endpos; /* indexes */
    KrReText kind;
} KrSubject;

static inline KrPattern *kras_pattern(KrValue v) { return (KrPattern *)kras_obj(v); }

/* ---- re_read.c ---- */

/* Characters of a pattern or a template: code points of str, bytes of anything else. */
typedef struct KrReReader {
    KrVm *vm;
    KrValue source;
    const char *start, *p, *end;
    bool text;
} KrReReader;

bool krre_reader(KrVm *vm, KrValue source, KrReReader *r) KR_MUST_USE;
int32_t krre_peek(const KrReReader *r); /* -1 at the end */
int32_t krre_next(KrReReader *r);
bool krre_accept(KrReReader *r, int32_t c);
size_t krre_tell(const KrReReader *r);
/* re.PatternError at `back` characters before where the reader is. */
bool krre_error(KrReReader *r, size_t back, const char *format, ...);
bool krre_error_at(KrReReader *r, size_t at, const char *format, ...);
#define KR_RE_NOWHERE SIZE_MAX
/* The name or number up to the terminator, not empty; NULL with the error raised. */
KrStr *krre_until(KrReReader *r, int32_t terminator, const char *what) KR_MUST_USE;
KrStr *krre_text(KrReReader *r, const char *from, const char *to) KR_MUST_USE;
bool krre_check_name(KrReReader *r, KrStr *name, size_t offset) KR_MUST_USE;
/* Whether the name is a decimal number; clipped to 2^31. */
bool krre_number(const KrStr *name, int64_t *out);

/* ---- re_parse.c ---- */

typedef struct KrReTranslation {
    KrBuf out;          /* PCRE2's pattern */
    uint32_t flags;     /* of the whole expression */
    uint32_t ngroups;
    bool caseless;      /* compile with PCRE2_CASELESS */
    KrDict *groupindex;
    KrList *names;      /* by group number */
    KrRaw *groups;      /* KrReGroup[] */
} KrReTranslation;

/* Checks the expression and translates it. The buffer is released by the caller, whatever the result. */
bool krre_translate(KrVm *vm, KrValue source, uint32_t flags, KrReText kind, KrReTranslation *t) KR_MUST_USE;

/* ---- re_set.c: sets of characters ---- */

enum { KR_RE_DIGIT = 1, KR_RE_SPACE = 2, KR_RE_WORD = 4, KR_RE_NOT_DIGIT = 8, KR_RE_NOT_SPACE = 16, KR_RE_NOT_WORD = 32 };

typedef struct KrReSet {
    KrBuf ranges; /* pairs of uint32_t: first and last */
    uint8_t categories;
    bool negated;
} KrReSet;

void krre_set_add(KrReSet *s, uint32_t first, uint32_t last);
/* Writes the set, or one character, as one item of PCRE2's. */
void krre_emit_set(KrBuf *out, const KrReSet *s, uint32_t flags, KrReText kind, bool caseless);
void krre_emit_char(KrBuf *out, uint32_t c, uint32_t flags, KrReText kind, bool caseless);

/* ---- re_pcre.c: PCRE2 ---- */

bool krre_subject(KrVm *vm, KrPattern *p, KrValue string, KrValue pos, KrValue endpos, KrSubject *s) KR_MUST_USE;
/* Matches s from byte `at` on: 1 with spans filled (2 * (ngroups + 1) words), 0, or -1 with an exception pending. */
int krre_run(KrVm *vm, KrPattern *p, const KrSubject *s, size_t at, KrReWay way, bool not_empty, size_t *spans) KR_MUST_USE;

/* Where the spans of a match go: `small`, if it is large enough. NULL with MemoryError. */
enum { KR_RE_SMALL = 32 };
size_t *krre_spans(KrVm *vm, const KrPattern *p, size_t small[KR_RE_SMALL]) KR_MUST_USE;

/* ---- re_match.c ---- */
KrValue krre_match_new(KrVm *vm, KrPattern *p, const KrSubject *s, const size_t *spans) KR_MUST_USE;
/* The text between two byte offsets. */
KrValue krre_slice(KrVm *vm, KrValue string, size_t from, size_t to) KR_MUST_USE;

/* ---- re_template.c ---- */
/* Adds what the template gives for a match: its parts are literal text and group numbers. */
KrTuple *krre_template(KrVm *vm, KrPattern *p, KrValue source) KR_MUST_USE;
bool krre_fill(KrVm *vm, KrTuple *parts, const KrSubject *s, const size_t *spans, KrBuf *out) KR_MUST_USE;
KrValue krre_result(KrVm *vm, KrBuf *b, bool text) KR_MUST_USE;

#endif
