/* SPDX-License-Identifier: MIT
 * Errors at the border: what is pending becomes a kr_error, what the host raises an exception. */
#include "api/host.h"

#include "vm/ops.h"

#include <stdio.h>

/* "ValueError" is one of builtins, "game.GameError" of a module that was imported. */
static KrValue exception_class(KrVm *vm, const char *type)
{
    const char *dot = strrchr(type, '.'), *last = dot ? dot + 1 : type;
    const KrStr *name = krintern_text(vm, last, strlen(last)), *module = dot ? krintern_text(vm, type, (size_t)(dot - type)) : NULL;
    if (!name || (dot && !module))
        return KR_RAISED;
    KrValue m = dot ? krdict_get_name(vm, vm->modules, module) : KR_EMPTY;
    KrValue cls = !dot ? krdict_get_name(vm, vm->builtins, name) : m == KR_EMPTY || m == KR_RAISED ? m : krobj_lookup(vm, m, name);
    if (cls != KR_RAISED && (cls == KR_EMPTY || !kris_type(vm, cls) || !(kras_type(cls)->flags & KR_TF_EXCEPTION)))
        return krraise(vm, KR_T_SystemError, "kr_raise: there is no exception %s", type);
    return cls;
}

kr_value kr_raise(kr_vm *host, const char *type, const char *format, ...)
{
    KR_ENTER(vm, host, KR_ERROR);
    char few[256];
    KrBuf text = krbuf_on(&vm->alloc, few, sizeof few);
    va_list args;
    va_start(args, format);
    krbuf_vprintf(&text, format, args);
    va_end(args);
    krpending_clear(vm);
    KrStr *message = text.failed ? (krraise_memory(vm), NULL) : krstr_new(vm, text.data, text.len);
    krbuf_release(&text);
    KrValue cls = message ? exception_class(vm, type) : KR_RAISED;
    if (cls == KR_RAISED)
        return KR_ERROR;
    KrValue arg = krvalue(message), e = krcall(vm, cls, &arg, 1);
    return (kr_value){e == KR_RAISED ? e : krraise_exc(vm, e)};
}

kr_value kr_throw(kr_vm *host, kr_value exception)
{
    KR_ENTER(vm, host, KR_ERROR);
    if (!krgiven(vm, exception))
        return KR_ERROR;
    krpending_clear(vm);
    krop_raise(vm, exception.bits, KR_EMPTY, 0);
    return KR_ERROR;
}

kr_value kr_stop(kr_vm *host, kr_value v)
{
    KR_ENTER_BRIEFLY(vm, host, KR_ERROR);
    return (kr_value){krgiven(vm, v) ? krraise_stop(vm, v.bits) : KR_RAISED};
}

void krhost_flush(KrVm *vm)
{
    KrValue out = krobj_lookup(vm, vm->sys, KR_NAME(stdout));
    if (out != KR_RAISED && out != KR_EMPTY && out != KR_NONE)
        out = krcall_method(vm, out, KR_NAME(flush), NULL, 0);
    if (out == KR_RAISED)
        krpending_clear(vm);
}

void kr_report(kr_vm *host, kr_value exception)
{
    KR_ENTER(vm, host, );
    if (!krgiven(vm, exception) || !(krtype_of(vm, exception.bits)->flags & KR_TF_EXCEPTION)) {
        krpending_clear(vm);
        return;
    }
    krhost_flush(vm); /* what the program printed comes before the report of how it ended */
    krsys_report(vm, exception.bits);
}

/* What sys.exit(status) asks for: a number, nothing, or a text to be printed with status 1. */
static void exit_status(KrVm *vm, KrValue e, kr_error *out, KrBuf *text)
{
    KrValue code = krobj_lookup(vm, e, KR_NAME(code));
    out->kind = KR_KIND_EXIT;
    int64_t i;
    if (code == KR_NONE || code == KR_EMPTY) {
        out->code = 0;
    } else if (code != KR_RAISED && krint_check(vm, code)) {
        out->code = krint_to_i64(code, &i) ? (int)(i & 0xFF) : 255;
    } else {
        out->code = 1;
        KrValue said = code == KR_RAISED ? code : krobj_str(vm, code);
        if (said != KR_RAISED) {
            krbuf_str(text, kras_str(said));
            krbuf_char(text, '\n');
        }
    }
    krpending_clear(vm);
}

/* -1: the field is no number. */
static int small_field(const KrExc *e, int field)
{
    return kris_int(e->field[field]) ? (int)kras_int(e->field[field]) : -1;
}

/* The column in bytes from 0 of a character of the line, from 1; -1 if it is unknown. */
static int column_of(KrVm *vm, const KrExc *e, int offset)
{
    KrValue line = e->field[KR_SYNTAX_TEXT];
    if (offset < 1 || line == KR_EMPTY || !kris_str(vm, line))
        return -1;
    const char *start = krstr_data(kras_str(line)), *p = start;
    while (*p && --offset)
        for (p++; (*p & 0xC0) == 0x80; p++)
            ;
    return (int)(p - start);
}

/* A SyntaxError was in no frame, but it knows its place in the source. */
static void tell_source(KrVm *vm, const KrExc *e, KrBuf *frames, KrBuf *text)
{
    KrValue file = e->field[KR_SYNTAX_FILENAME];
    kr_frame f = {.line = small_field(e, KR_SYNTAX_LINENO), .end_line = small_field(e, KR_SYNTAX_END_LINENO)};
    if (f.line < 1 || file == KR_EMPTY || !kris_str(vm, file))
        return;
    f.column = column_of(vm, e, small_field(e, KR_SYNTAX_OFFSET));
    f.end_column = f.end_line == f.line ? column_of(vm, e, small_field(e, KR_SYNTAX_END_OFFSET)) : -1;
    if (f.end_line <= f.line && f.end_column <= f.column && f.column >= 0) {
        f.end_line = f.line; /* just that character */
        f.end_column = f.column + 1;
    }
    f.file = (const char *)(uintptr_t)text->len;
    krbuf_str(text, kras_str(file));
    krbuf_char(text, '\0');
    f.function = (const char *)(uintptr_t)text->len;
    krbuf_char(text, '\0');
    krbuf_add(frames, (const char *)&f, sizeof f);
}

/* The frames from the outermost to where it was raised. Their texts lie in `text` behind each other: offsets at first. */
static void tell_frames(KrVm *vm, KrValue e, KrBuf *frames, KrBuf *text)
{
    frames->len = 0;
    frames->failed = false;
    for (KrValue v = kras_exc(e)->traceback; v != KR_EMPTY && v != KR_NONE; v = ((KrTraceback *)kras_obj(v))->next) {
        const KrTraceback *tb = (const KrTraceback *)kras_obj(v);
        KrPosition at = krcode_position(tb->func->code, tb->unit);
        kr_frame f = {.line = tb->lineno, .column = at.col, .end_line = at.end_line, .end_column = at.end_col};
        f.file = (const char *)(uintptr_t)text->len;
        krbuf_str(text, tb->func->code->filename);
        krbuf_char(text, '\0');
        f.function = (const char *)(uintptr_t)text->len;
        krbuf_str(text, tb->func->code->qualname);
        krbuf_char(text, '\0');
        krbuf_add(frames, (const char *)&f, sizeof f);
    }
    if (kris_instance(vm, e, KR_TYPE_OF(SyntaxError)))
        tell_source(vm, kras_exc(e), frames, text);
}

static void place_frames(KrBuf *frames, const KrBuf *text, kr_error *err)
{
    kr_frame *f = (kr_frame *)(void *)frames->data;
    if (frames->failed || text->failed)
        return;
    err->frames = f;
    err->nframes = frames->len / sizeof *f;
    for (size_t i = 0; i < err->nframes; i++) {
        f[i].file = text->data + (uintptr_t)f[i].file;
        f[i].function = text->data + (uintptr_t)f[i].function;
    }
}

static kr_kind kind_of(KrVm *vm, KrValue e)
{
    if (vm->limits.killed)
        return KR_KIND_KILLED;
    if (kris_instance(vm, e, KR_TYPE_OF(SystemExit)))
        return KR_KIND_EXIT;
    if (kris_instance(vm, e, KR_TYPE_OF(KeyboardInterrupt)))
        return KR_KIND_INTERRUPT;
    return kris_instance(vm, e, KR_TYPE_OF(MemoryError)) ? KR_KIND_OOM : KR_KIND_ERROR;
}

/* A kill ends where the outermost call came from: until then a host's function that was called by Python cannot stop it. */
static void rearm(KrVm *vm)
{
    if (vm->exec->frame)
        return;
    if (vm->limits.killed) {
        krasync_killed(vm);
        vm->exec->handled = KR_EMPTY;
        vm->showing = NULL;
    }
    krlimits_rearm(vm);
}

/* As much as the host's structure has room for. */
static void give(kr_error *out, kr_error *err)
{
    enum { FIRST_SIZE = offsetof(kr_error, nframes) + sizeof err->nframes }; /* of version 0.1 */
    size_t room = out->size ? out->size : FIRST_SIZE;
    err->size = out->size;
    memcpy(out, err, room < sizeof *err ? room : sizeof *err);
}

/* Nothing of the VM may be touched. */
static bool tell_why_not(const KrVm *vm, kr_error *out)
{
    bool busy = krvm_busy_elsewhere(vm);
    const char *const message = busy ? "another thread is in the VM" : "the C stack is unknown: see kr_bind_stack()";
    kr_error err = {.size = sizeof err, .kind = busy ? KR_KIND_BUSY : KR_KIND_STACK, .type = "RuntimeError", .message = message};
    err.text = busy ? "RuntimeError: another thread is in the VM\n" : "RuntimeError: the C stack is unknown: see kr_bind_stack()\n";
    if (out)
        give(out, &err);
    return true;
}

bool kr_catch(kr_vm *host, kr_error *out)
{
    KR_ENTER(vm, host, tell_why_not((KrVm *)host, out));
    KrValue e = krpending_take(vm);
    if (e == KR_EMPTY)
        return false;
    vm->heap.futile = false; /* what the program held is garbage now */
    if (!out) {
        rearm(vm);
        return true;
    }
    kr_error err = {.size = sizeof err, .kind = kind_of(vm, e), .exception = {e}};
    rearm(vm);
    KrBuf *b = &krhost(vm)->text;
    b->len = 0;
    b->failed = false;
    krbuf_str(b, krtype_of(vm, e)->name);
    krbuf_char(b, '\0');
    size_t message = b->len;
    KrValue said = krobj_str(vm, e);
    if (said == KR_RAISED)
        krpending_clear(vm);
    else
        krbuf_str(b, kras_str(said));
    krbuf_char(b, '\0');
    size_t text = b->len;
    if (err.kind == KR_KIND_EXIT)
        exit_status(vm, e, &err, b);
    else if (!krerror_format(vm, b, e))
        krpending_clear(vm);
    krbuf_char(b, '\0');
    tell_frames(vm, e, &krhost(vm)->frames, b);
    bool ok = !b->failed;
    err.type = ok ? b->data : "MemoryError";
    err.message = ok ? b->data + message : "";
    err.text = ok ? b->data + text : "MemoryError\n";
    place_frames(&krhost(vm)->frames, b, &err);
    give(out, &err);
    return true;
}
