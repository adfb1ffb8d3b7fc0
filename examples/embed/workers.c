/* SPDX-License-Identifier: MIT
 * A server's core: threads take requests, and each request is answered by a script in whichever VM is free. A VM belongs to no
 * thread; it is used by one at a time. Build it with: cc workers.c $(pkg-config --cflags --libs krait) -lpthread */
#include <krait.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

enum { THREADS = 4, VMS = 3, REQUESTS = 2000 };

static const char script[] = "import json\n"
                             "def handle(path, body):\n"
                             "    if path == '/wrong':\n"
                             "        raise ValueError(f'no such path: {path}')\n"
                             "    while path == '/endless':\n"
                             "        pass\n"
                             "    return json.dumps({'path': path, 'length': len(body)})\n";

/* ---- VMs and who has them ------------------------------------------------------------------------------------------------------ */

typedef struct Worker {
    kr_vm *vm;
    kr_ref *handle; /* the script's function */
    struct Worker *next;
} Worker;

static Worker workers[VMS], *idle;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t one_is_idle = PTHREAD_COND_INITIALIZER;

static void give_back(Worker *w)
{
    pthread_mutex_lock(&lock);
    w->next = idle;
    idle = w;
    pthread_cond_signal(&one_is_idle);
    pthread_mutex_unlock(&lock);
}

static Worker *take(void)
{
    pthread_mutex_lock(&lock);
    while (!idle)
        pthread_cond_wait(&one_is_idle, &lock);
    Worker *w = idle;
    idle = w->next;
    pthread_mutex_unlock(&lock);
    return w;
}

static bool start(Worker *w)
{
    kr_config config = {.size = sizeof config, .memory_limit = 16 << 20};
    kr_error error = {.size = sizeof error};
    w->vm = kr_new(&config, &error);
    if (!w->vm)
        return false;
    if (!kr_failed(kr_run(w->vm, kr_compile(w->vm, script, strlen(script), "handler", KR_EXEC), kr_main(w->vm))))
        w->handle = kr_hold(w->vm, kr_getattr(w->vm, kr_main(w->vm), "handle"));
    if (!w->handle && kr_catch(w->vm, &error))
        fputs(error.text, stderr);
    give_back(w);
    return w->handle;
}

/* ---- requests --------------------------------------------------------------------------------------------------------------------- */

static atomic_int next_request, answered, failed, too_long;

static void answer(Worker *w, const char *path, const char *body)
{
    kr_error error = {.size = sizeof error};
    kr_limit(w->vm, KR_LIMIT_DEADLINE, 200000000); /* 200 ms */
    kr_value reply = kr_callf(w->vm, kr_get(w->handle), "s,body=s", path, body);
    if (!kr_failed(reply) && kr_utf8(w->vm, reply, NULL))
        atomic_fetch_add(&answered, 1); /* here it would be sent */
    else if (kr_catch(w->vm, &error))
        atomic_fetch_add(strcmp(error.type, "TimeoutError") ? &failed : &too_long, 1);
}

static void *serve(void *unused)
{
    int n;
    (void)unused;
    while ((n = atomic_fetch_add(&next_request, 1)) < REQUESTS) {
        Worker *w = take();
        answer(w, n % 500 == 11 ? "/endless" : n % 100 == 7 ? "/wrong" : "/", "hello");
        give_back(w);
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[THREADS];
    kr_stats stats = {.size = sizeof stats};
    size_t handles = 0;
    for (int i = 0; i < VMS; i++)
        if (!start(&workers[i]))
            return 1;
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, serve, NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    printf("%d requests: %d answered, %d failed, %d took too long\n", REQUESTS, answered, failed, too_long);
    for (int i = 0; i < VMS; i++) {
        kr_drop(workers[i].vm, workers[i].handle);
        kr_get_stats(workers[i].vm, &stats);
        handles += stats.handles;
        kr_free(workers[i].vm);
    }
    puts(handles ? "handles are left" : "no handle is left");
    return 0;
}
