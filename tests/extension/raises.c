/* SPDX-License-Identifier: MIT
 * An extension module whose start fails. */
#include "krait.h"

KR_EXTENSION(raises)
{
    return kr_setattr(vm, module, "x", kr_none()) && !kr_failed(kr_raise(vm, "ValueError", "no luck"));
}
