/* SPDX-License-Identifier: MIT
 * Actions of the grammar: compound statements other than functions, classes and match. */
#include "syntax/actions.h"

#define SPAN krpeg_span(p)
#define NODE(call) krpeg_node(p, (call))

KR_ACTION(if_stmt, 3)
{
    return NODE(krast_If(p->arena, a[0], a[1], a[2], SPAN));
}

/* The orelse of the statement before: one `if` in it. */
KR_ACTION(elif_stmt, 3)
{
    KrStmtSeq *orelse = NODE(krast_new_stmt_seq(p->arena, 1));
    if (!orelse)
        return NULL;
    orelse->at[0] = NODE(krast_If(p->arena, a[0], a[1], a[2], SPAN));
    return orelse->at[0] ? orelse : NULL;
}

KR_ACTION(while_stmt, 3)
{
    return NODE(krast_While(p->arena, a[0], a[1], a[2], SPAN));
}

KR_ACTION(for_stmt, 5)
{
    const KrName *comment = krpeg_name_or_null(p, a[2]);
    return p->failed ? NULL : NODE(krast_For(p->arena, a[0], a[1], a[3], a[4], comment, SPAN));
}

KR_ACTION(async_for_stmt, 5)
{
    const KrName *comment = krpeg_name_or_null(p, a[2]);
    return p->failed ? NULL : NODE(krast_AsyncFor(p->arena, a[0], a[1], a[3], a[4], comment, SPAN));
}

KR_ACTION(with_stmt, 3)
{
    const KrName *comment = krpeg_name_or_null(p, a[1]);
    return p->failed ? NULL : NODE(krast_With(p->arena, a[0], a[2], comment, SPAN));
}

KR_ACTION(async_with_stmt, 3)
{
    const KrName *comment = krpeg_name_or_null(p, a[1]);
    return p->failed ? NULL : NODE(krast_AsyncWith(p->arena, a[0], a[2], comment, SPAN));
}

KR_ACTION(with_item, 1)
{
    return NODE(krast_withitem(p->arena, a[0], NULL));
}

KR_ACTION(with_item_as, 2)
{
    return NODE(krast_withitem(p->arena, a[0], a[1]));
}

KR_ACTION(try_finally, 2)
{
    return NODE(krast_Try(p->arena, a[0], NULL, NULL, a[1], SPAN));
}

KR_ACTION(try_except, 4)
{
    return NODE(krast_Try(p->arena, a[0], a[1], a[2], a[3], SPAN));
}

KR_ACTION(try_star, 4)
{
    return NODE(krast_TryStar(p->arena, a[0], a[1], a[2], a[3], SPAN));
}

KR_ACTION(except_block, 2)
{
    return NODE(krast_ExceptHandler(p->arena, a[0], NULL, a[1], SPAN));
}

KR_ACTION(except_as_block, 3)
{
    const KrName *name = krpeg_name(p, a[1]);
    return name ? NODE(krast_ExceptHandler(p->arena, a[0], name, a[2], SPAN)) : NULL;
}

KR_ACTION(bare_except, 1)
{
    return NODE(krast_ExceptHandler(p->arena, NULL, NULL, a[0], SPAN));
}
