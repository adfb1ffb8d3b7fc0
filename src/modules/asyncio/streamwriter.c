/* SPDX-License-Identifier: MIT
 * The parts of StreamWriter that every message goes through, and the operations of streams as coroutines. */
#include "modules/asyncio/asyncio.h"

static KrStreamWriter *self_writer(KrValue *a)
{
    return (KrStreamWriter *)kras_obj(a[0]);
}

/// class StreamWriterBase(transport, protocol, reader, loop)
/// Writes to a transport.

/// StreamWriterBase.__init__(self, transport, protocol, reader, loop)
/// Initialize self.
KR_NATIVE(StreamWriterBase___init__)
{
    KrStreamWriter *w = self_writer(a);
    KrValue drained = krstreamop_done(vm, a[4], KR_NONE);
    KR_TRY(drained);
    krstore(vm, w, &w->transport, a[1]);
    krstore(vm, w, &w->protocol, a[2]);
    krstore(vm, w, &w->reader, a[3]);
    krstore(vm, w, &w->loop, a[4]);
    krstore(vm, w, &w->drained, drained);
    return KR_NONE;
}

/// StreamWriterBase.write(self, data)
/// Write data; what cannot be written at once is kept and written later.
KR_NATIVE(StreamWriterBase_write)
{
    KrStreamWriter *w = self_writer(a);
    KrTransport *t = krtransport_of(vm, w->transport);
    if (KR_LIKELY(t != NULL))
        return krtransport_write(vm, t, a[1]) ? KR_NONE : KR_RAISED;
    return krcall_method(vm, w->transport, KR_NAME(write), &a[1], 1);
}

/// StreamWriterBase.drain(self)
/// Wait until it is appropriate to go on writing.
KR_NATIVE(StreamWriterBase_drain)
{
    KrStreamWriter *w = self_writer(a);
    KrTransport *t = krtransport_of(vm, w->transport);
    bool plain = w->reader == KR_NONE ||
                 (krtype_of(vm, w->reader)->solid == KR_TYPE_OF(StreamReader) && ((KrStreamReader *)kras_obj(w->reader))->exception == KR_EMPTY);
    if (KR_LIKELY(t && plain && !t->write_paused && !t->closing && !t->lost))
        return w->drained;
    return krcall_method(vm, a[0], KR_NAME(_drain), NULL, 0);
}

/// StreamWriterBase._transport
/// The transport.
KR_NATIVE(StreamWriterBase_get__transport)
{
    return self_writer(a)->transport;
}

/// StreamWriterBase.transport
/// The transport.
KR_NATIVE(StreamWriterBase_get_transport)
{
    return self_writer(a)->transport;
}

/// StreamWriterBase._protocol
/// The protocol.
KR_NATIVE(StreamWriterBase_get__protocol)
{
    return self_writer(a)->protocol;
}

/// StreamWriterBase._reader
/// The reader of the same connection, or None.
KR_NATIVE(StreamWriterBase_get__reader)
{
    return self_writer(a)->reader;
}

/// StreamWriterBase._loop
/// The event loop.
KR_NATIVE(StreamWriterBase_get__loop)
{
    return self_writer(a)->loop;
}

/* ---- operations that are driven as coroutines -------------------------------------------------- */

static KrValue op_step(KrVm *vm, KrValue self)
{
    KrFuture *op = kras_future(self);
    if (!krfuture_done(op)) {
        op->h.flags |= KR_FUT_BLOCKING;
        return self;
    }
    KrValue v = krfuture_result(vm, op);
    return v == KR_RAISED ? v : krraise_stop(vm, v);
}

/// class StreamOp()
/// Reading from a stream: it has begun, and may be awaited or driven as a coroutine.

/// StreamOp.send(self, value, /)
/// The next step; the value does not matter.
KR_NATIVE(StreamOp_send)
{
    return op_step(vm, a[0]);
}

/// StreamOp.throw(self, type, value=None, traceback=None, /)
/// Give up, and raise the exception.
KR_NATIVE(StreamOp_throw)
{
    if (!krfuture_done(kras_future(a[0])) && krfuture_cancel(vm, a[0], KR_EMPTY) < 0)
        return KR_RAISED;
    return krraise_exc(vm, krgen_exception_of(vm, a[1], a[2], a[3]));
}

/// StreamOp.close(self, /)
/// Give up.
KR_NATIVE(StreamOp_close)
{
    if (!krfuture_done(kras_future(a[0])) && krfuture_cancel(vm, a[0], KR_EMPTY) < 0)
        return KR_RAISED;
    return KR_NONE;
}
