/* SPDX-License-Identifier: MIT
 * Timers: a 4-ary heap ordered by (when, order of starting). Stopping marks the entry; when more
 * than half are marked, the heap is rebuilt from the rest, so that a timer started and stopped
 * costs O(1) over time. */
#include "loop/loop_internal.h"

#include <math.h>

/* Below this many entries, dead ones are not worth a rebuild. */
enum { SMALL = 64 };

static bool before(const KrTimerEntry *a, const KrTimerEntry *b)
{
    return a->when < b->when || (a->when == b->when && a->seq < b->seq);
}

static void put(KrTimers *t, uint32_t i, KrTimerEntry e)
{
    t->heap[i] = e;
    if (e.timer)
        e.timer->node.index = i + 1;
}

static void sift_up(KrTimers *t, uint32_t i, KrTimerEntry e)
{
    while (i > 0) {
        uint32_t parent = (i - 1) / 4;
        if (!before(&e, &t->heap[parent]))
            break;
        put(t, i, t->heap[parent]);
        i = parent;
    }
    put(t, i, e);
}

static uint32_t first_child(const KrTimers *t, uint32_t i)
{
    uint32_t child = 4 * i + 1, end = child + 4 < t->len ? child + 4 : t->len;
    for (uint32_t c = child + 1; c < end; c++)
        if (before(&t->heap[c], &t->heap[child]))
            child = c;
    return child;
}

static void sift_down(KrTimers *t, uint32_t i, KrTimerEntry e)
{
    for (uint32_t child; 4 * i + 1 < t->len; i = child) {
        child = first_child(t, i);
        if (!before(&t->heap[child], &e))
            break;
        put(t, i, t->heap[child]);
    }
    put(t, i, e);
}

/* Takes the top out. The hole sinks to the bottom without looking at the last entry, which nearly
 * always belongs there: a quarter fewer comparisons than sifting it down. */
static void pop(KrTimers *t)
{
    KrTimerEntry last = t->heap[--t->len];
    if (t->len == 0)
        return;
    uint32_t i = 0;
    for (uint32_t child; 4 * i + 1 < t->len; i = child) {
        child = first_child(t, i);
        put(t, i, t->heap[child]);
    }
    sift_up(t, i, last);
}

static bool resize(KrLoop *loop, uint32_t cap)
{
    KrTimers *t = &loop->timers;
    KrTimerEntry *heap =
        kralloc_resize(loop->alloc, t->heap, t->cap * sizeof *heap, cap * sizeof *heap);
    if (!heap)
        return false;
    t->heap = heap;
    t->cap = cap;
    return true;
}

static void compact(KrLoop *loop)
{
    KrTimers *t = &loop->timers;
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->len; i++)
        if (t->heap[i].timer)
            put(t, n++, t->heap[i]);
    t->len = n;
    t->dead = 0;
    for (uint32_t i = n > 1 ? (n - 2) / 4 + 1 : 0; i-- > 0;)
        sift_down(t, i, t->heap[i]);
    if (t->cap > SMALL && n < t->cap / 8)
        resize(loop, t->cap / 4); /* if it fails, the larger one serves as well */
}

int krtimer_start(KrLoop *loop, KrLoopTimer *timer, double when)
{
    KrTimers *t = &loop->timers;
    if (isnan(when))
        return -EINVAL;
    krtimer_stop(loop, timer);
    if (t->len == t->cap) {
        if (t->cap > UINT32_MAX / 2 || !resize(loop, t->cap ? 2 * t->cap : 16))
            return -ENOMEM;
    }
    timer->when = when;
    sift_up(t, t->len++, (KrTimerEntry){when, t->seq++, timer});
    return 0;
}

void krtimer_stop(KrLoop *loop, KrLoopTimer *timer)
{
    KrTimers *t = &loop->timers;
    if (timer->node.index == 0) {
        krloop_cancel(loop, &timer->node);
        return;
    }
    t->heap[timer->node.index - 1].timer = NULL;
    timer->node.index = 0;
    t->dead++;
    for (; t->len > 0 && !t->heap[t->len - 1].timer; t->len--)
        t->dead--;
    if (t->dead > SMALL && t->dead > t->len / 2)
        compact(loop);
}

static void pop_dead(KrTimers *t)
{
    for (; t->len > 0 && !t->heap[0].timer; pop(t))
        t->dead--;
}

int64_t krtimer_next(KrLoop *loop)
{
    KrTimers *t = &loop->timers;
    pop_dead(t);
    if (t->len == 0)
        return INT64_MAX;
    double ns = ceil(t->heap[0].when * 1e9);
    return ns >= 9.2e18 ? INT64_MAX : ns < 1 ? 1 : (int64_t)ns;
}

void krtimer_fire(KrLoop *loop)
{
    KrTimers *t = &loop->timers;
    double end = krclock_seconds(loop->now) + 1e-9; /* what the clock resolves */
    while (t->len > 0 && t->heap[0].when <= end) {
        KrLoopTimer *timer = t->heap[0].timer;
        pop(t);
        if (!timer) {
            t->dead--;
            continue;
        }
        timer->node.index = 0;
        queue_push(&loop->ready, &timer->node);
    }
}

KrLoopNode *krtimer_walk(KrLoop *loop, uint32_t *at)
{
    const KrTimers *t = &loop->timers;
    while (*at < t->len) {
        KrLoopTimer *timer = t->heap[(*at)++].timer;
        if (timer)
            return &timer->node;
    }
    return NULL;
}

void krtimer_release(KrLoop *loop)
{
    kralloc_free(loop->alloc, loop->timers.heap, loop->timers.cap * sizeof *loop->timers.heap);
}
