/* SPDX-License-Identifier: MIT
 * The module _io: streams. */
#include "modules/io.h"

#include <errno.h>
#include <unistd.h>

/// module _io
/// Streams.

KrStr *krio_fs_decode(KrVm *vm, const char *bytes, size_t n)
{
    return krstr_new(vm, bytes, n);
}

static KrFile *self(KrValue *a)
{
    return (KrFile *)kras_obj(a[0]);
}

static bool flush(KrVm *vm, KrFile *f)
{
    size_t at = 0;
    while (at < f->len) {
        ssize_t n = write(f->fd, f->buffer + at, f->len - at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            f->len = 0;
            return krraise_errno(vm, errno, KR_EMPTY), false;
        }
        at += (size_t)n;
    }
    f->len = 0;
    return true;
}

/// TextIOWrapper.write(self, text, /)
/// Write string s to stream.
KR_NATIVE(TextIOWrapper_write)
{
    KrFile *f = self(a);
    KrStr *s = kras_str(a[1]);
    if (f->len + s->size > f->cap && !flush(vm, f))
        return KR_RAISED;
    if (s->size > f->cap) {
        KrFile direct = {.fd = f->fd, .buffer = (char *)krstr_data(s), .len = s->size};
        return flush(vm, &direct) ? krsmall((int64_t)s->len) : KR_RAISED;
    }
    memcpy(f->buffer + f->len, krstr_data(s), s->size);
    f->len += s->size;
    if (f->fd == 2 && !flush(vm, f))
        return KR_RAISED;
    return krsmall((int64_t)s->len);
}

/// TextIOWrapper.flush(self, /)
/// Flush.
KR_NATIVE(TextIOWrapper_flush)
{
    return flush(vm, self(a)) ? KR_NONE : KR_RAISED;
}

KrValue krio_standard(KrVm *vm, int fd)
{
    KrFile *f = krobj_new(vm, KR_TYPE_OF(TextIOWrapper));
    if (!f)
        return KR_RAISED;
    struct KrModuleState *s = krmodule_state(vm);
    KrRaw *room = s ? krheap_raw(vm, 8192) : NULL;
    if (!room)
        return KR_RAISED;
    f->buffer = room->data;
    f->extra = krvalue(room);
    f->cap = 8192;
    f->fd = fd;
    f->next = s->files;
    s->files = f;
    return krvalue(f);
}

bool krio_flush_all(KrVm *vm)
{
    bool ok = true;
    for (KrFile *f = vm->module_state ? vm->module_state->files : NULL; f; f = f->next)
        ok &= flush(vm, f);
    return ok;
}
