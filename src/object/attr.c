/* SPDX-License-Identifier: MIT
 * Attributes of instances: slots by shape, the dict they move to when Python asks for it, generic access. */
#include "object/type.h"

bool krobj_has_dict(KrVm *vm, const KrObj *o)
{
    KrType *type = krshape_type(vm, o->shape);
    return !(type->flags & KR_TF_NO_DICT) && krobj_extra(vm, (KrObj *)o) != NULL;
}

static bool in_dict_mode(KrVm *vm, const KrObj *o)
{
    return vm->shapes[o->shape]->flags & KR_SHAPE_DICT;
}

/* A module's attributes are its dict, whatever its class. */
static KrDict *native_dict(KrVm *vm, KrObj *o)
{
    const KrType *solid = krshape_type(vm, o->shape)->solid;
    if (solid->number == KR_T_module)
        return ((KrModule *)o)->dict;
    return solid->number == KR_T_SimpleNamespace ? kras_dict(((KrNamespace *)o)->dict) : NULL;
}

static KrDict *mode_dict(KrVm *vm, KrObj *o)
{
    KrDict *native = native_dict(vm, o);
    if (native)
        return native;
    KrValue *extra = krobj_extra(vm, o);
    return extra && in_dict_mode(vm, o) && *extra ? kras_dict(*extra) : NULL;
}

KrValue krobj_own(KrVm *vm, KrObj *o, const KrStr *name)
{
    KrDict *d = mode_dict(vm, o);
    if (d)
        return krdict_get_name(vm, d, name);
    KrShape *s = vm->shapes[o->shape];
    if (s->flags & KR_SHAPE_DICT)
        return KR_EMPTY;
    int slot = krshape_find(vm, s, name);
    if (slot < 0)
        return KR_EMPTY;
    KrValue *at = krobj_slot(vm, o, (uint32_t)slot);
    return at ? *at : KR_EMPTY;
}

static KrValue *slot_for_store(KrVm *vm, KrObj *o, uint32_t slot)
{
    KrValue *at = krobj_slot(vm, o, slot);
    if (at)
        return at;
    KrType *type = krshape_type(vm, o->shape);
    KrValue *extra = krobj_extra(vm, o);
    uint32_t need = slot - type->inline_slots + 1;
    KrValues *old = *extra ? (KrValues *)kras_obj(*extra) : NULL;
    KrValues *grown = krheap_values(vm, old ? (old->cap * 2 > need ? old->cap * 2 : need) : need < 4 ? 4 : need);
    if (!grown)
        return NULL;
    for (size_t i = 0; old && i < old->cap; i++)
        krstore(vm, grown, &grown->at[i], old->at[i]);
    krstore(vm, o, krobj_extra(vm, o), krvalue(grown));
    return krobj_slot(vm, o, slot);
}

enum { MOST_SLOTS = 64 /* beyond, an instance is used as a dict and becomes one */ };

bool krobj_set_own(KrVm *vm, KrObj *o, const KrStr *name, KrValue v)
{
    KrShape *s = vm->shapes[o->shape];
    if (s->flags & KR_SHAPE_DICT || s->nslots >= MOST_SLOTS || native_dict(vm, o)) {
        KrDict *d = krobj_dict(vm, o);
        return d && krdict_set_name(vm, d, name, v);
    }
    int slot = krshape_find(vm, s, name);
    KrShape *to = s;
    if (slot < 0) {
        to = krshape_add(vm, s, name);
        if (!to)
            return false;
        slot = to->nslots - 1;
    }
    KrValue *at = slot_for_store(vm, o, (uint32_t)slot);
    if (!at)
        return false;
    krstore(vm, o, at, v);
    o->shape = to->id;
    return true;
}

int krobj_delete_own(KrVm *vm, KrObj *o, const KrStr *name)
{
    if (krobj_own(vm, o, name) == KR_EMPTY)
        return 0;
    KrDict *d = krobj_dict(vm, o);
    if (!d)
        return -1;
    return krdict_delete_name(vm, d, name);
}

/* The names of the slots in their order are the keys; __slots__ come first in a shape and stay slots. */
static bool move_to_dict(KrVm *vm, KrObj *o, KrDict *d)
{
    KrShape *s = vm->shapes[o->shape];
    KrShape *chain[MOST_SLOTS + 8];
    uint32_t n = 0;
    for (KrShape *at = s; at->name && n < KR_COUNT(chain); at = at->parent)
        chain[n++] = at;
    while (n-- > 0) {
        KrValue *at = krobj_slot(vm, o, chain[n]->nslots - 1u);
        if (at && *at && !krdict_set_name(vm, d, chain[n]->name, *at))
            return false;
    }
    return true;
}

static KrShape *dict_shape(KrVm *vm, KrType *type)
{
    KrShape *root = krshape_root(vm, type);
    if (root->flags & KR_SHAPE_DICT)
        return root;
    /* The transition without a name leads to the shape of all instances whose attributes are in a dict. */
    KrShape *s = krshape_add(vm, root, vm->empty_str);
    if (s)
        s->flags |= KR_SHAPE_DICT;
    return s;
}

KrDict *krobj_dict(KrVm *vm, KrObj *o)
{
    KrDict *d = mode_dict(vm, o);
    if (d || !krobj_has_dict(vm, o))
        return d;
    d = krdict_new(vm);
    if (!d || (!in_dict_mode(vm, o) && !move_to_dict(vm, o, d)))
        return NULL;
    KrType *type = krshape_type(vm, o->shape);
    KrShape *shape = in_dict_mode(vm, o) ? vm->shapes[o->shape] : dict_shape(vm, type);
    if (!shape)
        return NULL;
    KrValue *extra = krobj_extra(vm, o);
    uint32_t fixed = krshape_root(vm, type)->nslots;
    if (type->inline_slots > fixed)
        memset(extra + 1 + fixed, 0, (type->inline_slots - fixed) * sizeof *extra);
    krstore(vm, o, extra, krvalue(d));
    o->shape = shape->id;
    return d;
}

/* ---- slots of __slots__ -------------------------------------------------------------------------------------------------- */

/* A class with __slots__ keeps them in fixed places that no shape knows: right behind the extra word. */
KrValue *krslot_place(KrVm *vm, KrObj *o, const KrSlotMember *m)
{
    return krobj_extra(vm, o) + 1 + m->slot;
}

/* ---- generic access ---------------------------------------------------------------------------------------------------------- */

KrValue krraise_attribute(KrVm *vm, KrValue o, const KrStr *name)
{
    if (kris_type(vm, o))
        krraise(vm, KR_T_AttributeError, "type object '%N' has no attribute '%U'", kras_type(o), name);
    else if (kris_exact(o, KR_T_module))
        krraise_module_attribute(vm, o, name);
    else
        krraise(vm, KR_T_AttributeError, "'%T' object has no attribute '%U'", o, name);
    KrExc *e = kras_exc(vm->exec->pending);
    if (krpending_is(vm, KR_T_AttributeError)) {
        krstore(vm, e, &e->field[0], krvalue(name));
        krstore(vm, e, &e->field[1], o);
    }
    return KR_RAISED;
}

/* The class is told by its whole name. */
KrValue krraise_empty_slot(KrVm *vm, KrValue o, const KrStr *name)
{
    KrValue type = krvalue(krtype_of(vm, o));
    KrValue module = krobj_getattr(vm, type, KR_NAME(__module__)), path = krobj_getattr(vm, type, KR_NAME(__qualname__));
    if (module == KR_RAISED || path == KR_RAISED)
        return KR_RAISED;
    bool told = kris_str(vm, module) && !krstr_is(kras_str(module), "builtins") && !krstr_is(kras_str(module), "__main__");
    krraise(vm, KR_T_AttributeError, "'%S%s%S' object has no attribute '%U'", told ? module : krvalue(vm->empty_str), told ? "." : "", path, name);
    if (!krpending_is(vm, KR_T_AttributeError))
        return KR_RAISED;
    KrExc *e = kras_exc(vm->exec->pending);
    krstore(vm, e, &e->field[0], krvalue(name));
    krstore(vm, e, &e->field[1], o);
    return KR_RAISED;
}

KrValue krobj_generic_get(KrVm *vm, KrValue o, const KrStr *name)
{
    KrType *type = krtype_of(vm, o);
    KrValue attr = krtype_lookup(vm, type, name);
    bool readable = attr != KR_EMPTY && kris_ptr(attr) && krdunder(vm, krtype_of(vm, attr), KR_D_get) != KR_EMPTY;
    if (readable && kris_data_descriptor(vm, attr))
        return krtype_bind(vm, attr, o, type);
    if (kris_ptr(o) && krobj_extra(vm, kras_obj(o))) {
        KrValue own = krobj_own(vm, kras_obj(o), name);
        if (own != KR_EMPTY)
            return own;
        if (attr == KR_EMPTY && name == KR_NAME(__dict__) && krobj_has_dict(vm, kras_obj(o)))
            return krvalue_or_raised(krobj_dict(vm, kras_obj(o)));
    }
    if (attr != KR_EMPTY)
        return krtype_bind(vm, attr, o, type);
    /* Classes of Python have it in their dict; what built-in ones have is no attribute that lookup finds. */
    KrValue class = krvalue(type);
    return name == KR_NAME(__doc__) ? krn_type_get___doc__(vm, &class, 1) : KR_EMPTY;
}

KrValue krtype_getattr(KrVm *vm, KrType *type, const KrStr *name)
{
    KrType *meta = krshape_type(vm, type->h.shape);
    KrValue of_meta = krtype_lookup(vm, meta, name);
    if (of_meta != KR_EMPTY && kris_data_descriptor(vm, of_meta))
        return krtype_bind(vm, of_meta, krvalue(type), meta);
    KrValue own = krtype_lookup(vm, type, name);
    if (own != KR_EMPTY)
        return krtype_bind(vm, own, KR_EMPTY, type);
    return of_meta == KR_EMPTY ? KR_EMPTY : krtype_bind(vm, of_meta, krvalue(type), meta);
}

static bool no_such_attribute(KrVm *vm, KrValue o, const KrStr *name, bool on_class)
{
    if (on_class)
        krraise(vm, KR_T_AttributeError, "'%T' object attribute '%U' is read-only", o, name);
    else if (!kris_ptr(o) || !krobj_has_dict(vm, kras_obj(o)))
        krraise(vm, KR_T_AttributeError, "'%T' object has no attribute '%U' and no __dict__ for setting new attributes", o, name);
    else
        krraise_attribute(vm, o, name);
    if (krpending_is(vm, KR_T_AttributeError)) {
        KrExc *e = kras_exc(vm->exec->pending);
        krstore(vm, e, &e->field[0], krvalue(name));
        krstore(vm, e, &e->field[1], o);
    }
    return false;
}

/* type(attr).__set__ or __delete__; KR_EMPTY if it has none. */
static KrValue descriptor_store(KrVm *vm, KrValue attr, KrValue o, KrValue v)
{
    if (attr == KR_EMPTY || !kris_ptr(attr))
        return KR_EMPTY;
    KrObj *d = kras_obj(attr);
    if (d->shape == KR_T_getset_descriptor) {
        const KrMember *m = krgetset_member(d);
        if (!m->set)
            return krraise(vm, KR_T_AttributeError, "attribute '%U' of '%N' objects is not writable", krname_at(m->name), krgetset_owner(d));
        KrValue a[2] = {o, v};
        return m->set(vm, a, 2) == KR_RAISED ? KR_RAISED : KR_NONE;
    }
    KrType *t = krshape_type(vm, d->shape);
    KrValue set = krdunder(vm, t, KR_D_set), del = krdunder(vm, t, KR_D_delete);
    if (set == KR_EMPTY && del == KR_EMPTY)
        return KR_EMPTY;
    if (v == KR_EMPTY && del == KR_EMPTY)
        return krraise(vm, KR_T_AttributeError, "__delete__");
    if (v != KR_EMPTY && set == KR_EMPTY)
        return krraise(vm, KR_T_AttributeError, "__set__");
    KrValue args[3] = {attr, o, v};
    return v == KR_EMPTY ? krcall(vm, del, args, 2) : krcall(vm, set, args, 3);
}

bool krobj_generic_set(KrVm *vm, KrValue o, const KrStr *name, KrValue v)
{
    KrValue attr = krtype_lookup(vm, krtype_of(vm, o), name);
    KrValue stored = descriptor_store(vm, attr, o, v);
    if (stored != KR_EMPTY)
        return stored != KR_RAISED;
    if (!kris_ptr(o) || !krobj_has_dict(vm, kras_obj(o)))
        return no_such_attribute(vm, o, name, attr != KR_EMPTY || name == KR_NAME(__doc__));
    if (attr == KR_EMPTY && name == KR_NAME(__dict__))
        return krobj_replace_dict(vm, o, v);
    if (v != KR_EMPTY)
        return krobj_set_own(vm, kras_obj(o), name, v);
    int deleted = krobj_delete_own(vm, kras_obj(o), name);
    return deleted > 0 || (deleted == 0 && no_such_attribute(vm, o, name, false));
}

bool krtype_setattr(KrVm *vm, KrType *type, const KrStr *name, KrValue v)
{
    KrType *meta = krshape_type(vm, type->h.shape);
    KrValue stored = descriptor_store(vm, krtype_lookup(vm, meta, name), krvalue(type), v);
    return stored != KR_EMPTY ? stored != KR_RAISED : krtype_set(vm, type, name, v);
}

/* ---- the protocols ------------------------------------------------------------------------------------------------------------ */

/* Without __getattribute__ of Python's and without __getattr__. Empty: none. */
static KrValue plain_get(KrVm *vm, KrValue o, const KrStr *name)
{
    if (kris_type(vm, o))
        return krtype_getattr(vm, kras_type(o), name);
    if (kris_exact(o, KR_T_super) || (kris_ptr(o) && krtype_of(vm, o)->solid->number == KR_T_super))
        return krsuper_getattr(vm, (KrSuper *)kras_obj(o), name);
    return krobj_generic_get(vm, o, name);
}

/* The type's own way, hooks included; KR_EMPTY if there is none. */
static KrValue get_or_empty(KrVm *vm, KrValue o, const KrStr *name)
{
    KrType *type = krtype_of(vm, o);
    KrValue v;
    if (type->flags & KR_TF_GETATTRIBUTE) {
        KrValue args[2] = {o, krvalue(name)};
        v = krcall_given_dunder(vm, KR_D_getattribute, o, args + 1, 1);
    } else {
        KrValue native = krdunder(vm, type, KR_D_getattribute);
        const KrMember *m = (const KrMember *)kras_obj(native);
        if (m->owner == KR_T_object || m->owner == KR_T_type || m->owner == KR_T_super || m->owner == KR_T_module) {
            v = plain_get(vm, o, name);
        } else {
            KrValue args[2] = {o, krvalue(name)};
            v = m->fn(vm, args, 2);
        }
    }
    if (v == KR_RAISED && krpending_is(vm, KR_T_AttributeError)) {
        KrValue hook = krdunder(vm, type, KR_D_getattr);
        if (hook == KR_EMPTY)
            return v;
        krpending_clear(vm);
        v = KR_EMPTY;
    }
    if (v != KR_EMPTY)
        return v;
    KrValue arg = krvalue(name);
    v = krcall_dunder(vm, KR_D_getattr, o, &arg, 1);
    if (v == KR_EMPTY && kris_exact(o, KR_T_module))
        return krmodule_getattr_hook(vm, (KrModule *)kras_obj(o), name);
    return v;
}

KrValue krobj_getattr(KrVm *vm, KrValue o, const KrStr *name)
{
    KrValue v = get_or_empty(vm, o, name);
    return v == KR_EMPTY ? krraise_attribute(vm, o, name) : v;
}

KrValue krobj_lookup(KrVm *vm, KrValue o, const KrStr *name)
{
    KrValue v = get_or_empty(vm, o, name);
    if (v == KR_RAISED && krpending_is(vm, KR_T_AttributeError)) {
        krpending_clear(vm);
        return KR_EMPTY;
    }
    return v;
}

bool krobj_setattr(KrVm *vm, KrValue o, const KrStr *name, KrValue v)
{
    KrType *type = krtype_of(vm, o);
    if (type->flags & KR_TF_SETATTR || type->number == KR_T_weakproxy || type->number == KR_T_weakcallableproxy) {
        KrValue args[2] = {krvalue(name), v};
        return krcall_given_dunder(vm, v == KR_EMPTY ? KR_D_delattr : KR_D_setattr, o, args, v == KR_EMPTY ? 1 : 2) != KR_RAISED;
    }
    if (kris_type(vm, o))
        return krtype_setattr(vm, kras_type(o), name, v);
    return krobj_generic_set(vm, o, name, v);
}

KrValue krcall_method(KrVm *vm, KrValue self, const KrStr *name, const KrValue *args, uint32_t n)
{
    KrValue method = krobj_getattr(vm, self, name);
    return method == KR_RAISED ? method : krcall(vm, method, args, n);
}
