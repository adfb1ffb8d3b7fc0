/* SPDX-License-Identifier: MIT
 * Import: native modules from the const table, the library and the user's own modules from folders of sys.path. */
#include "modules/state.h"

#include "modules/import.h"
#include "object/dictcore.h"
#include "object/needs.h"
#include "object/strcore.h"

#include <errno.h>
#include <limits.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

bool krmodule_set(KrVm *vm, KrValue module, const char *name, KrValue v)
{
    const KrStr *key = v == KR_RAISED ? NULL : krintern_text(vm, name, strlen(name));
    return key && krdict_set_name(vm, ((KrModule *)kras_obj(module))->dict, key, v);
}

bool krmodule_set_text(KrVm *vm, KrValue module, const char *name, const char *text)
{
    return krmodule_set(vm, module, name, krvalue_or_raised(krstr_text(vm, text)));
}

bool krmodule_set_int(KrVm *vm, KrValue module, const char *name, int64_t i)
{
    return krmodule_set(vm, module, name, krint_from(vm, i));
}

/* ---- native modules -------------------------------------------------------------------------------------------------------- */

static const KrNativeModule *find_native(const KrStr *name)
{
    uint32_t low = 0, high = krnative_module_count;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        int c = krstr_compare(krname_at(krnative_modules[mid].name), name);
        if (!c)
            return &krnative_modules[mid];
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

enum { OWN_NAMES = 5 }; /* __name__, __doc__ and so on */

static bool add_members(KrVm *vm, const KrNativeModule *m, KrDict *d)
{
    if (!krdict_reserve(vm, d, m->nmembers + OWN_NAMES))
        return false;
    for (uint32_t i = 0; i < m->nmembers; i++) {
        const KrMember *member = &krmembers[m->first_member + i];
        if (!krdict_set_name(vm, d, krname_at(member->name), krvalue(member)))
            return false;
    }
    const char *name = krstr_data(krname_at(m->name));
    if (!strcmp(name, "builtins"))
        return true;
    for (uint32_t i = 1; i < KR_T_COUNT; i++)
        if (*krtypes[i].module == *name && !strcmp(krtypes[i].module, name) && !(krtypes[i].flags & KR_TF_HIDDEN) &&
            !krdict_set_name(vm, d, krtypes[i].name, krvalue(&krtypes[i])))
            return false;
    return true;
}

static void spec_done(KrVm *vm, KrModule *m, KrModuleSpec *spec)
{
    spec->initializing = false;
    if (!krdict_fit(vm, m->dict))
        krpending_clear(vm); /* it is as large as before */
}

bool krimport_is_native(const KrStr *name)
{
    return find_native(name) != NULL;
}

KrValue krimport_native(KrVm *vm, const KrStr *name)
{
    const KrNativeModule *m = find_native(name);
    if (!m)
        return KR_EMPTY;
    KrModule *module = krmodule_new(vm, krname_at(m->name));
    if (!module)
        return KR_RAISED;
    const char *doc = krdocs + m->doc + 1;
    KrStr *text = krstr_text(vm, doc), *origin = krstr_text(vm, "built-in");
    KrValue loader = krvalue(KR_TYPE_OF(BuiltinImporter));
    KrModuleSpec *spec = origin ? krspec_new(vm, krname_at(m->name), loader, krvalue(origin), KR_NONE) : NULL;
    if (!text || !spec || !krdict_set_name(vm, module->dict, KR_NAME(__doc__), krvalue(text)) ||
        !krdict_set_name(vm, module->dict, KR_NAME(__package__), krvalue(vm->empty_str)) ||
        !krdict_set_name(vm, module->dict, KR_NAME(__loader__), loader) ||
        !krdict_set_name(vm, module->dict, KR_NAME(__spec__), krvalue(spec)) || !add_members(vm, m, module->dict) ||
        !krdict_set_name(vm, vm->modules, krname_at(m->name), krvalue(module)))
        return KR_RAISED;
    if (m->init && !m->init(vm, krvalue(module))) {
        krdict_delete_name(vm, vm->modules, krname_at(m->name));
        return KR_RAISED;
    }
    spec_done(vm, module, spec);
    return krvalue(module);
}

/* ---- files -------------------------------------------------------------------------------------------------------------------- */

static bool read_file(KrVm *vm, const char *path, KrBuf *out)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return krraise_errno(vm, errno, KR_EMPTY), false;
    for (;;) {
        if (!krbuf_reserve(out, 65536)) {
            close(fd);
            return krraise_memory(vm), false;
        }
        ssize_t got = read(fd, out->data + out->len, out->cap - out->len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            int err = errno;
            close(fd);
            return got == 0 || (krraise_errno(vm, err, KR_EMPTY), false);
        }
        out->len += (size_t)got;
    }
}

static bool is_file(const char *path)
{
    struct stat st;
    return !stat(path, &st) && S_ISREG(st.st_mode);
}

static bool is_folder(const char *path)
{
    struct stat st;
    return !stat(path, &st) && S_ISDIR(st.st_mode);
}

/* Where a module was found: a file, a folder without __init__.py (a namespace package), or in the frozen library. */
typedef struct Found {
    KrStr *path;                  /* of the file, or NULL */
    KrCode *code;                 /* from the host, compiled, or NULL */
    KrStr *folder;                /* a package's __path__ entry, or NULL */
    KrList *portions;             /* the __path__ of a namespace package, or NULL */
    bool native;                  /* the file is a shared object */
    bool own;                     /* of the host's */
    const KrFrozenModule *frozen; /* or NULL */
} Found;

static KrValue run_file(KrVm *vm, KrModule *m, KrStr *path)
{
    KrBuf text = krbuf_init(&vm->alloc);
    const char *file = krstr_cstr(vm, krvalue(path));
    if (!file || !read_file(vm, file, &text)) {
        krbuf_release(&text);
        return KR_RAISED;
    }
    KrCode *code = krsource_compile(vm, text.data ? text.data : "", text.len, path, KR_COMPILE_EXEC, 0, NULL);
    krbuf_release(&text);
    if (!code)
        return KR_RAISED;
    return krrun_code(vm, code, m->dict, KR_EMPTY, NULL);
}

bool krimport_extension(KrVm *vm, KrStr *name, KrStr *path, KrValue module)
{
    const char *file = krstr_cstr(vm, krvalue(path));
    if (!file)
        return false;
    if (!vm->load_extension)
        return krraise(vm, KR_T_ImportError, "%s: extension modules cannot be loaded here", file), false;
    return krneeds(vm, KR_NEEDS_EXTENSIONS) && vm->load_extension(vm, name, file, module);
}

static KrValue run_found(KrVm *vm, KrStr *name, KrModule *m, const Found *found)
{
    if (found->frozen)
        return krrun_code(vm, krfrozen_code(found->frozen->code), m->dict, KR_EMPTY, NULL);
    if (found->code)
        return krrun_code(vm, found->code, m->dict, KR_EMPTY, NULL);
    if (found->own)
        return vm->own_extension(vm, name, krvalue(m)) < 0 ? KR_RAISED : KR_NONE;
    if (found->native)
        return krimport_extension(vm, name, found->path, krvalue(m)) ? KR_NONE : KR_RAISED;
    return found->path ? run_file(vm, m, found->path) : KR_NONE;
}

static KrValue origin_of(KrVm *vm, const Found *found)
{
    if (found->frozen)
        return krvalue_or_raised(krstr_text(vm, "frozen"));
    return found->path ? krvalue(found->path) : KR_NONE;
}

static KrModuleSpec *spec_of(KrVm *vm, const KrStr *name, const Found *found)
{
    KrValue folder = krvalue(found->folder), origin = origin_of(vm, found);
    KrList *search = found->folder ? krlist_new(vm, &folder, 1) : found->portions;
    if (origin == KR_RAISED || (found->folder && !search))
        return NULL;
    KrValue loader = found->frozen ? krvalue(KR_TYPE_OF(FrozenImporter)) : KR_EMPTY;
    KrModuleSpec *spec = krspec_new(vm, name, loader, origin, search ? krvalue(search) : KR_NONE);
    if (spec) {
        spec->has_location = found->path != NULL;
        spec->initializing = true;
    }
    return spec;
}

/* What a module's namespace holds before its body runs. */
static bool fill_namespace(KrVm *vm, KrDict *d, const KrModuleSpec *spec)
{
    KrValue package = krspec_parent(vm, spec);
    return package != KR_RAISED && krdict_set_name(vm, d, KR_NAME(__spec__), krvalue(spec)) &&
           krdict_set_name(vm, d, KR_NAME(__package__), package) && krdict_set_name(vm, d, KR_NAME(__builtins__), krvalue(vm->builtins)) &&
           (spec->loader == KR_EMPTY || krdict_set_name(vm, d, KR_NAME(__loader__), spec->loader)) &&
           (spec->loader != KR_EMPTY || krdict_set_name(vm, d, KR_NAME(__file__), spec->origin)) &&
           (spec->search == KR_NONE || krdict_set_name(vm, d, KR_NAME(__path__), spec->search));
}

/* The module: made, entered in sys.modules, run. A failure takes it out again. */
static KrValue load(KrVm *vm, KrStr *full_name, const Found *found)
{
    const KrStr *name = krintern(vm, full_name);
    KrModule *m = name ? krmodule_new(vm, name) : NULL;
    KrModuleSpec *spec = m ? spec_of(vm, name, found) : NULL;
    if (!spec || !fill_namespace(vm, m->dict, spec) || !krdict_set(vm, vm->modules, krvalue(name), krvalue(m)))
        return KR_RAISED;
    if (run_found(vm, (KrStr *)name, m, found) == KR_RAISED) {
        KrValue e = krpending_take(vm);
        krdict_delete_name(vm, vm->modules, name);
        vm->exec->pending = e;
        return KR_RAISED;
    }
    spec_done(vm, m, spec);
    /* A module may have put something else in its place. */
    KrValue v = krdict_get(vm, vm->modules, krvalue(name));
    return v != KR_EMPTY ? v : krraise_value(vm, KR_T_KeyError, krvalue(name));
}

/* A module of the library by the entry it is looked for in, e.g. "<frozen>/json" and "decoder". */
static KrValue try_frozen(KrVm *vm, KrStr *entry, const char *last, KrStr *full_name)
{
    const char *below = krstr_data(entry) + sizeof KR_FROZEN_ENTRY - 1;
    KrBuf name = krbuf_init(&vm->alloc);
    for (; *below; below++)
        if (*below != '/' || name.len)
            krbuf_char(&name, *below == '/' ? '.' : *below);
    if (name.len)
        krbuf_char(&name, '.');
    krbuf_text(&name, last);
    Found found = {.frozen = name.failed ? NULL : krfrozen_find(name.data, name.len)};
    bool failed = name.failed;
    krbuf_release(&name);
    if (failed)
        return krraise_memory(vm);
    if (!found.frozen)
        return KR_EMPTY;
    if (found.frozen->package && !(found.folder = krstr_printf(vm, "%U/%s", entry, last)))
        return KR_RAISED;
    return load(vm, full_name, &found);
}

/* A module's file is told in full, wherever the program goes afterwards. NULL: the working directory is gone. */
static const char *absolute(KrStr *entry, char *room, size_t size)
{
    const char *text = krstr_data(entry);
    if (*text == '/')
        return text;
    if (!getcwd(room, size))
        return *text ? text : NULL;
    size_t n = strlen(room);
    if (!*text || n + 1 + entry->size >= size)
        return *text ? text : room;
    room[n] = '/';
    memcpy(room + n + 1, text, entry->size + 1);
    return room;
}

static KrValue try_folder(KrVm *vm, KrStr *entry, const char *last, KrStr *full_name, KrList **portions)
{
    if (!*last)
        return KR_EMPTY; /* `a.`: the folder itself is no module in it */
    if (entry->size >= sizeof KR_FROZEN_ENTRY - 1 && !memcmp(krstr_data(entry), KR_FROZEN_ENTRY, sizeof KR_FROZEN_ENTRY - 1))
        return krstr_cstr(vm, krvalue(entry)) ? try_frozen(vm, entry, last, full_name) : KR_RAISED;
    if (!(vm->granted & KR_NEEDS_FILES))
        return KR_EMPTY;
    if (!krstr_settle(vm, entry)) /* a slice of a longer text has no NUL */
        return KR_RAISED;
    char room[PATH_MAX];
    const char *base = absolute(entry, room, sizeof room);
    if (!base)
        return KR_EMPTY;
    KrStr *folder = krstr_printf(vm, "%s/%s", base, last);
    KrStr *init = folder ? krstr_printf(vm, "%U/__init__.py", folder) : NULL;
    KrStr *file = init ? krstr_printf(vm, "%U.py", folder) : NULL, *native = file ? krstr_printf(vm, "%U" KR_EXTENSION_SUFFIX, folder) : NULL;
    const char *paths[4] = {native ? krstr_cstr(vm, krvalue(folder)) : NULL, native ? krstr_cstr(vm, krvalue(init)) : NULL,
                            native ? krstr_cstr(vm, krvalue(file)) : NULL, native ? krstr_cstr(vm, krvalue(native)) : NULL};
    if (!paths[0] || !paths[1] || !paths[2] || !paths[3])
        return KR_RAISED;
    if (is_file(paths[1]))
        return load(vm, full_name, &(Found){.path = init, .folder = folder});
    if (is_file(paths[3]))
        return load(vm, full_name, &(Found){.path = native, .native = true});
    if (is_file(paths[2]))
        return load(vm, full_name, &(Found){.path = file});
    if (is_folder(paths[0]) && ((!*portions && !(*portions = krlist_new(vm, NULL, 0))) || !krlist_append(vm, *portions, krvalue(folder))))
        return KR_RAISED;
    return KR_EMPTY;
}

const char *krimport_last(const KrStr *full_name)
{
    const char *text = krstr_data(full_name), *dot = memrchr(text, '.', full_name->size);
    return dot ? dot + 1 : text;
}

KrValue krimport_search(KrVm *vm, KrValue path, KrStr *full_name)
{
    KrList *portions = NULL;
    KrList *entries = krobj_list(vm, path);
    const char *text = entries ? krstr_cstr(vm, krvalue(full_name)) : NULL;
    for (size_t i = 0; text && i < entries->n; i++) {
        if (!kris_str(vm, entries->items->at[i]))
            continue;
        KrValue v = try_folder(vm, kras_str(entries->items->at[i]), krimport_last(full_name), full_name, &portions);
        if (v != KR_EMPTY)
            return v;
    }
    if (!text)
        return KR_RAISED;
    return portions ? load(vm, full_name, &(Found){.portions = portions}) : KR_EMPTY;
}

KrCode *krimport_host_code(KrVm *vm, KrStr *full_name, bool *package)
{
    KrHostSource source = {0};
    const char *name = vm->host_calls.import ? krstr_cstr(vm, krvalue(full_name)) : NULL;
    if (!name || !vm->host_calls.import(vm, name, &source))
        return NULL;
    *package = source.package;
    KrStr *file = source.file ? krio_fs_decode(vm, source.file, strlen(source.file)) : krstr_printf(vm, "<%U>", full_name);
    return file ? krsource_compile(vm, source.text ? source.text : "", source.n, file, KR_COMPILE_EXEC, 0, NULL) : NULL;
}

static KrValue try_host(KrVm *vm, KrStr *full_name)
{
    bool package;
    KrCode *code = krimport_host_code(vm, full_name, &package);
    if (!code)
        return vm->exec->pending == KR_EMPTY ? KR_EMPTY : KR_RAISED;
    Found found = {.path = code->filename, .code = code, .portions = package ? krlist_new(vm, NULL, 0) : NULL};
    return !package || found.portions ? load(vm, full_name, &found) : KR_RAISED;
}

/* ---- finders of Python's own ------------------------------------------------------------------------------------------------------ */

static bool is_own_finder(KrValue v)
{
    return v == krvalue(KR_TYPE_OF(BuiltinImporter)) || v == krvalue(KR_TYPE_OF(FrozenImporter)) || v == krvalue(KR_TYPE_OF(PathFinder));
}

/* Whether sys.meta_path or sys.path_hooks hold what the importer in C does not know; then importlib decides in their order.
 * importlib itself is imported without them. */
static bool has_finders(KrVm *vm)
{
    KrValue finders = krobj_lookup(vm, vm->sys, KR_NAME(meta_path)), hooks = krobj_lookup(vm, vm->sys, KR_NAME(path_hooks));
    bool others = kris_exact(hooks, KR_T_list) && kras_list(hooks)->n;
    if (kris_exact(finders, KR_T_list)) {
        size_t n = kras_list(finders)->n;
        others |= n < 3;
        for (size_t i = 0; i < n; i++)
            others |= !is_own_finder(kras_list(finders)->items->at[i]);
    }
    return others && !(vm->module_state && vm->module_state->finders_off);
}

static KrValue ask_finders(KrVm *vm, KrStr *name, KrValue path)
{
    struct KrModuleState *state = krmodule_state(vm);
    if (!state)
        return KR_RAISED;
    state->finders_off = true;
    KrValue helper = krmodule_import(vm, "importlib._bootstrap");
    state->finders_off = false;
    KrValue args[2] = {krvalue(name), path};
    KrValue v = helper == KR_RAISED ? helper : krcall_method(vm, helper, KR_NAME(_import_by_finders), args, 2);
    return v == KR_NONE ? KR_EMPTY : v;
}

/* ---- by name ---------------------------------------------------------------------------------------------------------------------- */

static KrValue not_found(KrVm *vm, KrStr *name, KrStr *bad_parent)
{
    if (bad_parent)
        krraise(vm, KR_T_ModuleNotFoundError, "No module named %R; %R is not a package", krvalue(name), krvalue(bad_parent));
    else
        krraise(vm, KR_T_ModuleNotFoundError, "No module named %R", krvalue(name));
    KrExc *e = kras_exc(vm->exec->pending);
    krstore(vm, e, &e->field[1], krvalue(name));
    return KR_RAISED;
}

static KrValue bind_in_parent(KrVm *vm, KrValue parent, const char *last, KrValue module)
{
    const KrStr *name = krintern_text(vm, last, strlen(last));
    return name && krobj_setattr(vm, parent, name, module) ? module : KR_RAISED;
}

KrValue krimport_module(KrVm *vm, KrStr *name)
{
    KrValue found = krdict_get(vm, vm->modules, krvalue(name));
    if (found == KR_NONE) {
        krraise(vm, KR_T_ModuleNotFoundError, "import of %U halted; None in sys.modules", name);
        krstore(vm, kras_obj(vm->exec->pending), &kras_exc(vm->exec->pending)->field[1], krvalue(name));
        return KR_RAISED;
    }
    if (found != KR_EMPTY)
        return found;
    if (!krstack_check(vm, " during import"))
        return KR_RAISED;
    const char *text = krstr_cstr(vm, krvalue(name));
    if (!text)
        return KR_RAISED;
    const char *dot = strrchr(text, '.'), *last = dot ? dot + 1 : text;
    KrValue parent = KR_EMPTY, path = krobj_lookup(vm, vm->sys, KR_NAME(path));
    if (dot) {
        KrStr *parent_name = krstr_new(vm, text, (size_t)(dot - text));
        parent = parent_name ? krdict_get(vm, vm->modules, krvalue(parent_name)) : KR_RAISED;
        if (parent == KR_EMPTY)
            parent = krimport_module(vm, parent_name);
        KR_TRY(parent);
        /* Importing the parent may have brought this one. */
        found = krdict_get(vm, vm->modules, krvalue(name));
        if (found != KR_EMPTY)
            return found;
        path = krobj_lookup(vm, parent, KR_NAME(__path__));
        if (path == KR_EMPTY)
            return not_found(vm, name, parent_name);
    }
    KR_TRY(path);
    int own = vm->own_extension ? vm->own_extension(vm, name, KR_EMPTY) : 0;
    if (own) {
        found = load(vm, name, &(Found){.own = true});
        return found == KR_RAISED || !dot ? found : bind_in_parent(vm, parent, last, found);
    }
    bool finders = has_finders(vm);
    KrValue v = finders ? KR_EMPTY : krimport_native(vm, name);
    if (v == KR_EMPTY)
        v = try_host(vm, name);
    if (v == KR_EMPTY && finders)
        v = ask_finders(vm, name, dot ? path : KR_NONE);
    if (v == KR_EMPTY && !finders && path != KR_EMPTY)
        v = krimport_search(vm, path, name);
    if (v == KR_EMPTY)
        return not_found(vm, name, NULL);
    return v == KR_RAISED || !dot ? v : bind_in_parent(vm, parent, last, v);
}

KrValue krmodule_import(KrVm *vm, const char *name)
{
    KrStr *s = krstr_text(vm, name);
    return s ? krimport_module(vm, s) : KR_RAISED;
}

/* ---- __import__ ---------------------------------------------------------------------------------------------------------------------- */

/* The package that a relative import starts from. */
static KrStr *calling_package(KrVm *vm, KrValue globals)
{
    KrDict *d = kris_ptr(globals) && kris_kind(vm, globals, KR_TF_DICT) ? kras_dict(globals) : NULL;
    KrValue package = d ? krdict_get_name(vm, d, KR_NAME(__package__)) : KR_EMPTY;
    if (package != KR_EMPTY && package != KR_NONE) {
        if (kris_str(vm, package))
            return kras_str(package);
        krraise(vm, KR_T_TypeError, "package must be a string");
        return NULL;
    }
    KrValue name = d ? krdict_get_name(vm, d, KR_NAME(__name__)) : KR_EMPTY;
    if (name == KR_EMPTY || !kris_str(vm, name)) {
        krraise(vm, KR_T_KeyError, "'__name__' not in globals");
        return NULL;
    }
    if (krdict_get_name(vm, d, KR_NAME(__path__)) != KR_EMPTY)
        return kras_str(name);
    const char *text = krstr_data(kras_str(name)), *dot = memrchr(text, '.', kras_str(name)->size);
    return krstr_new(vm, text, dot ? (size_t)(dot - text) : 0);
}

static KrStr *resolve(KrVm *vm, KrStr *name, KrValue globals, int64_t level)
{
    if (level == 0)
        return name;
    KrStr *package = calling_package(vm, globals);
    if (!package)
        return NULL;
    if (!package->size) {
        krraise(vm, KR_T_ImportError, "attempted relative import with no known parent package");
        return NULL;
    }
    const char *text = krstr_data(package);
    size_t n = package->size;
    for (int64_t i = 1; i < level; i++) {
        const char *dot = memrchr(text, '.', n);
        if (!dot) {
            krraise(vm, KR_T_ImportError, "attempted relative import beyond top-level package");
            return NULL;
        }
        n = (size_t)(dot - text);
    }
    KrStr *base = krstr_new(vm, text, n);
    return !base || !name->size ? base : krstr_printf(vm, "%U.%U", base, name);
}

static bool import_names(KrVm *vm, KrValue module, KrStr *full, KrValue names, bool from_all)
{
    KrTuple *list = krobj_tuple(vm, names);
    for (size_t i = 0; list && i < list->n; i++) {
        if (!kris_str(vm, list->at[i])) {
            krraise(vm, KR_T_TypeError, "Item in ``from list'' must be str, not %T", list->at[i]);
            return false;
        }
        KrStr *name = kras_str(list->at[i]);
        if (krstr_is(name, "*")) {
            KrValue all = from_all ? KR_EMPTY : krobj_lookup(vm, module, KR_NAME(__all__));
            if (all == KR_RAISED || (all != KR_EMPTY && !import_names(vm, module, full, all, true)))
                return false;
            continue;
        }
        const KrStr *key = krintern(vm, name);
        KrValue have = key ? krobj_lookup(vm, module, key) : KR_RAISED;
        if (have == KR_RAISED)
            return false;
        if (have != KR_EMPTY)
            continue;
        KrStr *sub = krstr_printf(vm, "%U.%U", full, name);
        if (!sub)
            return false;
        if (krimport_module(vm, sub) == KR_RAISED) {
            bool missing = krpending_is(vm, KR_T_ModuleNotFoundError) && kras_exc(vm->exec->pending)->field[1] != KR_EMPTY &&
                           kris_str(vm, kras_exc(vm->exec->pending)->field[1]) && krstr_equal(kras_str(kras_exc(vm->exec->pending)->field[1]), sub);
            if (!missing)
                return false;
            krpending_clear(vm);
        }
    }
    return list != NULL;
}

/// builtins.__import__(name, globals=None, locals=None, fromlist=(), level=0)
/// Import a module.
KR_NATIVE(builtins___import__)
{
    int64_t level = 0;
    if (!kris_str(vm, a[0]))
        return krraise(vm, KR_T_TypeError, "__import__() argument 1 must be str, not %T", a[0]);
    if (a[4] != KR_EMPTY && !krobj_as_i64(vm, a[4], &level, true))
        return KR_RAISED;
    if (level < 0)
        return krraise(vm, KR_T_ValueError, "level must be >= 0");
    KrStr *name = kras_str(a[0]);
    if (!name->size && level == 0)
        return krraise(vm, KR_T_ValueError, "Empty module name");
    KrStr *full = resolve(vm, name, a[1], level);
    KrValue module = full ? krimport_module(vm, full) : KR_RAISED;
    KR_TRY(module);
    int from = a[3] == KR_EMPTY || a[3] == KR_NONE ? 0 : krobj_true(vm, a[3]);
    if (from < 0)
        return KR_RAISED;
    if (from) {
        KrValue path = krobj_lookup(vm, module, KR_NAME(__path__));
        if (path == KR_RAISED || (path != KR_EMPTY && !import_names(vm, module, full, a[3], false)))
            return KR_RAISED;
        return module;
    }
    /* `import a.b` binds a; of a relative name, the part up to the first dot of what was written. */
    const char *text = krstr_data(name), *dot = memchr(text, '.', name->size);
    if (!dot)
        return module;
    size_t cut = full->size - (name->size - (size_t)(dot - text));
    KrStr *top = krstr_new(vm, krstr_data(full), cut);
    return top ? krimport_module(vm, top) : KR_RAISED;
}

/* ---- the first modules ------------------------------------------------------------------------------------------------------------------ */

bool krmodules_init(KrVm *vm)
{
    KrValue builtins = krimport_native(vm, KR_NAME(builtins));
    if (builtins == KR_RAISED)
        return false;
    vm->builtins = ((KrModule *)kras_obj(builtins))->dict;
    KrValue sys = krimport_native(vm, KR_NAME(sys));
    if (sys == KR_RAISED || sys == KR_EMPTY)
        return false;
    vm->sys = sys;
    KrValue dir = krvalue_or_raised(krstr_text(vm, KR_FROZEN_ENTRY));
    KrList *path = dir == KR_RAISED ? NULL : krlist_new(vm, &dir, 1);
    return path && krmodule_set(vm, builtins, "exit", krquitter_new(vm, "exit")) &&
           krmodule_set(vm, builtins, "quit", krquitter_new(vm, "quit")) && krmodule_set(vm, sys, "path", krvalue(path)) && krmodule_set(vm, sys, "modules", krvalue(vm->modules));
}
