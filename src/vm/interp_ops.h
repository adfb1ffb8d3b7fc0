/* SPDX-License-Identifier: MIT
 * The instructions: part of krinterp (interp.c), included once for narrow and once for widened operands. Their meaning is
 * in grammar/opcodes.def; here the common case reads straight down and the rest is a call of an op_*.c function. */

OP(WIDE)
    wide = ins;
    ins = *pc++;
    goto *widened[ins & 255];
OP(NOP)
    NEXT();
OP(MOVE)
    r[A] = r[B];
    NEXT();
OP(LOADK)
    r[A] = K(BX);
    NEXT();
OP(LOADI)
    r[A] = krsmall((int32_t)ins >> 16);
    NEXT();
OP(LOADIMM)
    r[A] = BX ? KR_IMM_TAG | BX : KR_EMPTY;
    NEXT();
OP(CLEAR)
    memset(&r[A], 0, B * sizeof *r);
    NEXT();
OP(CHECKBOUND)
    if (KR_UNLIKELY(r[A] == KR_EMPTY)) {
        SAVE();
        krop_unbound(vm, f, BX);
        goto raised;
    }
    NEXT();

OP(CELLNEW) {
    SAVE();
    KrCell *cell = krheap_new(vm, KR_T_cell, sizeof *cell);
    FAIL_IF(!cell);
    krstore(vm, cell, &cell->value, r[A]);
    r[A] = krvalue(cell);
    NEXT();
}
OP(CELLGET) {
    KrValue v = ((KrCell *)kras_obj(r[BX]))->value;
    if (KR_UNLIKELY(v == KR_EMPTY)) {
        SAVE();
        krop_unbound(vm, f, BX);
        goto raised;
    }
    r[A] = v;
    NEXT();
}
OP(CELLSET) {
    KrCell *cell = (KrCell *)kras_obj(r[BX]);
    krstore(vm, cell, &cell->value, r[A]);
    NEXT();
}
OP(CELLDEL) {
    KrCell *cell = (KrCell *)kras_obj(r[BX]);
    if (KR_UNLIKELY(cell->value == KR_EMPTY)) {
        SAVE();
        krop_unbound(vm, f, BX);
        goto raised;
    }
    cell->value = KR_EMPTY;
    NEXT();
}
OP(FREEGET) {
    KrValue v = ((KrCell *)kras_obj(f->func->closure->at[BX]))->value;
    if (KR_UNLIKELY(v == KR_EMPTY)) {
        SAVE();
        krop_unbound_free(vm, f, BX);
        goto raised;
    }
    r[A] = v;
    NEXT();
}
OP(FREESET) {
    KrCell *cell = (KrCell *)kras_obj(f->func->closure->at[BX]);
    krstore(vm, cell, &cell->value, r[A]);
    NEXT();
}
OP(FREEDEL) {
    KrCell *cell = (KrCell *)kras_obj(f->func->closure->at[BX]);
    if (KR_UNLIKELY(cell->value == KR_EMPTY)) {
        SAVE();
        krop_unbound_free(vm, f, BX);
        goto raised;
    }
    cell->value = KR_EMPTY;
    NEXT();
}
OP(FREECELL)
    r[A] = f->func->closure->at[BX];
    NEXT();
OP(CLASSFREE)
    RESULT(krop_dictfree(vm, f, krframe_locals(f), BX));
OP(DICTFREE)
    RESULT(krop_dictfree(vm, f, r[A], BX));
OP(DICTGLOBAL)
    RESULT(krop_dictglobal(vm, f, r[A], (const KrStr *)kras_obj(K(BX))));

OP(GLOBALGET_DICT) {
    KrGlobalCache *c = GLOBAL_CACHE();
    KrDict *d = f->func->globals;
    if (KR_LIKELY(d->keys_version == c->version)) {
        r[A] = krdict_entries(d)[c->entry].value;
        pc += 3;
        NEXT();
    }
    goto OP_LABEL(GLOBALGET);
}
OP(GLOBALGET_BUILTIN) {
    KrGlobalCache *c = GLOBAL_CACHE();
    KrDict *b = f->func->builtins;
    if (KR_LIKELY(f->func->globals->keys_version == c->version && b->keys_version == c->builtins)) {
        r[A] = krdict_entries(b)[c->entry].value;
        pc += 3;
        NEXT();
    }
    goto OP_LABEL(GLOBALGET);
}
OP(GLOBALGET) {
    KrGlobalCache *c = GLOBAL_CACHE();
    pc += 3;
    RESULT(krop_globalget(vm, f, c, (const KrStr *)kras_obj(K(BX))));
}
OP(GLOBALSET_DICT) {
    KrGlobalCache *c = GLOBAL_CACHE();
    KrDict *d = f->func->globals;
    if (KR_LIKELY(d->keys_version == c->version)) {
        krstore(vm, d->entries, &krdict_entries(d)[c->entry].value, r[A]);
        pc += 3;
        NEXT();
    }
    goto OP_LABEL(GLOBALSET);
}
OP(GLOBALSET) {
    KrGlobalCache *c = GLOBAL_CACHE();
    pc += 3;
    SAVE();
    FAIL_IF(!krop_globalset(vm, f, c, (const KrStr *)kras_obj(K(BX)), r[A]));
    NEXT();
}
OP(GLOBALDEL)
    SAVE();
    FAIL_IF(!krop_globaldel(vm, f, (const KrStr *)kras_obj(K(BX))));
    NEXT();
OP(NAMEGET) {
    KrGlobalCache *c = GLOBAL_CACHE();
    pc += 3;
    RESULT(krop_nameget(vm, f, c, (const KrStr *)kras_obj(K(BX))));
}
OP(NAMESET) {
    KrGlobalCache *c = GLOBAL_CACHE();
    pc += 3;
    SAVE();
    FAIL_IF(!krop_nameset(vm, f, c, (const KrStr *)kras_obj(K(BX)), r[A]));
    NEXT();
}
OP(NAMEDEL)
    SAVE();
    FAIL_IF(!krop_namedel(vm, f, (const KrStr *)kras_obj(K(BX))));
    NEXT();
OP(LOCALS)
    r[A] = krframe_locals(f);
    NEXT();

OP(GETATTR_SLOT) {
    KrAttrCache *c = ATTR_CACHE();
    KrValue o = r[B];
    if (KR_LIKELY(kris_ptr(o) && kras_obj(o)->shape == c->shape)) {
        KrValue v = *(KrValue *)((char *)kras_obj(o) + c->value);
        if (KR_LIKELY(v != KR_EMPTY)) {
            r[A] = v;
            pc += 7;
            NEXT();
        }
    }
    goto OP_LABEL(GETATTR);
}
OP(GETATTR_TYPE) {
    KrAttrCache *c = ATTR_CACHE();
    KrValue o = r[B];
    if (KR_LIKELY(krshape_id(o) == c->shape && ((KrType *)(uintptr_t)c->type)->version == c->version)) {
        r[A] = c->value;
        pc += 7;
        NEXT();
    }
    goto OP_LABEL(GETATTR);
}
OP(GETATTR_CLASS) {
    KrAttrCache *c = ATTR_CACHE();
    if (KR_LIKELY(r[B] == c->type && ((KrType *)(uintptr_t)c->type)->version == c->version)) {
        r[A] = c->value;
        pc += 7;
        NEXT();
    }
    goto OP_LABEL(GETATTR);
}
OP(GETATTR_MODULE) {
    KrAttrCache *c = ATTR_CACHE();
    KrValue o = r[B];
    if (KR_LIKELY(kris_exact(o, KR_T_module) && ((KrModule *)kras_obj(o))->dict->keys_version == c->version)) {
        r[A] = krdict_entries(((KrModule *)kras_obj(o))->dict)[c->value].value;
        pc += 7;
        NEXT();
    }
    goto OP_LABEL(GETATTR);
}
OP(GETATTR_PROPERTY) {
    KrAttrCache *c = ATTR_CACHE();
    KrValue o = r[B];
    if (KR_LIKELY(krshape_id(o) == c->shape && ((KrType *)(uintptr_t)c->type)->version == c->version)) {
        pc += 7;
        RESULT(krcall_function(vm, (KrFunc *)(uintptr_t)c->value, &(KrArgs){&o, 1, NULL, KR_EMPTY}, A, KR_FR_ATTR));
    }
    goto OP_LABEL(GETATTR);
}
OP(GETATTR) {
    KrAttrCache *c = ATTR_CACHE();
    pc += 7;
    RESULT(krop_getattr(vm, f, c, r[B], A));
}
OP(SETATTR_SLOT) {
    KrAttrCache *c = ATTR_CACHE();
    KrValue o = r[A];
    if (KR_LIKELY(kris_ptr(o) && kras_obj(o)->shape == c->shape)) {
        krstore(vm, kras_obj(o), (KrValue *)((char *)kras_obj(o) + c->value), r[B]);
        pc += 7;
        NEXT();
    }
    goto OP_LABEL(SETATTR);
}
OP(SETATTR_ADD) {
    KrAttrCache *c = ATTR_CACHE();
    KrValue o = r[A];
    if (KR_LIKELY(kris_ptr(o) && kras_obj(o)->shape == c->shape && ((KrType *)(uintptr_t)c->type)->version == c->version)) {
        krstore(vm, kras_obj(o), (KrValue *)((char *)kras_obj(o) + (uint32_t)c->value), r[B]);
        kras_obj(o)->shape = (uint32_t)(c->value >> 32);
        pc += 7;
        NEXT();
    }
    goto OP_LABEL(SETATTR);
}
OP(SETATTR) {
    KrAttrCache *c = ATTR_CACHE();
    pc += 7;
    SAVE();
    KrValue outcome = krop_setattr(vm, f, c, r[A], r[B]);
    if (KR_UNLIKELY(outcome == KR_CALLED))
        goto reload;
    FAIL_IF(outcome == KR_RAISED);
    NEXT();
}
OP(DELATTR) {
    pc++;
    SAVE();
    KrValue outcome = krop_delattr(vm, r[A], (const KrStr *)kras_obj(K(pc[-1])));
    if (KR_UNLIKELY(outcome == KR_CALLED))
        goto reload;
    FAIL_IF(outcome == KR_RAISED);
    NEXT();
}
OP(GETMETHOD_TYPE) {
    KrAttrCache *c = ATTR_CACHE();
    KrValue o = r[B];
    if (KR_LIKELY(krshape_id(o) == c->shape && ((KrType *)(uintptr_t)c->type)->version == c->version)) {
        r[A] = c->value;
        r[A + KR_WINDOW] = o;
        pc += 7;
        NEXT();
    }
    goto OP_LABEL(GETMETHOD);
}
OP(GETMETHOD_MODULE) {
    KrAttrCache *c = ATTR_CACHE();
    KrValue o = r[B];
    if (KR_LIKELY(kris_exact(o, KR_T_module) && ((KrModule *)kras_obj(o))->dict->keys_version == c->version)) {
        r[A] = krdict_entries(((KrModule *)kras_obj(o))->dict)[c->value].value;
        r[A + KR_WINDOW] = KR_EMPTY;
        pc += 7;
        NEXT();
    }
    goto OP_LABEL(GETMETHOD);
}
OP(GETMETHOD) {
    KrAttrCache *c = ATTR_CACHE();
    pc += 7;
    RESULT(krop_getmethod(vm, f, c, r[B], A));
}
OP(GETSUPER) {
    pc++;
    SAVE();
    KrValue window[2] = {KR_EMPTY, KR_EMPTY};
    KrValue outcome = krop_getsuper(vm, r[B], r[C], (const KrStr *)kras_obj(K(pc[-1])), window);
    FAIL_IF(outcome == KR_RAISED);
    r[A] = window[0];
    r[A + KR_WINDOW] = window[1];
    NEXT();
}
OP(GETSPECIAL) {
    SAVE();
    KrValue window[2] = {KR_EMPTY, KR_EMPTY};
    KrValue outcome = krop_getspecial(vm, r[B], C, window);
    FAIL_IF(outcome == KR_RAISED);
    r[A] = window[0];
    r[A + KR_WINDOW] = window[1];
    NEXT();
}
OP(GETITEM) {
    KrValue o = r[B], key = r[C];
    if (kris_exact(o, KR_T_list) && kris_int(key)) {
        KrList *l = kras_list(o);
        int64_t i = kras_int(key);
        i += i < 0 ? (int64_t)l->n : 0;
        if (KR_LIKELY((uint64_t)i < l->n)) {
            r[A] = l->items->at[i];
            NEXT();
        }
    } else if (kris_exact(o, KR_T_tuple) && kris_int(key)) {
        KrTuple *t = kras_tuple(o);
        int64_t i = kras_int(key);
        i += i < 0 ? (int64_t)t->n : 0;
        if (KR_LIKELY((uint64_t)i < t->n)) {
            r[A] = t->at[i];
            NEXT();
        }
    } else if (kris_exact(o, KR_T_bytes) && kris_int(key)) {
        KrBytes *b = kras_bytes(o);
        int64_t i = kras_int(key);
        if (KR_LIKELY((uint64_t)i < b->n)) {
            r[A] = krsmall(b->at[i]);
            NEXT();
        }
    }
    RESULT(krop_getitem(vm, o, key, A));
}
OP(SETITEM) {
    KrValue o = r[A], key = r[B];
    if (kris_exact(o, KR_T_list) && kris_int(key)) {
        KrList *l = kras_list(o);
        int64_t i = kras_int(key);
        i += i < 0 ? (int64_t)l->n : 0;
        if (KR_LIKELY((uint64_t)i < l->n)) {
            krstore(vm, l->items, &l->items->at[i], r[C]);
            NEXT();
        }
    }
    SAVE();
    KrValue outcome = krop_setitem(vm, o, key, r[C]);
    if (KR_UNLIKELY(outcome == KR_CALLED))
        goto reload;
    FAIL_IF(outcome == KR_RAISED);
    NEXT();
}
OP(DELITEM) {
    SAVE();
    KrValue outcome = krop_setitem(vm, r[A], r[B], KR_EMPTY);
    if (KR_UNLIKELY(outcome == KR_CALLED))
        goto reload;
    FAIL_IF(outcome == KR_RAISED);
    NEXT();
}

#include "vm/interp_arith.h"

OP(IS)
    r[A] = krbool(r[B] == r[C]);
    NEXT();
OP(ISNOT)
    r[A] = krbool(r[B] != r[C]);
    NEXT();
OP(IN)
    RESULT(krop_contains(vm, r[B], r[C], false, A));
OP(NOTIN)
    RESULT(krop_contains(vm, r[B], r[C], true, A));

OP(JMP)
    pc += OFFSET;
    NEXT();
OP(LOOP) {
    int32_t distance = OFFSET;
    if (KR_UNLIKELY((x->budget += distance) <= 0)) {
        SAVE(); /* still inside the loop, and so inside the `try` around or in it */
        FAIL_IF(!krpoll(vm));
        if (KR_UNLIKELY(vm->limits.pausing)) {
            f->pc = pc + distance;
            f->flags |= KR_FR_PAUSE;
            goto reload;
        }
    }
    pc += distance;
    NEXT();
}
OP(JSCRATCH)
OP(JSCRATCHN) {
    KrValue v = r[SCRATCH];
    if (KR_UNLIKELY(!kris_bool(v))) {
        int truth = quick_truth(v);
        if (truth < 0) {
            f->pc = pc - 1;
            KrValue outcome = krop_truth(vm, v, (uint16_t)SCRATCH);
            if (outcome == KR_CALLED)
                goto reload;
            f->pc = pc;
            FAIL_IF(outcome == KR_RAISED);
            v = outcome;
        } else {
            v = krbool(truth);
        }
    }
    if ((v == KR_TRUE) == ((ins & 255) == KR_OP_JSCRATCH))
        pc += OFFSET;
    NEXT();
}
OP(JTRUE) {
    int truth = quick_truth(r[A]);
    if (KR_LIKELY(truth >= 0))
        TEST(truth);
    TEST_SLOW(krop_truth(vm, r[A], (uint16_t)SCRATCH));
}

#define JUMP_COMPARISON(op, relation)                                                                         \
    {                                                                                                         \
        KrValue a = r[A], b = r[B];                                                                           \
        double p, q;                                                                                          \
        if (KR_LIKELY(kris_ints(a, b)))                                                                       \
            TEST(SHIFTED(a) op SHIFTED(b));                                                                   \
        if (as_doubles(a, b, &p, &q))                                                                         \
            TEST(p op q);                                                                                     \
        TEST_SLOW(krop_compare(vm, relation, a, b, (uint16_t)SCRATCH));                                       \
    }
#define JUMP_COMPARISON_IMM(op, relation)                                                                     \
    {                                                                                                         \
        KrValue a = r[A];                                                                                     \
        int64_t imm = (int8_t)(ins >> 16);                                                                    \
        if (KR_LIKELY(kris_int(a)))                                                                           \
            TEST(kras_int(a) op imm);                                                                         \
        if (kris_double(a))                                                                                   \
            TEST(kras_double(a) op (double)imm);                                                              \
        TEST_SLOW(krop_compare(vm, relation, a, krsmall(imm), (uint16_t)SCRATCH));                            \
    }
OP(JLT)
    JUMP_COMPARISON(<, KR_LT)
OP(JLTI)
    JUMP_COMPARISON_IMM(<, KR_LT)
OP(JLE)
    JUMP_COMPARISON(<=, KR_LE)
OP(JLEI)
    JUMP_COMPARISON_IMM(<=, KR_LE)
OP(JEQ)
    JUMP_COMPARISON(==, KR_EQ)
OP(JEQI)
    JUMP_COMPARISON_IMM(==, KR_EQ)
OP(JNE)
    JUMP_COMPARISON(!=, KR_NE)
OP(JNEI)
    JUMP_COMPARISON_IMM(!=, KR_NE)
OP(JGT)
    JUMP_COMPARISON(>, KR_GT)
OP(JGTI)
    JUMP_COMPARISON_IMM(>, KR_GT)
OP(JGE)
    JUMP_COMPARISON(>=, KR_GE)
OP(JGEI)
    JUMP_COMPARISON_IMM(>=, KR_GE)
#undef JUMP_COMPARISON
#undef JUMP_COMPARISON_IMM
OP(JIS)
    TEST(r[A] == r[B]);
OP(JNONE)
    TEST(r[A] == KR_NONE);
OP(JIN)
    TEST_SLOW(krop_contains(vm, r[A], r[B], false, (uint16_t)SCRATCH));
OP(JEXC) {
    SAVE();
    int matches = krop_exception_matches(vm, r[A], r[B]);
    FAIL_IF(matches < 0);
    TEST(matches);
}

OP(CALL) {
    KrValue fn = r[B];
    KrValue *base = &r[B + KR_WINDOW];
    if (KR_LIKELY(kris_exact(fn, KR_T_function))) {
        KrFunc *fo = (KrFunc *)kras_obj(fn);
        KrCode *code = fo->code;
        if (KR_LIKELY(code->fast_args == C && base + code->nregs <= x->limit && f->depth < x->depth_limit)) {
            if (KR_LIKELY((x->budget -= code->entry_cost) > 0)) {
                SAVE();
                KrFrame *callee = krframe_of(base);
                callee->prev = f;
                callee->func = fo;
                callee->ext = KR_EMPTY;
                callee->dst = (uint16_t)A;
                callee->flags = 0;
                callee->depth = f->depth + 1;
                x->frame = f = callee;
                r = base;
                pc = krcode_units(code);
                NEXT();
            }
            x->budget += code->entry_cost; /* the slow path charges it */
        }
    } else if (kris_exact(fn, KR_T_builtin_function_or_method)) {
        const KrMember *m = (const KrMember *)kras_obj(fn);
        if (KR_LIKELY(m->h.flags & KR_F_CONST && m->nparams == C && !(m->flags & ~KR_M_FUNCTION) && !m->nkwonly)) {
            SAVE();
            KrValue outcome = m->fn(vm, base, C);
            if (KR_LIKELY((outcome | 1) != KR_CALLED && outcome != KR_EMPTY)) {
                r[A] = outcome;
                NEXT();
            }
            if (outcome == KR_EMPTY)
                krraise_stop(vm, KR_NONE);
            goto raised;
        }
    }
    RESULT(krcall_start(vm, fn, &(KrArgs){base, C, NULL, KR_EMPTY}, (uint16_t)A, 0));
}
OP(CALLM) {
    KrValue fn = r[B];
    KrValue *base = &r[B + KR_WINDOW];
    uint32_t n = C + 1;
    if (*base == KR_EMPTY) {
        base++;
        n--;
    }
    if (KR_LIKELY(kris_exact(fn, KR_T_function))) {
        KrFunc *fo = (KrFunc *)kras_obj(fn);
        KrCode *code = fo->code;
        if (KR_LIKELY(code->fast_args == n && base + code->nregs <= x->limit && f->depth < x->depth_limit)) {
            if (KR_LIKELY((x->budget -= code->entry_cost) > 0)) {
                SAVE();
                KrFrame *callee = krframe_of(base);
                callee->prev = f;
                callee->func = fo;
                callee->ext = KR_EMPTY;
                callee->dst = (uint16_t)A;
                callee->flags = 0;
                callee->depth = f->depth + 1;
                x->frame = f = callee;
                r = base;
                pc = krcode_units(code);
                NEXT();
            }
            x->budget += code->entry_cost; /* the slow path charges it */
        }
    } else if (kris_exact(fn, KR_T_method_descriptor)) {
        const KrMember *m = (const KrMember *)kras_obj(fn);
        if (KR_LIKELY(m->nparams == n && m->flags == KR_M_SELF && !m->nkwonly && *base != KR_EMPTY && r[B + KR_WINDOW] != KR_EMPTY)) {
            SAVE();
            KrValue outcome = m->fn(vm, base, n);
            if (KR_LIKELY((outcome | 1) != KR_CALLED && outcome != KR_EMPTY)) {
                r[A] = outcome;
                NEXT();
            }
            if (outcome == KR_EMPTY)
                krraise_stop(vm, KR_NONE);
            goto raised;
        }
        /* GETMETHOD found the method through self's own class. */
        if (r[B + KR_WINDOW] != KR_EMPTY)
            RESULT(krcall_native(vm, m, &(KrArgs){base, n, NULL, KR_EMPTY}, (uint16_t)A, 0));
    }
    RESULT(krcall_start(vm, fn, &(KrArgs){base, n, NULL, KR_EMPTY}, (uint16_t)A, 0));
}
OP(CALLKW) {
    KrTuple *names = kras_tuple(K(*pc));
    pc++;
    RESULT(krcall_start(vm, r[B], &(KrArgs){&r[B + KR_WINDOW], C, names, KR_EMPTY}, (uint16_t)A, 0));
}
OP(CALLMKW) {
    KrTuple *names = kras_tuple(K(*pc));
    pc++;
    KrValue *base = &r[B + KR_WINDOW];
    bool has_self = *base != KR_EMPTY;
    RESULT(krcall_start(vm, r[B], &(KrArgs){base + !has_self, C + has_self, names, KR_EMPTY}, (uint16_t)A, 0));
}
OP(CALLEX) {
    KrValue *base = &r[B + KR_WINDOW];
    RESULT(krcall_start_ex(vm, r[B], kras_tuple(base[0]), base[1] ? kras_dict(base[1]) : NULL, (uint16_t)A, 0));
}
OP(RETNONE)
    in = KR_NONE;
    goto OP_LABEL(return_value);
OP(RETURN)
    in = r[A];
OP(return_value)
    if (KR_LIKELY(!f->flags)) {
        uint32_t dst = f->dst;
        x->frame = f = f->prev;
        r = krframe_regs(f);
        pc = f->pc;
        r[dst] = in;
        NEXT();
    }
    SAVE();
    if (f->flags & KR_FR_GEN)
        goto generator_return;
    goto deliver;

OP(LIST)
    RESULT(krop_build(vm, KR_OP_LIST, &r[B], C));
OP(TUPLE)
    RESULT(krop_build(vm, KR_OP_TUPLE, &r[B], C));
OP(SET)
    RESULT(krop_build(vm, KR_OP_SET, &r[B], C));
OP(DICT)
    RESULT(krop_build(vm, KR_OP_DICT, &r[B], C));
OP(STRING)
    RESULT(krop_build(vm, KR_OP_STRING, &r[B], C));
OP(SLICE)
    RESULT(krslice_new(vm, r[B], r[B + 1], r[B + 2]));
OP(APPEND)
    SAVE();
    FAIL_IF(!krlist_append(vm, kras_list(r[A]), r[B]));
    NEXT();
OP(ADDSET)
    SAVE();
    FAIL_IF(!krset_add(vm, kras_dict(r[A]), r[B]));
    NEXT();
OP(SETKEY)
    SAVE();
    FAIL_IF(!krdict_set(vm, kras_dict(r[A]), r[B], r[C]));
    NEXT();
OP(EXTEND)
    SAVE();
    FAIL_IF(!krop_extend(vm, r[A], r[B], C ? r[B + 1] : KR_EMPTY));
    NEXT();
OP(UPDATESET)
    SAVE();
    FAIL_IF(!krset_update(vm, kras_dict(r[A]), r[B]));
    NEXT();
OP(UPDATE)
    SAVE();
    FAIL_IF(!krop_update(vm, r[A], r[B]));
    NEXT();
OP(MERGE)
    SAVE();
    FAIL_IF(!krop_merge(vm, r[A], r[B], r[C]));
    NEXT();
OP(TOTUPLE) {
    SAVE();
    KrList *l = kras_list(r[B]);
    KrTuple *t = krtuple_new(vm, l->n ? l->items->at : NULL, l->n);
    FAIL_IF(!t);
    r[A] = krvalue(t);
    NEXT();
}
OP(UNPACK) {
    KrValue v = r[B];
    if (KR_LIKELY(kris_exact(v, KR_T_tuple) && kras_tuple(v)->n == C)) {
        KrTuple *t = kras_tuple(v);
        for (uint32_t i = 0; i < C; i++)
            r[A + i] = t->at[i];
        NEXT();
    }
    SAVE();
    FAIL_IF(!krop_unpack(vm, v, &r[A], C));
    NEXT();
}
OP(UNPACKEX) {
    uint32_t after = *pc++;
    SAVE();
    FAIL_IF(!krop_unpackex(vm, r[B], &r[A], C, after));
    NEXT();
}
OP(FORMAT)
    RESULT(krop_format(vm, r[B], C & 128 ? KR_EMPTY : r[B + 1], C & 127));
OP(TEMPLATE)
    RESULT(krop_template(vm, r[B], r[B + 1]));
OP(INTERP)
    RESULT(krop_interpolation(vm, &r[B], C));

OP(ITER) {
    KrValue v = r[B];
    if (kris_exact(v, KR_T_generator)) {
        r[A] = v;
        NEXT();
    }
    RESULT(krop_iter(vm, v, (uint16_t)A));
}
OP(FORITER) {
    KrValue it = r[B], item;
    if (KR_LIKELY(quick_next(it, &item))) {
        r[A] = item;
        pc++;
        NEXT();
    }
    pc++;
    SAVE();
    KrValue outcome;
    if (kris_exact(it, KR_T_generator))
        outcome = krgen_resume(vm, (KrGen *)kras_obj(it), KR_NONE, (uint16_t)A, KR_FR_FOR);
    else
        outcome = krop_next(vm, it, (uint16_t)A, KR_FR_FOR);
    if (outcome == KR_CALLED)
        goto reload;
    FAIL_IF(outcome == KR_RAISED);
    if (outcome == KR_EMPTY)
        pc--;
    else
        r[A] = outcome;
    NEXT();
}
OP(AITER)
    RESULT(krop_aiter(vm, r[B]));
OP(ANEXT)
    RESULT(krop_anext(vm, r[B]));
OP(ENDAFOR)
    TEST(kris_instance(vm, r[A], KR_TYPE_OF(StopAsyncIteration)));
OP(YIELDITER)
    RESULT(krop_yielditer(vm, f, r[B]));
OP(AWAITABLE)
    RESULT(krop_awaitable(vm, r[B], C));
OP(SEND) {
    KrValue delegate = r[B];
    if (KR_LIKELY(kris_ptr(delegate) && kras_obj(delegate)->shape >= KR_T_generator && kras_obj(delegate)->shape <= KR_T_async_generator)) {
        f->pc = pc - 1 - KR_WIDE_UNITS;
        if (krgen_splice(vm, f, (KrGen *)kras_obj(delegate), C))
            goto reload;
        FAIL_IF(vm->exec->pending);
    }
    pc++;
    SAVE();
    KrValue returned = KR_EMPTY;
    KrValue outcome = krop_send(vm, f, delegate, r[C], &returned, (uint16_t)A);
    if (outcome == KR_CALLED)
        goto reload;
    FAIL_IF(outcome == KR_RAISED);
    if (outcome == KR_EMPTY) {
        r[A] = returned;
        pc--;
    } else {
        r[A] = outcome;
    }
    NEXT();
}
OP(YIELD) {
    in = r[B];
    SAVE();
    krframe_gen(f)->sent_reg = A;
    krframe_gen(f)->yield_kind = C;
    if (C == 1) {
        KrFrame *owner = krgen_suspend_value(vm, f);
        if (owner) {
            x->frame = owner;
            goto send_returned;
        }
        in = krgen_wrap(vm, in);
        FAIL_IF(in == KR_RAISED);
    }
    uint32_t flags = f->flags, dst = f->dst;
    f = krgen_suspend(vm, f);
    if (flags & KR_FR_ENTRY)
        return in;
    if (flags & KR_FR_STEP)
        goto step;
    r = krframe_regs(f);
    pc = f->pc;
    r[dst] = in;
    NEXT();
}

OP(IMPORT) {
    const KrStr *name = (const KrStr *)kras_obj(K(*pc));
    pc++;
    RESULT(krop_import(vm, f, name, r[B], (int)C, (uint16_t)A));
}
OP(IMPORTFROM) {
    const KrStr *name = (const KrStr *)kras_obj(K(*pc));
    pc++;
    RESULT(krop_importfrom(vm, r[B], name));
}
OP(IMPORTSTAR)
    SAVE();
    FAIL_IF(!krop_importstar(vm, f, r[A]));
    NEXT();
OP(FUNCTION) {
    uint32_t index = *pc;
    pc++;
    RESULT(krop_function(vm, f, index, C ? &r[B] : NULL));
}
OP(BUILDCLASS)
    RESULT(krop_buildclass(vm, f));
OP(ANNOTATIONS)
    SAVE();
    FAIL_IF(!krop_annotations(vm, f, C, r + A, r + B));
    NEXT();

OP(RAISE)
    SAVE();
    krop_raise(vm, C == 2 ? KR_EMPTY : r[A], C == 1 ? r[B] : KR_EMPTY, C);
    goto raised;
OP(RERAISE)
    SAVE();
    krop_reraise(vm, f, r[A]);
    goto raised;
OP(PUSHEXC)
    r[A + 1] = f->flags & KR_FR_GEN ? krgen_own_handled(vm, f) : x->handled;
    x->handled = r[A];
    NEXT();
OP(POPEXC)
    x->handled = r[A + 1];
    if (KR_UNLIKELY(f->flags & KR_FR_GEN) && x->handled == KR_EMPTY)
        x->handled = krgen_context(krframe_gen(f));
    NEXT();
OP(EXCINFO) {
    KrValue exception = r[B];
    KrValue traceback = kras_exc(exception)->traceback;
    r[A] = krvalue(krtype_of(vm, exception));
    r[A + 2] = traceback ? traceback : KR_NONE;
    r[A + 1] = exception;
    NEXT();
}
OP(GROUPMATCH) {
    SAVE();
    KrValue matched, rest;
    FAIL_IF(!krop_groupmatch(vm, r[B], r[C], &matched, &rest));
    r[A] = matched;
    r[A + 1] = rest;
    NEXT();
}
OP(GROUPRERAISE)
    RESULT(krop_groupreraise(vm, r[B], r[C]));
OP(ASSERTFAIL)
    SAVE();
    krop_assertfail(vm, C ? r[A] : KR_EMPTY);
    goto raised;

OP(MATCHSEQ)
    TEST(krop_is_sequence(vm, r[A]));
OP(MATCHMAP)
    TEST(krop_is_mapping(vm, r[A]));
OP(MATCHKEYS)
    RESULT(krop_matchkeys(vm, r[B], r[C]));
OP(MATCHCLASS) {
    uint32_t npositional = *pc++;
    RESULT(krop_matchclass(vm, r[B], r[C], npositional, r[A]));
}
OP(LEN) {
    SAVE();
    int64_t n = krobj_len(vm, r[B]);
    FAIL_IF(n < 0);
    r[A] = krsmall(n);
    NEXT();
}
OP(PRINTEXPR)
    SAVE();
    FAIL_IF(!krop_printexpr(vm, r[A]));
    NEXT();
OP(TYPEALIAS)
    RESULT(krop_typealias(vm, &r[B]));
OP(TYPEPARAM)
    RESULT(krop_typeparam(vm, &r[B], C));
OP(GENERICBASE)
    RESULT(krop_genericbase(vm, r[B]));
#undef IMM
