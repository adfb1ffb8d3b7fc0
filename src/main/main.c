/* SPDX-License-Identifier: MIT
 * The command krait: a VM, the command line, an exit status. */
#include "command.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static kr_vm *interrupted;
static volatile sig_atomic_t interrupts;

static void on_signal(int number)
{
    int saved = errno;
    if (number == SIGINT)
        interrupts = 1;
    if (interrupted)
        kr_signal(interrupted, number);
    errno = saved;
}

/* The module signal's way to the process. */
static int set_signal(void *user, int number, int action)
{
    struct sigaction a = {.sa_handler = action == KR_SIGNAL_DEFAULT ? SIG_DFL : action == KR_SIGNAL_IGNORE ? SIG_IGN : on_signal};
    (void)user;
    sigemptyset(&a.sa_mask);
    return sigaction(number, &a, NULL) ? errno : 0;
}

void interrupts_install(kr_vm *vm)
{
    struct sigaction old, action = {.sa_handler = on_signal};
    interrupted = vm;
    /* A shell starts background jobs with SIGINT ignored; that stays so. */
    if (!sigaction(SIGINT, NULL, &old) && old.sa_handler == SIG_IGN)
        return;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
}

bool interrupts_take(void)
{
    bool came = interrupts;
    interrupts = 0;
    return came;
}

/* Ends as a program does that the signal killed, so that a shell's loop ends too. */
static int die_of_interrupt(void)
{
    signal(SIGINT, SIG_DFL);
    kill(getpid(), SIGINT);
    return 130;
}

static int finish(kr_vm *vm, int status)
{
    if (!kr_finish(vm)) {
        kr_error err = {.size = sizeof err};
        if (kr_catch(vm, &err))
            fprintf(stderr, "Exception ignored while flushing sys.stdout:\n%s", err.text);
        if (status == 0)
            status = 120;
    }
    interrupted = NULL;
    kr_free(vm);
    return status == STATUS_INTERRUPTED ? die_of_interrupt() : status;
}

/* What variables of the environment ask for. */
static unsigned environment_options(void)
{
    const char *debug = getenv("PYTHONASYNCIODEBUG");
    return debug && *debug ? KR_LOOP_DEBUG : 0;
}

int main(int argc, char **argv)
{
    Options o;
    if (!options_parse(&o, argc, argv))
        return 2;
    if (o.action == SHOW_HELP)
        return options_help(), 0;
    if (o.action == SHOW_VERSION)
        return printf("krait %s (Python 3.14)\n", kr_version()), 0;
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    kr_error err = {.size = sizeof err};
    kr_config config = {.size = sizeof config,
                        .options = (o.optimize ? KR_OPTIMIZE : 0) | (o.dev_mode ? KR_DEV_MODE : 0) | (o.unbuffered ? KR_UNBUFFERED : 0) |
                                   (o.ignore_environment ? KR_IGNORE_ENVIRONMENT : environment_options()),
                        .set_signal = set_signal,
                        .capabilities = KR_CAP_ALL};
    kr_vm *vm = kr_new(&config, &err);
    if (!vm) {
        fprintf(stderr, "krait: cannot start: %s", err.text);
        return 1;
    }
    interrupts_install(vm);
    return finish(vm, run_options(vm, &o));
}
