/* SPDX-License-Identifier: MIT
 * Attributes, methods and names: the slow paths, which fill the inline caches. */
#include "vm/ops.h"

static void specialise(KrAttrCache *c, KrOp op, uint32_t shape, const KrType *type, uint64_t value)
{
    c->shape = shape;
    c->type = (uintptr_t)type;
    c->version = type ? type->version : 0;
    c->value = value;
    c->ins = (c->ins & ~255u) | op;
}

void krcode_forget_caches(KrVm *vm, KrCode *code)
{
    (void)vm;
    static const uint8_t plain[KR_OP_COUNT] = {
        [KR_OP_GETATTR_SLOT] = KR_OP_GETATTR, [KR_OP_GETATTR_TYPE] = KR_OP_GETATTR, [KR_OP_GETATTR_MODULE] = KR_OP_GETATTR,
        [KR_OP_GETATTR_CLASS] = KR_OP_GETATTR, [KR_OP_GETATTR_PROPERTY] = KR_OP_GETATTR, [KR_OP_SETATTR_SLOT] = KR_OP_SETATTR,
        [KR_OP_SETATTR_ADD] = KR_OP_SETATTR, [KR_OP_GETMETHOD_TYPE] = KR_OP_GETMETHOD, [KR_OP_GETMETHOD_MODULE] = KR_OP_GETMETHOD,
    };
    if (!code->units)
        return;
    uint32_t *units = (uint32_t *)code->units->data;
    for (uint32_t i = 0; i < code->nunits; i += krop_units[units[i] & 255]) {
        uint32_t back = plain[units[i] & 255];
        if (back)
            units[i] = (units[i] & ~255u) | back;
    }
}

static uint32_t dict_version(KrVm *vm, KrDict *d)
{
    if (!d->keys_version)
        d->keys_version = ++vm->keys_serial;
    return d->keys_version;
}

/* ---- attributes -------------------------------------------------------------------------------------------------------------- */

static bool slot_offset(KrVm *vm, KrObj *o, uint32_t slot, uint64_t *offset)
{
    KrType *type = krshape_type(vm, o->shape);
    if (!type->extra || slot >= type->inline_slots)
        return false;
    *offset = type->extra + sizeof(KrValue) * (1u + slot);
    return true;
}

static bool hooked(const KrType *type)
{
    return type->flags & KR_TF_GETATTRIBUTE;
}

static void cache_module(KrVm *vm, KrAttrCache *c, KrOp op, KrValue o, const KrStr *name)
{
    KrDict *d = ((KrModule *)kras_obj(o))->dict;
    int64_t entry = krdict_find_name(vm, d, name);
    if (entry < 0)
        return;
    specialise(c, op, 0, NULL, (uint64_t)entry);
    c->version = dict_version(vm, d);
}

/* An instance attribute: a slot by shape, or what the class gives while the shape says that no slot hides it. */
static KrValue getattr_instance(KrVm *vm, KrAttrCache *c, KrValue o, const KrStr *name, uint16_t dst)
{
    KrType *type = krtype_of(vm, o);
    KrValue attr = krtype_lookup(vm, type, name);
    uint64_t offset;
    if (kris_exact(attr, KR_T_member_descriptor) && kris_ptr(o)) {
        KrSlotMember *m = (KrSlotMember *)kras_obj(attr);
        if (krtype_issubtype(vm, type, m->owner) && slot_offset(vm, kras_obj(o), m->slot, &offset)) {
            specialise(c, KR_OP_GETATTR_SLOT, kras_obj(o)->shape, NULL, offset);
            KrValue v = *(KrValue *)((char *)kras_obj(o) + offset);
            return v != KR_EMPTY ? v : krraise_empty_slot(vm, o, name);
        }
    }
    bool data = attr != KR_EMPTY && kris_data_descriptor(vm, attr);
    if (data && kris_exact(attr, KR_T_property)) {
        KrValue get = ((KrProperty *)kras_obj(attr))->get;
        if (kris_exact(get, KR_T_function)) {
            if (((KrFunc *)kras_obj(get))->code->fast_args == 1)
                specialise(c, KR_OP_GETATTR_PROPERTY, krshape_id(o), type, get);
            return krcall_function(vm, (KrFunc *)kras_obj(get), &(KrArgs){&o, 1, NULL, KR_EMPTY}, dst, KR_FR_ATTR);
        }
    }
    if (!data && kris_ptr(o) && krobj_extra(vm, kras_obj(o))) {
        KrShape *shape = vm->shapes[kras_obj(o)->shape];
        if (!(shape->flags & KR_SHAPE_DICT)) {
            int slot = krshape_find(vm, shape, name);
            KrValue own = slot < 0 ? KR_EMPTY : *krobj_slot(vm, kras_obj(o), (uint32_t)slot);
            if (own != KR_EMPTY) {
                if (slot_offset(vm, kras_obj(o), (uint32_t)slot, &offset))
                    specialise(c, KR_OP_GETATTR_SLOT, shape->id, NULL, offset);
                return own;
            }
            bool plain = attr != KR_EMPTY && (!kris_ptr(attr) || krdunder(vm, krtype_of(vm, attr), KR_D_get) == KR_EMPTY);
            if (plain)
                specialise(c, KR_OP_GETATTR_TYPE, shape->id, type, attr);
            /* __dict__ and its like are no attributes of the class, yet found by the general way. */
            bool absent = attr == KR_EMPTY && strncmp(krstr_data(name), "__", 2);
            KrValue hook = absent ? krdunder(vm, type, KR_D_getattr) : KR_EMPTY;
            if (kris_exact(hook, KR_T_function)) {
                KrValue args[2] = {o, krvalue(name)};
                return krcall_function(vm, (KrFunc *)kras_obj(hook), &(KrArgs){args, 2, NULL, KR_EMPTY}, dst, 0);
            }
        }
    }
    return krobj_getattr(vm, o, name);
}

static bool plain_getattribute(KrVm *vm, const KrType *type)
{
    return krdunder(vm, type, KR_D_getattribute) == krvalue(&krmembers[KR_TYPE_OF(object)->dunders[KR_D_getattribute] - 1]);
}

KrValue krop_getattr(KrVm *vm, KrFrame *f, KrAttrCache *c, KrValue o, uint16_t dst)
{
    const KrStr *name = (const KrStr *)kras_obj(f->func->code->consts->at[c->name]);
    KrType *type = krtype_of(vm, o);
    if (KR_UNLIKELY(hooked(type))) {
        KrValue fn = krdunder(vm, type, KR_D_getattribute);
        KrValue args[2] = {o, krvalue(name)};
        if (kris_exact(fn, KR_T_function))
            return krcall_function(vm, (KrFunc *)kras_obj(fn), &(KrArgs){args, 2, NULL, KR_EMPTY}, dst, KR_FR_ATTR);
        return krobj_getattr(vm, o, name);
    }
    if (kris_exact(o, KR_T_module)) {
        cache_module(vm, c, KR_OP_GETATTR_MODULE, o, name);
        return krobj_getattr(vm, o, name);
    }
    if (type->number == KR_T_type) {
        KrType *cls = kras_type(o);
        KrValue attr = krtype_lookup(vm, cls, name);
        KrValue meta = krtype_lookup(vm, type, name);
        if (meta == KR_EMPTY && attr != KR_EMPTY && (!kris_ptr(attr) || kris_exact(attr, KR_T_function) ||
                                                    krdunder(vm, krtype_of(vm, attr), KR_D_get) == KR_EMPTY))
            specialise(c, KR_OP_GETATTR_CLASS, 0, cls, attr);
        return krobj_getattr(vm, o, name);
    }
    if (!plain_getattribute(vm, type))
        return krobj_getattr(vm, o, name);
    KrValue v = getattr_instance(vm, c, o, name, dst);
    if (v == KR_RAISED || v != KR_EMPTY)
        return v;
    return krobj_getattr(vm, o, name);
}

KrValue krop_getmethod(KrVm *vm, KrFrame *f, KrAttrCache *c, KrValue o, uint16_t dst)
{
    const KrStr *name = (const KrStr *)kras_obj(f->func->code->consts->at[c->name]);
    KrValue *window = &krframe_regs(f)[dst];
    KrType *type = krtype_of(vm, o);
    window[KR_WINDOW] = KR_EMPTY;
    if (kris_exact(o, KR_T_module)) {
        cache_module(vm, c, KR_OP_GETMETHOD_MODULE, o, name);
        return krobj_getattr(vm, o, name);
    }
    if (!hooked(type) && plain_getattribute(vm, type)) {
        KrValue attr = krtype_lookup(vm, type, name);
        if (kris_exact(attr, KR_T_function) || kris_exact(attr, KR_T_method_descriptor) || kris_exact(attr, KR_T_host_function)) {
            bool slots = !kris_ptr(o) || !krobj_extra(vm, kras_obj(o)) || !(vm->shapes[krshape_id(o)]->flags & KR_SHAPE_DICT);
            if (!kris_ptr(o) || krobj_own_or_none(vm, o, name) == KR_EMPTY) {
                if (slots)
                    specialise(c, KR_OP_GETMETHOD_TYPE, krshape_id(o), type, attr);
                window[KR_WINDOW] = o;
                return attr;
            }
        }
    }
    if (hooked(type)) {
        KrValue fn = krdunder(vm, type, KR_D_getattribute);
        KrValue args[2] = {o, krvalue(name)};
        if (kris_exact(fn, KR_T_function))
            return krcall_function(vm, (KrFunc *)kras_obj(fn), &(KrArgs){args, 2, NULL, KR_EMPTY}, dst, KR_FR_ATTR);
    }
    return krobj_getattr(vm, o, name);
}

/* ---- stores ---------------------------------------------------------------------------------------------------------------------- */

static void cache_store(KrVm *vm, KrAttrCache *c, KrObj *o, const KrStr *name)
{
    KrShape *shape = vm->shapes[o->shape];
    uint64_t offset;
    if (shape->flags & KR_SHAPE_DICT)
        return;
    int slot = krshape_find(vm, shape, name);
    if (slot >= 0) {
        if (slot_offset(vm, o, (uint32_t)slot, &offset))
            specialise(c, KR_OP_SETATTR_SLOT, shape->id, NULL, offset);
        return;
    }
    if (shape->nslots >= 60 || !slot_offset(vm, o, shape->nslots, &offset))
        return;
    KrShape *next = krshape_add(vm, shape, name);
    if (next)
        specialise(c, KR_OP_SETATTR_ADD, shape->id, shape->type, offset | (uint64_t)next->id << 32);
    else
        krpending_clear(vm);
}

static KrValue store_hook(KrVm *vm, KrType *type, KrValue o, const KrStr *name, KrValue v)
{
    KrValue fn = krdunder(vm, type, v == KR_EMPTY ? KR_D_delattr : KR_D_setattr);
    KrValue args[3] = {o, krvalue(name), v};
    if (kris_exact(fn, KR_T_function))
        return krcall_start(vm, fn, &(KrArgs){args, v == KR_EMPTY ? 2 : 3, NULL, KR_EMPTY}, 0, KR_FR_DISCARD);
    return krobj_setattr(vm, o, name, v) ? KR_NONE : KR_RAISED;
}

static KrValue property_store(KrVm *vm, KrProperty *p, KrValue o, KrValue v)
{
    KrValue args[2] = {o, v};
    KrValue fn = v == KR_EMPTY ? p->del : p->set;
    if (!kris_exact(fn, KR_T_function))
        return KR_EMPTY;
    return krcall_start(vm, fn, &(KrArgs){args, v == KR_EMPTY ? 1 : 2, NULL, KR_EMPTY}, 0, KR_FR_DISCARD);
}

KrValue krop_setattr(KrVm *vm, KrFrame *f, KrAttrCache *c, KrValue o, KrValue v)
{
    const KrStr *name = (const KrStr *)kras_obj(f->func->code->consts->at[c->name]);
    KrType *type = krtype_of(vm, o);
    if (type->flags & KR_TF_SETATTR)
        return store_hook(vm, type, o, name, v);
    KrValue attr = krtype_lookup(vm, type, name);
    uint64_t offset;
    if (kris_exact(attr, KR_T_property)) {
        KrValue done = property_store(vm, (KrProperty *)kras_obj(attr), o, v);
        if (done != KR_EMPTY)
            return done;
    } else if (kris_exact(attr, KR_T_member_descriptor) && kris_ptr(o)) {
        KrSlotMember *m = (KrSlotMember *)kras_obj(attr);
        if (krtype_issubtype(vm, type, m->owner) && slot_offset(vm, kras_obj(o), m->slot, &offset))
            specialise(c, KR_OP_SETATTR_SLOT, kras_obj(o)->shape, NULL, offset);
    } else if (kris_ptr(o) && !(type->flags & (KR_TF_BUILTIN | KR_TF_TYPE | KR_TF_NO_DICT)) && !kris_data_descriptor(vm, attr) &&
               type->solid->number != KR_T_module && type->solid->number != KR_T_SimpleNamespace) {
        cache_store(vm, c, kras_obj(o), name);
    }
    return krobj_setattr(vm, o, name, v) ? KR_NONE : KR_RAISED;
}

KrValue krop_delattr(KrVm *vm, KrValue o, const KrStr *name)
{
    KrType *type = krtype_of(vm, o);
    if (type->flags & KR_TF_SETATTR)
        return store_hook(vm, type, o, name, KR_EMPTY);
    KrValue attr = krtype_lookup(vm, type, name);
    if (kris_exact(attr, KR_T_property)) {
        KrValue done = property_store(vm, (KrProperty *)kras_obj(attr), o, KR_EMPTY);
        if (done != KR_EMPTY)
            return done;
    }
    return krobj_setattr(vm, o, name, KR_EMPTY) ? KR_NONE : KR_RAISED;
}

/* ---- super and special methods ---------------------------------------------------------------------------------------------------- */

KrValue krop_getsuper(KrVm *vm, KrValue cls, KrValue self, const KrStr *name, KrValue *window)
{
    KrSuper s = {.type = cls, .self = self};
    if (self == KR_NONE) { /* super(C, None) is unbound */
        KrValue super = krcall(vm, krvalue(KR_TYPE_OF(super)), (KrValue[]){cls, self}, 2);
        window[0] = super == KR_RAISED ? super : krobj_getattr(vm, super, name);
        return window[0];
    }
    if (!krsuper_init(vm, &s))
        return KR_RAISED;
    KrValue attr = krsuper_lookup(vm, &s, name);
    KrType *start = kras_type(s.self_type);
    if (attr == KR_EMPTY) {
        KrValue super = krcall(vm, krvalue(KR_TYPE_OF(super)), (KrValue[]){cls, self}, 2);
        KR_TRY(super);
        window[0] = krobj_getattr(vm, super, name);
        return window[0];
    }
    bool through_class = self == s.self_type;
    if (!through_class && (kris_exact(attr, KR_T_function) || kris_exact(attr, KR_T_method_descriptor) || kris_exact(attr, KR_T_wrapper_descriptor))) {
        window[0] = attr;
        window[1] = self;
        return attr;
    }
    window[0] = krtype_bind(vm, attr, through_class ? KR_EMPTY : self, start);
    return window[0];
}

KrValue krop_getspecial(KrVm *vm, KrValue o, KrDunder d, KrValue *window)
{
    KrType *type = krtype_of(vm, o);
    KrValue attr = krdunder(vm, type, d);
    if (attr == KR_EMPTY || attr == KR_NONE) {
        bool async = d == KR_D_aenter || d == KR_D_aexit;
        bool other = krdunder(vm, type, async ? KR_D_enter : KR_D_aenter) != KR_EMPTY && krdunder(vm, type, async ? KR_D_exit : KR_D_aexit) != KR_EMPTY;
        const char *missed = d == KR_D_exit ? " (missed __exit__ method)" : d == KR_D_aexit ? " (missed __aexit__ method)" : "";
        const char *hint = !other ? "" : async ? " but it supports the context manager protocol. Did you mean to use 'with'?"
                                               : " but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?";
        return krraise(vm, KR_T_TypeError, "'%T' object does not support the %scontext manager protocol%s%s", o, async ? "asynchronous " : "", missed, hint);
    }
    if (kris_exact(attr, KR_T_function) || kris_exact(attr, KR_T_method_descriptor) || kris_exact(attr, KR_T_wrapper_descriptor)) {
        window[0] = attr;
        window[1] = o;
        return attr;
    }
    window[0] = krtype_bind(vm, attr, o, type);
    return window[0];
}

/* ---- globals and names -------------------------------------------------------------------------------------------------------------- */

static KrValue no_name(KrVm *vm, const KrStr *name)
{
    krraise(vm, KR_T_NameError, "name '%U' is not defined", name);
    KrExc *e = kras_exc(vm->exec->pending);
    krstore(vm, e, &e->field[0], krvalue(name));
    return KR_RAISED;
}

/* A class of dicts may have a __getitem__ or __missing__ of its own. */
static KrValue find_in_subclass(KrVm *vm, KrDict *globals, KrDict *builtins, const KrStr *name)
{
    KrValue v = krobj_getitem_or_empty(vm, krvalue(globals), krvalue(name));
    if (v == KR_EMPTY && builtins)
        v = krobj_getitem_or_empty(vm, krvalue(builtins), krvalue(name));
    return v != KR_EMPTY ? v : no_name(vm, name);
}

KrValue krop_globalget(KrVm *vm, KrFrame *f, KrGlobalCache *c, const KrStr *name)
{
    KrDict *globals = f->func->globals, *builtins = f->func->builtins;
    if (!kris_exact(krvalue(globals), KR_T_dict) || (builtins && !kris_exact(krvalue(builtins), KR_T_dict)))
        return find_in_subclass(vm, globals, builtins, name);
    int64_t entry = krdict_find_name(vm, globals, name);
    if (entry >= 0) {
        if (c && (c->ins & 255) != KR_OP_NAMEGET) {
            c->entry = (uint32_t)entry;
            c->version = dict_version(vm, globals);
            c->ins = (c->ins & ~255u) | KR_OP_GLOBALGET_DICT;
        }
        return krdict_entries(globals)[entry].value;
    }
    entry = builtins ? krdict_find_name(vm, builtins, name) : -1;
    if (entry < 0)
        return no_name(vm, name);
    if (c && (c->ins & 255) != KR_OP_NAMEGET) {
        c->entry = (uint32_t)entry;
        c->version = dict_version(vm, globals);
        c->builtins = dict_version(vm, builtins);
        c->ins = (c->ins & ~255u) | KR_OP_GLOBALGET_BUILTIN;
    }
    return krdict_entries(builtins)[entry].value;
}

bool krop_globalset(KrVm *vm, KrFrame *f, KrGlobalCache *c, const KrStr *name, KrValue v)
{
    KrDict *globals = f->func->globals;
    if (!krdict_set_name(vm, globals, name, v))
        return false;
    if (c && (c->ins & 255) != KR_OP_NAMESET) {
        c->entry = (uint32_t)krdict_find_name(vm, globals, name);
        c->version = dict_version(vm, globals);
        c->ins = (c->ins & ~255u) | KR_OP_GLOBALSET_DICT;
    }
    return true;
}

bool krop_globaldel(KrVm *vm, KrFrame *f, const KrStr *name)
{
    return krdict_delete_name(vm, f->func->globals, name) || (no_name(vm, name), false);
}

KrValue krop_nameget(KrVm *vm, KrFrame *f, KrGlobalCache *c, const KrStr *name)
{
    KrValue locals = krframe_locals(f);
    if (locals != KR_EMPTY && locals != krvalue(f->func->globals)) {
        KrValue v = krobj_getitem_or_empty(vm, locals, krvalue(name));
        if (v != KR_EMPTY)
            return v;
    }
    return krop_globalget(vm, f, c, name);
}

KrValue krop_dictfree(KrVm *vm, KrFrame *f, KrValue mapping, uint32_t index)
{
    KrValue v = krobj_getitem_or_empty(vm, mapping, f->func->code->freevars->at[index]);
    if (v == KR_EMPTY)
        v = ((KrCell *)kras_obj(f->func->closure->at[index]))->value;
    return v != KR_EMPTY ? v : krop_unbound_free(vm, f, index);
}

KrValue krop_dictglobal(KrVm *vm, KrFrame *f, KrValue mapping, const KrStr *name)
{
    KrValue v = krobj_getitem_or_empty(vm, mapping, krvalue(name));
    return v != KR_EMPTY ? v : krop_globalget(vm, f, NULL, name);
}

bool krop_nameset(KrVm *vm, KrFrame *f, KrGlobalCache *c, const KrStr *name, KrValue v)
{
    KrValue locals = krframe_locals(f);
    if (locals == KR_EMPTY || locals == krvalue(f->func->globals))
        return krop_globalset(vm, f, c, name, v);
    if (kris_exact(locals, KR_T_dict))
        return krdict_set_name(vm, kras_dict(locals), name, v);
    return krobj_setitem(vm, locals, krvalue(name), v);
}

bool krop_namedel(KrVm *vm, KrFrame *f, const KrStr *name)
{
    KrValue locals = krframe_locals(f);
    if (locals == KR_EMPTY || locals == krvalue(f->func->globals))
        return krop_globaldel(vm, f, name);
    if (kris_exact(locals, KR_T_dict))
        return krdict_delete_name(vm, kras_dict(locals), name) || (no_name(vm, name), false);
    if (krobj_setitem(vm, locals, krvalue(name), KR_EMPTY))
        return true;
    if (krpending_is(vm, KR_T_KeyError)) {
        krpending_clear(vm);
        no_name(vm, name);
    }
    return false;
}
