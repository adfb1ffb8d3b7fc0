/* SPDX-License-Identifier: MIT
 * Text of numbers in any script as ASCII, for int(), float() and complex(). Layer: object. */
#ifndef KR_OBJECT_NUMTEXT_H
#define KR_OBJECT_NUMTEXT_H

#include "object/str.h"

/* The text with each decimal digit and space of Unicode as its ASCII counterpart and '?' for other
 * foreign characters. It is valid while *text or s is on the stack. False: MemoryError is pending.
 */
bool krnumtext_ascii(KrVm *vm, KrStr *s, const char **text, size_t *n) KR_MUST_USE;

#endif
