/* SPDX-License-Identifier: MIT
 * The module errno. */
#include "modules/modules.h"

#include <errno.h>

/// module errno
/// This module makes available standard errno system symbols.

#define CODES(X)                                                                                                                  \
    X(EPERM) X(ENOENT) X(ESRCH) X(EINTR) X(EIO) X(ENXIO) X(E2BIG) X(ENOEXEC) X(EBADF) X(ECHILD) X(EAGAIN) X(ENOMEM) X(EACCES)      \
    X(EFAULT) X(ENOTBLK) X(EBUSY) X(EEXIST) X(EXDEV) X(ENODEV) X(ENOTDIR) X(EISDIR) X(EINVAL) X(ENFILE) X(EMFILE) X(ENOTTY)       \
    X(ETXTBSY) X(EFBIG) X(ENOSPC) X(ESPIPE) X(EROFS) X(EMLINK) X(EPIPE) X(EDOM) X(ERANGE) X(EDEADLK) X(ENAMETOOLONG) X(ENOLCK)    \
    X(ENOSYS) X(ENOTEMPTY) X(ELOOP) X(ENOMSG) X(EIDRM) X(ENOSTR) X(ENODATA) X(ETIME) X(ENOSR) X(EREMOTE) X(ENOLINK) X(EPROTO)      \
    X(EMULTIHOP) X(EBADMSG) X(EOVERFLOW) X(EILSEQ) X(EUSERS) X(ENOTSOCK) X(EDESTADDRREQ) X(EMSGSIZE) X(EPROTOTYPE)                 \
    X(ENOPROTOOPT) X(EPROTONOSUPPORT) X(ESOCKTNOSUPPORT) X(EOPNOTSUPP) X(EPFNOSUPPORT) X(EAFNOSUPPORT) X(EADDRINUSE)               \
    X(EADDRNOTAVAIL) X(ENETDOWN) X(ENETUNREACH) X(ENETRESET) X(ECONNABORTED) X(ECONNRESET) X(ENOBUFS) X(EISCONN) X(ENOTCONN)      \
    X(ESHUTDOWN) X(ETOOMANYREFS) X(ETIMEDOUT) X(ECONNREFUSED) X(EHOSTDOWN) X(EHOSTUNREACH) X(EALREADY) X(EINPROGRESS) X(ESTALE)   \
    X(EDQUOT) X(ECANCELED) X(EOWNERDEAD) X(ENOTRECOVERABLE) X(ERFKILL) X(EWOULDBLOCK) X(EDEADLOCK) X(ENOTSUP)

KR_MODULE_INIT(errno)
{
    static const struct {
        char name[16];
        int code;
    } codes[] = {
#define ROW(name) {#name, name},
        CODES(ROW)
#undef ROW
    };
    KrDict *names = krdict_new(vm);
    if (!names || !krmodule_set(vm, module, "errorcode", krvalue(names)))
        return false;
    for (uint32_t i = 0; i < KR_COUNT(codes); i++) {
        const KrStr *name = krintern_text(vm, codes[i].name, strlen(codes[i].name));
        KrValue code = krsmall(codes[i].code);
        if (!name || !krdict_set_name(vm, ((KrModule *)kras_obj(module))->dict, name, code) ||
            krdict_setdefault(vm, names, code, krvalue(name)) == KR_RAISED)
            return false;
    }
    return true;
}
