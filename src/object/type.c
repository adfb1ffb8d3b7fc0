/* SPDX-License-Identifier: MIT
 * Classes as they are used: the MRO, lookup with its cache, special methods, shapes, invalidation. typenew.c makes them. */
#include "object/type.h"

/* Direct-mapped: what a name means on a class. A class that changes gets a new version. The cache grows when it misses much, so
 * that a VM that does little has a small one. */
enum { FIRST_CACHE = 32, LAST_CACHE = 1024 };
typedef struct KrMethodCache {
    uint32_t mask, misses;
    struct {
        const KrType *type;
        const KrStr *name;
        KrValue value;
        const KrType *where;
        uint32_t version;
    } at[];
} KrMethodCache;

static size_t cache_size(uint32_t entries)
{
    return sizeof(KrMethodCache) + entries * sizeof(((KrMethodCache *)0)->at[0]);
}

static bool new_cache(KrVm *vm, uint32_t entries)
{
    KrMethodCache *old = vm->method_cache, *c = kralloc_zeroed(&vm->alloc, cache_size(entries));
    if (!c)
        return false;
    c->mask = entries - 1;
    vm->method_cache = c;
    if (old)
        kralloc_free(&vm->alloc, old, cache_size(old->mask + 1));
    return true;
}

static void note_miss(KrVm *vm)
{
    KrMethodCache *c = vm->method_cache;
    if (++c->misses < 2 * (c->mask + 1) || c->mask + 1 == LAST_CACHE)
        return;
    if (!new_cache(vm, 4 * (c->mask + 1) < LAST_CACHE ? 4 * (c->mask + 1) : LAST_CACHE))
        c->misses = 0;
}

bool krvm_init_types(KrVm *vm)
{
    vm->shape_cap = KR_T_COUNT + 64;
    vm->type_cap = KR_T_COUNT + 32;
    vm->shapes = kralloc_zeroed(&vm->alloc, vm->shape_cap * sizeof *vm->shapes);
    vm->types = kralloc_zeroed(&vm->alloc, vm->type_cap * sizeof *vm->types);
    if (!vm->shapes || !vm->types || !new_cache(vm, FIRST_CACHE))
        return false;
    for (uint32_t i = 1; i < KR_T_COUNT; i++) {
        vm->shapes[i] = (KrShape *)&krroot_shapes[i];
        vm->types[i] = (KrType *)&krtypes[i];
    }
    vm->nshapes = vm->ntypes = KR_T_COUNT;
    return true;
}

void krvm_release_types(KrVm *vm)
{
    kralloc_free(&vm->alloc, vm->shapes, vm->shape_cap * sizeof *vm->shapes);
    kralloc_free(&vm->alloc, vm->types, vm->type_cap * sizeof *vm->types);
    if (vm->type_dicts)
        kralloc_free(&vm->alloc, vm->type_dicts, KR_T_COUNT * sizeof *vm->type_dicts);
    if (vm->method_cache)
        kralloc_free(&vm->alloc, vm->method_cache, cache_size(vm->method_cache->mask + 1));
}

/* ---- MRO ------------------------------------------------------------------------------------------------------------------ */

/* A built-in class's MRO is the class, its base and then its second base's MRO, or its base's. */
static const KrType *builtin_mro_at(const KrType *type, uint32_t i)
{
    while (type) {
        if (i-- == 0)
            return type;
        if (type->base2) {
            if (i-- == 0)
                return type->base;
            type = type->base2;
        } else {
            type = type->base;
        }
    }
    return NULL;
}

const KrType *krtype_mro_next(const KrType *type, uint32_t *i)
{
    if (type->flags & KR_TF_BUILTIN)
        return builtin_mro_at(type, (*i)++);
    return type->mro && *i < type->mro->n ? (const KrType *)kras_obj(type->mro->at[(*i)++]) : NULL;
}

KrTuple *krtype_mro(KrVm *vm, KrType *type)
{
    if (!(type->flags & KR_TF_BUILTIN))
        return type->mro;
    uint32_t n = 0;
    while (builtin_mro_at(type, n))
        n++;
    KrTuple *mro = krtuple_new(vm, NULL, n);
    for (uint32_t i = 0; mro && i < n; i++)
        krstore(vm, mro, &mro->at[i], krvalue(builtin_mro_at(type, i)));
    return mro;
}

bool krtype_issubtype(KrVm *vm, const KrType *a, const KrType *b)
{
    (void)vm;
    if (a == b)
        return true;
    if (a->flags & KR_TF_BUILTIN || !a->mro) {
        for (; a; a = a->base)
            if (a == b || (a->base2 && krtype_issubtype(vm, a->base2, b)))
                return true;
        return false;
    }
    for (size_t i = 0; i < a->mro->n; i++)
        if (a->mro->at[i] == krvalue(b))
            return true;
    return false;
}

/* ---- lookup ---------------------------------------------------------------------------------------------------------------- */

static KrValue member_value(const KrMember *m)
{
    return m->flags & KR_M_NONE ? KR_NONE : krvalue(m);
}

static KrValue builtin_own(const KrType *type, const KrStr *name)
{
    const char *base = (const char *)&krnames;
    if ((const char *)name < base || (const char *)name >= base + sizeof_krnames)
        return KR_EMPTY;
    uint32_t offset = (uint32_t)((const char *)name - base);
    uint32_t low = type->first_member, high = low + type->nmembers;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (krmembers[mid].name < offset)
            low = mid + 1;
        else
            high = mid;
    }
    if (low < type->first_member + type->nmembers && krmembers[low].name == offset)
        return member_value(&krmembers[low]);
    return KR_EMPTY;
}

KrValue krtype_own(KrVm *vm, const KrType *type, const KrStr *name)
{
    return type->flags & KR_TF_BUILTIN ? builtin_own(type, name) : krdict_get_name(vm, type->dict, name);
}

KrValue krtype_lookup_where(KrVm *vm, const KrType *type, const KrStr *name, const KrType **where)
{
    size_t hash = ((uintptr_t)type >> 4) * 31 ^ (uintptr_t)name >> 3;
    __auto_type e = &vm->method_cache->at[hash & vm->method_cache->mask];
    if (KR_LIKELY(e->type == type && e->name == name && e->version == type->version)) {
        *where = e->where;
        return e->value;
    }
    note_miss(vm);
    e = &vm->method_cache->at[hash & vm->method_cache->mask];
    uint32_t i = 0;
    KrValue v = KR_EMPTY;
    const KrType *c;
    while ((c = krtype_mro_next(type, &i)) && (v = krtype_own(vm, c, name)) == KR_EMPTY)
        ;
    e->type = type;
    e->name = name;
    e->value = v;
    e->where = *where = c;
    e->version = type->version;
    return v;
}

KrValue krtype_lookup(KrVm *vm, const KrType *type, const KrStr *name)
{
    const KrType *where;
    return krtype_lookup_where(vm, type, name, &where);
}

KrValue krdunder_of_class(KrVm *vm, KrType *type, KrDunder d)
{
    if (!type->dunder_cache || type->dunder_version != type->version) {
        if (!type->dunder_cache)
            type->dunder_cache = kralloc_new(&vm->alloc, KR_D_COUNT * sizeof *type->dunder_cache);
        if (!type->dunder_cache)
            return krtype_lookup(vm, type, krdunder_name(d));
        memset(type->dunder_cache, 0xFF, KR_D_COUNT * sizeof *type->dunder_cache); /* all ones: not looked up yet */
        type->dunder_version = type->version;
    }
    KrValue *v = &type->dunder_cache[d];
    if (*v == UINT64_MAX)
        *v = krtype_lookup(vm, type, krdunder_name(d));
    return *v;
}

void krtrace_type(KrTracer *t, KrObj *o)
{
    KrType *type = (KrType *)o;
    krtrace_obj(t, type->base);
    krtrace_obj(t, type->name);
    krtrace_obj(t, type->qualname);
    krtrace_obj(t, type->dict);
    krtrace_obj(t, type->bases);
    krtrace_obj(t, type->mro);
    krtrace_obj(t, t->vm->shapes[type->root_shape]);
}

void krfree_type(KrVm *vm, KrObj *o)
{
    KrType *type = (KrType *)o;
    kralloc_free(&vm->alloc, type->dunder_cache, KR_D_COUNT * sizeof *type->dunder_cache);
    type->dunder_cache = NULL;
    if (type->number < vm->ntypes && vm->types[type->number] == type)
        vm->types[type->number] = NULL;
}

void krfree_shape(KrVm *vm, KrObj *o)
{
    KrShape *s = (KrShape *)o;
    if (s->id < vm->nshapes && vm->shapes[s->id] == s)
        vm->shapes[s->id] = NULL;
}

/* Drops cached lookups: what they name may have been collected. */
void krtype_forget_lookups(KrVm *vm)
{
    KrMethodCache *c = vm->method_cache;
    memset(c->at, 0, (c->mask + 1) * sizeof c->at[0]);
}

/* ---- changing -------------------------------------------------------------------------------------------------------------- */

/* Applies fn to the classes made at run time that derive from `type`. */
static void each_subclass(KrVm *vm, KrType *type, void (*fn)(KrVm *vm, KrType *type))
{
    if (!(type->flags & KR_TF_SUBCLASSED))
        return;
    for (uint32_t i = KR_T_COUNT; i < vm->ntypes; i++)
        if (vm->types[i] && vm->types[i] != type && krtype_issubtype(vm, vm->types[i], type))
            fn(vm, vm->types[i]);
}

static void bump(KrVm *vm, KrType *type)
{
    (void)vm;
    type->version++;
}

void krtype_modified(KrVm *vm, KrType *type)
{
    bump(vm, type);
    each_subclass(vm, type, bump);
}

/* Not a method in C: defined in Python, or None to forbid it. */
static bool is_hook(KrValue v)
{
    return v != KR_EMPTY && !(kris_ptr(v) && kras_obj(v)->flags & KR_F_CONST);
}

/* What a class inherits without looking: whether attribute access has hooks. */
void krtype_update_flags(KrVm *vm, KrType *type)
{
    KrValue getattribute = krtype_lookup(vm, type, KR_NAME(__getattribute__));
    KrValue setattr = krtype_lookup(vm, type, KR_NAME(__setattr__));
    KrValue delattr = krtype_lookup(vm, type, KR_NAME(__delattr__));
    type->flags &= ~(uint32_t)(KR_TF_GETATTRIBUTE | KR_TF_SETATTR);
    if (is_hook(getattribute))
        type->flags |= KR_TF_GETATTRIBUTE;
    if (is_hook(setattr) || is_hook(delattr))
        type->flags |= KR_TF_SETATTR;
    KrValue del = krtype_lookup(vm, type, KR_NAME(__del__));
    if (del != KR_EMPTY)
        type->flags |= KR_TF_FINALIZE;
}

/* A data descriptor that comes or goes changes what slots mean that inline caches read without asking the class: every cache of
 * the VM is emptied. */
static void forget_caches_of(void *user, KrObj *o)
{
    if (o->shape == KR_T_code)
        krcode_forget_caches((KrVm *)user, (KrCode *)o);
}

void krtype_forget_caches(KrVm *vm)
{
    krheap_each(vm, forget_caches_of, vm);
}

bool krtype_set(KrVm *vm, KrType *type, const KrStr *name, KrValue v)
{
    if (type->flags & KR_TF_BUILTIN) {
        krraise(vm, KR_T_TypeError, "cannot set '%U' attribute of immutable type '%N'", name, type);
        return false;
    }
    KrValue old = krdict_get_name(vm, type->dict, name);
    bool shadows = (v != KR_EMPTY && kris_data_descriptor(vm, v)) || (old != KR_EMPTY && kris_data_descriptor(vm, old));
    if (v == KR_EMPTY) {
        if (!krdict_delete_name(vm, type->dict, name)) {
            krraise(vm, KR_T_AttributeError, "type object '%N' has no attribute '%U'", type, name);
            return false;
        }
    } else if (!krdict_set_name(vm, type->dict, name, v)) {
        return false;
    }
    krtype_modified(vm, type);
    if (shadows)
        krtype_forget_caches(vm);
    const char *text = krstr_data(name);
    if (name->size > 4 && text[0] == '_' && text[1] == '_') {
        krtype_update_flags(vm, type);
        each_subclass(vm, type, krtype_update_flags);
    }
    return true;
}

bool kris_data_descriptor(KrVm *vm, KrValue attr)
{
    if (!kris_ptr(attr))
        return false;
    KrType *t = krtype_of(vm, attr);
    if (t->number == KR_T_function)
        return false;
    return krdunder(vm, t, KR_D_set) != KR_EMPTY || krdunder(vm, t, KR_D_delete) != KR_EMPTY;
}

KrValue krtype_bind(KrVm *vm, KrValue attr, KrValue self, const KrType *type)
{
    if (!kris_ptr(attr))
        return attr;
    KrObj *o = kras_obj(attr);
    switch (o->shape) {
    case KR_T_function:
    case KR_T_method_descriptor:
    case KR_T_wrapper_descriptor:
    case KR_T_host_function:
        return self == KR_EMPTY ? attr : krbound_new(vm, attr, self);
    case KR_T_classmethod_descriptor:
        return krbound_new(vm, attr, krvalue(type));
    case KR_T_builtin_function_or_method:
        return attr;
    case KR_T_getset_descriptor: {
        if (self == KR_EMPTY)
            return attr;
        KrValue a = self;
        return krgetset_member(o)->fn(vm, &a, 1);
    }
    default: break;
    }
    KrType *t = krshape_type(vm, o->shape);
    KrValue get = krdunder(vm, t, KR_D_get);
    if (get == KR_EMPTY)
        return attr;
    KrValue args[3] = {attr, self == KR_EMPTY ? KR_NONE : self, krvalue(type)};
    return krcall(vm, get, args, 3);
}

KrValue krcall_dunder(KrVm *vm, KrDunder d, KrValue self, const KrValue *args, uint32_t n)
{
    KrType *type = krtype_of(vm, self);
    KrValue fn = krdunder(vm, type, d);
    if (fn == KR_EMPTY || fn == KR_NONE)
        return KR_EMPTY;
    KrValue all[5] = {self};
    for (uint32_t i = 0; i < n && i < 4; i++)
        all[i + 1] = args[i];
    if (kris_ptr(fn)) {
        KrObj *o = kras_obj(fn);
        const KrMember *m = (const KrMember *)o;
        if (o->shape == KR_T_wrapper_descriptor && !(m->flags & (KR_M_STEP | KR_M_VARARGS | KR_M_VARKW)) && m->nparams == n + 1)
            return m->fn(vm, all, n + 1);
        if (o->shape == KR_T_function || o->shape == KR_T_wrapper_descriptor || o->shape == KR_T_method_descriptor)
            return krcall(vm, fn, all, n + 1);
    }
    KrValue bound = krtype_bind(vm, fn, self, type);
    return bound == KR_RAISED ? bound : krcall(vm, bound, args, n);
}

KrValue krcall_given_dunder(KrVm *vm, KrDunder d, KrValue self, const KrValue *args, uint32_t n)
{
    KrValue v = krcall_dunder(vm, d, self, args, n);
    return v == KR_EMPTY ? krraise(vm, KR_T_TypeError, "'NoneType' object is not callable") : v;
}

/* ---- shapes ---------------------------------------------------------------------------------------------------------------------- */

KrShape *krshape_root(KrVm *vm, const KrType *type)
{
    return vm->shapes[type->root_shape];
}

KrShape *krshape_new(KrVm *vm, KrType *type, KrShape *parent, const KrStr *name, uint16_t flags)
{
    if (vm->nshapes == vm->shape_cap) {
        uint32_t cap = vm->shape_cap * 2;
        KrShape **shapes = kralloc_resize(&vm->alloc, vm->shapes, vm->shape_cap * sizeof *shapes, cap * sizeof *shapes);
        if (!shapes)
            return krraise_memory(vm), NULL;
        memset(shapes + vm->shape_cap, 0, (cap - vm->shape_cap) * sizeof *shapes);
        vm->shapes = shapes;
        vm->shape_cap = cap;
    }
    KrShape *s = krheap_new(vm, KR_T_shape, sizeof *s);
    if (!s || !krheap_watch(vm, &s->h))
        return NULL;
    s->type = type;
    s->parent = parent;
    s->name = name;
    s->nslots = parent ? parent->nslots + 1 : 0;
    s->flags = flags;
    s->id = vm->nshapes++;
    vm->shapes[s->id] = s;
    return s;
}

int krshape_find(KrVm *vm, KrShape *s, const KrStr *name)
{
    (void)vm;
    for (; s && s->name; s = s->parent)
        if (s->name == name)
            return s->nslots - 1;
    return -1;
}

KrShape *krshape_add(KrVm *vm, KrShape *s, const KrStr *name)
{
    if (kris_exact(s->next, KR_T_shape)) {
        KrShape *only = (KrShape *)kras_obj(s->next);
        if (only->name == name)
            return only;
        KrDict *d = krdict_new(vm);
        if (!d || !krdict_set_name(vm, d, only->name, krvalue(only)))
            return NULL;
        krstore(vm, s, &s->next, krvalue(d));
    } else if (s->next != KR_EMPTY) {
        KrValue found = krdict_get_name(vm, kras_dict(s->next), name);
        if (found != KR_EMPTY)
            return (KrShape *)kras_obj(found);
    }
    KrShape *added = krshape_new(vm, s->type, s, name, s->flags);
    if (!added)
        return NULL;
    if (s->next == KR_EMPTY)
        krstore(vm, s, &s->next, krvalue(added));
    else if (!krdict_set_name(vm, kras_dict(s->next), name, krvalue(added)))
        return NULL;
    return added;
}

/* ---- instances --------------------------------------------------------------------------------------------------------------------- */

static bool watch_new(KrVm *vm, const KrType *type, KrObj *o)
{
    if (type->flags & KR_TF_FINALIZE)
        o->flags |= KR_F_FINALIZE;
    return krheap_watch(vm, o);
}

void *krobj_new(KrVm *vm, const KrType *type)
{
    size_t size = type->size + (size_t)type->inline_slots * sizeof(KrValue);
    KrObj *o = krheap_new(vm, type->root_shape, size);
    if (KR_UNLIKELY(o && type->flags & (KR_TF_FINALIZE | KR_TF_WATCH)) && !watch_new(vm, type, o))
        return NULL;
    return o;
}

void *krobj_new_var(KrVm *vm, const KrType *type, size_t size)
{
    size_t whole = type->flags & KR_TF_BUILTIN ? size : ((size + 7) & ~(size_t)7) + sizeof(KrValue);
    KrObj *o = krheap_new(vm, type->root_shape, whole);
    if (KR_UNLIKELY(o && type->flags & KR_TF_FINALIZE) && !watch_new(vm, type, o))
        return NULL;
    return o;
}

/* The native part's size of an instance of a KR_TF_VAR class. */
static size_t native_size(const KrType *solid, const KrObj *o)
{
    switch (solid->number) {
    case KR_T_int: return sizeof(KrInt) + ((const KrInt *)o)->n * 8;
    case KR_T_str: return offsetof(KrStr, text) + (o->flags & KR_STR_EXTERNAL ? 16 : ((const KrStr *)o)->size + 1);
    case KR_T_bytes: return sizeof(KrBytes) + ((const KrBytes *)o)->n + 1;
    case KR_T_tuple: return sizeof(KrTuple) + ((const KrTuple *)o)->n * sizeof(KrValue);
    default: return solid->size;
    }
}

KrValue *krobj_extra(KrVm *vm, KrObj *o)
{
    KrType *type = krshape_type(vm, o->shape);
    if (type->extra)
        return (KrValue *)((char *)o + type->extra);
    if (type->flags & KR_TF_VAR && !(type->flags & KR_TF_BUILTIN))
        return (KrValue *)((char *)o + ((native_size(type->solid, o) + 7) & ~(size_t)7));
    return NULL;
}

KrValue *krobj_slot(KrVm *vm, KrObj *o, uint32_t slot)
{
    KrType *type = krshape_type(vm, o->shape);
    KrValue *extra = krobj_extra(vm, o);
    if (slot < type->inline_slots)
        return extra + 1 + slot;
    slot -= type->inline_slots;
    if (!kris_exact(*extra, KR_T_values_cell))
        return NULL;
    KrValues *overflow = (KrValues *)kras_obj(*extra);
    return slot < overflow->cap ? &overflow->at[slot] : NULL;
}
