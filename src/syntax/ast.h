/* SPDX-License-Identifier: MIT
 * The syntax tree: names, literals, and the nodes that scripts/gen_ast.py makes from
 * grammar/ast.asdl. Layer: syntax.
 *
 * A sum type `expr` is KrExpr {kind, lineno, col_offset, end_lineno, end_col_offset, v}; the fields
 * of a BinOp are node->v.BinOp.left and so on when kind is KR_EXPR_BinOp. A product type
 * `arguments` is KrArguments with its fields directly. Optional fields are NULL when absent; so are
 * empty sequences: read their length with KR_SEQ_LEN. Lines count from 1, columns in UTF-8 bytes
 * from 0. Everything lies in the arena that krparse was given. */
#ifndef KR_SYNTAX_AST_H
#define KR_SYNTAX_AST_H

#include "base/arena.h"

#define KR_SEQ_LEN(seq) ((seq) ? (seq)->n : 0)

/* A name (or a type comment): one object for each text within a tree, so that pointers compare as
 * names do. */
typedef struct KrName {
    uint32_t len;
    uint32_t hash; /* the low bits of krhash_bytes */
    char text[];   /* UTF-8, with a NUL behind it */
} KrName;

typedef struct KrNameSeq {
    int n;
    const KrName *at[];
} KrNameSeq;
KrNameSeq *krast_new_name_seq(KrArena *arena, int n) KR_MUST_USE;

/* The names of a tree. */
typedef struct KrNameTable KrNameTable;
KrNameTable *krast_names_new(KrArena *arena) KR_MUST_USE;
/* The name with this text; NULL when memory is out. */
const KrName *krast_name(KrNameTable *names, const char *text, size_t n) KR_MUST_USE;
/* The name that an identifier in the source means: normalised to NFKC. */
const KrName *krast_identifier(KrNameTable *names, const char *text, size_t n) KR_MUST_USE;

typedef enum KrConstKind {
    KR_CONST_NONE = 1,
    KR_CONST_TRUE,
    KR_CONST_FALSE,
    KR_CONST_ELLIPSIS,
    KR_CONST_INT,   /* text: n digits of `base`, neither prefix nor underscores */
    KR_CONST_FLOAT, /* number */
    KR_CONST_IMAG,  /* number: the imaginary part */
    KR_CONST_STR,   /* text: n bytes of UTF-8; a lone surrogate is three bytes */
    KR_CONST_BYTES, /* text: n bytes */
} KrConstKind;

/* The value of a literal. That a str was written u'..' is told by Constant.kind. */
typedef struct KrConst {
    uint8_t kind; /* KrConstKind */
    uint8_t base; /* of an int: 2, 8, 10 or 16 */
    uint32_t n;
    union {
        const char *text;
        double number;
    };
} KrConst;

/* Where a node stands in the text. */
typedef struct KrSpan {
    int lineno, col_offset, end_lineno, end_col_offset;
} KrSpan;
#define KR_SPAN_OF(node) \
    ((KrSpan){(node)->lineno, (node)->col_offset, (node)->end_lineno, (node)->end_col_offset})

#include "ast_nodes.inc" /* generated from grammar/ast.asdl */

/* Appends the text of Python's ast.dump(tree, include_attributes=with_positions). */
struct KrBuf;
bool krast_dump(struct KrBuf *out, const KrMod *tree, bool with_positions) KR_MUST_USE;

#endif
