/* SPDX-License-Identifier: MIT
 * Substring search in parts of a large text, so that a deadline is seen between them. */
#include "object/search.h"

enum { PART = 256 << 10 };

/* Starts that are looked at between two polls: more for a long needle, which each part prepares anew. */
static size_t part_size(size_t m)
{
    return m > PART / 4 ? 4 * m : PART;
}

bool krsearch_find(KrVm *vm, const char *h, size_t n, const char *needle, size_t m, size_t *out)
{
    size_t part = part_size(m), from = 0;
    while (n - from > part + m) {
        size_t at = krbytes_find(h + from, part + m - 1, needle, m);
        if (at != KR_NOT_FOUND)
            return *out = from + at, true;
        from += part;
        if (!krpoll(vm))
            return false;
    }
    size_t at = krbytes_find(h + from, n - from, needle, m);
    *out = at == KR_NOT_FOUND ? at : from + at;
    return true;
}

/* Where a part of the text ends that holds whole occurrences only is known after the last of them. */
bool krsearch_count(KrVm *vm, const char *h, size_t n, const char *needle, size_t m, size_t limit, size_t *out)
{
    size_t part = part_size(m), from = 0, polled = 0;
    *out = 0;
    if (n <= part)
        return *out = krbytes_count(h, n, needle, m, limit), true;
    while (*out < limit && from + m <= n) {
        size_t width = n - from < part + m - 1 ? n - from : part + m - 1;
        size_t at = krbytes_find(h + from, width, needle, m);
        *out += at != KR_NOT_FOUND;
        from += at == KR_NOT_FOUND ? width - m + 1 : at + m;
        if (from - polled >= part) {
            polled = from;
            if (!krpoll(vm))
                return false;
        }
    }
    return true;
}
