/* SPDX-License-Identifier: MIT
 * The text of a traceback. */
#include "object/error.h"
#include "object/type.h"

void krerror_source_line(KrVm *vm, KrBuf *b, KrStr *filename, int line, int indent)
{
    (void)vm; (void)b; (void)filename; (void)line; (void)indent;
}

bool krerror_format(KrVm *vm, KrBuf *b, KrValue e)
{
    krbuf_text(b, "Traceback (most recent call last):\n");
    for (KrValue t = kras_exc(e)->traceback; t != KR_EMPTY && t != KR_NONE; t = ((KrTraceback *)kras_obj(t))->next) {
        KrTraceback *tb = (KrTraceback *)kras_obj(t);
        krbuf_printf(b, "  File \"%s\", line %d, in %s\n", krstr_data(tb->func->code->filename), tb->lineno, krstr_data(tb->func->code->qualname));
    }
    krbuf_str(b, krtype_of(vm, e)->name);
    KrValue s = krobj_str(vm, e);
    if (s != KR_RAISED && kras_str(s)->size) {
        krbuf_text(b, ": ");
        krbuf_str(b, kras_str(s));
    }
    krbuf_char(b, '\n');
    return s != KR_RAISED;
}
