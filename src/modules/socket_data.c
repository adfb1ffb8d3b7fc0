/* SPDX-License-Identifier: MIT
 * The module _socket: sending and receiving. */
#include "modules/asyncio/asyncio.h"
#include "modules/socket.h"

#include <errno.h>
#include <poll.h>
#include <sys/uio.h>
#include <unistd.h>

/* A call that may be repeated. MSG_DONTWAIT: a blocking socket waits in poll(), where a request from elsewhere is seen. */
typedef struct Transfer {
    void *data;
    size_t size;
    int flags;
    KrSockAddr *address; /* NULL: none */
    struct msghdr *message;
} Transfer;

static KrSocket *self(KrValue *a)
{
    return (KrSocket *)kras_obj(a[0]);
}

static bool get_flags(KrVm *vm, KrValue v, int *out)
{
    *out = 0;
    return v == KR_EMPTY || krposix_int(vm, v, out);
}

/* ---- receiving ------------------------------------------------------------------------------------------------------ */

static ssize_t call_recv(KrSocket *s, void *arg)
{
    Transfer *t = arg;
    if (!t->address)
        return recv(s->fd, t->data, t->size, t->flags | MSG_DONTWAIT);
    t->address->len = sizeof t->address->storage;
    return recvfrom(s->fd, t->data, t->size, t->flags | MSG_DONTWAIT, &t->address->any, &t->address->len);
}

/* Up to `size` bytes as bytes. */
static KrValue receive(KrVm *vm, KrSocket *s, int64_t size, int flags, KrSockAddr *from, const char *function)
{
    char room[4096];
    ssize_t got;
    if (size < 0)
        return krraise(vm, KR_T_ValueError, "negative buffersize in %s", function);
    KrRaw *large = (size_t)size > sizeof room ? krheap_raw(vm, (size_t)size) : NULL;
    if ((size_t)size > sizeof room && !large)
        return KR_RAISED;
    Transfer t = {large ? large->data : room, (size_t)size, flags, from, NULL};
    if (!krsocket_run(vm, s, POLLIN, call_recv, &t, &got))
        return KR_RAISED;
    return krvalue_or_raised(krbytes_new(vm, t.data, (size_t)got < t.size ? (size_t)got : t.size));
}

/// needs NETWORK

/// socket.recv(self, buffersize, flags=0, /)
/// Receive up to buffersize bytes from the socket.
KR_NATIVE(socket_recv)
{
    int64_t size;
    int flags;
    if (!krobj_as_i64(vm, a[1], &size, false) || !get_flags(vm, a[2], &flags))
        return KR_RAISED;
    return receive(vm, self(a), size, flags, NULL, "recv");
}

/// socket.recvfrom(self, buffersize, flags=0, /)
/// Like recv(buffersize, flags) but also return the sender's address info.
KR_NATIVE(socket_recvfrom)
{
    int64_t size;
    int flags;
    KrSockAddr from = {.len = 0};
    if (!krobj_as_i64(vm, a[1], &size, false) || !get_flags(vm, a[2], &flags))
        return KR_RAISED;
    KrValue data = receive(vm, self(a), size, flags, &from, "recvfrom"), address = data == KR_RAISED ? data : krsocket_address_value(vm, &from);
    return address == KR_RAISED ? address : krvalue_or_raised(krtuple_of(vm, 2, data, address));
}

static bool receive_into(KrVm *vm, KrValue *a, KrSockAddr *from, const char *function, ssize_t *got)
{
    uint8_t *data;
    size_t room;
    int64_t size = 0;
    Transfer t = {.address = from};
    if (!krbuffer_get_writable(vm, a[1], &data, &room) || (a[2] != KR_EMPTY && !krobj_as_i64(vm, a[2], &size, false)) ||
        !get_flags(vm, a[3], &t.flags))
        return false;
    if (size < 0)
        return krraise(vm, KR_T_ValueError, "negative buffersize in %s", function), false;
    if ((size_t)size > room)
        return krraise(vm, KR_T_ValueError, "nbytes is greater than the length of the buffer"), false;
    t.data = data;
    t.size = size ? (size_t)size : room;
    return krsocket_run(vm, self(a), POLLIN, call_recv, &t, got);
}

/// socket.recv_into(self, buffer, nbytes=0, flags=0)
/// A version of recv() that stores its data into a buffer rather than creating a new string.
KR_NATIVE(socket_recv_into)
{
    ssize_t got;
    return receive_into(vm, a, NULL, "recv_into", &got) ? krint_from(vm, got) : KR_RAISED;
}

/// socket.recvfrom_into(self, buffer, nbytes=0, flags=0)
/// Like recv_into(buffer[, nbytes[, flags]]) but also return the sender's address info.
KR_NATIVE(socket_recvfrom_into)
{
    ssize_t got;
    KrSockAddr from = {.len = 0};
    if (!receive_into(vm, a, &from, "recvfrom_into", &got))
        return KR_RAISED;
    KrValue address = krsocket_address_value(vm, &from);
    return address == KR_RAISED ? address : krvalue_or_raised(krtuple_of(vm, 2, krint_from(vm, got), address));
}

/* ---- sending ---------------------------------------------------------------------------------------------------------- */

static ssize_t call_send(KrSocket *s, void *arg)
{
    Transfer *t = arg;
    return sendto(s->fd, t->data, t->size, t->flags | MSG_DONTWAIT | MSG_NOSIGNAL, t->address ? &t->address->any : NULL,
                  t->address ? t->address->len : 0);
}

static bool get_data(KrVm *vm, KrValue v, Transfer *t)
{
    const uint8_t *data;
    if (!krbuffer_get(vm, v, &data, &t->size))
        return false;
    t->data = (void *)(uintptr_t)data;
    return true;
}

/// socket.send(self, data, flags=0, /)
/// Send a data string to the socket.  Returns the number of bytes sent.
KR_NATIVE(socket_send)
{
    Transfer t = {0};
    ssize_t sent;
    if (!get_data(vm, a[1], &t) || !get_flags(vm, a[2], &t.flags) || !krsocket_run(vm, self(a), POLLOUT, call_send, &t, &sent))
        return KR_RAISED;
    krasync_sent(vm);
    return krint_from(vm, sent);
}

/// socket.sendall(self, data, flags=0, /)
/// Send a data string to the socket.  This calls send() repeatedly until all data is sent.
KR_NATIVE(socket_sendall)
{
    Transfer t = {0};
    ssize_t sent;
    if (!get_data(vm, a[1], &t) || !get_flags(vm, a[2], &t.flags))
        return KR_RAISED;
    while (t.size) {
        if (!krsocket_run(vm, self(a), POLLOUT, call_send, &t, &sent))
            return KR_RAISED;
        t.data = (char *)t.data + sent;
        t.size -= (size_t)sent;
        if (t.size && !krpoll(vm))
            return KR_RAISED;
    }
    krasync_sent(vm);
    return KR_NONE;
}

/// socket.sendto(self, data, *args)
/// Like send(data, flags) but allows specifying the destination address.
KR_NATIVE(socket_sendto)
{
    KrSockAddr to;
    Transfer t = {.address = &to};
    ssize_t sent;
    if (n != 3 && n != 4)
        return krraise(vm, KR_T_TypeError, "sendto() takes 2 or 3 arguments (%u given)", n - 1);
    if (!get_data(vm, a[1], &t) || (n == 4 && !get_flags(vm, a[2], &t.flags)) || !krsocket_address(vm, self(a), a[n - 1], "sendto", &to) ||
        !krsocket_run(vm, self(a), POLLOUT, call_send, &t, &sent))
        return KR_RAISED;
    krasync_sent(vm);
    return krint_from(vm, sent);
}

/* ---- messages with pieces and ancillary data ------------------------------------------------------------------------------ */

static ssize_t call_sendmsg(KrSocket *s, void *arg)
{
    Transfer *t = arg;
    return sendmsg(s->fd, t->message, t->flags | MSG_DONTWAIT | MSG_NOSIGNAL);
}

static ssize_t call_recvmsg(KrSocket *s, void *arg)
{
    Transfer *t = arg;
    t->message->msg_namelen = sizeof t->address->storage;
    return recvmsg(s->fd, t->message, t->flags | MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
}

/* The buffers of an iterable as pieces of a message; *keep keeps them alive. */
static bool get_pieces(KrVm *vm, KrValue iterable, bool writable, struct msghdr *m, KrTuple **keep)
{
    *keep = krobj_tuple(vm, iterable);
    KrRaw *room = *keep ? krheap_raw(vm, ((*keep)->n + 1) * sizeof(struct iovec)) : NULL;
    if (!room)
        return false;
    m->msg_iov = (struct iovec *)(void *)room->data;
    m->msg_iovlen = (*keep)->n;
    for (size_t i = 0; i < (*keep)->n; i++) {
        const uint8_t *data;
        uint8_t *target;
        size_t size;
        if (writable ? !krbuffer_get_writable(vm, (*keep)->at[i], &target, &size) : !krbuffer_get(vm, (*keep)->at[i], &data, &size))
            return false;
        m->msg_iov[i] = (struct iovec){writable ? target : (void *)(uintptr_t)data, size};
    }
    return true;
}

/* (level, type, data) triples as control messages. */
static bool get_ancillary(KrVm *vm, KrValue iterable, struct msghdr *m)
{
    KrTuple *items = krobj_tuple(vm, iterable);
    if (!items || !items->n)
        return items != NULL;
    size_t total = 0;
    for (int pass = 0; pass < 2; pass++) {
        struct cmsghdr *c = pass ? CMSG_FIRSTHDR(m) : NULL;
        for (size_t i = 0; i < items->n; i++) {
            KrTuple *item = krobj_tuple(vm, items->at[i]);
            const uint8_t *data;
            size_t size;
            int level, type;
            if (item && item->n != 3)
                krraise(vm, KR_T_TypeError, "[sendmsg() ancillary data items]: expected 3 items, got %zu", item->n);
            if (!item || item->n != 3 || !krposix_int(vm, item->at[0], &level) || !krposix_int(vm, item->at[1], &type) ||
                !krbuffer_get(vm, item->at[2], &data, &size))
                return false;
            if (!pass) {
                total += CMSG_SPACE(size);
                continue;
            }
            c->cmsg_level = level;
            c->cmsg_type = type;
            c->cmsg_len = CMSG_LEN(size);
            memcpy(CMSG_DATA(c), data, size);
            c = CMSG_NXTHDR(m, c);
        }
        if (!pass) {
            KrRaw *room = krheap_raw(vm, total + sizeof(struct cmsghdr));
            if (!room)
                return false;
            memset(room->data, 0, room->size);
            m->msg_control = room->data;
            m->msg_controllen = total;
        }
    }
    return true;
}

/// socket.sendmsg(self, buffers, ancdata=(), flags=0, address=None, /)
/// Send normal and ancillary data to the socket, gathering the non-ancillary data from a series of buffers.
KR_NATIVE(socket_sendmsg)
{
    struct msghdr m = {0};
    KrSockAddr to;
    KrTuple *keep;
    Transfer t = {.message = &m};
    ssize_t sent;
    if (!get_pieces(vm, a[1], false, &m, &keep) || (a[2] != KR_EMPTY && !get_ancillary(vm, a[2], &m)) || !get_flags(vm, a[3], &t.flags))
        return KR_RAISED;
    if (a[4] != KR_EMPTY && a[4] != KR_NONE) {
        if (!krsocket_address(vm, self(a), a[4], "sendmsg", &to))
            return KR_RAISED;
        m.msg_name = &to.storage;
        m.msg_namelen = to.len;
    }
    return krsocket_run(vm, self(a), POLLOUT, call_sendmsg, &t, &sent) ? krint_from(vm, sent) : KR_RAISED;
}

static KrValue ancillary_list(KrVm *vm, struct msghdr *m)
{
    KrList *l = krlist_new(vm, NULL, 0);
    for (struct cmsghdr *c = CMSG_FIRSTHDR(m); l && c; c = CMSG_NXTHDR(m, c)) {
        size_t size = c->cmsg_len - CMSG_LEN(0), left = (size_t)((char *)m->msg_control + m->msg_controllen - (char *)CMSG_DATA(c));
        KrBytes *data = krbytes_new(vm, CMSG_DATA(c), size < left ? size : left);
        KrTuple *item = data ? krtuple_of(vm, 3, krsmall(c->cmsg_level), krsmall(c->cmsg_type), krvalue(data)) : NULL;
        if (!item || !krlist_append(vm, l, krvalue(item)))
            return KR_RAISED;
    }
    return krvalue_or_raised(l);
}

/* Receives; the tuple (count or data, ancillary data, flags, address). `data`: what was received into, for the first item. */
static KrValue receive_message(KrVm *vm, KrSocket *s, struct msghdr *m, KrValue space, int flags, char *data)
{
    KrSockAddr from = {.len = 0};
    Transfer t = {.message = m, .flags = flags, .address = &from};
    int64_t room = 0;
    ssize_t got;
    if (space != KR_EMPTY && !krobj_as_i64(vm, space, &room, false))
        return KR_RAISED;
    if (room < 0)
        return krraise(vm, KR_T_ValueError, "invalid ancillary data buffer length");
    KrRaw *control = krheap_raw(vm, (size_t)room + sizeof(struct cmsghdr));
    if (!control)
        return KR_RAISED;
    m->msg_control = room ? control->data : NULL;
    m->msg_controllen = (size_t)room;
    m->msg_name = &from.storage;
    if (!krsocket_run(vm, s, POLLIN, call_recvmsg, &t, &got))
        return KR_RAISED;
    from.len = m->msg_namelen;
    KrValue first = data ? krvalue_or_raised(krbytes_new(vm, data, (size_t)got)) : krint_from(vm, got);
    KrValue list = first == KR_RAISED ? first : ancillary_list(vm, m), address = list == KR_RAISED ? list : krsocket_address_value(vm, &from);
    if (address == KR_RAISED)
        return KR_RAISED;
    return krvalue_or_raised(krtuple_of(vm, 4, first, list, krsmall(m->msg_flags & ~MSG_CMSG_CLOEXEC), address));
}

/// socket.recvmsg(self, bufsize, ancbufsize=0, flags=0, /)
/// Receive normal data (up to bufsize bytes) and ancillary data from the socket.
KR_NATIVE(socket_recvmsg)
{
    int64_t size;
    int flags;
    if (!krobj_as_i64(vm, a[1], &size, false) || !get_flags(vm, a[3], &flags))
        return KR_RAISED;
    if (size < 0)
        return krraise(vm, KR_T_ValueError, "negative buffer size in recvmsg()");
    KrRaw *room = krheap_raw(vm, (size_t)size + 1);
    if (!room)
        return KR_RAISED;
    struct iovec piece = {room->data, (size_t)size};
    struct msghdr m = {.msg_iov = &piece, .msg_iovlen = 1};
    return receive_message(vm, self(a), &m, a[2], flags, room->data);
}

/// socket.recvmsg_into(self, buffers, ancbufsize=0, flags=0, /)
/// Receive normal data and ancillary data from the socket, scattering the non-ancillary data into a series of buffers.
KR_NATIVE(socket_recvmsg_into)
{
    struct msghdr m = {0};
    KrTuple *keep;
    int flags;
    if (!get_pieces(vm, a[1], true, &m, &keep) || !get_flags(vm, a[3], &flags))
        return KR_RAISED;
    return receive_message(vm, self(a), &m, a[2], flags, NULL);
}

/// needs nothing

/// _socket.CMSG_LEN(length, /)
/// Return the total length, without trailing padding, of an ancillary data item with associated data of the given length.
KR_NATIVE(_socket_CMSG_LEN)
{
    int64_t length;
    if (!krobj_as_i64(vm, a[0], &length, false))
        return KR_RAISED;
    if (length < 0 || length > INT32_MAX)
        return krraise(vm, KR_T_OverflowError, "CMSG_LEN() argument out of range");
    return krint_from(vm, (int64_t)CMSG_LEN((size_t)length));
}

/// _socket.CMSG_SPACE(length, /)
/// Return the buffer size needed for recvmsg() to receive an ancillary data item with associated data of the given length.
KR_NATIVE(_socket_CMSG_SPACE)
{
    int64_t length;
    if (!krobj_as_i64(vm, a[0], &length, false))
        return KR_RAISED;
    if (length < 0 || length > INT32_MAX)
        return krraise(vm, KR_T_OverflowError, "CMSG_SPACE() argument out of range");
    return krint_from(vm, (int64_t)CMSG_SPACE((size_t)length));
}
