/* SPDX-License-Identifier: MIT
 * The event loop: ready nodes, timers, descriptors, signals, children and posts from other threads,
 * handed out one intrusive node at a time. Knows no Python value and calls nobody back. Layer:
 * loop.
 *
 * An owner embeds a KrLoopNode (or a KrLoopTimer, KrLoopFd, ...) in a struct of its own, gives it a
 * tag, and gets the node back from krloop_next when its time has come:
 *
 *     for (;;) {
 *         int got = krloop_begin_turn(loop, -1);     waits until something is ready
 *         while ((node = krloop_next(loop)))
 *             switch (node->tag) { case TASK: step(KR_LOOP_OWNER(node, Task, node)); ... }
 *     }
 *
 * What becomes ready during a turn runs in the next one. Within a turn: first what was ready
 * already, in the order in which it became so; then what the kernel reported; then due timers by
 * (when, order of starting).
 *
 * Functions that can fail return a negative errno. All of it belongs to one thread at a time,
 * except krloop_post and krloop_wake. Whoever embeds a node takes it out of the loop before freeing
 * it, unless the loop goes first. */
#ifndef KR_LOOP_LOOP_H
#define KR_LOOP_LOOP_H

#include "base/alloc.h"

#include <signal.h>
#include <sys/types.h>

typedef struct KrLoop KrLoop;
typedef struct KrLoopNode KrLoopNode;

/* Zeroed, a node is idle and ready for use; krloop_node only adds the tag. While it is idle, next
 * and prev are the owner's to use. */
struct KrLoopNode {
    KrLoopNode *next, *prev;
    uint32_t index;   /* [private] 1 + a timer's place in the heap; 0 outside it */
    uint8_t state;    /* [private] KR_NODE_* */
    uint8_t tag;      /* [owner] what the node is embedded in */
    uint16_t extra;   /* [owner] whatever the owner likes */
};

enum { KR_NODE_IDLE, KR_NODE_QUEUED, KR_NODE_POSTED };

#define KR_LOOP_OWNER(node, Type, member) \
    ((Type *)(void *)((char *)(node) - offsetof(Type, member)))

static inline KrLoopNode krloop_node(uint8_t tag)
{
    return (KrLoopNode){.tag = tag};
}

/* Whether the node waits in a queue for krloop_next. */
static inline bool krloop_is_queued(const KrLoopNode *node)
{
    return node->state == KR_NODE_QUEUED;
}

/* ---- the loop: loop.c ------------------------------------------------------------------------ */

/* Makes no system call: epoll and the rest are created when first needed. NULL when memory is
 * out. */
KrLoop *krloop_new(KrAlloc *alloc) KR_MUST_USE;
/* Closes what the loop opened and unblocks the signals it blocked. Nodes still inside are not
 * touched; no other thread may post any more. */
void krloop_free(KrLoop *loop);

/* Appends an idle node to the ready queue: it is handed out in the next turn. */
void krloop_ready(KrLoop *loop, KrLoopNode *node);
/* Takes a node out of the ready queue, this turn or the posted list; nothing if it is in none of
 * them. */
void krloop_cancel(KrLoop *loop, KrLoopNode *node);

/* Starts a turn. With nothing ready it waits up to timeout_ns (-1: without limit) for the next
 * timer, event, post or wake-up. 1 when the turn has nodes, 0 when not: time out, wake-up, or a
 * signal handler interrupted the wait. A turn that was not finished simply goes on: 1 at once.
 * While nodes are ready, the kernel is asked only every KR_POLL_TURNS turns or KR_POLL_NODES nodes,
 * or when a timer is due. */
int krloop_begin_turn(KrLoop *loop, int64_t timeout_ns) KR_MUST_USE;
/* The next node of this turn, now idle; NULL at the turn's end. */
KrLoopNode *krloop_next(KrLoop *loop);
/* The next krloop_begin_turn asks the kernel in any case. For the start of a run. */
void krloop_poll_soon(KrLoop *loop);

enum { KR_POLL_TURNS = 8, KR_POLL_NODES = 256 };

/* Seconds of the monotonic clock: as they are now; as they were when this turn first looked. */
double krloop_time(const KrLoop *loop);
double krloop_turn_time(KrLoop *loop);

/* Nothing is ready, neither in this turn nor for the next. */
bool krloop_is_idle(const KrLoop *loop);
/* Something may still become ready by itself: a timer, a wanted descriptor, a child. Not signals
 * and posts. */
bool krloop_is_waiting(const KrLoop *loop);

/* All nodes that the loop refers to, for a collector's roots: start from a zeroed walk, end at
 * NULL. A node may come more than once. The loop must not change in between. */
typedef struct KrLoopWalk {
    unsigned stage;
    uint32_t at;
    const void *next;
} KrLoopWalk;
KrLoopNode *krloop_walk(KrLoop *loop, KrLoopWalk *walk);

/* One buffer to receive into, of KR_LOOP_SCRATCH bytes, made when first asked for; NULL when memory
 * is out. */
enum { KR_LOOP_SCRATCH = 256 * 1024 };
char *krloop_scratch(KrLoop *loop) KR_MUST_USE;

/* In the child of a fork, before the loop is used or freed there. The parent's epoll set is shared,
 * and a change made here would be the parent's too: this builds the loop's descriptors anew.
 * Children of the parent are reported with -ECHILD. A host asks for krloop_fd again. */
int krloop_after_fork_child(KrLoop *loop) KR_MUST_USE;

/* How often the loop went to the kernel, for tests and figures. */
typedef struct KrLoopStats {
    uint64_t turns;
    uint64_t polls;    /* epoll_wait */
    uint64_t controls; /* epoll_ctl */
    uint64_t wakes;    /* writes to the eventfd */
} KrLoopStats;
KrLoopStats krloop_stats(const KrLoop *loop);

/* ---- driven by a host's own loop: epoll.c ---------------------------------------------------- */

/* A descriptor that is readable when krloop_begin_turn(loop, 0) has something to do, and nothing
 * else need be watched, provided that krloop_park is called whenever control goes back to the host.
 * Owned by the loop. */
int krloop_fd(KrLoop *loop) KR_MUST_USE;
/* Arms the timer descriptor for the next deadline and makes the descriptor readable if something is
 * ready already. */
int krloop_park(KrLoop *loop) KR_MUST_USE;

/* ---- timers: timer.c ------------------------------------------------------------------------- */

typedef struct KrLoopTimer {
    KrLoopNode node;
    double when;      /* seconds of the loop's clock; read-only */
} KrLoopTimer;

/* The node is handed out in the first turn at or after `when`; infinity: never. A timer that runs
 * already is restarted. -EINVAL for a NaN. */
int krtimer_start(KrLoop *loop, KrLoopTimer *timer, double when) KR_MUST_USE;
/* Whatever state the timer is in, it is idle afterwards, and may be freed. O(1). */
void krtimer_stop(KrLoop *loop, KrLoopTimer *timer);
static inline bool krtimer_is_active(const KrLoopTimer *timer)
{
    return timer->node.index != 0 || timer->node.state != KR_NODE_IDLE;
}

/* ---- descriptors: epoll.c -------------------------------------------------------------------- */

enum {
    KR_FD_READ = 1,
    KR_FD_WRITE = 2,
    KR_FD_HANGUP = 4, /* the peer has closed its side: reading goes on until it says so */
};

/* One descriptor in the loop. `read` and `write` are handed out separately, both of them on errors
 * and hang-ups. */
typedef struct KrLoopFd {
    KrLoopNode read, write;
    int fd;           /* read-only; -1 outside the loop */
    uint8_t wanted;   /* read-only: the sides that are wanted */
    uint8_t ready;    /* owned: what may be tried without waiting; at first both sides */
    uint8_t mode;     /* [private] */
    uint8_t armed;    /* [private] borrowed: the sides that the kernel will report */
} KrLoopFd;

/* An idle record whose two nodes carry these tags. */
static inline KrLoopFd krepoll_record(uint8_t read_tag, uint8_t write_tag)
{
    return (KrLoopFd){.read = krloop_node(read_tag), .write = krloop_node(write_tag), .fd = -1};
}

/* Three ways to put a descriptor into the loop. It stays the caller's, must be dropped before it is
 * closed, and can be in the loop once only (-EEXIST).
 *
 * own: a non-blocking socket or pipe that only its owner reads and writes. Registered once,
 * edge-triggered, for both directions; wanting and not wanting are flags, no system call. The owner
 * reads until EAGAIN, or a read falls short, and says so with krepoll_blocked or
 * krepoll_short_read; from then on the next edge hands the node out. If it stops earlier,
 * krepoll_want again has the node handed out in the next turn.
 *
 * borrow: somebody else's descriptor, level-triggered: a wanted side is handed out in every turn
 * that finds it ready. krepoll_want says -EPERM for what cannot be polled, as regular files.
 * One-shot underneath, so that a descriptor that was closed behind our back can never spin.
 *
 * listen: a listening socket, level-triggered, that wakes one of the processes sharing it
 * (EPOLLEXCLUSIVE). */
int krepoll_own(KrLoop *loop, KrLoopFd *f, int fd) KR_MUST_USE;
int krepoll_borrow(KrLoop *loop, KrLoopFd *f, int fd) KR_MUST_USE;
int krepoll_listen(KrLoop *loop, KrLoopFd *f, int fd) KR_MUST_USE;
/* Takes it out, with both nodes; nothing if it is not in. */
void krepoll_drop(KrLoop *loop, KrLoopFd *f);
/* The record of a descriptor's number; NULL if it is not in the loop. */
KrLoopFd *krepoll_find(const KrLoop *loop, int fd);

/* From now on hand out these sides (KR_FD_READ, KR_FD_WRITE or both). Never fails for an owned
 * descriptor. */
int krepoll_want(KrLoop *loop, KrLoopFd *f, unsigned sides) KR_MUST_USE;
/* No longer, not even if one is queued already. */
void krepoll_unwant(KrLoop *loop, KrLoopFd *f, unsigned sides);
/* The owner saw EAGAIN. */
static inline void krepoll_blocked(KrLoopFd *f, unsigned sides)
{
    f->ready &= (uint8_t)~sides;
}
/* The owner of a stream got less than it asked for: nothing more is there, save the end (epoll(7),
 * question 9). */
static inline void krepoll_short_read(KrLoopFd *f)
{
    if (!(f->ready & KR_FD_HANGUP))
        f->ready &= (uint8_t)~KR_FD_READ;
}

/* ---- other threads and signal handlers: wake.c ----------------------------------------------- */

/* Hands an idle node over from any thread. It is handed out in the order of posting; until then it
 * is the loop's. */
void krloop_post(KrLoop *loop, KrLoopNode *node);
/* Ends the wait of krloop_begin_turn, or the next one if none is under way. Any thread;
 * async-signal-safe. */
void krloop_wake(KrLoop *loop);

/* ---- signals: signal.c ----------------------------------------------------------------------- */

/* Signals come from a signalfd: no handler is installed. That takes the signal being blocked in
 * every thread, or one that does not block it runs the default action. The loop blocks it in the
 * calling thread, so threads started later inherit that; a host with older threads blocks it there
 * itself. A signal sent to the process goes to one of the loops that watch it, whichever reads
 * first: one loop per process should own a signal, and stay on the thread where it added it. */
typedef struct KrLoopSignal {
    KrLoopNode node;
    int number;       /* read-only; 0 outside the loop */
    uint32_t count;   /* how often it came since the owner last set this to zero */
    pid_t pid;        /* who sent the last one, as far as known */
    uid_t uid;
    struct KrLoopSignal *link; /* [private] */
} KrLoopSignal;

/* -EINVAL for what cannot be caught, -EEXIST when this loop watches the signal already. */
int krsignal_add(KrLoop *loop, KrLoopSignal *s, int number) KR_MUST_USE;
/* Unblocks the signal if the loop had blocked it. What has arrived by then is dropped. */
void krsignal_remove(KrLoop *loop, KrLoopSignal *s);
KrLoopSignal *krsignal_find(const KrLoop *loop, int number);
/* Queues what has arrived, without a turn: for code that computes between turns. */
int krsignal_poll(KrLoop *loop) KR_MUST_USE;
/* Readable when a watched signal waits; -1 if none is watched. For blocking calls, which no longer
 * get EINTR. */
int krsignal_fd(const KrLoop *loop);
/* Between fork and exec: unblocks what the loop blocked. Async-signal-safe. krspawn_run does so
 * itself. */
void krloop_child_prepare(const KrLoop *loop);

/* ---- children: child.c ----------------------------------------------------------------------- */

typedef struct KrLoopChild {
    KrLoopNode node;
    pid_t pid;
    int code;         /* exit code, or minus the signal that ended it */
    int error;        /* 0, or -ECHILD: somebody else waited for it, or it is no child of ours */
    int fd;           /* [private] pidfd, or -1 */
    bool watched;     /* read-only */
    struct KrLoopChild *link; /* [private] */
} KrLoopChild;

/* The node is handed out once, when the process has ended and has been waited for. No SIGCHLD is
 * involved. Without pidfds in the kernel the child is asked every KR_CHILD_POLL_MS. */
int krchild_watch(KrLoop *loop, KrLoopChild *c, pid_t pid) KR_MUST_USE;
/* Nobody waits for the process then. */
void krchild_unwatch(KrLoop *loop, KrLoopChild *c);
/* Waits for a process outside any loop: 1 ended, 0 still running (only without `block`), or a
 * negative errno. */
int krchild_wait(pid_t pid, bool block, int *code) KR_MUST_USE;
/* A signal to a watched child. Through its pidfd, so never to a stranger that has its number now;
 * -ESRCH then. */
int krchild_kill(const KrLoopChild *c, int number) KR_MUST_USE;

enum { KR_CHILD_POLL_MS = 10 };

#endif
