/* SPDX-License-Identifier: MIT
 * Runs tests/fuzz/mutate.py in fresh VMs under limits: damaged input for the parser, json, pickle, re and others.
 *
 *   embed_fuzz [-s FIRST-SEED] [-n SEEDS] [-r ROUNDS] [-t TARGET] [-v] */
#include "host.h"

#include <unistd.h>

static char *read_script(size_t *n)
{
    const char *top = getenv("KRAIT_TEST_TOP");
    char path[4000];
    snprintf(path, sizeof path, "%s/tests/fuzz/mutate.py", top ? top : ".");
    FILE *f = fopen(path, "rb");
    char *text = calloc(1, 1 << 16);
    *n = f && text ? fread(text, 1, (1 << 16) - 1, f) : 0;
    if (f)
        fclose(f);
    CHECK(*n, "%s cannot be read", path);
    return text;
}

/* One program at a time may be stopped by its fuel; the exceptions of the usual kinds are its own business. */
static void run_seed(const char *text, size_t n, int seed, int rounds, const char *target)
{
    kr_config config = {.size = sizeof config, .memory_limit = 256 << 20};
    kr_vm *vm = kr_new(&config, NULL);
    char setup[200];
    snprintf(setup, sizeof setup, "seed, rounds, only = %d, %d, '%s'", seed, rounds, target);
    if (vm && host_ok(vm, setup)) {
        kr_error e = {.size = sizeof e};
        kr_value code = kr_compile(vm, text, n, "mutate.py", KR_EXEC);
        bool good = !kr_failed(code) && !kr_failed(kr_run(vm, code, kr_main(vm)));
        if (!good)
            kr_catch(vm, &e);
        CHECK(good, "seed %d: %s", seed, e.text);
        CHECK(!good || host_int(vm, "result") > 0, "seed %d did nothing", seed);
    }
    kr_free(vm);
}

int main(int argc, char **argv)
{
    int first = 1, seeds = 2, rounds = 60;
    bool verbose = false;
    const char *target = "";
    for (int option; (option = getopt(argc, argv, "s:n:r:t:v")) != -1;) {
        if (option == 's')
            first = atoi(optarg);
        else if (option == 'n')
            seeds = atoi(optarg);
        else if (option == 'r')
            rounds = atoi(optarg);
        else if (option == 't')
            target = optarg;
        else if (option == 'v')
            verbose = true;
        else
            return 2;
    }
    size_t n;
    char *text = read_script(&n);
    for (int seed = first; n && seed < first + seeds; seed++) {
        if (verbose)
            fprintf(stderr, "seed %d\n", seed);
        run_seed(text, n, seed, rounds, target);
    }
    free(text);
    return host_status("fuzz");
}
