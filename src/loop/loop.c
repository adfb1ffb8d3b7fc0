/* SPDX-License-Identifier: MIT
 * One turn of the event loop: what is ready, when to ask the kernel, in which order things are
 * handed out. */
#include "loop/loop_internal.h"

#include <string.h>
#include <unistd.h>

/* A wait never takes longer, so that no conversion of a timeout overflows. */
#define LONGEST_WAIT (24 * 3600 * KR_NS_PER_S)

KrLoop *krloop_new(KrAlloc *alloc)
{
    KrLoop *loop = kralloc_aligned(alloc, sizeof *loop, _Alignof(KrLoop));
    if (!loop)
        return NULL;
    memset(loop, 0, sizeof *loop);
    queue_init(&loop->ready);
    queue_init(&loop->turn);
    loop->poll_soon = true;
    loop->epoll = loop->timerfd = loop->signalfd = loop->wakefd = -1;
    loop->alloc = alloc;
    sigemptyset(&loop->watched);
    sigemptyset(&loop->blocked);
    return loop;
}

static void close_fds(KrLoop *loop)
{
    int *fds[] = {&loop->epoll, &loop->timerfd, &loop->wakefd, &loop->signalfd};
    for (unsigned i = 0; i < KR_COUNT(fds); i++) {
        if (*fds[i] >= 0)
            close(*fds[i]);
        *fds[i] = -1;
    }
}

void krloop_free(KrLoop *loop)
{
    krsignal_release(loop);
    krchild_release(loop);
    krtimer_release(loop);
    close_fds(loop);
    kralloc_free(loop->alloc, loop->slots, loop->nslots * sizeof *loop->slots);
    kralloc_free(loop->alloc, loop->stale, loop->nslots * sizeof *loop->stale);
    kralloc_free(loop->alloc, loop->scratch, KR_LOOP_SCRATCH);
    kralloc_free(loop->alloc, loop, sizeof *loop);
}

void krloop_ready(KrLoop *loop, KrLoopNode *node)
{
    assert(node->state == KR_NODE_IDLE && node->index == 0);
    queue_push(&loop->ready, node);
}

void krloop_cancel(KrLoop *loop, KrLoopNode *node)
{
    if (node->state == KR_NODE_POSTED)
        krwake_collect(loop);
    if (node->state == KR_NODE_QUEUED)
        queue_unlink(node);
}

void krloop_poll_soon(KrLoop *loop)
{
    loop->poll_soon = true;
}

double krloop_time(const KrLoop *loop)
{
    (void)loop;
    return krclock_seconds(krclock_monotonic());
}

double krloop_turn_time(KrLoop *loop)
{
    if (loop->now == 0)
        loop->now = krclock_monotonic();
    return krclock_seconds(loop->now);
}

bool krloop_is_idle(const KrLoop *loop)
{
    return queue_empty(&loop->ready) && queue_empty(&loop->turn) && !atomic_load(&loop->posted);
}

bool krloop_is_waiting(const KrLoop *loop)
{
    return loop->timers.len > loop->timers.dead || loop->wanted || loop->nchildren;
}

KrLoopStats krloop_stats(const KrLoop *loop)
{
    KrLoopStats stats = loop->stats;
    stats.wakes = atomic_load(&loop->wakes);
    return stats;
}

char *krloop_scratch(KrLoop *loop)
{
    if (!loop->scratch)
        loop->scratch = kralloc_new(loop->alloc, KR_LOOP_SCRATCH);
    return loop->scratch;
}

int64_t krloop_deadline(KrLoop *loop)
{
    int64_t next = krtimer_next(loop);
    if (next == INT64_MAX && !loop->unpolled)
        return next;
    loop->now = krclock_monotonic();
    if (loop->unpolled) {
        int64_t ask = loop->now + KR_CHILD_POLL_MS * (KR_NS_PER_S / 1000);
        next = ask < next ? ask : next;
    }
    return next;
}

static bool has_sources(const KrLoop *loop)
{
    return loop->sources || loop->signalfd >= 0 || loop->hosted;
}

/* Nothing is ready: wait. */
static int poll_idle(KrLoop *loop, int64_t timeout, int64_t deadline)
{
    if (deadline != INT64_MAX) {
        int64_t left = deadline > loop->now ? deadline - loop->now : 0;
        timeout = timeout < 0 || left < timeout ? left : timeout;
    }
    if (timeout == 0) {
        atomic_exchange(&loop->woken, false);
        return has_sources(loop) ? krepoll_wait(loop, 0) : 0;
    }
    int r = krwake_ensure(loop);
    if (r < 0)
        return r;
    bool sleep = krwake_sleep(loop);
    r = krepoll_wait(loop, !sleep ? 0 : timeout > LONGEST_WAIT ? LONGEST_WAIT : timeout);
    atomic_store(&loop->asleep, false);
    atomic_exchange(&loop->woken, false); /* reads it, so that what the waker did before is seen */
    krwake_collect(loop);
    loop->now = deadline != INT64_MAX ? krclock_monotonic() : 0;
    return r;
}

/* Nodes are ready and would be held up by a system call: make it only now and then. */
static int poll_busy(KrLoop *loop, int64_t deadline)
{
    bool timer_due = deadline != INT64_MAX && deadline <= loop->now;
    bool recent = ++loop->polled_turns < KR_POLL_TURNS && loop->polled_nodes < KR_POLL_NODES;
    if ((recent && !timer_due && !loop->poll_soon) || !has_sources(loop))
        return 0;
    return krepoll_wait(loop, 0);
}

static void start_turn(KrLoop *loop)
{
    KrLoopNode *from = &loop->ready.head, *to = &loop->turn.head;
    to->next = from->next;
    to->prev = from->prev;
    to->next->prev = to->prev->next = to;
    queue_init(&loop->ready);
    loop->stats.turns++;
}

int krloop_begin_turn(KrLoop *loop, int64_t timeout_ns)
{
    if (!queue_empty(&loop->turn))
        return 1;
    if (loop->hosted)
        atomic_store(&loop->asleep, false);
    krwake_collect(loop);
    loop->now = 0;
    int64_t deadline = krloop_deadline(loop);
    int r = queue_empty(&loop->ready) ? poll_idle(loop, timeout_ns, deadline)
                                      : poll_busy(loop, deadline);
    if (r < 0)
        return r;
    if (loop->unpolled)
        krchild_poll(loop);
    if (deadline != INT64_MAX)
        krtimer_fire(loop);
    if (queue_empty(&loop->ready))
        return 0;
    start_turn(loop);
    return 1;
}

KrLoopNode *krloop_next(KrLoop *loop)
{
    KrLoopNode *node = loop->turn.head.next;
    if (node == &loop->turn.head)
        return NULL;
    queue_unlink(node);
    loop->polled_nodes++;
    return node;
}

/* The list's nodes one after another, then NULL once. */
static KrLoopNode *walk_queue(const KrLoopQueue *q, KrLoopWalk *walk)
{
    const KrLoopNode *at = walk->next;
    KrLoopNode *node = at ? at->next : q->head.next;
    walk->next = node;
    return node == &q->head ? NULL : node;
}

static KrLoopNode *walk_stage(KrLoop *loop, KrLoopWalk *walk)
{
    switch (walk->stage) {
    case 0:
        return walk_queue(&loop->ready, walk);
    case 1:
        return walk_queue(&loop->turn, walk);
    case 2:
        return krtimer_walk(loop, &walk->at);
    case 3:
        return krepoll_walk(loop, &walk->at);
    case 4: {
        const KrLoopSignal *at = walk->next;
        KrLoopSignal *s = at ? at->link : loop->signals;
        walk->next = s;
        return s ? &s->node : NULL;
    }
    default: {
        const KrLoopChild *at = walk->next;
        KrLoopChild *c = at ? at->link : loop->children;
        walk->next = c;
        return c ? &c->node : NULL;
    }
    }
}

KrLoopNode *krloop_walk(KrLoop *loop, KrLoopWalk *walk)
{
    if (walk->stage == 0 && !walk->next)
        krwake_collect(loop);
    for (; walk->stage <= 5; *walk = (KrLoopWalk){.stage = walk->stage + 1}) {
        KrLoopNode *node = walk_stage(loop, walk);
        if (node)
            return node;
    }
    return NULL;
}

int krloop_after_fork_child(KrLoop *loop)
{
    bool had_epoll = loop->epoll >= 0, had_signals = loop->signalfd >= 0, hosted = loop->hosted;
    close_fds(loop); /* the parent keeps its own; only epoll_ctl would reach through */
    loop->hosted = loop->told = false;
    loop->armed_for = 0;
    loop->poll_soon = true;
    atomic_store(&loop->asleep, false);
    krchild_disown(loop);
    int r = had_epoll ? krepoll_register_all(loop) : 0;
    if (r == 0 && had_signals)
        r = krsignal_reopen(loop);
    if (r == 0 && hosted)
        r = krloop_fd(loop);
    return r < 0 ? r : 0;
}
