/* SPDX-License-Identifier: MIT
 * The module select: select() and poll objects. Waits are in parts, so that a request from another thread is seen soon. */
#include "modules/select.h"

#include "base/clock.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>

/// module select
/// This module supports asynchronous I/O on multiple file descriptors.

KR_MODULE_INIT(select)
{
    static const struct {
        char name[20];
        int64_t value;
    } constants[] = {
#define C(name) {#name, (int64_t)name}
        C(POLLIN), C(POLLPRI), C(POLLOUT), C(POLLERR), C(POLLHUP), C(POLLNVAL), C(POLLRDNORM), C(POLLRDBAND), C(POLLWRNORM), C(POLLWRBAND),
        C(POLLMSG), C(POLLRDHUP), C(EPOLLIN), C(EPOLLOUT), C(EPOLLPRI), C(EPOLLERR), C(EPOLLHUP), C(EPOLLET), C(EPOLLONESHOT),
        C(EPOLLEXCLUSIVE), C(EPOLLRDHUP), C(EPOLLRDNORM), C(EPOLLRDBAND), C(EPOLLWRNORM), C(EPOLLWRBAND), C(EPOLLMSG), C(EPOLL_CLOEXEC),
        C(EPOLLWAKEUP), C(PIPE_BUF),
#undef C
    };
    for (size_t i = 0; i < KR_COUNT(constants); i++)
        if (!krmodule_set_int(vm, module, constants[i].name, constants[i].value))
            return false;
    return krmodule_set(vm, module, "error", krvalue(KR_TYPE_OF(OSError)));
}

/* ---- time ----------------------------------------------------------------------------------------------------------- */

bool krselect_deadline(KrVm *vm, KrValue timeout, double scale, const char *wrong, int64_t *deadline)
{
    double value;
    *deadline = -1;
    if (timeout == KR_EMPTY || timeout == KR_NONE)
        return true;
    if (!krobj_as_double(vm, timeout, &value)) {
        if (krpending_is(vm, KR_T_TypeError)) {
            krpending_clear(vm);
            krraise(vm, KR_T_TypeError, "%s", wrong);
        }
        return false;
    }
    if (value != value)
        return krraise(vm, KR_T_ValueError, "Invalid value NaN (not a number)"), false;
    if (fabs(value) * scale > 9.2e18)
        return krraise(vm, KR_T_OverflowError, "timestamp too large to convert to C PyTime_t"), false;
    if (value >= 0)
        *deadline = krclock_monotonic() + (int64_t)ceil(value * scale);
    return true;
}

int krselect_left(int64_t deadline)
{
    if (deadline < 0)
        return KR_SELECT_PART;
    int64_t left = (deadline - krclock_monotonic() + 999999) / 1000000;
    return left < 0 ? 0 : left < KR_SELECT_PART ? (int)left : KR_SELECT_PART;
}

bool krselect_over(int64_t deadline)
{
    return deadline >= 0 && krclock_monotonic() >= deadline;
}

/* ---- select() --------------------------------------------------------------------------------------------------------- */

typedef struct Side {
    KrTuple *objects;
    KrRaw *fds; /* int[] */
    fd_set set;
} Side;

static bool fill_side(KrVm *vm, KrValue iterable, Side *s, int *highest)
{
    if (krdunder(vm, krtype_of(vm, iterable), KR_D_iter) == KR_EMPTY && krdunder(vm, krtype_of(vm, iterable), KR_D_getitem) == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "arguments 1-3 must be sequences"), false;
    s->objects = krobj_tuple(vm, iterable);
    s->fds = s->objects ? krheap_raw(vm, (s->objects->n + 1) * sizeof(int)) : NULL;
    FD_ZERO(&s->set);
    if (!s->fds)
        return false;
    for (size_t i = 0; i < s->objects->n; i++) {
        int fd;
        if (!krposix_fd(vm, s->objects->at[i], &fd))
            return false;
        if (fd < 0)
            return krraise(vm, KR_T_ValueError, "file descriptor cannot be a negative integer (%d)", fd), false;
        if (fd >= FD_SETSIZE)
            return krraise(vm, KR_T_ValueError, "filedescriptor out of range in select()"), false;
        ((int *)(void *)s->fds->data)[i] = fd;
        FD_SET(fd, &s->set);
        *highest = fd > *highest ? fd : *highest;
    }
    return true;
}

static KrValue ready_objects(KrVm *vm, const Side *s, const fd_set *ready)
{
    KrList *l = krlist_new(vm, NULL, 0);
    for (size_t i = 0; l && i < s->objects->n; i++)
        if (ready && FD_ISSET(((int *)(void *)s->fds->data)[i], ready) && !krlist_append(vm, l, s->objects->at[i]))
            return KR_RAISED;
    return krvalue_or_raised(l);
}

/// needs FILES or NETWORK or PROCESS

/// select.select(rlist, wlist, xlist, timeout=None, /)
/// Wait until one or more file descriptors are ready for some kind of I/O.
KR_NATIVE(select_select)
{
    Side side[3];
    fd_set ready[3];
    int highest = -1, got;
    int64_t deadline;
    for (int i = 0; i < 3; i++)
        if (!fill_side(vm, a[i], &side[i], &highest))
            return KR_RAISED;
    if (!krselect_deadline(vm, a[3], 1e9, "timeout must be a real number or None", &deadline))
        return KR_RAISED;
    if (a[3] != KR_EMPTY && a[3] != KR_NONE && deadline < 0)
        return krraise(vm, KR_T_ValueError, "timeout must be non-negative");
    do {
        for (int i = 0; i < 3; i++)
            ready[i] = side[i].set;
        int left = krselect_left(deadline);
        struct timeval tv = {.tv_usec = left * 1000};
        krvm_leave(vm);
        got = select(highest + 1, &ready[0], &ready[1], &ready[2], &tv);
        int err = errno;
        krvm_enter(vm);
        if (got < 0 && err != EINTR)
            return krraise_errno(vm, err, KR_EMPTY);
        if (got <= 0 && !krposix_again(vm))
            return KR_RAISED;
    } while (got <= 0 && !krselect_over(deadline));
    KrValue lists[3];
    for (int i = 0; i < 3; i++) {
        lists[i] = ready_objects(vm, &side[i], got > 0 ? &ready[i] : NULL);
        KR_TRY(lists[i]);
    }
    return krvalue_or_raised(krtuple_new(vm, lists, 3));
}

/* ---- poll() ------------------------------------------------------------------------------------------------------------- */

static KrPoller *self(KrValue *a)
{
    return (KrPoller *)kras_obj(a[0]);
}

/// class select_poll()
/// Returns a polling object.

/// select_poll.__new__(cls, /)
/// Create a polling object.
KR_NATIVE(select_poll___new__)
{
    KrPoller *p = krobj_new(vm, kras_type(a[0]));
    KrDict *d = p ? krdict_new(vm) : NULL;
    if (!d)
        return KR_RAISED;
    KR_STORE_PTR(vm, p, &p->fds, d);
    return krvalue(p);
}

static bool event_mask(KrVm *vm, KrValue v, int missing, int *out)
{
    int64_t mask;
    *out = missing;
    if (v == KR_EMPTY)
        return true;
    if (!krint_check(vm, v))
        return krraise(vm, KR_T_TypeError, "'%T' object cannot be interpreted as an integer", v), false;
    if (!krint_to_i64(krobj_index(vm, v), &mask) || mask > USHRT_MAX)
        return krraise(vm, KR_T_OverflowError, "Python int too large to convert to C unsigned short"), false;
    if (mask < 0)
        return krraise(vm, KR_T_ValueError, "value must be positive"), false;
    *out = (int)mask;
    return true;
}

/// needs nothing

/// select_poll.register(self, fd, eventmask=7, /)
/// Register a file descriptor with the polling object.
KR_NATIVE(select_poll_register)
{
    int fd, mask;
    if (!krposix_fd(vm, a[1], &fd) || !event_mask(vm, a[2], POLLIN | POLLPRI | POLLOUT, &mask))
        return KR_RAISED;
    if (fd < 0)
        return krraise(vm, KR_T_ValueError, "file descriptor cannot be a negative integer (%d)", fd);
    return krdict_set(vm, self(a)->fds, krsmall(fd), krsmall(mask)) ? KR_NONE : KR_RAISED;
}

/// select_poll.modify(self, fd, eventmask, /)
/// Modify an already registered file descriptor.
KR_NATIVE(select_poll_modify)
{
    int fd, mask;
    if (!krposix_fd(vm, a[1], &fd) || !event_mask(vm, a[2], 0, &mask))
        return KR_RAISED;
    KrValue known = krdict_get(vm, self(a)->fds, krsmall(fd));
    if (known == KR_EMPTY)
        return krraise_errno(vm, ENOENT, KR_EMPTY);
    return known != KR_RAISED && krdict_set(vm, self(a)->fds, krsmall(fd), krsmall(mask)) ? KR_NONE : KR_RAISED;
}

/// select_poll.unregister(self, fd, /)
/// Remove a file descriptor being tracked by the polling object.
KR_NATIVE(select_poll_unregister)
{
    int fd;
    if (!krposix_fd(vm, a[1], &fd))
        return KR_RAISED;
    return krobj_setitem(vm, krvalue(self(a)->fds), krsmall(fd), KR_EMPTY) ? KR_NONE : KR_RAISED;
}

/* The registered descriptors as pollfds. */
static KrRaw *poll_set(KrVm *vm, KrPoller *p, size_t *n)
{
    KrList *keys = krlist_new(vm, NULL, 0);
    if (!keys || !krlist_extend(vm, keys, krvalue(p->fds)))
        return NULL;
    KrRaw *room = krheap_raw(vm, (keys->n + 1) * sizeof(struct pollfd));
    *n = keys->n;
    for (size_t i = 0; room && i < keys->n; i++) {
        KrValue mask = krdict_get(vm, p->fds, keys->items->at[i]);
        if (mask == KR_RAISED || mask == KR_EMPTY)
            return NULL;
        ((struct pollfd *)(void *)room->data)[i] = (struct pollfd){.fd = (int)kras_int(keys->items->at[i]), .events = (short)kras_int(mask)};
    }
    return room;
}

static KrValue wait_for_events(KrVm *vm, struct pollfd *set, size_t count, int64_t deadline)
{
    int got;
    do {
        krvm_leave(vm);
        got = poll(set, count, krselect_left(deadline));
        int err = errno;
        krvm_enter(vm);
        if (got < 0 && err != EINTR)
            return krraise_errno(vm, err, KR_EMPTY);
        if (got <= 0 && !krposix_again(vm))
            return KR_RAISED;
    } while (got <= 0 && !krselect_over(deadline));
    KrList *l = krlist_new(vm, NULL, 0);
    for (size_t i = 0; l && got > 0 && i < count; i++) {
        if (!set[i].revents)
            continue;
        KrTuple *t = krtuple_of(vm, 2, krsmall(set[i].fd), krsmall((unsigned short)set[i].revents));
        if (!t || !krlist_append(vm, l, krvalue(t)))
            return KR_RAISED;
    }
    return krvalue_or_raised(l);
}

/// select_poll.poll(self, timeout=None, /)
/// Polls the set of registered file descriptors; the timeout is in milliseconds.
KR_NATIVE(select_poll_poll)
{
    KrPoller *p = self(a);
    size_t count;
    int64_t deadline;
    if (!krselect_deadline(vm, a[1], 1e6, "timeout must be an integer or None", &deadline))
        return KR_RAISED;
    if (p->polling)
        return krraise(vm, KR_T_RuntimeError, "concurrent poll() invocation");
    KrRaw *room = poll_set(vm, p, &count);
    if (!room)
        return KR_RAISED;
    p->polling = true;
    KrValue v = wait_for_events(vm, (struct pollfd *)(void *)room->data, count, deadline);
    p->polling = false;
    return v;
}
