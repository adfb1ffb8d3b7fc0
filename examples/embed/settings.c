/* SPDX-License-Identifier: MIT
 * A program whose settings are a script: it may compute, and nothing else. What it assigns is taken into C variables, and what is
 * wrong is said with its place. Build it with: cc settings.c $(pkg-config --cflags --libs krait) */
#include <krait.h>

#include <stdio.h>
#include <string.h>

typedef struct Settings {
    const char *host, *certificate; /* texts and values last as long as `all` is held */
    int port;
    double timeout;
    kr_value users;
    kr_ref *all;
} Settings;

/* CPython's text, and the line with what is wrong in it marked. */
static void complain(kr_vm *vm, const char *text)
{
    kr_error error = {.size = sizeof error};
    if (!kr_catch(vm, &error))
        return;
    printf("%s: %s\n", error.type, error.message);
    if (!error.nframes)
        return;
    const kr_frame *at = &error.frames[error.nframes - 1];
    for (int line = 1; line < at->line && strchr(text, '\n'); line++)
        text = strchr(text, '\n') + 1;
    int head = printf("  %s:%d: ", at->file, at->line);
    printf("%.*s\n%*s^ column %d\n", (int)strcspn(text, "\n"), text, head + at->column, "", at->column + 1);
}

static bool load(kr_vm *vm, const char *text, Settings *s)
{
    kr_value names = kr_dict(vm);
    *s = (Settings){.certificate = "none", .all = kr_hold(vm, names)};
    kr_limit(vm, KR_LIMIT_DEADLINE, 100000000); /* 100 ms */
    bool ok = !kr_failed(kr_run(vm, kr_compile(vm, text, strlen(text), "settings", KR_EXEC), names)) &&
              kr_parse(vm, names, "{'host':s, 'port':i, 'limits':{'timeout':d}, 'certificate':?s, 'users':O}", &s->host, &s->port, &s->timeout,
                       &s->certificate, &s->users);
    if (!ok)
        complain(vm, text);
    return ok;
}

static void show(kr_vm *vm, const Settings *s)
{
    size_t pos = 0;
    kr_value name, rights;
    printf("%s:%d, %g s, certificate %s\n", s->host, s->port, s->timeout, s->certificate);
    while (kr_dict_next(vm, s->users, &pos, &name, &rights) == 1) {
        kr_value text = kr_to_str(vm, rights);
        printf("%s may %s\n", kr_utf8(vm, name, NULL), kr_utf8(vm, text, NULL));
    }
}

int main(void)
{
    static const char *const texts[] = {
        "port = 8000 + 80\nhost = 'example.org'\nlimits = {'timeout': 60 / 8}\nusers = {name: 'read' for name in ('ann', 'bob')}\n",
        "port = 8080\nhost = 'example.org'\nlimits = {'timeout': 'long'}\nusers = {}\n",
        "port = 8080\nhost = 'example' + 7\n",
        "port = 8080\nhost = (\n",
        "port = open('/etc/passwd').read()\n",
        "while True:\n    pass\n",
    };
    kr_vm *vm = kr_new(NULL, NULL);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Settings s;
        if (load(vm, texts[i], &s))
            show(vm, &s);
        kr_drop(vm, s.all);
    }
    kr_free(vm);
    return 0;
}
