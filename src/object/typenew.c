/* SPDX-License-Identifier: MIT
 * Making classes at run time: bases, C3 linearisation, layout, __slots__, __set_name__ and __init_subclass__. */
#include "object/type.h"

/* ---- C3 ---------------------------------------------------------------------------------------------------------------- */

static bool in_tail(KrValue c, KrTuple *list, size_t at)
{
    for (size_t i = at + 1; i < list->n; i++)
        if (list->at[i] == c)
            return true;
    return false;
}

static bool good_head(KrValue c, KrTuple **lists, size_t *at, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (at[i] < lists[i]->n && in_tail(c, lists[i], at[i]))
            return false;
    return true;
}

static KrTuple *mro_conflict(KrVm *vm, KrTuple **lists, size_t *at, size_t n)
{
    KrBuf names = krbuf_init(&vm->alloc);
    for (size_t i = 0; i < n; i++) {
        if (at[i] >= lists[i]->n)
            continue;
        KrType *c = kras_type(lists[i]->at[at[i]]);
        bool seen = false;
        for (size_t k = 0; k < i; k++)
            seen |= at[k] < lists[k]->n && lists[k]->at[at[k]] == krvalue(c);
        if (seen)
            continue;
        krbuf_text(&names, names.len ? ", " : "");
        krbuf_str(&names, c->name);
    }
    KrStr *text = krstr_from_buf(vm, &names);
    if (text)
        krraise(vm, KR_T_TypeError, "Cannot create a consistent method resolution order (MRO) for bases %U", text);
    return NULL;
}

enum { MOST_BASES = 64 };

static KrTuple *merge(KrVm *vm, KrType *type, KrTuple **lists, size_t n)
{
    size_t at[MOST_BASES + 1] = {0};
    KrList *out = krlist_with_capacity(vm, 8);
    if (!out || !krlist_append(vm, out, krvalue(type)))
        return NULL;
    for (;;) {
        KrValue next = KR_EMPTY;
        bool left = false;
        for (size_t i = 0; i < n && next == KR_EMPTY; i++) {
            if (at[i] >= lists[i]->n)
                continue;
            left = true;
            if (good_head(lists[i]->at[at[i]], lists, at, n))
                next = lists[i]->at[at[i]];
        }
        if (next == KR_EMPTY)
            return left ? mro_conflict(vm, lists, at, n) : krtuple_new(vm, out->items->at, out->n);
        if (!krlist_append(vm, out, next))
            return NULL;
        for (size_t i = 0; i < n; i++)
            at[i] += at[i] < lists[i]->n && lists[i]->at[at[i]] == next;
    }
}

/* The MRO of the class, by C3 or by its metaclass's mro(). */
KrTuple *krtype_linearize(KrVm *vm, KrType *type)
{
    KrTuple *lists[MOST_BASES + 1];
    size_t n = type->bases->n;
    for (size_t i = 0; i < n; i++) {
        lists[i] = krtype_mro(vm, kras_type(type->bases->at[i]));
        if (!lists[i]) {
            if (!vm->exec->pending)
                krraise(vm, KR_T_TypeError, "Cannot extend an incomplete type '%N'", kras_type(type->bases->at[i]));
            return NULL;
        }
    }
    for (size_t i = 1; i < n; i++)
        for (size_t k = 0; k < i; k++)
            if (type->bases->at[i] == type->bases->at[k]) {
                krraise(vm, KR_T_TypeError, "duplicate base class %N", kras_type(type->bases->at[i]));
                return NULL;
            }
    lists[n] = type->bases;
    return merge(vm, type, lists, n + 1);
}

/* What a metaclass's mro() returned: classes with whose layout instances can live. */
static bool check_mro(KrVm *vm, KrType *type, KrTuple *mro)
{
    const KrType *layout = krtype_layout(vm, type->base);
    for (size_t i = 0; i < mro->n; i++) {
        if (!kris_type(vm, mro->at[i])) {
            krraise(vm, KR_T_TypeError, "mro() returned a non-class ('%T')", mro->at[i]);
            return false;
        }
        KrType *c = kras_type(mro->at[i]);
        if (c != type && !krtype_issubtype(vm, layout, krtype_layout(vm, c))) {
            krraise(vm, KR_T_TypeError, "mro() returned base with unsuitable layout ('%N')", c);
            return false;
        }
    }
    return true;
}

KrTuple *krtype_compute_mro(KrVm *vm, KrType *type)
{
    KrType *meta = krshape_type(vm, type->h.shape);
    KrValue hook = krtype_lookup(vm, meta, KR_NAME(mro));
    if (kris_ptr(hook) && kras_obj(hook)->flags & KR_F_CONST)
        return krtype_linearize(vm, type);
    KrValue bound = krtype_bind(vm, hook, krvalue(type), meta);
    KrValue mro = bound == KR_RAISED ? bound : krcall(vm, bound, NULL, 0);
    KrTuple *t = mro == KR_RAISED ? NULL : krobj_tuple(vm, mro);
    return t && check_mro(vm, type, t) ? t : NULL;
}

/* ---- bases --------------------------------------------------------------------------------------------------------------- */

static bool check_bases(KrVm *vm, KrTuple *bases)
{
    if (bases->n > MOST_BASES) {
        krraise(vm, KR_T_TypeError, "too many bases");
        return false;
    }
    for (size_t i = 0; i < bases->n; i++) {
        if (!kris_type(vm, bases->at[i])) {
            krraise(vm, KR_T_TypeError, "bases must be types");
            return false;
        }
        KrType *b = kras_type(bases->at[i]);
        if (!(b->flags & KR_TF_BUILTIN) && !b->mro) {
            krraise(vm, KR_T_TypeError, "Cannot extend an incomplete type '%N'", b);
            return false;
        }
        if (!(b->flags & KR_TF_BASE)) {
            const char *module = b->module && strcmp(b->module, "builtins") ? b->module : "";
            krraise(vm, KR_T_TypeError, "type '%s%s%N' is not an acceptable base type", module, *module ? "." : "", b);
            return false;
        }
        for (size_t k = 0; k < i; k++)
            if (bases->at[k] == bases->at[i]) {
                krraise(vm, KR_T_TypeError, "duplicate base class %N", b);
                return false;
            }
    }
    return true;
}

KrType *krtype_metaclass(KrVm *vm, KrType *meta, KrTuple *bases)
{
    for (size_t i = 0; i < bases->n; i++) {
        KrType *m = krtype_of(vm, bases->at[i]);
        if (krtype_issubtype(vm, meta, m))
            continue;
        if (!krtype_issubtype(vm, m, meta)) {
            krraise(vm, KR_T_TypeError, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of "
                                        "the metaclasses of all its bases");
            return NULL;
        }
        meta = m;
    }
    return meta;
}

/* All exceptions are laid out alike, but those with fields of their own cannot be mixed. */
static bool has_fields(const KrType *t)
{
    for (uint32_t i = 0; i < t->nmembers; i++)
        if (krmembers[t->first_member + i].flags & KR_M_GETTER)
            return true;
    return false;
}

/* The class that introduced the layout of t's instances: fixed slots if made at run time, fields if built in. */
const KrType *krtype_layout(KrVm *vm, const KrType *t)
{
    while (!(t->flags & KR_TF_BUILTIN) && t->solid != t && krshape_root(vm, t)->nslots == krshape_root(vm, t->base)->nslots)
        t = t->base;
    if (!(t->flags & KR_TF_BUILTIN))
        return t;
    while (t->flags & KR_TF_EXCEPTION && !has_fields(t))
        t = t->base;
    if (t->flags & KR_TF_EXCEPTION)
        return t;
    while (t->base && t->base != KR_TYPE_OF(object) && t->base->size == t->size && t->base->extra == t->extra && t->base->trace == t->trace)
        t = t->base;
    return t;
}

/* The base whose layout the new class extends: its layout derives from that of every other base. */
const KrType *krtype_best_base(KrVm *vm, KrTuple *bases)
{
    const KrType *base = NULL, *winner = NULL;
    for (size_t i = 0; i < bases->n; i++) {
        const KrType *b = kras_type(bases->at[i]), *layout = krtype_layout(vm, b);
        if (winner && krtype_issubtype(vm, winner, layout))
            continue;
        if (winner && !krtype_issubtype(vm, layout, winner)) {
            krraise(vm, KR_T_TypeError, "multiple bases have instance lay-out conflict");
            return NULL;
        }
        winner = layout;
        base = b;
    }
    return base;
}

/* ---- __slots__ -------------------------------------------------------------------------------------------------------------- */

static bool is_identifier(KrStr *s)
{
    const unsigned char *p = (const unsigned char *)krstr_data(s);
    for (size_t i = 0; i < s->size; i++)
        if (!(p[i] >= 0x80 || p[i] == '_' || (p[i] >= 'a' && p[i] <= 'z') || (p[i] >= 'A' && p[i] <= 'Z') || (i && p[i] >= '0' && p[i] <= '9')))
            return false;
    return s->size > 0;
}

static const KrStr *mangle(KrVm *vm, const KrType *type, KrStr *name)
{
    const char *p = krstr_data(name), *cls = krstr_data(type->name);
    size_t n = type->name->size;
    bool private = name->size > 2 && p[0] == '_' && p[1] == '_' && !(p[name->size - 1] == '_' && p[name->size - 2] == '_');
    while (n && *cls == '_') {
        cls++;
        n--;
    }
    if (!private || !n)
        return krintern(vm, name);
    KrBuf b = krbuf_init(&vm->alloc);
    krbuf_char(&b, '_');
    krbuf_add(&b, cls, n);
    krbuf_add(&b, p, name->size);
    KrStr *s = krstr_from_buf(vm, &b);
    return s ? krintern(vm, s) : NULL;
}

static bool add_slot(KrVm *vm, KrType *type, KrStr *name, uint32_t *next, bool *dict, bool *weak)
{
    if (!is_identifier(name)) {
        krraise(vm, KR_T_TypeError, "__slots__ must be identifiers");
        return false;
    }
    if (krstr_is(name, "__dict__") || krstr_is(name, "__weakref__")) {
        bool *seen = krstr_is(name, "__dict__") ? dict : weak;
        if (*seen) {
            krraise(vm, KR_T_TypeError, "%U slot disallowed: either we already got one", name);
            return false;
        }
        return *seen = true;
    }
    const KrStr *key = mangle(vm, type, name);
    if (!key)
        return false;
    if (krdict_get_name(vm, type->dict, key) != KR_EMPTY && !krstr_is(key, "__qualname__") && !krstr_is(key, "__classcell__")) {
        krraise(vm, KR_T_ValueError, "'%U' in __slots__ conflicts with class variable", key);
        return false;
    }
    KrSlotMember *m = krheap_new(vm, KR_T_member_descriptor, sizeof *m);
    if (!m)
        return false;
    m->name = key;
    KR_STORE_PTR(vm, m, &m->owner, type);
    m->slot = (*next)++;
    return krdict_set_name(vm, type->dict, key, krvalue(m));
}

/* The fixed slots of a class with __slots__; `next` is the number of slots that instances have in the end. */
static bool add_slots(KrVm *vm, KrType *type, KrValue slots, uint32_t *next)
{
    KrTuple *names = kris_str(vm, slots) ? krtuple_of(vm, 1, slots) : krobj_tuple(vm, slots);
    if (!names)
        return false;
    bool dict = false, weak = false;
    if (names->n && type->base->flags & KR_TF_VAR && !krtype_issubtype(vm, type->base, KR_TYPE_OF(type))) {
        for (size_t i = 0; i < names->n; i++)
            if (kris_str(vm, names->at[i]) && !krstr_is(kras_str(names->at[i]), "__dict__") && !krstr_is(kras_str(names->at[i]), "__weakref__")) {
                krraise(vm, KR_T_TypeError, "nonempty __slots__ not supported for subtype of '%N'", type->base);
                return false;
            }
    }
    for (size_t i = 0; i < names->n; i++) {
        if (!kris_str(vm, names->at[i])) {
            krraise(vm, KR_T_TypeError, "__slots__ items must be strings, not '%T'", names->at[i]);
            return false;
        }
        if (!add_slot(vm, type, kras_str(names->at[i]), next, &dict, &weak))
            return false;
    }
    bool inherits_dict = false, inherits_weak = false;
    for (size_t i = 0; i < type->bases->n; i++) {
        const KrType *b = kras_type(type->bases->at[i]);
        bool plain_object = b == KR_TYPE_OF(object);
        inherits_dict |= !plain_object && !(b->flags & KR_TF_NO_DICT) && (b->flags & KR_TF_EXTRA || !(b->flags & KR_TF_BUILTIN));
        inherits_weak |= (b->flags & KR_TF_WEAKREF) != 0;
    }
    if (!dict && !inherits_dict)
        type->flags |= KR_TF_NO_DICT;
    if (!weak && !inherits_weak)
        type->flags &= ~(uint32_t)KR_TF_WEAKREF;
    return true;
}

/* ---- layout --------------------------------------------------------------------------------------------------------------------- */

enum { INHERITED_FLAGS = KR_TF_BASE | KR_TF_VAR | KR_TF_INT | KR_TF_STR | KR_TF_BYTES | KR_TF_LIST | KR_TF_TUPLE | KR_TF_DICT | KR_TF_TYPE |
                         KR_TF_EXCEPTION | KR_TF_SET | KR_TF_FLOAT | KR_TF_FINALIZE | KR_TF_WATCH };

/* Room for what methods assign to self, as the compiler noted it in __static_attributes__. */
static uint32_t expected_attributes(KrVm *vm, KrType *type)
{
    uint32_t n = 0, i = 0;
    const KrType *c;
    while ((c = krtype_mro_next(type, &i))) {
        KrValue names = c->flags & KR_TF_BUILTIN ? KR_EMPTY : krtype_own(vm, c, KR_NAME(__static_attributes__));
        if (kris_exact(names, KR_T_tuple))
            n += (uint32_t)kras_tuple(names)->n;
    }
    return n > 24 ? 24 : n;
}

/* The first class of the order that is a sequence or a mapping decides which patterns match. */
static uint32_t pattern_kind(KrType *type)
{
    uint32_t i = 0, kind = 0;
    const KrType *c;
    while (!kind && (c = krtype_mro_next(type, &i)))
        kind = c->flags & (KR_TF_SEQUENCE | KR_TF_MAPPING);
    return kind;
}

/* The storage follows the header or the storage of the base, and takes the place of the extra word, which comes behind it. */
static bool lay_out_storage(KrVm *vm, KrType *type, const KrStorage *s)
{
    const KrType *solid = type->base->solid;
    type->host = s->host;
    if (!s->size)
        return true;
    if (solid != KR_TYPE_OF(object) && !solid->host)
        return krraise(vm, KR_T_TypeError, "a class with storage cannot derive from '%N'", solid), false;
    uint32_t end = solid->host ? solid->extra : (uint32_t)sizeof(KrObj);
    type->storage = (end + s->align - 1) & ~(s->align - 1);
    end = (type->storage + s->size + 7) & ~7u;
    if (end > UINT16_MAX)
        return krraise(vm, KR_T_ValueError, "the storage of class '%N' is too large", type), false;
    type->extra = (uint16_t)end;
    type->size = end + (uint32_t)sizeof(KrValue);
    type->solid = type;
    type->trace = s->trace;
    if (s->free) {
        type->free = s->free;
        type->flags |= KR_TF_WATCH;
    }
    return true;
}

static bool lay_out(KrVm *vm, KrType *type, const KrStorage *storage)
{
    const KrType *base = type->base;
    uint32_t fixed = krshape_root(vm, base)->nslots;
    type->flags = INHERITED_FLAGS & base->flags;
    type->flags |= KR_TF_BASE | KR_TF_WEAKREF;
    type->flags |= pattern_kind(type);
    type->solid = base->solid;
    type->trace = base->trace;
    type->free = base->solid->free;
    type->refs = base->refs;
    KrValue slots = krdict_get_name(vm, type->dict, KR_NAME(__slots__));
    bool had_dict = !(base->flags & KR_TF_NO_DICT);
    if (slots != KR_EMPTY && !add_slots(vm, type, slots, &fixed))
        return false;
    (void)had_dict;
    bool var = base->solid->flags & KR_TF_VAR;
    type->extra = var ? 0 : base->solid->extra ? base->solid->extra : (uint16_t)((base->solid->size + 7) & ~7u);
    uint32_t inline_slots = fixed;
    bool own_dict = base->solid->flags & KR_TF_TYPE || base->solid == KR_TYPE_OF(module); /* attributes are in the native part's dict */
    if (!(type->flags & KR_TF_NO_DICT) && !var && !own_dict)
        inline_slots += expected_attributes(vm, type);
    if (inline_slots < base->inline_slots)
        inline_slots = base->inline_slots;
    type->inline_slots = var ? 0 : (uint16_t)inline_slots;
    /* Inline slots follow the extra word, which is the native part's last. */
    type->size = var ? base->solid->size : type->extra + (uint32_t)sizeof(KrValue);
    if (!var && type->size < base->solid->size) {
        type->extra = (uint16_t)((base->solid->size + 7) & ~7u);
        type->size = type->extra + (uint32_t)sizeof(KrValue);
    }
    if (storage && !lay_out_storage(vm, type, storage))
        return false;
    bool dict_mode = var || base->solid->flags & KR_TF_TYPE;
    KrShape *root = krshape_new(vm, type, NULL, NULL, dict_mode ? KR_SHAPE_DICT : 0);
    if (!root)
        return false;
    root->nslots = (uint16_t)fixed;
    type->root_shape = root->id;
    return true;
}

static bool number_type(KrVm *vm, KrType *type)
{
    if (vm->ntypes == vm->type_cap) {
        uint32_t cap = vm->type_cap * 2;
        KrType **types = kralloc_resize(&vm->alloc, vm->types, vm->type_cap * sizeof *types, cap * sizeof *types);
        if (!types)
            return krraise_memory(vm), false;
        vm->types = types;
        vm->type_cap = cap;
    }
    type->number = vm->ntypes;
    vm->types[vm->ntypes++] = type;
    return krheap_watch(vm, &type->h);
}

/* ---- the namespace ------------------------------------------------------------------------------------------------------------------ */

static bool wrap_special(KrVm *vm, KrType *type, const KrStr *name, KrTypeNumber wrapper)
{
    KrValue fn = krdict_get_name(vm, type->dict, name);
    if (!kris_exact(fn, KR_T_function))
        return true;
    KrWrapped *w = krheap_new(vm, wrapper, sizeof *w);
    if (!w)
        return false;
    krstore(vm, w, &w->value, fn);
    return krdict_set_name(vm, type->dict, name, krvalue(w));
}

static bool prepare_namespace(KrVm *vm, KrType *type)
{
    KrDict *d = type->dict;
    KrValue qualname = krdict_get_name(vm, d, KR_NAME(__qualname__));
    if (qualname != KR_EMPTY) {
        if (!kris_str(vm, qualname)) {
            krraise(vm, KR_T_TypeError, "type __qualname__ must be a str, not %T", qualname);
            return false;
        }
        type->qualname = (const KrStr *)kras_obj(qualname);
        krdict_delete_name(vm, d, KR_NAME(__qualname__));
    }
    if (krdict_get_name(vm, d, KR_NAME(__module__)) == KR_EMPTY) {
        KrValue module = krvm_current_module_name(vm);
        if (module != KR_EMPTY && !krdict_set_name(vm, d, KR_NAME(__module__), module))
            return false;
    }
    return wrap_special(vm, type, KR_NAME(__new__), KR_T_staticmethod) && wrap_special(vm, type, KR_NAME(__init_subclass__), KR_T_classmethod) &&
           wrap_special(vm, type, KR_NAME(__class_getitem__), KR_T_classmethod);
}

/* What the namespace has besides what the class body made. */
static bool complete_namespace(KrVm *vm, KrType *type)
{
    KrDict *d = type->dict;
    if (!krtype_show_instance_parts(vm, type))
        return false;
    if (krdict_get_name(vm, d, KR_NAME(__doc__)) == KR_EMPTY && !krdict_set_name(vm, d, KR_NAME(__doc__), KR_NONE))
        return false;
    bool unhashable = krdict_get_name(vm, d, KR_NAME(__eq__)) != KR_EMPTY && krdict_get_name(vm, d, KR_NAME(__hash__)) == KR_EMPTY;
    return !unhashable || krdict_set_name(vm, d, KR_NAME(__hash__), KR_NONE);
}

/* What the class body computes later reads the namespace that the class has by then. */
static bool fill_namespace_cell(KrVm *vm, KrType *type)
{
    KrValue cell = krdict_get_name(vm, type->dict, KR_NAME(__classdictcell__));
    if (cell == KR_EMPTY)
        return true;
    if (!kris_exact(cell, KR_T_cell)) {
        krraise(vm, KR_T_TypeError, "__classdictcell__ must be a nonlocal cell, not <class '%T'>", cell);
        return false;
    }
    krstore(vm, kras_obj(cell), &((KrCell *)kras_obj(cell))->value, krvalue(type->dict));
    krdict_delete_name(vm, type->dict, KR_NAME(__classdictcell__));
    return true;
}

static bool fill_class_cell(KrVm *vm, KrType *type)
{
    KrValue cell = krdict_get_name(vm, type->dict, KR_NAME(__classcell__));
    if (cell == KR_EMPTY)
        return true;
    if (!kris_exact(cell, KR_T_cell)) {
        krraise(vm, KR_T_TypeError, "__classcell__ must be a nonlocal cell, not <class '%T'>", cell);
        return false;
    }
    krstore(vm, kras_obj(cell), &((KrCell *)kras_obj(cell))->value, krvalue(type));
    krdict_delete_name(vm, type->dict, KR_NAME(__classcell__));
    return true;
}

static bool call_set_names(KrVm *vm, KrType *type)
{
    KrDict *copy = krdict_copy(vm, type->dict);
    KrValue key, value;
    for (uint32_t pos = 0; copy && krdict_next(copy, &pos, &key, &value);) {
        if (!kris_ptr(value) || krdunder(vm, krtype_of(vm, value), KR_D_set_name) == KR_EMPTY)
            continue;
        KrValue args[2] = {krvalue(type), key};
        if (krcall_dunder(vm, KR_D_set_name, value, args, 2) == KR_RAISED) {
            krexc_add_note(vm, "Error calling __set_name__ on '%T' instance %R in '%N'", value, key, type);
            return false;
        }
    }
    return copy != NULL;
}

static bool call_init_subclass(KrVm *vm, KrType *type, KrDict *kwargs)
{
    uint32_t i = 1;
    const KrType *c;
    while ((c = krtype_mro_next(type, &i))) {
        KrValue hook = krtype_own(vm, c, KR_NAME(__init_subclass__));
        if (hook == KR_EMPTY)
            continue;
        KrValue bound = krtype_bind(vm, hook, KR_EMPTY, type);
        return bound != KR_RAISED && krcall_ex(vm, bound, vm->empty_tuple, kwargs) != KR_RAISED;
    }
    return true;
}

static bool has_abstract_methods(KrVm *vm, KrType *type)
{
    KrValue names = krdict_get_name(vm, type->dict, KR_NAME(__abstractmethods__));
    return names != KR_EMPTY && krobj_true(vm, names) > 0;
}

static KrValue make(KrVm *vm, KrType *meta, const KrStr *name, KrTuple *bases, KrDict *ns, KrDict *kwargs, const KrStorage *storage)
{
    if (!bases->n)
        bases = krtuple_of(vm, 1, krvalue(KR_TYPE_OF(object)));
    if (!bases || !check_bases(vm, bases))
        return KR_RAISED;
    const KrType *base = krtype_best_base(vm, bases);
    KrType *type = base ? krobj_new(vm, meta) : NULL;
    if (!type)
        return KR_RAISED;
    type->name = type->qualname = name;
    KR_STORE_PTR(vm, type, &type->bases, bases);
    KR_STORE_PTR(vm, type, &type->base, base);
    KR_STORE_PTR(vm, type, &type->dict, krdict_copy(vm, ns));
    type->version = 1;
    if (!type->dict || !number_type(vm, type) || !prepare_namespace(vm, type))
        return KR_RAISED;
    type->flags = base->flags & KR_TF_TYPE;
    KrTuple *mro = krtype_compute_mro(vm, type);
    if (!mro)
        return KR_RAISED;
    KR_STORE_PTR(vm, type, &type->mro, mro);
    if (!lay_out(vm, type, storage) || !complete_namespace(vm, type) || !fill_class_cell(vm, type) || !fill_namespace_cell(vm, type))
        return KR_RAISED;
    krtype_mark_subclassed(mro);
    krtype_update_flags(vm, type);
    if (has_abstract_methods(vm, type))
        type->flags |= KR_TF_ABSTRACT;
    if (!krdict_fit(vm, type->dict) || !call_set_names(vm, type) || !call_init_subclass(vm, type, kwargs))
        return KR_RAISED;
    return krvalue(type);
}

KrValue krtype_make(KrVm *vm, KrType *meta, const KrStr *name, KrTuple *bases, KrDict *ns, KrDict *kwargs)
{
    return make(vm, meta, name, bases, ns, kwargs, NULL);
}

KrValue krtype_make_host(KrVm *vm, KrType *meta, const KrStr *name, KrTuple *bases, KrDict *ns, const KrStorage *storage)
{
    return make(vm, meta, name, bases, ns, NULL, storage);
}
