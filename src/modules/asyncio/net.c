/* SPDX-License-Identifier: MIT
 * Sockets as descriptors: what the Python part of asyncio sets connections up with. An address is the tuple or the text
 * that the module socket would show. What would wait gives None. */
#include "modules/asyncio/asyncio.h"
#include "modules/posix.h"

#include "loop/sock.h"

#include <errno.h>
#include <netdb.h>
#include <unistd.h>

static bool small_int(KrVm *vm, KrValue v, int *out)
{
    int64_t i;
    if (!krobj_as_i64(vm, v, &i, false))
        return false;
    *out = (int)i;
    return true;
}

static KrValue outcome(KrVm *vm, ssize_t r)
{
    return r < 0 ? krraise_errno(vm, (int)-r, KR_EMPTY) : krsmall(r);
}

/* ---- addresses ------------------------------------------------------------------------------- */

static KrValue unix_name(KrVm *vm, const KrAddr *a)
{
    size_t n = a->len > offsetof(struct sockaddr_un, sun_path) ? a->len - offsetof(struct sockaddr_un, sun_path) : 0;
    if (n && a->un.sun_path[0] == 0)
        return krvalue_or_raised(krbytes_new(vm, a->un.sun_path, n));
    return krvalue_or_raised(krstr_new(vm, a->un.sun_path, strnlen(a->un.sun_path, n)));
}

static KrValue addr_object(KrVm *vm, const KrAddr *a)
{
    if (a->any.sa_family == AF_UNIX || a->len == 0)
        return unix_name(vm, a);
    char text[KR_ADDR_TEXT];
    ssize_t n = kraddr_format(a, text, sizeof text);
    if (n < 0)
        return KR_NONE;
    KrStr *host = krstr_new(vm, text, (size_t)n);
    if (!host)
        return KR_RAISED;
    KrValue port = krsmall(kraddr_port(a));
    if (a->any.sa_family != AF_INET6)
        return krvalue_or_raised(krtuple_of(vm, 2, krvalue(host), port));
    return krvalue_or_raised(krtuple_of(vm, 4, krvalue(host), port, krsmall(ntohl(a->in6.sin6_flowinfo)), krsmall(a->in6.sin6_scope_id)));
}

static bool unix_argument(KrVm *vm, KrValue v, KrAddr *out)
{
    const uint8_t *p;
    size_t n;
    if (kris_str(vm, v)) {
        p = (const uint8_t *)krstr_data(kras_str(v));
        n = kras_str(v)->size;
    } else if (!krbuffer_get(vm, v, &p, &n)) {
        return false;
    }
    if (kraddr_unix(out, (const char *)p, n) == 0)
        return true;
    krraise(vm, KR_T_OSError, "AF_UNIX path too long");
    return false;
}

/* (host, port[, flowinfo, scope]) with the host in digits, or a path. */
static bool addr_argument(KrVm *vm, int family, KrValue v, KrAddr *out)
{
    if (family == AF_UNIX)
        return unix_argument(vm, v, out);
    KrTuple *t = krobj_tuple(vm, v);
    int64_t port, flow = 0, scope = 0;
    if (!t)
        return false;
    if (t->n < 2 || !kris_str(vm, t->at[0])) {
        krraise(vm, KR_T_TypeError, "an address must be a tuple of host and port, not %R", v);
        return false;
    }
    if (!krobj_as_i64(vm, t->at[1], &port, true) || (t->n > 2 && !krobj_as_i64(vm, t->at[2], &flow, true)) ||
        (t->n > 3 && !krobj_as_i64(vm, t->at[3], &scope, true)))
        return false;
    if (port < 0 || port > 65535) {
        krraise(vm, KR_T_OverflowError, "port must be 0-65535.");
        return false;
    }
    const char *host = krstr_cstr(vm, t->at[0]);
    if (!host)
        return false;
    if (kraddr_parse(out, family, host, (uint16_t)port) < 0) {
        krraise(vm, KR_T_ValueError, "not an address in digits: %R", t->at[0]);
        return false;
    }
    if (family == AF_INET6) {
        out->in6.sin6_flowinfo = htonl((uint32_t)flow);
        if (scope)
            out->in6.sin6_scope_id = (uint32_t)scope;
    }
    return true;
}

static KrValue resolved(KrVm *vm, const struct addrinfo *list)
{
    KrList *out = krlist_with_capacity(vm, 4);
    for (const struct addrinfo *i = list; i && out; i = i->ai_next) {
        KrAddr a = {.len = i->ai_addrlen};
        if (i->ai_addrlen > sizeof a.storage || (i->ai_family != AF_INET && i->ai_family != AF_INET6))
            continue;
        memcpy(&a.storage, i->ai_addr, i->ai_addrlen);
        KrStr *name = krstr_text(vm, i->ai_canonname ? i->ai_canonname : "");
        KrValue address = name ? addr_object(vm, &a) : KR_RAISED;
        KR_TRY(address);
        KrTuple *row = krtuple_of(vm, 5, krsmall(i->ai_family), krsmall(i->ai_socktype), krsmall(i->ai_protocol), krvalue(name), address);
        if (!row || !krlist_append(vm, out, krvalue(row)))
            return KR_RAISED;
    }
    return krvalue_or_raised(out);
}

/// needs NETWORK

/// _asyncio._resolve(host, port, family, type, proto, flags, /)
/// What getaddrinfo() finds, as a list of (family, type, proto, canonname, address); or (code, text) when it fails. It blocks.
KR_NATIVE(_asyncio__resolve)
{
    struct addrinfo hints = {0}, *list = NULL;
    const char *host = a[0] == KR_NONE ? NULL : krstr_cstr(vm, a[0]);
    const char *port = a[1] == KR_NONE ? NULL : krstr_cstr(vm, a[1]);
    if ((!host && a[0] != KR_NONE) || (!port && a[1] != KR_NONE))
        return KR_RAISED;
    if (!small_int(vm, a[2], &hints.ai_family) || !small_int(vm, a[3], &hints.ai_socktype) ||
        !small_int(vm, a[4], &hints.ai_protocol) || !small_int(vm, a[5], &hints.ai_flags))
        return KR_RAISED;
    int r = getaddrinfo(host, port, &hints, &list);
    if (r == EAI_SYSTEM)
        return krraise_errno(vm, errno, KR_EMPTY);
    if (r) {
        KrStr *text = krstr_text(vm, gai_strerror(r));
        return text ? krvalue_or_raised(krtuple_of(vm, 2, krsmall(r), krvalue(text))) : KR_RAISED;
    }
    KrValue v = resolved(vm, list);
    freeaddrinfo(list);
    return v;
}

/// needs nothing

/// _asyncio._is_address(family, host, /)
/// The family of a host that is written in digits, 0 for names. Family 0 stands for either.
KR_NATIVE(_asyncio__is_address)
{
    KrAddr address;
    int family;
    if (!small_int(vm, a[0], &family))
        return KR_RAISED;
    if (!kris_str(vm, a[1]) || kras_str(a[1])->size == 0)
        return krsmall(0);
    const char *host = krstr_cstr(vm, a[1]);
    if (!host)
        return KR_RAISED;
    bool ok = kraddr_parse(&address, family, host, 0) == 0;
    return krsmall(ok ? address.any.sa_family : 0);
}

/* ---- life ------------------------------------------------------------------------------------ */

/* Transports that nobody can reach any more may hold descriptors. */
static bool out_of_descriptors(KrVm *vm, int r, bool *tried)
{
    errno = -r;
    return r < 0 && krposix_collected(vm, tried);
}

/// needs NETWORK

/// _asyncio._socket(family, type, proto, /)
/// A new socket that does not block: its descriptor.
KR_NATIVE(_asyncio__socket)
{
    int family, type, protocol;
    if (!small_int(vm, a[0], &family) || !small_int(vm, a[1], &type) || !small_int(vm, a[2], &protocol))
        return KR_RAISED;
    int r;
    bool tried = false;
    do
        r = krsock_new(family, type, protocol);
    while (out_of_descriptors(vm, r, &tried));
    return outcome(vm, r);
}

/// _asyncio._socketpair()
/// Two connected sockets that do not block.
KR_NATIVE(_asyncio__socketpair)
{
    int fd[2], r;
    bool tried = false;
    (void)a;
    do
        r = krsock_pair(AF_UNIX, SOCK_STREAM, fd);
    while (out_of_descriptors(vm, r, &tried));
    return r < 0 ? krasync_raise(vm, r) : krvalue_or_raised(krtuple_of(vm, 2, krsmall(fd[0]), krsmall(fd[1])));
}

/// needs FILES or NETWORK or PROCESS

/// _asyncio._close(fd, /)
/// Close a descriptor.
KR_NATIVE(_asyncio__close)
{
    int fd;
    if (!small_int(vm, a[0], &fd))
        return KR_RAISED;
    return close(fd) < 0 && errno != EINTR ? krraise_errno(vm, errno, KR_EMPTY) : KR_NONE;
}

/// needs NETWORK

/// _asyncio._setsockopt(fd, level, option, value, /)
/// Set a flag or a number.
KR_NATIVE(_asyncio__setsockopt)
{
    int fd, level, option, value;
    if (!small_int(vm, a[0], &fd) || !small_int(vm, a[1], &level) || !small_int(vm, a[2], &option) || !small_int(vm, a[3], &value))
        return KR_RAISED;
    return outcome(vm, krsock_set(fd, level, option, value)) == KR_RAISED ? KR_RAISED : KR_NONE;
}

/// needs FILES or NETWORK or PROCESS

/// _asyncio._set_blocking(fd, blocking, /)
/// Whether calls on the descriptor wait.
KR_NATIVE(_asyncio__set_blocking)
{
    int fd;
    if (!small_int(vm, a[0], &fd))
        return KR_RAISED;
    return outcome(vm, krsock_set_blocking(fd, a[1] == KR_TRUE)) == KR_RAISED ? KR_RAISED : KR_NONE;
}

/// needs NETWORK

/// _asyncio._bind(fd, family, address, /)
/// Give the socket an address.
KR_NATIVE(_asyncio__bind)
{
    int fd, family;
    KrAddr address;
    if (!small_int(vm, a[0], &fd) || !small_int(vm, a[1], &family) || !addr_argument(vm, family, a[2], &address))
        return KR_RAISED;
    return bind(fd, &address.any, address.len) < 0 ? krraise_errno(vm, errno, KR_EMPTY) : KR_NONE;
}

/// _asyncio._listen(fd, backlog, /)
/// Let others connect.
KR_NATIVE(_asyncio__listen)
{
    int fd, backlog;
    if (!small_int(vm, a[0], &fd) || !small_int(vm, a[1], &backlog))
        return KR_RAISED;
    return listen(fd, backlog) < 0 ? krraise_errno(vm, errno, KR_EMPTY) : KR_NONE;
}

/// _asyncio._accept(fd, /)
/// The next connection as (fd, address), or None.
KR_NATIVE(_asyncio__accept)
{
    int fd;
    KrAddr peer = {.len = 0};
    if (!small_int(vm, a[0], &fd))
        return KR_RAISED;
    int r;
    bool tried = false;
    do
        r = krsock_accept(fd, &peer);
    while (out_of_descriptors(vm, r, &tried));
    if (r == -EAGAIN)
        return KR_NONE;
    if (r < 0)
        return krasync_raise(vm, r);
    KrValue address = addr_object(vm, &peer);
    KrTuple *pair = address == KR_RAISED ? NULL : krtuple_of(vm, 2, krsmall(r), address);
    if (!pair)
        close(r);
    return krvalue_or_raised(pair);
}

/// _asyncio._connect(fd, family, address, /)
/// Begin to connect: True when that is done, None when the descriptor is writable once it is.
KR_NATIVE(_asyncio__connect)
{
    int fd, family;
    KrAddr address;
    if (!small_int(vm, a[0], &fd) || !small_int(vm, a[1], &family) || !addr_argument(vm, family, a[2], &address))
        return KR_RAISED;
    int r = krsock_connect(fd, &address);
    return r == 0 ? KR_TRUE : r == -EINPROGRESS || r == -EAGAIN ? KR_NONE : krasync_raise(vm, r);
}

/// _asyncio._connected(fd, /)
/// How the attempt to connect ended: 0 or an errno.
KR_NATIVE(_asyncio__connected)
{
    int fd;
    return small_int(vm, a[0], &fd) ? krsmall(-krsock_connected(fd)) : KR_RAISED;
}

static KrValue name_of(KrVm *vm, KrValue v, int (*ask)(int, KrAddr *))
{
    int fd;
    KrAddr address = {.len = 0};
    if (!small_int(vm, v, &fd))
        return KR_RAISED;
    int r = ask(fd, &address);
    return r < 0 ? KR_NONE : addr_object(vm, &address);
}

/// _asyncio._sockname(fd, /)
/// The socket's own address, None if it has none.
KR_NATIVE(_asyncio__sockname)
{
    return name_of(vm, a[0], krsock_name);
}

/// _asyncio._peername(fd, /)
/// The other side's address, None if there is none.
KR_NATIVE(_asyncio__peername)
{
    return name_of(vm, a[0], krsock_peer);
}

/* ---- data ------------------------------------------------------------------------------------ */

/// _asyncio._recv(fd, n, /)
/// Up to n bytes, or None.
KR_NATIVE(_asyncio__recv)
{
    int fd;
    int64_t n_bytes;
    if (!small_int(vm, a[0], &fd) || !krobj_as_i64(vm, a[1], &n_bytes, false))
        return KR_RAISED;
    if (n_bytes < 0)
        return krraise(vm, KR_T_ValueError, "negative buffersize in recv");
    KrByteArray *room = krbytearray_new(vm, NULL, (size_t)n_bytes);
    if (!room)
        return KR_RAISED;
    ssize_t r = krsock_recv(fd, krbytearray_data(room), (size_t)n_bytes, 0);
    if (r == -EAGAIN)
        return KR_NONE;
    return r < 0 ? outcome(vm, r) : krvalue_or_raised(krbytes_new(vm, krbytearray_data(room), (size_t)r));
}

/// _asyncio._recv_into(fd, buffer, nbytes, /)
/// Receive into the buffer: how many bytes, or None.
KR_NATIVE(_asyncio__recv_into)
{
    int fd;
    int64_t limit;
    uint8_t *p;
    size_t size;
    if (!small_int(vm, a[0], &fd) || !krbuffer_get_writable(vm, a[1], &p, &size) || !krobj_as_i64(vm, a[2], &limit, false))
        return KR_RAISED;
    ssize_t r = krsock_recv(fd, p, limit > 0 && (size_t)limit < size ? (size_t)limit : size, 0);
    return r == -EAGAIN ? KR_NONE : outcome(vm, r);
}

/// _asyncio._send(fd, data, start, /)
/// Send the bytes from `start` on: how many went, or None.
KR_NATIVE(_asyncio__send)
{
    int fd;
    int64_t start;
    const uint8_t *p;
    size_t size;
    if (!small_int(vm, a[0], &fd) || !krbuffer_get(vm, a[1], &p, &size) || !krobj_as_i64(vm, a[2], &start, false))
        return KR_RAISED;
    ssize_t r = krsock_send(fd, p + start, size - (size_t)start);
    krasync_sent(vm);
    return r == -EAGAIN ? KR_NONE : outcome(vm, r);
}

/* The running loop's scratch, or what the collector takes back. */
static char *datagram_room(KrVm *vm, int64_t n)
{
    KrValue running = krasync_running(vm);
    KrEventLoop *loop = running == KR_EMPTY || n > KR_LOOP_SCRATCH ? NULL : kreventloop_of(vm, running);
    char *room = loop && loop->c ? krloop_scratch(loop->c) : NULL;
    if (room)
        return room;
    KrByteArray *b = krbytearray_new(vm, NULL, (size_t)n);
    return b ? (char *)krbytearray_data(b) : NULL;
}

/// _asyncio._recvfrom(fd, n, /)
/// A datagram of up to n bytes and its sender, or None.
KR_NATIVE(_asyncio__recvfrom)
{
    int fd;
    int64_t n_bytes;
    KrAddr from = {.len = 0};
    if (!small_int(vm, a[0], &fd) || !krobj_as_i64(vm, a[1], &n_bytes, false))
        return KR_RAISED;
    char *room = datagram_room(vm, n_bytes);
    if (!room)
        return KR_RAISED;
    ssize_t r = krsock_recvfrom(fd, room, (size_t)n_bytes, 0, &from);
    if (r == -EAGAIN)
        return KR_NONE;
    if (r < 0)
        return outcome(vm, r);
    KrBytes *data = krbytes_new(vm, room, (size_t)r);
    KrValue address = !data ? KR_RAISED : from.len ? addr_object(vm, &from) : KR_NONE;
    KR_TRY(address);
    return krvalue_or_raised(krtuple_of(vm, 2, krvalue(data), address));
}

/// _asyncio._sendto(fd, data, family, address, /)
/// Send a datagram; None as the address for the one that the socket is connected to. How many bytes, or None.
KR_NATIVE(_asyncio__sendto)
{
    int fd, family;
    KrAddr to;
    const uint8_t *p;
    size_t size;
    if (!small_int(vm, a[0], &fd) || !krbuffer_get(vm, a[1], &p, &size) || !small_int(vm, a[2], &family))
        return KR_RAISED;
    if (a[3] != KR_NONE && !addr_argument(vm, family, a[3], &to))
        return KR_RAISED;
    ssize_t r = a[3] == KR_NONE ? krsock_send(fd, p, size) : krsock_sendto(fd, p, size, &to);
    krasync_sent(vm);
    return r == -EAGAIN ? KR_NONE : outcome(vm, r);
}
