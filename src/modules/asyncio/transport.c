/* SPDX-License-Identifier: MIT
 * Streams on descriptors: reading for a protocol or a stream reader, writing at once or from a queue.
 * What happens rarely (the end of a connection, errors) is in lib/asyncio/selector_events.py. */
#include "modules/asyncio/asyncio.h"

#include "loop/sock.h"

#include <assert.h>
#include <errno.h>

enum { PIECES = 64 }; /* of the queue, in one system call */

KrTransport *krtransport_of(KrVm *vm, KrValue v)
{
    if (!kris_ptr(v) || krtype_of(vm, v)->solid != KR_TYPE_OF(StreamTransport))
        return NULL;
    return (KrTransport *)kras_obj(v);
}

static KrLoop *c_loop(KrTransport *t)
{
    return ((KrEventLoop *)kras_obj(t->loop))->c;
}

void krtransport_drop(KrTransport *t)
{
    if (t->fd.fd >= 0 && c_loop(t))
        krepoll_drop(c_loop(t), &t->fd);
}

bool krtransport_fatal(KrVm *vm, KrTransport *t, KrValue exception, const char *message)
{
    KrStr *text = krstr_text(vm, message);
    KrValue args[2] = {exception, text ? krvalue(text) : KR_RAISED};
    return text && krcall_method(vm, krvalue(t), KR_NAME(_fatal_error), args, 2) != KR_RAISED;
}

static bool fatal_errno(KrVm *vm, KrTransport *t, int error, const char *message)
{
    krraise_errno(vm, error, KR_EMPTY);
    return krtransport_fatal(vm, t, krpending_take(vm), message);
}

/* ---- reading --------------------------------------------------------------------------------- */

bool krtransport_pause(KrVm *vm, KrTransport *t, bool paused)
{
    (void)vm;
    t->paused = paused;
    if (t->closing || t->fd.fd < 0 || !c_loop(t))
        return true;
    if (paused) {
        krepoll_unwant(c_loop(t), &t->fd, KR_FD_READ);
        return true;
    }
    int r = krepoll_want(c_loop(t), &t->fd, KR_FD_READ);
    if (r < 0)
        krasync_raise(vm, r);
    return r >= 0;
}

/* The other side has closed. */
static KrValue read_end(KrVm *vm, KrTransport *t)
{
    return krcall_method(vm, krvalue(t), KR_NAME(_read_eof), NULL, 0) == KR_RAISED ? KR_RAISED : KR_NONE;
}

/* How many bytes came; 0 the end; -EAGAIN. Says what is known of readiness. */
static ssize_t receive(KrTransport *t, void *p, size_t n)
{
    ssize_t got = t->kind == KR_TRANSPORT_SOCKET ? krsock_recv(t->fd.fd, p, n, 0) : krsock_read(t->fd.fd, p, n);
    if (got == -EAGAIN)
        krepoll_blocked(&t->fd, KR_FD_READ);
    else if (got > 0 && (size_t)got < n)
        krepoll_short_read(&t->fd);
    return got;
}

/* More may be there: once more in the next turn, so that others get their share. */
static void again(KrTransport *t)
{
    if (!(t->fd.ready & KR_FD_READ) || t->paused || t->closing)
        return;
    int r = krepoll_want(c_loop(t), &t->fd, KR_FD_READ);
    assert(r == 0); /* owned descriptors cannot fail */
    (void)r;
}

static KrValue read_failed(KrVm *vm, KrTransport *t, ssize_t got)
{
    if (got == -EAGAIN)
        return KR_NONE;
    const char *message = t->kind == KR_TRANSPORT_SOCKET ? "Fatal read error on socket transport"
                                                         : "Fatal read error on pipe transport";
    return fatal_errno(vm, t, (int)-got, message) ? KR_NONE : KR_RAISED;
}

static KrValue read_buffered(KrVm *vm, KrTransport *t)
{
    KrValue hint = krsmall(-1);
    KrValue buffer = krcall_method(vm, t->protocol, KR_NAME(get_buffer), &hint, 1);
    uint8_t *p;
    size_t n;
    bool ok = buffer != KR_RAISED && krbuffer_get_writable(vm, buffer, &p, &n);
    if (ok && n == 0) {
        krraise(vm, KR_T_RuntimeError, "get_buffer() returned an empty buffer");
        ok = false;
    }
    if (!ok) {
        if (krpending_is(vm, KR_T_SystemExit) || krpending_is(vm, KR_T_KeyboardInterrupt))
            return KR_RAISED;
        bool told = krtransport_fatal(vm, t, krpending_take(vm), "Fatal error: protocol.get_buffer() call failed.");
        return told ? KR_NONE : KR_RAISED;
    }
    ssize_t got = receive(t, p, n);
    if (got <= 0)
        return got == 0 ? read_end(vm, t) : read_failed(vm, t, got);
    again(t);
    KrValue count = krsmall(got);
    return krstep_call(vm, t->receive, &count, 1);
}

/* ---- large reads: into the bytes that the program gets, without a copy ------------------------- */

enum { LARGE = 32 * 1024, ROOM_STEP = 32 * 1024, ROOM_HEAD = 1024 };

/* How large the bytes are to be made; 0: what comes is received elsewhere first. */
static size_t large_room(KrTransport *t)
{
    size_t room = t->expected;
    if (room && t->reader != KR_EMPTY) {
        size_t taken = krreader_takes((KrStreamReader *)kras_obj(t->reader));
        room = room < taken ? room : taken;
    }
    return room >= LARGE ? room : 0;
}

static void expect(KrTransport *t, size_t got, size_t room)
{
    /* Steps, and a little less than pages, so that the heap finds the room of earlier bytes again. */
    size_t next = (got == room ? 2 * got : got + ROOM_HEAD) + ROOM_STEP - 1;
    next -= next % ROOM_STEP;
    t->expected = got < LARGE ? 0 : (uint32_t)(next < KR_LOOP_SCRATCH ? next : KR_LOOP_SCRATCH) - ROOM_HEAD;
}

/* The first n bytes, in place unless that wastes much. */
static KrBytes *fit(KrVm *vm, KrBytes *b, size_t n)
{
    if (n < b->n - b->n / 4)
        return krbytes_new(vm, b->at, n);
    b->n = n;
    b->at[n] = 0;
    return b;
}

static KrValue deliver(KrVm *vm, KrTransport *t, KrBytes *b)
{
    again(t);
    if (t->reader != KR_EMPTY)
        return krreader_give(vm, (KrStreamReader *)kras_obj(t->reader), b) ? KR_NONE : KR_RAISED;
    KrValue data = krvalue(b);
    if (KR_UNLIKELY(t->receive == KR_EMPTY))
        return krcall_method(vm, t->protocol, KR_NAME(data_received), &data, 1);
    return krstep_call(vm, t->receive, &data, 1);
}

static KrValue read_large(KrVm *vm, KrTransport *t, size_t room)
{
    KrBytes *b = krheap_unfilled(vm, KR_T_bytes, sizeof *b + room + 1, sizeof *b);
    if (!b)
        return KR_RAISED;
    b->n = room;
    ssize_t got = receive(t, b->at, room);
    if (KR_UNLIKELY(got <= 0))
        return got == 0 ? read_end(vm, t) : read_failed(vm, t, got);
    expect(t, (size_t)got, room);
    if (!krcharge(vm, got / 64))
        return KR_RAISED;
    b = fit(vm, b, (size_t)got);
    return b ? deliver(vm, t, b) : KR_RAISED;
}

KrValue krtransport_read(KrVm *vm, KrTransport *t)
{
    if (KR_UNLIKELY(t->closing || t->fd.fd < 0))
        return KR_NONE;
    if (t->kind == KR_TRANSPORT_WRITE_PIPE) /* the reader is gone */
        return krcall_method(vm, krvalue(t), KR_NAME(_reader_gone), NULL, 0) == KR_RAISED ? KR_RAISED : KR_NONE;
    if (t->buffered)
        return read_buffered(vm, t);
    size_t room = KR_UNLIKELY(t->expected) ? large_room(t) : 0;
    if (room)
        return read_large(vm, t, room);
    char *p = krloop_scratch(c_loop(t));
    if (!p)
        return krraise_memory(vm);
    ssize_t got = receive(t, p, KR_LOOP_SCRATCH);
    if (KR_UNLIKELY(got <= 0))
        return got == 0 ? read_end(vm, t) : read_failed(vm, t, got);
    expect(t, (size_t)got, KR_LOOP_SCRATCH);
    if (!krcharge(vm, got / 64))
        return KR_RAISED;
    if (t->reader != KR_EMPTY) {
        bool fed = krreader_feed(vm, (KrStreamReader *)kras_obj(t->reader), p, (size_t)got);
        again(t);
        return fed ? KR_NONE : KR_RAISED;
    }
    KrBytes *b = krbytes_new(vm, p, (size_t)got);
    return b ? deliver(vm, t, b) : KR_RAISED;
}

bool krtransport_end(KrVm *vm, KrTransport *t, KrValue in)
{
    if (KR_LIKELY(in != KR_RAISED))
        return true;
    if (krpending_is(vm, KR_T_SystemExit) || krpending_is(vm, KR_T_KeyboardInterrupt))
        return false;
    return krtransport_fatal(vm, t, krpending_take(vm), t->buffered ? "Fatal error: protocol.buffer_updated() call failed."
                                                                    : "Fatal error: protocol.data_received() call failed.");
}

/* ---- writing --------------------------------------------------------------------------------- */

static ssize_t send_pieces(KrTransport *t, const struct iovec *iov, size_t n)
{
    ssize_t sent;
    if (t->kind != KR_TRANSPORT_SOCKET)
        sent = krsock_writev(t->fd.fd, iov, n);
    else if (n == 1)
        sent = krsock_send(t->fd.fd, iov->iov_base, iov->iov_len);
    else
        sent = krsock_sendv(t->fd.fd, iov, n);
    if (sent > 0)
        krloop_poll_soon(c_loop(t));
    return sent;
}

static bool write_failed(KrVm *vm, KrTransport *t, ssize_t error)
{
    t->lost++;
    t->queue = KR_EMPTY;
    t->first = t->offset = t->queued = 0;
    return fatal_errno(vm, t, (int)-error, t->kind == KR_TRANSPORT_SOCKET ? "Fatal write error on socket transport"
                                                                          : "Fatal write error on pipe transport");
}

static bool enqueue(KrVm *vm, KrTransport *t, KrValue data, const uint8_t *p, size_t n, size_t sent)
{
    if (t->queue == KR_EMPTY) {
        KrList *l = krlist_with_capacity(vm, 8);
        if (!l)
            return false;
        KR_STORE_PTR(vm, t, &t->queue, l);
    }
    KrList *l = kras_list(t->queue);
    if (l->n == 0 && kris_exact(data, KR_T_bytes)) {
        t->offset = sent;
    } else if (sent || !kris_exact(data, KR_T_bytes)) { /* others may change what they wrote */
        data = krvalue_or_raised(krbytes_new(vm, p + sent, n - sent));
        if (data == KR_RAISED)
            return false;
    }
    if (!krlist_append(vm, l, data))
        return false;
    t->queued += n - sent;
    int r = krepoll_want(c_loop(t), &t->fd, KR_FD_WRITE);
    if (r < 0)
        return krasync_raise(vm, r), false;
    if (t->queued <= t->high || t->write_paused)
        return true;
    t->write_paused = true;
    return krcall_method(vm, krvalue(t), KR_NAME(_pause_protocol), NULL, 0) != KR_RAISED;
}

bool krtransport_write(KrVm *vm, KrTransport *t, KrValue data)
{
    const uint8_t *p;
    size_t n;
    if (kris_exact(data, KR_T_bytes)) {
        p = kras_bytes(data)->at;
        n = kras_bytes(data)->n;
    } else if (!krbuffer_check(vm, data)) {
        krraise(vm, KR_T_TypeError, "data argument must be a bytes-like object, not '%T'", data);
        return false;
    } else if (!krbuffer_get(vm, data, &p, &n)) {
        return false;
    }
    if (KR_UNLIKELY(t->eof)) {
        krraise(vm, KR_T_RuntimeError, "Cannot call write() after write_eof()");
        return false;
    }
    if (n == 0)
        return true;
    if (KR_UNLIKELY(t->lost || t->fd.fd < 0 || !c_loop(t)))
        return krcall_method(vm, krvalue(t), KR_NAME(_write_lost), NULL, 0) != KR_RAISED;
    ssize_t sent = 0;
    if (t->queued == 0) {
        struct iovec iov = {(void *)(uintptr_t)p, n};
        sent = send_pieces(t, &iov, 1);
        if ((size_t)sent == n)
            return true;
        krepoll_blocked(&t->fd, KR_FD_WRITE);
        if (sent < 0 && sent != -EAGAIN)
            return write_failed(vm, t, sent);
        sent = sent < 0 ? 0 : sent;
    }
    return enqueue(vm, t, data, p, n, (size_t)sent);
}

/* The first pieces of the queue. */
static size_t gather(KrTransport *t, struct iovec *iov, size_t *total)
{
    KrList *l = kras_list(t->queue);
    size_t n = 0, offset = t->offset;
    *total = 0;
    for (size_t i = t->first; i < l->n && n < PIECES; i++, n++) {
        KrBytes *b = kras_bytes(l->items->at[i]);
        iov[n] = (struct iovec){b->at + offset, b->n - offset};
        *total += iov[n].iov_len;
        offset = 0;
    }
    return n;
}

static void advance(KrTransport *t, size_t sent)
{
    KrList *l = kras_list(t->queue);
    t->queued -= sent;
    while (sent > 0) {
        size_t left = kras_bytes(l->items->at[t->first])->n - t->offset;
        if (sent < left) {
            t->offset += sent;
            return;
        }
        sent -= left;
        t->offset = 0;
        l->items->at[t->first++] = KR_NONE;
    }
    if (t->first == l->n)
        l->n = t->first = 0;
}

/* Nothing is left to be written. */
static bool flushed(KrVm *vm, KrTransport *t)
{
    krepoll_unwant(c_loop(t), &t->fd, KR_FD_WRITE);
    t->queue = KR_EMPTY;
    if (!t->closing && !t->eof)
        return true;
    return krcall_method(vm, krvalue(t), KR_NAME(_flushed), NULL, 0) != KR_RAISED;
}

bool krtransport_flush(KrVm *vm, KrTransport *t)
{
    struct iovec iov[PIECES];
    if (t->queued == 0 || t->fd.fd < 0)
        return true;
    for (bool full = true; full && t->queued;) {
        size_t total, n = gather(t, iov, &total);
        ssize_t sent = send_pieces(t, iov, n);
        if (sent < 0 && sent != -EAGAIN)
            return write_failed(vm, t, sent);
        full = sent >= 0 && (size_t)sent == total;
        if (!full)
            krepoll_blocked(&t->fd, KR_FD_WRITE);
        if (sent > 0)
            advance(t, (size_t)sent);
    }
    if (t->write_paused && t->queued <= t->low) {
        t->write_paused = false;
        if (krcall_method(vm, krvalue(t), KR_NAME(_resume_protocol), NULL, 0) == KR_RAISED)
            return false;
    }
    return t->queued || t->fd.fd < 0 ? true : flushed(vm, t);
}

/* Dropped while open: the descriptor is not to leak. */
void krfinalize_StreamTransport(KrVm *vm, KrObj *o);
void krfinalize_StreamTransport(KrVm *vm, KrObj *o)
{
    KrTransport *t = (KrTransport *)o;
    if (t->fd.fd >= 0 && krcall_method(vm, krvalue(t), KR_NAME(_forgotten), NULL, 0) == KR_RAISED)
        krvm_unraisable(vm, NULL, krvalue(t));
}
