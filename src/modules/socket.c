/* SPDX-License-Identifier: MIT
 * The module _socket: socket objects, their making, connecting and options. Data is in socket_data.c. */
#include "modules/posix.h"
#include "modules/socket.h"

#include "base/clock.h"

#include <errno.h>
#include <math.h>
#include <poll.h>
#include <unistd.h>

/// module _socket
/// Implementation module for socket operations.

KR_MODULE_INIT(_socket)
{
    return krsocket_constants(vm, module) && krsocket_errors(vm, module) &&
           krmodule_set(vm, module, "SocketType", krvalue(KR_TYPE_OF(socket)));
}

static KrSocket *self(KrValue *a)
{
    return (KrSocket *)kras_obj(a[0]);
}

static KrValue done(KrVm *vm, ssize_t result)
{
    return result < 0 ? krraise_errno(vm, errno, KR_EMPTY) : KR_NONE;
}

void krfree_socket(KrVm *vm, KrObj *o)
{
    KrSocket *s = (KrSocket *)o;
    (void)vm;
    if (s->h.kind && s->fd >= 0)
        close(s->fd);
    s->fd = -1;
}

/* ---- waiting -------------------------------------------------------------------------------------------------------- */

/* Waits in parts, so that a request from another thread is seen soon. 1 ready, 0 the time is over, -1 exception pending. */
static int wait_ready(KrVm *vm, int fd, short events, int64_t deadline)
{
    enum { PART_MS = 100 };
    for (;;) {
        int64_t left = deadline < 0 ? PART_MS : (deadline - krclock_monotonic() + 999999) / 1000000;
        if (left <= 0)
            return 0;
        struct pollfd p = {.fd = fd, .events = events};
        krvm_leave(vm);
        int got = poll(&p, 1, left < PART_MS ? (int)left : PART_MS);
        int err = errno;
        krvm_enter(vm);
        if (got > 0)
            return 1;
        if (got < 0 && err != EINTR)
            return krraise_errno(vm, err, KR_EMPTY), -1;
        if (!krposix_again(vm))
            return -1;
    }
}

bool krsocket_run(KrVm *vm, KrSocket *s, short events, KrSocketCall call, void *arg, ssize_t *result)
{
    int64_t deadline = s->timeout > 0 ? krclock_monotonic() + s->timeout : -1;
    for (;;) {
        krvm_leave(vm);
        *result = call(s, arg);
        int err = errno;
        krvm_enter(vm);
        if (*result >= 0)
            return true;
        if (err == EINTR) {
            if (!krposix_again(vm))
                return false;
            continue;
        }
        if ((err != EAGAIN && err != EWOULDBLOCK) || s->timeout == 0)
            return krraise_errno(vm, err, KR_EMPTY), false;
        int ready = wait_ready(vm, s->fd, events, deadline);
        if (ready == 0)
            krraise(vm, KR_T_TimeoutError, "timed out");
        if (ready <= 0)
            return false;
    }
}

bool krsocket_timeout(KrVm *vm, KrValue v, int64_t *out)
{
    double seconds;
    *out = -1;
    if (v == KR_NONE)
        return true;
    if (!krint_check(vm, v) && !krfloat_check(vm, v))
        return krraise(vm, KR_T_TypeError, "'%T' object cannot be interpreted as an integer", v), false;
    if (!krobj_as_double(vm, v, &seconds))
        return false;
    if (seconds != seconds)
        return krraise(vm, KR_T_ValueError, "Invalid value NaN (not a number)"), false;
    if (seconds < 0)
        return krraise(vm, KR_T_ValueError, "Timeout value out of range"), false;
    if (seconds > 9.2e9)
        return krraise(vm, KR_T_OverflowError, "timestamp too large to convert to C PyTime_t"), false;
    *out = (int64_t)ceil(seconds * 1e9);
    return true;
}

static bool set_nonblocking(KrVm *vm, int fd, bool on)
{
    int flags = fcntl(fd, F_GETFL), wanted = on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
    if (flags < 0 || (flags != wanted && fcntl(fd, F_SETFL, wanted) < 0))
        return krraise_errno(vm, errno, KR_EMPTY), false;
    return true;
}

/* ---- making ---------------------------------------------------------------------------------------------------------- */

/// class socket(family=AF_INET, type=SOCK_STREAM, proto=0, fileno=None)
/// Open a socket of the given type.

/// socket.__new__(cls, /, *args, **kwargs)
/// Create a new socket object; it is closed until __init__ opens it.
KR_NATIVE(socket___new__)
{
    KrSocket *s = krobj_new(vm, kras_type(a[0]));
    if (!s || !krheap_watch(vm, &s->h))
        return KR_RAISED;
    s->fd = -1;
    s->timeout = -1;
    s->h.kind = 1;
    return krvalue(s);
}

/* What the system knows about a foreign descriptor where the caller said nothing. */
static bool look_up(KrVm *vm, int fd, int *family, int *type, int *protocol)
{
    struct sockaddr_storage a;
    socklen_t n = sizeof a;
    int v;
    if (getsockname(fd, (struct sockaddr *)&a, &n) && (*family == -1 || errno == EBADF || errno == ENOTSOCK))
        return krraise_errno(vm, errno, KR_EMPTY), false;
    if (*family == -1)
        *family = a.ss_family;
    n = sizeof v;
    if (*type == -1 && getsockopt(fd, SOL_SOCKET, SO_TYPE, &v, &n))
        return krraise_errno(vm, errno, KR_EMPTY), false;
    *type = *type == -1 ? v : *type;
    n = sizeof v;
    if (*protocol == -1 && getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, &v, &n))
        return krraise_errno(vm, errno, KR_EMPTY), false;
    *protocol = *protocol == -1 ? v : *protocol;
    return true;
}

static int new_descriptor(KrVm *vm, int family, int type, int protocol)
{
    int fd;
    bool tried = false;
    do
        fd = socket(family, type | SOCK_CLOEXEC, protocol);
    while (fd < 0 && krposix_collected(vm, &tried));
    if (fd < 0)
        krraise_errno(vm, errno, KR_EMPTY);
    return fd;
}

/* False with an exception: the descriptor is still the caller's. */
static bool adopt(KrVm *vm, KrSocket *s, int fd, int family, int type, int protocol)
{
    struct KrModuleState *state = krmodule_state(vm);
    if (!state)
        return false;
    bool nonblocking = type & SOCK_NONBLOCK;
    int64_t timeout = nonblocking ? 0 : state->socket_timeout_set ? state->socket_timeout : -1;
    if (!nonblocking && timeout >= 0 && !set_nonblocking(vm, fd, true))
        return false;
    s->fd = fd;
    s->family = family;
    s->type = type & ~(SOCK_CLOEXEC | SOCK_NONBLOCK);
    s->protocol = protocol;
    s->timeout = timeout;
    return true;
}

/// needs NETWORK

/// socket.__init__(self, family=-1, type=-1, proto=-1, fileno=None)
/// Initialize self.
KR_NATIVE(socket___init__)
{
    int v[3], fd;
    bool given = a[4] != KR_EMPTY && a[4] != KR_NONE;
    for (int i = 0; i < 3; i++) {
        v[i] = -1;
        if (a[1 + i] != KR_EMPTY && !krposix_int(vm, a[1 + i], &v[i]))
            return KR_RAISED;
    }
    if (given) {
        if (krfloat_check(vm, a[4]))
            return krraise(vm, KR_T_TypeError, "integer argument expected, got float");
        if (!krposix_int(vm, a[4], &fd))
            return KR_RAISED;
        if (fd < 0)
            return krraise(vm, KR_T_ValueError, "negative file descriptor");
        if (!look_up(vm, fd, &v[0], &v[1], &v[2]))
            return KR_RAISED;
    } else {
        v[0] = v[0] == -1 ? AF_INET : v[0];
        v[1] = v[1] == -1 ? SOCK_STREAM : v[1];
        v[2] = v[2] == -1 ? 0 : v[2];
        fd = new_descriptor(vm, v[0], v[1], v[2]);
        if (fd < 0)
            return KR_RAISED;
    }
    if (adopt(vm, self(a), fd, v[0], v[1], v[2]))
        return KR_NONE;
    if (!given)
        close(fd);
    return KR_RAISED;
}

/// needs nothing

/// socket.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(socket___repr__)
{
    KrSocket *s = self(a);
    return krvalue_or_raised(krstr_printf(vm, "<socket object, fd=%d, family=%d, type=%d, proto=%d>", s->fd, s->family, s->type, s->protocol));
}

/// socket.family
/// the socket family
KR_NATIVE(socket_get_family)
{
    return krsmall(self(a)->family);
}

/// socket.type
/// the socket type
KR_NATIVE(socket_get_type)
{
    return krsmall(self(a)->type);
}

/// socket.proto
/// the socket protocol
KR_NATIVE(socket_get_proto)
{
    return krsmall(self(a)->protocol);
}

/// socket.timeout
/// the socket timeout
KR_NATIVE(socket_get_timeout)
{
    return self(a)->timeout < 0 ? KR_NONE : krdouble((double)self(a)->timeout / 1e9);
}

/// socket.gettimeout(self, /)
/// Returns the timeout in seconds (float) associated with socket operations.
KR_NATIVE(socket_gettimeout)
{
    return krn_socket_get_timeout(vm, a, 1);
}

/// needs NETWORK

/// socket.settimeout(self, timeout, /)
/// Set a timeout on socket operations: seconds, or None to wait for ever.
KR_NATIVE(socket_settimeout)
{
    int64_t timeout;
    if (!krsocket_timeout(vm, a[1], &timeout) || !set_nonblocking(vm, self(a)->fd, timeout >= 0))
        return KR_RAISED;
    self(a)->timeout = timeout;
    return KR_NONE;
}

/// socket.setblocking(self, flag, /)
/// Set the socket to blocking (flag is true) or non-blocking (false).
KR_NATIVE(socket_setblocking)
{
    int on = krobj_true(vm, a[1]);
    if (on < 0 || !set_nonblocking(vm, self(a)->fd, !on))
        return KR_RAISED;
    self(a)->timeout = on ? -1 : 0;
    return KR_NONE;
}

/// needs nothing

/// socket.getblocking(self, /)
/// Returns True if socket is in blocking mode, or False if it is in non-blocking mode.
KR_NATIVE(socket_getblocking)
{
    return krbool(self(a)->timeout != 0);
}

/// socket.fileno(self, /)
/// Return the integer file descriptor of the socket.
KR_NATIVE(socket_fileno)
{
    return krsmall(self(a)->fd);
}

/// socket.detach(self, /)
/// Close the socket object without closing the underlying file descriptor.
KR_NATIVE(socket_detach)
{
    int fd = self(a)->fd;
    self(a)->fd = -1;
    return krsmall(fd);
}

/// socket.close(self, /)
/// Close the socket.  It cannot be used after this call.
KR_NATIVE(socket_close)
{
    int fd = self(a)->fd;
    self(a)->fd = -1;
    if (fd >= 0 && close(fd) && errno != ECONNRESET && errno != EINTR)
        return krraise_errno(vm, errno, KR_EMPTY);
    return KR_NONE;
}

/* ---- connecting ------------------------------------------------------------------------------------------------------------ */

/* Connects; 0, or the error number, or -1 with an exception pending. */
static int connect_to(KrVm *vm, KrSocket *s, const KrSockAddr *to)
{
    krvm_leave(vm);
    int r = connect(s->fd, &to->any, to->len) ? errno : 0;
    krvm_enter(vm);
    if (r == EINTR && !krposix_again(vm))
        return -1;
    if (r != EINTR && (r != EINPROGRESS || s->timeout == 0))
        return r;
    int ready = wait_ready(vm, s->fd, POLLOUT, s->timeout > 0 ? krclock_monotonic() + s->timeout : -1);
    if (ready < 0)
        return -1;
    if (ready == 0)
        return krraise(vm, KR_T_TimeoutError, "timed out"), -1;
    socklen_t n = sizeof r;
    return getsockopt(s->fd, SOL_SOCKET, SO_ERROR, &r, &n) ? errno : r;
}

/// needs NETWORK

/// socket.connect(self, address, /)
/// Connect the socket to a remote address.
KR_NATIVE(socket_connect)
{
    KrSockAddr to;
    if (!krsocket_address(vm, self(a), a[1], "connect", &to))
        return KR_RAISED;
    int r = connect_to(vm, self(a), &to);
    return r > 0 ? krraise_errno(vm, r, KR_EMPTY) : r < 0 ? KR_RAISED : KR_NONE;
}

/// socket.connect_ex(self, address, /)
/// This is like connect(address), but returns an error code (the errno value) instead of raising an exception.
KR_NATIVE(socket_connect_ex)
{
    KrSockAddr to;
    if (!krsocket_address(vm, self(a), a[1], "connect_ex", &to))
        return KR_RAISED;
    int r = connect_to(vm, self(a), &to);
    if (r < 0 && krpending_is(vm, KR_T_TimeoutError)) {
        krpending_clear(vm);
        r = EAGAIN;
    }
    return r < 0 ? KR_RAISED : krsmall(r);
}

/// socket.bind(self, address, /)
/// Bind the socket to a local address.
KR_NATIVE(socket_bind)
{
    KrSockAddr at;
    return krsocket_address(vm, self(a), a[1], "bind", &at) ? done(vm, bind(self(a)->fd, &at.any, at.len)) : KR_RAISED;
}

/// socket.listen(self, backlog=128, /)
/// Enable a server to accept connections.
KR_NATIVE(socket_listen)
{
    int backlog = SOMAXCONN < 128 ? SOMAXCONN : 128;
    if (a[1] != KR_EMPTY && !krposix_int(vm, a[1], &backlog))
        return KR_RAISED;
    return done(vm, listen(self(a)->fd, backlog < 0 ? 0 : backlog));
}

/* A blocking socket waits in poll(), where a request from another thread is seen. */
typedef struct Accept {
    KrVm *vm;
    KrSockAddr from;
    bool tried;
} Accept;

static ssize_t call_accept(KrSocket *s, void *arg)
{
    Accept *a = arg;
    KrSockAddr *from = &a->from;
    struct pollfd p = {.fd = s->fd, .events = POLLIN};
    from->len = sizeof from->storage;
    if (s->timeout < 0 && poll(&p, 1, 0) == 0) {
        errno = EAGAIN;
        return -1;
    }
    int fd;
    do
        fd = accept4(s->fd, &from->any, &from->len, SOCK_CLOEXEC);
    while (fd < 0 && krposix_collected(a->vm, &a->tried));
    return fd;
}

/// socket._accept(self, /)
/// Wait for an incoming connection: (descriptor, address).
KR_NATIVE(socket__accept)
{
    Accept accepted = {.vm = vm};
    ssize_t fd;
    if (!krsocket_run(vm, self(a), POLLIN, call_accept, &accepted, &fd))
        return KR_RAISED;
    KrValue address = krsocket_address_value(vm, &accepted.from);
    KrTuple *t = address == KR_RAISED ? NULL : krtuple_of(vm, 2, krsmall(fd), address);
    if (!t)
        close((int)fd);
    return krvalue_or_raised(t);
}

/// socket.getsockname(self, /)
/// Return the address of the local endpoint.
KR_NATIVE(socket_getsockname)
{
    KrSockAddr at = {.len = sizeof at.storage};
    return getsockname(self(a)->fd, &at.any, &at.len) ? krraise_errno(vm, errno, KR_EMPTY) : krsocket_address_value(vm, &at);
}

/// socket.getpeername(self, /)
/// Return the address of the remote endpoint.
KR_NATIVE(socket_getpeername)
{
    KrSockAddr at = {.len = sizeof at.storage};
    return getpeername(self(a)->fd, &at.any, &at.len) ? krraise_errno(vm, errno, KR_EMPTY) : krsocket_address_value(vm, &at);
}

/// socket.shutdown(self, how, /)
/// Shut down the reading side of the socket, the writing side, or both.
KR_NATIVE(socket_shutdown)
{
    int how;
    return krposix_int(vm, a[1], &how) ? done(vm, shutdown(self(a)->fd, how)) : KR_RAISED;
}

/* ---- options ----------------------------------------------------------------------------------------------------------------- */

/// socket.setsockopt(self, level, option, value, optlen=None, /)
/// Set a socket option: an int, bytes, or None with a length.
KR_NATIVE(socket_setsockopt)
{
    int level, option, value;
    const uint8_t *data;
    size_t n_data;
    if (!krposix_int(vm, a[1], &level) || !krposix_int(vm, a[2], &option))
        return KR_RAISED;
    if (a[3] == KR_NONE) {
        if (a[4] == KR_EMPTY)
            return krraise(vm, KR_T_TypeError, "socket option should be integer, bytes-like object or None (with length)");
        if (!krposix_int(vm, a[4], &value))
            return KR_RAISED;
        return done(vm, setsockopt(self(a)->fd, level, option, NULL, (socklen_t)value));
    }
    if (krint_check(vm, a[3]))
        return krposix_int(vm, a[3], &value) ? done(vm, setsockopt(self(a)->fd, level, option, &value, sizeof value)) : KR_RAISED;
    if (!krbuffer_get(vm, a[3], &data, &n_data))
        return KR_RAISED;
    return done(vm, setsockopt(self(a)->fd, level, option, data, (socklen_t)n_data));
}

/// socket.getsockopt(self, level, option, buflen=0, /)
/// Get a socket option: an int, or with a length, bytes of at most that length.
KR_NATIVE(socket_getsockopt)
{
    int level, option, size = 0, value = 0;
    if (!krposix_int(vm, a[1], &level) || !krposix_int(vm, a[2], &option) || (a[3] != KR_EMPTY && !krposix_int(vm, a[3], &size)))
        return KR_RAISED;
    socklen_t len = sizeof value;
    if (size == 0)
        return getsockopt(self(a)->fd, level, option, &value, &len) ? krraise_errno(vm, errno, KR_EMPTY) : krsmall(value);
    char room[1024];
    if (size < 0 || size > (int)sizeof room)
        return krraise(vm, KR_T_OSError, "getsockopt buflen out of range");
    len = (socklen_t)size;
    if (getsockopt(self(a)->fd, level, option, room, &len))
        return krraise_errno(vm, errno, KR_EMPTY);
    return krvalue_or_raised(krbytes_new(vm, room, len));
}

/* ---- functions that make or end descriptors --------------------------------------------------------------------------------- */

static KrValue plain_socket(KrVm *vm, int fd, int family, int type, int protocol)
{
    KrValue cls = krvalue(KR_TYPE_OF(socket)), v = krn_socket___new__(vm, &cls, 1);
    if (v == KR_RAISED || !adopt(vm, (KrSocket *)kras_obj(v), fd, family, type, protocol))
        return KR_RAISED;
    return v;
}

/// _socket.socketpair(family=AF_UNIX, type=SOCK_STREAM, proto=0, /)
/// Create a pair of socket objects from the sockets returned by the platform socketpair() function.
KR_NATIVE(_socket_socketpair)
{
    int v[3] = {AF_UNIX, SOCK_STREAM, 0}, fd[2];
    for (int i = 0; i < 3; i++)
        if (a[i] != KR_EMPTY && !krposix_int(vm, a[i], &v[i]))
            return KR_RAISED;
    bool tried = false;
    while (socketpair(v[0], v[1] | SOCK_CLOEXEC, v[2], fd))
        if (!krposix_collected(vm, &tried))
            return krraise_errno(vm, errno, KR_EMPTY);
    KrValue one = plain_socket(vm, fd[0], v[0], v[1], v[2]);
    if (one == KR_RAISED) {
        close(fd[0]);
        close(fd[1]);
        return KR_RAISED;
    }
    KrValue two = plain_socket(vm, fd[1], v[0], v[1], v[2]);
    if (two == KR_RAISED)
        close(fd[1]);
    return two == KR_RAISED ? two : krvalue_or_raised(krtuple_of(vm, 2, one, two));
}

/// _socket.close(fd, /)
/// Close an integer socket file descriptor.
KR_NATIVE(_socket_close)
{
    int fd;
    return krposix_fd(vm, a[0], &fd) ? done(vm, close(fd)) : KR_RAISED;
}

/// _socket.dup(fd, /)
/// Duplicate an integer socket file descriptor.
KR_NATIVE(_socket_dup)
{
    int fd;
    if (!krposix_fd(vm, a[0], &fd))
        return KR_RAISED;
    int copy;
    bool tried = false;
    do
        copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    while (copy < 0 && krposix_collected(vm, &tried));
    return copy < 0 ? krraise_errno(vm, errno, KR_EMPTY) : krsmall(copy);
}

/// needs nothing

/// _socket.getdefaulttimeout()
/// Returns the default timeout in seconds (float) for new socket objects.
KR_NATIVE(_socket_getdefaulttimeout)
{
    struct KrModuleState *state = krmodule_state(vm);
    if (!state)
        return KR_RAISED;
    return state->socket_timeout_set && state->socket_timeout >= 0 ? krdouble((double)state->socket_timeout / 1e9) : KR_NONE;
}

/// _socket.setdefaulttimeout(timeout, /)
/// Set the default timeout in seconds (float) for new socket objects.
KR_NATIVE(_socket_setdefaulttimeout)
{
    struct KrModuleState *state = krmodule_state(vm);
    if (!state || !krsocket_timeout(vm, a[0], &state->socket_timeout))
        return KR_RAISED;
    state->socket_timeout_set = true;
    return KR_NONE;
}
