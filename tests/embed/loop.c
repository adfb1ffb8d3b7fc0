/* SPDX-License-Identifier: MIT
 * A host whose own epoll loop waits, without a time-out, on kr_loop_fd() only: timers, sockets, futures settled by other threads,
 * posts; no wake-up is missed. */
#include "host.h"

#include <pthread.h>
#include <sys/epoll.h>
#include <unistd.h>

static int turns;

/* Until the loop has nothing left to do. It waits without limit: a wake-up that is lost hangs the test, which ends it. */
static bool drive(kr_vm *vm)
{
    int ep = epoll_create1(EPOLL_CLOEXEC), fd = kr_loop_fd(vm), state = KR_LOOP_MORE;
    struct epoll_event e = {.events = EPOLLIN};
    CHECK(ep >= 0 && fd >= 0 && !epoll_ctl(ep, EPOLL_CTL_ADD, fd, &e), "descriptors %d %d", ep, fd);
    while (state > KR_LOOP_IDLE) {
        int n = epoll_wait(ep, &e, 1, -1);
        CHECK(n == 1, "epoll_wait() gives %d, state %d", n, state);
        state = kr_loop_run(vm, 0, 0);
        turns++;
    }
    if (state == KR_LOOP_ERROR)
        host_ok(vm, "raise RuntimeError('an exception left the loop')");
    close(ep);
    return state == KR_LOOP_IDLE;
}

static kr_value coroutine(kr_vm *vm, const char *expression)
{
    kr_value v = host_run(vm, expression, KR_EVAL);
    CHECK(!kr_failed(v), "%s", expression);
    return v;
}

static void note_done(kr_vm *vm, kr_value result, void *user)
{
    int64_t i = -1;
    kr_error e = {.size = sizeof e};
    if (kr_failed(result)) {
        kr_catch(vm, &e);
        i = !strcmp(e.type, "ValueError") ? -2 : -3;
    } else {
        kr_as_int(vm, result, &i);
    }
    *(int64_t *)user = i;
}

static void test_timers_and_sockets(void)
{
    kr_vm *vm = host_vm();
    host_ok(vm, "import asyncio\n"
                "async def timers():\n  for i in range(20): await asyncio.sleep(0.001)\n  return 20\n"
                "async def serve(r, w):\n"
                "  while data := await r.readline():\n    w.write(data.upper())\n    await w.drain()\n  w.close()\n"
                "async def sockets():\n  s = await asyncio.start_server(serve, '127.0.0.1', 0)\n"
                "  r, w = await asyncio.open_connection(*s.sockets[0].getsockname())\n  n = 0\n"
                "  for i in range(200):\n    w.write(b'line %d\\n' % i)\n    n += await r.readline() == b'LINE %d\\n' % i\n"
                "  w.close()\n  s.close()\n  await s.wait_closed()\n  return n\n"
                "async def fails():\n  await asyncio.sleep(0)\n  raise ValueError('no')\n");
    int64_t a = 0, b = 0, c = 0;
    CHECK(kr_loop_fd(vm) >= 0 && kr_loop_run(vm, 0, 0) == KR_LOOP_IDLE, "an empty loop is idle");
    kr_spawn(vm, coroutine(vm, "timers()"), note_done, &a);
    kr_spawn(vm, coroutine(vm, "sockets()"), note_done, &b);
    kr_spawn(vm, coroutine(vm, "fails()"), note_done, &c);
    CHECK(drive(vm), "it did not end");
    CHECK(a == 20 && b == 200 && c == -2, "%lld %lld %lld", (long long)a, (long long)b, (long long)c);
    kr_spawn(vm, coroutine(vm, "asyncio.sleep(0.02, 5)"), note_done, &a);
    int runs = 0;
    while (kr_loop_run(vm, 1000000000, 0) > KR_LOOP_IDLE)
        runs++;
    CHECK(a == 5 && runs < 10, "%lld after %d runs", (long long)a, runs);
    kr_free(vm);
}

/* ---- other threads ------------------------------------------------------------------------------------------------------ */

typedef struct Queue {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    kr_promise *waiting[64];
    int n, given;
    bool over;
} Queue;

static kr_value ask(kr_vm *vm, const kr_value *args, size_t n, void *user)
{
    (void)args, (void)n;
    Queue *q = user;
    kr_promise *p;
    kr_value future = kr_future(vm, &p, NULL, NULL);
    if (kr_failed(future))
        return future;
    pthread_mutex_lock(&q->lock);
    q->waiting[q->n++] = p;
    pthread_cond_signal(&q->filled);
    pthread_mutex_unlock(&q->lock);
    return future;
}

static void *settle(void *user)
{
    Queue *q = user;
    pthread_mutex_lock(&q->lock);
    for (;;) {
        while (!q->n && !q->over)
            pthread_cond_wait(&q->filled, &q->lock);
        if (!q->n)
            break;
        kr_promise *p = q->waiting[--q->n];
        kr_cval v = {.kind = KR_C_INT, .i = q->given++};
        if (v.i % 3 == 1)
            v = (kr_cval){.kind = KR_C_STR, .text = "text", .n = 4};
        else if (v.i % 3 == 2)
            v = (kr_cval){.kind = KR_C_ERROR, .type = "OSError", .text = "no answer", .n = 9};
        if (v.i == 300)
            v = (kr_cval){.kind = KR_C_STR, .n = 9}; /* no text is empty text */
        pthread_mutex_unlock(&q->lock);
        CHECK(kr_settle(p, &v), "a promise that nobody waits for");
        pthread_mutex_lock(&q->lock);
    }
    pthread_mutex_unlock(&q->lock);
    return NULL;
}

typedef struct Settlers {
    Queue q;
    pthread_t threads[3];
} Settlers;

static void begin_settling(Settlers *s, kr_vm *vm)
{
    s->q = (Queue){.lock = PTHREAD_MUTEX_INITIALIZER, .filled = PTHREAD_COND_INITIALIZER};
    for (int i = 0; i < 3; i++)
        pthread_create(&s->threads[i], NULL, settle, &s->q);
    kr_define(vm, kr_main(vm), "ask()", ask, &s->q);
}

static void end_settling(Settlers *s)
{
    pthread_mutex_lock(&s->q.lock);
    s->q.over = true;
    pthread_cond_broadcast(&s->q.filled);
    pthread_mutex_unlock(&s->q.lock);
    for (int i = 0; i < 3; i++)
        pthread_join(s->threads[i], NULL);
}

static void test_futures(int rounds)
{
    kr_vm *vm = host_vm();
    Settlers settlers;
    begin_settling(&settlers, vm);
    char text[400];
    snprintf(text, sizeof text, "import asyncio\nkinds = {}\n"
             "async def asker():\n  for i in range(%d):\n"
             "    try: kind = type(await ask()).__name__\n    except OSError as e: kind = str(e)\n"
             "    kinds[kind] = kinds.get(kind, 0) + 1\n"
             "async def all(): await asyncio.gather(*[asker() for i in range(10)]); return sum(kinds.values())\n", rounds / 10);
    host_ok(vm, text);
    int64_t answers = 0;
    kr_spawn(vm, coroutine(vm, "all()"), note_done, &answers);
    CHECK(drive(vm), "it did not end");
    CHECK(answers == rounds, "%lld of %d", (long long)answers, rounds);
    CHECK(host_int(vm, "sorted(kinds) == ['int', 'no answer', 'str']") == 1, "kinds of answers");
    end_settling(&settlers);
    kr_free(vm);
}

/* Timers, sockets and answers of threads at the same time: whichever comes first must not hide the others. */
static void test_together(int rounds)
{
    kr_vm *vm = host_vm();
    Settlers settlers;
    begin_settling(&settlers, vm);
    char text[1500];
    snprintf(text, sizeof text, "import asyncio\nrounds = %d\n"
             "async def timers(k):\n  for i in range(rounds // 40): await asyncio.sleep(0.0001 * (k + i %% 7))\n  return rounds // 40\n"
             "async def asker():\n  n = 0\n  for i in range(rounds // 20):\n    try: await ask()\n    except OSError: pass\n    n += 1\n  return n\n"
             "async def serve(r, w):\n"
             "  while data := await r.readline():\n    w.write(data.upper())\n    await w.drain()\n  w.close()\n"
             "async def client(address):\n  r, w = await asyncio.open_connection(*address)\n  n = 0\n"
             "  for i in range(rounds // 20):\n    w.write(b'line %%d\\n' %% i)\n    n += await r.readline() == b'LINE %%d\\n' %% i\n"
             "  w.close()\n  return n\n"
             "async def all():\n  s = await asyncio.start_server(serve, '127.0.0.1', 0)\n  a = s.sockets[0].getsockname()\n"
             "  done = await asyncio.gather(*[f(*x) for k in range(8) for f, x in ((timers, [k]), (asker, ()), (client, [a]))])\n"
             "  s.close()\n  return sum(done)\n", rounds);
    host_ok(vm, text);
    int64_t events = 0;
    kr_spawn(vm, coroutine(vm, "all()"), note_done, &events);
    CHECK(drive(vm), "it did not end");
    CHECK(events == 8 * (rounds / 40 + rounds / 20 + rounds / 20), "%lld of %d", (long long)events, rounds);
    end_settling(&settlers);
    kr_free(vm);
}

static void count_post(kr_vm *vm, void *user)
{
    host_ok(vm, "posts += 1\nif posts == limit: over.set_result(posts)");
    ++*(int *)user;
}

typedef struct Poster {
    kr_vm *vm;
    int n, *count;
} Poster;

static void *post_all(void *user)
{
    Poster *p = user;
    for (int i = 0; i < p->n; i++)
        CHECK(kr_post(p->vm, count_post, p->count), "post %d", i);
    return NULL;
}

static void test_posts(int rounds)
{
    kr_vm *vm = host_vm();
    int count = 0;
    int64_t result = 0;
    CHECK(!kr_post(vm, count_post, &count), "there is no loop yet");
    char text[200];
    snprintf(text, sizeof text, "import asyncio\nposts, limit = 0, %d\n"
             "async def main():\n  global over\n  over = asyncio.get_running_loop().create_future()\n  return await over\n", rounds * 2);
    host_ok(vm, text);
    CHECK(kr_loop_fd(vm) >= 0, "a descriptor");
    kr_spawn(vm, coroutine(vm, "main()"), note_done, &result);
    kr_loop_run(vm, 0, 0);
    pthread_t threads[2];
    Poster poster = {vm, rounds, &count};
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, post_all, &poster);
    CHECK(drive(vm), "it did not end");
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    CHECK(count == rounds * 2 && result == count, "%d posts, %lld", count, (long long)result);
    kr_free(vm);
}

/* ---- ends ------------------------------------------------------------------------------------------------------------------ */

static void note_cancelled(void *user)
{
    ++*(int *)user;
}

typedef struct Made {
    kr_promise *promise;
    int cancelled;
} Made;

static kr_value make(kr_vm *vm, const kr_value *args, size_t n, void *user)
{
    (void)args, (void)n;
    return kr_future(vm, &((Made *)user)->promise, note_cancelled, &((Made *)user)->cancelled);
}

static void test_ends(void)
{
    kr_vm *vm = host_vm();
    Made made = {0};
    kr_define(vm, kr_main(vm), "make()", make, &made);
    host_ok(vm, "import asyncio\nasync def f():\n  t = asyncio.create_task(wait())\n  await asyncio.sleep(0)\n  t.cancel()\n"
                "  await asyncio.wait([t])\nasync def wait(): await make()\nasyncio.run(f())\n");
    CHECK(made.cancelled == 1, "%d", made.cancelled);
    CHECK(!kr_settle(made.promise, NULL), "asyncio.run() has closed the loop");
    CHECK(!kr_failed(kr_spawn(vm, coroutine(vm, "wait()"), NULL, NULL)), "a task");
    kr_loop_run(vm, 0, 0);
    kr_promise *early = made.promise;
    kr_spawn(vm, coroutine(vm, "wait()"), NULL, NULL);
    CHECK(kr_loop_run(vm, 0, 0) == KR_LOOP_WAITING, "two tasks wait");
    kr_cval v = {.kind = KR_C_STR, .text = "too late", .n = 8};
    CHECK(early != made.promise && kr_settle(early, &v), "posted, and dropped with the VM");
    kr_free(vm);
    CHECK(!kr_settle(made.promise, &v), "the VM is gone");
}

int main(void)
{
    int rounds = getenv("KRAIT_TEST_ALL") ? 100000 : 3000;
    test_timers_and_sockets();
    test_futures(rounds);
    test_together(rounds);
    test_posts(rounds / 2);
    test_ends();
    return host_status("loop");
}
