/* SPDX-License-Identifier: MIT
 * Warnings from C. Layer: object. */
#ifndef KR_OBJECT_WARN_H
#define KR_OBJECT_WARN_H

#include "object/runtime.h"

/* warnings.warn(message, category), blamed on the Python code that runs; krraise's format. False:
 * the filters made an exception of it, which is pending. */
bool krwarn(KrVm *vm, KrTypeNumber category, const char *format, ...) KR_MUST_USE;

#endif
