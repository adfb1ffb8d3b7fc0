/* SPDX-License-Identifier: MIT
 * The const tables that scripts/gen_builtins.py makes, for builtin_tables.c and those who look things up in them.
 * Layer: object. */
#ifndef KR_OBJECT_TABLES_H
#define KR_OBJECT_TABLES_H

#include "object/dict.h"
#include "object/error.h"
#include "object/func.h"
#include "object/gen.h"
#include "object/int.h"
#include "object/seq.h"
#include "object/str.h"
#include "object/structs.h"

typedef struct KrDunderInfo {
    uint32_t name;     /* offset into krnames */
    uint8_t nargs;     /* self included; 0: any number */
    uint8_t reflected; /* KrDunder of the reflected method; of an in-place one the plain method */
} KrDunderInfo;
extern const KrDunderInfo krdunders[KR_D_COUNT];
static inline const KrStr *krdunder_name(KrDunder d) { return (const KrStr *)((const char *)&krnames + krdunders[d].name); }

typedef struct KrNativeModule {
    uint32_t name; /* offset into krnames */
    uint32_t first_member, nmembers;
    uint32_t doc;
    bool (*init)(KrVm *vm, KrValue module); /* or NULL */
} KrNativeModule;
extern const KrNativeModule krnative_modules[]; /* sorted by name's text */
extern const uint32_t krnative_module_count;

extern const KrShape krroot_shapes[KR_T_COUNT];
extern const size_t sizeof_krnames;
extern const uint32_t krname_empty;   /* offset of the empty string */
extern const uint32_t krname_mask;    /* slots of krname_table - 1 */
extern const uint32_t krname_table[]; /* open-addressed by hash: offset into krnames + 1 */

static inline const KrStr *krname_at(uint32_t offset) { return (const KrStr *)((const char *)&krnames + offset); }

KrValue krexc_get_field(KrVm *vm, KrValue *a, uint32_t n, int field);
KrValue krexc_set_field(KrVm *vm, KrValue *a, uint32_t n, int field);

#endif
