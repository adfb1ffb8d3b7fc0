/* SPDX-License-Identifier: MIT
 * The error of what the host has not granted. */
#include "object/needs.h"

#include "object/str.h"

#include <errno.h>

bool krneeds_refuse(KrVm *vm, uint32_t needs)
{
    static const char *const names[] = {"FILES", "NETWORK", "PROCESS", "ENVIRONMENT", "STDIN", "EXTENSIONS"};
    KrBuf b = krbuf_init(&vm->alloc);
    krbuf_text(&b, "the host has not granted ");
    for (uint32_t i = 0, left = needs; left; left &= ~(1u << i++)) {
        if (!(left & 1u << i))
            continue;
        if (left != needs)
            krbuf_text(&b, " or ");
        krbuf_text(&b, "KR_CAP_");
        krbuf_text(&b, names[i]);
    }
    KrStr *message = krstr_from_buf(vm, &b);
    KrValue args[2] = {krsmall(EPERM), krvalue(message)};
    KrValue e = message ? krcall(vm, krvalue(KR_TYPE_OF(PermissionError)), args, 2) : KR_RAISED;
    if (e != KR_RAISED)
        krraise_exc(vm, e);
    return false;
}

bool krinited_refuse(KrVm *vm, KrValue self)
{
    krraise(vm, KR_T_RuntimeError, "%T.__init__() was not called", self);
    return false;
}
