/* SPDX-License-Identifier: MIT
 * Errors at the border: what is pending becomes a kr_error, what the host raises an exception. */
#include "api/host.h"

#include <stdio.h>

kr_value kr_raise(kr_vm *host, const char *type, const char *format, ...)
{
    KR_ENTER(vm, host, KR_ERROR);
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    const KrStr *name = krintern_text(vm, type, strlen(type));
    KrStr *message = name ? krstr_text(vm, text) : NULL;
    KrValue cls = message ? krdict_get_name(vm, vm->builtins, name) : KR_RAISED;
    if (cls == KR_RAISED)
        return (kr_value){KR_RAISED};
    if (cls == KR_EMPTY || !kris_type(vm, cls) || !(kras_type(cls)->flags & KR_TF_EXCEPTION))
        return (kr_value){krraise(vm, KR_T_SystemError, "kr_raise: there is no exception %s", type)};
    KrValue arg = krvalue(message), e = krcall(vm, cls, &arg, 1);
    return (kr_value){e == KR_RAISED ? e : krraise_exc(vm, e)};
}

kr_value kr_stop(kr_vm *host, kr_value v)
{
    KR_ENTER_BRIEFLY(vm, host, KR_ERROR);
    return (kr_value){krgiven(vm, v) ? krraise_stop(vm, v.bits) : KR_RAISED};
}

void kr_report(kr_vm *host, kr_value exception)
{
    KR_ENTER(vm, host, );
    /* What the program printed comes before the report of how it ended. */
    KrValue out = krobj_lookup(vm, vm->sys, KR_NAME(stdout));
    if (out != KR_RAISED && out != KR_EMPTY && out != KR_NONE)
        out = krcall_method(vm, out, KR_NAME(flush), NULL, 0);
    krpending_clear(vm);
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
    (void)vm;
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

/* Nothing of the VM may be touched. */
static bool tell_why_not(const KrVm *vm, kr_error *out)
{
    bool busy = krvm_busy_elsewhere(vm);
    const char *const message = busy ? "another thread is in the VM" : "the C stack is unknown: see kr_bind_stack()";
    kr_error err = {.size = sizeof err, .kind = busy ? KR_KIND_BUSY : KR_KIND_STACK, .type = "RuntimeError", .message = message};
    err.text = busy ? "RuntimeError: another thread is in the VM\n" : "RuntimeError: the C stack is unknown: see kr_bind_stack()\n";
    if (out)
        memcpy(out, &err, out->size && out->size < sizeof err ? out->size : sizeof err);
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
    memcpy(out, &err, out->size && out->size < sizeof err ? out->size : sizeof err);
    return true;
}
