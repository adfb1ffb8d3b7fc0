/* SPDX-License-Identifier: MIT
 * An extension module that needs what nobody has. */
#include "krait.h"

int missing_everywhere(void);

KR_EXTENSION(undefined)
{
    return kr_setattr(vm, module, "x", kr_int(vm, missing_everywhere()));
}
