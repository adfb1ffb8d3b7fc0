/* SPDX-License-Identifier: MIT
 * Tests of loop/sock: addresses, connections, partial writes, pipes without SIGPIPE. */
#include "loop/sock.h"

#include "loop/spawn.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct {
    int family;
    const char *host;
    int result;
    const char *text;
} addresses[] = {
    {AF_INET, "127.0.0.1", 0, "127.0.0.1"},
    {AF_INET, "", 0, "0.0.0.0"},
    {AF_INET, "127.1", -EINVAL, NULL},
    {AF_INET, "::1", -EINVAL, NULL},
    {AF_INET, "localhost", -EINVAL, NULL},
    {AF_INET, "1.2.3.4 ", -EINVAL, NULL},
    {AF_INET6, "::1", 0, "::1"},
    {AF_INET6, "", 0, "::"},
    {AF_INET6, "2001:DB8:0:0::1", 0, "2001:db8::1"},
    {AF_INET6, "::ffff:1.2.3.4", 0, "::ffff:1.2.3.4"},
    {AF_INET6, "fe80::1%lo", 0, "fe80::1%lo"},
    {AF_INET6, "fe80::1%1", 0, "fe80::1%lo"},
    {AF_INET6, "fe80::1%54321", 0, "fe80::1%54321"},
    {AF_INET6, "fe80::1%", -EINVAL, NULL},
    {AF_INET6, "fe80::1%no-such", -EINVAL, NULL},
    {AF_INET6, "fe80::1%4294967296", -EINVAL, NULL},
    {AF_INET6, "1.2.3.4", -EINVAL, NULL},
    {AF_INET6, "0000:0000:0000:0000:0000:0000:0000:0000:0000:0000", -EINVAL, NULL},
    {AF_UNSPEC, "10.0.0.1", 0, "10.0.0.1"},
    {AF_UNSPEC, "::2", 0, "::2"},
    {AF_UNSPEC, "example.com", -EINVAL, NULL},
    {AF_UNIX, "/tmp/x", -EAFNOSUPPORT, NULL},
};

START_TEST(digits_become_addresses)
{
    KrAddr a;
    char text[KR_ADDR_TEXT];
    int r = kraddr_parse(&a, addresses[_i].family, addresses[_i].host, 8080);
    ck_assert_int_eq(r, addresses[_i].result);
    if (addresses[_i].result < 0)
        return;
    ck_assert_int_eq(kraddr_format(&a, text, sizeof text), (int)strlen(addresses[_i].text));
    ck_assert_str_eq(text, addresses[_i].text);
    ck_assert_uint_eq(kraddr_port(&a), 8080);
    ck_assert_int_lt(kraddr_format(&a, text, 2), 0);
}
END_TEST

START_TEST(unix_addresses)
{
    KrAddr a;
    char text[KR_ADDR_TEXT], path[109];
    memset(path, 'x', sizeof path);
    ck_assert_int_eq(kraddr_unix(&a, "/tmp/socket", 11), 0);
    ck_assert_int_eq(kraddr_format(&a, text, sizeof text), 11);
    ck_assert_str_eq(text, "/tmp/socket");
    ck_assert_uint_eq(kraddr_port(&a), 0);
    ck_assert_int_eq(kraddr_unix(&a, path, 107), 0);
    ck_assert_int_eq(kraddr_format(&a, text, sizeof text), 107);
    ck_assert_int_eq(kraddr_unix(&a, path, 108), -ENAMETOOLONG);
    path[0] = 0;
    ck_assert_int_eq(kraddr_unix(&a, path, 108), 0);
    ck_assert_int_eq(kraddr_format(&a, text, sizeof text), 108);
    ck_assert_mem_eq(text, path, 108);
    ck_assert_int_eq(kraddr_format(&a, text, 108), -ENOSPC);
    ck_assert_int_eq(kraddr_unix(&a, path, 109), -ENAMETOOLONG);
    int fd[2];
    ck_assert_int_eq(krsock_pair(AF_UNIX, SOCK_STREAM, fd), 0);
    ck_assert_int_eq(krsock_name(fd[0], &a), 0);
    ck_assert_int_eq(kraddr_format(&a, text, sizeof text), 0);
    close(fd[0]);
    close(fd[1]);
}
END_TEST

static void wait_for(int fd, short events)
{
    struct pollfd p = {.fd = fd, .events = events};
    ck_assert_int_eq(poll(&p, 1, 5000), 1);
}

START_TEST(connections_are_made)
{
    KrAddr a, name, peer;
    ck_assert_int_eq(kraddr_parse(&a, AF_INET, "127.0.0.1", 0), 0);
    int server = krsock_listen(&a, SOCK_STREAM, 10, KR_LISTEN_REUSE_ADDR | KR_LISTEN_REUSE_PORT);
    ck_assert_int_ge(server, 0);
    ck_assert_int_eq(krsock_name(server, &a), 0);
    ck_assert_int_eq(krsock_accept(server, NULL), -EAGAIN);
    int second = krsock_listen(&a, SOCK_STREAM, 10, KR_LISTEN_REUSE_PORT);
    ck_assert_int_ge(second, 0);
    close(second);
    ck_assert_int_eq(krsock_listen(&a, SOCK_STREAM, 10, 0), -EADDRINUSE);
    int client = krsock_new(AF_INET, SOCK_STREAM, 0), r = krsock_connect(client, &a);
    ck_assert(r == 0 || r == -EINPROGRESS);
    wait_for(client, POLLOUT);
    ck_assert_int_eq(krsock_connected(client), 0);
    wait_for(server, POLLIN);
    int got = krsock_accept(server, &peer);
    ck_assert_int_ge(got, 0);
    ck_assert_int_eq(krsock_name(client, &name), 0);
    ck_assert_uint_eq(kraddr_port(&peer), kraddr_port(&name));
    ck_assert_int_eq(krsock_peer(client, &name), 0);
    ck_assert_uint_eq(kraddr_port(&a), kraddr_port(&name));
    ck_assert(fcntl(got, F_GETFL) & O_NONBLOCK);
    ck_assert(fcntl(got, F_GETFD) & FD_CLOEXEC);
    ck_assert_int_eq(krsock_set_blocking(got, true), 0);
    ck_assert(!(fcntl(got, F_GETFL) & O_NONBLOCK));
    ck_assert_int_eq(krsock_no_delay(got), 0);
    close(got);
    close(server);
    close(client);
    client = krsock_new(AF_INET, SOCK_STREAM, 0);
    r = krsock_connect(client, &a);
    if (r == -EINPROGRESS) {
        wait_for(client, POLLOUT);
        r = krsock_connected(client);
    }
    ck_assert_int_eq(r, -ECONNREFUSED);
    close(client);
}
END_TEST

START_TEST(datagrams_tell_their_sender)
{
    KrAddr a, from;
    char text[KR_ADDR_TEXT], buf[10];
    ck_assert_int_eq(kraddr_parse(&a, AF_INET6, "::1", 0), 0);
    int one = krsock_listen(&a, SOCK_DGRAM, 0, KR_LISTEN_V6_ONLY);
    int two = krsock_new(AF_INET6, SOCK_DGRAM, 0);
    if (one == -EADDRNOTAVAIL)
        return; /* a machine without IPv6 */
    ck_assert_int_eq(krsock_name(one, &a), 0);
    ck_assert_int_eq(krsock_recvfrom(one, buf, sizeof buf, 0, &from), -EAGAIN);
    ck_assert_int_eq(krsock_sendto(two, "hello", 5, &a), 5);
    wait_for(one, POLLIN);
    ck_assert_int_eq(krsock_recvfrom(one, buf, sizeof buf, 0, &from), 5);
    ck_assert_int_gt(kraddr_format(&from, text, sizeof text), 0);
    ck_assert_str_eq(text, "::1");
    close(one);
    close(two);
}
END_TEST

START_TEST(pieces_are_written_in_part)
{
    enum { PIECES = 3000, SIZE = 777 };
    int fd[2];
    static char piece[PIECES][SIZE], got[65536];
    struct iovec *iov = calloc(PIECES, sizeof *iov), *at = iov;
    ck_assert_int_eq(krsock_pair(AF_UNIX, SOCK_STREAM, fd), 0);
    for (size_t i = 0; i < PIECES; i++) {
        for (size_t j = 0; j < SIZE; j++)
            piece[i][j] = (char)(i * SIZE + j);
        iov[i] = (struct iovec){piece[i], SIZE};
    }
    size_t left = PIECES, received = 0;
    while (left > 0 || received < PIECES * SIZE) {
        ssize_t n = left ? krsock_sendv(fd[0], at, left) : -EAGAIN;
        ck_assert(n > 0 || n == -EAGAIN);
        left = krsock_advance(&at, left, n > 0 ? (size_t)n : 0);
        ssize_t m = krsock_recv(fd[1], got, 50001, 0);
        ck_assert_int_gt(m, 0);
        for (ssize_t i = 0; i < m; i++)
            ck_assert_int_eq(got[i], (char)received++);
    }
    ck_assert_int_eq(krsock_recv(fd[1], got, 1, 0), -EAGAIN);
    close(fd[1]);
    ck_assert_int_eq(krsock_send(fd[0], "x", 1), -EPIPE);
    iov[0] = (struct iovec){piece[0], 1};
    ck_assert_int_eq(krsock_sendv(fd[0], iov, 1), -EPIPE);
    close(fd[0]);
    free(iov);
}
END_TEST

START_TEST(a_broken_pipe_is_an_error_only)
{
    int fd[2];
    struct iovec iov[2] = {{"ab", 2}, {"c", 1}};
    char buf[8];
    ck_assert_int_eq(krspawn_pipe(fd), 0);
    ck_assert_int_eq(krsock_set_blocking(fd[1], false), 0);
    ck_assert_int_eq(krsock_writev(fd[1], iov, 2), 3);
    ck_assert_int_eq(krsock_read(fd[0], buf, sizeof buf), 3);
    ck_assert_mem_eq(buf, "abc", 3);
    close(fd[0]);
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(krsock_writev(fd[1], iov, 2), -EPIPE);
    close(fd[1]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("loop_sock");
    TCase *tc = tcase_create("loop_sock");
    tcase_set_timeout(tc, 30);
    suite_add_tcase(suite, tc);
    tcase_add_loop_test(tc, digits_become_addresses, 0, KR_COUNT(addresses));
    tcase_add_test(tc, unix_addresses);
    tcase_add_test(tc, connections_are_made);
    tcase_add_test(tc, datagrams_tell_their_sender);
    tcase_add_test(tc, pieces_are_written_in_part);
    tcase_add_test(tc, a_broken_pipe_is_an_error_only);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
