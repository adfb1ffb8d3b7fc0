/* SPDX-License-Identifier: MIT
 * vfork, what the child does, exec. The child shares memory with its parent, which is stopped
 * meanwhile: it calls only system calls, writes only to its own stack, and reports failure through
 * a pipe that exec closes. */
#include "loop/spawn.h"

#include "loop/loop_internal.h"

#include <fcntl.h>
#include <grp.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

typedef struct Failure {
    int error, stage;
} Failure;

/* What the child needs, fixed before the fork. */
typedef struct Plan {
    const KrSpawn *spawn;
    sigset_t mask; /* for the program */
    int report;    /* the pipe's writing end */
} Plan;

KrSpawn krspawn_plain(const char *const *files, char *const *argv)
{
    return (KrSpawn){.files = files, .argv = argv, .fd = {-1, -1, -1}, .process_group = -1,
                     .umask = -1, .uid = -1, .gid = -1};
}

int krspawn_pipe(int fd[2])
{
    return pipe2(fd, O_CLOEXEC) < 0 ? -errno : 0;
}

/* ---- in the child ---------------------------------------------------------------------------- */

/* Handlers must not run here: the memory is the parent's. Signals are blocked until exec, which
 * resets handlers, but for the moment between opening the mask and exec they must be gone
 * already. */
static void reset_handlers(const sigset_t *mask, bool restore)
{
    for (int sig = 1; sig < NSIG; sig++) {
        struct sigaction act;
        bool wanted = restore && (sig == SIGPIPE || sig == SIGXFSZ);
        if ((!wanted && sigismember(mask, sig) != 0) || sigaction(sig, NULL, &act) < 0)
            continue;
        if (wanted || (act.sa_handler != SIG_DFL && act.sa_handler != SIG_IGN)) {
            act = (struct sigaction){.sa_handler = SIG_DFL};
            sigaction(sig, &act, NULL);
        }
    }
}

static int set_inheritable(int fd)
{
    int flags = fcntl(fd, F_GETFD);
    return flags < 0 || fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC) < 0 ? -errno : 0;
}

/* Puts the three standard descriptors in place. Those that lie in another's way move up first. */
static int place_fds(const KrSpawn *s)
{
    int from[3];
    for (int i = 0; i < 3; i++) {
        from[i] = s->fd[i];
        if (from[i] < 0 || from[i] > 2 || from[i] == i)
            continue;
        from[i] = fcntl(from[i], F_DUPFD_CLOEXEC, 3);
        if (from[i] < 0)
            return -errno;
    }
    for (int i = 0; i < 3; i++) {
        int r = 0;
        if (from[i] == i)
            r = set_inheritable(i);
        else if (from[i] >= 0 && dup2(from[i], i) < 0)
            r = -errno;
        if (r < 0)
            return r;
    }
    return 0;
}

static void close_span(unsigned first, unsigned last)
{
    if (first > last || syscall(SYS_close_range, first, last, 0) == 0)
        return;
    struct rlimit limit; /* before Linux 5.9 */
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur <= last)
        last = (unsigned)limit.rlim_cur - 1;
    for (unsigned fd = first; fd <= last; fd++)
        close((int)fd);
}

/* The smallest kept descriptor from `from` on; ~0u for none. */
static unsigned next_kept(const Plan *plan, unsigned from)
{
    const KrSpawn *s = plan->spawn;
    unsigned best = (unsigned)plan->report >= from ? (unsigned)plan->report : ~0u;
    for (size_t i = 0; i < s->nkeep; i++)
        if ((unsigned)s->keep[i] >= from && (unsigned)s->keep[i] < best)
            best = (unsigned)s->keep[i];
    return best;
}

static void close_others(const Plan *plan)
{
    unsigned from = 3;
    for (unsigned kept; (kept = next_kept(plan, from)) != ~0u; from = kept + 1)
        if (kept > from)
            close_span(from, kept - 1);
    close_span(from, ~0u);
}

/* By system call: the library's functions would do it to all threads of the parent's memory. */
static int set_ids(const KrSpawn *s)
{
    if (s->has_groups && syscall(SYS_setgroups, s->ngroups, s->groups) < 0)
        return -errno;
    if (s->gid >= 0 && syscall(SYS_setresgid, (gid_t)s->gid, (gid_t)s->gid, (gid_t)s->gid) < 0)
        return -errno;
    if (s->uid >= 0 && syscall(SYS_setresuid, (uid_t)s->uid, (uid_t)s->uid, (uid_t)s->uid) < 0)
        return -errno;
    return 0;
}

static int set_up(const Plan *plan)
{
    const KrSpawn *s = plan->spawn;
    int r = place_fds(s);
    for (size_t i = 0; r == 0 && i < s->nkeep; i++)
        r = set_inheritable(s->keep[i]);
    if (r < 0)
        return r;
    if (s->umask >= 0)
        umask((mode_t)s->umask);
    if (s->new_session && setsid() < 0)
        return -errno;
    if (s->process_group >= 0 && setpgid(0, s->process_group) < 0)
        return -errno;
    r = set_ids(s);
    if (r == 0 && s->close_fds)
        close_others(plan);
    return r;
}

/* Tries one path after another; the first error that says more than "not here" is the one to
 * report. */
static int execute(const KrSpawn *s)
{
    int error = 0;
    for (const char *const *file = s->files; *file; file++) {
        execve(*file, s->argv, s->env ? s->env : environ);
        if (error == 0 && errno != ENOENT && errno != ENOTDIR)
            error = errno;
    }
    return error ? -error : -errno;
}

KR_NOINLINE static void child_main(const Plan *plan)
{
    const KrSpawn *s = plan->spawn;
    Failure failure = {.stage = KR_SPAWN_CWD};
    if (!s->cwd || chdir(s->cwd) == 0) {
        failure.stage = KR_SPAWN_SETUP;
        failure.error = set_up(plan);
        if (failure.error == 0) {
            reset_handlers(&plan->mask, s->restore_signals);
            pthread_sigmask(SIG_SETMASK, &plan->mask, NULL);
            failure.stage = KR_SPAWN_EXEC;
            failure.error = execute(s);
        }
    } else {
        failure.error = -errno;
    }
    while (write(plan->report, &failure, sizeof failure) < 0 && errno == EINTR)
        continue;
    _exit(127);
}

/* ---- in the parent --------------------------------------------------------------------------- */

/* The report must lie above the three, which the child overwrites. */
static int open_report(int fd[2])
{
    int r = krspawn_pipe(fd);
    if (r < 0 || fd[1] > 2)
        return r;
    int high = fcntl(fd[1], F_DUPFD_CLOEXEC, 3);
    r = high < 0 ? -errno : 0;
    close(fd[1]);
    fd[1] = high;
    if (r < 0)
        close(fd[0]);
    return r;
}

/* With other ids the child must not share memory with a process of more rights. */
static bool shares_memory(const KrSpawn *s)
{
    return s->uid < 0 && s->gid < 0 && !s->has_groups;
}

/* All signals are blocked meanwhile; vfork returns in the parent when the child has called exec or
 * ended. */
static pid_t start(Plan *plan, const KrLoop *loop)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    plan->mask = before;
    for (int sig = 1; loop && sig < NSIG; sig++)
        if (sigismember(&loop->blocked, sig) == 1)
            sigdelset(&plan->mask, sig);
    pid_t pid = shares_memory(plan->spawn) ? vfork() : fork();
    if (pid == 0)
        child_main(plan);
    int saved = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return pid < 0 ? -saved : pid;
}

int krspawn_run(KrSpawn *spawn, const KrLoop *loop)
{
    int report[2];
    spawn->stage = KR_SPAWN_FORK;
    spawn->pid = -1;
    if (!spawn->files[0])
        return -ENOENT;
    int r = open_report(report);
    if (r < 0)
        return r;
    Plan plan = {.spawn = spawn, .report = report[1]};
    pid_t pid = start(&plan, loop);
    close(report[1]);
    Failure failure = {0};
    ssize_t n = 0;
    while (pid > 0 && (n = read(report[0], &failure, sizeof failure)) < 0 && errno == EINTR)
        continue;
    close(report[0]);
    if (pid < 0)
        return pid;
    if (n != sizeof failure) {
        spawn->pid = pid;
        return 0;
    }
    int code;
    while (krchild_wait(pid, true, &code) == 0) /* it has failed already, and ends at once */
        continue;
    spawn->stage = (KrSpawnStage)failure.stage;
    return failure.error;
}
