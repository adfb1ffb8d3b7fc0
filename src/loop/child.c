/* SPDX-License-Identifier: MIT
 * Children that have ended: one pidfd each, no SIGCHLD and no process-wide state. */
#include "loop/loop_internal.h"

#include <sys/epoll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

static int open_pidfd(KrLoop *loop, pid_t pid)
{
    if (loop->no_pidfd)
        return -ENOSYS;
    int fd = (int)syscall(SYS_pidfd_open, pid, 0); /* close-on-exec by itself */
    return fd < 0 ? -errno : fd;
}

/* waitid on a pidfd or, with fd < 0 or on Linux 5.3, a process id. 1 ended, 0 not yet. */
static int reap(int fd, pid_t pid, bool wait, int *code)
{
    siginfo_t info = {0};
    int options = WEXITED | (wait ? 0 : WNOHANG), r;
    do {
        r = fd >= 0 ? waitid((idtype_t)P_PIDFD, (id_t)fd, &info, options) : -1;
        if (fd < 0 || (r < 0 && errno == EINVAL))
            r = waitid(P_PID, (id_t)pid, &info, options);
    } while (r < 0 && errno == EINTR);
    if (r < 0)
        return -errno;
    if (info.si_pid == 0)
        return 0;
    *code = info.si_code == CLD_EXITED ? info.si_status : -info.si_status;
    return 1;
}

int krchild_wait(pid_t pid, bool block, int *code)
{
    return reap(-1, pid, block, code);
}

static void unlink_child(KrLoop *loop, KrLoopChild *c)
{
    KrLoopChild **at = &loop->children;
    while (*at != c)
        at = &(*at)->link;
    *at = c->link;
    loop->nchildren--;
    if (c->fd >= 0) {
        krepoll_release_slot(loop, c->fd);
        close(c->fd);
        c->fd = -1;
    } else {
        loop->unpolled--;
    }
    c->watched = false;
}

static void finish(KrLoop *loop, KrLoopChild *c, int code, int error)
{
    unlink_child(loop, c);
    c->code = code;
    c->error = error;
    queue_event(loop, &c->node);
}

/* Looks whether the child has ended, and takes it out if so. */
void krchild_event(KrLoop *loop, KrLoopChild *c)
{
    int code = 0, r = reap(c->fd, c->pid, false, &code);
    if (r != 0)
        finish(loop, c, code, r < 0 ? r : 0);
}

void krchild_poll(KrLoop *loop)
{
    for (KrLoopChild *c = loop->children, *next; c; c = next) {
        next = c->link;
        if (c->fd < 0)
            krchild_event(loop, c);
    }
}

int krchild_watch(KrLoop *loop, KrLoopChild *c, pid_t pid)
{
    assert(!c->watched);
    if (pid <= 0)
        return -EINVAL;
    int fd = open_pidfd(loop, pid);
    if (fd == -ENOSYS || fd == -EPERM) /* before Linux 5.3; a sandbox */
        fd = -1;
    else if (fd < 0 && fd != -ESRCH) /* gone already: the next poll says how */
        return fd;
    int r = fd >= 0 ? krepoll_claim(loop, fd, KR_SLOT_CHILD, c, EPOLLIN) : 0;
    if (r < 0) {
        close(fd);
        return r;
    }
    c->pid = pid;
    c->fd = fd >= 0 ? fd : -1;
    c->code = c->error = 0;
    c->watched = true;
    c->link = loop->children;
    loop->children = c;
    loop->nchildren++;
    loop->unpolled += fd < 0;
    return 0;
}

void krchild_unwatch(KrLoop *loop, KrLoopChild *c)
{
    if (c->watched)
        unlink_child(loop, c);
    krloop_cancel(loop, &c->node);
}

int krchild_kill(const KrLoopChild *c, int number)
{
    if (!c->watched)
        return -ESRCH;
    long r = c->fd < 0 ? kill(c->pid, number)
                       : syscall(SYS_pidfd_send_signal, c->fd, number, NULL, 0);
    return r < 0 ? -errno : 0;
}

void krchild_disown(KrLoop *loop)
{
    while (loop->children)
        finish(loop, loop->children, 0, -ECHILD);
}

void krchild_release(KrLoop *loop)
{
    for (uint32_t i = 0; i < loop->nslots; i++)
        if (loop->slots[i].kind == KR_SLOT_CHILD)
            close((int)i);
}
