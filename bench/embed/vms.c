/* SPDX-License-Identifier: MIT
 * What a VM costs: making and freeing it, and the memory of an idle one, beside Lua 5.4 with its standard libraries when it is
 * compiled with -DWITH_LUA. Each in turns in one process, the best of several rounds.
 *
 *     cc -O2 -Isrc/api -DWITH_LUA bench/embed/vms.c $(pkg-config --cflags --libs lua5.4) -Lbuild -lkrait -Wl,-rpath,$PWD/build */
#include "krait.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef WITH_LUA
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#endif

enum { ROUNDS = 15, PER_ROUND = 200, ALIVE = 500 };

typedef struct Kind {
    const char *name;
    void *(*make)(void);
    void (*run)(void *vm); /* one short line */
    void (*drop)(void *vm);
} Kind;

static void *make_krait(void)
{
    return kr_new(NULL, NULL);
}

static void run_krait(void *vm)
{
    if (kr_failed(kr_run(vm, kr_compile(vm, "x = 1 + 1", 9, "<bench>", KR_EXEC), kr_main(vm))))
        exit(1);
}

static void drop_krait(void *vm)
{
    kr_free(vm);
}

#ifdef WITH_LUA
static void *make_lua(void)
{
    lua_State *l = luaL_newstate();
    luaL_openlibs(l);
    return l;
}

static void run_lua(void *vm)
{
    if (luaL_dostring(vm, "x = 1 + 1"))
        exit(1);
}

static void drop_lua(void *vm)
{
    lua_close(vm);
}
#endif

static const Kind kinds[] = {
    {"krait", make_krait, run_krait, drop_krait},
#ifdef WITH_LUA
    {"Lua 5.4", make_lua, run_lua, drop_lua},
#endif
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Microseconds to make, use and free one. */
static double life(const Kind *k, bool used)
{
    double start = now();
    for (int i = 0; i < PER_ROUND; i++) {
        void *vm = k->make();
        if (!vm)
            exit(1);
        if (used)
            k->run(vm);
        k->drop(vm);
    }
    return (now() - start) / PER_ROUND * 1e6;
}

static double resident_kib(void)
{
    long pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (!f || fscanf(f, "%*d %ld", &pages) != 1)
        exit(1);
    fclose(f);
    return (double)pages * (double)sysconf(_SC_PAGESIZE) / 1024;
}

/* KiB that an idle VM adds to the process, in a process of its own. */
static double size(const Kind *k)
{
    int out[2];
    double answer = 0;
    static void *vms[ALIVE];
    if (pipe(out))
        exit(1);
    pid_t child = fork();
    if (child == 0) {
        malloc_trim(0);
        k->drop(k->make());
        double before = resident_kib();
        for (int i = 0; i < ALIVE; i++) {
            vms[i] = k->make();
            k->run(vms[i]);
        }
        answer = (resident_kib() - before) / ALIVE;
        _exit(write(out[1], &answer, sizeof answer) != sizeof answer);
    }
    if (child < 0 || read(out[0], &answer, sizeof answer) != sizeof answer)
        exit(1);
    waitpid(child, NULL, 0);
    close(out[0]);
    close(out[1]);
    return answer;
}

static void tell(const char *what, const char *unit, const double *best)
{
    printf("%-28s", what);
    for (int k = 0; k < KINDS; k++)
        printf("  %s %8.1f %s", kinds[k].name, best[k], unit);
    if (KINDS > 1)
        printf("  ratio %5.2f", best[0] / best[KINDS - 1]);
    printf("\n");
}

int main(void)
{
    double bare[KINDS], used[KINDS], sizes[KINDS];
    for (int k = 0; k < KINDS; k++) {
        sizes[k] = size(&kinds[k]);
        bare[k] = used[k] = 1e9;
    }
    for (int round = 0; round < ROUNDS; round++)
        for (int k = 0; k < KINDS; k++) {
            double b = life(&kinds[k], false), u = life(&kinds[k], true);
            bare[k] = b < bare[k] ? b : bare[k];
            used[k] = u < used[k] ? u : used[k];
        }
    tell("make and free", "us", bare);
    tell("make, run a line, free", "us", used);
    tell("resident, having run a line", "KiB", sizes);
    return 0;
}
