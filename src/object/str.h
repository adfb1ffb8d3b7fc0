/* SPDX-License-Identifier: MIT
 * str: UTF-8 with code point length; lone surrogates are three bytes each. Layer: object. */
#ifndef KR_OBJECT_STR_H
#define KR_OBJECT_STR_H

#include "base/buf.h"
#include "object/runtime.h"

enum { KR_STR_ASCII = KR_F_A, KR_STR_INTERNED = KR_F_B, KR_STR_EXTERNAL = KR_F_C, KR_STR_SURROGATES = KR_F_D };
/* In h.kind: the sparse index behind the text is filled in; an external text lies in a cell of its own, with a NUL and room for an index. */
enum { KR_STR_INDEXED = 1, KR_STR_SETTLED = 2 };

/* text[] holds the bytes and a NUL, unless KR_STR_EXTERNAL: then `ext` says where they are, and no NUL is promised. */
struct KrStr {
    KrObj h;
    size_t size;    /* bytes */
    size_t len;     /* code points */
    uint64_t hash;  /* 0: not computed yet (never so in const strings) */
    union {
        char text[8];
        struct {
            const char *data;
            KrObj *owner; /* the cell that `data` points into; NULL for the host's memory */
        } ext;
    };
};

static inline const char *krstr_data(const KrStr *s)
{
    return s->h.flags & KR_STR_EXTERNAL ? s->ext.data : s->text;
}
static inline bool krstr_ascii(const KrStr *s) { return s->h.flags & KR_STR_ASCII; }
static inline KrStr *kras_str(KrValue v) { return (KrStr *)kras_obj(v); }

/* New strings. Bytes must be UTF-8 in krait's sense; krstr_new finds length and flags. NULL: exception pending. */
KrStr *krstr_new(KrVm *vm, const char *utf8, size_t n) KR_MUST_USE;
KrStr *krstr_text(KrVm *vm, const char *c_string) KR_MUST_USE;
KrStr *krstr_ascii_new(KrVm *vm, size_t n, char **fill) KR_MUST_USE; /* n ASCII bytes to be written to *fill */
KrStr *krstr_alloc(KrVm *vm, size_t n, size_t len, bool ascii) KR_MUST_USE; /* text[] to be written by the caller */
KrStr *krstr_char(KrVm *vm, uint32_t code_point) KR_MUST_USE;
KrStr *krstr_from_buf(KrVm *vm, KrBuf *b) KR_MUST_USE; /* copies and releases b; MemoryError if b failed */
KrStr *krstr_printf(KrVm *vm, const char *format, ...) KR_MUST_USE; /* krraise's format */
bool krbuf_format(KrVm *vm, KrBuf *b, const char *format, va_list args) KR_MUST_USE; /* krraise's format */
static inline void krbuf_str(KrBuf *b, const KrStr *s) { krbuf_add(b, krstr_data(s), s->size); }

uint64_t krstr_hash_slow(KrStr *s);
static inline uint64_t krstr_hash(KrStr *s) { return s->hash ? s->hash : krstr_hash_slow(s); }
bool krstr_equal(const KrStr *a, const KrStr *b);
bool krstr_is(const KrStr *a, const char *c_string);
int krstr_compare(const KrStr *a, const KrStr *b); /* by code point: <0, 0, >0 */

/* The one string of the VM with this text; names and attribute keys are interned, so they compare by address. */
const KrStr *krintern(KrVm *vm, KrStr *s) KR_MUST_USE;
const KrStr *krintern_text(KrVm *vm, const char *utf8, size_t n) KR_MUST_USE;
/* A name known at build time; scripts/gen_builtins.py finds these uses and makes the const string. */
extern const struct KrNames krnames;
#include "names.inc" /* generated: KR_NAME_<id> offsets */
#define KR_NAME(id) ((const KrStr *)((const char *)&krnames + KR_NAME_##id))

size_t krstr_offset(KrStr *s, size_t index);        /* byte offset of a code point */
uint32_t krstr_at(KrStr *s, size_t index);          /* the code point */
KrStr *krstr_slice(KrVm *vm, KrStr *s, size_t start, size_t end) KR_MUST_USE; /* code points */
KrStr *krstr_sub(KrVm *vm, KrStr *s, size_t from, size_t n) KR_MUST_USE;      /* bytes, on code point boundaries */
KrStr *krstr_concat(KrVm *vm, KrStr *a, KrStr *b) KR_MUST_USE;
KrValue krstr_join(KrVm *vm, KrStr *separator, const KrValue *items, size_t n) KR_MUST_USE;
KrValue krstr_repr(KrVm *vm, KrStr *s) KR_MUST_USE;
/* format(value, spec) of the exact built-in types, without a method call. */
KrValue krformat_int(KrVm *vm, KrValue v, KrStr *spec) KR_MUST_USE;
KrValue krformat_float(KrVm *vm, KrValue v, KrStr *spec) KR_MUST_USE;
KrValue krformat_str(KrVm *vm, KrValue v, KrStr *spec) KR_MUST_USE;
KrValue krstr_percent(KrVm *vm, KrStr *format, KrValue args) KR_MUST_USE; /* the % operator */
/* A C string without embedded NUL, valid while s lives; NULL with ValueError "embedded null character". */
const char *krstr_cstr(KrVm *vm, KrValue s) KR_MUST_USE;

#endif
