# SPDX-License-Identifier: MIT
"""Programs run as children: their input, output and exit codes."""

import builtins
import errno
import io
import os
import selectors
import signal
import sys
import threading
import time
import types
import warnings
from _posixsubprocess import fork_exec as _fork_exec

__all__ = ['Popen', 'PIPE', 'STDOUT', 'call', 'check_call', 'getstatusoutput', 'getoutput',
           'check_output', 'run', 'CalledProcessError', 'DEVNULL', 'SubprocessError',
           'TimeoutExpired', 'CompletedProcess']

PIPE = -1
STDOUT = -2
DEVNULL = -3

_PIPE_BUF = 512
_mswindows = False


class SubprocessError(Exception):
    """Base of the errors of this module."""


class CalledProcessError(SubprocessError):
    """A program that was to succeed ended with another exit code than zero."""

    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode = returncode
        self.cmd = cmd
        self.output = output
        self.stderr = stderr

    def __str__(self):
        if self.returncode and self.returncode < 0:
            try:
                how = f"died with {signal.Signals(-self.returncode)!r}"
            except ValueError:
                how = f"died with unknown signal {-self.returncode}"
        else:
            how = f"returned non-zero exit status {self.returncode}"
        return f"Command '{self.cmd}' {how}."

    @property
    def stdout(self):
        """The same as output."""
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class TimeoutExpired(SubprocessError):
    """A program took longer than it was given."""

    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd = cmd
        self.timeout = timeout
        self.output = output
        self.stderr = stderr

    def __str__(self):
        return f"Command '{self.cmd}' timed out after {self.timeout} seconds"

    @property
    def stdout(self):
        """The same as output."""
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class CompletedProcess:
    """What run() returns: args, returncode, stdout, stderr."""

    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args = args
        self.returncode = returncode
        self.stdout = stdout
        self.stderr = stderr

    def __repr__(self):
        parts = [f'args={self.args!r}', f'returncode={self.returncode!r}']
        if self.stdout is not None:
            parts.append(f'stdout={self.stdout!r}')
        if self.stderr is not None:
            parts.append(f'stderr={self.stderr!r}')
        return f"{type(self).__name__}({', '.join(parts)})"

    __class_getitem__ = classmethod(types.GenericAlias)

    def check_returncode(self):
        """Raise CalledProcessError if the exit code is not zero."""
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


def run(*popenargs, input=None, capture_output=False, timeout=None, check=False, **kwargs):
    """Run a program to its end and return a CompletedProcess; further arguments go to Popen.

    input is what it reads; with capture_output its output is kept. TimeoutExpired after
    timeout seconds, when it has been killed; with check, CalledProcessError if it fails.
    """
    if input is not None:
        if kwargs.get('stdin') is not None:
            raise ValueError('stdin and input arguments may not both be used.')
        kwargs['stdin'] = PIPE
    if capture_output:
        if kwargs.get('stdout') is not None or kwargs.get('stderr') is not None:
            raise ValueError('stdout and stderr arguments may not be used with capture_output.')
        kwargs['stdout'] = kwargs['stderr'] = PIPE
    with Popen(*popenargs, **kwargs) as process:
        try:
            stdout, stderr = process.communicate(input, timeout=timeout)
        except TimeoutExpired:
            process.kill()
            process.wait()
            raise
        except:
            process.kill()
            raise
        returncode = process.poll()
        if check and returncode:
            raise CalledProcessError(returncode, process.args, output=stdout, stderr=stderr)
    return CompletedProcess(process.args, returncode, stdout, stderr)


def call(*popenargs, timeout=None, **kwargs):
    """Run a program and return its exit code; the arguments are Popen's."""
    with Popen(*popenargs, **kwargs) as process:
        try:
            return process.wait(timeout=timeout)
        except:
            process.kill()
            raise


def check_call(*popenargs, **kwargs):
    """Run a program; CalledProcessError if its exit code is not zero."""
    returncode = call(*popenargs, **kwargs)
    if returncode:
        cmd = kwargs.get('args')
        raise CalledProcessError(returncode, popenargs[0] if cmd is None else cmd)
    return 0


def check_output(*popenargs, timeout=None, **kwargs):
    """Run a program and return what it wrote; CalledProcessError if it fails."""
    for forbidden in ('stdout', 'check'):
        if forbidden in kwargs:
            raise ValueError(f'{forbidden} argument not allowed, it will be overridden.')
    if 'input' in kwargs and kwargs['input'] is None:
        text = (kwargs.get('text') or kwargs.get('universal_newlines') or
                kwargs.get('encoding') or kwargs.get('errors'))
        kwargs['input'] = '' if text else b''
    return run(*popenargs, stdout=PIPE, timeout=timeout, check=True, **kwargs).stdout


def getstatusoutput(cmd, *, encoding=None, errors=None):
    """Run a shell command: (exit code, output and errors as text without the last newline)."""
    try:
        data = check_output(cmd, shell=True, text=True, stderr=STDOUT, encoding=encoding,
                            errors=errors)
        code = 0
    except CalledProcessError as error:
        data, code = error.output, error.returncode
    return code, data.removesuffix('\n')


def getoutput(cmd, *, encoding=None, errors=None):
    """Run a shell command and return its output and errors as text."""
    return getstatusoutput(cmd, encoding=encoding, errors=errors)[1]


def list2cmdline(seq):
    """Return a command line that quotes the arguments as Microsoft's C library reads them."""
    line = []
    for arg in map(os.fsdecode, seq):
        quoted = not arg or ' ' in arg or '\t' in arg
        out, backslashes = '', 0
        for c in arg:
            if c == '\\':
                backslashes += 1
                continue
            if c == '"':
                out += '\\' * (2 * backslashes + 1) + c
            else:
                out += '\\' * backslashes + c
            backslashes = 0
        out += '\\' * (2 * backslashes if quoted else backslashes)
        line.append(f'"{out}"' if quoted else out)
    return ' '.join(line)


_active = []        # children whose Popen object went away before they ended


def _args_from_interpreter_flags():
    """Options that give another interpreter the settings of this one."""
    flags = sys.flags
    letters = {'debug': 'd', 'dont_write_bytecode': 'B', 'no_site': 'S', 'verbose': 'v',
               'bytes_warning': 'b', 'quiet': 'q', 'optimize': 'O'}
    args = ['-' + letter * getattr(flags, name) for name, letter in letters.items()
            if getattr(flags, name)]
    if flags.isolated:
        args.append('-I')
    else:
        args += [option for name, option in (('ignore_environment', '-E'), ('no_user_site', '-s'),
                                             ('safe_path', '-P')) if getattr(flags, name)]
    args += ['-W' + option for option in sys.warnoptions]
    for name, value in getattr(sys, '_xoptions', {}).items():
        args += ['-X', name if value is True else f'{name}={value}']
    return args


def _cleanup():
    for child in _active[:]:
        if child._internal_poll() is not None:
            try:
                _active.remove(child)
            except ValueError:
                pass


class Popen:
    """A program that runs as a child.

    args is a list of arguments or one string (with shell, a command line). stdin, stdout and
    stderr are PIPE, DEVNULL, a file, a descriptor or None for this process's own;
    stderr=STDOUT sends errors where the output goes. With text, encoding, errors or
    universal_newlines the pipes are text streams.
    """

    _child_created = False
    _closed_child_pipe_fds = False

    def __init__(self, args, bufsize=-1, executable=None, stdin=None, stdout=None, stderr=None,
                 preexec_fn=None, close_fds=True, shell=False, cwd=None, env=None,
                 universal_newlines=None, startupinfo=None, creationflags=0,
                 restore_signals=True, start_new_session=False, pass_fds=(), *, user=None,
                 group=None, extra_groups=None, encoding=None, errors=None, text=None, umask=-1,
                 pipesize=-1, process_group=None):
        if not _child_can_start():
            raise SubprocessError("no program can be started here")
        _cleanup()
        self._waitpid_lock = threading.Lock()
        self._input = None
        self._communication_started = False
        if bufsize is None:
            bufsize = -1
        if not isinstance(bufsize, int):
            raise TypeError("bufsize must be an integer")
        if stdout is STDOUT:
            raise ValueError("STDOUT can only be used for stderr")
        if pipesize is None:
            pipesize = -1
        if not isinstance(pipesize, int):
            raise TypeError("pipesize must be an integer")
        if pass_fds and not close_fds:
            warnings.warn("pass_fds overriding close_fds.", RuntimeWarning)
            close_fds = True
        if startupinfo is not None:
            raise ValueError("startupinfo is only supported on Windows platforms")
        if creationflags != 0:
            raise ValueError("creationflags is only supported on Windows platforms")
        if text is not None and universal_newlines is not None and (
                bool(universal_newlines) != bool(text)):
            raise SubprocessError('Cannot disambiguate when both text and universal_newlines '
                                  'are supplied but different. Pass one or the other.')
        self.args = args
        self.stdin = self.stdout = self.stderr = None
        self.pid = self.returncode = None
        self.encoding = encoding
        self.errors = errors
        self.pipesize = pipesize
        self.text_mode = bool(encoding or errors or text or universal_newlines)
        self._sigint_wait_secs = 0.25
        line_buffering = bufsize == 1 and self.text_mode
        if bufsize == 1 and not self.text_mode:
            warnings.warn("line buffering (buffering=1) isn't supported in binary mode, "
                          "the default buffer size will be used", RuntimeWarning, stacklevel=2)
        if line_buffering:
            bufsize = -1
        settings = (_group_id(group), _group_ids(extra_groups), _user_id(user))
        ours, theirs, opened = self._get_handles(stdin, stdout, stderr)
        try:
            self._make_streams(ours, bufsize, line_buffering)
            self._execute_child(args, executable, preexec_fn, close_fds, pass_fds, cwd, env, shell,
                                theirs, restore_signals, start_new_session,
                                -1 if process_group is None else process_group,
                                *settings, umask)
        except:
            for stream in (self.stdin, self.stdout, self.stderr):
                if stream is not None:
                    try:
                        stream.close()
                    except OSError:
                        pass
            raise
        finally:
            for fd in opened:
                os.close(fd)

    def __repr__(self):
        text = f"<{self.__class__.__name__}: returncode: {self.returncode} args: {self.args!r}>"
        return text if len(text) <= 80 else text[:76] + "...>"

    __class_getitem__ = classmethod(types.GenericAlias)

    @property
    def universal_newlines(self):
        """Whether the pipes are text streams."""
        return self.text_mode

    @universal_newlines.setter
    def universal_newlines(self, value):
        self.text_mode = bool(value)

    def _make_streams(self, ours, bufsize, line_buffering):
        if ours[0] != -1:
            self.stdin = io.open(ours[0], 'wb', bufsize)
            if self.text_mode:
                self.stdin = io.TextIOWrapper(self.stdin, write_through=True,
                                              line_buffering=line_buffering,
                                              encoding=self.encoding, errors=self.errors)
        for name, fd in (('stdout', ours[1]), ('stderr', ours[2])):
            if fd != -1:
                stream = io.open(fd, 'rb', bufsize)
                if self.text_mode:
                    stream = io.TextIOWrapper(stream, encoding=self.encoding, errors=self.errors)
                setattr(self, name, stream)

    def _pipe(self):
        read, write = os.pipe()
        if self.pipesize > 0:
            import fcntl
            fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, self.pipesize)
        return read, write

    def _get_handles(self, stdin, stdout, stderr):
        """Return our ends, the child's ends (-1: none) and the descriptors to close here."""
        ours, theirs, opened = [-1] * 3, [-1] * 3, []
        try:
            for i, what in enumerate((stdin, stdout, stderr)):
                if what is None:
                    continue
                if what == PIPE:
                    read, write = self._pipe()
                    ours[i], theirs[i] = (write, read) if i == 0 else (read, write)
                    opened.append(theirs[i])
                elif what == DEVNULL:
                    theirs[i] = os.open(os.devnull, os.O_RDWR)
                    opened.append(theirs[i])
                elif what == STDOUT and i == 2:
                    theirs[2] = theirs[1] if theirs[1] != -1 else 1
                elif isinstance(what, int):
                    theirs[i] = what
                else:
                    theirs[i] = what.fileno()
        except:
            for fd in opened + [fd for fd in ours if fd != -1]:
                os.close(fd)
            raise
        return ours, theirs, opened

    def _execute_child(self, args, executable, preexec_fn, close_fds, pass_fds, cwd, env, shell,
                       fds, restore_signals, start_new_session, process_group, gid, gids, uid,
                       umask):
        args = [args] if isinstance(args, (str, bytes, os.PathLike)) else list(args)
        if shell:
            args = ['/bin/sh', '-c'] + args
            if executable:
                args[0] = executable
        if not args:
            raise IndexError("list index out of range")
        if executable is None:
            executable = args[0]
        sys.audit("subprocess.Popen", executable, args, cwd, env)
        if os.path.dirname(executable):
            files = [executable]
        else:
            files = [os.path.join(os.fsencode(folder), os.fsencode(executable))
                     for folder in os.get_exec_path(env)]
        pairs = None
        if env is not None:
            pairs = []
            for key, value in env.items():
                key = os.fsencode(key)
                if b'=' in key:
                    raise ValueError("illegal environment variable name")
                pairs.append(key + b'=' + os.fsencode(value))
        start = _fork_exec if preexec_fn is None else _start_with(preexec_fn)
        try:
            self.pid = start(args, files, cwd, pairs, fds, tuple(sorted(map(int, pass_fds))),
                             close_fds, restore_signals, start_new_session, process_group, uid, gid,
                             gids, umask)
        except OSError as err:
            if err.filename is not None and err.filename is not cwd:
                err.filename = executable
            raise
        self._child_created = True

    # --- its end ---------------------------------------------------------------------------------

    def __enter__(self):
        return self

    def __exit__(self, exc_type, value, traceback):
        for stream in (self.stdout, self.stderr):
            if stream:
                stream.close()
        try:
            if self.stdin:
                self.stdin.close()
        finally:
            if exc_type is KeyboardInterrupt:
                # The child got the same Ctrl-C: it has a moment to end by itself.
                if self._sigint_wait_secs > 0:
                    try:
                        self._wait(timeout=self._sigint_wait_secs)
                    except TimeoutExpired:
                        pass
                self._sigint_wait_secs = 0
                return
            self.wait()

    def __del__(self, _warn=warnings.warn):
        if not self._child_created:
            return
        if self.returncode is None:
            _warn(f"subprocess {self.pid} is still running", ResourceWarning, source=self)
        if self._internal_poll() is None and _active is not None:
            _active.append(self)

    def poll(self):
        """Return the exit code, None while the program runs."""
        return self._internal_poll()

    def _internal_poll(self):
        if self.returncode is None and self._waitpid_lock.acquire(False):
            try:
                if self.returncode is None:
                    pid, status = os.waitpid(self.pid, os.WNOHANG)
                    if pid == self.pid:
                        self._handle_exitstatus(status)
            except OSError as err:
                # Somebody else waited for the child: its exit code is not known.
                if err.errno == errno.ECHILD:
                    self.returncode = 0
            finally:
                self._waitpid_lock.release()
        return self.returncode

    def _handle_exitstatus(self, status):
        if os.WIFSTOPPED(status):
            self.returncode = -os.WSTOPSIG(status)
        else:
            self.returncode = os.waitstatus_to_exitcode(status)

    def _try_wait(self, flags):
        try:
            return os.waitpid(self.pid, flags)
        except ChildProcessError:
            return self.pid, 0

    def wait(self, timeout=None):
        """Wait for the end and return the exit code; TimeoutExpired after timeout seconds."""
        try:
            return self._wait(timeout=timeout)
        except KeyboardInterrupt:
            if self._sigint_wait_secs > 0:
                limit = self._sigint_wait_secs if timeout is None else (
                    min(self._sigint_wait_secs, timeout))
                self._sigint_wait_secs = 0
                try:
                    self._wait(timeout=limit)
                except TimeoutExpired:
                    pass
            raise

    def _wait(self, timeout):
        if self.returncode is not None:
            return self.returncode
        if timeout is None:
            while self.returncode is None:
                pid, status = self._try_wait(0)
                if pid == self.pid:
                    self._handle_exitstatus(status)
            return self.returncode
        end = time.monotonic() + timeout
        delay = 0.0005
        while True:
            pid, status = self._try_wait(os.WNOHANG)
            if pid == self.pid:
                self._handle_exitstatus(status)
                return self.returncode
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutExpired(self.args, timeout)
            delay = min(delay * 2, left, 0.05)
            time.sleep(delay)

    def send_signal(self, sig):
        """Send a signal, unless the program has ended."""
        if self.poll() is not None:
            return
        try:
            os.kill(self.pid, sig)
        except ProcessLookupError:
            pass

    def terminate(self):
        """Send SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def kill(self):
        """Send SIGKILL."""
        self.send_signal(signal.SIGKILL)

    # --- talking to it ---------------------------------------------------------------------------

    def communicate(self, input=None, timeout=None):
        """Send input, read everything, wait for the end: (stdout, stderr), None where no pipe.

        After TimeoutExpired it may be called again: nothing is lost.
        """
        if self._communication_started and input:
            raise ValueError("Cannot send input after starting communication")
        if (timeout is None and not self._communication_started and
                [self.stdin, self.stdout, self.stderr].count(None) >= 2):
            stdout = stderr = None
            if self.stdin:
                self._stdin_write(input)
            elif self.stdout:
                stdout = self.stdout.read()
                self.stdout.close()
            elif self.stderr:
                stderr = self.stderr.read()
                self.stderr.close()
            self.wait()
            return stdout, stderr
        end = None if timeout is None else time.monotonic() + timeout
        try:
            stdout, stderr = self._communicate(input, end, timeout)
        except KeyboardInterrupt:
            if self._sigint_wait_secs > 0:
                try:
                    self._wait(timeout=self._sigint_wait_secs)
                except TimeoutExpired:
                    pass
            self._sigint_wait_secs = 0
            raise
        finally:
            self._communication_started = True
        self.wait(timeout=None if end is None else max(end - time.monotonic(), 0))
        return stdout, stderr

    def _stdin_write(self, data):
        if data:
            try:
                self.stdin.write(data)
            except BrokenPipeError:
                pass
            except OSError as err:
                if err.errno != errno.EINVAL:
                    raise
        try:
            self.stdin.close()
        except BrokenPipeError:
            pass
        except OSError as err:
            if err.errno != errno.EINVAL:
                raise

    def _save_input(self, data):
        if self.stdin and self._input is None:
            self._input_offset = 0
            if data is not None and self.text_mode:
                data = data.encode(self.stdin.encoding, self.stdin.errors)
            self._input = b'' if data is None else data

    def _communicate(self, input, end, orig_timeout):
        if self.stdin and not self._communication_started:
            try:
                self.stdin.flush()
            except BrokenPipeError:
                pass
            if not input:
                try:
                    self.stdin.close()
                except BrokenPipeError:
                    pass
        if not self._communication_started:
            self._read = {stream: [] for stream in (self.stdout, self.stderr) if stream}
        self._save_input(input)
        with selectors.DefaultSelector() as selector:
            if self.stdin and not self.stdin.closed and self._input:
                selector.register(self.stdin, selectors.EVENT_WRITE)
            for stream in self._read:
                if not stream.closed:
                    selector.register(stream, selectors.EVENT_READ)
            while selector.get_map():
                left = None if end is None else end - time.monotonic()
                if left is not None and left < 0:
                    self._give_up(orig_timeout)
                for key, _ in selector.select(left):
                    self._transfer(key.fileobj, selector)
        self.wait(timeout=None if end is None else max(end - time.monotonic(), 0))
        return tuple(None if stream is None else self._collected(stream)
                     for stream in (self.stdout, self.stderr))

    def _transfer(self, stream, selector):
        if stream is self.stdin:
            chunk = memoryview(self._input).cast('b')[self._input_offset:
                                                      self._input_offset + _PIPE_BUF]
            try:
                self._input_offset += os.write(stream.fileno(), chunk)
            except BrokenPipeError:
                selector.unregister(stream)
                stream.close()
            else:
                if self._input_offset >= memoryview(self._input).nbytes:
                    selector.unregister(stream)
                    stream.close()
            return
        data = os.read(stream.fileno(), 65536)
        if data:
            self._read[stream].append(data)
        else:
            selector.unregister(stream)
            stream.close()

    def _collected(self, stream):
        data = b''.join(self._read[stream])
        if self.text_mode:
            data = data.decode(stream.encoding, stream.errors)
            data = data.replace('\r\n', '\n').replace('\r', '\n')
        return data

    def _give_up(self, orig_timeout):
        output, errors = (b''.join(self._read[stream]) if stream and self._read[stream] else None
                          for stream in (self.stdout, self.stderr))
        raise TimeoutExpired(self.args, orig_timeout, output=output, stderr=errors)


def _child_can_start():
    return sys.platform not in ('emscripten', 'wasi', 'ios')


def _group_id(group):
    """Return the number of a group given as name, number or None."""
    if group is None or (isinstance(group, int) and group >= 0):
        return group
    if isinstance(group, str):
        import grp
        return grp.getgrnam(group).gr_gid
    if isinstance(group, int):
        raise ValueError(f"Group ID cannot be negative, got {group}")
    raise TypeError(f"Group must be a string or an integer, not {type(group)}")


def _group_ids(extra_groups):
    if extra_groups is None:
        return None
    if isinstance(extra_groups, str):
        raise TypeError("Groups must be a list, not a string")
    gids = []
    for group in extra_groups:
        if not isinstance(group, (str, int)):
            raise TypeError(f"Items in extra_groups must be a string or integer, "
                            f"not {type(group)}")
        gids.append(_group_id(group))
    return gids


def _user_id(user):
    if user is None:
        return None
    if isinstance(user, str):
        import pwd
        return pwd.getpwnam(user).pw_uid
    if not isinstance(user, int):
        raise TypeError("User must be a string or an integer")
    if user < 0:
        raise ValueError(f"User ID cannot be negative, got {user}")
    return user


def _start_with(preexec_fn):
    """Return a fork_exec() whose child calls a function of the program's before it goes on."""

    def start(args, files, cwd, pairs, fds, *settings):
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            _run_child(write, preexec_fn, args, files, cwd, pairs, fds, *settings)
        os.close(write)
        with io.open(read, 'rb') as report:
            said = report.read()
        if not said:
            return pid
        os.waitpid(pid, 0)
        stage, _, number = said.decode().partition(':')
        if stage == 'preexec':
            raise SubprocessError("Exception occurred in preexec_fn.")
        name = {'chdir': cwd, 'exec': args[0]}.get(stage)
        raise OSError(int(number), os.strerror(int(number)), *([] if name is None else [name]))
    return start


def _run_child(report, preexec_fn, args, files, cwd, pairs, fds, pass_fds, close_fds,
               restore_signals, start_new_session, process_group, uid, gid, gids, umask):
    """The child of _start_with(): set everything up and become the program."""
    stage = 'setup'
    try:
        high = [os.dup(fd) if 0 <= fd <= 2 else fd for fd in fds]
        for target, fd in enumerate(high):
            if fd != -1:
                os.dup2(fd, target)
        for fd in pass_fds:
            os.set_inheritable(fd, True)
        stage = 'chdir'
        if cwd is not None:
            os.chdir(cwd)
        stage = 'setup'
        if umask >= 0:
            os.umask(umask)
        if restore_signals:
            for number in (signal.SIGPIPE, signal.SIGXFSZ):
                signal.signal(number, signal.SIG_DFL)
        if start_new_session:
            os.setsid()
        if process_group >= 0:
            os.setpgid(0, process_group)
        if gids is not None:
            os.setgroups(gids)
        if gid is not None:
            os.setregid(gid, gid)
        if uid is not None:
            os.setreuid(uid, uid)
        stage = 'preexec'
        preexec_fn()
        stage = 'exec'
        if close_fds:
            kept = sorted({*pass_fds, report})
            start = 3
            for fd in kept:
                os.closerange(start, fd)
                start = max(fd + 1, start)
            os.closerange(start, os.sysconf('SC_OPEN_MAX'))
        _become(files, args, pairs)
    except BaseException as err:
        number = getattr(err, 'errno', None) or errno.EINVAL
        os.write(report, f'{stage}:{number}'.encode())
    os._exit(255)


def _become(files, args, pairs):
    """Execute the first of the files that can be; raise the error that says most."""
    env = None if pairs is None else dict(pair.split(b'=', 1) for pair in pairs)
    first = None
    for file in files:
        try:
            if env is None:
                os.execv(file, args)
            else:
                os.execve(file, args, env)
        except (FileNotFoundError, NotADirectoryError) as err:
            last = err
        except OSError as err:
            last = err
            first = first or err
    raise first or last
