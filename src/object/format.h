/* SPDX-License-Identifier: MIT
 * The format mini-language: format(value, spec) and the templates of str.format. Layer: object. */
#ifndef KR_OBJECT_FORMAT_H
#define KR_OBJECT_FORMAT_H

#include "object/str.h"

/* [[fill]align][sign][z][#][0][width][grouping][.precision[grouping]][type] */
typedef struct KrSpec {
    uint32_t fill, type;      /* code points */
    int64_t width, precision; /* -1 if absent */
    char align;               /* '<' '>' '=' '^' */
    char sign;                /* 0 ' ' '+' '-' */
    char grouping;            /* 0 ',' '_', in the integer part */
    char fraction_grouping;   /* the same behind the point */
    bool no_neg_zero, alternate;
    bool align_given;
} KrSpec;

/* Reads a spec for a value whose class it names in errors. */
bool krspec_parse(KrVm *vm, KrStr *text, KrValue v, char type, char align, KrSpec *out) KR_MUST_USE;
/* ValueError "Unknown format code ...". */
KrValue krspec_unknown(KrVm *vm, const KrSpec *spec, KrValue v);
/* Writes `count` times the fill character; returns the end. */
char *krspec_fill(const KrSpec *spec, char *p, size_t count);
/* The text, padded as the spec says. */
KrValue krspec_pad(KrVm *vm, const KrSpec *spec, const char *text, size_t n, size_t len, uint8_t flags) KR_MUST_USE;

KrValue krformat_complex(KrVm *vm, KrValue v, KrStr *spec) KR_MUST_USE;

/* str.format: fields are taken from args (by position) and kwargs (a mapping or KR_EMPTY). */
KrValue krformat_template(KrVm *vm, KrStr *template, const KrValue *args, size_t nargs, KrValue kwargs,
                          bool has_args) KR_MUST_USE;

#endif
