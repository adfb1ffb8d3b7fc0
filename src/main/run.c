/* SPDX-License-Identifier: MIT
 * Running a file, code, a module or standard input as __main__. */
#include "command.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Text {
    char *p;
    size_t n;
} Text;

kr_value call_method(kr_vm *vm, kr_value o, const char *name, const kr_value *args, size_t n)
{
    kr_value fn = kr_getattr(vm, o, name);
    return kr_failed(fn) ? fn : kr_call(vm, fn, args, n);
}

int report_error(kr_vm *vm)
{
    kr_error err = {.size = sizeof err};
    if (!kr_catch(vm, &err))
        return 0;
    if (err.kind == KR_KIND_EXIT) {
        if (*err.text) {
            kr_value sys = kr_import(vm, "sys"), file = kr_failed(sys) ? sys : kr_getattr(vm, sys, "stderr");
            kr_value text = kr_failed(file) ? file : kr_str(vm, err.text, strlen(err.text));
            if (kr_failed(text) || kr_failed(call_method(vm, file, "write", &text, 1)))
                kr_catch(vm, NULL);
        }
        return err.code;
    }
    kr_report(vm, err.exception);
    return err.kind == KR_KIND_INTERRUPT ? STATUS_INTERRUPTED : 1;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

/* Everything up to the end; false with errno set. */
static bool read_all(int fd, Text *t)
{
    size_t cap = 0;
    *t = (Text){NULL, 0};
    for (;;) {
        if (t->n == cap) {
            cap = cap ? 2 * cap : 1 << 16;
            char *grown = realloc(t->p, cap);
            if (!grown)
                return false;
            t->p = grown;
        }
        ssize_t got = read(fd, t->p + t->n, cap - t->n);
        if (got < 0 && errno == EINTR && !interrupts_take())
            continue;
        if (got <= 0)
            return got == 0;
        t->n += (size_t)got;
    }
}

static bool read_file(const char *path, Text *t)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool ok = read_all(fd, t);
    int err = errno;
    close(fd);
    errno = err;
    return ok;
}

static const char *absolute(const char *path, char room[PATH_MAX])
{
    if (*path == '/' || !getcwd(room, PATH_MAX) || strlen(room) + strlen(path) + 2 > PATH_MAX)
        return path;
    return strcat(strcat(room, "/"), path);
}

/* ---- sys --------------------------------------------------------------------------------------------------------------- */

static bool insert_path(kr_vm *vm, int64_t at, const char *folder, size_t n)
{
    kr_value sys = kr_import(vm, "sys"), path = kr_failed(sys) ? sys : kr_getattr(vm, sys, "path");
    kr_value args[2] = {kr_int(vm, at), kr_str(vm, folder, n)};
    return !kr_failed(path) && !kr_failed(args[1]) && !kr_failed(call_method(vm, path, "insert", args, 2));
}

static bool append_to(kr_vm *vm, const char *list, const char *text)
{
    kr_value sys = kr_import(vm, "sys"), l = kr_failed(sys) ? sys : kr_getattr(vm, sys, list);
    kr_value s = kr_str(vm, text, strlen(text));
    return !kr_failed(l) && !kr_failed(s) && !kr_failed(call_method(vm, l, "append", &s, 1));
}

/* The folders of KRAITPATH come behind the library: the library is krait's own, what stands there may be another's. */
static bool add_environment_path(kr_vm *vm)
{
    const char *p = getenv("KRAITPATH");
    char room[PATH_MAX];
    while (p && *p) {
        size_t n = strcspn(p, ":");
        char entry[PATH_MAX];
        snprintf(entry, sizeof entry, "%.*s", (int)n, p);
        const char *whole = *entry ? absolute(entry, room) : getcwd(room, sizeof room);
        if (whole && !append_to(vm, "path", whole))
            return false;
        p += n + (p[n] == ':');
    }
    return true;
}

static bool set_xoption(kr_vm *vm, const char *text)
{
    kr_value sys = kr_import(vm, "sys"), d = kr_failed(sys) ? sys : kr_getattr(vm, sys, "_xoptions");
    size_t n = strcspn(text, "=");
    kr_value key = kr_str(vm, text, n), value = text[n] ? kr_str(vm, text + n + 1, strlen(text + n + 1)) : kr_bool(true);
    return !kr_failed(d) && kr_setitem(vm, d, key, value);
}

static bool add_warning_options(kr_vm *vm, const Options *o)
{
    const char *p = o->ignore_environment ? NULL : getenv("KRAITWARNINGS");
    while (p && *p) {
        char entry[256];
        size_t n = strcspn(p, ",");
        snprintf(entry, sizeof entry, "%.*s", (int)n, p);
        if (!append_to(vm, "warnoptions", entry))
            return false;
        p += n + (p[n] == ',');
    }
    if (o->dev_mode && !append_to(vm, "warnoptions", "default"))
        return false;
    for (int i = 0; i < o->nwarnings; i++)
        if (!append_to(vm, "warnoptions", o->warnings[i]))
            return false;
    return true;
}

static bool set_up(kr_vm *vm, const Options *o, const char *argv0)
{
    const char **argv = malloc(((size_t)o->nargs + 1) * sizeof *argv);
    if (!argv)
        return false;
    argv[0] = argv0;
    memcpy(argv + 1, o->args, (size_t)o->nargs * sizeof *argv);
    bool ok = kr_set_argv(vm, o->nargs + 1, argv) && (o->ignore_environment || add_environment_path(vm)) && add_warning_options(vm, o);
    free(argv);
    for (int i = 0; ok && i < o->nall; i++)
        ok = append_to(vm, "orig_argv", o->all[i]);
    for (int i = 0; ok && i < o->nxoptions; i++)
        ok = set_xoption(vm, o->xoptions[i]);
    return ok;
}

/* The folder that a script lies in, symbolic links of its name followed. */
static bool add_script_folder(kr_vm *vm, const Options *o, const char *path)
{
    char room[PATH_MAX];
    if (o->safe_path)
        return true;
    const char *real = realpath(path, room) ? room : path, *slash = strrchr(real, '/');
    return insert_path(vm, 0, real, slash ? (size_t)(slash - real) + (slash == real) : 0);
}

/* ---- running -------------------------------------------------------------------------------------------------------------- */

static bool set_main(kr_vm *vm, const char *name, const char *text)
{
    kr_value main = kr_main(vm), v = text ? kr_str(vm, text, strlen(text)) : kr_none();
    return !kr_failed(v) && kr_setattr(vm, main, name, v);
}

static int run_text(kr_vm *vm, Text t, const char *file)
{
    kr_value code = kr_compile(vm, t.p ? t.p : "", t.n, file, KR_EXEC);
    free(t.p);
    if (kr_failed(code) || kr_failed(kr_run(vm, code, kr_main(vm))))
        return report_error(vm);
    return 0;
}

static int cannot_open(const char *path, int err)
{
    char room[PATH_MAX];
    fprintf(stderr, "krait: can't open file '%s': [Errno %d] %s\n", absolute(path, room), err, strerror(err));
    return 2;
}

static int run_folder(kr_vm *vm, const Options *o)
{
    char path[PATH_MAX], room[PATH_MAX];
    struct stat st;
    Text t;
    snprintf(path, sizeof path, "%s/__main__.py", o->what);
    if (stat(path, &st) || !read_file(path, &t)) {
        fprintf(stderr, "krait: can't find '__main__' module in '%s'\n", absolute(o->what, room));
        return 1;
    }
    const char *folder = o->what;
    if (!set_up(vm, o, o->what) || !insert_path(vm, 0, folder, strlen(folder)) || !set_main(vm, "__file__", path) ||
        !set_main(vm, "__package__", ""))
        return report_error(vm);
    return run_text(vm, t, path);
}

static void skip_first_line(Text *t)
{
    char *end = t->p ? memchr(t->p, '\n', t->n) : NULL;
    if (end) {
        /* The line stays, empty, so that line numbers are right. */
        size_t n = (size_t)(end - t->p);
        memmove(t->p, end, t->n - n);
        t->n -= n;
    }
}

static int run_file(kr_vm *vm, const Options *o)
{
    struct stat st;
    Text t;
    char room[PATH_MAX];
    if (stat(o->what, &st))
        return cannot_open(o->what, errno);
    if (S_ISDIR(st.st_mode))
        return run_folder(vm, o);
    if (!read_file(o->what, &t))
        return cannot_open(o->what, errno);
    if (o->skip_first_line)
        skip_first_line(&t);
    if (!set_up(vm, o, o->what) || !add_script_folder(vm, o, o->what) || !set_main(vm, "__file__", absolute(o->what, room))) {
        free(t.p);
        return report_error(vm);
    }
    return run_text(vm, t, absolute(o->what, room));
}

static int run_code(kr_vm *vm, const Options *o)
{
    Text t = {strdup(o->what), strlen(o->what)};
    if (!t.p || !set_up(vm, o, "-c") || (!o->safe_path && !insert_path(vm, 0, "", 0))) {
        free(t.p);
        return report_error(vm);
    }
    return run_text(vm, t, "<string>");
}

/* lib/runpy.py finds the module, prepares __main__ and returns its code. */
static int run_module(kr_vm *vm, const Options *o)
{
    char cwd[PATH_MAX];
    const char *here = getcwd(cwd, sizeof cwd) ? cwd : "";
    if (!set_up(vm, o, "-m") || (!o->safe_path && !insert_path(vm, 0, here, strlen(here))))
        return report_error(vm);
    kr_value helper = kr_import(vm, "runpy"), name = kr_str(vm, o->what, strlen(o->what));
    kr_value code = kr_failed(helper) || kr_failed(name) ? helper : call_method(vm, helper, "_main_of_module", &name, 1);
    if (kr_failed(code) || kr_failed(kr_run(vm, code, kr_main(vm))))
        return report_error(vm);
    return 0;
}

static int run_stdin(kr_vm *vm, const Options *o)
{
    Text t;
    if (!set_up(vm, o, o->what ? o->what : "") || (!o->safe_path && !insert_path(vm, 0, "", 0)))
        return report_error(vm);
    if (isatty(0))
        return repl(vm, o->quiet);
    if (!read_all(0, &t)) {
        free(t.p);
        return errno == EINTR ? STATUS_INTERRUPTED : cannot_open("<stdin>", errno);
    }
    return run_text(vm, t, "<stdin>");
}

static int run_dis(kr_vm *vm, const Options *o)
{
    Text t;
    if (!read_file(o->what, &t))
        return cannot_open(o->what, errno);
    kr_value code = kr_compile(vm, t.p, t.n, o->what, KR_EXEC);
    free(t.p);
    kr_value text = kr_failed(code) ? code : kr_disasm(vm, code);
    kr_value sys = kr_failed(text) ? text : kr_import(vm, "sys"), out = kr_failed(sys) ? sys : kr_getattr(vm, sys, "stdout");
    return kr_failed(out) || kr_failed(call_method(vm, out, "write", &text, 1)) ? report_error(vm) : 0;
}

int run_options(kr_vm *vm, const Options *o)
{
    int status = 0;
    switch (o->action) {
    case RUN_FILE: status = run_file(vm, o); break;
    case RUN_CODE: status = run_code(vm, o); break;
    case RUN_MODULE: status = run_module(vm, o); break;
    case RUN_DIS: return run_dis(vm, o);
    default: return run_stdin(vm, o);
    }
    if (o->inspect && isatty(0))
        return repl(vm, true);
    return status;
}
