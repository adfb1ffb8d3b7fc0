/* SPDX-License-Identifier: MIT
 * An expression as source text: annotations under `from __future__ import annotations`. */
#include "compile/unit.h"

static void list(KrBuf *b, KrExprSeq *seq)
{
    for (int i = 0; i < KR_SEQ_LEN(seq); i++) {
        krbuf_text(b, i ? ", " : "");
        unparse(b, seq->at[i]);
    }
}

static void text_constant(KrBuf *b, const KrConst *k)
{
    char quote = memchr(k->text, '\'', k->n) && !memchr(k->text, '"', k->n) ? '"' : '\'';
    krbuf_text(b, k->kind == KR_CONST_BYTES ? "b" : "");
    krbuf_char(b, quote);
    for (uint32_t i = 0; i < k->n; i++) {
        unsigned char c = (unsigned char)k->text[i];
        if (c == '\n')
            krbuf_text(b, "\\n");
        else if (c == (unsigned char)quote || c == '\\')
            krbuf_printf(b, "\\%c", c);
        else if (c < 32)
            krbuf_printf(b, "\\x%02x", c);
        else
            krbuf_char(b, (char)c);
    }
    krbuf_char(b, quote);
}

static void constant(KrBuf *b, const KrConst *k)
{
    switch (k->kind) {
    case KR_CONST_NONE: krbuf_text(b, "None"); break;
    case KR_CONST_TRUE: krbuf_text(b, "True"); break;
    case KR_CONST_FALSE: krbuf_text(b, "False"); break;
    case KR_CONST_ELLIPSIS: krbuf_text(b, "..."); break;
    case KR_CONST_INT:
        krbuf_text(b, k->base == 16 ? "0x" : k->base == 8 ? "0o" : k->base == 2 ? "0b" : "");
        krbuf_add(b, k->text, k->n);
        break;
    case KR_CONST_FLOAT: krbuf_printf(b, "%.17g", k->number); break;
    case KR_CONST_IMAG: krbuf_printf(b, "%.17gj", k->number); break;
    default: text_constant(b, k); break;
    }
}

static void slice_part(KrBuf *b, KrExpr *e)
{
    if (e)
        unparse(b, e);
}

static void call_text(KrBuf *b, KrExpr *e)
{
    unparse(b, e->v.Call.func);
    krbuf_char(b, '(');
    list(b, e->v.Call.args);
    for (int i = 0; i < KR_SEQ_LEN(e->v.Call.keywords); i++) {
        KrKeyword *k = e->v.Call.keywords->at[i];
        krbuf_text(b, i || KR_SEQ_LEN(e->v.Call.args) ? ", " : "");
        krbuf_text(b, k->arg ? k->arg->text : "**");
        krbuf_text(b, k->arg ? "=" : "");
        unparse(b, k->value);
    }
    krbuf_char(b, ')');
}

void unparse(KrBuf *b, KrExpr *e)
{
    static const char *const ops[] = {[KR_OP_Add] = "+", [KR_OP_Sub] = "-", [KR_OP_Mult] = "*", [KR_OP_MatMult] = "@", [KR_OP_Div] = "/",
                                      [KR_OP_Mod] = "%", [KR_OP_Pow] = "**", [KR_OP_LShift] = "<<", [KR_OP_RShift] = ">>",
                                      [KR_OP_BitOr] = "|", [KR_OP_BitXor] = "^", [KR_OP_BitAnd] = "&", [KR_OP_FloorDiv] = "//"};
    switch (e->kind) {
    case KR_EXPR_Name: krbuf_text(b, e->v.Name.id->text); break;
    case KR_EXPR_Attribute: unparse(b, e->v.Attribute.value); krbuf_printf(b, ".%s", e->v.Attribute.attr->text); break;
    case KR_EXPR_Constant: constant(b, &e->v.Constant.value); break;
    case KR_EXPR_Subscript:
        unparse(b, e->v.Subscript.value);
        krbuf_char(b, '[');
        if (e->v.Subscript.slice->kind == KR_EXPR_Tuple && KR_SEQ_LEN(e->v.Subscript.slice->v.Tuple.elts))
            list(b, e->v.Subscript.slice->v.Tuple.elts);
        else
            unparse(b, e->v.Subscript.slice);
        krbuf_char(b, ']');
        break;
    case KR_EXPR_BinOp: unparse(b, e->v.BinOp.left); krbuf_printf(b, " %s ", ops[e->v.BinOp.op]); unparse(b, e->v.BinOp.right); break;
    case KR_EXPR_UnaryOp: krbuf_text(b, e->v.UnaryOp.op == KR_UNARY_Not ? "not " : e->v.UnaryOp.op == KR_UNARY_USub ? "-" : e->v.UnaryOp.op == KR_UNARY_UAdd ? "+" : "~"); unparse(b, e->v.UnaryOp.operand); break;
    case KR_EXPR_Tuple: krbuf_char(b, '('); list(b, e->v.Tuple.elts); krbuf_text(b, KR_SEQ_LEN(e->v.Tuple.elts) == 1 ? ",)" : ")"); break;
    case KR_EXPR_List: krbuf_char(b, '['); list(b, e->v.List.elts); krbuf_char(b, ']'); break;
    case KR_EXPR_Starred: krbuf_char(b, '*'); unparse(b, e->v.Starred.value); break;
    case KR_EXPR_Call: call_text(b, e); break;
    case KR_EXPR_Slice:
        slice_part(b, e->v.Slice.lower);
        krbuf_char(b, ':');
        slice_part(b, e->v.Slice.upper);
        if (e->v.Slice.step) {
            krbuf_char(b, ':');
            unparse(b, e->v.Slice.step);
        }
        break;
    default: krbuf_text(b, "..."); break;
    }
}
