/* SPDX-License-Identifier: MIT
 * What the files of the command share. Layer: main. */
#ifndef KR_MAIN_COMMAND_H
#define KR_MAIN_COMMAND_H

#include "krait.h"

/* What the command line asks for. */
typedef struct Options {
    enum { RUN_FILE, RUN_CODE, RUN_MODULE, RUN_STDIN, RUN_DIS, SHOW_VERSION, SHOW_HELP } action;
    const char *what;  /* the file, code or module */
    char **args;       /* behind it */
    int nargs;
    char **all;        /* the whole command line */
    int nall;
    int optimize;
    bool inspect, isolated, ignore_environment, safe_path, unbuffered, quiet, skip_first_line, dev_mode, dont_write;
    const char *warnings[32], *xoptions[32];
    int nwarnings, nxoptions;
} Options;

/* False: the command line is wrong; that has been said on stderr. */
bool options_parse(Options *o, int argc, char **argv);
void options_help(void);

/* Runs what the options ask for; the status of the process, or STATUS_INTERRUPTED. */
enum { STATUS_INTERRUPTED = -2 };
int run_options(kr_vm *vm, const Options *o);
/* Takes the pending exception, reports it, and returns the status it means. */
int report_error(kr_vm *vm);
/* Calls o.name(...) with str arguments; KR_ERROR as kr_call(). */
kr_value call_method(kr_vm *vm, kr_value o, const char *name, const kr_value *args, size_t n);

/* The prompt, until the end of input. */
int repl(kr_vm *vm, bool quiet);
/* The VM that SIGINT interrupts. */
void interrupts_install(kr_vm *vm);
bool interrupts_take(void); /* whether SIGINT came since the last call */

#endif
