/* SPDX-License-Identifier: MIT
 * The guard against showing an object inside itself: which objects' repr is under way. */
#include "object/seq.h"

int krrepr_enter(KrVm *vm, KrValue o)
{
    if (!krstack_check(vm, " while getting the repr of an object"))
        return -1;
    if (!vm->showing) {
        vm->showing = krlist_with_capacity(vm, 4);
        if (!vm->showing)
            return -1;
    }
    if (!krcharge(vm, (int64_t)vm->showing->n / 16))
        return -1;
    for (size_t i = 0; i < vm->showing->n; i++)
        if (vm->showing->items->at[i] == o)
            return 1;
    return krlist_append(vm, vm->showing, o) ? 0 : -1;
}

void krrepr_leave(KrVm *vm, KrValue o)
{
    KrList *l = vm->showing;
    while (l->n && l->items->at[--l->n] != o)
        ;
}
