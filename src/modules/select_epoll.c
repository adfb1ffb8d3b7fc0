/* SPDX-License-Identifier: MIT
 * The module select: epoll objects. */
#include "modules/posix.h"
#include "modules/select.h"

#include <errno.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { EVENTS_AT_ONCE = 256 };

static KrEpoll *self(KrValue *a)
{
    return (KrEpoll *)kras_obj(a[0]);
}

static bool check_open(KrVm *vm, KrEpoll *e)
{
    if (e->fd < 0)
        krraise(vm, KR_T_ValueError, "I/O operation on closed epoll object");
    return e->fd >= 0;
}

void krfree_epoll(KrVm *vm, KrObj *o)
{
    KrEpoll *e = (KrEpoll *)o;
    (void)vm;
    if (e->h.kind && e->fd >= 0)
        close(e->fd);
    e->fd = -1;
}

static KrValue new_epoll(KrVm *vm, const KrType *type, int fd)
{
    KrEpoll *e = krobj_new(vm, type);
    if (!e || !krheap_watch(vm, &e->h))
        return KR_RAISED;
    bool tried = false;
    do
        e->fd = fd < 0 ? epoll_create1(EPOLL_CLOEXEC) : fd;
    while (e->fd < 0 && krposix_collected(vm, &tried));
    if (e->fd < 0)
        return krraise_errno(vm, errno, KR_EMPTY);
    e->h.kind = 1;
    return krvalue(e);
}

/// class epoll(sizehint=-1, flags=0)
/// Returns an epolling object.

/// needs FILES or NETWORK or PROCESS

/// epoll.__new__(cls, /, sizehint=-1, flags=0)
/// Create and return a new object.
KR_NATIVE(epoll___new__)
{
    int size = -1, flags = 0;
    if ((a[1] != KR_EMPTY && !krposix_int(vm, a[1], &size)) || (a[2] != KR_EMPTY && !krposix_int(vm, a[2], &flags)))
        return KR_RAISED;
    if (size < -1 || size == 0)
        return krraise(vm, KR_T_ValueError, "negative sizehint");
    if (flags && flags != EPOLL_CLOEXEC)
        return krraise(vm, KR_T_OSError, "invalid flags");
    return new_epoll(vm, kras_type(a[0]), -1);
}

/// @classmethod epoll.fromfd(cls, fd, /)
/// Create an epoll object from a given control fd.
KR_NATIVE(epoll_fromfd)
{
    int fd;
    return krposix_int(vm, a[1], &fd) ? new_epoll(vm, kras_type(a[0]), fd) : KR_RAISED;
}

/// needs nothing

/// epoll.close(self, /)
/// Close the epoll control file descriptor.
KR_NATIVE(epoll_close)
{
    int fd = self(a)->fd;
    self(a)->fd = -1;
    return fd >= 0 && close(fd) ? krraise_errno(vm, errno, KR_EMPTY) : KR_NONE;
}

/// epoll.closed
/// True if the epoll handler is closed
KR_NATIVE(epoll_get_closed)
{
    return krbool(self(a)->fd < 0);
}

/// epoll.fileno(self, /)
/// Return the epoll control file descriptor.
KR_NATIVE(epoll_fileno)
{
    return check_open(vm, self(a)) ? krsmall(self(a)->fd) : KR_RAISED;
}

/// epoll.__enter__(self, /)
/// Return the object.
KR_NATIVE(epoll___enter__)
{
    return check_open(vm, self(a)) ? a[0] : KR_RAISED;
}

/// epoll.__exit__(self, /, *args)
/// Close the object.
KR_NATIVE(epoll___exit__)
{
    return krn_epoll_close(vm, a, 1);
}

static bool event_mask(KrVm *vm, KrValue v, uint32_t missing, uint32_t *out)
{
    int64_t mask;
    *out = missing;
    if (v == KR_EMPTY)
        return true;
    if (!krobj_as_i64(vm, v, &mask, false))
        return false;
    *out = (uint32_t)mask;
    return true;
}

static KrValue control(KrVm *vm, KrEpoll *e, int op, KrValue fd_value, uint32_t mask)
{
    int fd;
    if (!krposix_fd(vm, fd_value, &fd) || !check_open(vm, e))
        return KR_RAISED;
    if (fd < 0)
        return krraise(vm, KR_T_ValueError, "file descriptor cannot be a negative integer (%d)", fd);
    struct epoll_event event = {.events = mask, .data.fd = fd};
    return epoll_ctl(e->fd, op, fd, &event) ? krraise_errno(vm, errno, KR_EMPTY) : KR_NONE;
}

/// needs FILES or NETWORK or PROCESS

/// epoll.register(self, fd, eventmask=7)
/// Registers a new fd or raises an OSError if the fd is already registered.
KR_NATIVE(epoll_register)
{
    uint32_t mask;
    return event_mask(vm, a[2], EPOLLIN | EPOLLPRI | EPOLLOUT, &mask) ? control(vm, self(a), EPOLL_CTL_ADD, a[1], mask) : KR_RAISED;
}

/// epoll.modify(self, fd, eventmask)
/// Modify event mask for a registered file descriptor.
KR_NATIVE(epoll_modify)
{
    uint32_t mask;
    return event_mask(vm, a[2], 0, &mask) ? control(vm, self(a), EPOLL_CTL_MOD, a[1], mask) : KR_RAISED;
}

/// epoll.unregister(self, fd)
/// Remove a registered file descriptor from the epoll object.
KR_NATIVE(epoll_unregister)
{
    return control(vm, self(a), EPOLL_CTL_DEL, a[1], 0);
}

/// epoll.poll(self, timeout=None, maxevents=-1)
/// Wait for events on the epoll file descriptor; the timeout is in seconds.
KR_NATIVE(epoll_poll)
{
    struct epoll_event events[EVENTS_AT_ONCE];
    int most = -1, got;
    int64_t deadline;
    if (!krselect_deadline(vm, a[1], 1e9, "timeout must be an integer or None", &deadline) || (a[2] != KR_EMPTY && !krposix_int(vm, a[2], &most)) ||
        !check_open(vm, self(a)))
        return KR_RAISED;
    if (most == 0 || most < -1)
        return krraise(vm, KR_T_ValueError, "maxevents must be greater than 0, got %d", most);
    most = most < 0 || most > EVENTS_AT_ONCE ? EVENTS_AT_ONCE : most;
    do {
        krvm_leave(vm);
        got = epoll_wait(self(a)->fd, events, most, krselect_left(deadline));
        int err = errno;
        krvm_enter(vm);
        if (got < 0 && err != EINTR)
            return krraise_errno(vm, err, KR_EMPTY);
        if (got <= 0 && !krposix_again(vm))
            return KR_RAISED;
    } while (got <= 0 && !krselect_over(deadline) && check_open(vm, self(a)));
    KrList *l = vm->exec->pending ? NULL : krlist_new(vm, NULL, 0);
    for (int i = 0; l && i < got; i++) {
        KrTuple *t = krtuple_of(vm, 2, krsmall(events[i].data.fd), krsmall(events[i].events));
        if (!t || !krlist_append(vm, l, krvalue(t)))
            return KR_RAISED;
    }
    return krvalue_or_raised(l);
}
