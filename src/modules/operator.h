/* SPDX-License-Identifier: MIT
 * The callables that _operator makes. Layer: modules. */
#ifndef KR_MODULES_OPERATOR_H
#define KR_MODULES_OPERATOR_H

#include "object/object.h"

/* itemgetter: a tuple of keys. attrgetter: a tuple of names with dots, and one of the same names as given. */
typedef struct KrGetter {
    KrObj h;
    KrValue keys;
    KrValue given;
} KrGetter;

typedef struct KrMethodCaller {
    KrObj h;
    KrValue name, args, kwargs; /* str, tuple, dict */
} KrMethodCaller;

#endif
