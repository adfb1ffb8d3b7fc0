# SPDX-License-Identifier: MIT
# Processes that are forked, and pipes, queues and locks between them.
import multiprocessing as mp
import os
import queue
import sys
import time


def child(q, conn, lock):
    with lock:
        q.put((os.getpid() != os.getppid(), mp.current_process().name, mp.parent_process().name))
    conn.send([1, 2, 3])
    conn.send(conn.recv())
    sys.exit(3)


def sleeper():
    time.sleep(60)


def fails():
    sys.exit('text')


def check_process():
    q, lock = mp.Queue(), mp.Lock()
    a, b = mp.Pipe()
    p = mp.Process(target=child, args=(q, b, lock))
    print(p.is_alive(), p.exitcode, p.pid)
    p.start()
    b.close()
    print(q.get(timeout=5), a.recv())
    a.send('bye')
    print(a.recv())
    p.join()
    print(p.exitcode, p.is_alive())
    try:
        a.recv()
    except EOFError:
        print('end')
    p = mp.Process(target=sleeper, daemon=True)
    p.start()
    p.join(0.05)
    print(p.is_alive(), p.exitcode)
    p.terminate()
    p.join()
    print(p.exitcode, mp.active_children())
    p.close()
    try:
        p.is_alive()
    except ValueError as e:
        print(e)
    p = mp.Process(target=fails)
    p.start()
    p.join()
    print(p.exitcode)


def check_queue():
    q = mp.Queue(2)
    q.put(1)
    q.put(2)
    try:
        q.put(3, timeout=0.01)
    except queue.Full:
        print('full')
    print(q.qsize(), q.full(), q.get(), q.get())
    try:
        q.get_nowait()
    except queue.Empty:
        print('empty')
    j = mp.JoinableQueue()
    j.put(1)
    print(j.get())
    j.task_done()
    j.join()


def check_locks():
    e = mp.Event()
    print(e.is_set(), e.wait(0.01))
    p = mp.Process(target=e.set)
    p.start()
    print(e.wait(5))
    p.join()
    s = mp.Semaphore(2)
    print(s.acquire(), s.acquire(), s.acquire(False))
    s.release()
    print(s.get_value())
    r = mp.RLock()
    print(r.acquire(), r.acquire())
    r.release()
    r.release()
    lock = mp.Lock()
    try:
        lock.release()
    except ValueError as e:
        print(e)


if __name__ == '__main__':
    mp.set_start_method('fork')
    check_process()
    check_queue()
    check_locks()
    print(mp.get_context('fork').get_start_method(), mp.cpu_count() > 0)
    try:
        mp.get_context('nix')
    except ValueError as e:
        print(e)
