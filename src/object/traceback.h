/* SPDX-License-Identifier: MIT
 * What the files that print tracebacks share. Layer: object. */
#ifndef KR_OBJECT_TRACEBACK_H
#define KR_OBJECT_TRACEBACK_H

#include "object/error.h"
#include "object/type.h"

typedef struct KrLine {
    const char *p;
    size_t n;
} KrLine;

/* The text of the source file that was looked at last. */
typedef struct KrSource {
    KrStr *filename; /* NULL: none yet */
    KrBuf text;
    int number;      /* the line that begins at `offset`; 0: none known */
    size_t offset;
} KrSource;

/* Line `number` (from 1) without its end and without white space behind; empty if it cannot be read. */
KrLine krtraceback_line(KrVm *vm, KrSource *s, KrStr *filename, int number);

/* Where the operator, or the brackets of a call or a subscript, lie in a segment of source: lines from 0, offsets in bytes. */
typedef struct KrAnchors {
    bool found, call, plain_call; /* plain_call: the callee is a bare name */
    int left_line, right_line;
    size_t left, right;
} KrAnchors;
KrAnchors kranchors_find(const char *segment, size_t n);
/* Whether the text is what stands before the value of an assignment: `a = b[0] = `. */
bool kranchors_assigns(const char *p, size_t n);

/* One line of a traceback's frame list, with source and carets. */
void krtraceback_frame(KrVm *vm, KrBuf *b, KrSource *s, KrTraceback *tb);
/* The text that a NameError, AttributeError or ImportError gets behind its message: ". Did you mean: 'x'?" */
void krerror_hint(KrVm *vm, KrBuf *b, KrValue exception);

#endif
