/* SPDX-License-Identifier: MIT
 * Streams: what the files of the module _io share. Layer: modules.
 *
 * A text stream around a buffered one around a file is the usual tower. A native stream owns the native one below it: when
 * it is closed or collected, so is what it owns. Streams that may hold unwritten data are in a list of the VM. */
#ifndef KR_MODULES_IO_H
#define KR_MODULES_IO_H

#include "modules/state.h"

enum { /* h.kind of every stream */
    KR_IO_CLOSED = 1,
    KR_IO_OWNED = 2,    /* a native stream around it will close it */
    KR_IO_DETACHED = 4, /* no longer has a stream below */
    KR_IO_READY = 8,    /* __init__ has succeeded */
    KR_IO_CLOSING = 16,
};

enum { KR_IO_BUFFER = 8192, KR_IO_CHUNK = 8192 };

typedef struct KrIOBase {
    KrObj h;
    KrValue extra;
} KrIOBase;

typedef struct KrIOLink {
    struct KrIOLink *next, **link; /* link NULL: not listed */
    KrObj *stream;
} KrIOLink;

/* In the place of a descriptor: 0 standard input, 1 output, 2 errors. */
#define KR_HOST_STREAM(n) (-2 - (n))

typedef struct KrFileIO {
    KrObj h;
    KrValue name;
    KrValue extra;
    int fd; /* -1: closed; KR_HOST_STREAM(n): stream n of the host's callbacks */
    bool readable, writable, created, appending, closefd;
    int8_t seekable; /* -1: not known yet */
    uint8_t ntail;   /* of a host's stream: the first bytes of a character that is not complete */
    char tail[4];
} KrFileIO;

/* While reading, [at, end) of the buffer is unread and the raw stream stands behind it. While writing, [0, pending) waits to
 * be written where the raw stream stands. At most one of the two is not empty. */
typedef struct KrBuffered {
    KrObj h;
    KrValue raw;
    KrRaw *buffer;
    KrValue extra;
    KrIOLink link;
    size_t size, at, end, pending;
    bool readable, writable;
} KrBuffered;

typedef struct KrRWPair {
    KrObj h;
    KrValue reader, writer;
    KrValue extra;
} KrRWPair;

typedef struct KrBytesIO {
    KrObj h;
    KrByteArray *bytes;
    KrValue extra;
    size_t pos;
} KrBytesIO;

typedef enum KrNewlineMode {
    KR_NL_UNIVERSAL, /* newline=None: any ending is read as \n */
    KR_NL_ANY,       /* newline='': any ending ends a line and stays */
    KR_NL_LF,
    KR_NL_CR,
    KR_NL_CRLF,
} KrNewlineMode;

/* Text that was read and decoded lies in decoded[at, end); bytes of an unfinished character in tail. */
typedef struct KrTextIO {
    KrObj h;
    KrValue buffer, encoding, errors;
    KrRaw *pending;  /* encoded, not yet written */
    KrRaw *decoded;
    KrRaw *crlf;     /* offsets in decoded of each \n that two bytes were read for */
    KrValue newlines; /* what has been seen of endings, as bits */
    KrValue extra;
    KrIOLink link;
    size_t npending, at, end, ncrlf;
    char tail[8];
    uint8_t ntail;
    uint8_t mode;    /* KrNewlineMode */
    uint8_t codec;   /* KrTextCodec */
    bool readable, writable, seekable;
    bool line_buffering, write_through;
    bool strict, after_cr, bom_done, eof;
} KrTextIO;

typedef struct KrStringIO {
    KrObj h;
    KrRaw *text;
    KrValue newlines;
    KrValue extra;
    size_t n, nchars; /* bytes and code points of the text */
    size_t pos;       /* code points; may lie beyond the end */
    uint8_t mode;
    bool after_cr;
} KrStringIO;

typedef struct KrNewlines {
    KrObj h;
    KrValue decoder;
    KrValue extra;
    bool translate, after_cr;
    uint8_t seen;
} KrNewlines;

/* ---- io.c ---- */
KrValue krio_unsupported(KrVm *vm, const char *what); /* raises io.UnsupportedOperation */
KrValue krio_unsupported_class(KrVm *vm) KR_MUST_USE;
KrValue krio_closed_error(KrVm *vm);
/* False with ValueError pending: the stream, native or not, is closed. */
bool krio_check_open(KrVm *vm, KrValue stream) KR_MUST_USE;
void krio_list(KrVm *vm, KrIOLink *link, KrObj *stream);
void krio_unlist(KrIOLink *link);
/* An optional size argument: -1 for None or none. */
bool krio_size(KrVm *vm, KrValue v, int64_t *out) KR_MUST_USE;
/* The bounds of a path argument as a C string: str, bytes or os.PathLike; NULL with an exception pending. */
const char *krio_path(KrVm *vm, KrValue v, KrValue *keep) KR_MUST_USE;
KrValue krio_finish_init(KrValue *a);
bool krio_call_bool(KrVm *vm, KrValue stream, const KrStr *method, bool *out) KR_MUST_USE;
/* Closes a stream that nobody can reach any more. */
void krio_finalize(KrVm *vm, KrObj *stream, KrNative close);

/* ---- io_file.c ---- */
KrValue krfile_open(KrVm *vm, KrValue file, const char *mode, bool closefd, KrValue opener) KR_MUST_USE;
/* Text to the host; false with an exception pending. */
bool krfile_host_write(KrVm *vm, int stream, const char *text, size_t n) KR_MUST_USE;
KrValue krfile_host(KrVm *vm, int stream) KR_MUST_USE; /* what reads and writes through the host's callbacks */
int64_t krfile_read(KrVm *vm, KrFileIO *f, void *to, size_t n) KR_MUST_USE;          /* -1 raised, -2 would block */
int64_t krfile_write(KrVm *vm, KrFileIO *f, const void *from, size_t n) KR_MUST_USE; /* the same */
KrValue krn_FileIO_close(KrVm *vm, KrValue *a, uint32_t n);

/* ---- io_buffered.c ---- */
KrValue krbuffered_new(KrVm *vm, KrTypeNumber type, KrValue raw, size_t size) KR_MUST_USE;
bool krbuffered_write(KrVm *vm, KrBuffered *b, const char *from, size_t n) KR_MUST_USE;
bool krbuffered_flush(KrVm *vm, KrBuffered *b) KR_MUST_USE;
/* Makes [at, end) not empty by at most one read; false with an exception pending; at the end it stays empty. */
bool krbuffered_fill(KrVm *vm, KrBuffered *b) KR_MUST_USE;
KrValue krn__Buffered_close(KrVm *vm, KrValue *a, uint32_t n);

/* ---- io_text.c ---- */
KrValue krtext_new(KrVm *vm, KrValue buffer, const char *encoding, const char *errors, KrValue newline, bool line_buffering) KR_MUST_USE;
bool krtext_flush_pending(KrVm *vm, KrTextIO *t) KR_MUST_USE;
bool krtext_write(KrVm *vm, KrTextIO *t, KrStr *s) KR_MUST_USE;
KrValue krn_TextIOWrapper_close(KrVm *vm, KrValue *a, uint32_t n);
KrValue krn_TextIOWrapper___init__(KrVm *vm, KrValue *a, uint32_t n);

/* ---- io_newline.c ---- */
bool krnewline_mode(KrVm *vm, KrValue newline, KrNewlineMode *out) KR_MUST_USE;
/* Copies text with \r\n and \r made \n; *after_cr tells that it ended with a \r, which then is not copied unless `final`. */
enum { KR_SEEN_CR = 1, KR_SEEN_LF = 2, KR_SEEN_CRLF = 4 };
KrValue krnewline_seen(KrVm *vm, uint32_t seen) KR_MUST_USE; /* the attribute `newlines` */

#endif
