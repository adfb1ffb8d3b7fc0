/* SPDX-License-Identifier: MIT
 * A program of the build: compiles the library and writes its image as a C array.
 *
 *   freeze OUT.c LIB-FOLDER [PATH...]      paths of .py files below the folder, e.g. json/decoder.py */
#include "freeze/image.h"
#include "modules/modules.h"
#include "modules/state.h"
#include "object/str.h"
#include "vm/vm.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct Source {
    const char *path; /* below the folder */
    char *name;       /* dotted */
    bool package;
} Source;

static void die(const char *what, const char *detail)
{
    fprintf(stderr, "freeze: %s: %s\n", what, detail);
    exit(1);
}

static void *must(void *p)
{
    if (!p)
        die("memory", "exhausted");
    return p;
}

static Source source_of(const char *path)
{
    Source s = {.path = path, .name = must(strdup(path))};
    size_t n = strlen(path);
    if (n < 4 || strcmp(path + n - 3, ".py"))
        die(path, "is no .py file");
    s.name[n - 3] = 0;
    for (char *p = s.name; *p; p++)
        *p = *p == '/' ? '.' : *p;
    char *init = n > 12 ? s.name + n - 12 : NULL;
    if (init && !strcmp(init, ".__init__")) {
        *init = 0;
        s.package = true;
    }
    return s;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const Source *)a)->name, ((const Source *)b)->name);
}

static char *read_file(const char *folder, const char *path, size_t *n)
{
    char *full = must(malloc(strlen(folder) + strlen(path) + 2));
    sprintf(full, "%s/%s", folder, path);
    FILE *f = fopen(full, "rb");
    if (!f || fseek(f, 0, SEEK_END))
        die(full, "cannot be read");
    *n = (size_t)ftell(f);
    rewind(f);
    char *text = must(malloc(*n + 1));
    if (fread(text, 1, *n, f) != *n)
        die(full, "cannot be read");
    fclose(f);
    free(full);
    return text;
}

static void die_of_exception(KrVm *vm, const char *path)
{
    KrValue e = krpending_take(vm);
    KrValue text = e == KR_EMPTY ? KR_RAISED : krobj_repr(vm, e);
    die(path, text == KR_RAISED ? "cannot be compiled" : krstr_data(kras_str(text)));
}

static void add(KrVm *vm, Image *image, const char *folder, const Source *s)
{
    size_t n;
    char *text = read_file(folder, s->path, &n);
    KrStr *filename = krstr_printf(vm, "<frozen %s>", s->name);
    KrCode *code = filename ? krsource_compile(vm, text, n, filename, KR_COMPILE_EXEC, 0, NULL) : NULL;
    if (!code)
        die_of_exception(vm, s->path);
    bool added = image_add(image, s->name, code, s->package);
    if (vm->exec->pending)
        die_of_exception(vm, s->path);
    if (!added)
        die(s->path, image->error ? image->error : "memory");
    free(text);
}

static void write_c(const char *path, const Image *image)
{
    FILE *out = fopen(path, "w");
    if (!out)
        die(path, "cannot be written");
    fprintf(out, "/* Made by freeze from lib/. */\n#include \"object/frozen.h\"\n\nconst uint64_t krfrozen[] = {\n");
    const uint64_t *words = (const uint64_t *)(const void *)image->out.data;
    for (size_t i = 0; i < image->out.len / 8; i++)
        fprintf(out, "0x%llx,%s", (unsigned long long)words[i], i % 8 == 7 ? "\n" : "");
    fprintf(out, "};\n");
    if (fclose(out))
        die(path, "cannot be written");
}

static void freeze(KrVm *vm, char **argv, int argc)
{
    size_t n = (size_t)argc - 3;
    Source *sources = must(calloc(n + 1, sizeof *sources));
    for (size_t i = 0; i < n; i++)
        sources[i] = source_of(argv[3 + i]);
    qsort(sources, n, sizeof *sources, by_name);
    Image image;
    image_init(&image, vm);
    for (size_t i = 0; i < n; i++) {
        if (i && !strcmp(sources[i].name, sources[i - 1].name))
            die(sources[i].name, "is both a module and a package");
        add(vm, &image, argv[2], &sources[i]);
    }
    if (!image_finish(&image))
        die("image", image.error);
    write_c(argv[1], &image);
    image_release(&image);
    for (size_t i = 0; i < n; i++)
        free(sources[i].name);
    free(sources);
}

int main(int argc, char **argv)
{
    if (argc < 3)
        die("usage", "freeze OUT.c LIB-FOLDER [PATH...]");
    KrVm *vm = krvm_new(NULL);
    if (!vm)
        die("memory", "exhausted");
    krvm_enter(vm);
    vm->heap.disabled = 1; /* it ends before a collection would pay */
    if (!krmodules_init(vm))
        die("the VM", "could not be made");
    freeze(vm, argv, argc);
    krvm_release_objects(vm);
    krmodules_release(vm);
    krvm_free(vm);
    return 0;
}
