/* SPDX-License-Identifier: MIT
 * What the test hosts that run the programs of bench/ share: reading them, running one of them in a VM. */
#ifndef KR_TESTS_EMBED_BENCH_H
#define KR_TESTS_EMBED_BENCH_H

#include "host.h"

#include <dirent.h>

enum { BENCH_MAX = 64 };

typedef struct Bench {
    char *name, *text;
} Bench;

static Bench bench[BENCH_MAX];
static int nbench;

static char *bench_read(const char *path)
{
    FILE *f = fopen(path, "rb");
    char *text = f ? calloc(1, 1 << 16) : NULL;
    if (text && fread(text, 1, (1 << 16) - 1, f) == 0)
        text[0] = 0;
    if (f)
        fclose(f);
    return text;
}

/* All programs in the order of their names. */
static void bench_load(void)
{
    const char *top = getenv("KRAIT_TEST_TOP");
    char folder[4000], path[5000];
    struct dirent **names;
    snprintf(folder, sizeof folder, "%s/bench", top ? top : ".");
    int n = scandir(folder, &names, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        size_t len = strlen(names[i]->d_name);
        if (len > 3 && !strcmp(names[i]->d_name + len - 3, ".py") && nbench < BENCH_MAX) {
            snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
            bench[nbench++] = (Bench){strdup(names[i]->d_name), bench_read(path)};
        }
        free(names[i]);
    }
    if (n >= 0)
        free(names);
    CHECK(nbench >= 6, "%d programs in %s", nbench, folder);
}

static void bench_unload(void)
{
    for (int i = 0; i < nbench; i++) {
        free(bench[i].name);
        free(bench[i].text);
    }
    nbench = 0;
}

/* repr(answer) of the program, to be freed; NULL when it failed, which is reported. */
static char *bench_run(kr_vm *vm, const Bench *b, const char *size)
{
    const char *argv[] = {b->name, size};
    host_ok(vm, "import sys\nsys.stdout = None");
    CHECK(kr_set_argv(vm, 2, argv), "%s", b->name);
    kr_value code = kr_compile(vm, b->text, strlen(b->text), b->name, KR_EXEC);
    kr_value done = kr_failed(code) ? code : kr_run(vm, code, kr_main(vm));
    kr_value answer = kr_failed(done) ? done : kr_getattr(vm, kr_main(vm), "answer");
    kr_value text = kr_failed(answer) ? answer : kr_repr(vm, answer);
    const char *p = kr_failed(text) ? NULL : kr_utf8(vm, text, NULL);
    kr_error e = {.size = sizeof e};
    if (!p)
        kr_catch(vm, &e);
    CHECK(p, "%s\n%s", b->name, e.text);
    return p ? strdup(p) : NULL;
}

#endif
