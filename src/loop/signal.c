/* SPDX-License-Identifier: MIT
 * Signals through a signalfd: blocked in the thread, read as data. */
#include "loop/loop_internal.h"

#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <unistd.h>

/* Makes the signalfd report `watched`. */
static int update(KrLoop *loop)
{
    bool fresh = loop->signalfd < 0;
    int fd = signalfd(loop->signalfd, &loop->watched, SFD_CLOEXEC | SFD_NONBLOCK);
    if (fd < 0)
        return -errno;
    int r = fresh ? krepoll_add_internal(loop, fd, EPOLLIN, KR_EVENT_SIGNAL) : 0;
    if (r < 0) {
        close(fd);
        return r;
    }
    loop->signalfd = fd;
    return 0;
}

int krsignal_reopen(KrLoop *loop)
{
    int r = krepoll_ensure(loop);
    return r < 0 ? r : update(loop);
}

KrLoopSignal *krsignal_find(const KrLoop *loop, int number)
{
    KrLoopSignal *s = loop->signals;
    while (s && s->number != number)
        s = s->link;
    return s;
}

/* Blocks the signal in this thread, and remembers whether it had been open. */
static int block(KrLoop *loop, int number)
{
    sigset_t one, before;
    sigemptyset(&one);
    sigaddset(&one, number);
    int r = pthread_sigmask(SIG_BLOCK, &one, &before);
    if (r == 0 && !sigismember(&before, number))
        sigaddset(&loop->blocked, number);
    return -r;
}

static void unblock(KrLoop *loop, int number)
{
    sigset_t one;
    if (!sigismember(&loop->blocked, number))
        return;
    sigemptyset(&one);
    sigaddset(&one, number);
    sigdelset(&loop->blocked, number);
    pthread_sigmask(SIG_UNBLOCK, &one, NULL);
}

int krsignal_add(KrLoop *loop, KrLoopSignal *s, int number)
{
    sigset_t valid;
    sigemptyset(&valid);
    if (number == SIGKILL || number == SIGSTOP || sigaddset(&valid, number) < 0)
        return -EINVAL;
    if (krsignal_find(loop, number))
        return -EEXIST;
    int r = krepoll_ensure(loop);
    if (r == 0)
        r = block(loop, number);
    if (r < 0)
        return r;
    sigaddset(&loop->watched, number);
    r = update(loop);
    if (r < 0) {
        sigdelset(&loop->watched, number);
        unblock(loop, number);
        return r;
    }
    s->number = number;
    s->count = 0;
    s->link = loop->signals;
    loop->signals = s;
    return 0;
}

/* Takes waiting instances of a signal that is blocked still, so that unblocking it does not run the
 * default action. */
static void discard(int number)
{
    sigset_t one;
    struct timespec now = {0};
    sigemptyset(&one);
    sigaddset(&one, number);
    while (sigtimedwait(&one, NULL, &now) > 0 || errno == EINTR)
        continue;
}

void krsignal_remove(KrLoop *loop, KrLoopSignal *s)
{
    if (s->number == 0)
        return;
    KrLoopSignal **at = &loop->signals;
    while (*at != s)
        at = &(*at)->link;
    *at = s->link;
    krloop_cancel(loop, &s->node);
    sigdelset(&loop->watched, s->number);
    if (loop->signals) {
        signalfd(loop->signalfd, &loop->watched, 0); /* an existing one: cannot fail */
    } else {
        krepoll_remove_internal(loop, loop->signalfd); /* a forked child may have it open still */
        close(loop->signalfd);
        loop->signalfd = -1;
    }
    if (sigismember(&loop->blocked, s->number))
        discard(s->number);
    unblock(loop, s->number);
    s->number = 0;
}

static void deliver(KrLoop *loop, const struct signalfd_siginfo *info)
{
    KrLoopSignal *s = krsignal_find(loop, (int)info->ssi_signo);
    if (!s)
        return;
    s->count++;
    s->pid = (pid_t)info->ssi_pid;
    s->uid = info->ssi_uid;
    queue_event(loop, &s->node);
}

int krsignal_poll(KrLoop *loop)
{
    struct signalfd_siginfo info[8];
    while (loop->signalfd >= 0) {
        ssize_t n = read(loop->signalfd, info, sizeof info);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno == EAGAIN ? 0 : -errno;
        for (size_t i = 0; i < (size_t)n / sizeof *info; i++)
            deliver(loop, &info[i]);
        if ((size_t)n < sizeof info)
            return 0;
    }
    return 0;
}

int krsignal_fd(const KrLoop *loop)
{
    return loop->signalfd;
}

void krloop_child_prepare(const KrLoop *loop)
{
    pthread_sigmask(SIG_UNBLOCK, &loop->blocked, NULL);
}

void krsignal_release(KrLoop *loop)
{
    if (loop->signalfd >= 0)
        close(loop->signalfd);
    loop->signalfd = -1;
    for (int number = 1; number < NSIG; number++) {
        if (sigismember(&loop->blocked, number) != 1)
            continue;
        discard(number);
        unblock(loop, number);
    }
}
