/* SPDX-License-Identifier: MIT
 * Wake-ups from other threads and signal handlers: a lock-free list of posted nodes, and an eventfd
 * that is written only when the loop sleeps.
 *
 * No wake-up is lost: a poster first publishes its node, then looks at `asleep`; the loop first
 * sets `asleep`, then looks for nodes. All four are sequentially consistent, so at least one of the
 * two sees the other. */
#include "loop/loop_internal.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

int krwake_ensure(KrLoop *loop)
{
    if (loop->wakefd >= 0)
        return 0;
    int r = krepoll_ensure(loop);
    if (r < 0)
        return r;
    int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (fd < 0)
        return -errno;
    /* Edge-triggered: each write is an event, and the counter, of 64 bits, need never be read. */
    r = krepoll_add_internal(loop, fd, EPOLLIN | EPOLLET, KR_EVENT_WAKE);
    if (r < 0) {
        close(fd);
        return r;
    }
    loop->wakefd = fd;
    return 0;
}

bool krwake_sleep(KrLoop *loop)
{
    atomic_store(&loop->asleep, true);
    return !atomic_load(&loop->posted) && !atomic_load(&loop->woken);
}

void krwake_notify(KrLoop *loop)
{
    if (!atomic_load(&loop->asleep) || !atomic_exchange(&loop->asleep, false))
        return;
    int saved = errno;
    uint64_t one = 1;
    atomic_fetch_add_explicit(&loop->wakes, 1, memory_order_relaxed);
    while (write(loop->wakefd, &one, sizeof one) < 0 && errno == EINTR)
        continue;
    errno = saved;
}

void krloop_wake(KrLoop *loop)
{
    atomic_store(&loop->woken, true);
    krwake_notify(loop);
}

void krloop_post(KrLoop *loop, KrLoopNode *node)
{
    assert(node->state == KR_NODE_IDLE);
    node->state = KR_NODE_POSTED;
    KrLoopNode *newest = atomic_load_explicit(&loop->posted, memory_order_relaxed);
    do
        node->next = newest;
    while (!atomic_compare_exchange_weak(&loop->posted, &newest, node));
    krwake_notify(loop);
}

void krwake_collect(KrLoop *loop)
{
    if (KR_LIKELY(!atomic_load_explicit(&loop->posted, memory_order_relaxed)))
        return;
    KrLoopNode *node = atomic_exchange(&loop->posted, NULL), *oldest = NULL;
    while (node) {
        KrLoopNode *older = node->next;
        node->next = oldest;
        oldest = node;
        node = older;
    }
    while (oldest) {
        KrLoopNode *newer = oldest->next;
        queue_push(&loop->ready, oldest);
        oldest = newer;
    }
}
