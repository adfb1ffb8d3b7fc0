/* SPDX-License-Identifier: MIT
 * An exception as text: traceback, chain, groups, notes, the caret lines of a SyntaxError. */
#include "object/traceback.h"

#include "base/utf8.h"

#include <stdio.h>

enum { RECURSIVE_CUTOFF = 3, MOST_GROUP_WIDTH = 15, MOST_GROUP_DEPTH = 10 };

typedef struct Printer {
    KrVm *vm;
    KrBuf *out;
    KrSource source;
    KrList *seen;    /* exceptions that were printed, or will be */
    int depth;       /* of groups */
    bool need_close; /* the innermost group's frame is to be closed */
} Printer;

/* Adds text with the frame of the groups around it before each line. */
static void emit(Printer *p, KrBuf *text, char edge)
{
    p->out->failed |= text->failed;
    for (char *line = text->data, *end = line + text->len, *stop; !text->failed && line < end; line = stop) {
        stop = memchr(line, '\n', (size_t)(end - line));
        stop = stop ? stop + 1 : end;
        if (p->depth)
            krbuf_printf(p->out, "%*s%c ", 2 * p->depth, "", edge);
        krbuf_add(p->out, line, (size_t)(stop - line));
    }
    krbuf_release(text);
}

static void emit_text(Printer *p, const char *s, char edge)
{
    KrBuf b = krbuf_init(&p->vm->alloc);
    krbuf_text(&b, s);
    emit(p, &b, edge);
}

/* ---- frames --------------------------------------------------------------------------------------------------------- */

static void put_repeats(KrBuf *b, int count)
{
    count -= RECURSIVE_CUTOFF;
    if (count > 0)
        krbuf_printf(b, "  [Previous line repeated %d more time%s]\n", count, count > 1 ? "s" : "");
}

static void emit_frames(Printer *p, KrValue traceback)
{
    KrTraceback *last = NULL;
    int count = 0;
    KrBuf b = krbuf_init(&p->vm->alloc);
    for (KrValue v = traceback; v != KR_EMPTY && v != KR_NONE; v = last->next) {
        KrTraceback *tb = (KrTraceback *)kras_obj(v);
        KrCode *code = tb->func->code;
        bool same = last && last->lineno == tb->lineno && krstr_equal(last->func->code->filename, code->filename) &&
                    krstr_equal(last->func->code->name, code->name);
        if (!same) {
            put_repeats(&b, count);
            count = 0;
        }
        if (++count <= RECURSIVE_CUTOFF)
            krtraceback_frame(p->vm, &b, &p->source, tb);
        last = tb;
    }
    put_repeats(&b, count);
    emit(p, &b, '|');
}

/* ---- the last line ---------------------------------------------------------------------------------------------------- */

static void put_type_name(KrVm *vm, KrBuf *b, KrValue e)
{
    KrType *type = krtype_of(vm, e);
    KrValue module;
    const char *builtin = krtype_module(vm, type, &module);
    krpending_clear(vm);
    if (module != KR_EMPTY && module != KR_RAISED && kris_str(vm, module)) {
        KrStr *m = kras_str(module);
        if (!krstr_is(m, "builtins") && !krstr_is(m, "__main__")) {
            krbuf_str(b, m);
            krbuf_char(b, '.');
        }
    } else if (builtin && strcmp(builtin, "builtins")) {
        krbuf_printf(b, "%s.", builtin);
    }
    krbuf_str(b, type->qualname ? type->qualname : type->name);
}

static void put_final_line(KrVm *vm, KrBuf *b, KrValue e)
{
    KrBuf message = krbuf_init(&vm->alloc);
    KrValue text = krobj_str(vm, e);
    if (text == KR_RAISED) {
        krpending_clear(vm);
        krbuf_text(&message, "<exception str() failed>");
    } else {
        krbuf_str(&message, kras_str(text));
    }
    krerror_hint(vm, &message, e);
    put_type_name(vm, b, e);
    if (message.len) {
        krbuf_text(b, ": ");
        krbuf_add(b, message.data, message.len);
    }
    krbuf_char(b, '\n');
    krbuf_release(&message);
}

/* ---- SyntaxError -------------------------------------------------------------------------------------------------------- */

static bool int_field(KrExc *e, int field, int64_t *out)
{
    KrValue v = e->field[field];
    if (!kris_int(v))
        return false;
    *out = kras_int(v);
    return true;
}

/* Carets from code point `from` to `to` of the text behind its indentation, from 0. */
static void put_caret_line(KrBuf *b, const char *p, size_t n, int64_t from, int64_t to)
{
    const char *end = p + n;
    krbuf_text(b, "    ");
    for (int64_t i = 0; i < from; i++) {
        uint32_t c = p < end ? krutf8_next(&p) : ' ';
        krbuf_char(b, c == '\t' || c == '\f' || c == '\v' ? (char)c : ' ');
    }
    for (int64_t i = from; i < to; i++)
        krbuf_char(b, '^');
    krbuf_char(b, '\n');
}

static void put_syntax_source(KrBuf *b, KrExc *e, KrStr *source)
{
    const char *p = krstr_data(source);
    size_t n = source->size, spaces = 0;
    while (n && p[n - 1] == '\n')
        n--;
    while (spaces < n && strchr(" \n\f", p[spaces]))
        spaces++;
    int64_t offset = 0, line = 0, end_line, end_offset, length = (int64_t)source->len;
    bool placed = int_field(e, KR_SYNTAX_OFFSET, &offset) && int_field(e, KR_SYNTAX_LINENO, &line);
    if (e->field[KR_SYNTAX_OFFSET] != KR_EMPTY && e->field[KR_SYNTAX_OFFSET] != KR_NONE && !placed)
        return;
    krbuf_text(b, "    ");
    krbuf_add(b, p + spaces, n - spaces);
    krbuf_char(b, '\n');
    if (!placed)
        return;
    end_offset = (int64_t)krutf8_count(p, n) + 1;
    if (int_field(e, KR_SYNTAX_END_LINENO, &end_line) && end_line == line)
        if (!int_field(e, KR_SYNTAX_END_OFFSET, &end_offset) || !end_offset)
            end_offset = offset;
    if (length && offset > length)
        offset = length + 1;
    if (length && end_offset > length)
        end_offset = length + 1;
    if (offset >= end_offset || end_offset < 0)
        end_offset = offset + 1;
    int64_t from = offset - 1 - (int64_t)spaces;
    if (from >= 0)
        put_caret_line(b, p + spaces, n - spaces, from, end_offset - 1 - (int64_t)spaces);
}

static void put_value(KrVm *vm, KrBuf *b, KrValue v, const char *missing)
{
    KrValue text = v == KR_EMPTY || v == KR_NONE ? KR_EMPTY : krobj_str(vm, v);
    if (text == KR_EMPTY || text == KR_RAISED) {
        krpending_clear(vm);
        krbuf_text(b, missing);
    } else {
        krbuf_str(b, kras_str(text));
    }
}

static void put_syntax_error(KrVm *vm, KrBuf *b, KrExc *e)
{
    KrValue filename = e->field[KR_SYNTAX_FILENAME], line = e->field[KR_SYNTAX_LINENO], text = e->field[KR_SYNTAX_TEXT];
    bool has_line = line != KR_EMPTY && line != KR_NONE, has_file = filename != KR_EMPTY && filename != KR_NONE;
    if (has_line) {
        krbuf_text(b, "  File \"");
        put_value(vm, b, filename, "<string>");
        krbuf_text(b, "\", line ");
        put_value(vm, b, line, "");
        krbuf_char(b, '\n');
    }
    if (text != KR_EMPTY && kris_str(vm, text))
        put_syntax_source(b, e, kras_str(text));
    put_type_name(vm, b, krvalue(e));
    krbuf_text(b, ": ");
    put_value(vm, b, e->field[KR_SYNTAX_MSG], "<no detail available>");
    if (!has_line && has_file) {
        krbuf_text(b, " (");
        put_value(vm, b, filename, "");
        krbuf_char(b, ')');
    }
    krbuf_char(b, '\n');
}

/* ---- notes ---------------------------------------------------------------------------------------------------------------- */

static void put_notes(KrVm *vm, KrBuf *b, KrValue e)
{
    KrValue notes = krobj_lookup(vm, e, KR_NAME(__notes__));
    krpending_clear(vm);
    if (notes == KR_EMPTY || notes == KR_RAISED || notes == KR_NONE)
        return;
    bool sequence = kris_kind(vm, notes, KR_TF_LIST | KR_TF_TUPLE);
    KrTuple *list = sequence ? krobj_tuple(vm, notes) : NULL;
    if (!list) {
        krpending_clear(vm);
        KrValue text = krobj_repr(vm, notes);
        put_value(vm, b, text == KR_RAISED ? KR_EMPTY : text, "<__notes__ repr() failed>");
        krbuf_char(b, '\n');
        return;
    }
    for (size_t i = 0; i < list->n; i++) {
        if (list->at[i] == KR_NONE)
            krbuf_text(b, "None");
        else
            put_value(vm, b, list->at[i], "<note str() failed>");
        krbuf_char(b, '\n');
    }
}

static void emit_exception_only(Printer *p, KrValue e)
{
    KrBuf b = krbuf_init(&p->vm->alloc);
    KrExc *exc = kras_exc(e);
    if (kris_instance(p->vm, e, KR_TYPE_OF(SyntaxError)))
        put_syntax_error(p->vm, &b, exc);
    else
        put_final_line(p->vm, &b, e);
    put_notes(p->vm, &b, e);
    emit(p, &b, '|');
}

/* ---- groups and chains ------------------------------------------------------------------------------------------------------ */

static void emit_chain(Printer *p, KrValue e);

static KrTuple *exceptions_of(Printer *p, KrValue e)
{
    if (!kris_instance(p->vm, e, KR_TYPE_OF(BaseExceptionGroup)))
        return NULL;
    KrValue list = kras_exc(e)->field[1];
    return kris_exact(list, KR_T_tuple) ? kras_tuple(list) : NULL;
}

static void emit_members(Printer *p, KrTuple *members)
{
    size_t n = members->n <= MOST_GROUP_WIDTH ? members->n : MOST_GROUP_WIDTH + 1;
    p->need_close = false;
    for (size_t i = 0; i < n; i++) {
        bool truncated = i >= MOST_GROUP_WIDTH;
        char title[24] = "...";
        if (i == n - 1)
            p->need_close = true;
        if (!truncated)
            snprintf(title, sizeof title, "%zu", i + 1);
        krbuf_printf(p->out, "%*s%s+---------------- %s ----------------\n", 2 * p->depth, "", i ? "  " : "+-", title);
        p->depth++;
        if (truncated) {
            size_t rest = members->n - MOST_GROUP_WIDTH;
            char text[64];
            snprintf(text, sizeof text, "and %zu more exception%s\n", rest, rest > 1 ? "s" : "");
            emit_text(p, text, '|');
        } else {
            emit_chain(p, members->at[i]);
        }
        if (i == n - 1 && p->need_close) {
            krbuf_printf(p->out, "%*s+------------------------------------\n", 2 * p->depth, "");
            p->need_close = false;
        }
        p->depth--;
    }
}

static void emit_group(Printer *p, KrValue e, KrTuple *members)
{
    bool top = p->depth == 0;
    KrValue traceback = kras_exc(e)->traceback;
    if (p->depth > MOST_GROUP_DEPTH) {
        emit_text(p, "... (max_group_depth is 10)\n", '|');
        return;
    }
    if (top)
        p->depth++;
    if (traceback != KR_EMPTY && traceback != KR_NONE) {
        emit_text(p, "Exception Group Traceback (most recent call last):\n", top ? '+' : '|');
        emit_frames(p, traceback);
    }
    emit_exception_only(p, e);
    emit_members(p, members);
    if (top)
        p->depth = 0;
}

static void emit_one(Printer *p, KrValue e)
{
    KrTuple *members = exceptions_of(p, e);
    KrValue traceback = kras_exc(e)->traceback;
    if (members) {
        emit_group(p, e, members);
        return;
    }
    if (traceback != KR_EMPTY && traceback != KR_NONE) {
        emit_text(p, "Traceback (most recent call last):\n", '|');
        emit_frames(p, traceback);
    }
    emit_exception_only(p, e);
}

static bool was_seen(Printer *p, KrValue e)
{
    for (size_t i = 0; i < p->seen->n; i++)
        if (p->seen->items->at[i] == e)
            return true;
    return !krlist_append(p->vm, p->seen, e);
}

/* The exception that is printed before this one, or empty. */
static KrValue previous(Printer *p, KrExc *e, bool *cause)
{
    *cause = e->cause != KR_EMPTY && e->cause != KR_NONE;
    KrValue v = *cause ? e->cause : e->h.kind & 1 ? KR_EMPTY : e->context;
    return v == KR_NONE || v == KR_EMPTY || was_seen(p, v) ? KR_EMPTY : v;
}

static void emit_chain(Printer *p, KrValue e)
{
    KrList *chain = krlist_with_capacity(p->vm, 4);
    bool cause;
    for (KrValue v = e; chain && v != KR_EMPTY; v = previous(p, kras_exc(v), &cause))
        if (!krlist_append(p->vm, chain, v))
            chain = NULL;
    if (!chain) {
        p->out->failed = true;
        return;
    }
    for (size_t i = chain->n; i-- > 0;) {
        KrExc *at = kras_exc(chain->items->at[i]);
        if (i + 1 < chain->n)
            emit_text(p, at->cause != KR_EMPTY && at->cause != KR_NONE
                             ? "\nThe above exception was the direct cause of the following exception:\n\n"
                             : "\nDuring handling of the above exception, another exception occurred:\n\n", '|');
        emit_one(p, krvalue(at));
    }
}

bool krerror_format(KrVm *vm, KrBuf *b, KrValue exception)
{
    KrValue pending = krpending_take(vm);
    Printer p = {.vm = vm, .out = b, .source = {.text = krbuf_init(&vm->alloc)}, .seen = krlist_with_capacity(vm, 4)};
    bool ok = p.seen && !was_seen(&p, exception);
    if (ok)
        emit_chain(&p, exception);
    krbuf_release(&p.source.text);
    krpending_clear(vm);
    vm->exec->pending = pending;
    if (ok && !b->failed)
        return true;
    krraise_memory(vm);
    return false;
}
