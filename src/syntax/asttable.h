/* SPDX-License-Identifier: MIT
 * The tree described by tables, for what treats all nodes alike. Layer: syntax. */
#ifndef KR_SYNTAX_ASTTABLE_H
#define KR_SYNTAX_ASTTABLE_H

#include "syntax/ast.h"

typedef struct KrAstField {
    const char *name;
    uint8_t type; /* TYPE_* */
    bool is_seq, is_optional; /* of a sequence: its items may be absent */
    uint16_t offset;
} KrAstField;

typedef struct KrAstNode {
    const char *name;
    uint16_t first, count; /* in krast_fields */
} KrAstNode;

typedef struct KrAstType {
    const char *name;
    enum { AST_SUM, AST_PRODUCT, AST_SIMPLE } sort;
    const KrAstNode *nodes; /* by kind, from 1; of a product the only one */
    uint16_t nnodes;
    int16_t positions; /* offset of the four ints, or -1 */
    uint16_t size;     /* of a node */
} KrAstType;

#define KR_AST_TYPES
#include "ast_nodes.inc"
#undef KR_AST_TYPES

extern const KrAstField krast_fields[];
extern const KrAstType krast_types[TYPE_COUNT];

#endif
