/* SPDX-License-Identifier: MIT
 * Descriptors on epoll: registration, arming, waiting, and the one descriptor that a host waits
 * on. */
#include "loop/loop_internal.h"

#include <string.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

enum { MODE_OWNED, MODE_BORROWED, MODE_LISTENING };

enum {
    BATCH = 256,       /* events a call of epoll_wait */
    BATCHES = 8,       /* calls a poll, while batches come full */
    OWNED_EVENTS = (int)(EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET),
    SIDES = KR_FD_READ | KR_FD_WRITE,
};

int krepoll_ensure(KrLoop *loop)
{
    if (loop->epoll >= 0)
        return 0;
    int fd = epoll_create1(EPOLL_CLOEXEC);
    if (fd < 0)
        return -errno;
    loop->epoll = fd;
    return 0;
}

static int control(KrLoop *loop, int op, int fd, uint32_t events, uint64_t data)
{
    struct epoll_event event = {.events = events, .data.u64 = data};
    loop->stats.controls++;
    return epoll_ctl(loop->epoll, op, fd, &event) < 0 ? -errno : 0;
}

int krepoll_add_internal(KrLoop *loop, int fd, uint32_t events, unsigned which)
{
    return control(loop, EPOLL_CTL_ADD, fd, events, which);
}

void krepoll_remove_internal(KrLoop *loop, int fd)
{
    control(loop, EPOLL_CTL_DEL, fd, 0, 0);
}

/* ---- the table ------------------------------------------------------------------------------- */

static int grow_slots(KrLoop *loop, uint32_t need)
{
    uint32_t n = loop->nslots ? loop->nslots : 16;
    while (n <= need)
        n *= 2;
    int *stale = kralloc_new(loop->alloc, n * sizeof *stale);
    if (!stale)
        return -ENOMEM;
    KrFdSlot *slots = kralloc_resize(loop->alloc, loop->slots, loop->nslots * sizeof *slots,
                                     n * sizeof *slots);
    if (!slots) {
        kralloc_free(loop->alloc, stale, n * sizeof *stale);
        return -ENOMEM;
    }
    memset(slots + loop->nslots, 0, (n - loop->nslots) * sizeof *slots);
    if (loop->nstale)
        memcpy(stale, loop->stale, loop->nstale * sizeof *stale);
    kralloc_free(loop->alloc, loop->stale, loop->nslots * sizeof *stale);
    loop->stale = stale;
    loop->slots = slots;
    loop->nslots = n;
    return 0;
}

/* A free slot for the number, with a generation that no event on its way can carry. */
static int take_slot(KrLoop *loop, int fd, int kind, void *owner)
{
    if (fd < 0)
        return -EBADF;
    int r = krepoll_ensure(loop);
    if (r == 0 && (uint32_t)fd >= loop->nslots)
        r = grow_slots(loop, (uint32_t)fd);
    if (r < 0)
        return r;
    KrFdSlot *slot = &loop->slots[fd];
    if (slot->kind != KR_SLOT_FREE)
        return -EEXIST;
    if (++loop->generation == 0)
        loop->generation = 1;
    slot->owner = owner;
    slot->kind = (uint8_t)kind;
    slot->generation = loop->generation;
    loop->sources++;
    return 0;
}

static void free_slot(KrLoop *loop, int fd)
{
    KrFdSlot *slot = &loop->slots[fd];
    slot->owner = NULL;
    slot->kind = KR_SLOT_FREE;
    slot->generation = 0;
    loop->sources--;
}

/* Makes the kernel report `events`. Whether it has the number already may be unknown: it forgets
 * one when the last descriptor of the file is closed, and keeps it when another one lives on. */
static int register_slot(KrLoop *loop, int fd, uint32_t events)
{
    KrFdSlot *slot = &loop->slots[fd];
    uint64_t data = (uint64_t)slot->generation << 32 | (uint32_t)fd;
    int r = control(loop, slot->registered ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, events, data);
    if (r == -ENOENT) {
        r = control(loop, EPOLL_CTL_ADD, fd, events, data);
    } else if (r == -EEXIST) {
        /* Not MOD: the kernel refuses that for exclusive ones. */
        r = control(loop, EPOLL_CTL_DEL, fd, 0, 0);
        r = r < 0 ? r : control(loop, EPOLL_CTL_ADD, fd, events, data);
    }
    slot->registered = r == 0;
    return r;
}

static void unregister_slot(KrLoop *loop, int fd)
{
    if (loop->slots[fd].registered && loop->epoll >= 0)
        control(loop, EPOLL_CTL_DEL, fd, 0, 0); /* fails only if the kernel forgot it first */
    loop->slots[fd].registered = false;
}

int krepoll_claim(KrLoop *loop, int fd, int kind, void *owner, uint32_t events)
{
    int r = take_slot(loop, fd, kind, owner);
    if (r < 0)
        return r;
    r = register_slot(loop, fd, events);
    if (r < 0)
        free_slot(loop, fd);
    return r;
}

void krepoll_release_slot(KrLoop *loop, int fd)
{
    unregister_slot(loop, fd);
    free_slot(loop, fd);
}

/* ---- records --------------------------------------------------------------------------------- */

static uint32_t side_events(unsigned sides)
{
    return (sides & KR_FD_READ ? EPOLLIN : 0) | (sides & KR_FD_WRITE ? EPOLLOUT : 0);
}

static void enter(KrLoopFd *f, int fd, int mode)
{
    f->fd = fd;
    f->mode = (uint8_t)mode;
    f->wanted = f->armed = 0;
    f->ready = mode == MODE_OWNED ? SIDES : 0; /* unknown: worth a try */
}

int krepoll_own(KrLoop *loop, KrLoopFd *f, int fd)
{
    int r = krepoll_claim(loop, fd, KR_SLOT_FD, f, OWNED_EVENTS);
    if (r == 0)
        enter(f, fd, MODE_OWNED);
    return r;
}

int krepoll_borrow(KrLoop *loop, KrLoopFd *f, int fd)
{
    int r = take_slot(loop, fd, KR_SLOT_FD, f);
    if (r == 0)
        enter(f, fd, MODE_BORROWED);
    return r;
}

int krepoll_listen(KrLoop *loop, KrLoopFd *f, int fd)
{
    int r = take_slot(loop, fd, KR_SLOT_FD, f);
    if (r == 0)
        enter(f, fd, MODE_LISTENING);
    return r;
}

KrLoopFd *krepoll_find(const KrLoop *loop, int fd)
{
    if (fd < 0 || (uint32_t)fd >= loop->nslots || loop->slots[fd].kind != KR_SLOT_FD)
        return NULL;
    return loop->slots[fd].owner;
}

static void set_wanted(KrLoop *loop, KrLoopFd *f, unsigned sides)
{
    loop->wanted += (sides != 0) - (f->wanted != 0);
    f->wanted = (uint8_t)sides;
}

void krepoll_drop(KrLoop *loop, KrLoopFd *f)
{
    if (f->fd < 0)
        return;
    krloop_cancel(loop, &f->read);
    krloop_cancel(loop, &f->write);
    set_wanted(loop, f, 0);
    krepoll_release_slot(loop, f->fd);
    f->fd = -1;
}

static void queue_sides(KrLoop *loop, KrLoopFd *f, unsigned sides)
{
    if (sides & KR_FD_READ)
        queue_event(loop, &f->read);
    if (sides & KR_FD_WRITE)
        queue_event(loop, &f->write);
}

/* Tells the kernel what is wanted of a borrowed or listening descriptor. */
static int arm(KrLoop *loop, KrLoopFd *f)
{
    uint32_t mode = f->mode == MODE_LISTENING ? EPOLLEXCLUSIVE : EPOLLONESHOT;
    if (f->mode == MODE_LISTENING)
        unregister_slot(loop, f->fd); /* exclusive ones cannot be changed */
    int r = register_slot(loop, f->fd, side_events(f->wanted) | mode);
    f->armed = r == 0 ? f->wanted : 0;
    return r;
}

int krepoll_want(KrLoop *loop, KrLoopFd *f, unsigned sides)
{
    unsigned before = f->wanted;
    set_wanted(loop, f, before | sides);
    if (f->mode == MODE_OWNED) {
        queue_sides(loop, f, f->ready & sides);
        return 0;
    }
    /* One that has just fired is armed again before the next poll; a host may poll at any time. */
    const KrFdSlot *slot = &loop->slots[f->fd];
    if ((f->armed & sides) == sides || (slot->stale && slot->registered && !loop->hosted))
        return 0;
    int r = arm(loop, f);
    if (r < 0)
        set_wanted(loop, f, before);
    return r;
}

void krepoll_unwant(KrLoop *loop, KrLoopFd *f, unsigned sides)
{
    if (sides & KR_FD_READ)
        krloop_cancel(loop, &f->read);
    if (sides & KR_FD_WRITE)
        krloop_cancel(loop, &f->write);
    set_wanted(loop, f, f->wanted & ~sides);
    /* While the other side is wanted this one may fire once more, unheard. One that has fired is
     * off already. */
    if (f->mode != MODE_OWNED && !f->wanted && f->armed) {
        unregister_slot(loop, f->fd);
        f->armed = 0;
    }
}

/* ---- waiting --------------------------------------------------------------------------------- */

/* Arms the borrowed descriptors that have fired and are still wanted. One that was closed meanwhile
 * is handed out once more, so that whoever reads it learns of it. */
static void arm_stale(KrLoop *loop)
{
    uint32_t n = loop->nstale;
    loop->nstale = 0;
    for (uint32_t i = 0; i < n; i++) {
        KrFdSlot *slot = &loop->slots[loop->stale[i]];
        slot->stale = false;
        KrLoopFd *f = slot->kind == KR_SLOT_FD ? slot->owner : NULL;
        if (f && f->mode == MODE_BORROWED && f->wanted && !f->armed && arm(loop, f) < 0)
            queue_sides(loop, f, f->wanted);
    }
}

static void fd_event(KrLoop *loop, KrLoopFd *f, uint32_t events)
{
    unsigned sides;
    if (f->mode == MODE_OWNED) {
        sides = (events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR) ? KR_FD_READ : 0) |
                (events & (EPOLLOUT | EPOLLHUP | EPOLLERR) ? KR_FD_WRITE : 0);
        f->ready |= (uint8_t)(sides | (events & (EPOLLRDHUP | EPOLLHUP) ? KR_FD_HANGUP : 0));
    } else {
        sides = (events & ~(uint32_t)EPOLLOUT ? KR_FD_READ : 0) |
                (events & ~(uint32_t)EPOLLIN ? KR_FD_WRITE : 0);
    }
    if (f->mode == MODE_BORROWED) {
        KrFdSlot *slot = &loop->slots[f->fd];
        f->armed = 0;
        if (!slot->stale)
            loop->stale[loop->nstale++] = f->fd;
        slot->stale = true;
    }
    queue_sides(loop, f, sides & f->wanted);
}

static void internal_event(KrLoop *loop, unsigned which)
{
    if (which == KR_EVENT_TIMER)
        loop->armed_for = 0;
    else if (which == KR_EVENT_SIGNAL && krsignal_poll(loop) < 0)
        loop->poll_soon = true; /* level-triggered: it will come again */
}

static void dispatch(KrLoop *loop, const struct epoll_event *event)
{
    uint32_t generation = (uint32_t)(event->data.u64 >> 32), low = (uint32_t)event->data.u64;
    if (generation == 0) {
        internal_event(loop, low);
        return;
    }
    KrFdSlot *slot = &loop->slots[low];
    if (slot->generation != generation)
        return;
    if (slot->kind == KR_SLOT_CHILD)
        krchild_event(loop, slot->owner);
    else
        fd_event(loop, slot->owner, event->events);
}

static int wait_ms(KrLoop *loop, struct epoll_event *events, int64_t timeout_ns)
{
    int64_t ms = timeout_ns < 0 ? -1 : (timeout_ns + 999999) / 1000000;
    return epoll_wait(loop->epoll, events, BATCH, ms > INT32_MAX ? INT32_MAX : (int)ms);
}

/* The number of events, or a negative errno. */
static int wait_once(KrLoop *loop, struct epoll_event *events, int64_t timeout_ns)
{
    int n = -1;
    loop->stats.polls++;
    if (timeout_ns <= 0 || loop->no_pwait2) {
        n = wait_ms(loop, events, timeout_ns);
    } else {
#ifdef SYS_epoll_pwait2
        int64_t t[2] = {timeout_ns / KR_NS_PER_S, timeout_ns % KR_NS_PER_S};
        n = (int)syscall(SYS_epoll_pwait2, loop->epoll, events, BATCH, t, NULL, 0);
#else
        errno = ENOSYS;
#endif
        if (n < 0 && (errno == ENOSYS || errno == EPERM)) { /* before Linux 5.11; a sandbox */
            loop->no_pwait2 = true;
            n = wait_ms(loop, events, timeout_ns);
        }
    }
    return n < 0 ? -errno : n;
}

int krepoll_wait(KrLoop *loop, int64_t timeout_ns)
{
    struct epoll_event events[BATCH];
    loop->polled_turns = loop->polled_nodes = 0;
    loop->poll_soon = loop->told = false;
    if (loop->nstale)
        arm_stale(loop);
    if (!queue_empty(&loop->ready))
        timeout_ns = 0;
    for (int batch = 0; batch < BATCHES; batch++) {
        int n = wait_once(loop, events, batch ? 0 : timeout_ns);
        if (n < 0)
            return n == -EINTR ? 0 : n;
        for (int i = 0; i < n; i++)
            dispatch(loop, &events[i]);
        if (n < BATCH)
            break;
    }
    return 0;
}

/* ---- fork, host, collector ------------------------------------------------------------------- */

int krepoll_register_all(KrLoop *loop)
{
    int r = krepoll_ensure(loop);
    for (uint32_t i = 0; r == 0 && i < loop->nslots; i++) {
        KrFdSlot *slot = &loop->slots[i];
        slot->registered = false;
        if (slot->kind != KR_SLOT_FD)
            continue;
        KrLoopFd *f = slot->owner;
        if (f->mode == MODE_OWNED)
            r = register_slot(loop, f->fd, OWNED_EVENTS);
        else if (f->wanted && !slot->stale)
            r = arm(loop, f);
        if (r == -EBADF || r == -EPERM) { /* closed behind our back: let the reader find out */
            queue_sides(loop, f, f->wanted);
            r = 0;
        }
    }
    return r;
}

static int ensure_timerfd(KrLoop *loop)
{
    if (loop->timerfd >= 0)
        return 0;
    int fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    if (fd < 0)
        return -errno;
    /* Edge-triggered, never read: setting it resets the count. */
    int r = krepoll_add_internal(loop, fd, EPOLLIN | EPOLLET, KR_EVENT_TIMER);
    if (r < 0) {
        close(fd);
        return r;
    }
    loop->timerfd = fd;
    return 0;
}

int krloop_fd(KrLoop *loop)
{
    int r = krwake_ensure(loop);
    if (r == 0)
        r = ensure_timerfd(loop);
    if (r < 0)
        return r;
    loop->hosted = true;
    r = krloop_park(loop);
    return r < 0 ? r : loop->epoll;
}

static int arm_timerfd(KrLoop *loop, int64_t when)
{
    if (when == loop->armed_for)
        return 0;
    struct itimerspec t = {.it_value = {when / KR_NS_PER_S, when % KR_NS_PER_S}};
    if (timerfd_settime(loop->timerfd, TFD_TIMER_ABSTIME, &t, NULL) < 0)
        return -errno;
    loop->armed_for = when;
    return 0;
}

int krloop_park(KrLoop *loop)
{
    if (!loop->hosted)
        return 0;
    if (loop->nstale)
        arm_stale(loop);
    loop->poll_soon = true; /* takes away what made the descriptor readable */
    int64_t deadline = krloop_deadline(loop);
    int r = arm_timerfd(loop, deadline == INT64_MAX ? 0 : deadline);
    if (loop->told)
        return r;
    bool quiet = krwake_sleep(loop);
    if (!quiet || !queue_empty(&loop->ready) || !queue_empty(&loop->turn)) {
        loop->told = true;
        krwake_notify(loop);
    }
    return r;
}

KrLoopNode *krepoll_walk(KrLoop *loop, uint32_t *at)
{
    for (; *at < 2 * loop->nslots; ++*at) {
        const KrFdSlot *slot = &loop->slots[*at / 2];
        if (slot->kind != KR_SLOT_FD)
            continue;
        KrLoopFd *f = slot->owner;
        if (f->wanted & (*at % 2 ? KR_FD_WRITE : KR_FD_READ))
            return ++*at % 2 ? &f->read : &f->write;
    }
    return NULL;
}
