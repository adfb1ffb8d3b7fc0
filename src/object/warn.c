/* SPDX-License-Identifier: MIT
 * Warnings from C: what the module warnings does with them. */
#include "object/warn.h"
#include "object/str.h"

#include <stdarg.h>

bool krwarn(KrVm *vm, KrTypeNumber category, const char *format, ...)
{
    KrBuf b = krbuf_init(&vm->alloc);
    va_list args;
    va_start(args, format);
    bool ok = krbuf_format(vm, &b, format, args);
    va_end(args);
    if (!ok) {
        krbuf_release(&b);
        return false;
    }
    KrStr *message = krstr_from_buf(vm, &b);
    KrValue module = message ? krmodule_import(vm, "warnings") : KR_RAISED;
    if (module == KR_RAISED)
        return false;
    KrValue warning[2] = {krvalue(message), krvalue(&krtypes[category])};
    return krcall_method(vm, module, KR_NAME(warn), warning, 2) != KR_RAISED;
}
