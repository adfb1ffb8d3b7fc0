/* SPDX-License-Identifier: MIT
 * Classes: lookup along the MRO, binding, shapes, and making classes at run time. Layer: object. */
#ifndef KR_OBJECT_TYPE_H
#define KR_OBJECT_TYPE_H

#include "object/func.h"
#include "object/tables.h"

/* The attribute that the class or a base defines, unbound; empty if there is none. Nothing is raised. */
KrValue krtype_lookup(KrVm *vm, const KrType *type, const KrStr *name);
/* The same, and which class of the MRO defines it. */
KrValue krtype_lookup_where(KrVm *vm, const KrType *type, const KrStr *name, const KrType **where);
/* What the class's own namespace holds. */
KrValue krtype_own(KrVm *vm, const KrType *type, const KrStr *name);
/* attr.__get__(self, type) for what was found on a class: functions become methods, properties are computed (nesting). self may
 * be empty: access through the class. */
KrValue krtype_bind(KrVm *vm, KrValue attr, KrValue self, const KrType *type) KR_MUST_USE;
/* Whether type(attr) has __set__ or __delete__. */
bool kris_data_descriptor(KrVm *vm, KrValue attr);
/* Classes of the MRO in order: start with *i = 0; NULL at the end. */
const KrType *krtype_mro_next(const KrType *type, uint32_t *i);
KrTuple *krtype_mro(KrVm *vm, KrType *type) KR_MUST_USE;
KrDict *krtype_dict(KrVm *vm, KrType *type) KR_MUST_USE; /* of a built-in class: made when first asked for, read only */
/* Sets (or, with empty, deletes) an attribute of a class made at run time and tells the inline caches. */
bool krtype_set(KrVm *vm, KrType *type, const KrStr *name, KrValue v) KR_MUST_USE;
/* The class changed in some way: caches of it and its subclasses are stale. */
void krtype_modified(KrVm *vm, KrType *type);
/* type(name, bases, namespace): `namespace` is copied. kwargs go to __init_subclass__; may be NULL. */
KrValue krtype_make(KrVm *vm, KrType *meta, const KrStr *name, KrTuple *bases, KrDict *ns, KrDict *kwargs) KR_MUST_USE;
/* Adds __dict__ and __weakref__ to the namespace of a class whose instances are the first to have them. */
bool krtype_show_instance_parts(KrVm *vm, KrType *type) KR_MUST_USE;
/* The const getter behind a getset_descriptor: one of an instance's parts is bound to the class that shows it. */
static inline const KrMember *krgetset_member(const KrObj *o)
{
    return (const KrMember *)(o->flags & KR_F_CONST ? o : kras_obj(((const KrBound *)o)->fn));
}
static inline const KrType *krgetset_owner(const KrObj *o)
{
    return o->flags & KR_F_CONST ? &krtypes[((const KrMember *)o)->owner] : (const KrType *)kras_obj(((const KrBound *)o)->self);
}
/* What a class of the host's adds behind the layout of its base. */
typedef struct KrStorage {
    const void *host;
    uint32_t size, align; /* 0 bytes: nothing; alignment of up to 16 */
    KrTraceFn trace;
    KrFreeFn free;        /* NULL: only the base's, if that is the host's */
} KrStorage;
KrValue krtype_make_host(KrVm *vm, KrType *meta, const KrStr *name, KrTuple *bases, KrDict *ns, const KrStorage *storage) KR_MUST_USE;
void krtype_update_flags(KrVm *vm, KrType *type);
void krtype_forget_lookups(KrVm *vm);
/* The most derived metaclass of `meta` and the bases' ones; NULL: TypeError. */
KrType *krtype_metaclass(KrVm *vm, KrType *meta, KrTuple *bases) KR_MUST_USE;
const char *krtype_module(KrVm *vm, const KrType *type, KrValue *value); /* __module__ */

/* ---- shapes ---- */
KrShape *krshape_root(KrVm *vm, const KrType *type);
/* The slot of an attribute in the shape, or -1. */
int krshape_find(KrVm *vm, KrShape *shape, const KrStr *name);
/* The shape with one more attribute; NULL: exception pending. */
KrShape *krshape_add(KrVm *vm, KrShape *shape, const KrStr *name) KR_MUST_USE;
KrShape *krshape_new(KrVm *vm, KrType *type, KrShape *parent, const KrStr *name, uint16_t flags) KR_MUST_USE;
/* Where a slot lies: in the object, or in the overflow array of its extra word; NULL if the array is too short. */
KrValue *krobj_slot(KrVm *vm, KrObj *o, uint32_t slot);

/* ---- attributes of instances (attr.c) ---- */
/* The instance's own attribute, empty if it has none. */
KrValue krobj_own(KrVm *vm, KrObj *o, const KrStr *name);
static inline KrValue krobj_own_or_none(KrVm *vm, KrValue o, const KrStr *name)
{
    return kris_ptr(o) && krobj_extra(vm, kras_obj(o)) ? krobj_own(vm, kras_obj(o), name) : KR_EMPTY;
}
bool krobj_set_own(KrVm *vm, KrObj *o, const KrStr *name, KrValue v) KR_MUST_USE;
int krobj_delete_own(KrVm *vm, KrObj *o, const KrStr *name) KR_MUST_USE; /* 1 done, 0 there is none, -1 error */
/* The instance's __dict__, made when first asked for: its attributes live there from then on. NULL: none, nothing pending. */
KrDict *krobj_dict(KrVm *vm, KrObj *o);
bool krobj_has_dict(KrVm *vm, const KrObj *o);
/* object.__getattribute__ and object.__setattr__ without hooks. Empty: no such attribute, nothing pending. */
KrValue krobj_generic_get(KrVm *vm, KrValue o, const KrStr *name) KR_MUST_USE;
bool krobj_generic_set(KrVm *vm, KrValue o, const KrStr *name, KrValue v) KR_MUST_USE;
KrValue krtype_getattr(KrVm *vm, KrType *type, const KrStr *name) KR_MUST_USE; /* type.__getattribute__; empty: none */
KrValue krraise_attribute(KrVm *vm, KrValue o, const KrStr *name); /* AttributeError with name and obj */
KrValue krraise_empty_slot(KrVm *vm, KrValue o, const KrStr *name); /* of __slots__ */

KrTuple *krtype_linearize(KrVm *vm, KrType *type) KR_MUST_USE;
KrTuple *krtype_compute_mro(KrVm *vm, KrType *type) KR_MUST_USE; /* by C3 or by the metaclass's mro() */
/* The class that introduced the layout of instances; the base whose layout a class with these bases extends. */
const KrType *krtype_layout(KrVm *vm, const KrType *t);
const KrType *krtype_best_base(KrVm *vm, KrTuple *bases) KR_MUST_USE;
bool krtype_same_layout(KrVm *vm, const KrType *a, const KrType *b);
bool krtype_has_base(const KrType *t, const KrType *base); /* directly */
void krtype_mark_subclassed(KrTuple *mro);
void krtype_forget_caches(KrVm *vm); /* empties all inline caches */
KrValue krvm_current_module_name(KrVm *vm); /* __name__ of the globals of the running Python frame, or empty (vm/) */
void krexc_add_note(KrVm *vm, const char *format, ...); /* to the pending exception; krraise's format */
KrValue krraise_module_attribute(KrVm *vm, KrValue module, const KrStr *name);
KrValue krmodule_getattr_hook(KrVm *vm, KrModule *m, const KrStr *name) KR_MUST_USE; /* module-level __getattr__; empty: none */
/* super's parts: checks the pair and fills self_type; what the classes behind type in self_type's MRO define, or empty. */
bool krsuper_init(KrVm *vm, KrSuper *s) KR_MUST_USE;
KrValue krsuper_lookup(KrVm *vm, KrSuper *s, const KrStr *name);
KrValue krsuper_getattr(KrVm *vm, KrSuper *s, const KrStr *name) KR_MUST_USE;
KrValue *krslot_place(KrVm *vm, KrObj *o, const KrSlotMember *m);

/* The default __instancecheck__ and __subclasscheck__. */
int krtype_instancecheck(KrVm *vm, KrValue o, KrValue cls) KR_MUST_USE;
int krtype_subclasscheck(KrVm *vm, KrValue c, KrValue cls) KR_MUST_USE;
KrValue krgenericalias_new(KrVm *vm, KrValue origin, KrValue args) KR_MUST_USE;
KrValue krraise_operands(KrVm *vm, KrDunder d, KrValue a, KrValue b);

/* A group like `original` that holds just the leaves of the listed exceptions (error.c). */
KrValue krexc_group_projection(KrVm *vm, KrValue original, KrList *keep) KR_MUST_USE;
bool krmodule_is_initializing(KrVm *vm, KrValue module);
/* What a module of that name in the script's own folder hides, for messages; *origin is its file. */
typedef enum KrShadowing { KR_SHADOWS_NOTHING, KR_SHADOWS_LIBRARY, KR_SHADOWS_OTHERS } KrShadowing;
KrShadowing krmodule_shadowing(KrVm *vm, KrValue module, KrStr *name, KrValue *origin);

KrValue krraise_abstract(KrVm *vm, KrType *type); /* "Can't instantiate abstract class ..." */
bool krobj_change_class(KrVm *vm, KrObj *o, KrType *to) KR_MUST_USE;
bool krtype_collect_names(KrVm *vm, KrType *type, KrDict *names) KR_MUST_USE;
KrList *krdict_key_list(KrVm *vm, KrDict *d) KR_MUST_USE;
bool krtype_setattr(KrVm *vm, KrType *type, const KrStr *name, KrValue v) KR_MUST_USE; /* type.__setattr__; empty deletes */
KrValue krunion_new(KrVm *vm, KrValue a, KrValue b) KR_MUST_USE; /* a | b of types; NotImplemented */
KrValue krn_type_get___doc__(KrVm *vm, KrValue *a, uint32_t n);

KrValue krannotate_call(KrVm *vm, KrValue annotate) KR_MUST_USE; /* the dict that an __annotate__ makes */
bool krobj_replace_dict(KrVm *vm, KrValue o, KrValue dict) KR_MUST_USE;
KrValue krobj_is_abstract(KrVm *vm, KrValue fn) KR_MUST_USE; /* fn.__isabstractmethod__ as a bool */

bool krsuper_from_frame(KrVm *vm, KrValue *type, KrValue *self) KR_MUST_USE; /* super() without arguments (vm/) */

bool krvm_init_types(KrVm *vm) KR_MUST_USE; /* shapes and numbers of the built-in classes */
void krvm_release_types(KrVm *vm);

#endif
