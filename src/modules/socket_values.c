/* SPDX-License-Identifier: MIT
 * The module _socket: constants, conversions of numbers and digits, services, protocols and interfaces. */
#include "modules/socket.h"

#include "modules/io.h"

#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/tcp.h>

static const struct {
    char name[28];
    int value;
} constants[] = {
#define C(name) {#name, (int)name}
    C(AF_UNSPEC), C(AF_UNIX), C(AF_INET), C(AF_INET6), C(AF_NETLINK), C(AF_PACKET), C(SOCK_STREAM), C(SOCK_DGRAM), C(SOCK_RAW), C(SOCK_RDM),
    C(SOCK_SEQPACKET), C(SOCK_CLOEXEC), C(SOCK_NONBLOCK), C(SOL_SOCKET), C(SOMAXCONN), C(SO_DEBUG), C(SO_ACCEPTCONN), C(SO_REUSEADDR),
    C(SO_REUSEPORT), C(SO_KEEPALIVE), C(SO_DONTROUTE), C(SO_BROADCAST), C(SO_LINGER), C(SO_OOBINLINE), C(SO_SNDBUF), C(SO_RCVBUF),
    C(SO_SNDLOWAT), C(SO_RCVLOWAT), C(SO_SNDTIMEO), C(SO_RCVTIMEO), C(SO_ERROR), C(SO_TYPE), C(SO_PASSCRED), C(SO_PEERCRED),
    C(SO_BINDTODEVICE), C(SO_PRIORITY), C(SO_MARK), C(SO_DOMAIN), C(SO_PROTOCOL), C(SO_INCOMING_CPU), C(SCM_RIGHTS), C(SCM_CREDENTIALS),
    C(MSG_OOB), C(MSG_PEEK), C(MSG_DONTROUTE), C(MSG_DONTWAIT), C(MSG_EOR), C(MSG_TRUNC), C(MSG_CTRUNC), C(MSG_WAITALL), C(MSG_NOSIGNAL),
    C(MSG_CMSG_CLOEXEC), C(MSG_ERRQUEUE), C(MSG_CONFIRM), C(MSG_MORE), C(MSG_FASTOPEN), C(IPPROTO_IP), C(IPPROTO_ICMP), C(IPPROTO_IGMP),
    C(IPPROTO_TCP), C(IPPROTO_UDP), C(IPPROTO_IPV6), C(IPPROTO_RAW), C(IPPROTO_ICMPV6), C(IPPROTO_SCTP), C(IPPROTO_UDPLITE), C(IPPROTO_GRE),
    C(IPPROTO_ESP), C(IPPROTO_AH), C(IPPROTO_NONE), C(IPPROTO_IPIP), C(IPPROTO_EGP), C(IPPROTO_PUP), C(IPPROTO_IDP), C(IPPROTO_RSVP),
    C(IPPROTO_PIM), C(IPPROTO_HOPOPTS), C(IPPROTO_ROUTING), C(IPPROTO_FRAGMENT), C(IPPROTO_DSTOPTS), C(IPPROTO_TP),
    C(IPPORT_RESERVED), C(IPPORT_USERRESERVED), C(INADDR_ANY), C(INADDR_LOOPBACK), C(INADDR_UNSPEC_GROUP), C(INADDR_ALLHOSTS_GROUP),
    C(INADDR_MAX_LOCAL_GROUP), C(IP_OPTIONS), C(IP_HDRINCL), C(IP_TOS), C(IP_TTL), C(IP_RECVOPTS), C(IP_RECVRETOPTS), C(IP_RETOPTS),
    C(IP_MULTICAST_IF), C(IP_MULTICAST_TTL), C(IP_MULTICAST_LOOP), C(IP_ADD_MEMBERSHIP), C(IP_DROP_MEMBERSHIP), C(IP_DEFAULT_MULTICAST_TTL),
    C(IP_DEFAULT_MULTICAST_LOOP), C(IP_MAX_MEMBERSHIPS), C(IP_TRANSPARENT), C(IP_PKTINFO), C(IP_RECVTOS), C(IP_BIND_ADDRESS_NO_PORT),
    C(IPV6_JOIN_GROUP), C(IPV6_LEAVE_GROUP), C(IPV6_MULTICAST_HOPS), C(IPV6_MULTICAST_IF), C(IPV6_MULTICAST_LOOP), C(IPV6_UNICAST_HOPS),
    C(IPV6_V6ONLY), C(IPV6_CHECKSUM), C(IPV6_DONTFRAG), C(IPV6_DSTOPTS), C(IPV6_HOPLIMIT), C(IPV6_HOPOPTS), C(IPV6_NEXTHOP), C(IPV6_PATHMTU),
    C(IPV6_PKTINFO), C(IPV6_RECVDSTOPTS), C(IPV6_RECVHOPLIMIT), C(IPV6_RECVHOPOPTS), C(IPV6_RECVPKTINFO), C(IPV6_RECVRTHDR),
    C(IPV6_RECVTCLASS), C(IPV6_RTHDR), C(IPV6_RTHDRDSTOPTS), C(IPV6_RTHDR_TYPE_0), C(IPV6_RECVPATHMTU), C(IPV6_TCLASS), C(TCP_NODELAY),
    C(TCP_MAXSEG), C(TCP_CORK), C(TCP_KEEPIDLE), C(TCP_KEEPINTVL), C(TCP_KEEPCNT), C(TCP_SYNCNT), C(TCP_LINGER2), C(TCP_DEFER_ACCEPT),
    C(TCP_WINDOW_CLAMP), C(TCP_INFO), C(TCP_QUICKACK), C(TCP_FASTOPEN), C(TCP_CONGESTION), C(TCP_USER_TIMEOUT), C(TCP_NOTSENT_LOWAT),
    C(EAI_ADDRFAMILY), C(EAI_AGAIN), C(EAI_BADFLAGS), C(EAI_FAIL), C(EAI_FAMILY), C(EAI_MEMORY), C(EAI_NODATA), C(EAI_NONAME),
    C(EAI_OVERFLOW), C(EAI_SERVICE), C(EAI_SOCKTYPE), C(EAI_SYSTEM), C(AI_PASSIVE), C(AI_CANONNAME), C(AI_NUMERICHOST), C(AI_NUMERICSERV),
    C(AI_ALL), C(AI_V4MAPPED), C(AI_ADDRCONFIG), C(NI_MAXHOST), C(NI_MAXSERV), C(NI_NOFQDN), C(NI_NUMERICHOST), C(NI_NAMEREQD),
    C(NI_NUMERICSERV), C(NI_DGRAM), C(SHUT_RD), C(SHUT_WR), C(SHUT_RDWR), C(SOL_IP), C(SOL_TCP),
    {"SOL_UDP", 17},
#undef C
};

bool krsocket_constants(KrVm *vm, KrValue module)
{
    for (size_t i = 0; i < KR_COUNT(constants); i++)
        if (!krmodule_set_int(vm, module, constants[i].name, constants[i].value))
            return false;
    return krmodule_set_int(vm, module, "INADDR_BROADCAST", INADDR_BROADCAST) && krmodule_set_int(vm, module, "INADDR_NONE", INADDR_NONE) &&
           krmodule_set(vm, module, "has_ipv6", KR_TRUE);
}

/* ---- byte order --------------------------------------------------------------------------------------------------------- */

/* An argument of at most `max`. */
static bool unsigned_argument(KrVm *vm, KrValue v, const char *function, uint32_t max, uint32_t *out)
{
    int64_t i;
    if (!krint_check(vm, v))
        return krraise(vm, KR_T_TypeError, "expected int, %T found", v), false;
    if (!krint_to_i64(krobj_index(vm, v), &i) || i > max)
        return krraise(vm, KR_T_OverflowError, max == 0xFFFF ? "%s: Python int too large to convert to C 16-bit unsigned integer" :
                       "int larger than 32 bits", function), false;
    if (i < 0)
        return krraise(vm, KR_T_OverflowError, "%s: can't convert negative Python int to C %s", function,
                       max == 0xFFFF ? "16-bit unsigned integer" : "unsigned long"), false;
    *out = (uint32_t)i;
    return true;
}

/// _socket.htons(integer, /)
/// Convert a 16-bit unsigned integer from host to network byte order.
KR_NATIVE(_socket_htons)
{
    uint32_t i;
    return unsigned_argument(vm, a[0], "htons", 0xFFFF, &i) ? krsmall(htons((uint16_t)i)) : KR_RAISED;
}

/// _socket.ntohs(integer, /)
/// Convert a 16-bit unsigned integer from network to host byte order.
KR_NATIVE(_socket_ntohs)
{
    uint32_t i;
    return unsigned_argument(vm, a[0], "ntohs", 0xFFFF, &i) ? krsmall(ntohs((uint16_t)i)) : KR_RAISED;
}

/// _socket.htonl(integer, /)
/// Convert a 32-bit unsigned integer from host to network byte order.
KR_NATIVE(_socket_htonl)
{
    uint32_t i;
    return unsigned_argument(vm, a[0], "htonl", UINT32_MAX, &i) ? krsmall(htonl(i)) : KR_RAISED;
}

/// _socket.ntohl(integer, /)
/// Convert a 32-bit unsigned integer from network to host byte order.
KR_NATIVE(_socket_ntohl)
{
    uint32_t i;
    return unsigned_argument(vm, a[0], "ntohl", UINT32_MAX, &i) ? krsmall(ntohl(i)) : KR_RAISED;
}

/* ---- digits --------------------------------------------------------------------------------------------------------------- */

static const char *text_argument(KrVm *vm, KrValue v, const char *function, int number)
{
    if (kris_str(vm, v))
        return krstr_cstr(vm, v);
    krraise(vm, KR_T_TypeError, "%s() argument %d must be str, not %T", function, number, v);
    return NULL;
}

/// _socket.inet_aton(ip_addr, /)
/// Convert an IP address in string format (123.45.67.89) to the 32-bit packed binary format used in low-level network functions.
KR_NATIVE(_socket_inet_aton)
{
    struct in_addr in;
    const char *text = text_argument(vm, a[0], "inet_aton", 1);
    if (!text)
        return KR_RAISED;
    return inet_aton(text, &in) ? krvalue_or_raised(krbytes_new(vm, &in, sizeof in)) :
           krraise(vm, KR_T_OSError, "illegal IP address string passed to inet_aton");
}

/// _socket.inet_ntoa(packed_ip, /)
/// Convert an IP address from 32-bit packed binary format to string format.
KR_NATIVE(_socket_inet_ntoa)
{
    const uint8_t *data;
    size_t size;
    char text[INET_ADDRSTRLEN];
    if (!krbuffer_get(vm, a[0], &data, &size))
        return KR_RAISED;
    if (size != 4)
        return krraise(vm, KR_T_OSError, "packed IP wrong length");
    return krvalue_or_raised(krstr_text(vm, inet_ntop(AF_INET, data, text, sizeof text)));
}

/// _socket.inet_pton(af, ip, /)
/// Convert an IP address from string format to a packed string suitable for use with low-level network functions.
KR_NATIVE(_socket_inet_pton)
{
    int family;
    char packed[16];
    const char *text;
    if (!krposix_int(vm, a[0], &family) || !(text = text_argument(vm, a[1], "inet_pton", 2)))
        return KR_RAISED;
    int ok = inet_pton(family, text, packed);
    if (ok < 0)
        return krraise_errno(vm, errno, KR_EMPTY);
    return ok ? krvalue_or_raised(krbytes_new(vm, packed, family == AF_INET ? 4 : 16)) :
           krraise(vm, KR_T_OSError, "illegal IP address string passed to inet_pton");
}

/// _socket.inet_ntop(af, packed_ip, /)
/// Convert a packed IP address of the given family to string format.
KR_NATIVE(_socket_inet_ntop)
{
    int family;
    const uint8_t *data;
    size_t size;
    char text[INET6_ADDRSTRLEN];
    if (!krposix_int(vm, a[0], &family) || !krbuffer_get(vm, a[1], &data, &size))
        return KR_RAISED;
    if (family != AF_INET && family != AF_INET6)
        return krraise(vm, KR_T_ValueError, "unknown address family %d", family);
    if (size != (family == AF_INET ? 4 : 16))
        return krraise(vm, KR_T_ValueError, "invalid length of packed IP address string");
    return krvalue_or_raised(krstr_text(vm, inet_ntop(family, data, text, sizeof text)));
}

/* ---- services and protocols ---------------------------------------------------------------------------------------------------- */

/// needs NETWORK

/// _socket.getservbyname(servicename, protocolname=None, /)
/// Return a port number from a service name and protocol name.
KR_NATIVE(_socket_getservbyname)
{
    struct servent entry, *found;
    char room[2048];
    const char *name = text_argument(vm, a[0], "getservbyname", 1), *protocol = NULL;
    if (!name || (a[1] != KR_EMPTY && !(protocol = text_argument(vm, a[1], "getservbyname", 2))))
        return KR_RAISED;
    getservbyname_r(name, protocol, &entry, room, sizeof room, &found);
    return found ? krsmall(ntohs((uint16_t)found->s_port)) : krraise(vm, KR_T_OSError, "service/proto not found");
}

/// _socket.getservbyport(port, protocolname=None, /)
/// Return the service name from a port number and protocol name.
KR_NATIVE(_socket_getservbyport)
{
    struct servent entry, *found;
    char room[2048];
    int port;
    const char *protocol = NULL;
    if (!krposix_int(vm, a[0], &port) || (a[1] != KR_EMPTY && !(protocol = text_argument(vm, a[1], "getservbyport", 2))))
        return KR_RAISED;
    if (port < 0 || port > 65535)
        return krraise(vm, KR_T_OverflowError, "getservbyport: port must be 0-65535.");
    getservbyport_r(htons((uint16_t)port), protocol, &entry, room, sizeof room, &found);
    return found ? krvalue_or_raised(krstr_text(vm, found->s_name)) : krraise(vm, KR_T_OSError, "port/proto not found");
}

/// _socket.getprotobyname(name, /)
/// Return the protocol number for the named protocol.
KR_NATIVE(_socket_getprotobyname)
{
    struct protoent entry, *found;
    char room[2048];
    const char *name = text_argument(vm, a[0], "getprotobyname", 1);
    if (!name)
        return KR_RAISED;
    getprotobyname_r(name, &entry, room, sizeof room, &found);
    return found ? krsmall(found->p_proto) : krraise(vm, KR_T_OSError, "protocol not found");
}

/* ---- interfaces -------------------------------------------------------------------------------------------------------------------- */

/// _socket.if_nameindex()
/// Returns a list of network interface information (index, name) tuples.
KR_NATIVE(_socket_if_nameindex)
{
    struct if_nameindex *all = if_nameindex();
    if (!all)
        return krraise_errno(vm, errno, KR_EMPTY);
    KrList *l = krlist_new(vm, NULL, 0);
    for (struct if_nameindex *i = all; l && i->if_index; i++) {
        KrStr *name = krstr_text(vm, i->if_name);
        KrTuple *pair = name ? krtuple_of(vm, 2, krsmall(i->if_index), krvalue(name)) : NULL;
        if (!pair || !krlist_append(vm, l, krvalue(pair)))
            l = NULL;
    }
    if_freenameindex(all);
    return krvalue_or_raised(l);
}

/// _socket.if_nametoindex(oname, /)
/// Returns the interface index corresponding to the interface name if_name.
KR_NATIVE(_socket_if_nametoindex)
{
    KrValue keep;
    const char *name = krio_path(vm, a[0], &keep);
    unsigned index = name ? if_nametoindex(name) : 0;
    if (!name)
        return KR_RAISED;
    return index ? krsmall(index) : krraise(vm, KR_T_OSError, "no interface with this name");
}

/// _socket.if_indextoname(if_index, /)
/// Returns the interface name corresponding to the interface index if_index.
KR_NATIVE(_socket_if_indextoname)
{
    int64_t index;
    char name[IF_NAMESIZE];
    if (!krobj_as_i64(vm, a[0], &index, false))
        return KR_RAISED;
    return if_indextoname((unsigned)index, name) ? krvalue_or_raised(krstr_text(vm, name)) : krraise_errno(vm, errno, KR_EMPTY);
}
