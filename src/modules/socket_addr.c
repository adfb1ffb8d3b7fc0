/* SPDX-License-Identifier: MIT
 * The module _socket: addresses as values, names to addresses and back. */
#include "modules/socket.h"

#include "object/type.h"

#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netdb.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

/* ---- errors -------------------------------------------------------------------------------------------------------- */

static bool add_error(KrVm *vm, KrValue module, const char *name)
{
    KrDict *ns = krdict_new(vm);
    const KrStr *text = ns ? krintern_text(vm, name, strlen(name)) : NULL;
    KrStr *where = text ? krstr_text(vm, "socket") : NULL;
    KrTuple *bases = where ? krtuple_of(vm, 1, krvalue(KR_TYPE_OF(OSError))) : NULL;
    if (!bases || !krdict_set_name(vm, ns, KR_NAME(__module__), krvalue(where)))
        return false;
    KrValue cls = krtype_make(vm, (KrType *)(uintptr_t)KR_TYPE_OF(type), text, bases, ns, NULL);
    return cls != KR_RAISED && krmodule_set(vm, module, name, cls);
}

bool krsocket_errors(KrVm *vm, KrValue module)
{
    return krmodule_set(vm, module, "error", krvalue(KR_TYPE_OF(OSError))) &&
           krmodule_set(vm, module, "timeout", krvalue(KR_TYPE_OF(TimeoutError))) && add_error(vm, module, "gaierror") &&
           add_error(vm, module, "herror");
}

static KrValue raise_named(KrVm *vm, const KrStr *name, int error, const char *text)
{
    KrValue module = krmodule_import(vm, "_socket"), cls = module == KR_RAISED ? module : krobj_getattr(vm, module, name);
    KrStr *message = cls == KR_RAISED ? NULL : krstr_text(vm, text);
    if (!message)
        return KR_RAISED;
    KrValue args[2] = {krsmall(error), krvalue(message)}, e = krcall(vm, cls, args, 2);
    return e == KR_RAISED ? e : krraise_exc(vm, e);
}

KrValue krsocket_raise_gai(KrVm *vm, int error)
{
    return error == EAI_SYSTEM ? krraise_errno(vm, errno, KR_EMPTY) : raise_named(vm, KR_NAME(gaierror), error, gai_strerror(error));
}

KrValue krsocket_raise_herror(KrVm *vm)
{
    return raise_named(vm, KR_NAME(herror), 1, "Unknown host");
}

/* ---- hosts ----------------------------------------------------------------------------------------------------------- */

bool krsocket_host(KrVm *vm, KrValue v, const char *function, const char **out)
{
    *out = NULL;
    if (kris_str(vm, v)) {
        *out = krstr_cstr(vm, v);
    } else if (kris_kind(vm, v, KR_TF_BYTES) || kris_exact(v, KR_T_bytearray)) {
        const uint8_t *data;
        size_t n;
        if (!krbuffer_get(vm, v, &data, &n))
            return false;
        if (memchr(data, 0, n))
            return krraise(vm, KR_T_TypeError, "host name must not contain null character"), false;
        KrBytes *copy = krbytes_new(vm, data, n);
        *out = copy ? (const char *)copy->at : NULL;
    } else {
        krraise(vm, KR_T_TypeError, "%s: str, bytes or bytearray expected, not %T", function, v);
    }
    return *out != NULL;
}

bool krsocket_resolve(KrVm *vm, const char *host, int family, KrSockAddr *out)
{
    struct addrinfo hints = {.ai_family = family, .ai_socktype = SOCK_DGRAM}, *found = NULL;
    memset(out, 0, sizeof *out);
    if (family != AF_INET6 && strcmp(host, "<broadcast>") == 0) {
        out->in4 = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = INADDR_BROADCAST};
        out->len = sizeof out->in4;
        return true;
    }
    hints.ai_flags = *host ? 0 : AI_PASSIVE;
    krvm_leave(vm);
    int error = getaddrinfo(*host ? host : NULL, *host ? NULL : "0", &hints, &found);
    krvm_enter(vm);
    if (error)
        return krsocket_raise_gai(vm, error), false;
    memcpy(&out->storage, found->ai_addr, found->ai_addrlen);
    out->len = found->ai_addrlen;
    freeaddrinfo(found);
    return true;
}

/* ---- addresses -------------------------------------------------------------------------------------------------------- */

static bool get_port(KrVm *vm, KrValue v, const char *caller, uint16_t *out)
{
    int64_t port;
    KrValue index = krobj_index(vm, v);
    if (index == KR_RAISED)
        return false;
    if (!krint_to_i64(index, &port) || port < 0 || port > 65535)
        return krraise(vm, KR_T_OverflowError, "%s(): port must be 0-65535.", caller), false;
    *out = htons((uint16_t)port);
    return true;
}

static bool inet_address(KrVm *vm, KrSocket *s, KrValue v, const char *caller, KrSockAddr *out)
{
    bool six = s->family == AF_INET6;
    const char *host;
    uint16_t port;
    int64_t flow = 0, scope = 0;
    if (!kris_ptr(v) || !kris_kind(vm, v, KR_TF_TUPLE))
        return krraise(vm, KR_T_TypeError, "%s(): AF_INET%s address must be tuple, not %T", caller, six ? "6" : "", v), false;
    KrTuple *t = kras_tuple(v);
    if (six ? t->n < 2 || t->n > 4 : t->n != 2)
        return krraise(vm, KR_T_TypeError, six ? "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])" :
                       "AF_INET address must be a pair (host, port)"), false;
    if (!krsocket_host(vm, t->at[0], caller, &host) || !get_port(vm, t->at[1], caller, &port) ||
        (t->n > 2 && !krobj_as_i64(vm, t->at[2], &flow, false)) || (t->n > 3 && !krobj_as_i64(vm, t->at[3], &scope, false)))
        return false;
    if (flow < 0 || flow > 0xFFFFF)
        return krraise(vm, KR_T_OverflowError, "%s(): flowinfo must be 0-1048575.", caller), false;
    if (!krsocket_resolve(vm, host, s->family, out))
        return false;
    if (six) {
        out->in6.sin6_port = port;
        out->in6.sin6_flowinfo = htonl((uint32_t)flow);
        if (t->n > 3)
            out->in6.sin6_scope_id = (uint32_t)scope;
    } else {
        out->in4.sin_port = port;
    }
    return true;
}

static bool unix_address(KrVm *vm, KrValue v, KrSockAddr *out)
{
    const uint8_t *name;
    size_t n;
    if (kris_str(vm, v)) {
        KrStr *s = kras_str(v);
        KrValue args[2] = {krvalue(krstr_text(vm, "utf-8")), krvalue(krstr_text(vm, "surrogateescape"))};
        v = args[0] && args[1] ? krcall_method(vm, krvalue(s), KR_NAME(encode), args, 2) : KR_RAISED;
        if (v == KR_RAISED)
            return false;
    }
    if (!krbuffer_get(vm, v, &name, &n))
        return false;
    bool abstract = n > 0 && name[0] == 0;
    if (n + !abstract > sizeof out->un.sun_path)
        return krraise(vm, KR_T_OSError, "AF_UNIX path too long"), false;
    memset(out, 0, sizeof *out);
    out->un.sun_family = AF_UNIX;
    memcpy(out->un.sun_path, name, n);
    out->len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n + !abstract);
    return true;
}

bool krsocket_address(KrVm *vm, KrSocket *s, KrValue v, const char *caller, KrSockAddr *out)
{
    if (s->family == AF_UNIX)
        return unix_address(vm, v, out);
    if (s->family == AF_INET || s->family == AF_INET6)
        return inet_address(vm, s, v, caller, out);
    return krraise(vm, KR_T_OSError, "%s(): bad family", caller), false;
}

static KrValue unix_value(KrVm *vm, const KrSockAddr *a)
{
    size_t head = offsetof(struct sockaddr_un, sun_path), n = a->len > head ? a->len - head : 0;
    if (n && a->un.sun_path[0] == 0)
        return krvalue_or_raised(krbytes_new(vm, a->un.sun_path, n));
    return krposix_name(vm, a->un.sun_path, strnlen(a->un.sun_path, n), false);
}

KrValue krsocket_address_value(KrVm *vm, const KrSockAddr *a)
{
    char host[NI_MAXHOST];
    if (a->len == 0)
        return KR_NONE;
    if (a->any.sa_family == AF_UNIX)
        return unix_value(vm, a);
    if (a->any.sa_family != AF_INET && a->any.sa_family != AF_INET6) {
        KrBytes *raw = krbytes_new(vm, a->any.sa_data, a->len > 2 ? a->len - 2 : 0);
        return raw ? krvalue_or_raised(krtuple_of(vm, 2, krsmall(a->any.sa_family), krvalue(raw))) : KR_RAISED;
    }
    int error = getnameinfo(&a->any, a->len, host, sizeof host, NULL, 0, NI_NUMERICHOST);
    KrStr *text = error ? NULL : krstr_text(vm, host);
    if (!text)
        return error ? krsocket_raise_gai(vm, error) : KR_RAISED;
    if (a->any.sa_family == AF_INET)
        return krvalue_or_raised(krtuple_of(vm, 2, krvalue(text), krsmall(ntohs(a->in4.sin_port))));
    return krvalue_or_raised(krtuple_of(vm, 4, krvalue(text), krsmall(ntohs(a->in6.sin6_port)), krsmall(ntohl(a->in6.sin6_flowinfo)),
                                        krsmall(a->in6.sin6_scope_id)));
}

/* ---- getaddrinfo, getnameinfo ------------------------------------------------------------------------------------------ */

static KrValue addrinfo_entry(KrVm *vm, const struct addrinfo *i)
{
    KrSockAddr at;
    memset(&at, 0, sizeof at);
    memcpy(&at.storage, i->ai_addr, i->ai_addrlen);
    at.len = i->ai_addrlen;
    KrValue address = krsocket_address_value(vm, &at);
    KrStr *name = address == KR_RAISED ? NULL : krstr_text(vm, i->ai_canonname ? i->ai_canonname : "");
    if (!name)
        return KR_RAISED;
    return krvalue_or_raised(krtuple_of(vm, 5, krsmall(i->ai_family), krsmall(i->ai_socktype), krsmall(i->ai_protocol), krvalue(name), address));
}

/// needs NETWORK

/// _socket.getaddrinfo(host, port, family=0, type=0, proto=0, flags=0)
/// Resolve host and port into addrinfo struct.
KR_NATIVE(_socket_getaddrinfo)
{
    const char *host = NULL, *port = NULL;
    char digits[32];
    int v[4] = {0}, error;
    int64_t number;
    for (int i = 0; i < 4; i++)
        if (a[2 + i] != KR_EMPTY && !krposix_int(vm, a[2 + i], &v[i]))
            return KR_RAISED;
    if (a[0] != KR_NONE && !kris_str(vm, a[0]) && !kris_kind(vm, a[0], KR_TF_BYTES))
        return krraise(vm, KR_T_TypeError, "getaddrinfo() argument 1 must be string or None");
    if (a[0] != KR_NONE && !krsocket_host(vm, a[0], "getaddrinfo", &host))
        return KR_RAISED;
    if (krint_check(vm, a[1])) {
        if (!krobj_as_i64(vm, a[1], &number, false))
            return KR_RAISED;
        snprintf(digits, sizeof digits, "%lld", (long long)number);
        port = digits;
    } else if (a[1] != KR_NONE && (kris_str(vm, a[1]) || kris_kind(vm, a[1], KR_TF_BYTES))) {
        if (!krsocket_host(vm, a[1], "getaddrinfo", &port))
            return KR_RAISED;
    } else if (a[1] != KR_NONE) {
        return krraise(vm, KR_T_OSError, "Int or String expected");
    }
    struct addrinfo hints = {.ai_family = v[0], .ai_socktype = v[1], .ai_protocol = v[2], .ai_flags = v[3]}, *found = NULL;
    krvm_leave(vm);
    error = getaddrinfo(host, port, &hints, &found);
    krvm_enter(vm);
    if (error)
        return krsocket_raise_gai(vm, error);
    KrList *l = krlist_new(vm, NULL, 0);
    for (struct addrinfo *i = found; l && i; i = i->ai_next) {
        KrValue entry = addrinfo_entry(vm, i);
        if (entry == KR_RAISED || !krlist_append(vm, l, entry))
            l = NULL;
    }
    freeaddrinfo(found);
    return krvalue_or_raised(l);
}

/// _socket.getnameinfo(sockaddr, flags, /)
/// Get host and port for a sockaddr.
KR_NATIVE(_socket_getnameinfo)
{
    const char *host;
    char name[NI_MAXHOST], service[NI_MAXSERV], digits[16];
    uint16_t port;
    int flags;
    struct addrinfo hints = {.ai_socktype = SOCK_DGRAM, .ai_flags = AI_NUMERICHOST}, *found = NULL;
    if (!kris_ptr(a[0]) || !kris_kind(vm, a[0], KR_TF_TUPLE))
        return krraise(vm, KR_T_TypeError, "getnameinfo() argument 1 must be a tuple");
    KrTuple *t = kras_tuple(a[0]);
    if (t->n < 2 || t->n > 4)
        return krraise(vm, KR_T_TypeError, "getnameinfo(): illegal sockaddr argument");
    if (!krposix_int(vm, a[1], &flags) || !krsocket_host(vm, t->at[0], "getnameinfo", &host) || !get_port(vm, t->at[1], "getnameinfo", &port))
        return KR_RAISED;
    snprintf(digits, sizeof digits, "%u", ntohs(port));
    int error = getaddrinfo(host, digits, &hints, &found);
    if (error)
        return krsocket_raise_gai(vm, error);
    if (found->ai_next) {
        freeaddrinfo(found);
        return krraise(vm, KR_T_OSError, "sockaddr resolved to multiple addresses");
    }
    krvm_leave(vm);
    error = getnameinfo(found->ai_addr, found->ai_addrlen, name, sizeof name, service, sizeof service, flags);
    krvm_enter(vm);
    freeaddrinfo(found);
    if (error)
        return krsocket_raise_gai(vm, error);
    KrStr *n1 = krstr_text(vm, name), *n2 = n1 ? krstr_text(vm, service) : NULL;
    return n2 ? krvalue_or_raised(krtuple_of(vm, 2, krvalue(n1), krvalue(n2))) : KR_RAISED;
}

/* ---- the older look-ups ------------------------------------------------------------------------------------------------------ */

/// _socket.gethostbyname(host, /)
/// Return the IP address (a string of the form '255.255.255.255') for a host.
KR_NATIVE(_socket_gethostbyname)
{
    const char *host;
    KrSockAddr at;
    char text[INET_ADDRSTRLEN];
    if (!krsocket_host(vm, a[0], "gethostbyname", &host) || !krsocket_resolve(vm, host, AF_INET, &at))
        return KR_RAISED;
    return krvalue_or_raised(krstr_text(vm, inet_ntop(AF_INET, &at.in4.sin_addr, text, sizeof text)));
}

/* (name, aliases, addresses) */
static KrValue host_triple(KrVm *vm, const struct hostent *h)
{
    KrStr *name = krstr_text(vm, h->h_name);
    KrList *aliases = name ? krlist_new(vm, NULL, 0) : NULL, *addresses = aliases ? krlist_new(vm, NULL, 0) : NULL;
    char text[INET6_ADDRSTRLEN];
    if (!addresses)
        return KR_RAISED;
    for (char **p = h->h_aliases; *p; p++) {
        KrStr *s = krstr_text(vm, *p);
        if (!s || !krlist_append(vm, aliases, krvalue(s)))
            return KR_RAISED;
    }
    for (char **p = h->h_addr_list; *p; p++) {
        KrStr *s = krstr_text(vm, inet_ntop(h->h_addrtype, *p, text, sizeof text));
        if (!s || !krlist_append(vm, addresses, krvalue(s)))
            return KR_RAISED;
    }
    return krvalue_or_raised(krtuple_of(vm, 3, krvalue(name), krvalue(aliases), krvalue(addresses)));
}

static KrValue look_up_host(KrVm *vm, const char *name, const KrSockAddr *address)
{
    struct hostent entry, *found = NULL;
    char room[8192];
    int error;
    krvm_leave(vm);
    if (name)
        gethostbyname_r(name, &entry, room, sizeof room, &found, &error);
    else
        gethostbyaddr_r(address->any.sa_family == AF_INET ? (const void *)&address->in4.sin_addr : (const void *)&address->in6.sin6_addr,
                        address->any.sa_family == AF_INET ? 4 : 16, address->any.sa_family, &entry, room, sizeof room, &found, &error);
    krvm_enter(vm);
    return found ? host_triple(vm, found) : krsocket_raise_herror(vm);
}

/// _socket.gethostbyname_ex(host, /)
/// Return the true host name, a list of aliases, and a list of IP addresses, for a host.
KR_NATIVE(_socket_gethostbyname_ex)
{
    const char *host;
    KrSockAddr at;
    if (!krsocket_host(vm, a[0], "gethostbyname_ex", &host) || !krsocket_resolve(vm, host, AF_INET, &at))
        return KR_RAISED;
    return look_up_host(vm, host, NULL);
}

/// _socket.gethostbyaddr(host, /)
/// Return the true host name, a list of aliases, and a list of IP addresses, for a host.
KR_NATIVE(_socket_gethostbyaddr)
{
    const char *host;
    KrSockAddr at;
    if (!krsocket_host(vm, a[0], "gethostbyaddr", &host) || !krsocket_resolve(vm, host, AF_UNSPEC, &at))
        return KR_RAISED;
    return look_up_host(vm, NULL, &at);
}

/// _socket.gethostname()
/// Return the current host name.
KR_NATIVE(_socket_gethostname)
{
    char name[256];
    return gethostname(name, sizeof name - 1) ? krraise_errno(vm, errno, KR_EMPTY) : krposix_name(vm, name, strlen(name), false);
}

/// _socket.sethostname(name, /)
/// Sets the hostname to name.
KR_NATIVE(_socket_sethostname)
{
    const char *name;
    if (!krsocket_host(vm, a[0], "sethostname", &name))
        return KR_RAISED;
    return sethostname(name, strlen(name)) ? krraise_errno(vm, errno, KR_EMPTY) : KR_NONE;
}
