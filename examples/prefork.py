#!/usr/bin/env krait
# SPDX-License-Identifier: MIT
"""A server of several processes on one listening socket, and what they gain over one.

    prefork.py [WORKERS] [REQUESTS] [LIMIT]

The parent opens the socket, then forks the workers: each accepts connections from the same
queue. A request is a number; the answer is how many steps its Collatz sequence takes, summed
over the numbers below it: work for the processor. Without WORKERS there is one per processor.
"""

import os
import socket
import sys
import time


def work(limit):
    """Return the steps of all Collatz sequences that begin below limit."""
    total = 0
    for n in range(1, limit):
        while n != 1:
            n = n * 3 + 1 if n % 2 else n // 2
            total += 1
    return total


def serve(listener):
    """Answer connections until one says goodbye."""
    while True:
        connection, _ = listener.accept()
        with connection, connection.makefile('rw') as stream:
            line = stream.readline().strip()
            if line == 'bye':
                return
            stream.write(f'{work(int(line))}\n')


def ask(address, line):
    """Send one request without waiting for the answer; return the connection."""
    connection = socket.create_connection(address)
    connection.sendall(f'{line}\n'.encode())
    return connection


def measure(workers, requests, limit, prepare=None):
    """Return the seconds that the workers need for the requests, and the answers.

    Each worker calls prepare() first.
    """
    with socket.create_server(('127.0.0.1', 0), backlog=128) as listener:
        address = listener.getsockname()
        children = []
        for _ in range(workers):
            pid = os.fork()
            if pid == 0:
                if prepare:
                    prepare()
                serve(listener)
                os._exit(0)
            children.append(pid)
        start = time.perf_counter()
        connections = [ask(address, limit) for _ in range(requests)]
        answers = set()
        for connection in connections:
            with connection, connection.makefile() as stream:
                answers.add(int(stream.readline()))
        seconds = time.perf_counter() - start
        for _ in children:
            ask(address, 'bye').close()
        for pid in children:
            _, status = os.waitpid(pid, 0)
            assert os.waitstatus_to_exitcode(status) == 0
    return seconds, answers


def main():
    workers = int(sys.argv[1]) if len(sys.argv) > 1 else len(os.sched_getaffinity(0))
    requests = int(sys.argv[2]) if len(sys.argv) > 2 else 24
    limit = int(sys.argv[3]) if len(sys.argv) > 3 else 5000
    one, answers = measure(1, requests, limit)
    many, same = measure(workers, requests, limit)
    assert answers == same, (answers, same)
    print(f'1 process: {one:.3f} s, {workers} processes: {many:.3f} s, {one / many:.2f} times')


if __name__ == '__main__':
    main()
