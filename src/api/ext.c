/* SPDX-License-Identifier: MIT
 * Extension modules: shared objects found on sys.path, and those that the host brings along. They are written against krait.h alone. */
#include "api/host.h"

#include "modules/import.h"
#include "object/error.h"

#include <dlfcn.h>

typedef bool (*Init)(kr_vm *vm, kr_value module);

static bool refuse(KrVm *vm, KrStr *name, const char *path, const char *why)
{
    krraise(vm, KR_T_ImportError, "%s: %s", path, why);
    KrExc *e = kras_exc(vm->exec->pending);
    if (krpending_is(vm, KR_T_ImportError))
        krstore(vm, e, &e->field[1], krvalue(name));
    return false;
}

/* The entry point of the last part of the name; NULL with ImportError pending. */
static Init entry_point(KrVm *vm, void *library, KrStr *name, const char *path)
{
    const char *last = krimport_last(name);
    KrStr *symbol = krstr_printf(vm, "kr_ext_%s", last), *version = symbol ? krstr_printf(vm, "kr_ext_api_%s", last) : NULL;
    const char *symbol_text = version ? krstr_cstr(vm, krvalue(symbol)) : NULL;
    if (!symbol_text)
        return NULL;
    const int *api = dlsym(library, krstr_data(version));
    void *at = dlsym(library, symbol_text);
    KrStr *why = NULL;
    if (!api || !at)
        why = krstr_printf(vm, "this is no extension module: it does not define %s", api ? symbol_text : krstr_data(version));
    else if (*api < 1 || *api > KR_API_VERSION)
        why = krstr_printf(vm, "it was built for version %d of krait's interface, this krait has version %d", *api, KR_API_VERSION);
    else
        return (Init)at;
    if (why)
        refuse(vm, name, path, krstr_data(why));
    return NULL;
}

static bool call_init(KrVm *vm, Init init, KrStr *name, KrValue module, const char *path)
{
    KrCallOut out;
    KR_CALL_OUT(vm, out);
    vm->exec->in_host++;
    bool done = init((kr_vm *)vm, (kr_value){module});
    vm->exec->in_host--;
    krvm_call_back(vm, &out);
    bool pending = vm->exec->pending != KR_EMPTY;
    if (done && !pending)
        return true;
    return pending ? false : refuse(vm, name, path, "its start failed without an exception");
}

/* The library stays loaded until the process ends: other VMs may have it, too, and its tables are in use as long as the VM. */
static bool load(KrVm *vm, KrStr *name, const char *path, KrValue module)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        const char *why = dlerror();
        size_t n = strlen(path);
        if (why && !strncmp(why, path, n) && !strncmp(why + n, ": ", 2))
            why += n + 2;
        return refuse(vm, name, path, why ? why : "it cannot be loaded");
    }
    Init init = entry_point(vm, library, name, path);
    if (init)
        return call_init(vm, init, name, module, path);
    dlclose(library);
    return false;
}

/* The host's own come first. */
static int start_own(KrVm *vm, KrStr *name, KrValue module)
{
    for (KrOwnExtension *e = krhost(vm)->extensions; e; e = e->next)
        if (krstr_is(name, e->name))
            return !module || call_init(vm, e->init, name, module, e->name) ? 1 : -1;
    return 0;
}

void krhost_start_extensions(KrVm *vm)
{
    vm->load_extension = load;
    vm->own_extension = start_own;
}

bool kr_extension(kr_vm *host, const char *name, bool (*init)(kr_vm *vm, kr_value module))
{
    KR_ENTER_BRIEFLY(vm, host, false);
    size_t n = strlen(name) + 1;
    KrOwnExtension *e = kralloc_zeroed(&vm->alloc, sizeof *e + n);
    if (!e)
        return krraise_memory(vm), false;
    e->init = init;
    memcpy(e->name, name, n);
    e->next = krhost(vm)->extensions;
    krhost(vm)->extensions = e;
    return true;
}

void krhost_forget_extensions(KrVm *vm, KrHost *h)
{
    for (KrOwnExtension *e = h->extensions, *next; e; e = next) {
        next = e->next;
        kralloc_free(&vm->alloc, e, sizeof *e + strlen(e->name) + 1);
    }
    h->extensions = NULL;
}
