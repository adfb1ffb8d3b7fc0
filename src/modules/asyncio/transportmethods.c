/* SPDX-License-Identifier: MIT
 * The class StreamTransport: the native part of the transports of sockets and pipes. */
#include "modules/asyncio/asyncio.h"

#include "loop/sock.h"

#include <errno.h>
#include <unistd.h>

enum { HIGH_WATER = 64 * 1024 };

static KrTransport *self_transport(KrValue *a)
{
    return (KrTransport *)kras_obj(a[0]);
}

static KrLoop *c_loop(KrTransport *t)
{
    return ((KrEventLoop *)kras_obj(t->loop))->c;
}

static bool bind_protocol(KrVm *vm, KrTransport *t, KrValue protocol, KrValue buffered)
{
    KrValue fn = krobj_lookup(vm, protocol, buffered == KR_TRUE ? KR_NAME(buffer_updated) : KR_NAME(data_received));
    if (fn == KR_RAISED)
        return false;
    krstore(vm, t, &t->protocol, protocol);
    krstore(vm, t, &t->receive, fn);
    t->reader = KR_EMPTY;
    t->buffered = buffered == KR_TRUE;
    return true;
}

/// class StreamTransport(loop, fd, protocol, buffered, kind, info)
/// A stream on a descriptor, which it owns.

/// needs FILES or NETWORK or PROCESS

/// StreamTransport.__init__(self, loop, fd, protocol, buffered, kind, info, /)
/// Initialize self. The kind is 0 for sockets, 1 for pipes to read, 2 for pipes to write.
KR_NATIVE(StreamTransport___init__)
{
    KrTransport *t = self_transport(a);
    KrEventLoop *loop = kreventloop_of(vm, a[1]);
    int64_t fd, kind;
    if (!loop)
        return krraise(vm, KR_T_TypeError, "krait's transports need krait's event loop, not %R", a[1]);
    if (!kreventloop_check_closed(vm, loop) || !krobj_as_i64(vm, a[2], &fd, false) || !krobj_as_i64(vm, a[5], &kind, false))
        return KR_RAISED;
    KrValue context = krcontext_copy(vm);
    KR_TRY(context);
    krstore(vm, t, &t->loop, a[1]);
    krstore(vm, t, &t->info, a[6]);
    krstore(vm, t, &t->context, context);
    if (!bind_protocol(vm, t, a[3], a[4]))
        return KR_RAISED;
    t->kind = (uint8_t)kind;
    t->high = HIGH_WATER;
    t->low = HIGH_WATER / 4;
    t->fd = krepoll_record(KR_NODE_TRANSPORT_READ, KR_NODE_TRANSPORT_WRITE);
    int r = krepoll_own(loop->c, &t->fd, (int)fd);
    if (r < 0)
        return krasync_raise(vm, r);
    if (kind == KR_TRANSPORT_WRITE_PIPE)
        krepoll_blocked(&t->fd, KR_FD_READ);
    t->h.flags |= KR_F_FINALIZE;
    return krheap_watch(vm, &t->h) ? KR_NONE : KR_RAISED;
}

/// needs nothing

/// StreamTransport._start_reading(self, /)
/// The protocol knows of the transport: data may come.
KR_NATIVE(StreamTransport__start_reading)
{
    KrTransport *t = self_transport(a);
    return t->paused || krtransport_pause(vm, t, false) ? KR_NONE : KR_RAISED;
}

/// StreamTransport._stop(self, discard, /)
/// Nothing is read any more, nor, if discard is true, written.
KR_NATIVE(StreamTransport__stop)
{
    KrTransport *t = self_transport(a);
    t->closing = true;
    if (a[1] == KR_TRUE) {
        t->queue = KR_EMPTY;
        t->first = t->offset = t->queued = 0;
        t->lost++;
    } else if (t->queued == 0) {
        t->lost++; /* what is written from now on comes too late */
    }
    if (t->fd.fd >= 0 && c_loop(t))
        krepoll_unwant(c_loop(t), &t->fd, KR_FD_READ | (a[1] == KR_TRUE ? KR_FD_WRITE : 0));
    return KR_NONE;
}

/// StreamTransport._detach(self, /)
/// Take the descriptor out of the loop; its number, or -1 if that was done already.
KR_NATIVE(StreamTransport__detach)
{
    KrTransport *t = self_transport(a);
    int fd = t->fd.fd;
    t->closing = true;
    krtransport_drop(t);
    t->fd.fd = -1;
    t->receive = t->reader = t->queue = KR_EMPTY;
    t->queued = 0;
    return krsmall(fd);
}

/// StreamTransport._shutdown(self, /)
/// The other side sees the end of the data.
KR_NATIVE(StreamTransport__shutdown)
{
    KrTransport *t = self_transport(a);
    if (t->fd.fd >= 0 && shutdown(t->fd.fd, SHUT_WR) < 0 && errno != ENOTCONN)
        return krraise_errno(vm, errno, KR_EMPTY);
    return KR_NONE;
}

/// StreamTransport._set_protocol(self, protocol, buffered, /)
/// The protocol that gets what is read from now on.
KR_NATIVE(StreamTransport__set_protocol)
{
    return bind_protocol(vm, self_transport(a), a[1], a[2]) ? KR_NONE : KR_RAISED;
}

/// StreamTransport._feed(self, reader, /)
/// From now on what is read goes to the native stream reader; None for the protocol.
KR_NATIVE(StreamTransport__feed)
{
    KrTransport *t = self_transport(a);
    if (a[1] != KR_NONE && (!kris_ptr(a[1]) || krtype_of(vm, a[1])->solid != KR_TYPE_OF(StreamReader)))
        return krraise(vm, KR_T_TypeError, "a StreamReader was expected, got %R", a[1]);
    krstore(vm, t, &t->reader, a[1] == KR_NONE ? KR_EMPTY : a[1]);
    return KR_NONE;
}

/// StreamTransport.get_protocol(self, /)
/// Return the current protocol.
KR_NATIVE(StreamTransport_get_protocol)
{
    return self_transport(a)->protocol;
}

/// StreamTransport.get_extra_info(self, name, default=None)
/// Get optional transport information.
KR_NATIVE(StreamTransport_get_extra_info)
{
    KrValue v = krobj_getitem_or_empty(vm, self_transport(a)->info, a[1]);
    if (v != KR_EMPTY)
        return v;
    return a[2] == KR_EMPTY ? KR_NONE : a[2];
}

/// StreamTransport.is_closing(self, /)
/// Return True if the transport is closing or closed.
KR_NATIVE(StreamTransport_is_closing)
{
    return krbool(self_transport(a)->closing);
}

/* ---- reading --------------------------------------------------------------------------------- */

/// StreamTransport.is_reading(self, /)
/// Return True if the transport is receiving new data.
KR_NATIVE(StreamTransport_is_reading)
{
    KrTransport *t = self_transport(a);
    return krbool(!t->closing && !t->paused);
}

/// StreamTransport.pause_reading(self, /)
/// No data is passed to the protocol until resume_reading() is called.
KR_NATIVE(StreamTransport_pause_reading)
{
    KrTransport *t = self_transport(a);
    return t->closing || t->paused || krtransport_pause(vm, t, true) ? KR_NONE : KR_RAISED;
}

/// StreamTransport.resume_reading(self, /)
/// Data is passed to the protocol once again.
KR_NATIVE(StreamTransport_resume_reading)
{
    KrTransport *t = self_transport(a);
    return t->closing || !t->paused || krtransport_pause(vm, t, false) ? KR_NONE : KR_RAISED;
}

/* ---- writing --------------------------------------------------------------------------------- */

/// StreamTransport.write(self, data, /)
/// Write some data bytes to the transport. This does not block.
KR_NATIVE(StreamTransport_write)
{
    return krtransport_write(vm, self_transport(a), a[1]) ? KR_NONE : KR_RAISED;
}

/// StreamTransport.writelines(self, list_of_data, /)
/// Write a list, or any iterable, of data bytes to the transport.
KR_NATIVE(StreamTransport_writelines)
{
    KrBytes *empty = krbytes_new(vm, "", 0);
    KrValue all = empty ? krcall_method(vm, krvalue(empty), KR_NAME(join), &a[1], 1) : KR_RAISED;
    return all != KR_RAISED && krtransport_write(vm, self_transport(a), all) ? KR_NONE : KR_RAISED;
}

/// StreamTransport.can_write_eof(self, /)
/// Return True if this transport supports write_eof().
KR_NATIVE(StreamTransport_can_write_eof)
{
    return krbool(self_transport(a)->kind != KR_TRANSPORT_READ_PIPE);
}

/// StreamTransport.write_eof(self, /)
/// Close the write end after flushing buffered data.
KR_NATIVE(StreamTransport_write_eof)
{
    KrTransport *t = self_transport(a);
    if (t->closing || t->eof)
        return KR_NONE;
    t->eof = true;
    return t->queued ? KR_NONE : krcall_method(vm, a[0], KR_NAME(_flushed), NULL, 0);
}

/// StreamTransport.get_write_buffer_size(self, /)
/// Return the current size of the write buffer.
KR_NATIVE(StreamTransport_get_write_buffer_size)
{
    return krsmall((int64_t)self_transport(a)->queued);
}

/// StreamTransport.get_write_buffer_limits(self, /)
/// Get the low and high watermarks for write flow control.
KR_NATIVE(StreamTransport_get_write_buffer_limits)
{
    KrTransport *t = self_transport(a);
    return krvalue_or_raised(krtuple_of(vm, 2, krsmall((int64_t)t->low), krsmall((int64_t)t->high)));
}

static bool limit_argument(KrVm *vm, KrValue v, int64_t *out)
{
    return v == KR_EMPTY || v == KR_NONE || krobj_as_i64(vm, v, out, true);
}

/// StreamTransport.set_write_buffer_limits(self, high=None, low=None)
/// Set the high- and low-water limits for write flow control.
KR_NATIVE(StreamTransport_set_write_buffer_limits)
{
    KrTransport *t = self_transport(a);
    int64_t high = INT64_MIN, low = INT64_MIN;
    if (!limit_argument(vm, a[1], &high) || !limit_argument(vm, a[2], &low))
        return KR_RAISED;
    if (high == INT64_MIN)
        high = low == INT64_MIN ? HIGH_WATER : low > INT64_MAX / 4 ? INT64_MAX : 4 * low;
    if (low == INT64_MIN)
        low = high / 4;
    if (low < 0 || high < low)
        return krraise(vm, KR_T_ValueError, "high (%lld) must be >= low (%lld) must be >= 0", (long long)high, (long long)low);
    t->high = (size_t)high;
    t->low = (size_t)low;
    if (t->queued <= t->high || t->write_paused)
        return KR_NONE;
    t->write_paused = true;
    return krcall_method(vm, a[0], KR_NAME(_pause_protocol), NULL, 0);
}

/// StreamTransport._fd
/// The descriptor, -1 once it is out of the loop.
KR_NATIVE(StreamTransport_get__fd)
{
    return krsmall(self_transport(a)->fd.fd);
}

/// StreamTransport._lost
/// How many writes came after the connection was lost.
KR_NATIVE(StreamTransport_get__lost)
{
    return krsmall(self_transport(a)->lost);
}

/// StreamTransport._eof
/// Whether write_eof() was called.
KR_NATIVE(StreamTransport_get__eof)
{
    return krbool(self_transport(a)->eof);
}

/// StreamTransport._paused
/// Whether pause_reading() is in force.
KR_NATIVE(StreamTransport_get__paused)
{
    return krbool(self_transport(a)->paused);
}

/// StreamTransport._loop
/// The event loop.
KR_NATIVE(StreamTransport_get__loop)
{
    KrValue loop = self_transport(a)->loop;
    return loop == KR_EMPTY ? KR_NONE : loop;
}

/// StreamTransport._protocol
/// The current protocol.
KR_NATIVE(StreamTransport_get__protocol)
{
    return self_transport(a)->protocol;
}

/// StreamTransport._context_run(self, callback, /, *args)
/// Queue a callback that runs in the transport's context.
KR_NATIVE(StreamTransport__context_run)
{
    KrTransport *t = self_transport(a);
    KrEventLoop *loop = (KrEventLoop *)kras_obj(t->loop);
    if (!kreventloop_check_closed(vm, loop))
        return KR_RAISED;
    KrHandle *h = krhandle_new(vm, t->loop, a[1], &a[2], n - 2, t->context);
    if (!h)
        return KR_RAISED;
    krloop_ready(loop->c, &h->node);
    return KR_NONE;
}
