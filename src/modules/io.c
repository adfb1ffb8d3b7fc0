/* SPDX-License-Identifier: MIT
 * The module _io: open(), the standard streams, and what all streams share. */
#include "modules/io.h"

#include "base/utf8.h"
#include "object/needs.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/// module _io
/// The io module provides the Python interfaces to stream handling.

KR_MODULE_INIT(_io)
{
    KrValue open = krdict_get_name(vm, vm->builtins, KR_NAME(open));
    return krmodule_set_int(vm, module, "DEFAULT_BUFFER_SIZE", KR_IO_BUFFER) && krmodule_set(vm, module, "open", open) &&
           krmodule_set(vm, module, "BlockingIOError", krvalue(KR_TYPE_OF(BlockingIOError))) &&
           krmodule_set(vm, module, "UnsupportedOperation", krio_unsupported_class(vm));
}

/* ---- errors ----------------------------------------------------------------------------------------------------- */

KrValue krio_unsupported_class(KrVm *vm)
{
    struct KrModuleState *s = krmodule_state(vm);
    if (!s)
        return KR_RAISED;
    if (s->unsupported)
        return s->unsupported;
    KrTuple *bases = krtuple_of(vm, 2, krvalue(KR_TYPE_OF(OSError)), krvalue(KR_TYPE_OF(ValueError)));
    KrDict *ns = bases ? krdict_new(vm) : NULL;
    KrStr *module = ns ? krstr_text(vm, "io") : NULL;
    if (!module || !krdict_set_name(vm, ns, KR_NAME(__module__), krvalue(module)))
        return KR_RAISED;
    KrValue cls = krtype_make(vm, (KrType *)KR_TYPE_OF(type), KR_NAME(UnsupportedOperation), bases, ns, NULL);
    if (cls != KR_RAISED)
        s->unsupported = cls;
    return cls;
}

KrValue krio_unsupported(KrVm *vm, const char *what)
{
    KrValue cls = krio_unsupported_class(vm);
    KrValue text = cls == KR_RAISED ? cls : krvalue_or_raised(krstr_text(vm, what));
    KrValue e = text == KR_RAISED ? text : krcall(vm, cls, &text, 1);
    return krraise_exc(vm, e);
}

KrValue krio_closed_error(KrVm *vm)
{
    return krraise(vm, KR_T_ValueError, "I/O operation on closed file.");
}

bool krio_check_open(KrVm *vm, KrValue stream)
{
    KrValue closed = krobj_getattr(vm, stream, KR_NAME(closed));
    int truth = closed == KR_RAISED ? -1 : krobj_true(vm, closed);
    if (truth > 0)
        krio_closed_error(vm);
    return truth == 0;
}

/* ---- arguments ---------------------------------------------------------------------------------------------------- */

bool krio_size(KrVm *vm, KrValue v, int64_t *out)
{
    *out = -1;
    if (v == KR_EMPTY || v == KR_NONE)
        return true;
    if (!krint_check(vm, v) && krdunder(vm, krtype_of(vm, v), KR_D_index) == KR_EMPTY) {
        krraise(vm, KR_T_TypeError, "argument should be integer or None, not '%T'", v);
        return false;
    }
    return krobj_as_i64(vm, v, out, true);
}

bool krio_call_bool(KrVm *vm, KrValue stream, const KrStr *method, bool *out)
{
    KrValue v = krcall_method(vm, stream, method, NULL, 0);
    int truth = v == KR_RAISED ? -1 : krobj_true(vm, v);
    *out = truth > 0;
    return truth >= 0;
}

static KrValue fs_path(KrVm *vm, KrValue v)
{
    if (kris_str(vm, v) || kris_kind(vm, v, KR_TF_BYTES))
        return v;
    KrValue path = krcall_dunder(vm, KR_D_fspath, v, NULL, 0);
    if (path == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "expected str, bytes or os.PathLike object, not %T", v);
    if (path != KR_RAISED && !kris_str(vm, path) && !kris_kind(vm, path, KR_TF_BYTES))
        return krraise(vm, KR_T_TypeError, "expected %T.__fspath__() to return str or bytes, not %T", v, path);
    return path;
}

/* Surrogates U+DC80..U+DCFF stand for the bytes that krio_fs_decode could not read. */
static KrValue fs_encode(KrVm *vm, KrStr *s)
{
    KrBuf b = krbuf_init(&vm->alloc);
    const char *p = krstr_data(s), *end = p + s->size;
    while (p < end) {
        const char *from = p;
        uint32_t c = krutf8_next(&p);
        if (c >= 0xDC80 && c <= 0xDCFF)
            krbuf_char(&b, (char)(c - 0xDC00));
        else
            krbuf_add(&b, from, (size_t)(p - from));
    }
    KrBytes *bytes = b.failed ? NULL : krbytes_new(vm, b.data, b.len);
    krbuf_release(&b);
    return krvalue_or_raised(bytes);
}

const char *krio_path(KrVm *vm, KrValue v, KrValue *keep)
{
    KrValue path = fs_path(vm, v);
    if (path != KR_RAISED && kris_str(vm, path) && (kras_str(path)->h.flags & (KR_STR_SURROGATES | KR_STR_EXTERNAL)))
        path = fs_encode(vm, kras_str(path));
    *keep = path;
    if (path == KR_RAISED)
        return NULL;
    bool text = kris_str(vm, path);
    const char *data = text ? krstr_data(kras_str(path)) : (const char *)kras_bytes(path)->at;
    size_t n = text ? kras_str(path)->size : kras_bytes(path)->n;
    if (memchr(data, 0, n)) {
        krraise(vm, KR_T_ValueError, text ? "embedded null character" : "embedded null byte");
        return NULL;
    }
    return data;
}

KrStr *krio_fs_decode(KrVm *vm, const char *bytes, size_t n)
{
    KrUtf8Scan scan;
    if (KR_LIKELY(krutf8_check(bytes, n, false, &scan)))
        return krstr_new(vm, bytes, n);
    KrBuf b = krbuf_init(&vm->alloc);
    while (!krutf8_check(bytes, n, false, &scan)) {
        char escaped[4];
        krbuf_add(&b, bytes, scan.valid);
        krbuf_add(&b, escaped, krutf8_encode(0xDC00u | (unsigned char)bytes[scan.valid], escaped));
        bytes += scan.valid + 1;
        n -= scan.valid + 1;
    }
    krbuf_add(&b, bytes, n);
    return krstr_from_buf(vm, &b);
}

/* ---- streams with something to write ---------------------------------------------------------------------------------- */

void krio_list(KrVm *vm, KrIOLink *link, KrObj *stream)
{
    struct KrModuleState *s = vm->module_state;
    if (!s || link->link)
        return;
    link->stream = stream;
    link->next = s->streams;
    link->link = &s->streams;
    if (s->streams)
        s->streams->link = &link->next;
    s->streams = link;
}

void krio_unlist(KrIOLink *link)
{
    if (!link->link)
        return;
    *link->link = link->next;
    if (link->next)
        link->next->link = link->link;
    link->link = NULL;
}

static bool is_text(KrVm *vm, KrObj *o)
{
    return krshape_type(vm, o->shape)->solid->number == KR_T_TextIOWrapper;
}

static bool flush_streams(KrVm *vm, bool text)
{
    bool ok = true;
    for (KrIOLink *l = vm->module_state->streams; l; l = l->next) {
        if (is_text(vm, l->stream) != text || l->stream->kind & KR_IO_CLOSED)
            continue;
        bool done = text ? krtext_flush_pending(vm, (KrTextIO *)l->stream) : krbuffered_flush(vm, (KrBuffered *)l->stream);
        if (!done && ok)
            ok = false;
        else if (!done)
            krpending_clear(vm);
    }
    return ok;
}

bool krio_flush_all(KrVm *vm)
{
    if (!vm->module_state)
        return true;
    bool ok = flush_streams(vm, true);
    KrValue e = ok ? KR_EMPTY : krpending_take(vm);
    bool bytes_ok = flush_streams(vm, false);
    if (!ok)
        vm->exec->pending = e;
    return ok && bytes_ok;
}

void krio_finalize(KrVm *vm, KrObj *o, KrNative close)
{
    if (o->kind & (KR_IO_CLOSED | KR_IO_OWNED | KR_IO_DETACHED) || !(o->kind & KR_IO_READY))
        return;
    KrValue self = krvalue(o);
    KrValue done = krshape_type(vm, o->shape)->flags & KR_TF_BUILTIN ? close(vm, &self, 1) : krcall_method(vm, self, KR_NAME(close), NULL, 0);
    if (done == KR_RAISED)
        krvm_unraisable(vm, NULL, self);
}

/* ---- open ------------------------------------------------------------------------------------------------------------------ */

typedef struct Mode {
    bool reading, writing, creating, appending, updating, text, binary;
} Mode;

static bool parse_mode(KrVm *vm, KrStr *mode, Mode *m)
{
    const char *p = krstr_data(mode);
    *m = (Mode){0};
    for (size_t i = 0; i < mode->size; i++) {
        bool *flag = p[i] == 'r' ? &m->reading : p[i] == 'w' ? &m->writing : p[i] == 'x' ? &m->creating : p[i] == 'a' ? &m->appending :
                     p[i] == '+' ? &m->updating : p[i] == 't' ? &m->text : p[i] == 'b' ? &m->binary : NULL;
        if (!flag || *flag)
            return krraise(vm, KR_T_ValueError, "invalid mode: %R", krvalue(mode)), false;
        *flag = true;
    }
    if (m->text && m->binary)
        return krraise(vm, KR_T_ValueError, "can't have text and binary mode at once"), false;
    if (m->reading + m->writing + m->creating + m->appending != 1)
        return krraise(vm, KR_T_ValueError, "must have exactly one of create/read/write/append mode"), false;
    return true;
}

static bool check_binary(KrVm *vm, KrValue *a)
{
    static const char *const names[] = {"encoding", "errors", "newline"};
    for (int i = 0; i < 3; i++)
        if (a[3 + i] != KR_EMPTY && a[3 + i] != KR_NONE)
            return krraise(vm, KR_T_ValueError, "binary mode doesn't take %s %s argument", i == 2 ? "a" : "an", names[i]), false;
    return true;
}

static KrValue open_text(KrVm *vm, KrValue *a, KrValue buffered, KrStr *mode, bool line_buffering)
{
    KrTextIO *t = krobj_new(vm, KR_TYPE_OF(TextIOWrapper));
    if (!t)
        return KR_RAISED;
    KrValue args[7] = {krvalue(t), buffered, a[3], a[4], a[5], krbool(line_buffering), KR_FALSE};
    KR_TRY(krn_TextIOWrapper___init__(vm, args, 7));
    if (!krobj_set_own(vm, &t->h, KR_NAME(mode), krvalue(mode)))
        return KR_RAISED;
    return krvalue(t);
}

/// needs FILES

/// builtins.open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)
/// Open file and return a stream.  Raise OSError upon failure.
KR_NATIVE(builtins_open)
{
    Mode m;
    int64_t buffering = -1;
    KrStr *mode = a[1] == KR_EMPTY ? krstr_text(vm, "r") : kris_str(vm, a[1]) ? kras_str(a[1]) : NULL;
    if (!mode)
        return vm->exec->pending ? KR_RAISED : krraise(vm, KR_T_TypeError, "open() argument 'mode' must be str, not %T", a[1]);
    int closefd = a[6] == KR_EMPTY ? 1 : krobj_true(vm, a[6]);
    if (closefd < 0 || !parse_mode(vm, mode, &m) || (a[2] != KR_EMPTY && !krobj_as_i64(vm, a[2], &buffering, true)) ||
        (m.binary && !check_binary(vm, a)))
        return KR_RAISED;
    if (!m.binary && buffering == 0)
        return krraise(vm, KR_T_ValueError, "can't have unbuffered text I/O");
    if (buffering < -1)
        return krraise(vm, KR_T_ValueError, "invalid buffering size");
    if (!krint_check(vm, a[0]) && !kris_str(vm, a[0]) && krdunder(vm, krtype_of(vm, a[0]), KR_D_fspath) != KR_EMPTY) {
        KrValue path = krcall_dunder(vm, KR_D_fspath, a[0], NULL, 0);
        if (path == KR_EMPTY)
            return krraise(vm, KR_T_TypeError, "expected str, bytes or os.PathLike object, not %T", a[0]);
        KR_TRY(path);
        a[0] = path;
    }
    char raw_mode[4] = {m.creating ? 'x' : m.reading ? 'r' : m.writing ? 'w' : 'a', m.updating ? '+' : '\0', '\0'};
    KrValue raw = krfile_open(vm, a[0], raw_mode, closefd, a[7] == KR_EMPTY ? KR_NONE : a[7]);
    if (raw == KR_RAISED || (m.binary && buffering == 0))
        return raw;
    KrFileIO *f = (KrFileIO *)kras_obj(raw);
    bool line_buffering = buffering == 1 && !m.binary;
    if (buffering < 0 && isatty(f->fd))
        line_buffering = true;
    KrTypeNumber type = m.updating ? KR_T_BufferedRandom : m.reading ? KR_T_BufferedReader : KR_T_BufferedWriter;
    KrValue buffered = krbuffered_new(vm, type, raw, buffering > 1 ? (size_t)buffering : KR_IO_BUFFER);
    KrValue v = buffered == KR_RAISED || m.binary ? buffered : open_text(vm, a, buffered, mode, line_buffering);
    if (v == KR_RAISED) {
        KrValue e = krpending_take(vm);
        if (krn_FileIO_close(vm, &raw, 1) == KR_RAISED)
            krpending_clear(vm);
        vm->exec->pending = e;
    }
    return v;
}

/// _io.open_code(path)
/// Opens the provided file with the intent to import the contents.
KR_NATIVE(_io_open_code)
{
    if (!kris_str(vm, a[0]))
        return krraise(vm, KR_T_TypeError, "open_code() argument 'path' must be str, not %T", a[0]);
    KrValue raw = krfile_open(vm, a[0], "r", true, KR_NONE);
    return raw == KR_RAISED ? raw : krbuffered_new(vm, KR_T_BufferedReader, raw, KR_IO_BUFFER);
}

/// needs nothing

/// _io.text_encoding(encoding, stacklevel=2, /)
/// A helper function to choose the text encoding.
KR_NATIVE(_io_text_encoding)
{
    return a[0] != KR_NONE ? a[0] : krvalue_or_raised(krstr_text(vm, "utf-8"));
}

/* ---- the standard streams ---------------------------------------------------------------------------------------------------- */

KrValue krio_standard(KrVm *vm, int fd)
{
    static const char *const names[] = {"<stdin>", "<stdout>", "<stderr>"};
    bool host = fd ? vm->host_calls.write != NULL : vm->host_calls.read || !(vm->granted & KR_NEEDS_STDIN);
    if (!host && fcntl(fd, F_GETFD) < 0)
        return KR_NONE;
    KrValue raw = host ? krfile_host(vm, fd) : krfile_open(vm, krsmall(fd), fd ? "w" : "r", false, KR_NONE);
    if (raw == KR_RAISED) {
        krpending_clear(vm);
        return KR_NONE;
    }
    KrStr *name = krstr_text(vm, names[fd]), *mode = name ? krstr_text(vm, fd ? "w" : "r") : NULL;
    KrValue buffered = mode ? krbuffered_new(vm, fd ? KR_T_BufferedWriter : KR_T_BufferedReader, raw, KR_IO_BUFFER) : KR_RAISED;
    KR_TRY(buffered);
    krstore(vm, kras_obj(raw), &((KrFileIO *)kras_obj(raw))->name, krvalue(name));
    KrValue t = krtext_new(vm, buffered, "utf-8", fd == 2 ? "backslashreplace" : "strict", KR_NONE, fd == 2 || host || isatty(fd));
    KR_TRY(t);
    ((KrTextIO *)kras_obj(t))->write_through = fd == 2;
    return krobj_set_own(vm, kras_obj(t), KR_NAME(mode), krvalue(mode)) ? t : KR_RAISED;
}

bool krio_unbuffer(KrVm *vm)
{
    KrValue out = krobj_lookup(vm, vm->sys, KR_NAME(stdout));
    if (kris_exact(out, KR_T_TextIOWrapper))
        ((KrTextIO *)kras_obj(out))->write_through = true;
    return out != KR_RAISED;
}
