/* SPDX-License-Identifier: MIT
 * Sockets and pipes: thin layers over the system calls, and addresses to and from text. */
#include "loop/sock.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <net/if.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#ifndef RWF_NOSIGNAL
#define RWF_NOSIGNAL 0x100 /* Linux 6.18 */
#endif

/* Repeats a call that a signal interrupted; its result, or a negative errno. */
#define RETRY(call) \
    __extension__({ \
        ssize_t retry_r_; \
        do \
            retry_r_ = (call); \
        while (retry_r_ < 0 && errno == EINTR); \
        retry_r_ < 0 ? -errno : retry_r_; \
    })

/* ---- addresses ------------------------------------------------------------------------------- */

static int parse4(KrAddr *a, const char *host, uint16_t port)
{
    *a = (KrAddr){.in4 = {.sin_family = AF_INET, .sin_port = htons(port)}, .len = sizeof a->in4};
    return *host == 0 || inet_pton(AF_INET, host, &a->in4.sin_addr) == 1 ? 0 : -EINVAL;
}

/* An interface by name or number; 0 if there is none. */
static uint32_t parse_scope(const char *text)
{
    uint32_t index = if_nametoindex(text);
    if (index)
        return index;
    char *end;
    errno = 0;
    unsigned long n = strtoul(text, &end, 10);
    return *text < '0' || *text > '9' || *end || errno || n > UINT32_MAX ? 0 : (uint32_t)n;
}

static int parse6(KrAddr *a, const char *host, uint16_t port)
{
    char digits[INET6_ADDRSTRLEN];
    const char *percent = strchr(host, '%');
    size_t n = percent ? (size_t)(percent - host) : strlen(host);
    *a = (KrAddr){.in6 = {.sin6_family = AF_INET6, .sin6_port = htons(port)}, .len = sizeof a->in6};
    if (*host == 0)
        return 0;
    if (n >= sizeof digits)
        return -EINVAL;
    memcpy(digits, host, n);
    digits[n] = 0;
    if (inet_pton(AF_INET6, digits, &a->in6.sin6_addr) != 1)
        return -EINVAL;
    if (percent && (a->in6.sin6_scope_id = parse_scope(percent + 1)) == 0)
        return -EINVAL;
    return 0;
}

int kraddr_parse(KrAddr *a, int family, const char *host, uint16_t port)
{
    if (family == AF_INET)
        return parse4(a, host, port);
    if (family == AF_INET6)
        return parse6(a, host, port);
    if (family != AF_UNSPEC)
        return -EAFNOSUPPORT;
    return strchr(host, ':') ? parse6(a, host, port) : parse4(a, host, port);
}

int kraddr_unix(KrAddr *a, const char *path, size_t n)
{
    bool named = n > 0 && path[0];
    *a = (KrAddr){.un = {.sun_family = AF_UNIX}};
    if (n + named > sizeof a->un.sun_path)
        return -ENAMETOOLONG;
    if (n)
        memcpy(a->un.sun_path, path, n);
    a->len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n + named);
    return 0;
}

/* The kernel may or may not count a final zero byte, and an unnamed socket has no path at all. */
static ssize_t format_unix(const KrAddr *a, char *text, size_t size)
{
    size_t start = offsetof(struct sockaddr_un, sun_path), n = a->len > start ? a->len - start : 0;
    if (n && a->un.sun_path[0])
        n = strnlen(a->un.sun_path, n);
    if (n >= size)
        return -ENOSPC;
    memcpy(text, a->un.sun_path, n);
    text[n] = 0;
    return (ssize_t)n;
}

ssize_t kraddr_format(const KrAddr *a, char *text, size_t size)
{
    if (a->any.sa_family == AF_UNIX)
        return format_unix(a, text, size);
    bool six = a->any.sa_family == AF_INET6;
    if (!six && a->any.sa_family != AF_INET)
        return -EAFNOSUPPORT;
    const void *bytes = six ? (const void *)&a->in6.sin6_addr : &a->in4.sin_addr;
    if (!inet_ntop(a->any.sa_family, bytes, text, (socklen_t)size))
        return -errno;
    size_t n = strlen(text);
    if (!six || a->in6.sin6_scope_id == 0)
        return (ssize_t)n;
    char name[IF_NAMESIZE];
    if (!if_indextoname(a->in6.sin6_scope_id, name))
        snprintf(name, sizeof name, "%u", a->in6.sin6_scope_id);
    if (n + 1 + strlen(name) >= size)
        return -ENOSPC;
    text[n] = '%';
    strcpy(text + n + 1, name);
    return (ssize_t)strlen(text);
}

uint16_t kraddr_port(const KrAddr *a)
{
    if (a->any.sa_family == AF_INET)
        return ntohs(a->in4.sin_port);
    return a->any.sa_family == AF_INET6 ? ntohs(a->in6.sin6_port) : 0;
}

/* ---- life cycle ------------------------------------------------------------------------------ */

int krsock_new(int family, int type, int protocol)
{
    int fd = socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
    return fd < 0 ? -errno : fd;
}

int krsock_pair(int family, int type, int fd[2])
{
    return socketpair(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, fd) < 0 ? -errno : 0;
}

int krsock_set_blocking(int fd, bool blocking)
{
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0)
        return -errno;
    int wanted = blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
    return wanted == flags || fcntl(fd, F_SETFL, wanted) == 0 ? 0 : -errno;
}

int krsock_set(int fd, int level, int option, int value)
{
    return setsockopt(fd, level, option, &value, sizeof value) < 0 ? -errno : 0;
}

int krsock_get(int fd, int level, int option, int *value)
{
    socklen_t len = sizeof *value;
    return getsockopt(fd, level, option, value, &len) < 0 ? -errno : 0;
}

int krsock_no_delay(int fd)
{
    return krsock_set(fd, IPPROTO_TCP, TCP_NODELAY, 1);
}

static int set_listen_flags(int fd, unsigned flags)
{
    int r = flags & KR_LISTEN_REUSE_ADDR ? krsock_set(fd, SOL_SOCKET, SO_REUSEADDR, 1) : 0;
    if (r == 0 && flags & KR_LISTEN_REUSE_PORT)
        r = krsock_set(fd, SOL_SOCKET, SO_REUSEPORT, 1);
    if (r == 0 && flags & KR_LISTEN_V6_ONLY)
        r = krsock_set(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1);
    return r;
}

int krsock_listen(const KrAddr *a, int type, int backlog, unsigned flags)
{
    int fd = krsock_new(a->any.sa_family, type, 0);
    if (fd < 0)
        return fd;
    int r = set_listen_flags(fd, flags);
    if (r == 0 && bind(fd, &a->any, a->len) < 0)
        r = -errno;
    if (r == 0 && (type == SOCK_STREAM || type == SOCK_SEQPACKET) && listen(fd, backlog) < 0)
        r = -errno;
    if (r == 0)
        return fd;
    close(fd);
    return r;
}

/* Errors of the connection, not of the listening socket; accept(2) lists them. */
static bool died_waiting(int error)
{
    switch (error) {
    case EINTR: case ECONNABORTED: case EPROTO: case ENETDOWN: case ENOPROTOOPT: case EHOSTDOWN:
    case ENONET: case EHOSTUNREACH: case ENETUNREACH:
        return true;
    default:
        return false;
    }
}

int krsock_accept(int fd, KrAddr *peer)
{
    struct sockaddr *any = peer ? &peer->any : NULL;
    socklen_t *len = peer ? &peer->len : NULL;
    int r;
    do {
        if (peer)
            peer->len = sizeof peer->storage;
        r = accept4(fd, any, len, SOCK_NONBLOCK | SOCK_CLOEXEC);
    } while (r < 0 && died_waiting(errno));
    return r < 0 ? -errno : r;
}

/* Not repeated after EINTR: the attempt goes on, and a second call would say EALREADY. */
int krsock_connect(int fd, const KrAddr *a)
{
    if (connect(fd, &a->any, a->len) == 0)
        return 0;
    return errno == EINTR ? -EINPROGRESS : -errno;
}

int krsock_connected(int fd)
{
    int error = 0, r = krsock_get(fd, SOL_SOCKET, SO_ERROR, &error);
    return r < 0 ? r : -error;
}

int krsock_name(int fd, KrAddr *a)
{
    a->len = sizeof a->storage;
    return getsockname(fd, &a->any, &a->len) < 0 ? -errno : 0;
}

int krsock_peer(int fd, KrAddr *a)
{
    a->len = sizeof a->storage;
    return getpeername(fd, &a->any, &a->len) < 0 ? -errno : 0;
}

/* ---- data ------------------------------------------------------------------------------------ */

ssize_t krsock_recv(int fd, void *p, size_t n, int flags)
{
    return RETRY(recv(fd, p, n, flags));
}

ssize_t krsock_recvfrom(int fd, void *p, size_t n, int flags, KrAddr *from)
{
    from->len = sizeof from->storage;
    return RETRY(recvfrom(fd, p, n, flags, &from->any, &from->len));
}

ssize_t krsock_send(int fd, const void *p, size_t n)
{
    return RETRY(send(fd, p, n, MSG_NOSIGNAL));
}

ssize_t krsock_sendto(int fd, const void *p, size_t n, const KrAddr *to)
{
    return RETRY(sendto(fd, p, n, MSG_NOSIGNAL, &to->any, to->len));
}

ssize_t krsock_sendv(int fd, const struct iovec *iov, size_t n)
{
    struct msghdr message = {.msg_iov = (struct iovec *)(uintptr_t)iov};
    message.msg_iovlen = n < IOV_MAX ? n : IOV_MAX;
    return RETRY(sendmsg(fd, &message, MSG_NOSIGNAL));
}

ssize_t krsock_read(int fd, void *p, size_t n)
{
    return RETRY(read(fd, p, n));
}

/* The signal is blocked during the write and taken away afterwards, unless one was waiting
 * before. */
static ssize_t write_blocking_sigpipe(int fd, const struct iovec *iov, int n)
{
    sigset_t pipe, before, waiting;
    struct timespec now = {0};
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    sigpending(&waiting);
    pthread_sigmask(SIG_BLOCK, &pipe, &before);
    ssize_t r = RETRY(writev(fd, iov, n));
    if (r == -EPIPE && !sigismember(&waiting, SIGPIPE))
        while (sigtimedwait(&pipe, NULL, &now) < 0 && errno == EINTR)
            continue;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return r;
}

ssize_t krsock_writev(int fd, const struct iovec *iov, size_t n)
{
    int count = (int)(n < IOV_MAX ? n : IOV_MAX);
    ssize_t r = RETRY(pwritev2(fd, iov, count, -1, RWF_NOSIGNAL));
    if (r == -EOPNOTSUPP || r == -EINVAL || r == -ENOSYS || r == -ESPIPE)
        return write_blocking_sigpipe(fd, iov, count);
    return r;
}

size_t krsock_advance(struct iovec **iov, size_t n, size_t done)
{
    for (; n > 0 && done >= (*iov)->iov_len; n--)
        done -= (*iov)++->iov_len;
    if (done > 0) {
        (*iov)->iov_base = (char *)(*iov)->iov_base + done;
        (*iov)->iov_len -= done;
    }
    return n;
}
