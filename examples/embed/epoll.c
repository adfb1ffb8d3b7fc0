/* SPDX-License-Identifier: MIT
 * A program with an event loop of its own, in which a script lives: the loop waits on the script's one descriptor beside its own
 * timer, and a thread answers what the script asks for. Build it with: cc epoll.c $(pkg-config --cflags --libs krait) -lpthread */
#include <krait.h>

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

static const char script[] =
    "import asyncio, host\n"
    "\n"
    "async def ask(number):\n"
    "    answer = await host.square(number)\n"
    "    print(number, 'squared is', answer)\n"
    "\n"
    "async def main():\n"
    "    async with asyncio.timeout(10):\n"
    "        for number in range(3):\n"
    "            await ask(number)\n"
    "            await asyncio.sleep(0.02)\n"
    "    return 'done'\n";

/* ---- a function that takes its time ---------------------------------------------------------------------------------------- */

typedef struct Job {
    pthread_t thread;
    kr_promise *promise;
    int64_t number;
} Job;

static void *work(void *user)
{
    Job *job = user;
    nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
    kr_settle(job->promise, &(kr_cval){.kind = KR_C_INT, .i = job->number * job->number});
    return NULL;
}

/* The script awaits what this returns. One job at a time is all that the script asks for. */
static kr_value square(kr_vm *vm, const kr_value *args, size_t n, void *user)
{
    Job *job = user;
    (void)n;
    if (!kr_as_int(vm, args[0], &job->number))
        return KR_ERROR;
    kr_value future = kr_future(vm, &job->promise, NULL, NULL);
    if (!kr_failed(future)) {
        if (job->thread)
            pthread_join(job->thread, NULL);
        pthread_create(&job->thread, NULL, work, job);
    }
    return future;
}

/* ---- the host's loop ---------------------------------------------------------------------------------------------------------- */

static int ticks;

static void watch(int ep, int fd)
{
    struct epoll_event e = {.events = EPOLLIN, .data.fd = fd};
    epoll_ctl(ep, EPOLL_CTL_ADD, fd, &e);
}

static int new_timer(void)
{
    int fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    struct itimerspec every = {.it_interval.tv_nsec = 5000000, .it_value.tv_nsec = 5000000};
    timerfd_settime(fd, 0, &every, NULL);
    return fd;
}

/* Until the script has nothing left to do. It gets 50 000 units of work at a time, about half a millisecond. */
static int drive(kr_vm *vm)
{
    int ep = epoll_create1(EPOLL_CLOEXEC), timer = new_timer(), state = KR_LOOP_MORE;
    watch(ep, timer);
    watch(ep, kr_loop_fd(vm));
    while (state > KR_LOOP_IDLE) {
        struct epoll_event e;
        uint64_t count;
        if (epoll_wait(ep, &e, 1, -1) < 1)
            continue;
        if (e.data.fd != timer)
            state = kr_loop_run(vm, 0, 50000);
        else if (read(timer, &count, sizeof count) == sizeof count)
            ticks++;
    }
    close(timer);
    close(ep);
    return state;
}

static void show_result(kr_vm *vm, kr_value result, void *user)
{
    kr_error error = {.size = sizeof error};
    (void)user;
    if (!kr_failed(result))
        printf("the script says: %s\n", kr_utf8(vm, result, NULL));
    else if (kr_catch(vm, &error))
        fputs(error.text, stderr);
}

int main(void)
{
    Job job = {0};
    kr_vm *vm = kr_new(NULL, NULL);
    kr_define(vm, kr_module(vm, "host"), "square(number: int)", square, &job);
    kr_run(vm, kr_compile(vm, script, strlen(script), "script", KR_EXEC), kr_main(vm));
    kr_value coroutine = kr_call(vm, kr_getattr(vm, kr_main(vm), "main"), NULL, 0);
    kr_error error = {.size = sizeof error};
    if (kr_failed(kr_spawn(vm, coroutine, show_result, NULL)) || drive(vm) == KR_LOOP_ERROR) {
        if (kr_catch(vm, &error))
            fputs(error.text, stderr);
        return 1;
    }
    kr_finish(vm);
    kr_free(vm);
    if (job.thread)
        pthread_join(job.thread, NULL);
    puts(ticks > 5 ? "and the host went on meanwhile" : "the host did not get its turns");
    return 0;
}
