/* SPDX-License-Identifier: MIT
 * A VM that has been granted nothing reaches nothing: scripts get PermissionError, and under a filter of system calls that kills
 * whoever makes one of the others, every function of every native module is called with all kinds of arguments. */
#include "host.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct Text {
    char p[1 << 16];
    size_t n;
} Text;

static bool keep(void *user, int stream, const char *text, size_t n)
{
    Text *t = user;
    (void)stream;
    if (t->n + n < sizeof t->p)
        memcpy(t->p + t->n, text, n), t->n += n;
    t->p[t->n] = '\0';
    return true;
}

static kr_vm *vm_with(uint32_t capabilities, Text *t)
{
    kr_config config = {.size = sizeof config, .capabilities = capabilities, .user = t, .write = t ? keep : NULL};
    kr_vm *vm = kr_new(&config, NULL);
    CHECK(vm, "kr_new");
    return vm;
}

static const char attempts[] =
    "import os, io, socket, select, signal, subprocess, asyncio, time, random, _signal, _posixsubprocess, pwd, fcntl, resource\n"
    "def says(f, *a, **k):\n"
    "  try: f(*a, **k)\n"
    "  except PermissionError as e:\n    assert e.errno == 1, e.errno\n    return e.strerror.removeprefix('the host has not granted KR_CAP_')\n"
    "  except BaseException as e: return repr(e)\n"
    "  return 'nothing'\n"
    "def check(needs, f, *a, **k):\n"
    "  said = says(f, *a, **k)\n  assert (said == needs) == (needs not in granted), (f, said, granted)\n";

static const char denied[] =
    "granted = []\n"
    "for f, *a in [(open, '/etc/passwd'), (io.FileIO, 0), (io.open_code, '/etc/passwd'), (os.open, '/etc/passwd', 0), (os.read, 0, 1),\n"
    "              (os.write, 1, b'x'), (os.stat, '/'), (os.listdir, '/'), (os.scandir, '/'), (os.unlink, '/nothing'),\n"
    "              (os.mkdir, '/nothing/x'), (os.getcwd,), (os.dup, 1), (os.isatty, 0), (os.rename, '/nothing', '/x'), (os.sync,),\n"
    "              (fcntl.fcntl, 0, 1), (fcntl.ioctl, 0, 1), (fcntl.flock, 0, 1)]: check('FILES', f, *a)\n"
    "for f, *a in [(socket.socket,), (socket.socketpair,), (socket.gethostname,), (socket.getaddrinfo, 'localhost', 1),\n"
    "              (socket.gethostbyname, 'localhost'), (socket.if_nameindex,)]: check('NETWORK', f, *a)\n"
    "for f, *a in [(os.fork,), (os._exit, 0), (os.abort,), (os.kill, os.getpid(), 9), (os.system, 'true'), (os.execv, '/bin/true', ['true']),\n"
    "              (os.chdir, '/'), (os.umask, 0), (os.waitpid, -1, 0), (signal.signal, 2, signal.SIG_IGN), (signal.raise_signal, 9),\n"
    "              (signal.alarm, 1), (signal.pthread_sigmask, 0, [2]), (resource.setrlimit, 1, (1, 1)), (os.nice, 1)]: check('PROCESS', f, *a)\n"
    "for f, *a in [(os.putenv, 'a', 'b'), (os.unsetenv, 'a'), (pwd.getpwuid, 0), (os.uname,), (os.getuid,)]: check('ENVIRONMENT', f, *a)\n"
    "check('STDIN', input)\n"
    "for f, *a in [(os.pipe,), (os.close, 0)]: check('FILES or KR_CAP_PROCESS', f, *a)\n"
    "check('FILES or KR_CAP_NETWORK or KR_CAP_PROCESS', select.select, [0], [], [], 0)\n"
    "check('FILES or KR_CAP_NETWORK or KR_CAP_PROCESS', select.epoll)\n"
    "assert not os.environ and os.getenv('PATH') is None and not os.path.exists('/')\n"
    "import sys\nassert sys.executable == '' and sys.path == ['<frozen>']\n"
    "sys.path.insert(0, '/tmp')\n"
    "try: import no_such_module\nexcept ModuleNotFoundError: pass\n"
    "assert says(sys.stdout.buffer.raw.__init__, '/etc/passwd') == 'FILES'\n"
    "async def main():\n"
    "  await asyncio.sleep(0.001)\n  loop = asyncio.get_running_loop()\n"
    "  async def fails(needs, f, *a, **k):\n"
    "    try: await f(*a, **k)\n    except PermissionError as e: assert e.strerror.endswith('KR_CAP_' + needs), e\n    else: assert 0, f\n"
    "  await fails('NETWORK', asyncio.open_connection, '127.0.0.1', 1)\n"
    "  await fails('NETWORK', asyncio.start_server, lambda r, w: 0, '127.0.0.1', 0)\n"
    "  await fails('PROCESS', asyncio.create_subprocess_exec, '/bin/true')\n"
    "  check('PROCESS', loop.add_signal_handler, 2, print)\n"
    "  check('FILES or KR_CAP_NETWORK or KR_CAP_PROCESS', loop.add_reader, 0, print)\n"
    "  return 7\n"
    "assert asyncio.run(main()) == 7\n"
    "time.sleep(0.001), random.random(), os.urandom(4), time.localtime()\n"
    "try: exec(compile('\\n1/0', '/etc/passwd', 'exec'))\n"
    "except ZeroDivisionError: import traceback; assert 'daemon' not in traceback.format_exc()\n";

static void test_attempts(void)
{
    kr_vm *vm = kr_new(NULL, NULL);
    host_ok(vm, attempts);
    host_ok(vm, denied);
    kr_error e = {.size = sizeof e};
    CHECK(kr_failed(host_run(vm, "open('/etc/passwd')", KR_EXEC)) && kr_catch(vm, &e) && !strcmp(e.type, "PermissionError") &&
              !strcmp(e.message, "[Errno 1] the host has not granted KR_CAP_FILES"), "%s", e.message);
    kr_free(vm);
}

/* What is granted is all that is. */
static void test_granted(void)
{
    static const struct {
        uint32_t capability;
        const char *text;
    } cases[] = {
        {KR_CAP_FILES, "import os\nassert os.listdir('/') and open('/etc/passwd').read() and os.path.exists('/')\nfor f in (os.fork, os.getuid):\n"
                       "  try: f()\n  except PermissionError: pass\n  else: assert 0\n"},
        {KR_CAP_NETWORK, "import socket\na, b = socket.socketpair()\na.send(b'x')\nassert b.recv(1) == b'x'\na.close(), b.close()\n"
                         "try: open('/etc/passwd')\nexcept PermissionError: pass\nelse: assert 0\n"},
        {KR_CAP_PROCESS, "import os, asyncio\nassert os.system('true') == 0\n"
                         "async def main():\n  p = await asyncio.create_subprocess_exec('/bin/echo', 'x', stdout=-1)\n"
                         "  assert (await p.communicate())[0] == b'x\\n'\nasyncio.run(main())\n"},
        {KR_CAP_ENVIRONMENT, "import os\nassert 'PATH' in os.environ and os.uname().sysname == 'Linux'\nos.getuid()\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kr_vm *vm = vm_with(cases[i].capability, NULL);
        host_ok(vm, cases[i].text);
        kr_free(vm);
    }
}

/* ---- under a filter ---------------------------------------------------------------------------------------------------- */

#ifdef __x86_64__
/* Memory, clocks, random numbers, the kernel's own business, and what a loop without descriptors of the program's waits with. */
static const int harmless[] = {
    SYS_brk, SYS_mmap, SYS_munmap, SYS_mremap, SYS_mprotect, SYS_madvise, SYS_futex, SYS_clock_gettime, SYS_clock_getres, SYS_gettimeofday,
    SYS_clock_nanosleep, SYS_nanosleep, SYS_getrandom, SYS_rt_sigreturn, SYS_restart_syscall, SYS_exit_group, SYS_exit, SYS_getpid,
    SYS_getppid, SYS_gettid, SYS_times, SYS_getrusage, SYS_prlimit64, SYS_sched_yield, SYS_sched_getaffinity, SYS_epoll_create1,
    SYS_epoll_ctl, SYS_epoll_wait, SYS_epoll_pwait2, SYS_eventfd2, SYS_timerfd_create, SYS_timerfd_settime, SYS_close, SYS_ppoll,
    SYS_getitimer, SYS_sysinfo,
};

static bool filter(int report)
{
#ifdef __SANITIZE_ADDRESS__
    return report >= 0; /* the sanitizer calls the system for its own ends */
#endif
    struct sock_filter f[128];
    unsigned short n = 0;
    f[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++) {
        f[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)harmless[i], 0, 1);
        f[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    }
    /* The parent reads what is written to this one. */
    f[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_write, 0, 3);
    f[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0]));
    f[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)report, 0, 1);
    f[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    f[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
    struct sock_fprog program = {.len = n, .filter = f};
    return !prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) && !prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

static int report_fd;

/* The program says what it is about to call; the last line is what it was killed in. */
static bool tell(void *user, int stream, const char *text, size_t n)
{
    (void)user;
    (void)stream;
    return write(report_fd, text, n) == (ssize_t)n;
}

static const char call_all[] =
    "import sys, asyncio\n"
    "async def main(): return await asyncio.wait_for(asyncio.sleep(0.001, 9), 1)\n"
    "assert asyncio.run(main()) == 9\n"
    "arguments = [(), (0,), ('/etc/passwd',), (b'/etc/passwd',), (0, 0), (0, b'x'), ('/tmp/x', '/tmp/y'), ('/bin/true', ['true']), (1, 1, 1),\n"
    "             ('localhost', 80), (2, 1, 0), (['/bin/true'],), ([0], [], [], 0), (0, 1, b'x', 0), ('a', 'b'), (lambda *a: 0,), (3,), (0, 3)]\n"
    "skipped = {'breakpoint', 'input', 'exit', 'quit', '_exit_calls', 'interrupt_main'}\n"
    "count = refused = 0\n"
    "def attempt(name, f):\n"
    "  global count, refused\n"
    "  for a in arguments:\n"
    "    print(name, a, flush=True)\n"
    "    count += 1\n"
    "    try: f(*a)\n"
    "    except PermissionError: refused += 1\n"
    "    except BaseException: pass\n"
    "def of(name, o, depth):\n"
    "  for key in dir(o):\n"
    "    if key in skipped: continue\n"
    "    try: f = getattr(o, key)\n"
    "    except BaseException: continue\n"
    "    whole = f'{name}.{key}'\n"
    "    if isinstance(f, type) and depth:\n"
    "      attempt(whole, f)\n"
    "      for make in (f, lambda: f.__new__(f)):\n"
    "        try: made = make()\n"
    "        except BaseException: continue\n"
    "        if f.__module__ != 'builtins': of(whole + '()', made, 0)\n"
    "    elif callable(f): attempt(whole, f)\n"
    "for module in wanted:\n"
    "  try: m = __import__(module)\n"
    "  except ImportError: continue\n"
    "  of(module, m, 1)\n"
    "of('loop', asyncio.new_event_loop(), 0)\n"
    "assert count > 5000 and refused > 500, (count, refused)\n"
    "print('all', count, refused, flush=True)\n";

/* Modules that can only compute; and builtins, which are called with these arguments by every other test. */
static const char choose[] =
    "import sys\n"
    "wanted = [n for n in sys.builtin_module_names if n not in ('sys', 'builtins', 'time', 'atexit', 'gc', '_thread')]\n"
    "assert {'posix', '_socket', '_signal', 'select', '_posixsubprocess', '_io', '_asyncio', 'fcntl', 'pwd'} <= set(wanted)\n";

static void under_filter(void)
{
    tzset();
    if (!filter(report_fd))
        _exit(3);
    kr_config config = {.size = sizeof config, .write = tell};
    kr_vm *vm = kr_new(&config, NULL);
    const char *const texts[] = {choose, call_all};
    for (int i = 0; i < 2; i++)
        if (kr_failed(host_run(vm, texts[i], KR_EXEC))) {
            kr_error e = {.size = sizeof e};
            kr_catch(vm, &e);
            tell(NULL, 1, e.text, strlen(e.text));
            _exit(1);
        }
    kr_finish(vm);
    kr_free(vm);
    _exit(0);
}

static void test_filter(void)
{
    int fds[2], status;
    CHECK(!pipe(fds), "pipe");
    pid_t pid = fork();
    if (!pid) {
        close(fds[0]);
        report_fd = fds[1];
        under_filter();
    }
    close(fds[1]);
    static char text[1 << 14];
    size_t n = 0;
    for (ssize_t got; (got = read(fds[0], text + n, sizeof text / 2 - 1)) > 0;) {
        n += (size_t)got;
        if (n >= sizeof text / 2) { /* the end is what matters */
            memmove(text, text + n - 2000, 2000);
            n = 2000;
        }
        text[n] = '\0';
    }
    close(fds[0]);
    waitpid(pid, &status, 0);
    size_t from = n > 600 ? n - 600 : 0;
    CHECK(WIFEXITED(status) && !WEXITSTATUS(status), "status %x after\n%s", status, text + from);
    if (WIFEXITED(status) && !WEXITSTATUS(status) && strrchr(text, 'a'))
        printf("%s", strstr(text + from, "all ") ? strstr(text + from, "all ") : "");
}
#else
static void test_filter(void)
{
}
#endif

int main(void)
{
    test_attempts();
    test_granted();
    test_filter();
    return host_status("capabilities");
}
