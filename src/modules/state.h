/* SPDX-License-Identifier: MIT
 * What native modules keep per VM outside their namespaces. Layer: modules. */
#ifndef KR_MODULES_STATE_H
#define KR_MODULES_STATE_H

#include "modules/modules.h"

struct KrModuleState {
    KrRootHook hook;
    KrValue exit_calls;   /* list of (function, args, kwargs) of atexit, or empty */
    struct KrIOLink *streams; /* native streams that may have something to write, newest first (io.h) */
    KrValue unsupported;  /* io.UnsupportedOperation, or empty */
    KrValue argv;         /* sys.orig_argv, or empty */
    KrValue structs;      /* dict of formats of struct to what they mean, or empty */
    bool finders_off;     /* importlib itself is being imported: by the importer in C alone */
    uint64_t abc_counter; /* registrations with abstract base classes */
    KrValue signal_handlers; /* dict of signal numbers to what handles them, or empty */
    int64_t socket_timeout; /* of new sockets, if set */
    bool socket_timeout_set;
};

/* The VM's one state, made when first asked for; NULL with MemoryError pending. */
struct KrModuleState *krmodule_state(KrVm *vm) KR_MUST_USE;
/* Runs what atexit knows, then flushes files. False: writing to standard output failed. */
bool krmodules_finish(KrVm *vm) KR_MUST_USE;
void krmodules_release(KrVm *vm);
void krmodules_run_exit_calls(KrVm *vm);

/* ---- asyncio/state.c ---- */
/* A hard kill left everything without the handlers that would have put things right: no loop runs, no context is entered. */
void krasync_killed(KrVm *vm);

/* ---- io.c ---- */
/* sys.stdin, stdout or stderr on descriptor 0, 1 or 2; None if it is not open. */
KrValue krio_standard(KrVm *vm, int fd) KR_MUST_USE;
/* sys.stdout passes everything on at once. */
bool krio_unbuffer(KrVm *vm) KR_MUST_USE;
/* Flushes all writers; false if standard output could not be written, with an exception pending. */
bool krio_flush_all(KrVm *vm) KR_MUST_USE;

/* Text from the system: undecodable bytes become lone surrogates U+DC80..U+DCFF. */
KrStr *krio_fs_decode(KrVm *vm, const char *bytes, size_t n) KR_MUST_USE;

/* ---- sys.c ---- */
/* Writes to sys.stderr, or to descriptor 2 if there is none that works. Nothing is pending afterwards. */
void krsys_stderr(KrVm *vm, const char *text, size_t n);
/* Reports an exception as the interpreter does when nothing caught it: through sys.excepthook. */
void krsys_report(KrVm *vm, KrValue exception);

#endif
