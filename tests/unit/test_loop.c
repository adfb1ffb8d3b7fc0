/* SPDX-License-Identifier: MIT
 * Tests of loop/loop, loop/timer and loop/wake: turns, order, timers, posts from other threads. */
#include "loop/loop_internal.h"

#include <check.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
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

static uint32_t next_random(void)
{
    static uint64_t seed = 1;
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed >> 33);
}

/* ---- turns ----------------------------------------------------------------------------------- */

START_TEST(nodes_come_in_order)
{
    KrLoopNode nodes[100] = {0};
    for (int i = 0; i < 100; i++)
        krloop_ready(loop, &nodes[i]);
    ck_assert(krloop_is_queued(&nodes[5]));
    ck_assert(!krloop_is_idle(loop));
    ck_assert_int_eq(krloop_begin_turn(loop, -1), 1);
    for (int i = 0; i < 100; i++)
        ck_assert_ptr_eq(krloop_next(loop), &nodes[i]);
    ck_assert_ptr_null(krloop_next(loop));
    ck_assert(!krloop_is_queued(&nodes[5]));
    ck_assert(krloop_is_idle(loop));
}
END_TEST

START_TEST(what_a_turn_appends_runs_in_the_next)
{
    KrLoopNode a = krloop_node(1), b = krloop_node(2);
    krloop_ready(loop, &a);
    krloop_ready(loop, &b);
    for (int turn = 0; turn < 50; turn++) {
        ck_assert_int_eq(krloop_begin_turn(loop, -1), 1);
        ck_assert_ptr_eq(krloop_next(loop), &a);
        krloop_ready(loop, &a);
        ck_assert_ptr_eq(krloop_next(loop), &b);
        krloop_ready(loop, &b);
        ck_assert_ptr_null(krloop_next(loop));
        ck_assert_ptr_null(krloop_next(loop));
    }
    ck_assert_uint_eq(krloop_stats(loop).turns, 50);
    ck_assert_uint_eq(krloop_stats(loop).polls, 0);
    ck_assert_int_eq(loop->epoll, -1);
}
END_TEST

START_TEST(an_unfinished_turn_goes_on)
{
    KrLoopNode a = {0}, b = {0}, c = {0};
    krloop_ready(loop, &a);
    krloop_ready(loop, &b);
    ck_assert_int_eq(krloop_begin_turn(loop, -1), 1);
    ck_assert_ptr_eq(krloop_next(loop), &a);
    krloop_ready(loop, &c);
    ck_assert_int_eq(krloop_begin_turn(loop, -1), 1);
    ck_assert_ptr_eq(krloop_next(loop), &b);
    ck_assert_ptr_null(krloop_next(loop));
    ck_assert_int_eq(krloop_begin_turn(loop, -1), 1);
    ck_assert_ptr_eq(krloop_next(loop), &c);
}
END_TEST

START_TEST(cancelled_nodes_do_not_come)
{
    KrLoopNode nodes[6] = {0};
    for (int i = 0; i < 6; i++)
        krloop_ready(loop, &nodes[i]);
    krloop_cancel(loop, &nodes[0]);
    ck_assert_int_eq(krloop_begin_turn(loop, -1), 1);
    krloop_cancel(loop, &nodes[5]);
    ck_assert_ptr_eq(krloop_next(loop), &nodes[1]);
    krloop_cancel(loop, &nodes[2]);
    krloop_cancel(loop, &nodes[2]);
    krloop_ready(loop, &nodes[1]);
    krloop_cancel(loop, &nodes[1]);
    ck_assert_ptr_eq(krloop_next(loop), &nodes[3]);
    ck_assert_ptr_eq(krloop_next(loop), &nodes[4]);
    ck_assert_ptr_null(krloop_next(loop));
    ck_assert(krloop_is_idle(loop));
    krloop_post(loop, &nodes[0]);
    krloop_cancel(loop, &nodes[0]);
    ck_assert_int_eq(krloop_begin_turn(loop, 0), 0);
}
END_TEST

START_TEST(an_empty_loop_times_out)
{
    int64_t start = krclock_monotonic();
    ck_assert_int_eq(krloop_begin_turn(loop, 0), 0);
    ck_assert_uint_eq(krloop_stats(loop).polls, 0);
    ck_assert_int_eq(krloop_begin_turn(loop, 20 * MS), 0);
    ck_assert_int_ge(krclock_monotonic() - start, 20 * MS);
    loop->no_pwait2 = true;
    ck_assert_int_eq(krloop_begin_turn(loop, 20 * MS + 1), 0);
    ck_assert_int_ge(krclock_monotonic() - start, 40 * MS);
}
END_TEST

static void on_signal(int number)
{
    (void)number;
}

START_TEST(an_interrupted_wait_is_an_empty_turn)
{
    struct sigaction act = {.sa_handler = on_signal};
    sigaction(SIGALRM, &act, NULL);
    ualarm(20000, 0);
    ck_assert_int_eq(krloop_begin_turn(loop, -1), 0);
}
END_TEST

START_TEST(scratch_is_made_once)
{
    char *p = krloop_scratch(loop);
    ck_assert_ptr_nonnull(p);
    p[KR_LOOP_SCRATCH - 1] = 1;
    ck_assert_ptr_eq(krloop_scratch(loop), p);
}
END_TEST

/* ---- timers ---------------------------------------------------------------------------------- */

/* Fires all that are due at `now`, without waiting, and hands them out. */
static KrLoopTimer *fire_next(double now)
{
    KrLoopNode *node = krloop_next(loop);
    if (!node) {
        loop->now = (int64_t)(now * 1e9);
        krtimer_fire(loop);
        if (queue_empty(&loop->ready) || krloop_begin_turn(loop, 0) != 1)
            return NULL;
        node = krloop_next(loop);
    }
    return KR_LOOP_OWNER(node, KrLoopTimer, node);
}

START_TEST(timers_fire_in_time_and_in_order)
{
    KrLoopTimer t[5] = {0};
    double start = krloop_time(loop);
    const double after[] = {0.03, 0.01, 0.02, 0.01, -1};
    for (int i = 0; i < 5; i++)
        ck_assert_int_eq(krtimer_start(loop, &t[i], start + after[i]), 0);
    const int order[] = {4, 1, 3, 2, 0};
    for (int i = 0; i < 5; i++) {
        KrLoopNode *node;
        while (!(node = krloop_next(loop)))
            ck_assert_int_ge(krloop_begin_turn(loop, -1), 0);
        ck_assert_ptr_eq(node, &t[order[i]].node);
        ck_assert_double_ge(krloop_time(loop), start + after[order[i]]);
        ck_assert_double_le(krloop_time(loop), start + fmax(after[order[i]], 0) + 0.5);
        ck_assert(!krtimer_is_active(&t[order[i]]));
    }
    ck_assert(!krloop_is_waiting(loop));
}
END_TEST

START_TEST(ready_nodes_come_before_due_timers)
{
    KrLoopTimer t = {0};
    KrLoopNode a = {0};
    ck_assert_int_eq(krtimer_start(loop, &t, 0), 0);
    krloop_ready(loop, &a);
    ck_assert_int_eq(krloop_begin_turn(loop, -1), 1);
    ck_assert_ptr_eq(krloop_next(loop), &a);
    ck_assert_ptr_eq(krloop_next(loop), &t.node);
    ck_assert_ptr_null(krloop_next(loop));
}
END_TEST

START_TEST(stopped_timers_do_not_fire)
{
    KrLoopTimer a = {0}, b = {0}, never = {0};
    ck_assert_int_eq(krtimer_start(loop, &a, NAN), -EINVAL);
    ck_assert_int_eq(krtimer_start(loop, &a, 0), 0);
    ck_assert_int_eq(krtimer_start(loop, &b, 0), 0);
    ck_assert_int_eq(krtimer_start(loop, &never, INFINITY), 0);
    krtimer_stop(loop, &a);
    ck_assert_int_eq(krloop_begin_turn(loop, -1), 1);
    krtimer_stop(loop, &b); /* queued already */
    ck_assert_ptr_null(krloop_next(loop));
    ck_assert_int_eq(krloop_begin_turn(loop, 1), 0);
    ck_assert(krloop_is_waiting(loop));
    ck_assert_int_eq(krtimer_start(loop, &never, 0), 0); /* restarted */
    ck_assert_int_eq(krloop_begin_turn(loop, -1), 1);
    ck_assert_ptr_eq(krloop_next(loop), &never.node);
    ck_assert(!krloop_is_waiting(loop));
}
END_TEST

START_TEST(random_timers_agree_with_a_sorted_list)
{
    enum { N = 20000 };
    KrLoopTimer *t = calloc(N, sizeof *t);
    uint64_t *started = calloc(N, sizeof *started), clock = 0;
    for (int step = 0; step < 5 * N; step++) {
        uint32_t i = next_random() % N;
        if (next_random() % 3) {
            ck_assert_int_eq(krtimer_start(loop, &t[i], 1 + next_random() % 1000), 0);
            started[i] = ++clock;
        } else {
            krtimer_stop(loop, &t[i]);
            started[i] = 0;
        }
    }
    const KrTimers *h = &loop->timers;
    for (uint32_t i = 0; i < h->len; i++)
        ck_assert(!h->heap[i].timer || h->heap[i].timer->node.index == i + 1);
    double last = 0;
    uint64_t last_start = 0;
    for (KrLoopTimer *got; (got = fire_next(2000));) {
        uint64_t at = started[got - t];
        ck_assert_uint_ne(at, 0);
        ck_assert(got->when > last || (got->when == last && at > last_start));
        last = got->when;
        last_start = at;
        started[got - t] = 0;
    }
    for (int i = 0; i < N; i++)
        ck_assert_uint_eq(started[i], 0);
    ck_assert_uint_eq(h->len, 0);
    ck_assert_uint_eq(h->dead, 0);
    free(t);
    free(started);
}
END_TEST

START_TEST(most_timers_are_stopped)
{
    enum { N = 300000 };
    KrLoopTimer *t = calloc(N, sizeof *t);
    int64_t start = krclock_monotonic();
    for (int i = 0; i < N; i++)
        ck_assert_int_eq(krtimer_start(loop, &t[i], 1 + next_random() % 100000 / 1e4), 0);
    for (int i = 0; i < N; i++)
        if (i % 3)
            krtimer_stop(loop, &t[i]);
    ck_assert_uint_le(loop->timers.len, N / 3 * 2 + 2);
    double last = 0;
    int fired = 0;
    for (KrLoopTimer *got; (got = fire_next(20)); fired++) {
        ck_assert_int_eq((got - t) % 3, 0);
        ck_assert_double_ge(got->when, last);
        last = got->when;
    }
    ck_assert_int_eq(fired, N / 3);
    ck_assert_int_le(krclock_monotonic() - start, 10 * KR_NS_PER_S);
    free(t);
}
END_TEST

/* ---- other threads --------------------------------------------------------------------------- */

enum { POSTERS = 4, POSTS = 25000 };

typedef struct Post {
    KrLoopNode node;
    int poster, number;
} Post;

typedef struct Poster {
    Post *posts;
    int poster, pause;
} Poster;

static void *post_all(void *arg)
{
    Poster *p = arg;
    for (int i = 0; i < POSTS; i++) {
        p->posts[i] = (Post){.poster = p->poster, .number = i};
        krloop_post(loop, &p->posts[i].node);
        if (p->pause && i % p->pause == 0)
            usleep(1);
    }
    return NULL;
}

START_TEST(no_post_is_lost)
{
    pthread_t threads[POSTERS];
    Poster posters[POSTERS];
    int next[POSTERS] = {0};
    for (int i = 0; i < POSTERS; i++) {
        posters[i] = (Poster){calloc(POSTS, sizeof(Post)), i, i == 0 ? 0 : 10 * i};
        pthread_create(&threads[i], NULL, post_all, &posters[i]);
    }
    for (int left = POSTERS * POSTS; left > 0;) {
        int r = krloop_begin_turn(loop, 5 * KR_NS_PER_S);
        ck_assert_int_ge(r, 0);
        for (KrLoopNode *node; (node = krloop_next(loop)); left--) {
            Post *post = KR_LOOP_OWNER(node, Post, node);
            ck_assert_int_eq(post->number, next[post->poster]++);
        }
    }
    ck_assert_uint_le(krloop_stats(loop).wakes, POSTERS * POSTS);
    for (int i = 0; i < POSTERS; i++) {
        pthread_join(threads[i], NULL);
        free(posters[i].posts);
    }
    ck_assert_int_eq(krloop_begin_turn(loop, 0), 0);
}
END_TEST

static void *answer(void *arg)
{
    KrLoop *other = arg;
    KrLoopNode *node;
    for (int i = 0; i < 20000; i++) {
        while (!(node = krloop_next(other)))
            if (krloop_begin_turn(other, -1) < 0)
                return NULL;
        krloop_post(loop, node);
    }
    return NULL;
}

/* Both loops sleep nearly every time: a lost wake-up hangs. */
START_TEST(two_loops_play_ping_pong)
{
    KrAlloc other_alloc;
    kralloc_init(&other_alloc);
    KrLoop *other = krloop_new(&other_alloc);
    pthread_t thread;
    pthread_create(&thread, NULL, answer, other);
    KrLoopNode ball = {0};
    for (int i = 0; i < 20000; i++) {
        KrLoopNode *node;
        krloop_post(other, &ball);
        while (!(node = krloop_next(loop)))
            ck_assert_int_ge(krloop_begin_turn(loop, -1), 0);
        ck_assert_ptr_eq(node, &ball);
    }
    pthread_join(thread, NULL);
    krloop_free(other);
}
END_TEST

static void *wake_later(void *arg)
{
    (void)arg;
    usleep(20000);
    krloop_wake(loop);
    return NULL;
}

START_TEST(wake_ends_a_wait)
{
    pthread_t thread;
    krloop_wake(loop); /* before there is anything to write to */
    ck_assert_int_eq(krloop_begin_turn(loop, -1), 0);
    ck_assert_int_eq(krloop_begin_turn(loop, 1), 0);
    pthread_create(&thread, NULL, wake_later, NULL);
    ck_assert_int_eq(krloop_begin_turn(loop, -1), 0);
    pthread_join(thread, NULL);
    krloop_wake(loop);
    ck_assert_int_eq(krloop_begin_turn(loop, -1), 0);
}
END_TEST

static void wake_from_handler(int number)
{
    (void)number;
    krloop_wake(loop);
}

START_TEST(wake_is_safe_in_a_handler)
{
    struct sigaction act = {.sa_handler = wake_from_handler, .sa_flags = SA_RESTART};
    sigaction(SIGALRM, &act, NULL);
    for (int i = 0; i < 50; i++) {
        ualarm(1 + next_random() % 2000, 0);
        ck_assert_int_eq(krloop_begin_turn(loop, -1), 0);
    }
}
END_TEST

/* ---- memory ---------------------------------------------------------------------------------- */

START_TEST(failed_allocations_are_told)
{
    for (uint64_t n = 1;; n++) {
        KrAlloc tight;
        kralloc_init(&tight);
        tight.fail_at = n;
        KrLoop *l = krloop_new(&tight);
        KrLoopTimer timers[40] = {0};
        KrLoopFd f = krepoll_record(0, 0);
        int fd[2], failures = !l;
        ck_assert_int_eq(pipe(fd), 0);
        for (int i = 0; l && i < 40; i++) {
            int r = krtimer_start(l, &timers[i], i);
            ck_assert(r == 0 || r == -ENOMEM);
            ck_assert(krtimer_is_active(&timers[i]) == (r == 0));
            failures += r != 0;
        }
        if (l) {
            int r = krepoll_own(l, &f, fd[0]);
            ck_assert(r == 0 || r == -ENOMEM);
            ck_assert_int_eq(f.fd >= 0, r == 0);
            failures += (r != 0) + !krloop_scratch(l);
            krepoll_drop(l, &f);
            krloop_free(l);
        }
        close(fd[0]);
        close(fd[1]);
        ck_assert_uint_eq(tight.used, 0);
        ck_assert_int_eq(failures > 0, tight.count >= n);
        if (failures == 0)
            break;
    }
}
END_TEST

START_TEST(a_walk_meets_everything)
{
    KrLoopTimer timers[10] = {0};
    KrLoopNode ready = {0}, turn = {0}, posted = {0};
    KrLoopFd f = krepoll_record(7, 8);
    int fd[2];
    ck_assert_int_eq(pipe(fd), 0);
    krloop_ready(loop, &turn);
    ck_assert_int_eq(krloop_begin_turn(loop, 0), 1);
    krloop_ready(loop, &ready);
    krloop_post(loop, &posted);
    for (int i = 0; i < 10; i++)
        ck_assert_int_eq(krtimer_start(loop, &timers[i], 1e9 + i), 0);
    krtimer_stop(loop, &timers[0]);
    ck_assert_int_eq(krepoll_own(loop, &f, fd[0]), 0);
    krepoll_blocked(&f, KR_FD_READ);
    ck_assert_int_eq(krepoll_want(loop, &f, KR_FD_READ), 0);
    int met = 0, met_fd = 0;
    KrLoopWalk walk = {0};
    for (KrLoopNode *node; (node = krloop_walk(loop, &walk)); met++)
        met_fd += node == &f.read;
    ck_assert_int_eq(met, 3 + 9 + 1);
    ck_assert_int_eq(met_fd, 1);
    krepoll_drop(loop, &f);
    close(fd[0]);
    close(fd[1]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("loop");
    TCase *tc = tcase_create("loop");
    tcase_set_timeout(tc, 60);
    tcase_add_checked_fixture(tc, set_up, tear_down);
    suite_add_tcase(suite, tc);
    tcase_add_test(tc, nodes_come_in_order);
    tcase_add_test(tc, what_a_turn_appends_runs_in_the_next);
    tcase_add_test(tc, an_unfinished_turn_goes_on);
    tcase_add_test(tc, cancelled_nodes_do_not_come);
    tcase_add_test(tc, an_empty_loop_times_out);
    tcase_add_test(tc, an_interrupted_wait_is_an_empty_turn);
    tcase_add_test(tc, scratch_is_made_once);
    tcase_add_test(tc, timers_fire_in_time_and_in_order);
    tcase_add_test(tc, ready_nodes_come_before_due_timers);
    tcase_add_test(tc, stopped_timers_do_not_fire);
    tcase_add_test(tc, random_timers_agree_with_a_sorted_list);
    tcase_add_test(tc, most_timers_are_stopped);
    tcase_add_test(tc, no_post_is_lost);
    tcase_add_test(tc, two_loops_play_ping_pong);
    tcase_add_test(tc, wake_ends_a_wait);
    tcase_add_test(tc, wake_is_safe_in_a_handler);
    tcase_add_test(tc, failed_allocations_are_told);
    tcase_add_test(tc, a_walk_meets_everything);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
