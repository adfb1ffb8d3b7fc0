/* SPDX-License-Identifier: MIT
 * Sockets and pipes as transports need them: non-blocking, close-on-exec, EINTR hidden, negative
 * errno, never SIGPIPE. Needs no loop. Layer: loop. */
#ifndef KR_LOOP_SOCK_H
#define KR_LOOP_SOCK_H

#include "base/alloc.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/un.h>

typedef struct KrAddr {
    union {
        struct sockaddr any;
        struct sockaddr_in in4;
        struct sockaddr_in6 in6;
        struct sockaddr_un un;
        struct sockaddr_storage storage;
    };
    socklen_t len;
} KrAddr;

/* ---- addresses ------------------------------------------------------------------------------- */

/* An address from digits, without a resolver: IPv4 dotted, or IPv6, which may end in %scope (a name
 * or a number). family AF_UNSPEC takes either; an empty host means any address of the family.
 * -EINVAL for anything else, which is then a name; -EAFNOSUPPORT for a family that is neither. */
int kraddr_parse(KrAddr *a, int family, const char *host, uint16_t port) KR_MUST_USE;
/* A path, or an abstract name if its first byte is 0; -ENAMETOOLONG beyond 107 bytes (108 for an
 * abstract one). */
int kraddr_unix(KrAddr *a, const char *path, size_t n) KR_MUST_USE;
/* The host as digits, or the path, and its length; negative when it does not fit. KR_ADDR_TEXT
 * bytes always do. */
ssize_t kraddr_format(const KrAddr *a, char *text, size_t size) KR_MUST_USE;
/* In the host's order; 0 for other families. */
uint16_t kraddr_port(const KrAddr *a);

enum { KR_ADDR_TEXT = 112 };

/* ---- life cycle ------------------------------------------------------------------------------ */

int krsock_new(int family, int type, int protocol) KR_MUST_USE;
int krsock_pair(int family, int type, int fd[2]) KR_MUST_USE;
/* A foreign descriptor's blocking mode. */
int krsock_set_blocking(int fd, bool blocking) KR_MUST_USE;

/* A flag or number among the options. */
int krsock_set(int fd, int level, int option, int value) KR_MUST_USE;
int krsock_get(int fd, int level, int option, int *value) KR_MUST_USE;
int krsock_no_delay(int fd) KR_MUST_USE;

enum { KR_LISTEN_REUSE_ADDR = 1, KR_LISTEN_REUSE_PORT = 2, KR_LISTEN_V6_ONLY = 4 };
/* A bound socket of the given type, listening if it is a stream. */
int krsock_listen(const KrAddr *a, int type, int backlog, unsigned flags) KR_MUST_USE;
/* The next connection, non-blocking; -EAGAIN when there is none. Connections that died while
 * waiting are passed over. `peer` may be NULL. */
int krsock_accept(int fd, KrAddr *peer) KR_MUST_USE;
/* 0 connected, -EINPROGRESS: wait until writable, then ask krsock_connected. */
int krsock_connect(int fd, const KrAddr *a) KR_MUST_USE;
/* How a connection attempt ended; also any other error that waits on the socket. */
int krsock_connected(int fd) KR_MUST_USE;

int krsock_name(int fd, KrAddr *a) KR_MUST_USE;
int krsock_peer(int fd, KrAddr *a) KR_MUST_USE;

/* ---- data: a count, or a negative errno; -EAGAIN when it would wait -------------------------- */

/* 0 is the end of a stream. For pipes and terminals krsock_read. */
ssize_t krsock_recv(int fd, void *p, size_t n, int flags) KR_MUST_USE;
ssize_t krsock_recvfrom(int fd, void *p, size_t n, int flags, KrAddr *from) KR_MUST_USE;
ssize_t krsock_send(int fd, const void *p, size_t n) KR_MUST_USE;
ssize_t krsock_sendto(int fd, const void *p, size_t n, const KrAddr *to) KR_MUST_USE;
/* Up to IOV_MAX pieces at once. */
ssize_t krsock_sendv(int fd, const struct iovec *iov, size_t n) KR_MUST_USE;
ssize_t krsock_read(int fd, void *p, size_t n) KR_MUST_USE;
/* Writes to a pipe; -EPIPE without a signal. */
ssize_t krsock_writev(int fd, const struct iovec *iov, size_t n) KR_MUST_USE;

/* Skips `done` bytes of the pieces, shortening the first one left; how many are left. */
size_t krsock_advance(struct iovec **iov, size_t n, size_t done);

#endif
