/* SPDX-License-Identifier: MIT
 * Binding of arguments to parameters, with CPython's words when they do not fit. */
#include "vm/bind.h"

static inline KrValue arg_at(const KrArgs *args, uint32_t i)
{
    if (args->self == KR_EMPTY)
        return args->at[i];
    return i ? args->at[i - 1] : args->self;
}

static inline uint32_t keyword_count(const KrArgs *args)
{
    return args->names ? (uint32_t)args->names->n : 0;
}

static inline uint32_t positional_count(const KrArgs *args)
{
    return args->n + (args->self != KR_EMPTY) - keyword_count(args);
}

/* ---- Python functions ------------------------------------------------------------------------------------------------ */

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static KrValue param_name(KrCode *code, uint32_t i)
{
    return code->varnames->at[i];
}

static bool too_many_positional(KrVm *vm, KrFunc *fn, const KrArgs *args, KrValue *regs)
{
    KrCode *code = fn->code;
    uint32_t given = positional_count(args), most = code->argcount;
    uint32_t defaults = fn->defaults ? (uint32_t)fn->defaults->n : 0;
    uint32_t kwonly = 0;
    for (uint32_t i = 0; i < code->kwonly; i++)
        kwonly += regs[code->argcount + i] != KR_EMPTY;
    KrStr *takes = defaults ? krstr_printf(vm, "from %u to %u", most - defaults, most) : krstr_printf(vm, "%u", most);
    KrStr *also = kwonly ? krstr_printf(vm, " positional argument%s (and %u keyword-only argument%s)", plural(given), kwonly, plural(kwonly))
                         : krstr_text(vm, "");
    if (!takes || !also)
        return false;
    krraise(vm, KR_T_TypeError, "%U() takes %U positional argument%s but %u%U %s given", fn->qualname, takes,
            most == 1 && !defaults ? "" : "s", given, also, given == 1 && !kwonly ? "was" : "were");
    return false;
}

/* "'a'", "'a' and 'b'", "'a', 'b', and 'c'" of the parameters without a value. */
static bool missing(KrVm *vm, KrFunc *fn, KrValue *regs, uint32_t from, uint32_t to, const char *kind)
{
    KrBuf names = krbuf_init(&vm->alloc);
    uint32_t n = 0, seen = 0;
    for (uint32_t i = from; i < to; i++)
        n += regs[i] == KR_EMPTY;
    for (uint32_t i = from; i < to; i++) {
        if (regs[i] != KR_EMPTY)
            continue;
        if (seen++)
            krbuf_text(&names, seen < n ? ", " : n == 2 ? " and " : ", and ");
        krbuf_char(&names, '\'');
        krbuf_str(&names, kras_str(param_name(fn->code, i)));
        krbuf_char(&names, '\'');
    }
    KrStr *text = krstr_from_buf(vm, &names);
    if (text)
        krraise(vm, KR_T_TypeError, "%U() missing %u required %s argument%s: %U", fn->qualname, n, kind, plural(n), text);
    return false;
}

static bool positional_only_given(KrVm *vm, KrFunc *fn, const KrArgs *args)
{
    KrBuf names = krbuf_init(&vm->alloc);
    bool any = false;
    for (uint32_t i = 0; i < fn->code->posonly; i++)
        for (size_t k = 0; k < args->names->n; k++)
            if (krstr_equal(kras_str(args->names->at[k]), kras_str(param_name(fn->code, i)))) {
                krbuf_text(&names, any ? ", " : "");
                krbuf_str(&names, kras_str(args->names->at[k]));
                any = true;
            }
    KrStr *text = krstr_from_buf(vm, &names);
    if (text && any)
        krraise(vm, KR_T_TypeError, "%U() got some positional-only arguments passed as keyword arguments: '%U'", fn->qualname, text);
    return !text || any;
}

static bool bind_keyword(KrVm *vm, KrFunc *fn, const KrArgs *args, KrValue name, KrValue value, KrValue *regs, KrDict *rest)
{
    KrCode *code = fn->code;
    uint32_t n = code->argcount + code->kwonly;
    uint32_t at = n;
    for (uint32_t i = code->posonly; i < n && at == n; i++)
        if (param_name(code, i) == name)
            at = i;
    for (uint32_t i = code->posonly; i < n && at == n; i++)
        if (krstr_equal(kras_str(param_name(code, i)), kras_str(name)))
            at = i;
    if (at < n) {
        if (regs[at] != KR_EMPTY) {
            krraise(vm, KR_T_TypeError, "%U() got multiple values for argument '%U'", fn->qualname, kras_str(name));
            return false;
        }
        regs[at] = value;
        return true;
    }
    if (rest)
        return krdict_set(vm, rest, name, value);
    if (code->posonly && positional_only_given(vm, fn, args))
        return false;
    krraise(vm, KR_T_TypeError, "%U() got an unexpected keyword argument '%U'", fn->qualname, kras_str(name));
    return false;
}

static bool fill_defaults(KrVm *vm, KrFunc *fn, KrValue *regs)
{
    KrCode *code = fn->code;
    uint32_t argc = code->argcount;
    uint32_t ndefaults = fn->defaults ? (uint32_t)fn->defaults->n : 0;
    uint32_t required = argc > ndefaults ? argc - ndefaults : 0;
    for (uint32_t i = 0; i < required; i++)
        if (regs[i] == KR_EMPTY)
            return missing(vm, fn, regs, 0, required, "positional");
    for (uint32_t i = required; i < argc; i++)
        if (regs[i] == KR_EMPTY)
            regs[i] = fn->defaults->at[i - required + (ndefaults > argc ? ndefaults - argc : 0)];
    for (uint32_t i = argc; i < argc + code->kwonly; i++) {
        if (regs[i] != KR_EMPTY)
            continue;
        if (fn->kwdefaults)
            regs[i] = krdict_get_name(vm, fn->kwdefaults, (const KrStr *)kras_obj(param_name(code, i)));
        if (regs[i] == KR_EMPTY) {
            for (uint32_t k = i + 1; k < argc + code->kwonly; k++)
                if (regs[k] == KR_EMPTY && fn->kwdefaults)
                    regs[k] = krdict_get_name(vm, fn->kwdefaults, (const KrStr *)kras_obj(param_name(code, k)));
            return missing(vm, fn, regs, argc, argc + code->kwonly, "keyword-only");
        }
    }
    return true;
}

bool krbind_function(KrVm *vm, KrFunc *fn, const KrArgs *args, KrValue *regs)
{
    KrCode *code = fn->code;
    uint32_t npos = positional_count(args), argc = code->argcount;
    uint32_t direct = npos < argc ? npos : argc;
    uint32_t named = argc + code->kwonly;
    for (uint32_t i = 0; i < direct; i++)
        regs[i] = arg_at(args, i);
    if (KR_LIKELY(code->fast_args == npos && !args->names))
        return true;
    for (uint32_t i = direct; i < named; i++)
        regs[i] = KR_EMPTY;
    uint32_t next = named;
    if (code->flags & KR_CO_VARARGS) {
        KrTuple *rest = krtuple_new(vm, NULL, npos - direct);
        if (!rest)
            return false;
        for (uint32_t i = direct; i < npos; i++)
            krstore(vm, rest, &rest->at[i - direct], arg_at(args, i));
        regs[next++] = krvalue(rest);
    }
    KrDict *kwargs = NULL;
    if (code->flags & KR_CO_VARKEYWORDS) {
        kwargs = krdict_new(vm);
        if (!kwargs)
            return false;
        regs[next] = krvalue(kwargs);
    }
    for (uint32_t i = 0; i < keyword_count(args); i++)
        if (!bind_keyword(vm, fn, args, args->names->at[i], arg_at(args, npos + i), regs, kwargs))
            return false;
    if (npos > argc && !(code->flags & KR_CO_VARARGS))
        return too_many_positional(vm, fn, args, regs);
    return fill_defaults(vm, fn, regs);
}

/* ---- natives ------------------------------------------------------------------------------------------------------------ */

uint32_t krbind_native_room(const KrMember *m, uint32_t n)
{
    return n + m->nparams + m->nkwonly + 2u;
}

/* A constructor is called by its class's name. */
static const KrStr *native_name(const KrMember *m)
{
    const KrStr *name = krname_at(m->name);
    bool constructor = !(m->flags & KR_M_FUNCTION) && (name == KR_NAME(__new__) || name == KR_NAME(__init__));
    return constructor ? krtypes[m->owner].name : name;
}

/* "list.append" or "len": how messages call the native. */
static KrStr *display_name(KrVm *vm, const KrMember *m)
{
    if (native_name(m) != krname_at(m->name))
        return krstr_printf(vm, "%U", native_name(m));
    if (m->flags & KR_M_FUNCTION || m->h.shape == KR_T_builtin_function_or_method || m->h.shape == KR_T_wrapper_descriptor)
        return krstr_printf(vm, "%U", native_name(m));
    return krstr_printf(vm, "%U.%U", krtypes[m->owner].name, native_name(m));
}

/* Natives that take keywords say it in other words. */
static bool wrong_count_with_keywords(KrVm *vm, const KrMember *m, uint32_t self, uint32_t given, uint32_t nkw)
{
    const KrStr *name = native_name(m);
    uint32_t most = m->nparams - self, posonly = m->nposonly - self, required = m->nrequired > self ? m->nrequired - self : 0;
    uint32_t least = required < posonly ? required : posonly, all = most + m->nkwonly;
    if (given + nkw > all)
        krraise(vm, KR_T_TypeError, "%U() takes at most %u %sargument%s (%u given)", name, all, given ? "" : "keyword ", plural(all), given + nkw);
    else if (given > most && !most)
        krraise(vm, KR_T_TypeError, "%U() takes no positional arguments", name);
    else if (given > most)
        krraise(vm, KR_T_TypeError, "%U() takes %s %u positional argument%s (%u given)", name, required < most ? "at most" : "exactly", most,
                plural(most), given);
    else
        krraise(vm, KR_T_TypeError, "%U() takes %s %u positional argument%s (%u given)", name, least < most ? "at least" : "exactly", least,
                plural(least), given);
    return false;
}

/* The constructors whose C functions unpack a tuple have words of their own. */
static bool wrong_count(KrVm *vm, const KrMember *m, uint32_t given, uint32_t nkw)
{
    uint32_t self = m->flags & KR_M_SELF || (m->flags & KR_M_STATIC && m->nparams && krname_at(m->name) == KR_NAME(__new__));
    uint32_t least = m->nrequired > self ? m->nrequired - self : 0, most = m->nparams > self ? m->nparams - self : 0;
    given = given > self ? given - self : 0;
    if ((m->nposonly < m->nparams || m->nkwonly) && m->nposonly >= self && krname_at(m->name) != KR_NAME(sorted) && native_name(m) != KR_NAME(int))
        return wrong_count_with_keywords(vm, m, self, given, nkw);
    KrStr *name = display_name(vm, m);
    if (!name)
        return false;
    bool wrapper = m->h.shape == KR_T_wrapper_descriptor;
    if (least == most && wrapper)
        krraise(vm, KR_T_TypeError, "expected %u argument%s, got %u", most, plural(most), given);
    else if (most == 0)
        krraise(vm, KR_T_TypeError, "%U() takes no arguments (%u given)", name, given);
    else if (least == most && most == 1 && krname_at(m->name) == KR_NAME(sorted))
        krraise(vm, KR_T_TypeError, "%U expected 1 argument, got %u", name, given);
    else if (least == most && most == 1)
        krraise(vm, KR_T_TypeError, "%U() takes exactly one argument (%u given)", name, given);
    else if (least == most)
        krraise(vm, KR_T_TypeError, "%U expected %u arguments, got %u", native_name(m), most, given);
    else if (given < least)
        krraise(vm, KR_T_TypeError, "%U expected at least %u argument%s, got %u", native_name(m), least, plural(least), given);
    else
        krraise(vm, KR_T_TypeError, "%U expected at most %u argument%s, got %u", native_name(m), most, plural(most), given);
    return false;
}

/* A class method is called by the class that it is bound to. */
static KrStr *bound_name(KrVm *vm, const KrMember *m, const KrValue *to)
{
    if (m->flags & KR_M_CLASS && kris_type(vm, to[0]))
        return krstr_printf(vm, "%S.%U", krobj_getattr(vm, to[0], KR_NAME(__qualname__)), native_name(m));
    return display_name(vm, m);
}

static bool bind_native_keyword(KrVm *vm, const KrMember *m, KrValue name, KrValue value, KrValue *to, KrDict **rest)
{
    uint32_t n = (uint32_t)m->nparams + m->nkwonly;
    for (uint32_t i = m->nposonly; i < n; i++) {
        if (!krstr_equal(krname_at(krparams[m->params + i]), kras_str(name)))
            continue;
        if (to[i] != KR_EMPTY) {
            krraise(vm, KR_T_TypeError, "argument for %U() given by name ('%U') and position (%u)", native_name(m), kras_str(name), i + 1);
            return false;
        }
        to[i] = value;
        return true;
    }
    if (m->flags & KR_M_VARKW) {
        if (!*rest && !(*rest = krdict_new(vm)))
            return false;
        return krdict_set(vm, *rest, name, value);
    }
    if ((m->nposonly >= m->nparams || m->nparams <= (m->flags & KR_M_SELF ? 1 : 0)) && !m->nkwonly) {
        KrStr *display = bound_name(vm, m, to);
        if (display)
            krraise(vm, KR_T_TypeError, "%U() takes no keyword arguments", display);
    } else {
        /* sorted() hands its keywords on to list.sort(). */
        const KrStr *who = krname_at(m->name) == KR_NAME(sorted) ? KR_NAME(sort) : native_name(m);
        krraise(vm, KR_T_TypeError, "%U() got an unexpected keyword argument '%U'", who, kras_str(name));
    }
    return false;
}

static bool check_native_required(KrVm *vm, const KrMember *m, const KrValue *to, uint32_t given, uint32_t nkw)
{
    for (uint32_t i = 0; i < m->nrequired; i++) {
        if (to[i] != KR_EMPTY)
            continue;
        if (i < m->nposonly)
            return wrong_count(vm, m, given, nkw);
        const KrStr *name = krname_at(krparams[m->params + i]);
        if (native_name(m) == KR_NAME(enumerate))
            krraise(vm, KR_T_TypeError, "enumerate() missing required argument '%U'", name);
        else
            krraise(vm, KR_T_TypeError, "%U() missing required argument '%U' (pos %u)", native_name(m), name, i + !(m->flags & KR_M_SELF || krname_at(m->name) == KR_NAME(__new__)));
        return false;
    }
    for (uint32_t i = 0; i < m->nkwonly; i++)
        if (m->kwrequired >> i & 1 && to[m->nparams + i] == KR_EMPTY) {
            krraise(vm, KR_T_TypeError, "%U() missing required keyword-only argument: '%U'", native_name(m),
                    krname_at(krparams[m->params + m->nparams + i]));
            return false;
        }
    return true;
}

bool krbind_native(KrVm *vm, const KrMember *m, const KrArgs *args, KrValue *to, uint32_t room, uint32_t *count)
{
    uint32_t npos = positional_count(args), nkw = keyword_count(args), nparams = m->nparams;
    uint32_t direct = npos < nparams ? npos : nparams;
    uint32_t next = nparams + m->nkwonly;
    for (uint32_t i = 0; i < direct; i++)
        to[i] = arg_at(args, i);
    for (uint32_t i = direct; i < next; i++)
        to[i] = KR_EMPTY;
    if (npos > nparams && !(m->flags & KR_M_VARARGS))
        return wrong_count(vm, m, npos, nkw);
    KrDict *kwargs = NULL;
    for (uint32_t i = 0; i < nkw; i++)
        if (!bind_native_keyword(vm, m, args->names->at[i], arg_at(args, npos + i), to, &kwargs))
            return false;
    if (direct < m->nrequired || m->kwrequired)
        if (!check_native_required(vm, m, to, npos, nkw))
            return false;
    if (m->flags & KR_M_VARKW)
        to[next++] = krvalue(kwargs);
    for (uint32_t i = direct; i < npos && next < room; i++)
        to[next++] = arg_at(args, i);
    *count = next;
    return true;
}

/* X.__new__(T) called from Python, where X is built in: T must be a class that X's instances fit. */
bool krcheck_constructor(KrVm *vm, const KrMember *m, const KrArgs *args)
{
    const KrType *owner = &krtypes[m->owner];
    if (positional_count(args) == 0)
        return krraise(vm, KR_T_TypeError, "%N.__new__(): not enough arguments", owner), false;
    KrValue cls = arg_at(args, 0);
    if (!kris_type(vm, cls))
        return krraise(vm, KR_T_TypeError, "%N.__new__(X): X is not a type object (%T)", owner, cls), false;
    const KrType *type = kras_type(cls);
    if (!krtype_issubtype(vm, type, owner))
        return krraise(vm, KR_T_TypeError, "%N.__new__(%N): %N is not a subtype of %N", owner, type, type, owner), false;
    KrValue own = krdunder(vm, type->solid, KR_D_new);
    if ((own != krvalue(m) && own != KR_EMPTY) || (type->solid->flags & KR_TF_NO_NEW && type->solid != owner))
        return krraise(vm, KR_T_TypeError, "%N.__new__(%N) is not safe, use %N.__new__()", owner, type, type->solid), false;
    return true;
}

bool krcheck_self(KrVm *vm, const KrMember *m, const KrArgs *args)
{
    const KrType *owner = &krtypes[m->owner];
    if (positional_count(args) == 0) {
        krraise(vm, KR_T_TypeError, "unbound method %N.%U() needs an argument", owner, native_name(m));
        return false;
    }
    KrValue self = arg_at(args, 0);
    if (m->flags & KR_M_CLASS || krtype_issubtype(vm, krtype_of(vm, self), owner))
        return true;
    if (m->h.shape == KR_T_wrapper_descriptor)
        krraise(vm, KR_T_TypeError, "descriptor '%U' requires a '%N' object but received a '%T'", native_name(m), owner, self);
    else
        krraise(vm, KR_T_TypeError, "descriptor '%U' for '%N' objects doesn't apply to a '%T' object", native_name(m), owner, self);
    return false;
}
