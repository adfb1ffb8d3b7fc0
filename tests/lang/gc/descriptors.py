# What holds a descriptor closes it when nobody refers to it any more; running out of them collects.
import gc
import os
import resource
import select
import socket
import tempfile


def count():
    return len(os.listdir('/proc/self/fd'))


def drop(n):
    for _ in range(n):
        socket.socketpair()
        select.epoll()
        socket.socket()
        tempfile.TemporaryFile()
        os.scandir('/')


before = count()
drop(20)
gc.collect()
print(count() - before < 20)
resource.setrlimit(resource.RLIMIT_NOFILE, (64, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
gc.disable()
for make in (socket.socketpair, socket.socket, select.epoll, tempfile.TemporaryFile):
    for _ in range(100):
        make()
    print(make.__name__, 'ok')
