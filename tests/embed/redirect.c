/* SPDX-License-Identifier: MIT
 * The streams and modules of scripts in the host's hands: what they print, what they read, where their imports come from; one VM's
 * never in another's, exit() in the host's. */
#include "host.h"

#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

typedef struct Console {
    char text[2][1 << 15];
    size_t n[2];
    int calls;
    bool broken;
    const char *const *lines; /* for input(), the last NULL */
} Console;

static bool take(void *user, int stream, const char *text, size_t n)
{
    Console *c = user;
    CHECK(stream == 1 || stream == 2, "stream %d", stream);
    c->calls++;
    size_t room = sizeof c->text[0] - 1 - c->n[stream - 1], some = n < room ? n : room;
    memcpy(c->text[stream - 1] + c->n[stream - 1], text, some);
    c->n[stream - 1] += some;
    return !c->broken;
}

static ptrdiff_t give(void *user, char *to, size_t room)
{
    Console *c = user;
    if (!c->lines || !*c->lines)
        return 0;
    if (!**c->lines)
        return c->lines++, -1;
    size_t n = strlen(*c->lines);
    CHECK(n <= room, "room for %zu", room);
    memcpy(to, *c->lines++, n);
    return (ptrdiff_t)n;
}

static const struct {
    const char *name, *text, *file;
    bool package;
} modules[] = {
    {"shapes", "from shapes.area import square\nkinds = 2\n", NULL, true},
    {"shapes.area", "def square(x): return x * x\ndef fails():\n  return 1 / 0\n", "area of shapes", false},
    {"json", "mine = 1\n", NULL, false},
    {"wrong", "def :\n", NULL, false},
    {"who", "import sys\nme = sys.modules[__name__]\n", NULL, false},
};

static bool find(kr_vm *vm, const char *name, kr_source *out)
{
    if (!strcmp(name, "forbidden"))
        return kr_raise(vm, "ImportError", "%s is not for scripts", name), false;
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++)
        if (!strcmp(modules[i].name, name)) {
            out->text = modules[i].text;
            out->n = strlen(modules[i].text);
            out->file = modules[i].file;
            out->package = modules[i].package;
            return true;
        }
    return false;
}

static kr_vm *vm_of(Console *c)
{
    kr_config config = {.size = sizeof config, .user = c, .write = take, .read = give, .import = find};
    *c = (Console){.lines = NULL};
    kr_vm *vm = kr_new(&config, NULL);
    CHECK(vm, "kr_new");
    return vm;
}

/* What stream 1 or 2 has got since the last call. */
static bool got(Console *c, int stream, const char *expected)
{
    c->text[stream - 1][c->n[stream - 1]] = '\0';
    c->n[stream - 1] = 0;
    if (!strcmp(c->text[stream - 1], expected))
        return true;
    printf("stream %d got\n%s\n", stream, c->text[stream - 1]);
    return false;
}

static void test_output(void)
{
    static Console c;
    kr_vm *vm = vm_of(&c);
    host_ok(vm, "print('one', 2)");
    CHECK(got(&c, 1, "one 2\n") && c.calls == 1, "a line in %d calls", c.calls);
    host_ok(vm, "import sys\nprint('no end', end='')");
    CHECK(got(&c, 1, ""), "no line yet");
    host_ok(vm, "sys.stdout.flush()");
    CHECK(got(&c, 1, "no end"), "flushed");
    host_ok(vm, "sys.stderr.write('e\\u00e9\\U0001F600'), print('x', file=sys.stderr)");
    CHECK(got(&c, 2, "e\u00e9\U0001F600x\n") && got(&c, 1, ""), "errors");
    host_ok(vm, "sys.stdout.buffer.write(b'\\xf0\\x9f'), sys.stdout.buffer.flush()");
    CHECK(got(&c, 1, ""), "a part of a character waits");
    host_ok(vm, "sys.stdout.buffer.write(b'\\x98\\x80!'), sys.stdout.buffer.flush()");
    CHECK(got(&c, 1, "\U0001F600!"), "the rest of it");
    host_ok(vm, "print('\u20ac' * 10000, flush=True)");
    bool whole = c.n[0] == 30001;
    CHECK(whole, "%zu bytes", c.n[0]);
    c.n[0] = 0;
    host_ok(vm, "assert not sys.stdout.isatty() and sys.stdout.encoding == 'utf-8' and sys.stdout.writable() and not sys.stdout.seekable()\n"
                "import io\nfor f in (sys.stdout.fileno, sys.stdout.buffer.raw.tell, sys.stdout.buffer.raw.truncate):\n"
                "  try: f()\n  except io.UnsupportedOperation: pass\n  else: assert 0\n"
                "assert repr(sys.stdout.buffer.raw).startswith('<_io.FileIO name=')");
    CHECK(kr_failed(host_run(vm, "def f(): raise ValueError('oh')\nprint('before', end='')\nf()", KR_EXEC)), "raises");
    kr_error e = {.size = sizeof e};
    kr_catch(vm, &e);
    kr_report(vm, e.exception);
    CHECK(got(&c, 1, "before"), "flushed before the report");
    CHECK(strstr(c.text[1], "ValueError: oh") && strstr(c.text[1], "in f"), "%s", c.text[1]);
    c.n[1] = 0;
    host_ok(vm, "del sys.stderr");
    kr_report(vm, e.exception);
    c.text[1][c.n[1]] = '\0';
    CHECK(strstr(c.text[1], "ValueError: oh"), "without sys.stderr: %s", c.text[1]);
    c.broken = true;
    host_ok(vm, "try: print('x')\nexcept OSError as e: assert str(e) == 'the host could not write', e\nelse: assert 0");
    c.broken = false;
    kr_finish(vm);
    kr_free(vm);
}

static void test_input(void)
{
    static Console c;
    static const char *const lines[] = {"Ann\n", "three\nfour\n", "", "l\u00e4st", NULL};
    kr_vm *vm = vm_of(&c);
    c.lines = lines;
    host_ok(vm, "assert input('name? ') == 'Ann'");
    CHECK(got(&c, 1, "name? "), "the prompt");
    host_ok(vm, "assert input() == 'three' and input() == 'four'\n"
                "try: input()\nexcept OSError as e: assert str(e) == 'the host could not read', e\nelse: assert 0\n"
                "import sys\nassert sys.stdin.read() == 'l\u00e4st'\n"
                "try: input()\nexcept EOFError: pass\nelse: assert 0");
    kr_free(vm);
    vm = kr_new(NULL, NULL);
    host_ok(vm, "import sys\nfor f in (input, sys.stdin.read, sys.stdin.readline, sys.stdin.buffer.read, lambda: next(sys.stdin)):\n"
                "  try: f()\n  except PermissionError as e: assert e.strerror == 'the host has not granted KR_CAP_STDIN', e\n  else: assert 0");
    kr_free(vm);
}

static void test_imports(void)
{
    static Console c;
    kr_vm *vm = vm_of(&c);
    host_ok(vm, "import shapes, json, who\nassert shapes.square(7) == 49 and shapes.kinds == 2 and json.mine == 1 and who.me is who\n"
                "assert shapes.__file__ == '<shapes>' and shapes.area.__file__ == 'area of shapes' and shapes.__package__ == 'shapes'\n"
                "import textwrap, asyncio, re\n"
                "def says(name):\n  try: __import__(name)\n  except Exception as e: return f'{type(e).__name__}: {e}'\n"
                "assert says('forbidden') == 'ImportError: forbidden is not for scripts', says('forbidden')\n"
                "assert says('nothing') == \"ModuleNotFoundError: No module named 'nothing'\", says('nothing')\n"
                "assert says('shapes.nothing') == \"ModuleNotFoundError: No module named 'shapes.nothing'\", says('shapes.nothing')\n"
                "assert says('json.nothing') == \"ModuleNotFoundError: No module named 'json.nothing'; 'json' is not a package\", says('json.nothing')\n"
                "assert says('wrong').startswith('SyntaxError: '), says('wrong')");
    kr_error e = {.size = sizeof e};
    CHECK(kr_failed(host_run(vm, "shapes.area.fails()", KR_EXEC)) && kr_catch(vm, &e) && e.nframes == 2 &&
              !strcmp(e.frames[1].file, "area of shapes") && e.frames[1].line == 3, "%s", e.text);
    CHECK(kr_failed(kr_import(vm, "forbidden")) && kr_catch(vm, &e) && !strcmp(e.type, "ImportError"), "%s", e.type);
    kr_free(vm);
}

/* Whatever a script does to end the process, the host goes on. */
static void test_exit(void)
{
    static const struct {
        const char *text;
        kr_kind kind;
        int code;
    } cases[] = {
        {"exit()", KR_KIND_EXIT, 0}, {"quit(2)", KR_KIND_EXIT, 2}, {"import sys\nsys.exit(300)", KR_KIND_EXIT, 44},
        {"raise SystemExit('said')", KR_KIND_EXIT, 1}, {"import os\nos._exit(0)", KR_KIND_ERROR, 0}, {"import os\nos.abort()", KR_KIND_ERROR, 0},
        {"import os\nos.kill(os.getpid(), 9)", KR_KIND_ERROR, 0}, {"import signal\nsignal.raise_signal(9)", KR_KIND_ERROR, 0},
        {"import asyncio\nasync def f(): raise SystemExit(5)\nasyncio.run(f())", KR_KIND_EXIT, 5},
        {"import _thread\n_thread.interrupt_main()\nwhile True: pass", KR_KIND_INTERRUPT, 0},
        {"class A:\n  def __del__(self): raise SystemExit(1)\nfor i in range(9): A()\nimport gc\ngc.collect()\nraise KeyboardInterrupt", KR_KIND_INTERRUPT, 0},
        {"import sys\nsys.excepthook = lambda *a: sys.exit(3)\n1 / 0", KR_KIND_ERROR, 0},
        {"import atexit\natexit.register(exit, 4)\n", KR_KIND_NONE, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        static Console c;
        kr_vm *vm = vm_of(&c);
        kr_error e = {.size = sizeof e};
        if (kr_failed(host_run(vm, cases[i].text, KR_EXEC)) && kr_catch(vm, &e))
            kr_report(vm, e.exception);
        CHECK(e.kind == cases[i].kind && e.code == cases[i].code, "%s: kind %d, code %d", cases[i].text, e.kind, e.code);
        kr_finish(vm);
        kr_catch(vm, NULL);
        CHECK(host_int(vm, "1 + 1") == 2, "after %s", cases[i].text);
        kr_free(vm);
    }
}

enum { THREADS = 8, VMS = 8 };

static void *talk(void *user)
{
    int number = (int)(intptr_t)user;
    Console *consoles = calloc(VMS, sizeof *consoles);
    kr_vm *vms[VMS];
    char text[100];
    for (int i = 0; i < VMS; i++) {
        vms[i] = vm_of(&consoles[i]);
        snprintf(text, sizeof text, "import shapes\nme = %d\n", number * VMS + i);
        host_ok(vms[i], text);
    }
    for (int round = 0; round < 50; round++)
        for (int i = 0; i < VMS; i++)
            host_ok(vms[i], "print(me, shapes.square(me))");
    for (int i = 0; i < VMS; i++) {
        int me = number * VMS + i, same = 0, n = snprintf(text, sizeof text, "%d %d\n", me, me * me);
        for (int round = 0; round < 50; round++)
            same += !memcmp(consoles[i].text[0] + round * n, text, (size_t)n);
        CHECK(same == 50 && consoles[i].n[0] == (size_t)(50 * n), "VM %d: %d lines", me, same);
        kr_free(vms[i]);
    }
    free(consoles);
    return NULL;
}

static void test_many(void)
{
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, talk, (void *)(intptr_t)i);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
}

/* With the callbacks set, the process' own streams are not touched: they may be closed. */
static void test_closed_streams(void)
{
    static Console c;
    int saved[3];
    fflush(stdout);
    for (int fd = 0; fd < 3; fd++) {
        saved[fd] = fcntl(fd, F_DUPFD_CLOEXEC, 10);
        close(fd);
    }
    kr_vm *vm = vm_of(&c);
    bool ok = !kr_failed(host_run(vm, "print('here')", KR_EXEC));
    kr_finish(vm);
    kr_free(vm);
    vm = kr_new(NULL, NULL);
    ok = ok && !kr_failed(host_run(vm, "print('nowhere')", KR_EXEC));
    kr_finish(vm);
    kr_free(vm);
    for (int fd = 0; fd < 3; fd++) {
        dup2(saved[fd], fd);
        close(saved[fd]);
    }
    CHECK(ok && got(&c, 1, "here\n"), "closed streams");
}

int main(void)
{
    test_output();
    test_input();
    test_imports();
    test_exit();
    test_many();
    test_closed_streams();
    return host_status("redirect");
}
