# select, poll, epoll and the selectors on them.
import select, selectors, os, socket, time
r,w=os.pipe()
print(select.select([r],[],[],0), select.select([],[w],[],None)==([],[w],[]))
os.write(w,b'x'); print(select.select([r],[],[],1)==([r],[],[]))
p=select.poll(); p.register(r, select.POLLIN); print(p.poll()==[(r,1)]); 
try: p.modify(99,1)
except OSError as e: print(repr(e))
try: p.unregister(99)
except KeyError as e: print(repr(e))
e=select.epoll(); e.register(r, select.EPOLLIN); print(e.poll(1)==[(r,1)], e.closed); e.close(); print(e.closed)
try: e.fileno()
except ValueError as x: print(x)
for cls in (selectors.SelectSelector, selectors.PollSelector, selectors.EpollSelector):
    with cls() as s:
        a,b=socket.socketpair()
        s.register(a, selectors.EVENT_READ|selectors.EVENT_WRITE, 'd')
        print([(k.data, ev) for k,ev in s.select(1)])
        b.send(b'1'); print([(k.data, ev) for k,ev in s.select(1)])
        s.modify(a, selectors.EVENT_READ); a.recv(1); t=time.monotonic(); print(s.select(0.05), time.monotonic()-t >= 0.05)
        print(s.get_map()[a].events, len(s.get_map()))
        try: s.register(a, 1)
        except KeyError as x: print(str(x).startswith('"<socket.socket fd='))
        s.unregister(a)
        try: s.register(a, 9)
        except ValueError as x: print(x)
