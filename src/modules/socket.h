/* SPDX-License-Identifier: MIT
 * What the files of the module _socket share. Layer: modules. */
#ifndef KR_MODULES_SOCKET_H
#define KR_MODULES_SOCKET_H

#include "modules/posix.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

typedef struct KrSocket {
    KrObj h;
    KrValue extra;
    int fd;             /* -1: closed */
    int family, type, protocol;
    int64_t timeout;    /* nanoseconds, 0 does not wait, negative waits for ever */
} KrSocket;

typedef struct KrSockAddr {
    union {
        struct sockaddr any;
        struct sockaddr_in in4;
        struct sockaddr_in6 in6;
        struct sockaddr_un un;
        struct sockaddr_storage storage;
    };
    socklen_t len;
} KrSockAddr;

/* One system call of a socket: -1 with errno set, else its result. */
typedef ssize_t (*KrSocketCall)(KrSocket *s, void *arg);

/* ---- socket.c ---- */
/* Repeats the call until it does not say EAGAIN, within the socket's timeout; false with an exception pending. */
bool krsocket_run(KrVm *vm, KrSocket *s, short events, KrSocketCall call, void *arg, ssize_t *result) KR_MUST_USE;
/* A timeout argument as nanoseconds. */
bool krsocket_timeout(KrVm *vm, KrValue v, int64_t *out) KR_MUST_USE;

/* ---- socket_addr.c ---- */
/* An address as a method got it; `caller` names the method in errors. */
bool krsocket_address(KrVm *vm, KrSocket *s, KrValue v, const char *caller, KrSockAddr *out) KR_MUST_USE;
KrValue krsocket_address_value(KrVm *vm, const KrSockAddr *a) KR_MUST_USE;
KrValue krsocket_raise_gai(KrVm *vm, int error);
KrValue krsocket_raise_herror(KrVm *vm);
bool krsocket_errors(KrVm *vm, KrValue module) KR_MUST_USE; /* adds gaierror, herror, timeout */
/* A name or digits to the first address of the family. */
bool krsocket_resolve(KrVm *vm, const char *host, int family, KrSockAddr *out) KR_MUST_USE;
/* A host argument: str or bytes, None if `none`; NULL in *out for None. */
bool krsocket_host(KrVm *vm, KrValue v, const char *function, const char **out) KR_MUST_USE;

/* ---- socket_values.c ---- */
bool krsocket_constants(KrVm *vm, KrValue module) KR_MUST_USE;

#endif
