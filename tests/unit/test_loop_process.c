/* SPDX-License-Identifier: MIT
 * Tests of loop/signal, loop/child and loop/spawn, and of a loop after fork. */
#include "loop/loop_internal.h"
#include "loop/sock.h"
#include "loop/spawn.h"

#include <check.h>
#include <dirent.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define MS INT64_C(1000000)

static KrAlloc alloc;
static KrLoop *loop;

static void set_up(void)
{
    kralloc_init(&alloc);
    loop = krloop_new(&alloc);
    ck_assert_ptr_nonnull(loop);
}

static void tear_down(void)
{
    krloop_free(loop);
    ck_assert_uint_eq(alloc.used, 0);
}

/* The next node, waiting up to ten seconds. */
static KrLoopNode *next(void)
{
    KrLoopNode *node;
    int64_t end = krclock_monotonic() + 10 * KR_NS_PER_S;
    while (!(node = krloop_next(loop)) && krclock_monotonic() < end)
        ck_assert_int_ge(krloop_begin_turn(loop, KR_NS_PER_S), 0);
    return node;
}

static int count_fds(void)
{
    int n = 0;
    DIR *d = opendir("/proc/self/fd");
    while (readdir(d))
        n++;
    closedir(d);
    return n;
}

/* ---- signals --------------------------------------------------------------------------------- */

static bool is_blocked(int number)
{
    sigset_t now;
    pthread_sigmask(SIG_BLOCK, NULL, &now);
    return sigismember(&now, number);
}

START_TEST(signals_come_as_nodes)
{
    KrLoopSignal a = {0}, b = {0}, twice = {0};
    ck_assert_int_eq(krsignal_add(loop, &a, SIGUSR1), 0);
    ck_assert_int_eq(krsignal_add(loop, &b, SIGRTMIN), 0);
    ck_assert_int_eq(krsignal_add(loop, &twice, SIGUSR1), -EEXIST);
    ck_assert_int_eq(krsignal_add(loop, &twice, SIGKILL), -EINVAL);
    ck_assert_int_eq(krsignal_add(loop, &twice, SIGSTOP), -EINVAL);
    ck_assert_int_eq(krsignal_add(loop, &twice, 0), -EINVAL);
    ck_assert_int_eq(krsignal_add(loop, &twice, 1000), -EINVAL);
    ck_assert_ptr_eq(krsignal_find(loop, SIGUSR1), &a);
    ck_assert(is_blocked(SIGUSR1));
    kill(getpid(), SIGUSR1);
    ck_assert_ptr_eq(next(), &a.node);
    ck_assert_uint_eq(a.count, 1);
    ck_assert_int_eq(a.pid, getpid());
    for (int i = 0; i < 20; i++)
        kill(getpid(), SIGRTMIN);
    kill(getpid(), SIGUSR1);
    KrLoopNode *first = next(), *second = next();
    ck_assert((first == &a.node && second == &b.node) || (first == &b.node && second == &a.node));
    ck_assert_uint_eq(a.count, 2);
    ck_assert_uint_eq(b.count, 20);
    krsignal_remove(loop, &a);
    krsignal_remove(loop, &a);
    ck_assert(!is_blocked(SIGUSR1));
    ck_assert(is_blocked(SIGRTMIN));
    ck_assert_ptr_null(krsignal_find(loop, SIGUSR1));
}
END_TEST

START_TEST(a_waiting_signal_dies_with_its_watch)
{
    KrLoopSignal a = {0};
    ck_assert_int_eq(krsignal_add(loop, &a, SIGUSR1), 0);
    kill(getpid(), SIGUSR1);
    krsignal_remove(loop, &a); /* would end the process otherwise */
    ck_assert_int_eq(krsignal_fd(loop), -1);
    ck_assert_int_eq(krsignal_add(loop, &a, SIGUSR1), 0);
    ck_assert_int_eq(krloop_begin_turn(loop, 0), 0);
    kill(getpid(), SIGUSR1);
    struct pollfd p = {.fd = krsignal_fd(loop), .events = POLLIN};
    ck_assert_int_eq(poll(&p, 1, 1000), 1);
    ck_assert_int_eq(krsignal_poll(loop), 0);
    ck_assert(krloop_is_queued(&a.node));
}
END_TEST

START_TEST(a_signal_blocked_before_stays_blocked)
{
    KrLoopSignal a = {0};
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, SIGUSR2);
    pthread_sigmask(SIG_BLOCK, &one, NULL);
    ck_assert_int_eq(krsignal_add(loop, &a, SIGUSR2), 0);
    krloop_child_prepare(loop);
    krsignal_remove(loop, &a);
    ck_assert(is_blocked(SIGUSR2));
    ck_assert_int_eq(krsignal_add(loop, &a, SIGUSR1), 0);
    krloop_child_prepare(loop);
    ck_assert(!is_blocked(SIGUSR1));
}
END_TEST

/* ---- children -------------------------------------------------------------------------------- */

static KrSpawn shell(const char *command, char *argv[4])
{
    static const char *const files[] = {"/nowhere/sh", "/bin/sh", NULL};
    argv[0] = (char *)(uintptr_t)"sh";
    argv[1] = (char *)(uintptr_t)"-c";
    argv[2] = (char *)(uintptr_t)command;
    argv[3] = NULL;
    return krspawn_plain(files, argv);
}

static pid_t start(const char *command)
{
    char *argv[4];
    KrSpawn s = shell(command, argv);
    ck_assert_int_eq(krspawn_run(&s, loop), 0);
    ck_assert_int_gt(s.pid, 0);
    return s.pid;
}

START_TEST(exit_codes_arrive)
{
    loop->no_pidfd = _i;
    static const struct {
        const char *command;
        int code;
    } cases[] = {
        {"exit 0", 0}, {"exit 7", 7}, {"kill -9 $$", -9}, {"sleep 0.05; exit 200", 200},
        {"kill -TERM $$", -15},
    };
    KrLoopChild c[KR_COUNT(cases)] = {0};
    int fds = count_fds();
    for (unsigned i = 0; i < KR_COUNT(cases); i++)
        ck_assert_int_eq(krchild_watch(loop, &c[i], start(cases[i].command)), 0);
    ck_assert(krloop_is_waiting(loop));
    for (unsigned i = 0; i < KR_COUNT(cases); i++) {
        KrLoopNode *node = next();
        ck_assert_ptr_nonnull(node);
        KrLoopChild *got = KR_LOOP_OWNER(node, KrLoopChild, node);
        ck_assert_int_eq(got->error, 0);
        ck_assert_int_eq(got->code, cases[got - c].code);
        ck_assert(!got->watched);
    }
    ck_assert(!krloop_is_waiting(loop));
    ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
    ck_assert_int_le(count_fds() - fds, 2); /* epoll and eventfd */
}
END_TEST

START_TEST(a_child_that_somebody_else_reaped)
{
    KrLoopChild c = {0};
    int code;
    pid_t pid = start("exit 3");
    ck_assert_int_eq(krchild_watch(loop, &c, pid), 0);
    ck_assert_int_eq(krchild_wait(pid, true, &code), 1);
    ck_assert_int_eq(code, 3);
    ck_assert_ptr_eq(next(), &c.node);
    ck_assert_int_eq(c.error, -ECHILD);
    ck_assert_int_eq(krchild_watch(loop, &c, pid), 0); /* gone altogether */
    ck_assert_ptr_eq(next(), &c.node);
    ck_assert_int_eq(c.error, -ECHILD);
    ck_assert_int_eq(krchild_watch(loop, &c, 0), -EINVAL);
    ck_assert_int_eq(krchild_wait(pid, true, &code), -ECHILD);
}
END_TEST

START_TEST(children_can_be_killed_and_left)
{
    KrLoopChild a = {0}, b = {0};
    int code;
    ck_assert_int_eq(krchild_watch(loop, &a, start("sleep 100")), 0);
    ck_assert_int_eq(krchild_watch(loop, &b, start("sleep 100")), 0);
    ck_assert_int_eq(krchild_kill(&a, SIGTERM), 0);
    ck_assert_ptr_eq(next(), &a.node);
    ck_assert_int_eq(a.code, -SIGTERM);
    ck_assert_int_eq(krchild_kill(&a, SIGTERM), -ESRCH);
    ck_assert_int_eq(krchild_wait(b.pid, false, &code), 0);
    ck_assert_int_eq(krchild_kill(&b, SIGKILL), 0);
    krchild_unwatch(loop, &b);
    krchild_unwatch(loop, &b);
    ck_assert_int_eq(krchild_wait(b.pid, true, &code), 1);
    ck_assert_int_eq(code, -SIGKILL);
    ck_assert_int_eq(krloop_begin_turn(loop, 0), 0);
}
END_TEST

/* ---- spawn ----------------------------------------------------------------------------------- */

/* Runs it with its output in a pipe; what it wrote. */
static const char *output_of(KrSpawn *s)
{
    static char text[65536];
    int fd[2], code;
    ck_assert_int_eq(krspawn_pipe(fd), 0);
    s->fd[1] = fd[1];
    ck_assert_int_eq(krspawn_run(s, loop), 0);
    close(fd[1]);
    size_t n = 0;
    for (ssize_t got; (got = krsock_read(fd[0], text + n, sizeof text - 1 - n)) > 0;)
        n += (size_t)got;
    text[n] = 0;
    close(fd[0]);
    ck_assert_int_eq(krchild_wait(s->pid, true, &code), 1);
    return text;
}

START_TEST(a_program_gets_its_surroundings)
{
    char *argv[4], *env[] = {(char *)(uintptr_t)"A=1", NULL};
    KrSpawn s = shell("echo $A$B; pwd; umask; cat", argv);
    int in[2];
    s.env = env;
    s.cwd = "/usr";
    s.umask = 031;
    ck_assert_int_eq(krspawn_pipe(in), 0);
    ck_assert_int_eq(write(in[1], "hello", 5), 5);
    close(in[1]);
    s.fd[0] = in[0];
    ck_assert_str_eq(output_of(&s), "1\n/usr\n0031\nhello");
    close(in[0]);
}
END_TEST

START_TEST(standard_descriptors_can_trade_places)
{
    char *argv[4], text[20] = {0};
    int fd[2], saved[] = {fcntl(1, F_DUPFD_CLOEXEC, 50), fcntl(2, F_DUPFD_CLOEXEC, 50)}, code;
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    KrSpawn s = shell("echo out; echo err >&2", argv);
    ck_assert_int_eq(krspawn_pipe(fd), 0);
    dup3(fd[1], 1, O_CLOEXEC);
    dup3(null, 2, O_CLOEXEC);
    s.fd[0] = 0;
    s.fd[1] = 2;
    s.fd[2] = 1; /* which is the pipe */
    int r = krspawn_run(&s, NULL);
    for (int i = 0; i < 2; i++) {
        dup2(saved[i], i + 1);
        close(saved[i]);
    }
    close(null);
    close(fd[1]);
    ck_assert_int_eq(r, 0);
    ck_assert_int_eq(krchild_wait(s.pid, true, &code), 1);
    ck_assert_int_eq(krsock_read(fd[0], text, sizeof text), 4);
    ck_assert_str_eq(text, "err\n");
    close(fd[0]);
}
END_TEST

START_TEST(other_descriptors_are_closed)
{
    char *argv[4], command[200];
    int a = fcntl(0, F_DUPFD, 40), b = fcntl(0, F_DUPFD_CLOEXEC, 60), c = fcntl(0, F_DUPFD, 80);
    int keep[] = {b};
    snprintf(command, sizeof command,
             "for i in %d %d %d; do test -e /proc/self/fd/$i && echo $i; done", a, b, c);
    KrSpawn s = shell(command, argv);
    char expected[20];
    snprintf(expected, sizeof expected, "%d\n%d\n", a, c);
    ck_assert_str_eq(output_of(&s), expected);
    s.close_fds = true;
    ck_assert_str_eq(output_of(&s), "");
    s.keep = keep;
    s.nkeep = 1;
    snprintf(expected, sizeof expected, "%d\n", b);
    ck_assert_str_eq(output_of(&s), expected);
    ck_assert(fcntl(b, F_GETFD) & FD_CLOEXEC);
    close(a);
    close(b);
    close(c);
}
END_TEST

static void never_in_a_child(int number)
{
    (void)number;
    _exit(99);
}

START_TEST(signals_are_open_and_default_in_a_child)
{
    char *argv[4];
    KrLoopSignal a = {0};
    KrSpawn s = shell("while read k v; do case $k in Sig[BI]*) echo $v; esac; done"
                      " < /proc/self/status", argv);
    struct sigaction act = {.sa_handler = never_in_a_child}, ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGUSR2, &act, NULL);
    sigaction(SIGPIPE, &ignore, NULL);
    ck_assert_int_eq(krsignal_add(loop, &a, SIGUSR1), 0);
    ck_assert_str_eq(output_of(&s), "0000000000000000\n0000000000001000\n");
    s.restore_signals = true;
    ck_assert_str_eq(output_of(&s), "0000000000000000\n0000000000000000\n");
    ck_assert(is_blocked(SIGUSR1));
    ck_assert(!is_blocked(SIGUSR2));
}
END_TEST

START_TEST(sessions_groups_and_ids)
{
    char *argv[4], expected[100];
    KrSpawn s = shell("read a a a a pgrp session a < /proc/self/stat; echo $pgrp $session",
                      argv);
    s.new_session = true;
    const char *got = output_of(&s);
    snprintf(expected, sizeof expected, "%d %d\n", s.pid, s.pid);
    ck_assert_str_eq(got, expected);
    s.new_session = false;
    s.process_group = 0;
    got = output_of(&s);
    snprintf(expected, sizeof expected, "%d %d\n", s.pid, getsid(0));
    ck_assert_str_eq(got, expected);
    if (getuid() == 0) {
        gid_t groups[] = {7, 9};
        s = shell("id -u; id -g; id -G", argv);
        s.uid = 1234;
        s.gid = 2345;
        s.groups = groups;
        s.ngroups = 2;
        s.has_groups = true;
        ck_assert_str_eq(output_of(&s), "1234\n2345\n2345 7 9\n");
    }
}
END_TEST

START_TEST(failures_name_their_stage)
{
    char *argv[4];
    const char *missing[] = {"/nowhere/a", "/nowhere/b", NULL}, *none[] = {NULL};
    const char *denied[] = {"/etc/passwd", "/nowhere", NULL};
    KrSpawn s = shell("exit 0", argv);
    int fds = count_fds();
    s.files = missing;
    ck_assert_int_eq(krspawn_run(&s, loop), -ENOENT);
    ck_assert_int_eq(s.stage, KR_SPAWN_EXEC);
    ck_assert_int_eq(s.pid, -1);
    s.files = denied;
    ck_assert_int_eq(krspawn_run(&s, loop), -EACCES);
    s.files = none;
    ck_assert_int_eq(krspawn_run(&s, loop), -ENOENT);
    s = shell("exit 0", argv);
    s.cwd = "/nowhere";
    ck_assert_int_eq(krspawn_run(&s, loop), -ENOENT);
    ck_assert_int_eq(s.stage, KR_SPAWN_CWD);
    s.cwd = NULL;
    s.fd[1] = 9999;
    ck_assert_int_eq(krspawn_run(&s, loop), -EBADF);
    ck_assert_int_eq(s.stage, KR_SPAWN_SETUP);
    ck_assert_int_eq(count_fds(), fds);
    ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
}
END_TEST

/* ---- old kernels ----------------------------------------------------------------------------- */

/* From now on these calls do not exist for this process and its children. */
static void forbid(const unsigned *calls, unsigned n)
{
    struct sock_filter filter[16] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
    };
    for (unsigned i = 0; i < n; i++)
        filter[1 + i] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, calls[i],
                                                     (uint8_t)(n - i), 0);
    filter[1 + n] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    filter[2 + n] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS);
    struct sock_fprog program = {(unsigned short)(n + 3), filter};
    ck_assert_int_eq(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
    ck_assert_int_eq(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program), 0);
}

START_TEST(without_free_descriptors)
{
    KrLoopSignal a = {0};
    KrLoopChild c = {0};
    char *argv[4];
    KrSpawn s = shell("exit 0", argv);
    pid_t pid = start("exit 4");
    int low = dup(0);
    struct rlimit all, few;
    getrlimit(RLIMIT_NOFILE, &all);
    few = all;
    close(low);
    for (int more = 0; more < 8; more++) {
        few.rlim_cur = (rlim_t)(low + more);
        setrlimit(RLIMIT_NOFILE, &few);
        int r[] = {krloop_begin_turn(loop, 1), krchild_watch(loop, &c, pid),
                   krsignal_add(loop, &a, SIGUSR1), krloop_fd(loop)};
        for (unsigned i = 0; i < KR_COUNT(r); i++)
            ck_assert(r[i] >= 0 || r[i] == -EMFILE);
        ck_assert(more || r[0] + r[1] + r[2] + r[3] == 4 * -EMFILE);
        ck_assert_int_eq(c.watched, r[1] == 0);
        ck_assert_int_eq(is_blocked(SIGUSR1), r[2] == 0);
        krchild_unwatch(loop, &c);
        krsignal_remove(loop, &a);
    }
    ck_assert_int_ge(krloop_fd(loop), 0);
    few.rlim_cur = (rlim_t)low;
    setrlimit(RLIMIT_NOFILE, &few);
    ck_assert_int_eq(krspawn_run(&s, loop), -EMFILE);
    setrlimit(RLIMIT_NOFILE, &all);
    ck_assert_int_eq(krsignal_add(loop, &a, SIGUSR1), 0);
    ck_assert_int_eq(krchild_watch(loop, &c, pid), 0);
    ck_assert_ptr_eq(next(), &c.node);
    ck_assert_int_eq(c.code, 4);
}
END_TEST

START_TEST(an_old_kernel_will_do)
{
    static const unsigned calls[] = {SYS_epoll_pwait2, SYS_pidfd_open, SYS_close_range,
                                     SYS_pwritev2};
    forbid(calls, KR_COUNT(calls));
    int64_t start_ns = krclock_monotonic();
    ck_assert_int_eq(krloop_begin_turn(loop, 20 * MS), 0);
    ck_assert_int_ge(krclock_monotonic() - start_ns, 20 * MS);
    ck_assert(loop->no_pwait2);
    KrLoopChild c = {0};
    ck_assert_int_eq(krchild_watch(loop, &c, start("sleep 0.05; exit 5")), 0);
    ck_assert_int_eq(c.fd, -1);
    ck_assert_ptr_eq(next(), &c.node);
    ck_assert_int_eq(c.code, 5);
    char *argv[4];
    int a = fcntl(0, F_DUPFD, 300);
    ck_assert_int_eq(a, 300);
    KrSpawn s = shell("test -e /proc/self/fd/300 && echo open", argv);
    ck_assert_str_eq(output_of(&s), "open\n");
    s.close_fds = true;
    ck_assert_str_eq(output_of(&s), "");
    int fd[2];
    struct iovec iov = {"ab", 2};
    ck_assert_int_eq(krspawn_pipe(fd), 0);
    ck_assert_int_eq(krsock_writev(fd[1], &iov, 1), 2);
    close(fd[0]);
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(krsock_writev(fd[1], &iov, 1), -EPIPE);
    close(fd[1]);
    close(a);
}
END_TEST

/* ---- fork ------------------------------------------------------------------------------------ */

/* Checks itself and exits; the parent's loop must not notice. */
static void be_child(int fd[2], KrLoopFd *f, KrLoopTimer *t, KrLoopChild *c)
{
    int before = loop->epoll;
    ck_assert_int_ge(before, 0);
    ck_assert_int_eq(krloop_after_fork_child(loop), 0);
    ck_assert_ptr_eq(next(), &c->node);
    ck_assert_int_eq(c->error, -ECHILD);
    ck_assert_int_eq(krsock_send(fd[1], "x", 1), 1);
    ck_assert_ptr_eq(next(), &f->read);
    char buf[8];
    ck_assert_int_eq(krsock_recv(fd[0], buf, sizeof buf, 0), 1);
    krepoll_blocked(f, KR_FD_READ);
    kill(getpid(), SIGUSR1);
    ck_assert_ptr_nonnull(krsignal_find(loop, SIGUSR1));
    ck_assert_ptr_eq(next(), &krsignal_find(loop, SIGUSR1)->node);
    if (loop->hosted) {
        struct pollfd p = {.fd = krloop_fd(loop), .events = POLLIN};
        ck_assert_int_eq(poll(&p, 1, 0), 0);
        ck_assert_int_eq(poll(&p, 1, 5000), 1);
    }
    krloop_wake(loop);
    ck_assert_ptr_eq(next(), &t->node);
    krepoll_drop(loop, f);
    krloop_free(loop);
    _exit(0);
}

START_TEST(a_child_gets_descriptors_of_its_own)
{
    KrLoopFd f = krepoll_record(1, 2), level = krepoll_record(3, 4);
    KrLoopTimer t = {0};
    KrLoopChild c = {0};
    KrLoopSignal sig = {0};
    int fd[2], code;
    ck_assert_int_eq(krsock_pair(AF_UNIX, SOCK_STREAM, fd), 0);
    if (_i == 0)
        ck_assert_int_eq(krepoll_own(loop, &f, fd[0]), 0);
    else
        ck_assert_int_eq(krepoll_borrow(loop, &f, fd[0]), 0);
    krepoll_blocked(&f, KR_FD_READ);
    ck_assert_int_eq(krepoll_want(loop, &f, KR_FD_READ), 0);
    ck_assert_int_eq(krepoll_listen(loop, &level, fd[1]), 0);
    ck_assert_int_eq(krsignal_add(loop, &sig, SIGUSR1), 0);
    ck_assert_int_eq(krtimer_start(loop, &t, krloop_time(loop) + 0.3), 0);
    ck_assert_int_eq(krchild_watch(loop, &c, start("sleep 0.4")), 0);
    ck_assert_int_eq(krloop_begin_turn(loop, 1), 0);
    if (_i == 2) {
        krloop_wake(loop);
        ck_assert_int_ge(krloop_fd(loop), 0);
        ck_assert(loop->told);
    }
    pid_t pid = fork();
    if (pid == 0)
        be_child(fd, &f, &t, &c);
    ck_assert_int_eq(krchild_wait(pid, true, &code), 1);
    ck_assert_int_eq(code, 0);
    /* The registration survived that the child dropped its own. */
    ck_assert_int_eq(krsock_send(fd[1], "x", 1), 1);
    KrLoopNode *node;
    bool read = false;
    while (!read && (node = next()))
        read = node == &f.read;
    ck_assert(read);
    char buf[8];
    ck_assert_int_eq(krsock_recv(fd[0], buf, sizeof buf, 0), 1);
    krepoll_drop(loop, &f);
    krepoll_drop(loop, &level);
    while (c.watched || krloop_is_queued(&c.node))
        next();
    ck_assert_int_eq(c.code, 0);
    ck_assert_int_eq(c.error, 0);
    close(fd[0]);
    close(fd[1]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("loop_process");
    TCase *tc = tcase_create("loop_process");
    tcase_set_timeout(tc, 60);
    tcase_add_checked_fixture(tc, set_up, tear_down);
    suite_add_tcase(suite, tc);
    tcase_add_test(tc, signals_come_as_nodes);
    tcase_add_test(tc, a_waiting_signal_dies_with_its_watch);
    tcase_add_test(tc, a_signal_blocked_before_stays_blocked);
    tcase_add_loop_test(tc, exit_codes_arrive, 0, 2);
    tcase_add_test(tc, a_child_that_somebody_else_reaped);
    tcase_add_test(tc, children_can_be_killed_and_left);
    tcase_add_test(tc, a_program_gets_its_surroundings);
    tcase_add_test(tc, standard_descriptors_can_trade_places);
    tcase_add_test(tc, other_descriptors_are_closed);
    tcase_add_test(tc, signals_are_open_and_default_in_a_child);
    tcase_add_test(tc, sessions_groups_and_ids);
    tcase_add_test(tc, failures_name_their_stage);
    tcase_add_test(tc, without_free_descriptors);
    tcase_add_test(tc, an_old_kernel_will_do);
    tcase_add_loop_test(tc, a_child_gets_descriptors_of_its_own, 0, 3);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
