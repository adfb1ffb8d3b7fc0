/* SPDX-License-Identifier: MIT
 * Substring search that limits may end in the middle. Layer: object. */
#ifndef KR_OBJECT_SEARCH_H
#define KR_OBJECT_SEARCH_H

#include "base/find.h"
#include "object/runtime.h"

/* What krbytes_find and krbytes_count say, in *out; false with an exception pending. They look at the limits now and then,
 * but charge nothing: the caller has. */
bool krsearch_find(KrVm *vm, const char *h, size_t n, const char *needle, size_t m, size_t *out) KR_MUST_USE;
bool krsearch_count(KrVm *vm, const char *h, size_t n, const char *needle, size_t m, size_t limit, size_t *out) KR_MUST_USE;

#endif
