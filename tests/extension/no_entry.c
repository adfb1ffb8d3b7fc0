/* SPDX-License-Identifier: MIT
 * A shared object that is no extension module. */
#include "krait.h"

KR_EXTERN int no_entry(void);
int no_entry(void)
{
    return 1;
}
