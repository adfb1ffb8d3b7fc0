# Users, groups, locks of files, limits.
import fcntl, grp, os, pwd, resource, tempfile
me = pwd.getpwuid(0)
print(me.pw_name, me.pw_uid, me.pw_dir, me[2], me == pwd.getpwnam(me.pw_name), me in pwd.getpwall(), type(me), len(me))
g = grp.getgrgid(0)
print(g.gr_name, g.gr_gid, g.gr_mem, g == grp.getgrnam('root'), g in grp.getgrall())
for bad in (lambda: pwd.getpwnam('no such'), lambda: pwd.getpwuid(2**40), lambda: grp.getgrnam('no such'), lambda: grp.getgrgid(-2), lambda: pwd.getpwnam(5),
            lambda: resource.getrlimit(99), lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (5, 4)), lambda: fcntl.fcntl(-1, fcntl.F_GETFD), lambda: fcntl.lockf(0, 0), lambda: resource.getrusage(55)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
with tempfile.TemporaryFile() as f:
    print(fcntl.fcntl(f, fcntl.F_GETFD) == fcntl.FD_CLOEXEC, fcntl.fcntl(f, fcntl.F_SETFD, 0), fcntl.fcntl(f.fileno(), fcntl.F_GETFD))
    print(fcntl.flock(f, fcntl.LOCK_EX | fcntl.LOCK_NB), fcntl.lockf(f, fcntl.LOCK_EX, 10), fcntl.flock(f, fcntl.LOCK_UN))
r, w = os.pipe()
os.write(w, b'12345')
buf = bytearray(4)
print(fcntl.ioctl(r, 0x541B, buf), int.from_bytes(buf, 'little'), fcntl.ioctl(r, 0x541B, b'\0' * 4))
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (64, hard))
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0], resource.getpagesize(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > 0)

# A descriptor that nobody can reach any more makes room for a new one.
import socket
kept = []
try:
    while True:
        kept.append(open('/dev/null'))
except OSError as e:
    print(e.errno, e.filename)
del kept, f
print(open('/dev/null').readable(), socket.socket().fileno() >= 0)
