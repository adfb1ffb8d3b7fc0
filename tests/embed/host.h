/* SPDX-License-Identifier: MIT
 * What the test hosts share: a line for each check that fails, a status, running text. */
#ifndef KR_TESTS_EMBED_HOST_H
#define KR_TESTS_EMBED_HOST_H

#include "krait.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static atomic_int host_failures;

#define CHECK(condition, ...)                                                                                 \
    do {                                                                                                      \
        if (!(condition)) {                                                                                   \
            printf("%s:%d: %s: ", __FILE__, __LINE__, #condition);                                            \
            printf(__VA_ARGS__);                                                                              \
            putchar('\n');                                                                                    \
            atomic_fetch_add(&host_failures, 1);                                                              \
        }                                                                                                     \
    } while (0)

__attribute__((unused)) static double host_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* A VM that may do what the process may. */
__attribute__((unused)) static kr_vm *host_vm(void)
{
    kr_config config = {.size = sizeof config, .capabilities = KR_CAP_ALL};
    return kr_new(&config, NULL);
}

/* Runs statements in __main__, or the value of an expression. */
__attribute__((unused)) static kr_value host_run(kr_vm *vm, const char *text, kr_mode mode)
{
    kr_value code = kr_compile(vm, text, strlen(text), "<host>", mode);
    return kr_failed(code) ? code : kr_run(vm, code, kr_main(vm));
}

/* The same where an error is a failure of the test. */
__attribute__((unused)) static bool host_ok(kr_vm *vm, const char *text)
{
    if (!kr_failed(host_run(vm, text, KR_EXEC)))
        return true;
    kr_error e = {.size = sizeof e};
    kr_catch(vm, &e);
    CHECK(false, "%s\n%s", text, e.text);
    return false;
}

__attribute__((unused)) static int64_t host_int(kr_vm *vm, const char *text)
{
    int64_t i = INT64_MIN;
    kr_value v = host_run(vm, text, KR_EVAL);
    if (kr_failed(v) || !kr_as_int(vm, v, &i)) {
        kr_error e = {.size = sizeof e};
        kr_catch(vm, &e);
        CHECK(false, "%s\n%s", text, e.text);
    }
    return i;
}

__attribute__((unused)) static int host_status(const char *name)
{
    int n = atomic_load(&host_failures);
    printf("%s: %d failed\n", name, n);
    return n != 0;
}

#endif
