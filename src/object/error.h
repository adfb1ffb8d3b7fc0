/* SPDX-License-Identifier: MIT
 * Exception instances and tracebacks. Layer: object. */
#ifndef KR_OBJECT_ERROR_H
#define KR_OBJECT_ERROR_H

#include "base/buf.h"
#include "object/func.h"

enum { KR_EXC_FIELDS = 8 };
/* The fields of a SyntaxError. */
enum { KR_SYNTAX_MSG, KR_SYNTAX_FILENAME, KR_SYNTAX_LINENO, KR_SYNTAX_OFFSET, KR_SYNTAX_TEXT, KR_SYNTAX_END_LINENO, KR_SYNTAX_END_OFFSET };

/* One layout for all built-in exceptions; field[i] is the native attribute i of errors.def, empty when not set. */
typedef struct KrExc {
    KrObj h;              /* h.kind: 1 = __suppress_context__ */
    KrValue args;         /* tuple */
    KrValue cause, context; /* exception or empty */
    KrValue traceback;    /* KrTraceback or empty */
    KrValue field[KR_EXC_FIELDS];
    KrValue extra;
} KrExc;
static inline KrExc *kras_exc(KrValue v) { return (KrExc *)kras_obj(v); }

typedef struct KrTraceback {
    KrObj h;
    KrValue next;         /* towards the raise, or empty */
    KrValue frame;        /* KrFrameObject, or empty: made when asked for */
    KrFunc *func;
    KrValues *registers;  /* of an activation that the exception ended without a frame object, or NULL */
    uint32_t unit;        /* in func's code */
    int32_t lineno;
} KrTraceback;

/* What Python sees as a frame: it outlives the activation. */
typedef struct KrFrameObject {
    KrObj h;
    KrFunc *func;
    KrFrame *live;        /* the activation, NULL once it is over */
    KrValue back;         /* the calling frame's object or empty (made when asked for while live) */
    KrValue locals;       /* dict or mapping; empty until asked for */
    KrValues *registers;  /* what the registers held when the activation ended, or NULL */
    uint32_t unit;        /* where it stands, once over */
    int32_t lineno;
    KrValue generator;    /* the generator it belongs to, or empty */
    KrValue instance;     /* of an __init__ frame: what is being made */
} KrFrameObject;

/* The traceback text that CPython prints, "Traceback (most recent call last):" and all, chained exceptions and groups
 * included, added to b. Used by the command, unraisable reports and asyncio; `import traceback` is not needed. */
bool krerror_format(KrVm *vm, KrBuf *b, KrValue exception) KR_MUST_USE;
/* The source line, if it can be read, behind `indent` spaces and without its own. */
void krerror_source_line(KrVm *vm, KrBuf *b, KrStr *filename, int line, int indent);

#endif
