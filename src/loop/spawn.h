/* SPDX-License-Identifier: MIT
 * Starting another program, with everything that has to happen between fork and exec as data.
 * Layer: loop. */
#ifndef KR_LOOP_SPAWN_H
#define KR_LOOP_SPAWN_H

#include "loop/loop.h"

/* What failed. */
typedef enum KrSpawnStage {
    KR_SPAWN_FORK,
    KR_SPAWN_SETUP,
    KR_SPAWN_CWD,
    KR_SPAWN_EXEC,
} KrSpawnStage;

typedef struct KrSpawn {
    const char *const *files; /* paths to try in turn, NULL at the end; no search of PATH */
    char *const *argv;
    char *const *env;         /* NULL: this process's environment */
    const char *cwd;          /* NULL: this process's directory */
    int fd[3];                /* become 0, 1 and 2; -1: as in this process */
    const int *keep;          /* others that stay open; they become inheritable in the child */
    size_t nkeep;
    bool close_fds;           /* close everything else, close-on-exec or not */
    bool restore_signals;     /* default action for SIGPIPE and SIGXFSZ */
    bool new_session;
    pid_t process_group;      /* -1: this process's; 0: one of its own */
    int umask;                /* -1: this process's */
    int64_t uid, gid;         /* -1: this process's */
    const gid_t *groups;      /* supplementary ones, set if has_groups */
    size_t ngroups;
    bool has_groups;

    pid_t pid;                /* out: the child */
    KrSpawnStage stage;       /* out: what failed */
} KrSpawn;

/* A description that changes nothing: every field that means "as in this process" says so. */
KrSpawn krspawn_plain(const char *const *files, char *const *argv);
/* Starts the program; the child exists, and has executed it, when this returns 0. Otherwise a
 * negative errno, and no child is left. The calling thread stops until the exec. `loop`, which may
 * be NULL, tells which signals it had blocked: they are open in the child. The child's handled
 * signals have their default action. */
int krspawn_run(KrSpawn *spawn, const KrLoop *loop) KR_MUST_USE;

/* A pipe, both ends close-on-exec: [0] to read, [1] to write. */
int krspawn_pipe(int fd[2]) KR_MUST_USE;

#endif
