/* SPDX-License-Identifier: MIT
 * The image without a library, for the program that makes the real one. */
#include "object/frozen.h"

const uint64_t krfrozen[sizeof(KrFrozenImage) / sizeof(uint64_t) + 1] = {0};
