/* SPDX-License-Identifier: MIT
 * The prompt: lines from readline where it is installed, else as they come. */
#include "command.h"

#include <dlfcn.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- readline, opened when it is first needed ---------------------------------------------------------------------- */

typedef struct Readline {
    void *library;
    void (*install)(const char *prompt, void (*handler)(char *));
    void (*read_char)(void);
    void (*remove)(void);
    void (*add_history)(const char *);
    int (*read_history)(const char *);
    int (*write_history)(const char *);
    void (*stifle_history)(int);
    void (*free_line_state)(void);
    void (*cleanup)(void);
    char history[512];
} Readline;

static char *line;
static bool line_done;

static void take_line(char *text)
{
    line = text;
    line_done = true;
}

static bool symbol(Readline *r, const char *name, void *to)
{
    void *p = dlsym(r->library, name);
    memcpy(to, &p, sizeof p);
    return p != NULL;
}

static bool open_readline(Readline *r)
{
    static const char *const names[] = {"libreadline.so.8", "libreadline.so.7", "libreadline.so"};
    for (size_t i = 0; !r->library && i < sizeof names / sizeof *names; i++)
        r->library = dlopen(names[i], RTLD_NOW);
    int *catch_signals;
    if (!r->library || !symbol(r, "rl_callback_handler_install", &r->install) || !symbol(r, "rl_callback_read_char", &r->read_char) ||
        !symbol(r, "rl_callback_handler_remove", &r->remove) || !symbol(r, "add_history", &r->add_history) ||
        !symbol(r, "read_history", &r->read_history) || !symbol(r, "write_history", &r->write_history) ||
        !symbol(r, "stifle_history", &r->stifle_history) || !symbol(r, "rl_free_line_state", &r->free_line_state) ||
        !symbol(r, "rl_cleanup_after_signal", &r->cleanup) || !symbol(r, "rl_catch_signals", &catch_signals))
        return false;
    *catch_signals = 0;
    const char *home = getenv("HOME");
    if (home) {
        snprintf(r->history, sizeof r->history, "%s/.krait_history", home);
        r->read_history(r->history);
    }
    return true;
}

typedef enum Input { LINE, END, INTERRUPTED } Input;

static Input edited_line(Readline *r, const char *prompt, char **out)
{
    line_done = false;
    r->install(prompt, take_line);
    while (!line_done) {
        struct pollfd in = {.fd = 0, .events = POLLIN};
        if (poll(&in, 1, -1) < 0 && errno == EINTR && interrupts_take()) {
            r->free_line_state();
            r->cleanup();
            r->remove();
            return INTERRUPTED;
        }
        if (in.revents)
            r->read_char();
    }
    r->remove();
    *out = line;
    if (line && *line)
        r->add_history(line);
    return line ? LINE : END;
}

static Input plain_line(const char *prompt, char **out)
{
    size_t cap = 0;
    *out = NULL;
    fputs(prompt, stdout);
    fflush(stdout);
    errno = 0;
    ssize_t n = getline(out, &cap, stdin);
    if (n < 0) {
        bool interrupted = errno == EINTR && interrupts_take();
        clearerr(stdin);
        free(*out);
        *out = NULL;
        return interrupted ? INTERRUPTED : END;
    }
    if (n && (*out)[n - 1] == '\n')
        (*out)[n - 1] = '\0';
    return LINE;
}

/* ---- the loop --------------------------------------------------------------------------------------------------------- */

static void set_prompts(kr_vm *vm)
{
    kr_value sys = kr_import(vm, "sys");
    if (kr_failed(sys) || !kr_setattr(vm, sys, "ps1", kr_str(vm, ">>> ", 4)) || !kr_setattr(vm, sys, "ps2", kr_str(vm, "... ", 4)))
        kr_catch(vm, NULL);
}

static void get_prompt(kr_vm *vm, const char *name, char *to, size_t room)
{
    kr_value sys = kr_import(vm, "sys"), v = kr_failed(sys) ? sys : kr_getattr(vm, sys, name);
    kr_value text = kr_failed(v) ? v : kr_to_str(vm, v);
    const char *s = kr_failed(text) ? NULL : kr_utf8(vm, text, NULL);
    if (!s)
        kr_catch(vm, NULL);
    snprintf(to, room, "%s", s ? s : "");
}

/* One line to the interpreter. False: the program asked to exit, with *status. */
static bool push(kr_vm *vm, const char *text, int *state, int *status)
{
    *state = kr_repl_push(vm, text);
    bool failed = *state < 0;
    kr_error err = {.size = sizeof err};
    if (failed)
        *state = 0;
    if (!failed || !kr_catch(vm, &err))
        return true;
    if (err.kind == KR_KIND_EXIT) {
        fputs(err.text, stderr);
        *status = err.code;
        return false;
    }
    interrupts_take();
    kr_report(vm, err.exception);
    return true;
}

int repl(kr_vm *vm, bool quiet)
{
    Readline r = {0};
    bool edit = isatty(0) && isatty(1) && open_readline(&r);
    int status = 0, state = 0;
    if (!quiet)
        printf("krait %s (Python 3.14) on linux\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n", kr_version());
    fflush(stdout);
    set_prompts(vm);
    for (;;) {
        char prompt[128], *text = NULL;
        get_prompt(vm, state ? "ps2" : "ps1", prompt, sizeof prompt);
        Input in = edit ? edited_line(&r, prompt, &text) : plain_line(prompt, &text);
        if (in == INTERRUPTED) {
            fputs("\nKeyboardInterrupt\n", stderr);
            kr_repl_push(vm, NULL);
            state = 0;
            continue;
        }
        if (in == END && !state) {
            putchar('\n');
            fflush(stdout);
            break;
        }
        bool go_on = push(vm, in == END ? "" : text, &state, &status);
        free(text);
        if (!go_on)
            break;
    }
    if (edit && *r.history) {
        r.stifle_history(1000);
        r.write_history(r.history);
    }
    return status;
}
