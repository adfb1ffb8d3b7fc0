/* SPDX-License-Identifier: MIT
 * What the loop's files share. For src/loop and its unit tests only. */
#ifndef KR_LOOP_LOOP_INTERNAL_H
#define KR_LOOP_LOOP_INTERNAL_H

#include "base/clock.h"
#include "loop/loop.h"

#include <assert.h>
#include <errno.h>
#include <stdatomic.h>

/* Two circular lists around a sentinel: what is ready, and the part of it that this turn runs. */
typedef struct KrLoopQueue {
    KrLoopNode head;
} KrLoopQueue;

typedef struct KrTimerEntry {
    double when;
    uint64_t seq;       /* order of starting, breaks ties */
    KrLoopTimer *timer; /* NULL: stopped; goes when it comes up, or at the next compaction */
} KrTimerEntry;

/* A 4-ary heap. Invariant: no entry comes before its parent; entry i's timer, if any, has
 * node.index == i + 1; `dead` of the `len` entries have no timer. */
typedef struct KrTimers {
    KrTimerEntry *heap;
    uint32_t len, cap, dead;
    uint64_t seq;
} KrTimers;

enum { KR_SLOT_FREE, KR_SLOT_FD, KR_SLOT_CHILD };

/* What the loop knows of a descriptor's number. Each use has its own generation, which the kernel's
 * events carry, so that one for an earlier use of the number is recognised. */
typedef struct KrFdSlot {
    void *owner;        /* KrLoopFd or KrLoopChild */
    uint32_t generation;
    uint8_t kind;       /* KR_SLOT_* */
    bool registered;    /* the kernel has it, or had it when we last knew */
    bool stale;         /* it is in the list of those to arm again */
} KrFdSlot;

struct KrLoop {
    KrLoopQueue ready, turn;
    uint32_t polled_turns, polled_nodes; /* since the kernel was last asked */
    bool poll_soon;
    bool hosted;        /* a host waits on `epoll` */
    bool told;          /* wakefd was written to make `epoll` readable, and not polled since */
    bool no_pwait2;     /* old kernels: milliseconds */
    bool no_pidfd;
    int64_t now;        /* the monotonic clock in this turn; 0 if nobody has asked yet */
    KrTimers timers;

    int epoll, timerfd, signalfd, wakefd; /* -1 until needed */
    int64_t armed_for;  /* what timerfd is set to; 0 for nothing */
    KrFdSlot *slots;
    int *stale;         /* numbers of borrowed descriptors that fired; room for nslots */
    uint32_t nslots, nstale;
    uint32_t generation;
    uint32_t sources;   /* slots in use */
    uint32_t wanted;    /* records with a wanted side */

    KrLoopSignal *signals;
    sigset_t watched, blocked; /* signals of `signals`; those that the loop blocked itself */
    KrLoopChild *children;
    uint32_t nchildren, unpolled; /* watched; of these, without a pidfd */

    char *scratch;
    KrAlloc *alloc;
    KrLoopStats stats;

    /* What other threads touch, on a line of its own. `asleep` means that a change has to be told
     * by the eventfd: the thread is about to wait, or the host is. */
    _Alignas(64) _Atomic(KrLoopNode *) posted; /* newest first */
    _Atomic bool woken, asleep;
    _Atomic uint64_t wakes;
};

/* The low half of an internal descriptor's event; the generation is 0 there. */
enum { KR_EVENT_WAKE, KR_EVENT_TIMER, KR_EVENT_SIGNAL };

static inline void queue_init(KrLoopQueue *q)
{
    q->head.next = q->head.prev = &q->head;
}

static inline bool queue_empty(const KrLoopQueue *q)
{
    return q->head.next == &q->head;
}

static inline void queue_push(KrLoopQueue *q, KrLoopNode *node)
{
    assert(node->state != KR_NODE_QUEUED);
    KrLoopNode *last = q->head.prev;
    node->state = KR_NODE_QUEUED;
    node->next = &q->head;
    node->prev = last;
    last->next = node;
    q->head.prev = node;
}

static inline void queue_unlink(KrLoopNode *node)
{
    node->next->prev = node->prev;
    node->prev->next = node->next;
    node->state = KR_NODE_IDLE;
}

/* Queues a node that an event names, unless an earlier event has done so. */
static inline void queue_event(KrLoop *loop, KrLoopNode *node)
{
    if (node->state == KR_NODE_IDLE)
        queue_push(&loop->ready, node);
}

/* When the loop must look by itself, on the monotonic clock; INT64_MAX for never. Sets loop->now if
 * it matters. */
int64_t krloop_deadline(KrLoop *loop);

/* When the earliest running timer is due, in nanoseconds of the monotonic clock, rounded up;
 * INT64_MAX without one. */
int64_t krtimer_next(KrLoop *loop);
/* Queues the timers due at loop->now. */
void krtimer_fire(KrLoop *loop);
void krtimer_release(KrLoop *loop);
KrLoopNode *krtimer_walk(KrLoop *loop, uint32_t *at);

int krepoll_ensure(KrLoop *loop) KR_MUST_USE;
/* Adds one of the loop's own descriptors. */
int krepoll_add_internal(KrLoop *loop, int fd, uint32_t events, unsigned which) KR_MUST_USE;
void krepoll_remove_internal(KrLoop *loop, int fd);
/* Gives a number to an owner and registers it; a slot's kind tells whose. */
int krepoll_claim(KrLoop *loop, int fd, int kind, void *owner, uint32_t events) KR_MUST_USE;
void krepoll_release_slot(KrLoop *loop, int fd);
/* Waits up to timeout_ns (-1: without limit) and queues what comes. */
int krepoll_wait(KrLoop *loop, int64_t timeout_ns) KR_MUST_USE;
/* After a fork: registers everything in the new epoll set. */
int krepoll_register_all(KrLoop *loop) KR_MUST_USE;
KrLoopNode *krepoll_walk(KrLoop *loop, uint32_t *at);

/* The eventfd, which must exist before the loop sleeps. */
int krwake_ensure(KrLoop *loop) KR_MUST_USE;
/* Announces that the thread is about to wait; false if something came in already and it must
 * not. */
bool krwake_sleep(KrLoop *loop);
/* Moves posted nodes to the ready queue. */
void krwake_collect(KrLoop *loop);
void krwake_notify(KrLoop *loop);

int krsignal_reopen(KrLoop *loop) KR_MUST_USE;
/* Frees what the loop holds, without a look at the owners' structs, which may be gone. */
void krsignal_release(KrLoop *loop);

void krchild_event(KrLoop *loop, KrLoopChild *c);
/* Asks after the children that have no pidfd. */
void krchild_poll(KrLoop *loop);
/* After a fork: none of them is ours. */
void krchild_disown(KrLoop *loop);
void krchild_release(KrLoop *loop);

#endif
