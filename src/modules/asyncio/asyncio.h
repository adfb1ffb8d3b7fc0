/* SPDX-License-Identifier: MIT
 * The native classes of asyncio and contextvars, and what their files share. Layer: modules.
 *
 * A task is its own entry in the loop's ready queue, so a switch of tasks allocates nothing. The
 * loop refers to all its pending tasks: a task in the background does not vanish. */
#ifndef KR_MODULES_ASYNCIO_ASYNCIO_H
#define KR_MODULES_ASYNCIO_ASYNCIO_H

#include "loop/loop.h"
#include "modules/modules.h"
#include "object/error.h"

typedef struct KrAbstractLoop {
    KrObj h;
} KrAbstractLoop;

enum { KR_LOOP_REFS = 6 };

typedef struct KrEventLoop {
    KrObj h;
    KrValue exception_handler; /* None or empty: the default one */
    KrValue task_factory;      /* None or empty: Task itself */
    KrValue executor;
    KrValue task;              /* the one whose step runs, or empty */
    KrValue asyncgens;         /* list of weak references to those that were started here */
    KrValue handle;            /* the callback that runs, or empty */
    KrValue extra;
    KrLoop *c;                 /* NULL once closed */
    struct KrGate *gate;       /* for other threads; NULL until one is to post here */
    struct KrTask *tasks;      /* all that are pending, the newest first */
    uint32_t ntasks;
    bool running, stopping, debug, inited;
    double slow;               /* slow_callback_duration */
    double began;              /* in debug mode: when what runs was begun */
} KrEventLoop;

typedef enum KrFutureState { KR_FUT_PENDING, KR_FUT_RESULT, KR_FUT_EXCEPTION, KR_FUT_CANCELLED } KrFutureState;

enum { /* KrFuture.h.flags */
    KR_FUT_BLOCKING = KR_F_A,   /* _asyncio_future_blocking */
    KR_FUT_UNSEEN = KR_F_B,     /* has an exception that nobody has looked at */
    KR_TASK_MUST_CANCEL = KR_F_C,
    KR_TASK_QUIET = KR_F_D,     /* no report when it is destroyed pending */
};

enum { KR_FUTURE_REFS = 5, KR_TASK_REFS = 9 };

/* h.kind: KrFutureState. A callback is a handle, made when it was added so that no lack of memory keeps it from being
 * called; or a task that waits, which is made ready without a call. */
#define KR_FUTURE_FIELDS                                                                          \
    KrObj h;                                                                                      \
    KrValue loop;                                                                                 \
    KrValue callback;       /* the first one, or empty */                                         \
    KrValue callbacks;      /* list of the others, or empty */                                    \
    KrValue result;         /* or the exception */                                                \
    KrValue message         /* of the cancellation; the traceback of the exception */

typedef struct KrFuture {
    KR_FUTURE_FIELDS;
    KrValue extra;
} KrFuture;

typedef struct KrTask {
    KR_FUTURE_FIELDS;
    KrValue coro;
    KrValue context;        /* empty: nothing was set in it so far */
    KrValue waits_for;      /* a future; or the exception that the next step throws; or empty */
    KrValue name;           /* a str; an int n stands for Task-n */
    KrValue extra;
    KrLoopNode node;        /* ready to run; once done: to call the first callback */
    struct KrTask *next, **link; /* among the loop's tasks */
    int32_t cancels;
    bool foreign;           /* its loop is not native: steps go by way of loop.call_soon() */
    bool eager;             /* its first step runs in the constructor */
} KrTask;

/* The iterator of a future for those who do not await it natively. */
typedef struct KrFutureIter {
    KrObj h;
    KrValue future; /* empty once over */
} KrFutureIter;

enum { KR_HANDLE_CANCELLED = KR_F_A, KR_HANDLE_TIMER = KR_F_B };
enum { KR_HANDLE_REFS = 4 };

/* h.small: how many arguments; one lies in `args` itself, more in a tuple there. */
#define KR_HANDLE_FIELDS                                                                          \
    KrObj h;                                                                                      \
    KrValue loop;                                                                                 \
    KrValue callback;                                                                             \
    KrValue context;        /* or empty for an empty one */                                       \
    KrValue args

typedef struct KrHandle {
    KR_HANDLE_FIELDS;
    KrLoopNode node;
} KrHandle;

typedef struct KrTimerHandle {
    KR_HANDLE_FIELDS;
    KrLoopTimer timer;
} KrTimerHandle;

/* A descriptor that add_reader or add_writer watches. */
typedef struct KrWatch {
    KrObj h;
    KrValue reader, writer; /* KrHandle or empty */
    KrLoopFd fd;
} KrWatch;

/* A signal that add_signal_handler watches. */
typedef struct KrSignalWatch {
    KrObj h;
    KrValue handle;
    KrLoopSignal signal;
} KrSignalWatch;

/* A process that is waited for. */
typedef struct KrChildWatch {
    KrObj h;
    KrValue handle;
    KrLoopChild child;
} KrChildWatch;

/* ---- transports and streams ------------------------------------------------------------------ */

typedef enum KrTransportKind { KR_TRANSPORT_SOCKET, KR_TRANSPORT_READ_PIPE, KR_TRANSPORT_WRITE_PIPE } KrTransportKind;

/* A stream on a descriptor: what was read goes to `reader` if there is one, else to the protocol.
 * What could not be written at once waits in `queue`, a list of bytes whose first `first` items, and
 * the first `offset` bytes of the next one, are written. */
typedef struct KrTransport {
    KrObj h;
    KrValue loop, protocol;
    KrValue receive;        /* the protocol's data_received or buffer_updated, or empty */
    KrValue reader;         /* KrStreamReader or empty */
    KrValue queue;          /* or empty */
    KrValue context;        /* that callbacks run in */
    KrValue info;           /* the dict of get_extra_info() */
    KrValue extra;
    KrLoopFd fd;
    size_t first, offset, queued, high, low;
    uint32_t lost;          /* writes since the connection was lost */
    uint32_t expected;      /* what the last read lets expect, 0 if not much */
    uint8_t kind;           /* KrTransportKind */
    bool buffered, closing, eof, paused, write_paused;
} KrTransport;

/* h.kind: KrReadMode of the one who waits. The bytes that wait are buffer[start .. end). */
typedef struct KrStreamReader {
    KrObj h;
    KrValue loop, transport;
    KrValue exception;      /* or empty */
    KrValue waiter;         /* the StreamOp of the one who waits, or empty */
    KrValue buffer;         /* KrRaw or empty */
    KrValue separator;      /* that the waiter waits for: bytes, or a tuple of them */
    KrValue extra;
    size_t start, end, limit;
    size_t wanted;          /* how many bytes the waiter waits for */
    size_t scanned;         /* how many of the bytes that wait hold no separator's beginning */
    bool eof, paused;
} KrStreamReader;

typedef struct KrStreamWriter {
    KrObj h;
    KrValue transport, protocol, reader, loop;
    KrValue drained;        /* what drain() gives while there is nothing to wait for */
    KrValue extra;
} KrStreamWriter;

enum { /* KrLoopNode.tag */
    KR_NODE_TASK = 1, KR_NODE_TASK_DONE, KR_NODE_HANDLE, KR_NODE_TIMER, KR_NODE_READ, KR_NODE_WRITE,
    KR_NODE_SIGNAL, KR_NODE_TRANSPORT_READ, KR_NODE_TRANSPORT_WRITE, KR_NODE_CHILD, KR_NODE_POST,
};

/* ---- contextvars ----------------------------------------------------------------------------- */

typedef struct KrContextVar {
    KrObj h;
    KrValue name, fallback;
} KrContextVar;
/* h.kind: entered by run(); h.small: `vars` is its own and may be changed. */
typedef struct KrContext {
    KrObj h;
    KrDict *vars; /* or NULL */
} KrContext;
/* h.kind: used. */
typedef struct KrContextToken {
    KrObj h;
    KrValue context, var, old; /* old: empty if it had no value */
} KrContextToken;

/* ---- state of a VM: state.c ------------------------------------------------------------------ */

struct KrLoopState {
    KrRootHook hook;
    KrValue running;       /* the loop that runs, or empty */
    KrValue current;       /* dict: a loop that is not native -> the task whose step runs in it */
    KrValue set;           /* by set_event_loop, or empty */
    KrValue context;       /* the current Context, or empty: none was needed so far */
    KrValue context_task;  /* the task that is to get it when one is made, or empty */
    KrValue cancelled_error, invalid_state_error;
    int64_t task_names;    /* the last number given */
    uint32_t unseen;       /* exceptions set since the last look for those that nobody retrieves */
};

/* The VM's one state, made when first asked for; NULL with MemoryError pending. */
struct KrLoopState *krasync_state(KrVm *vm) KR_MUST_USE;
/* Raises what a function of the C loop answered, a negative errno: for want of memory it is MemoryError. */
KrValue krasync_raise(KrVm *vm, int error);
/* The running loop, or empty. */
KrValue krasync_running(KrVm *vm);
/* Something was sent: the answer may be there before the running loop is idle, so it looks in its next turn. */
void krasync_sent(KrVm *vm);
/* get_event_loop(): the running one, the one set, or a new one that is set. */
KrValue krasync_get_loop(KrVm *vm) KR_MUST_USE;
/* Calls a function of the Python part of asyncio, imported now if it was not. */
KrValue krasync_call_python(KrVm *vm, const char *module, const char *function, const KrValue *args,
                            uint32_t n) KR_MUST_USE;
/* loop.call_exception_handler({'message': message, 'exception': exception, key: object}) */
bool krasync_report(KrVm *vm, KrValue loop, KrStr *message, KrValue exception, const char *key,
                    KrValue object) KR_MUST_USE;

/* ---- context.c ------------------------------------------------------------------------------- */

KrContext *krcontext_current(KrVm *vm) KR_MUST_USE;
/* copy_context(); empty stands for an empty one. */
KrValue krcontext_copy(KrVm *vm) KR_MUST_USE;
/* What an argument context=None means. */
KrValue krcontext_argument(KrVm *vm, KrValue context) KR_MUST_USE;
/* The object that stands for what a slot holds, empty for an empty one. */
KrValue krcontext_object(KrVm *vm, KrValue *slot) KR_MUST_USE;

/* ---- future.c, futuremethods.c --------------------------------------------------------------- */

static inline KrFuture *kras_future(KrValue v) { return (KrFuture *)kras_obj(v); }
static inline KrTask *kras_task(KrValue v) { return (KrTask *)kras_obj(v); }
bool kris_future(KrVm *vm, KrValue v); /* Future, Task or of a subclass */
bool kris_task(KrVm *vm, KrValue v);
static inline bool krfuture_done(const KrFuture *f) { return f->h.kind != KR_FUT_PENDING; }

KrFuture *krfuture_new(KrVm *vm, KrValue loop) KR_MUST_USE;
bool krfuture_set_result(KrVm *vm, KrFuture *f, KrValue v) KR_MUST_USE;
bool krfuture_set_exception(KrVm *vm, KrFuture *f, KrValue exception) KR_MUST_USE;
/* The future itself becomes cancelled; tasks have krtask_cancel. False only on error. */
bool krfuture_set_cancelled(KrVm *vm, KrFuture *f, KrValue message) KR_MUST_USE;
/* f.cancel(msg) whatever f's class: 1, 0, or -1 on error. */
int krfuture_cancel(KrVm *vm, KrValue f, KrValue message) KR_MUST_USE;
/* What await gives: the result or KR_RAISED. */
KrValue krfuture_result(KrVm *vm, KrFuture *f) KR_MUST_USE;
/* The exception that a done future would raise, or empty; KR_RAISED on error. */
KrValue krfuture_failure(KrVm *vm, KrFuture *f) KR_MUST_USE;
bool krfuture_add_callback(KrVm *vm, KrFuture *f, KrValue fn, KrValue context) KR_MUST_USE;
KrValue krfuture_cancelled_error(KrVm *vm, KrValue message) KR_MUST_USE;
void krfuture_seen(KrVm *vm, KrFuture *f);
/* In the loop's debug mode: remembers where the future is made. The loop is NULL if it is not native. */
bool krfuture_note_origin(KrVm *vm, KrFuture *f, KrEventLoop *loop) KR_MUST_USE;
bool krfuture_awaitable(KrVm *vm, KrValue v);
KrValue krfuture_await(KrVm *vm, KrValue v, KrValue sent, KrValue *returned);

/* ---- task.c ---------------------------------------------------------------------------------- */

/* A task whose first step is queued; `name` and `context` may be empty or None. */
KrTask *krtask_new(KrVm *vm, KrValue loop, KrValue coro, KrValue name, KrValue context) KR_MUST_USE;
bool krtask_init(KrVm *vm, KrTask *t, KrValue loop, KrValue coro, KrValue name, KrValue context)
    KR_MUST_USE;
/* Makes a task of a loop that is not native known to all_tasks(). */
bool krtask_register(KrVm *vm, KrTask *t) KR_MUST_USE;
/* The same; the first step is left to the caller. */
bool krtask_prepare(KrVm *vm, KrTask *t, KrValue loop, KrValue coro, KrValue name, KrValue context)
    KR_MUST_USE;
bool krtask_wake(KrVm *vm, KrTask *t) KR_MUST_USE;
int krtask_cancel(KrVm *vm, KrTask *t, KrValue message) KR_MUST_USE;
/* Resumes the coroutine, as a stepping native's call; what that gives goes to krtask_end. */
KrValue krtask_begin(KrVm *vm, KrTask *t) KR_MUST_USE;
/* The same two without a mark in the loop that the task is its current one. */
KrValue krtask_resume(KrVm *vm, KrTask *t) KR_MUST_USE;
bool krtask_take(KrVm *vm, KrTask *t, KrValue in) KR_MUST_USE;
/* Makes the task the loop's current one, empty for none; the one before, or empty. */
KrValue krtask_swap_current(KrVm *vm, KrValue loop, KrValue task) KR_MUST_USE;
/* The loop's current task, or empty. */
KrValue krtask_current(KrVm *vm, KrValue loop) KR_MUST_USE;
/* False: an exception leaves the loop. */
bool krtask_end(KrVm *vm, KrTask *t, KrValue in) KR_MUST_USE;
void krtask_unlink(KrTask *t);
bool krcoroutine_check(KrVm *vm, KrValue v);
KrStr *krtask_name(KrVm *vm, KrTask *t) KR_MUST_USE;
/* ensure_future(v, loop=loop); the loop may be empty. */
KrValue krtask_ensure(KrVm *vm, KrValue v, KrValue loop) KR_MUST_USE;

/* ---- handle.c -------------------------------------------------------------------------------- */

KrHandle *krhandle_new(KrVm *vm, KrValue loop, KrValue fn, const KrValue *args, uint32_t n,
                       KrValue context) KR_MUST_USE;
/* loop.call_soon(fn, arg, context=context), whatever loop it is. */
bool krhandle_call_soon(KrVm *vm, KrValue loop, KrValue fn, KrValue arg, KrValue context)
    KR_MUST_USE;
/* The same for a loop that is not native; an empty argument is none. */
bool krhandle_call_soon_foreign(KrVm *vm, KrValue loop, KrValue fn, KrValue arg, KrValue *context)
    KR_MUST_USE;
/* Starts the callback, as a stepping native's call; what that gives goes to krhandle_end. */
KrValue krhandle_begin(KrVm *vm, KrHandle *h) KR_MUST_USE;
bool krhandle_end(KrVm *vm, KrHandle *h, KrValue in) KR_MUST_USE;
void krhandle_cancel(KrHandle *h);

/* ---- transport.c, streamreader.c ------------------------------------------------------------- */

KrTransport *krtransport_of(KrVm *vm, KrValue v); /* NULL if it is no native one */
/* The descriptor can be read: as a stepping native's call; what that gives goes to krtransport_end. */
KrValue krtransport_read(KrVm *vm, KrTransport *t) KR_MUST_USE;
bool krtransport_end(KrVm *vm, KrTransport *t, KrValue in) KR_MUST_USE;
/* The descriptor can be written. */
bool krtransport_flush(KrVm *vm, KrTransport *t) KR_MUST_USE;
bool krtransport_write(KrVm *vm, KrTransport *t, KrValue data) KR_MUST_USE;
bool krtransport_pause(KrVm *vm, KrTransport *t, bool paused) KR_MUST_USE;
/* Out of the loop; nothing is read or written any more. */
void krtransport_drop(KrTransport *t);
bool krtransport_fatal(KrVm *vm, KrTransport *t, KrValue exception, const char *message) KR_MUST_USE;

bool krreader_feed(KrVm *vm, KrStreamReader *r, const char *data, size_t n) KR_MUST_USE;
/* How many bytes the one who waits takes as they come, 0 for none; krreader_give then gives him that many at most. */
size_t krreader_takes(KrStreamReader *r);
bool krreader_give(KrVm *vm, KrStreamReader *r, KrBytes *data) KR_MUST_USE;
/* An operation that is over: it gives the value. */
KrValue krstreamop_done(KrVm *vm, KrValue loop, KrValue value) KR_MUST_USE;

/* The process has ended: its exit code becomes the last argument of its callback (process.c). */
void krchildwatch_ended(KrVm *vm, KrChildWatch *w);

/* ---- post.c ---------------------------------------------------------------------------------- */

/* What another thread hands over to be run in the loop's. Posts and gates are the C library's memory: a VM's allocator
 * belongs to one thread. */
typedef struct KrPost {
    KrLoopNode node;
    bool (*run)(KrVm *vm, struct KrPost *post); /* in the loop's thread; false with an exception pending */
    void (*drop)(struct KrPost *post);          /* frees it, after `run` or instead of it */
} KrPost;

/* The loop as other threads know it: it stays when the loop goes. */
typedef struct KrGate KrGate;
KrGate *krgate_of(KrVm *vm, KrEventLoop *loop) KR_MUST_USE;
KrGate *krgate_hold(KrGate *gate);
void krgate_release(KrGate *gate);
/* From any thread. False: the loop is gone, and the post still the caller's. */
bool krgate_post(KrGate *gate, KrPost *post) KR_MUST_USE;
bool krpost_run(KrVm *vm, KrPost *post) KR_MUST_USE;
/* Frees loop->c, after it was shut to other threads and what they had posted was dropped. */
void kreventloop_release(KrEventLoop *loop);

/* ---- eventloop.c ----------------------------------------------------------------------------- */

KrEventLoop *kreventloop_of(KrVm *vm, KrValue v); /* NULL if it is no native loop */
bool kreventloop_check_closed(KrVm *vm, KrEventLoop *loop) KR_MUST_USE;
KrValue krn_BaseEventLoop__all_tasks(KrVm *vm, KrValue *a, uint32_t n);
/* loop.create_task(coro), by way of its method if the class has one of its own. */
KrValue kreventloop_create_task(KrVm *vm, KrValue loop, KrValue coro, KrValue name, KrValue context)
    KR_MUST_USE;

#endif
