/* SPDX-License-Identifier: MIT
 * The % operator's machine, for str and bytes. Layer: object. */
#ifndef KR_OBJECT_PERCENT_H
#define KR_OBJECT_PERCENT_H

#include "base/buf.h"
#include "object/runtime.h"

/* Appends `format` with its conversions filled in; `bytes` says whose rules hold. */
bool krpercent(KrVm *vm, KrBuf *out, const char *format, size_t n, KrValue args, bool bytes) KR_MUST_USE;

#endif
