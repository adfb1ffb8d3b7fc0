/* SPDX-License-Identifier: MIT
 * The module _dis: what dis in Python needs to know of the instructions. */
#include "modules/modules.h"

/// module _dis
/// The table of instructions.

/// _dis.opcodes()
/// Return a list of (name, format, units, meaning) by opcode; the formats are ABC, ABx, AsBx and sJ.
KR_NATIVE(_dis_opcodes)
{
    static const struct {
        const char *name, *format, *meaning;
        int units;
    } rows[] = {
#define KR_OP(name, format, units, meaning) {#name, #format, meaning, units},
#include "opcodes.inc"
#undef KR_OP
    };
    KrList *list = krlist_with_capacity(vm, KR_COUNT(rows));
    for (uint32_t i = 0; list && i < KR_COUNT(rows); i++) {
        KrStr *name = krstr_text(vm, rows[i].name), *format = name ? krstr_text(vm, rows[i].format) : NULL;
        KrStr *meaning = format ? krstr_text(vm, rows[i].meaning) : NULL;
        KrTuple *row = meaning ? krtuple_of(vm, 4, krvalue(name), krvalue(format), krsmall(rows[i].units), krvalue(meaning)) : NULL;
        if (!row || !krlist_append(vm, list, krvalue(row)))
            return KR_RAISED;
    }
    return krvalue_or_raised(list);
}

/// _dis.handlers(code, /)
/// Return a list of (start, end, target, register) of the ranges of instructions that a handler guards.
KR_NATIVE(_dis_handlers)
{
    if (!kris_exact(a[0], KR_T_code))
        return krraise(vm, KR_T_TypeError, "code expected, not %T", a[0]);
    KrCode *code = krcode_thaw(vm, (KrCode *)kras_obj(a[0]));
    KrList *list = code ? krlist_with_capacity(vm, code->nhandlers) : NULL;
    const KrHandler *h = list && code->handlers ? (const KrHandler *)code->handlers->data : NULL;
    for (uint32_t i = 0; h && i < code->nhandlers; i++) {
        KrTuple *row = krtuple_of(vm, 4, krsmall(h[i].start), krsmall(h[i].end), krsmall(h[i].target), krsmall(h[i].reg));
        if (!row || !krlist_append(vm, list, krvalue(row)))
            return KR_RAISED;
    }
    return krvalue_or_raised(list);
}
