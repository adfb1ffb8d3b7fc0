/* SPDX-License-Identifier: MIT
 * mappingproxy: a read-only view of a mapping. Layer: object. */
#ifndef KR_OBJECT_MAPPINGPROXY_H
#define KR_OBJECT_MAPPINGPROXY_H

#include "object/func.h"

/* A proxy of a mapping, or of the namespace of a class. */
KrValue krmappingproxy_new(KrVm *vm, KrValue mapping) KR_MUST_USE;

#endif
