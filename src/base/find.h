/* SPDX-License-Identifier: MIT
 * Substring search, shared by str (valid UTF-8 needles match at character starts only) and
 * bytes. Layer: base.
 *
 * Linear time whatever the input; no memory. Positions are bytes. */
#ifndef KR_BASE_FIND_H
#define KR_BASE_FIND_H

#include "base/alloc.h"

#define KR_NOT_FOUND SIZE_MAX

/* Where the needle of m bytes first (last) stands in the n bytes at h, or KR_NOT_FOUND. An empty
 * needle stands at 0 (at n). */
size_t krbytes_find(const char *h, size_t n, const char *needle, size_t m);
size_t krbytes_rfind(const char *h, size_t n, const char *needle, size_t m);

/* How often it stands there without overlap, from the left; at most `limit`. The needle is not
 * empty: what an empty one counts is characters, which only the caller knows. */
size_t krbytes_count(const char *h, size_t n, const char *needle, size_t m, size_t limit);

/* The position of the last byte equal to c, or KR_NOT_FOUND. */
size_t krbytes_rfind_byte(const char *h, size_t n, char c);

#endif
