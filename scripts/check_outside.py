#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that nothing of libkrait reaches outside a VM's own memory unless the host has granted it.

    check_outside.py BUILD-FOLDER

Every function that the library takes from the C library is either in HARMLESS, or a way outside. Who uses a way outside is either a
file of native modules whose natives say what they need (`/// needs ...`, scripts/gen_builtins.py), or it is in GUARDED with the
functions it uses and the reason why no script gets at them ungranted. tests/embed/capabilities.c tries the same out.
"""
import os
import re
import subprocess
import sys

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# What computes, allocates, tells the time or names errors; and what a loop waits with.
HARMLESS = set("""
    __errno_location __ctype_b_loc __cmsg_nxthdr __libc_current_sigrtmin __libc_current_sigrtmax __libc_stack_end _GLOBAL_OFFSET_TABLE_
    __tls_get_addr __stack_chk_fail __memcpy_chk
    memchr memcmp memcpy memmem memmove memrchr memset strcat strchr strcmp strcpy strcspn strdup strlen strncmp strnlen strrchr strspn
    strstr strerror_r strtoul strtol snprintf vsnprintf sigdescr_np gai_strerror
    aligned_alloc calloc free malloc realloc posix_memalign getauxval
    acos acosh asin asinh atan atan2 atanh cbrt ceil cos cosh erf erfc exp exp2 expm1 fabs floor fma fmod frexp hypot ldexp lgamma_r log
    log10 log1p log2 modf nearbyint nextafter pow remainder round rint sin sincos sinh sqrt tan tanh tgamma trunc copysign scalbn
    clock_gettime clock_getres clock_nanosleep gmtime_r localtime_r mktime strftime time times getrandom sched_yield
    sched_getaffinity getpid getppid gettid getrusage getrlimit64 getitimer pthread_self pthread_getattr_np pthread_attr_getstack
    pthread_attr_destroy sigemptyset sigfillset sigaddset sigdelset sigismember
    inet_aton inet_ntoa inet_ntop inet_pton htons gnu_dev_major gnu_dev_minor gnu_dev_makedev freeaddrinfo if_freenameindex
    __udivmodti4 __umodti3 __modti3 __divmodti4 __popcountdi2 __udivti3
    __divdc3 cabs cacos cacosh casin casinh catan catanh ccos ccosh cexp clog csin csinh csqrt ctan ctanh qsort
    pthread_mutex_destroy pthread_mutex_init pthread_mutex_lock pthread_mutex_unlock
""".split())
LIBRARIES = re.compile(r"^(__gmp|pcre2_|utf8proc_|deflate|inflate|crc32|adler32|zlibVersion|krn?_?|kr)")

LOOP = "reached from natives that say what they need"
GUARDED = {
    "api/api.c": ("write", "kr_signal(), which the host calls, tells the descriptor of signal.set_wakeup_fd()"),
    "api/ext.c": ("dlclose dlerror dlopen dlsym", "krimport_extension() looks at KR_NEEDS_EXTENSIONS"),
    "api/loop.c": ("ppoll", "waits for the loop's own descriptor"),
    "loop/loop.c": ("close", "the loop's own descriptors"),
    "loop/epoll.c": ("close epoll_create1 epoll_ctl epoll_wait syscall timerfd_create timerfd_settime", "the loop's own descriptors"),
    "loop/wake.c": ("close eventfd write", "the loop's own descriptors"),
    "loop/signal.c": ("close pthread_sigmask read signalfd sigtimedwait", LOOP),
    "loop/child.c": ("close kill syscall waitid", LOOP),
    "loop/spawn.c": ("_exit chdir close dup2 environ execve fcntl64 fork getrlimit64 pipe2 pthread_sigmask read setpgid setsid sigaction "
                     "syscall umask vfork write", LOOP),
    "loop/sock.c": ("accept4 bind close connect fcntl64 getpeername getsockname getsockopt if_indextoname if_nametoindex listen "
                    "pthread_sigmask pwritev64v2 read recv recvfrom send sendmsg sendto setsockopt sigpending sigtimedwait socket "
                    "socketpair writev", LOOP),
    "modules/import.c": ("close getcwd open64 read stat64", "try_folder() looks at KR_NEEDS_FILES"),
    "modules/io_file.c": ("close fstat64 ftruncate64 isatty lseek64 open64 read write", "opening says what it needs; the standard "
                          "streams are krio_standard()'s"),
    "modules/io.c": ("fcntl64 isatty", "of files that are open, and the standard streams"),
    "modules/sys.c": ("write", "standard error when sys.stderr does not work"),
    "modules/sys_values.c": ("readlink", "looks at KR_NEEDS_ENVIRONMENT"),
    "modules/posix_values.c": ("environ", "looks at KR_NEEDS_ENVIRONMENT"),
    "modules/thread.c": ("syscall", "gettid, and futex to wait for nobody"),
    "object/traceback.c": ("close open64 read", "read_source() looks at KR_NEEDS_FILES"),
}


def members_of(archive):
    """Pairs of a member of a static library, as the path of its source below src, and the names it takes from elsewhere."""
    out = subprocess.run(["nm", "-u", "-A", "--no-sort", archive], check=True, stdout=subprocess.PIPE, text=True).stdout
    found = {}
    for member, name in re.findall(r":([^:]+)\.o:\s+[Uw] (\w+)", out):
        found.setdefault(member, set()).add(name)
    sources = {}
    for folder, _, files in os.walk(os.path.join(TOP, "src")):
        for f in files:
            path = os.path.relpath(os.path.join(folder, f), os.path.join(TOP, "src"))
            sources[path.replace("/", "_")] = path
    return [(sources.get(member, member), names) for member, names in sorted(found.items())]


def defined_in(archive):
    out = subprocess.run(["nm", "--defined-only", archive], check=True, stdout=subprocess.PIPE, text=True, stderr=subprocess.DEVNULL).stdout
    return set(re.findall(r"^[0-9a-f]+ \w (\w+)$", out, re.M))


def natives_say(path):
    """Whether every native that the file declares stands behind a `/// needs`; None: it declares none."""
    with open(os.path.join(TOP, "src", path)) as f:
        text = f.read()
    first = re.search(r"^KR_NATIVE\(", text, re.M)
    needs = re.search(r"^/// needs (?!nothing$)", text, re.M)
    return None if not first else bool(needs)


def main():
    archive = os.path.join(sys.argv[1], "libkrait.a")
    own = defined_in(archive)
    breaches = users = 0
    for path, names in members_of(archive):
        outside = {n for n in names - own - HARMLESS if not LIBRARIES.match(n)}
        if not outside:
            continue
        users += 1
        outside -= set(GUARDED.get(path, ("", ""))[0].split())
        if not outside:
            continue
        says = path.startswith("modules/") and natives_say(path)
        if not says:
            print("%s: uses %s: its natives do not say what they need, and GUARDED of check_outside.py does not say why that is right"
                  % (path, ", ".join(sorted(outside))))
            breaches += 1
    print("outside: %d files reach outside, %d breaches" % (users, breaches))
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
