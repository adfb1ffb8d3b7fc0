/* SPDX-License-Identifier: MIT
 * The constants of the module sys. */
#include "modules/sys.h"
#include "object/dictcore.h"

#include "object/needs.h"

#ifdef __clang__
#define COMPILER "Clang " __clang_version__
#else
#define COMPILER "GCC " __VERSION__
#endif

#include <float.h>
#include <unistd.h>

#ifndef KRAIT_VERSION
#define KRAIT_VERSION "0.1.0"
#endif

static KrValue text(KrVm *vm, const char *s)
{
    return krvalue_or_raised(krstr_text(vm, s));
}

static bool set_record(KrVm *vm, KrValue module, const char *name, KrTypeNumber type, const KrValue *values, size_t n)
{
    return krmodule_set(vm, module, name, krrecord_new(vm, type, values, n, n));
}

static bool set_list(KrVm *vm, KrValue module, const char *name)
{
    return krmodule_set(vm, module, name, krvalue_or_raised(krlist_with_capacity(vm, 0)));
}

static bool set_finders(KrVm *vm, KrValue module)
{
    KrValue finders[] = {krvalue(KR_TYPE_OF(BuiltinImporter)), krvalue(KR_TYPE_OF(FrozenImporter)), krvalue(KR_TYPE_OF(PathFinder))};
    return krmodule_set(vm, module, "meta_path", krvalue_or_raised(krlist_new(vm, finders, KR_COUNT(finders))));
}

static bool set_version(KrVm *vm, KrValue module)
{
    KrValue version[] = {krsmall(3), krsmall(14), krsmall(0), text(vm, "final"), krsmall(0)};
    KrNamespace *impl = krobj_new(vm, KR_TYPE_OF(SimpleNamespace));
    KrDict *d = impl ? krdict_new(vm) : NULL;
    if (!d)
        return false;
    krstore(vm, impl, &impl->dict, krvalue(d));
    KrValue info = krrecord_new(vm, KR_T_sys_version_info, version, 5, 5), name = text(vm, "krait");
    return info != KR_RAISED && name != KR_RAISED && krdict_set_name(vm, d, KR_NAME(name), name) &&
           krdict_set_name(vm, d, KR_NAME(cache_tag), KR_NONE) && krdict_set_name(vm, d, KR_NAME(version), info) &&
           krdict_set_name(vm, d, KR_NAME(hexversion), krsmall(0x030E00F0)) && krmodule_set(vm, module, "version_info", info) &&
           krmodule_set(vm, module, "implementation", krvalue(impl)) && krmodule_set_int(vm, module, "hexversion", 0x030E00F0) &&
           krmodule_set_text(vm, module, "version", "3.14.0 (krait " KRAIT_VERSION ") [" COMPILER "]") &&
           krmodule_set_text(vm, module, "copyright", "Copyright (c) the krait developers.") &&
           krmodule_set_int(vm, module, "api_version", 1013);
}

static bool set_flags(KrVm *vm, KrValue module)
{
    KrValue flags[18];
    for (uint32_t i = 0; i < KR_COUNT(flags); i++)
        flags[i] = krsmall(0);
    flags[3] = krsmall(vm->optimize);
    flags[4] = krsmall(1); /* nothing is written beside sources */
    flags[7] = krsmall(vm->ignore_environment);
    flags[13] = krbool(vm->dev_mode);
    flags[14] = krsmall(1);
    flags[16] = KR_FALSE;
    flags[17] = krsmall(4300);
    return set_record(vm, module, "flags", KR_T_sys_flags, flags, KR_COUNT(flags));
}

static bool set_numbers(KrVm *vm, KrValue module)
{
    KrValue floats[] = {krdouble(DBL_MAX), krsmall(DBL_MAX_EXP), krsmall(DBL_MAX_10_EXP), krdouble(DBL_MIN), krsmall(DBL_MIN_EXP),
                        krsmall(DBL_MIN_10_EXP), krsmall(DBL_DIG), krsmall(DBL_MANT_DIG), krdouble(DBL_EPSILON), krsmall(FLT_RADIX), krsmall(1)};
    KrValue ints[] = {krsmall(30), krsmall(4), krsmall(4300), krsmall(640)};
    KrValue hashes[] = {krsmall(64), krint_from_u64(vm, (1ull << 61) - 1), krsmall(314159), krsmall(0), krsmall(1000003),
                        text(vm, "krhash"), krsmall(64), krsmall(0), krsmall(0)};
    KrValue threads[] = {text(vm, "pthread"), text(vm, "semaphore"), KR_NONE};
    return set_record(vm, module, "float_info", KR_T_sys_float_info, floats, KR_COUNT(floats)) &&
           set_record(vm, module, "int_info", KR_T_sys_int_info, ints, KR_COUNT(ints)) &&
           set_record(vm, module, "hash_info", KR_T_sys_hash_info, hashes, KR_COUNT(hashes)) &&
           set_record(vm, module, "thread_info", KR_T_sys_thread_info, threads, KR_COUNT(threads)) &&
           krmodule_set_text(vm, module, "float_repr_style", "short") && krmodule_set(vm, module, "maxsize", krint_from(vm, INT64_MAX)) &&
           krmodule_set_int(vm, module, "maxunicode", 0x10FFFF) && krmodule_set_int(vm, module, "_int_max_str_digits", 4300) &&
           krmodule_set_text(vm, module, "byteorder", "little");
}

static bool set_places(KrVm *vm, KrValue module)
{
    char path[4096];
    ssize_t n = !(vm->granted & KR_NEEDS_ENVIRONMENT) ? 0 : readlink("/proc/self/exe", path, sizeof path - 1);
    path[n < 0 ? 0 : n] = '\0';
    char *slash = strrchr(path, '/');
    if (!krmodule_set_text(vm, module, "executable", path) || !krmodule_set_text(vm, module, "_base_executable", path))
        return false;
    /* PREFIX/bin/krait */
    if (slash && slash - path >= 4 && !memcmp(slash - 4, "/bin", 4))
        slash -= 4;
    if (slash)
        *slash = '\0';
    return krmodule_set_text(vm, module, "prefix", path) && krmodule_set_text(vm, module, "exec_prefix", path) &&
           krmodule_set_text(vm, module, "base_prefix", path) && krmodule_set_text(vm, module, "base_exec_prefix", path) &&
           krmodule_set_text(vm, module, "platform", "linux") && krmodule_set_text(vm, module, "platlibdir", "lib") &&
           krmodule_set_text(vm, module, "abiflags", "") && krmodule_set(vm, module, "pycache_prefix", KR_NONE) &&
           krmodule_set(vm, module, "_git", krvalue_or_raised(krtuple_of(vm, 3, text(vm, "krait"), text(vm, ""), text(vm, ""))));
}

static bool set_streams(KrVm *vm, KrValue module)
{
    static const char *const names[] = {"stdin", "stdout", "stderr"};
    for (int fd = 0; fd < 3; fd++) {
        char own[16] = "__";
        KrValue file = krio_standard(vm, fd);
        strcpy(own + 2, names[fd]);
        strcat(own, "__");
        if (!krmodule_set(vm, module, names[fd], file) || !krmodule_set(vm, module, own, file))
            return false;
    }
    return true;
}

static bool set_hooks(KrVm *vm, KrValue module)
{
    KrDict *d = ((KrModule *)kras_obj(module))->dict;
    static const char *const hooks[] = {"displayhook", "excepthook", "unraisablehook", "breakpointhook"};
    for (uint32_t i = 0; i < KR_COUNT(hooks); i++) {
        char own[32] = "__";
        const KrStr *name = krintern_text(vm, hooks[i], strlen(hooks[i]));
        strcat(strcat(own, hooks[i]), "__");
        if (!name || !krmodule_set(vm, module, own, krdict_get_name(vm, d, name)))
            return false;
    }
    KrDict *cache = krdict_new(vm);
    return cache && set_finders(vm, module) && set_list(vm, module, "path_hooks") && set_list(vm, module, "warnoptions") &&
           set_list(vm, module, "argv") && set_list(vm, module, "orig_argv") && krmodule_set(vm, module, "path_importer_cache", krvalue(cache)) &&
           krmodule_set(vm, module, "dont_write_bytecode", KR_TRUE) && krmodule_set(vm, module, "_xoptions", krvalue_or_raised(krdict_new(vm)));
}

static bool set_module_names(KrVm *vm, KrValue module)
{
    KrTuple *names = krtuple_new(vm, NULL, krnative_module_count);
    if (!names)
        return false;
    for (uint32_t i = 0; i < krnative_module_count; i++)
        krstore(vm, names, &names->at[i], krvalue(krname_at(krnative_modules[i].name)));
    return krmodule_set(vm, module, "builtin_module_names", krvalue(names));
}

enum { VALUES = 48 }; /* about as many are set here */

bool krsys_set_values(KrVm *vm, KrValue module)
{
    KrDict *d = ((KrModule *)kras_obj(module))->dict;
    return krdict_reserve(vm, d, d->live + VALUES) && set_version(vm, module) && set_flags(vm, module) && set_numbers(vm, module) && set_places(vm, module) &&
           set_hooks(vm, module) && set_module_names(vm, module) && set_streams(vm, module);
}
