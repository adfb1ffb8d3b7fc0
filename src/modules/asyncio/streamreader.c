/* SPDX-License-Identifier: MIT
 * StreamReader: bytes that were received and wait to be read, and the one who waits for more. A read that
 * the buffer can satisfy is over when it begins; otherwise it is over in the same turn in which the data comes. */
#include "modules/asyncio/asyncio.h"

typedef enum KrReadMode { READ_SOME, READ_ALL, READ_EXACTLY, READ_UNTIL, READ_LINE, READ_NEXT } KrReadMode;

enum { DEFAULT_LIMIT = 64 * 1024 };

static KrStreamReader *self_reader(KrValue *a)
{
    return (KrStreamReader *)kras_obj(a[0]);
}

static size_t available(const KrStreamReader *r)
{
    return r->end - r->start;
}

static const char *bytes_at(const KrStreamReader *r)
{
    return r->buffer == KR_EMPTY ? "" : ((KrRaw *)kras_obj(r->buffer))->data + r->start;
}

/* ---- the buffer ------------------------------------------------------------------------------ */

static bool append(KrVm *vm, KrStreamReader *r, const char *data, size_t n)
{
    KrRaw *raw = r->buffer == KR_EMPTY ? NULL : (KrRaw *)kras_obj(r->buffer);
    size_t have = available(r);
    if (raw && r->end + n > raw->size && have + n <= raw->size) {
        memmove(raw->data, raw->data + r->start, have);
        r->start = 0;
        r->end = have;
    } else if (!raw || r->end + n > raw->size) {
        size_t cap = raw ? 2 * raw->size : 2048;
        KrRaw *larger = krheap_raw(vm, cap > have + n ? cap : have + n);
        if (!larger)
            return false;
        if (have)
            memcpy(larger->data, raw->data + r->start, have);
        KR_STORE_PTR(vm, r, &r->buffer, larger);
        r->start = 0;
        r->end = have;
        raw = larger;
    }
    memcpy(raw->data + r->end, data, n);
    r->end += n;
    return true;
}

static KrValue call_transport(KrVm *vm, KrStreamReader *r, const KrStr *name, bool paused)
{
    KrTransport *t = krtransport_of(vm, r->transport);
    if (t)
        return krtransport_pause(vm, t, paused) ? KR_NONE : KR_RAISED;
    return krcall_method(vm, r->transport, name, NULL, 0);
}

static bool resume(KrVm *vm, KrStreamReader *r)
{
    if (!r->paused)
        return true;
    r->paused = false;
    return call_transport(vm, r, KR_NAME(resume_reading), false) != KR_RAISED;
}

/* Takes n bytes out. */
static KrValue take(KrVm *vm, KrStreamReader *r, size_t n)
{
    KrBytes *b = krbytes_new(vm, bytes_at(r), n);
    if (!b)
        return KR_RAISED;
    r->start += n;
    r->scanned = 0;
    if (r->start == r->end) {
        r->start = r->end = 0;
        if (r->buffer != KR_EMPTY && ((KrRaw *)kras_obj(r->buffer))->size > DEFAULT_LIMIT)
            r->buffer = KR_EMPTY;
    }
    if (r->paused && available(r) <= r->limit && !resume(vm, r))
        return KR_RAISED;
    return krvalue(b);
}

static KrValue raise_python(KrVm *vm, const char *name, KrValue first, KrValue second)
{
    KrValue args[2] = {first, second};
    return krraise_exc(vm, krasync_call_python(vm, "asyncio.exceptions", name, args, 2));
}

static KrValue incomplete(KrVm *vm, KrStreamReader *r, KrValue expected)
{
    KrValue partial = take(vm, r, available(r));
    KR_TRY(partial);
    return raise_python(vm, "IncompleteReadError", partial, expected);
}

static KrValue overrun(KrVm *vm, KrStreamReader *r, const char *text, size_t consumed, size_t drop)
{
    KrStr *message = krstr_text(vm, text);
    if (!message)
        return KR_RAISED;
    KrReadMode mode = r->h.kind;
    if (mode == READ_UNTIL)
        return raise_python(vm, "LimitOverrunError", krvalue(message), krsmall((int64_t)consumed));
    r->start += drop;
    r->scanned = 0;
    if (r->paused && available(r) <= r->limit && !resume(vm, r))
        return KR_RAISED;
    return krraise_value(vm, KR_T_ValueError, krvalue(message));
}

/* ---- what the one who reads gets ------------------------------------------------------------- */

typedef struct Match {
    size_t at, end; /* of the separator that ends first */
    size_t shortest, longest;
    bool found;
} Match;

static void match_one(KrStreamReader *r, KrBytes *sep, Match *m)
{
    const char *p = bytes_at(r);
    size_t n = available(r), from = r->scanned;
    m->shortest = sep->n < m->shortest ? sep->n : m->shortest;
    m->longest = sep->n > m->longest ? sep->n : m->longest;
    const char *hit = sep->n == 1 ? memchr(p + from, sep->at[0], n - from) : memmem(p + from, n - from, sep->at, sep->n);
    if (!hit)
        return;
    size_t at = (size_t)(hit - p), end = at + sep->n;
    if (!m->found || end < m->end || (end == m->end && at < m->at)) {
        m->at = at;
        m->end = end;
        m->found = true;
    }
}

static Match match(KrStreamReader *r)
{
    Match m = {.shortest = SIZE_MAX};
    if (kris_exact(r->separator, KR_T_bytes)) {
        match_one(r, kras_bytes(r->separator), &m);
        return m;
    }
    KrTuple *t = kras_tuple(r->separator);
    for (size_t i = 0; i < t->n; i++)
        match_one(r, kras_bytes(t->at[i]), &m);
    return m;
}

static KrValue end_of_line(KrVm *vm, KrStreamReader *r)
{
    if (r->h.kind == READ_NEXT && available(r) == 0)
        return krraise_exc(vm, krcall(vm, krvalue(KR_TYPE_OF(StopAsyncIteration)), NULL, 0));
    if (r->h.kind == READ_UNTIL)
        return incomplete(vm, r, KR_NONE);
    return take(vm, r, available(r));
}

static KrValue try_until(KrVm *vm, KrStreamReader *r)
{
    Match m = match(r);
    if (m.found) {
        if (m.at > r->limit)
            return overrun(vm, r, "Separator is found, but chunk is longer than limit", m.at, m.end);
        return take(vm, r, m.end);
    }
    size_t n = available(r);
    r->scanned = n + 1 > m.longest ? n + 1 - m.longest : 0;
    if (r->scanned > r->limit)
        return overrun(vm, r, "Separator is not found, and chunk exceed the limit", r->scanned, n);
    return r->eof ? end_of_line(vm, r) : KR_EMPTY;
}

/* The value, KR_RAISED, or KR_EMPTY: more must come. */
static KrValue try_read(KrVm *vm, KrStreamReader *r)
{
    size_t n = available(r);
    switch ((KrReadMode)r->h.kind) {
    case READ_SOME:
        if (n || r->eof || !r->wanted)
            return take(vm, r, n < r->wanted ? n : r->wanted);
        return KR_EMPTY;
    case READ_ALL:
        return r->eof ? take(vm, r, n) : KR_EMPTY;
    case READ_EXACTLY:
        if (n >= r->wanted)
            return take(vm, r, r->wanted);
        return r->eof ? incomplete(vm, r, krsmall((int64_t)r->wanted)) : KR_EMPTY;
    default:
        return try_until(vm, r);
    }
}

/* ---- operations ------------------------------------------------------------------------------ */

static KrFuture *new_op(KrVm *vm, KrValue loop)
{
    KrFuture *op = krheap_new(vm, KR_T_StreamOp, sizeof *op);
    if (op)
        krstore(vm, op, &op->loop, loop);
    return op;
}

KrValue krstreamop_done(KrVm *vm, KrValue loop, KrValue value)
{
    KrFuture *op = new_op(vm, loop);
    if (!op)
        return KR_RAISED;
    krstore(vm, op, &op->result, value);
    op->h.kind = KR_FUT_RESULT;
    return krvalue(op);
}

/* The operation failed by what is pending; whoever awaits it is told. */
static bool fail_op(KrVm *vm, KrFuture *op)
{
    KrValue e = krpending_take(vm);
    return krfuture_set_exception(vm, op, e);
}

static KrFuture *waiting_op(KrStreamReader *r)
{
    if (r->waiter == KR_EMPTY)
        return NULL;
    KrFuture *op = kras_future(r->waiter);
    if (!krfuture_done(op))
        return op;
    r->waiter = KR_EMPTY; /* cancelled */
    return NULL;
}

/* An operation that fails by what is pending. */
static KrValue failed(KrVm *vm, KrStreamReader *r)
{
    KrFuture *op = new_op(vm, r->loop);
    return op && fail_op(vm, op) ? krvalue(op) : KR_RAISED;
}

typedef struct Request {
    KrReadMode mode;
    size_t wanted;
    KrValue separator; /* or empty */
} Request;

static void set_request(KrVm *vm, KrStreamReader *r, Request q)
{
    r->h.kind = (uint8_t)q.mode;
    r->wanted = q.wanted;
    r->scanned = 0;
    krstore(vm, r, &r->separator, q.separator);
}

/* Somebody waits already: what is there may be read all the same. */
static KrValue read_beside(KrVm *vm, KrStreamReader *r, Request q)
{
    Request waiting = {r->h.kind, r->wanted, r->separator};
    set_request(vm, r, q);
    KrValue v = try_read(vm, r);
    set_request(vm, r, waiting);
    if (v == KR_EMPTY)
        krraise(vm, KR_T_RuntimeError, "%s() called while another coroutine is already waiting for incoming data",
                q.mode == READ_EXACTLY ? "readexactly" : q.mode < READ_EXACTLY ? "read" : "readuntil");
    return v == KR_EMPTY || v == KR_RAISED ? failed(vm, r) : krstreamop_done(vm, r->loop, v);
}

static KrValue begin(KrVm *vm, KrStreamReader *r, Request q)
{
    if (KR_UNLIKELY(r->exception != KR_EMPTY)) {
        krraise_exc(vm, r->exception);
        return failed(vm, r);
    }
    if (KR_UNLIKELY(waiting_op(r) != NULL))
        return read_beside(vm, r, q);
    set_request(vm, r, q);
    KrValue v = try_read(vm, r);
    if (v == KR_RAISED)
        return failed(vm, r);
    if (v != KR_EMPTY)
        return krstreamop_done(vm, r->loop, v);
    KrFuture *op = new_op(vm, r->loop);
    if (!op)
        return KR_RAISED;
    KR_STORE_PTR(vm, r, &r->waiter, op);
    return resume(vm, r) ? krvalue(op) : KR_RAISED;
}

/* New data, or the end: the one who waits may be satisfied. */
static bool serve(KrVm *vm, KrStreamReader *r, KrFuture *op)
{
    KrValue v = try_read(vm, r);
    if (v == KR_EMPTY)
        return true;
    r->waiter = KR_EMPTY;
    return v == KR_RAISED ? fail_op(vm, op) : krfuture_set_result(vm, op, v);
}

static bool pause_if_full(KrVm *vm, KrStreamReader *r)
{
    if (r->paused || r->transport == KR_EMPTY || r->waiter != KR_EMPTY || available(r) <= 2 * r->limit)
        return true;
    if (call_transport(vm, r, KR_NAME(pause_reading), true) != KR_RAISED) {
        r->paused = true;
    } else if (krpending_is(vm, KR_T_NotImplementedError)) { /* it cannot be paused: never asked again */
        krpending_clear(vm);
        r->transport = KR_EMPTY;
    } else {
        return false;
    }
    return true;
}

size_t krreader_takes(KrStreamReader *r)
{
    return waiting_op(r) && r->h.kind == READ_SOME && available(r) == 0 ? r->wanted : 0;
}

bool krreader_give(KrVm *vm, KrStreamReader *r, KrBytes *data)
{
    KrFuture *op = waiting_op(r);
    r->waiter = KR_EMPTY;
    return krfuture_set_result(vm, op, krvalue(data));
}

bool krreader_feed(KrVm *vm, KrStreamReader *r, const char *data, size_t n)
{
    KrFuture *op = waiting_op(r);
    if (KR_LIKELY(op && r->h.kind == READ_SOME && available(r) == 0 && n <= r->wanted)) {
        KrBytes *b = krbytes_new(vm, data, n);
        r->waiter = KR_EMPTY;
        return b && krfuture_set_result(vm, op, krvalue(b));
    }
    if (!append(vm, r, data, n) || (op && !serve(vm, r, op)))
        return false;
    return pause_if_full(vm, r);
}

/* ---- the class ------------------------------------------------------------------------------- */

/// class StreamReader(limit=65536, loop=None)
/// What was received from a stream, to be read.

/// StreamReader.__init__(self, limit=65536, loop=None)
/// Initialize self.
KR_NATIVE(StreamReader___init__)
{
    KrStreamReader *r = self_reader(a);
    int64_t limit = DEFAULT_LIMIT;
    if (a[1] != KR_EMPTY && !krobj_as_i64(vm, a[1], &limit, true))
        return KR_RAISED;
    if (limit <= 0)
        return krraise(vm, KR_T_ValueError, "Limit cannot be <= 0");
    KrValue loop = a[2] == KR_EMPTY || a[2] == KR_NONE ? krasync_get_loop(vm) : a[2];
    KR_TRY(loop);
    krstore(vm, r, &r->loop, loop);
    r->limit = (size_t)limit;
    return KR_NONE;
}

/// StreamReader.exception(self, /)
/// The exception that reading raises, or None.
KR_NATIVE(StreamReader_exception)
{
    KrValue e = self_reader(a)->exception;
    return e == KR_EMPTY ? KR_NONE : e;
}

/// StreamReader.set_exception(self, exc, /)
/// Let reading raise the exception from now on.
KR_NATIVE(StreamReader_set_exception)
{
    KrStreamReader *r = self_reader(a);
    krstore(vm, r, &r->exception, a[1]);
    KrFuture *op = waiting_op(r);
    r->waiter = KR_EMPTY;
    return !op || krfuture_set_exception(vm, op, a[1]) ? KR_NONE : KR_RAISED;
}

/// StreamReader.set_transport(self, transport, /)
/// The transport that is paused while too much waits to be read.
KR_NATIVE(StreamReader_set_transport)
{
    KrStreamReader *r = self_reader(a);
    if (r->transport != KR_EMPTY)
        return krraise(vm, KR_T_AssertionError, "Transport already set");
    krstore(vm, r, &r->transport, a[1]);
    return KR_NONE;
}

/// StreamReader._replace_transport(self, transport, /)
/// Another transport for the same stream; None for none.
KR_NATIVE(StreamReader__replace_transport)
{
    KrStreamReader *r = self_reader(a);
    krstore(vm, r, &r->transport, a[1] == KR_NONE ? KR_EMPTY : a[1]);
    return KR_NONE;
}

/// StreamReader.feed_eof(self, /)
/// No more data will come.
KR_NATIVE(StreamReader_feed_eof)
{
    KrStreamReader *r = self_reader(a);
    r->eof = true;
    KrFuture *op = waiting_op(r);
    return !op || serve(vm, r, op) ? KR_NONE : KR_RAISED;
}

/// StreamReader.at_eof(self, /)
/// Return True if the buffer is empty and no more data will come.
KR_NATIVE(StreamReader_at_eof)
{
    return krbool(self_reader(a)->eof && available(self_reader(a)) == 0);
}

/// StreamReader.feed_data(self, data, /)
/// Data has come.
KR_NATIVE(StreamReader_feed_data)
{
    KrStreamReader *r = self_reader(a);
    const uint8_t *p;
    size_t size;
    if (!krbuffer_get(vm, a[1], &p, &size))
        return KR_RAISED;
    if (r->eof)
        return krraise(vm, KR_T_AssertionError, "feed_data after feed_eof");
    return size == 0 || krreader_feed(vm, r, (const char *)p, size) ? KR_NONE : KR_RAISED;
}

/// StreamReader.read(self, n=-1)
/// Read up to n bytes; without n, or if it is negative, all until the end.
KR_NATIVE(StreamReader_read)
{
    KrStreamReader *r = self_reader(a);
    int64_t count = -1;
    if (a[1] != KR_EMPTY && !krobj_as_i64(vm, a[1], &count, true))
        return KR_RAISED;
    return begin(vm, r, (Request){count < 0 ? READ_ALL : READ_SOME, count < 0 ? 0 : (size_t)count, KR_EMPTY});
}

/// StreamReader.readexactly(self, n)
/// Read exactly n bytes; IncompleteReadError if the end comes before.
KR_NATIVE(StreamReader_readexactly)
{
    KrStreamReader *r = self_reader(a);
    int64_t count;
    if (!krobj_as_i64(vm, a[1], &count, true))
        return KR_RAISED;
    if (count < 0) {
        krraise(vm, KR_T_ValueError, "readexactly size can not be less than zero");
        return failed(vm, r);
    }
    return begin(vm, r, (Request){READ_EXACTLY, (size_t)count, KR_EMPTY});
}

static KrValue newline(KrVm *vm)
{
    return krvalue_or_raised(krbytes_new(vm, "\n", 1));
}

/// StreamReader.readline(self, /)
/// Read a line; what there is if the end comes before the newline.
KR_NATIVE(StreamReader_readline)
{
    KrValue separator = newline(vm);
    KR_TRY(separator);
    return begin(vm, self_reader(a), (Request){READ_LINE, 0, separator});
}

/* As exact bytes, or a tuple of them. */
static KrValue separator_argument(KrVm *vm, KrValue v)
{
    bool several = kris_exact(v, KR_T_tuple);
    KrTuple *t = several ? krtuple_new(vm, kras_tuple(v)->at, kras_tuple(v)->n) : krtuple_of(vm, 1, v);
    if (!t)
        return KR_RAISED;
    if (t->n == 0)
        return krraise(vm, KR_T_ValueError, "Separator should contain at least one element");
    for (size_t i = 0; i < t->n; i++) {
        const uint8_t *p;
        size_t size;
        if (!krbuffer_get(vm, t->at[i], &p, &size))
            return KR_RAISED;
        if (size == 0)
            return krraise(vm, KR_T_ValueError, "Separator should be at least one-byte string");
        KrBytes *b = kris_exact(t->at[i], KR_T_bytes) ? kras_bytes(t->at[i]) : krbytes_new(vm, p, size);
        if (!b)
            return KR_RAISED;
        krstore(vm, t, &t->at[i], krvalue(b));
    }
    return several ? krvalue(t) : t->at[0];
}

/// StreamReader.readuntil(self, separator=b'\n')
/// Read until a separator, which is part of the result.
KR_NATIVE(StreamReader_readuntil)
{
    KrValue separator = a[1] == KR_EMPTY ? newline(vm) : kris_exact(a[1], KR_T_bytes) && kras_bytes(a[1])->n ? a[1] : separator_argument(vm, a[1]);
    if (separator == KR_RAISED)
        return failed(vm, self_reader(a));
    return begin(vm, self_reader(a), (Request){READ_UNTIL, 0, separator});
}

/// StreamReader.__aiter__(self, /)
/// The lines.
KR_NATIVE(StreamReader___aiter__)
{
    return a[0];
}

/// StreamReader.__anext__(self, /)
/// The next line.
KR_NATIVE(StreamReader___anext__)
{
    KrValue separator = newline(vm);
    KR_TRY(separator);
    return begin(vm, self_reader(a), (Request){READ_NEXT, 0, separator});
}

/// StreamReader.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(StreamReader___repr__)
{
    return krasync_call_python(vm, "asyncio.streams", "_reader_repr", a, 1);
}

/// StreamReader._buffer
/// A copy of what waits to be read.
KR_NATIVE(StreamReader_get__buffer)
{
    return krvalue_or_raised(krbytearray_new(vm, bytes_at(self_reader(a)), available(self_reader(a))));
}

/// StreamReader._limit
/// How much a line may have.
KR_NATIVE(StreamReader_get__limit)
{
    return krsmall((int64_t)self_reader(a)->limit);
}

/// StreamReader._eof
/// Whether no more data will come.
KR_NATIVE(StreamReader_get__eof)
{
    return krbool(self_reader(a)->eof);
}

/// StreamReader._paused
/// Whether the transport is paused for it.
KR_NATIVE(StreamReader_get__paused)
{
    return krbool(self_reader(a)->paused);
}

/// StreamReader._waiter
/// The operation of the one who waits, or None.
KR_NATIVE(StreamReader_get__waiter)
{
    KrFuture *op = waiting_op(self_reader(a));
    return op ? krvalue(op) : KR_NONE;
}

/// StreamReader._transport
/// The transport, or None.
KR_NATIVE(StreamReader_get__transport)
{
    KrValue t = self_reader(a)->transport;
    return t == KR_EMPTY ? KR_NONE : t;
}

/// StreamReader._loop
/// The event loop.
KR_NATIVE(StreamReader_get__loop)
{
    return self_reader(a)->loop;
}
