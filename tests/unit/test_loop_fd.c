/* SPDX-License-Identifier: MIT
 * Tests of loop/epoll: owned, borrowed and listening descriptors, and a loop inside a host's
 * loop. */
#include "loop/loop_internal.h"
#include "loop/sock.h"

#include <check.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#define MS INT64_C(1000000)

static KrAlloc alloc;
static KrLoop *loop;
static int fd[2]; /* a pair of connected stream sockets */

static void set_up(void)
{
    kralloc_init(&alloc);
    loop = krloop_new(&alloc);
    ck_assert_ptr_nonnull(loop);
    ck_assert_int_eq(krsock_pair(AF_UNIX, SOCK_STREAM, fd), 0);
}

static void tear_down(void)
{
    krloop_free(loop);
    close(fd[0]);
    close(fd[1]);
    ck_assert_uint_eq(alloc.used, 0);
}

/* The nodes of one turn after a wait of 50 ms at most; NULL at the end. */
static KrLoopNode *next_of_turn(bool *begun)
{
    if (!*begun)
        ck_assert_int_ge(krloop_begin_turn(loop, 50 * MS), 0);
    *begun = true;
    return krloop_next(loop);
}

/* Runs one turn; the sum of 1 for each read node of f and 10 for each write node. */
static int run_turn(KrLoopFd *f)
{
    int got = 0;
    bool begun = false;
    for (KrLoopNode *node; (node = next_of_turn(&begun));)
        got += node == &f->read ? 1 : node == &f->write ? 10 : 100;
    return got;
}

static void drain(int from)
{
    char buf[4096];
    while (krsock_recv(from, buf, sizeof buf, 0) > 0)
        continue;
}

static void put(int to, size_t n)
{
    char buf[4096] = {0};
    ck_assert_int_eq(krsock_send(to, buf, n), (ssize_t)n);
}

/* ---- owned ----------------------------------------------------------------------------------- */

START_TEST(an_owned_descriptor_reports_edges)
{
    KrLoopFd f = krepoll_record(1, 2);
    ck_assert_int_eq(krepoll_own(loop, &f, fd[0]), 0);
    ck_assert_ptr_eq(krepoll_find(loop, fd[0]), &f);
    ck_assert_ptr_null(krepoll_find(loop, fd[1]));
    KrLoopFd twice = krepoll_record(1, 2);
    ck_assert_int_eq(krepoll_own(loop, &twice, fd[0]), -EEXIST);
    krepoll_blocked(&f, KR_FD_READ);
    ck_assert_int_eq(krepoll_want(loop, &f, KR_FD_READ), 0);
    ck_assert_int_eq(run_turn(&f), 0);
    uint64_t controls = krloop_stats(loop).controls;
    for (int i = 0; i < 20; i++) {
        put(fd[1], 10);
        ck_assert_int_eq(run_turn(&f), 1);
        ck_assert_int_eq(run_turn(&f), 0); /* an edge comes once */
        drain(fd[0]);
        krepoll_blocked(&f, KR_FD_READ);
    }
    ck_assert_uint_eq(krloop_stats(loop).controls, controls);
    krepoll_drop(loop, &f);
    krepoll_drop(loop, &f);
    ck_assert_int_eq(f.fd, -1);
}
END_TEST

START_TEST(wanting_again_asks_for_the_rest)
{
    KrLoopFd f = krepoll_record(1, 2);
    ck_assert_int_eq(krepoll_own(loop, &f, fd[0]), 0);
    krepoll_blocked(&f, KR_FD_READ);
    put(fd[1], 10);
    ck_assert_int_eq(krloop_begin_turn(loop, 0), 0); /* paused: the edge is only noted */
    ck_assert_int_eq(f.ready & KR_FD_READ, KR_FD_READ);
    ck_assert_int_eq(krepoll_want(loop, &f, KR_FD_READ), 0);
    ck_assert_int_eq(run_turn(&f), 1);
    ck_assert_int_eq(krepoll_want(loop, &f, KR_FD_READ), 0);
    ck_assert_int_eq(krepoll_want(loop, &f, KR_FD_READ), 0);
    krepoll_unwant(loop, &f, KR_FD_READ);
    ck_assert_int_eq(run_turn(&f), 0);
    ck_assert(!krloop_is_waiting(loop));
    krepoll_drop(loop, &f);
}
END_TEST

START_TEST(a_full_socket_becomes_writable)
{
    KrLoopFd f = krepoll_record(1, 2);
    char buf[65536] = {0};
    ck_assert_int_eq(krepoll_own(loop, &f, fd[0]), 0);
    for (int round = 0; round < 3; round++) {
        while (krsock_send(fd[0], buf, sizeof buf) > 0)
            continue;
        krepoll_blocked(&f, KR_FD_WRITE);
        ck_assert_int_eq(krepoll_want(loop, &f, KR_FD_WRITE), 0);
        ck_assert_int_eq(run_turn(&f), 0);
        drain(fd[1]);
        ck_assert_int_eq(run_turn(&f), 10);
    }
    krepoll_drop(loop, &f);
}
END_TEST

START_TEST(a_hang_up_outlives_a_short_read)
{
    KrLoopFd f = krepoll_record(1, 2);
    char buf[100];
    ck_assert_int_eq(krepoll_own(loop, &f, fd[0]), 0);
    krepoll_blocked(&f, KR_FD_READ);
    ck_assert_int_eq(krepoll_want(loop, &f, KR_FD_READ), 0);
    put(fd[1], 10);
    ck_assert_int_eq(run_turn(&f), 1);
    ck_assert_int_eq(krsock_recv(fd[0], buf, sizeof buf, 0), 10);
    krepoll_short_read(&f);
    ck_assert_int_eq(f.ready & KR_FD_READ, 0);
    put(fd[1], 10);
    shutdown(fd[1], SHUT_WR);
    ck_assert_int_eq(run_turn(&f), 1);
    ck_assert_int_eq(krsock_recv(fd[0], buf, sizeof buf, 0), 10);
    krepoll_short_read(&f);
    ck_assert_int_eq(krepoll_want(loop, &f, KR_FD_READ), 0);
    ck_assert_int_eq(run_turn(&f), 1);
    ck_assert_int_eq(krsock_recv(fd[0], buf, sizeof buf, 0), 0);
    krepoll_drop(loop, &f);
}
END_TEST

START_TEST(an_event_of_an_earlier_descriptor_is_ignored)
{
    KrLoopFd f = krepoll_record(1, 2), g = krepoll_record(3, 4);
    ck_assert_int_eq(krepoll_own(loop, &f, fd[0]), 0);
    /* Closed without being dropped first, and alive elsewhere: the kernel goes on reporting it. */
    int elsewhere = dup(fd[0]), number = fd[0], pair[2];
    loop->slots[number].registered = false;
    krepoll_drop(loop, &f);
    ck_assert_int_eq(krsock_pair(AF_UNIX, SOCK_STREAM, pair), 0);
    dup2(pair[0], number);
    ck_assert_int_eq(krepoll_own(loop, &g, number), 0);
    krepoll_blocked(&g, KR_FD_READ);
    ck_assert_int_eq(krepoll_want(loop, &g, KR_FD_READ), 0);
    put(fd[1], 1);
    ck_assert_int_eq(run_turn(&g), 0);
    put(pair[1], 1);
    ck_assert_int_eq(run_turn(&g), 1);
    krepoll_drop(loop, &g);
    close(elsewhere);
    close(pair[0]);
    close(pair[1]);
}
END_TEST

enum { MANY = 1000 };

START_TEST(a_thousand_descriptors)
{
    int (*pair)[2] = calloc(MANY, sizeof *pair);
    KrLoopFd *f = calloc(MANY, sizeof *f);
    for (int i = 0; i < MANY; i++) {
        ck_assert_int_eq(krsock_pair(AF_UNIX, SOCK_STREAM, pair[i]), 0);
        f[i] = krepoll_record(1, 2);
        int r = i % 2 ? krepoll_own(loop, &f[i], pair[i][0])
                      : krepoll_borrow(loop, &f[i], pair[i][0]);
        ck_assert_int_eq(r, 0);
        krepoll_blocked(&f[i], KR_FD_READ);
        ck_assert_int_eq(krepoll_want(loop, &f[i], KR_FD_READ), 0);
    }
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < MANY; i++)
            put(pair[i][1], 1);
        int got = 0;
        ck_assert_int_eq(krloop_begin_turn(loop, -1), 1);
        for (KrLoopNode *node; (node = krloop_next(loop)); got++) {
            KrLoopFd *g = KR_LOOP_OWNER(node, KrLoopFd, read);
            drain(g->fd);
            krepoll_blocked(g, KR_FD_READ);
        }
        ck_assert_int_eq(got, MANY);
    }
    ck_assert_int_eq(krloop_begin_turn(loop, 0), 0);
    for (int i = 0; i < MANY; i++) {
        krepoll_drop(loop, &f[i]);
        close(pair[i][0]);
        close(pair[i][1]);
    }
    ck_assert_uint_eq(loop->sources, 0);
    free(f);
    free(pair);
}
END_TEST

START_TEST(busy_turns_still_serve_descriptors)
{
    KrLoopFd f = krepoll_record(1, 2);
    KrLoopNode busy = krloop_node(9);
    ck_assert_int_eq(krepoll_own(loop, &f, fd[0]), 0);
    krepoll_blocked(&f, KR_FD_READ);
    ck_assert_int_eq(krepoll_want(loop, &f, KR_FD_READ), 0);
    krloop_ready(loop, &busy);
    int turns = 0, served = 0, since = 0;
    for (; turns < 80; turns++) {
        if (since == 0)
            put(fd[1], 1);
        since++;
        ck_assert_int_eq(krloop_begin_turn(loop, -1), 1);
        for (KrLoopNode *node; (node = krloop_next(loop));) {
            if (node == &busy) {
                krloop_ready(loop, &busy);
                continue;
            }
            ck_assert_int_le(since, KR_POLL_TURNS);
            drain(fd[0]);
            krepoll_blocked(&f, KR_FD_READ);
            since = 0;
            served++;
        }
    }
    ck_assert_int_ge(served, turns / KR_POLL_TURNS);
    ck_assert_uint_le(krloop_stats(loop).polls, turns / KR_POLL_TURNS + 1);
    put(fd[1], 1);
    krloop_poll_soon(loop);
    ck_assert_int_eq(krloop_begin_turn(loop, -1), 1);
    ck_assert_ptr_eq(krloop_next(loop), &busy);
    ck_assert_ptr_eq(krloop_next(loop), &f.read);
    krepoll_drop(loop, &f);
}
END_TEST

/* ---- borrowed -------------------------------------------------------------------------------- */

START_TEST(a_borrowed_descriptor_reports_its_level)
{
    KrLoopFd f = krepoll_record(1, 2);
    ck_assert_int_eq(krepoll_borrow(loop, &f, fd[0]), 0);
    ck_assert_int_eq(krepoll_want(loop, &f, KR_FD_READ), 0);
    ck_assert_int_eq(run_turn(&f), 0);
    put(fd[1], 10);
    for (int i = 0; i < 5; i++)
        ck_assert_int_eq(run_turn(&f), 1);
    ck_assert_int_eq(krepoll_want(loop, &f, KR_FD_WRITE), 0);
    for (int i = 0; i < 5; i++)
        ck_assert_int_eq(run_turn(&f), 11);
    krepoll_unwant(loop, &f, KR_FD_READ);
    ck_assert_int_eq(run_turn(&f), 10);
    krepoll_unwant(loop, &f, KR_FD_WRITE);
    ck_assert_int_eq(run_turn(&f), 0);
    ck_assert_int_eq(krepoll_want(loop, &f, KR_FD_READ), 0);
    ck_assert_int_eq(run_turn(&f), 1);
    krepoll_drop(loop, &f);
}
END_TEST

START_TEST(what_cannot_be_polled_is_refused)
{
    KrLoopFd f = krepoll_record(1, 2);
    int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    ck_assert_int_eq(krepoll_borrow(loop, &f, file), 0);
    ck_assert_int_eq(krepoll_want(loop, &f, KR_FD_READ), -EPERM);
    ck_assert(!krloop_is_waiting(loop));
    krepoll_drop(loop, &f);
    ck_assert_int_eq(krepoll_own(loop, &f, file), -EPERM);
    ck_assert_int_eq(krepoll_own(loop, &f, -1), -EBADF);
    close(file);
    ck_assert_int_eq(krepoll_own(loop, &f, file), -EBADF);
    ck_assert_int_eq(f.fd, -1);
    ck_assert_uint_eq(loop->sources, 0);
}
END_TEST

START_TEST(a_number_closed_behind_our_back_is_found_again)
{
    KrLoopFd f = krepoll_record(1, 2);
    int pair[2];
    ck_assert_int_eq(krepoll_borrow(loop, &f, fd[0]), 0);
    ck_assert_int_eq(krepoll_want(loop, &f, KR_FD_READ), 0);
    put(fd[1], 1);
    ck_assert_int_eq(run_turn(&f), 1);
    ck_assert_int_eq(krsock_pair(AF_UNIX, SOCK_STREAM, pair), 0);
    dup2(pair[0], fd[0]);
    put(pair[1], 1);
    ck_assert_int_eq(run_turn(&f), 1);
    ck_assert_int_eq(run_turn(&f), 1);
    /* Nobody has the number now: the reader is told once. */
    close(fd[0]);
    ck_assert_int_eq(run_turn(&f), 1);
    ck_assert_int_eq(run_turn(&f), 0);
    krepoll_drop(loop, &f);
    close(pair[0]);
    close(pair[1]);
    fd[0] = dup(fd[1]);
}
END_TEST

/* ---- listening ------------------------------------------------------------------------------- */

START_TEST(a_listening_socket_reports_connections)
{
    KrLoopFd f = krepoll_record(1, 2);
    KrAddr a;
    ck_assert_int_eq(kraddr_parse(&a, AF_INET, "127.0.0.1", 0), 0);
    int server = krsock_listen(&a, SOCK_STREAM, 100, KR_LISTEN_REUSE_ADDR);
    ck_assert_int_ge(server, 0);
    ck_assert_int_eq(krsock_name(server, &a), 0);
    ck_assert_int_eq(krepoll_listen(loop, &f, server), 0);
    ck_assert_int_eq(krepoll_want(loop, &f, KR_FD_READ), 0);
    ck_assert_int_eq(run_turn(&f), 0);
    int client[2];
    for (int i = 0; i < 2; i++) {
        client[i] = krsock_new(AF_INET, SOCK_STREAM, 0);
        int r = krsock_connect(client[i], &a);
        ck_assert(r == 0 || r == -EINPROGRESS);
    }
    ck_assert_int_eq(run_turn(&f), 1);
    ck_assert_int_eq(run_turn(&f), 1); /* a level */
    krepoll_unwant(loop, &f, KR_FD_READ);
    ck_assert_int_eq(run_turn(&f), 0);
    ck_assert_int_eq(krepoll_want(loop, &f, KR_FD_READ), 0);
    ck_assert_int_eq(run_turn(&f), 1);
    for (int i = 0; i < 2; i++) {
        int got = krsock_accept(server, NULL);
        ck_assert_int_ge(got, 0);
        close(got);
        close(client[i]);
    }
    ck_assert_int_eq(krsock_accept(server, NULL), -EAGAIN);
    ck_assert_int_eq(run_turn(&f), 0);
    krepoll_drop(loop, &f);
    close(server);
}
END_TEST

/* ---- inside a host's loop -------------------------------------------------------------------- */

typedef struct Job {
    KrLoopNode node;
} Job;

enum { HOST_TIMERS = 200, HOST_SOCKETS = 100, HOST_POSTS = 20000, HOST_SPAWNS = 1000 };
enum { TAG_TIMER, TAG_SOCKET, TAG_POST, TAG_READY, TAG_NONE };

typedef struct Host {
    int outer;
    int timers, bytes, posts, readies;
    double latest;
} Host;

/* What a host does: wait without limit for that one descriptor, then let the loop run. */
static void host_turn(Host *h)
{
    struct epoll_event event;
    int n = epoll_wait(h->outer, &event, 1, 10000);
    ck_assert_msg(n == 1, "nothing came in 10 s");
    int r;
    while ((r = krloop_begin_turn(loop, 0)) == 1) {
        for (KrLoopNode *node; (node = krloop_next(loop));) {
            if (node->tag == TAG_TIMER) {
                double late = krloop_time(loop) - KR_LOOP_OWNER(node, KrLoopTimer, node)->when;
                ck_assert_double_ge(late, 0);
                h->latest = fmax(h->latest, late);
                h->timers++;
            } else if (node->tag == TAG_SOCKET) {
                char buf[64];
                ssize_t got;
                KrLoopFd *f = KR_LOOP_OWNER(node, KrLoopFd, read);
                while ((got = krsock_recv(f->fd, buf, sizeof buf, 0)) > 0)
                    h->bytes += (int)got;
                krepoll_blocked(f, KR_FD_READ);
            } else if (node->tag == TAG_POST) {
                h->posts++;
            } else if (++h->readies < HOST_SPAWNS) {
                krloop_ready(loop, node);
            }
        }
        if (h->readies % 3)
            break; /* control goes back with work left */
    }
    ck_assert_int_ge(r, 0);
    ck_assert_int_eq(krloop_park(loop), 0);
}

static void *bother_host(void *arg)
{
    Job *jobs = arg;
    for (int i = 0; i < HOST_POSTS; i++) {
        krloop_post(loop, &jobs[i].node);
        if (i % 100 == 0)
            usleep(300);
    }
    return NULL;
}

static void *write_bytes(void *arg)
{
    int (*pair)[2] = arg;
    for (int i = 0; i < 50 * HOST_SOCKETS; i++) {
        put(pair[i % HOST_SOCKETS][1], 1);
        if (i % 50 == 0)
            usleep(500);
    }
    return NULL;
}

START_TEST(one_descriptor_is_enough_for_a_host)
{
    Host host = {.outer = epoll_create1(EPOLL_CLOEXEC)};
    struct epoll_event event = {.events = EPOLLIN};
    ck_assert_int_eq(epoll_ctl(host.outer, EPOLL_CTL_ADD, krloop_fd(loop), &event), 0);
    KrLoopTimer timers[HOST_TIMERS];
    KrLoopFd sockets[HOST_SOCKETS];
    int pair[HOST_SOCKETS][2];
    Job *jobs = calloc(HOST_POSTS, sizeof *jobs);
    for (int i = 0; i < HOST_POSTS; i++)
        jobs[i].node.tag = TAG_POST;
    for (int i = 0; i < HOST_TIMERS; i++) {
        timers[i] = (KrLoopTimer){.node.tag = TAG_TIMER};
        ck_assert_int_eq(krtimer_start(loop, &timers[i], krloop_time(loop) + i * 0.001), 0);
    }
    for (int i = 0; i < HOST_SOCKETS; i++) {
        ck_assert_int_eq(krsock_pair(AF_UNIX, SOCK_STREAM, pair[i]), 0);
        sockets[i] = krepoll_record(TAG_SOCKET, TAG_NONE);
        ck_assert_int_eq(krepoll_own(loop, &sockets[i], pair[i][0]), 0);
        krepoll_blocked(&sockets[i], KR_FD_READ);
        ck_assert_int_eq(krepoll_want(loop, &sockets[i], KR_FD_READ), 0);
    }
    KrLoopNode ready = krloop_node(TAG_READY);
    krloop_ready(loop, &ready);
    ck_assert_int_eq(krloop_park(loop), 0);
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, bother_host, jobs);
    pthread_create(&threads[1], NULL, write_bytes, pair);
    while (host.timers < HOST_TIMERS || host.posts < HOST_POSTS || host.readies < HOST_SPAWNS ||
           host.bytes < 50 * HOST_SOCKETS)
        host_turn(&host);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    ck_assert_double_le(host.latest, 1);
    /* Nothing left: it may be readable once more, then no longer. */
    ck_assert_int_eq(krloop_begin_turn(loop, 0), 0);
    ck_assert_int_eq(krloop_park(loop), 0);
    ck_assert_int_eq(epoll_wait(host.outer, &event, 1, 50), 0);
    for (int i = 0; i < HOST_SOCKETS; i++) {
        krepoll_drop(loop, &sockets[i]);
        close(pair[i][0]);
        close(pair[i][1]);
    }
    free(jobs);
    close(host.outer);
}
END_TEST

static bool host_sees(int number)
{
    struct pollfd p = {.fd = number, .events = POLLIN};
    return poll(&p, 1, 0) == 1;
}

START_TEST(the_hosts_descriptor_tells_at_once)
{
    KrLoopFd f = krepoll_record(1, 2);
    KrLoopNode node = krloop_node(9);
    int number = krloop_fd(loop);
    ck_assert_int_ge(number, 0);
    ck_assert(!host_sees(number));
    krloop_ready(loop, &node);
    ck_assert_int_eq(krloop_park(loop), 0);
    ck_assert_int_eq(krloop_park(loop), 0);
    ck_assert(host_sees(number));
    ck_assert_uint_eq(krloop_stats(loop).wakes, 1);
    ck_assert_int_eq(krloop_begin_turn(loop, 0), 1);
    ck_assert_int_eq(krloop_park(loop), 0); /* in the middle of a turn */
    ck_assert(host_sees(number));
    ck_assert_ptr_eq(krloop_next(loop), &node);
    ck_assert_int_eq(krloop_begin_turn(loop, 0), 0);
    ck_assert_int_eq(krloop_park(loop), 0);
    ck_assert(!host_sees(number));
    ck_assert_int_eq(krepoll_borrow(loop, &f, fd[0]), 0);
    ck_assert_int_eq(krepoll_want(loop, &f, KR_FD_READ), 0);
    put(fd[1], 1);
    for (int i = 0; i < 3; i++) {
        ck_assert(host_sees(number));
        ck_assert_int_eq(run_turn(&f), 1);
        ck_assert_int_eq(krloop_park(loop), 0);
    }
    krloop_wake(loop);
    ck_assert(host_sees(number));
    drain(fd[0]);
    ck_assert_int_eq(krloop_begin_turn(loop, 0), 0);
    ck_assert_int_eq(krloop_park(loop), 0);
    ck_assert(!host_sees(number));
    krepoll_drop(loop, &f);
}
END_TEST

START_TEST(a_moved_deadline_moves_the_hosts_timer)
{
    KrLoopTimer t = {0};
    int number = krloop_fd(loop);
    ck_assert_int_eq(krtimer_start(loop, &t, krloop_time(loop) + 0.02), 0);
    ck_assert_int_eq(krloop_park(loop), 0);
    krtimer_stop(loop, &t);
    ck_assert_int_eq(krloop_park(loop), 0);
    usleep(40000);
    ck_assert(!host_sees(number));
    ck_assert_int_eq(krtimer_start(loop, &t, krloop_time(loop) + 100), 0);
    ck_assert_int_eq(krloop_park(loop), 0);
    ck_assert_int_eq(krtimer_start(loop, &t, krloop_time(loop) + 0.01), 0);
    ck_assert_int_eq(krloop_park(loop), 0);
    struct pollfd p = {.fd = number, .events = POLLIN};
    ck_assert_int_eq(poll(&p, 1, 5000), 1);
    ck_assert_int_eq(krloop_begin_turn(loop, 0), 1);
    ck_assert_ptr_eq(krloop_next(loop), &t.node);
    ck_assert_int_eq(krloop_park(loop), 0);
    ck_assert(!host_sees(number));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("loop_fd");
    TCase *tc = tcase_create("loop_fd");
    tcase_set_timeout(tc, 60);
    tcase_add_checked_fixture(tc, set_up, tear_down);
    suite_add_tcase(suite, tc);
    tcase_add_test(tc, an_owned_descriptor_reports_edges);
    tcase_add_test(tc, wanting_again_asks_for_the_rest);
    tcase_add_test(tc, a_full_socket_becomes_writable);
    tcase_add_test(tc, a_hang_up_outlives_a_short_read);
    tcase_add_test(tc, an_event_of_an_earlier_descriptor_is_ignored);
    tcase_add_test(tc, a_thousand_descriptors);
    tcase_add_test(tc, busy_turns_still_serve_descriptors);
    tcase_add_test(tc, a_borrowed_descriptor_reports_its_level);
    tcase_add_test(tc, what_cannot_be_polled_is_refused);
    tcase_add_test(tc, a_number_closed_behind_our_back_is_found_again);
    tcase_add_test(tc, a_listening_socket_reports_connections);
    tcase_add_test(tc, one_descriptor_is_enough_for_a_host);
    tcase_add_test(tc, the_hosts_descriptor_tells_at_once);
    tcase_add_test(tc, a_moved_deadline_moves_the_hosts_timer);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
