/* SPDX-License-Identifier: MIT
 * An extension module that says it was built for a later interface. */
#include "krait.h"

KR_EXTERN const int kr_ext_api_wrong_version;
const int kr_ext_api_wrong_version = KR_API_VERSION + 1;
KR_EXTERN bool kr_ext_wrong_version(kr_vm *vm, kr_value module);
bool kr_ext_wrong_version(kr_vm *vm, kr_value module)
{
    return kr_setattr(vm, module, "x", kr_none());
}
