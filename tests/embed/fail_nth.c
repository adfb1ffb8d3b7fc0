/* SPDX-License-Identifier: MIT
 * Runs the scripts of tests/stress with an allocation that fails, once for each of many numbers N, in two ways: only the Nth
 * allocation fails, or all from the Nth on until the script is over. Each time the script must give the right `result` or
 * MemoryError, the VM must be usable afterwards, and after kr_free() no byte and no descriptor may be left.
 *
 *   embed_fail_nth [-n VALUES-OF-N] [-v] [SCRIPT...]      0 values: every N. The environment's KRAIT_TEST_ALL means that too,
 *                                                         its KRAIT_TEST_N so many.
 *   embed_fail_nth -n 0 -s N SCRIPT                       every N from this one on
 *   embed_fail_nth -f N SCRIPT                            this N only */
#include "krait.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define DEADLINE_NS 4000000000U

typedef struct Memory {
    size_t bytes, count, fail_from, fail_to; /* allocations number fail_from to fail_to fail; counted from 1 */
} Memory;

static void *allocate(void *user, void *p, size_t old, size_t size, size_t align)
{
    Memory *m = user;
    if (size == 0) {
        free(p);
        m->bytes -= p ? old : 0;
        return NULL;
    }
    m->count++;
    if (m->count >= m->fail_from && m->count <= m->fail_to)
        return NULL;
    void *q = align <= 16 ? realloc(p, size) : aligned_alloc(align, (size + align - 1) & ~(align - 1));
    if (!q)
        return NULL;
    if (align > 16 && p) {
        memcpy(q, p, old < size ? old : size);
        free(p);
    }
    m->bytes += size - (p ? old : 0);
    return q;
}

typedef struct Script {
    char *name, *text, *result; /* of the run without failures */
    size_t n;
} Script;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static size_t only; /* this N, or 0 */
static size_t first = 1;
static const char *problem; /* of the run that goes on, or NULL */
static char details[2000];

static void complain(const char *what, const char *more)
{
    if (problem)
        return;
    problem = what;
    snprintf(details, sizeof details, "%s", more ? more : "");
}

/* The exception that is pending must be MemoryError. */
static void expect_memory_error(kr_vm *vm)
{
    kr_error e = {.size = sizeof e};
    if (!kr_catch(vm, &e))
        complain("failed without an exception", NULL);
    else if (e.kind != KR_KIND_OOM)
        complain("another exception than MemoryError", e.text);
}

/* repr(result) of the script, or NULL with an exception pending. */
static char *run(kr_vm *vm, const Script *s)
{
    kr_value module = kr_main(vm), code = kr_compile(vm, s->text, s->n, s->name, KR_EXEC);
    if (kr_failed(code) || kr_failed(module) || kr_failed(kr_run(vm, code, module)))
        return NULL;
    kr_value value = kr_getattr(vm, module, "result");
    kr_value text = kr_failed(value) ? value : kr_repr(vm, value);
    const char *p = kr_failed(text) ? NULL : kr_utf8(vm, text, NULL);
    return p ? strdup(p) : NULL;
}

static void check_usable(kr_vm *vm)
{
    kr_value code = kr_compile(vm, "1 + 1", 5, "<usable>", KR_EVAL);
    kr_value sum = kr_failed(code) ? code : kr_run(vm, code, kr_main(vm));
    int64_t two = 0;
    if (kr_failed(sum) || !kr_as_int(vm, sum, &two) || two != 2) {
        kr_error e = {.size = sizeof e};
        complain("1 + 1 is not 2 any more", kr_catch(vm, &e) ? e.text : NULL);
    }
}

static int free_descriptor(void)
{
    int fd = dup(1);
    close(fd);
    return fd;
}

/* Runs the script in a new VM; the number of its allocations. The first run notes the result, later ones compare. */
static size_t run_once(Script *s, size_t from, size_t to)
{
    Memory m = {.fail_from = from, .fail_to = to};
    int lowest = free_descriptor();
    problem = NULL;
    kr_config config = {.size = sizeof config, .alloc = allocate, .alloc_user = &m, .capabilities = KR_CAP_ALL};
    kr_vm *vm = kr_new(&config, NULL);
    if (!vm) {
        if (from > m.count)
            complain("kr_new() failed for another reason", NULL);
    } else {
        double start = now();
        kr_limit(vm, KR_LIMIT_DEADLINE, DEADLINE_NS); /* TimeoutError cannot be made without memory: see the clock */
        char *result = run(vm, s);
        m.fail_to = 0;
        if (now() - start > 0.9e-9 * DEADLINE_NS)
            complain("waited for ever", NULL);
        kr_limit(vm, KR_LIMIT_DEADLINE, 0);
        if (!result)
            expect_memory_error(vm);
        else if (s->result && strcmp(result, s->result))
            complain("another result", result);
        if (!s->result)
            s->result = result;
        else
            free(result);
        check_usable(vm);
        kr_free(vm);
    }
    if (free_descriptor() != lowest) {
        char link[40], target[100] = "";
        snprintf(link, sizeof link, "/proc/self/fd/%d", lowest);
        (void)!readlink(link, target, sizeof target - 1);
        complain("a descriptor is left after kr_free():", target);
    }
    if (m.bytes)
        complain("bytes left after kr_free()", NULL);
    return m.count;
}

static bool report(const Script *s, const char *how, size_t n)
{
    if (!problem)
        return true;
    printf("%s: %s %zu: %s %s\n", s->name, how, n, problem, details);
    return false;
}

/* At most `values` numbers from 1 to the number of allocations, spread evenly; the number of runs that went wrong. */
static size_t sweep(Script *s, size_t values, bool verbose)
{
    size_t count = run_once(s, SIZE_MAX, 0), bad = 0;
    if (!report(s, "no failure", 0) || !s->result)
        return 1;
    if (only)
        values = 1;
    else if (!values || values > count)
        values = count;
    if (verbose)
        printf("%s: %zu allocations, %s\n", s->name, count, s->result);
    for (size_t i = 0; i < values && bad < 5; i++) {
        size_t n = only ? only : 1 + (size_t)((double)i * (double)count / (double)values);
        if (!only && n < first)
            continue;
        if (verbose)
            fprintf(stderr, "%s %zu\n", s->name, n);
        run_once(s, n, n);
        bad += !report(s, "without allocation", n);
        if (verbose)
            fprintf(stderr, "from\n");
        run_once(s, n, SIZE_MAX);
        bad += !report(s, "without allocations from", n);
    }
    return bad;
}

static bool read_script(Script *s, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return false;
    s->name = strdup(path);
    s->text = calloc(1, 1 << 20);
    s->n = fread(s->text, 1, (1 << 20) - 1, f);
    fclose(f);
    return true;
}

static size_t run_script(const char *path, size_t values, bool verbose)
{
    Script s = {0};
    if (!read_script(&s, path)) {
        printf("%s cannot be read\n", path);
        return 1;
    }
    size_t bad = sweep(&s, values, verbose);
    free(s.name);
    free(s.text);
    free(s.result);
    return bad;
}

static size_t run_folder(const char *folder, size_t values, bool verbose)
{
    struct dirent **names;
    int n = scandir(folder, &names, NULL, alphasort);
    size_t bad = n < 0, scripts = 0;
    for (int i = 0; i < n; i++) {
        size_t len = strlen(names[i]->d_name);
        if (len > 3 && !strcmp(names[i]->d_name + len - 3, ".py")) {
            char path[4096 + 256];
            snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
            bad += run_script(path, values, verbose);
            scripts++;
        }
        free(names[i]);
    }
    if (n >= 0)
        free(names);
    if (!scripts)
        printf("there are no scripts in %s\n", folder);
    return bad + !scripts;
}

int main(int argc, char **argv)
{
    const char *given = getenv("KRAIT_TEST_N");
    size_t values = given ? (size_t)atol(given) : getenv("KRAIT_TEST_ALL") ? 0 : 200, bad = 0;
    bool verbose = false;
    for (int option; (option = getopt(argc, argv, "f:n:s:v")) != -1;) {
        if (option == 'n')
            values = (size_t)atol(optarg);
        else if (option == 's')
            first = (size_t)atol(optarg);
        else if (option == 'f')
            only = (size_t)atol(optarg);
        else if (option == 'v')
            verbose = true;
        else
            return 2;
    }
    if (optind < argc) {
        for (int i = optind; i < argc; i++)
            bad += run_script(argv[i], values, verbose);
    } else {
        const char *top = getenv("KRAIT_TEST_TOP");
        char folder[4000];
        snprintf(folder, sizeof folder, "%s/tests/stress", top ? top : ".");
        bad = run_folder(folder, values, verbose);
    }
    return bad != 0;
}
