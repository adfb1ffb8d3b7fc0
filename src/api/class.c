/* SPDX-License-Identifier: MIT
 * Classes of the host's: a table becomes a class whose instances carry the host's own storage behind their header. */
#include "api/host.h"

#include "object/type.h"
#include "vm/hostfunc.h"

enum { MOST_ALIGN = 16, MOST_STORAGE = 60000 };

/* ---- storage ---------------------------------------------------------------------------------------------------------- */

static const kr_classdef *def_of(const KrType *type)
{
    return type->host;
}

static void *storage_at(KrObj *o, const KrType *type)
{
    return type->storage ? (char *)o + type->storage : NULL;
}

/* The class of the table among those that the value's class is or derives from; NULL: none. */
static const KrType *class_made_from(KrVm *vm, KrValue v, const kr_classdef *def)
{
    const KrType *type = kris_ptr(v) ? krtype_of(vm, v) : NULL, *c;
    if (!type || type->host == def)
        return type;
    if (type->solid->host == def)
        return type->solid;
    uint32_t i = 0;
    while ((c = krtype_mro_next(type, &i)))
        if (c->host == def)
            return c;
    return NULL;
}

/* The storage of each class of the chain, the most derived first. */
static void trace_storage(KrTracer *t, KrObj *o)
{
    for (const KrType *type = krshape_type(t->vm, o->shape)->solid; type->host; type = type->base->solid)
        if (def_of(type)->trace)
            def_of(type)->trace(storage_at(o, type), (kr_visitor *)t);
}

static void free_storage(KrVm *vm, KrObj *o)
{
    for (const KrType *type = krshape_type(vm, o->shape)->solid; type->host; type = type->base->solid)
        if (def_of(type)->finalize)
            def_of(type)->finalize(storage_at(o, type), vm->host);
}

void kr_visit(kr_visitor *visitor, kr_value v)
{
    krtrace_value((KrTracer *)visitor, v.bits);
}

bool kr_store(kr_vm *host, kr_value owner, kr_value *slot, kr_value v)
{
    KrVm *vm = (KrVm *)host;
    if (!krgiven(vm, owner) || !krgiven(vm, v))
        return false;
    krstore(vm, kras_obj(owner.bits), &slot->bits, v.bits);
    return true;
}

/* ---- methods ---------------------------------------------------------------------------------------------------------- */

static KrValue wrong_self(KrVm *vm, KrHostFunc *f, const kr_classdef *def, KrValue self)
{
    const char *dot = strrchr(def->name, '.');
    return krraise(vm, KR_T_TypeError, "descriptor '%U' for '%s' objects doesn't apply to a '%T' object",
                   ((KrFunc *)kras_obj(f->binder))->name, dot ? dot + 1 : def->name, self);
}

/* A method's `user` is the table: the instance is looked at, and its storage handed over. */
static KrValue invoke_method(KrVm *vm, KrHostFunc *f, const KrValue *args, size_t n)
{
    const kr_classdef *def = f->user;
    const KrType *type = n ? class_made_from(vm, args[0], def) : NULL;
    if (KR_UNLIKELY(!type))
        return wrong_self(vm, f, def, n ? args[0] : KR_NONE);
    return ((kr_cfn)f->fn)((kr_vm *)vm, (const kr_value *)args, n, storage_at(kras_obj(args[0]), type)).bits;
}

static KrHostFunc *method(KrVm *vm, const char *signature, kr_cfn fn, const kr_classdef *def, const char *doc)
{
    KrValue made = kr_func((kr_vm *)vm, signature, fn, (void *)def).bits;
    KrHostFunc *f = made == KR_RAISED ? NULL : (KrHostFunc *)kras_obj(made);
    KrStr *text = f && doc ? krstr_text(vm, doc) : NULL;
    if (!f || (doc && !text))
        return NULL;
    KrFunc *binder = (KrFunc *)kras_obj(f->binder);
    if (text)
        krstore(vm, binder, &binder->doc, krvalue(text));
    if (def)
        f->invoke = invoke_method;
    return f;
}

static bool put(KrVm *vm, KrDict *ns, const char *name, size_t n, KrValue v)
{
    const KrStr *key = v == KR_RAISED ? NULL : krintern_text(vm, name, n);
    return key && krdict_set_name(vm, ns, key, v);
}

static KrValue wrapped(KrVm *vm, KrTypeNumber type, KrHostFunc *f)
{
    KrWrapped *w = f ? krheap_new(vm, type, sizeof *w) : NULL;
    if (!w)
        return KR_RAISED;
    KR_STORE_PTR(vm, w, &w->value, f);
    return krvalue(w);
}

static bool add_methods(KrVm *vm, KrDict *ns, const kr_classdef *def)
{
    for (const kr_method *m = def->methods; m && m->signature; m++) {
        KrHostFunc *f = method(vm, m->signature, m->fn, m->kind == KR_METHOD ? def : NULL, m->doc);
        KrValue v = m->kind == KR_STATICMETHOD  ? wrapped(vm, KR_T_staticmethod, f)
                    : m->kind == KR_CLASSMETHOD ? wrapped(vm, KR_T_classmethod, f)
                                                : krvalue_or_raised(f);
        if (!put(vm, ns, m->signature, strcspn(m->signature, " (["), v))
            return false;
    }
    return true;
}

/* "radius: float" is read and written by radius(self, /) and radius(self, value: float, /). */
static KrValue accessor(KrVm *vm, const kr_classdef *def, const kr_property *p, bool set)
{
    kr_cfn fn = set ? p->set : p->get;
    if (!fn)
        return KR_NONE;
    size_t n = strcspn(p->name, " :");
    char name[128];
    if (n >= sizeof name)
        return krraise(vm, KR_T_ValueError, "kr_class: the name of a property is too long");
    memcpy(name, p->name, n);
    name[n] = '\0';
    KrStr *signature = set ? krstr_printf(vm, "%s(self, value%s, /)", name, p->name + n) : krstr_printf(vm, "%s(self, /)", name);
    return signature ? krvalue_or_raised(method(vm, krstr_data(signature), fn, def, set ? NULL : p->doc)) : KR_RAISED;
}

static bool add_properties(KrVm *vm, KrDict *ns, const kr_classdef *def)
{
    for (const kr_property *p = def->properties; p && p->name; p++) {
        KrValue args[3] = {accessor(vm, def, p, false), KR_NONE, KR_NONE};
        args[1] = args[0] == KR_RAISED ? KR_RAISED : accessor(vm, def, p, true);
        if (args[1] == KR_RAISED || !put(vm, ns, p->name, strcspn(p->name, " :"), krcall(vm, krvalue(KR_TYPE_OF(property)), args, 3)))
            return false;
    }
    return true;
}

static bool add_constants(KrVm *vm, KrDict *ns, const kr_classdef *def)
{
    for (const kr_constant *c = def->constants; c && c->name; c++)
        if (!put(vm, ns, c->name, strlen(c->name), krhost_value(vm, &c->value)))
            return false;
    return true;
}

/* ---- the class -------------------------------------------------------------------------------------------------------- */

/* "geometry.Vec" is the class Vec of the module geometry. Without KR_CLASS_DICT there is room for weak references only. */
static KrDict *namespace_of(KrVm *vm, const kr_classdef *def, KrValue base)
{
    const char *dot = strrchr(def->name, '.');
    KrDict *ns = krdict_new(vm);
    if (!ns || !put(vm, ns, "__module__", 10, krvalue_or_raised(dot ? krstr_new(vm, def->name, (size_t)(dot - def->name)) : krstr_text(vm, "builtins"))))
        return NULL;
    if (def->doc && !put(vm, ns, "__doc__", 7, krvalue_or_raised(krstr_text(vm, def->doc))))
        return NULL;
    bool weak = !(kras_type(base)->flags & KR_TF_WEAKREF);
    KrStr *slot = krstr_text(vm, "__weakref__");
    if (!slot || (!(def->flags & KR_CLASS_DICT) && !put(vm, ns, "__slots__", 9, krvalue_or_raised(weak ? krtuple_of(vm, 1, krvalue(slot)) : vm->empty_tuple))))
        return NULL;
    return add_methods(vm, ns, def) && add_properties(vm, ns, def) && add_constants(vm, ns, def) ? ns : NULL;
}

static bool check_def(KrVm *vm, const kr_classdef *def, KrValue base)
{
    size_t align = def->align ? def->align : 8;
    if (def->size > MOST_STORAGE || align > MOST_ALIGN || align & (align - 1))
        return krraise(vm, KR_T_ValueError, "kr_class: %s: storage of at most %d bytes, aligned to at most %d", def->name, MOST_STORAGE, MOST_ALIGN), false;
    if (!kris_type(vm, base) || !(kras_type(base)->flags & KR_TF_BASE))
        return krraise(vm, KR_T_TypeError, "kr_class: %s: the base is not a class that may be derived from", def->name), false;
    return true;
}

static KrValue make(KrVm *vm, const kr_classdef *def, KrValue base)
{
    if (!check_def(vm, def, base))
        return KR_RAISED;
    const char *dot = strrchr(def->name, '.'), *name = dot ? dot + 1 : def->name;
    KrStorage storage = {.host = def, .size = (uint32_t)def->size, .align = def->align ? (uint32_t)def->align : 8,
                         .trace = trace_storage, .free = def->finalize ? free_storage : NULL};
    const KrStr *key = krintern_text(vm, name, strlen(name));
    KrTuple *bases = key ? krtuple_of(vm, 1, base) : NULL;
    KrDict *ns = bases ? namespace_of(vm, def, base) : NULL;
    KrType *meta = ns ? krtype_metaclass(vm, (KrType *)KR_TYPE_OF(type), bases) : NULL;
    KrValue cls = meta ? krtype_make_host(vm, meta, key, bases, ns, &storage) : KR_RAISED;
    KR_TRY(cls);
    if (def->flags & KR_CLASS_NO_NEW)
        kras_type(cls)->flags |= KR_TF_NO_NEW;
    if (def->flags & KR_CLASS_FINAL)
        kras_type(cls)->flags &= ~(uint32_t)KR_TF_BASE;
    return cls;
}

static kr_value find_class(KrVm *vm, const kr_classdef *def)
{
    for (KrHostClass *c = krhost(vm)->classes; c; c = c->next)
        if (c->def == def)
            return kr_get(c->type);
    return (kr_value){KR_EMPTY};
}

kr_value kr_class(kr_vm *host, const kr_classdef *def, kr_value base)
{
    KR_ENTER(vm, host, KR_ERROR);
    if (!krgiven(vm, base))
        return KR_ERROR;
    kr_value cls = find_class(vm, def);
    if (cls.bits != KR_EMPTY)
        return cls;
    cls.bits = make(vm, def, base.bits == KR_NONE ? krvalue(KR_TYPE_OF(object)) : base.bits);
    if (kr_failed(cls))
        return cls;
    KrHostClass *entry = kralloc_zeroed(&vm->alloc, sizeof *entry);
    if (!entry)
        return (kr_value){krraise_memory(vm)};
    entry->def = def;
    entry->type = krhost_hold(vm, cls.bits);
    if (!entry->type) {
        kralloc_free(&vm->alloc, entry, sizeof *entry);
        return KR_ERROR;
    }
    entry->next = krhost(vm)->classes;
    krhost(vm)->classes = entry;
    return cls;
}

kr_value kr_object(kr_vm *host, kr_value cls, void **mem)
{
    KR_ENTER_BRIEFLY(vm, host, KR_ERROR);
    if (!krgiven(vm, cls))
        return KR_ERROR;
    if (!kris_type(vm, cls.bits) || !kras_type(cls.bits)->solid->host)
        return (kr_value){krraise(vm, KR_T_TypeError, "kr_object: %R is no class with storage", cls.bits)};
    KrType *type = kras_type(cls.bits);
    if (type->flags & KR_TF_ABSTRACT)
        return (kr_value){krraise_abstract(vm, type)};
    KrObj *o = krobj_new(vm, type);
    if (o && mem)
        *mem = storage_at(o, type->solid);
    return (kr_value){krvalue_or_raised(o)};
}

void *kr_unwrap(kr_vm *host, kr_value v, const kr_classdef *def)
{
    KrVm *vm = (KrVm *)host;
    if (!krgiven(vm, v))
        return NULL;
    const KrType *type = class_made_from(vm, v.bits, def);
    if (type && type->storage)
        return storage_at(kras_obj(v.bits), type);
    const char *dot = strrchr(def->name, '.');
    krraise(vm, KR_T_TypeError, "expected %s, not %T", dot ? dot + 1 : def->name, v.bits);
    return NULL;
}

void krhost_forget_classes(KrVm *vm, KrHost *h)
{
    for (KrHostClass *c = h->classes, *next; c; c = next) {
        next = c->next;
        kralloc_free(&vm->alloc, c, sizeof *c);
    }
    h->classes = NULL;
}
