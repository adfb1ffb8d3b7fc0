# SPDX-License-Identifier: MIT
"""Processes: starting them, and transports for them and their pipes."""

import os

import _asyncio

from . import protocols, transports
from .tasks import sleep

PIPE, STDOUT, DEVNULL = -1, -2, -3


class _End:
    """Our end of a pipe to a process."""

    def __init__(self, fd):
        self._fd = fd

    def fileno(self):
        return self._fd

    def close(self):
        fd, self._fd = self._fd, -1
        if fd >= 0:
            _asyncio._close(fd)


class _Streams:
    """The descriptors of a process to be: what it gets as 0, 1 and 2, and our ends of pipes."""

    def __init__(self):
        self.theirs = [-1, -1, -1]
        self.ours = [None, None, None]
        self._opened = []

    def prepare(self, number, given):
        if given is None:
            return
        if given == PIPE:
            read, write = os.pipe()
            child, parent = (read, write) if number == 0 else (write, read)
            self._opened.append(child)
            self.theirs[number], self.ours[number] = child, _End(parent)
        elif given == DEVNULL:
            fd = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
            self._opened.append(fd)
            self.theirs[number] = fd
        elif given == STDOUT and number == 2:
            self.theirs[2] = self.theirs[1] if self.theirs[1] >= 0 else 1
        else:
            self.theirs[number] = given if isinstance(given, int) else given.fileno()

    def close_theirs(self):
        for fd in self._opened:
            _asyncio._close(fd)
        self._opened.clear()

    def close(self):
        self.close_theirs()
        for end in self.ours:
            if end is not None:
                end.close()


def _candidates(program, env):
    program = os.fspath(program)
    if isinstance(program, bytes):
        program = os.fsdecode(program)
    if '/' in program:
        return [program]
    path = (os.environ if env is None else env).get('PATH', os.defpath)
    return [os.path.join(folder or '.', program) for folder in path.split(':')]


def _environment(env):
    return None if env is None else [os.fsencode(k) + b'=' + os.fsencode(v) for k, v in env.items()]


_IGNORED = {'bufsize': 0, 'universal_newlines': False, 'text': None, 'encoding': None,
            'errors': None, 'restore_signals': True, 'pipesize': -1}
_UNSUPPORTED = ('preexec_fn', 'user', 'group', 'extra_groups', 'startupinfo')


def _check_options(options):
    for name, value in options.items():
        if name in _UNSUPPORTED:
            if value is not None:
                raise NotImplementedError(f'{name} is not supported for processes')
        elif name not in _IGNORED and name not in ('creationflags', 'umask'):
            raise TypeError(f'unexpected keyword argument {name!r}')
    if options.get('universal_newlines'):
        raise ValueError('universal_newlines must be False')
    if options.get('bufsize', 0) != 0:
        raise ValueError('bufsize must be 0')
    for name in ('text', 'encoding', 'errors'):
        if options.get(name):
            raise ValueError(f'{name} must be {_IGNORED[name]}')


def _start(loop, program, args, streams, *, executable=None, env=None, cwd=None, pass_fds=(),
           close_fds=True, start_new_session=False, process_group=None, **options):
    _check_options(options)
    cwd = None if cwd is None else os.fspath(cwd)
    args = [os.fspath(a) if not isinstance(a, (str, bytes)) else a for a in args]
    outcome = loop._spawn(_candidates(executable or program, env), args, _environment(env), cwd,
                          *streams.theirs, tuple(pass_fds), bool(close_fds),
                          bool(start_new_session), -1 if process_group is None else process_group)
    if isinstance(outcome, tuple):
        code, stage = outcome
        raise OSError(code, os.strerror(code), cwd if stage == 'cwd' else executable or program)
    return outcome


class _Process:
    """A child, to send signals to."""

    def __init__(self, pid):
        self.pid = pid
        self.returncode = None

    def poll(self):
        """How it ended, None while it runs."""
        return self.returncode

    def send_signal(self, signal):
        if self.returncode is None:
            os.kill(self.pid, signal)

    def terminate(self):
        self.send_signal(15)

    def kill(self):
        self.send_signal(9)


class BaseSubprocessTransport(transports.SubprocessTransport):
    """A process, and the transports of its pipes; somebody calls _process_exited()."""

    def __init__(self, loop, protocol, pid, extra=None):
        super().__init__(extra)
        self._loop = loop
        self._protocol = protocol
        self._pid = pid
        self._proc = self._extra['subprocess'] = _Process(pid)
        self._returncode = None
        self._closed = False
        self._finished = False
        self._pipes = {}
        self._waiting_calls = []     # until connection_made() was called
        self._exit_waiters = []

    def __repr__(self):
        words = [type(self).__name__]
        if self._closed:
            words.append('closed')
        words.append(f'pid={self._pid}')
        words.append('running' if self._returncode is None else f'returncode={self._returncode}')
        for fd, name in enumerate(('stdin', 'stdout', 'stderr')):
            pipe = self._pipes.get(fd)
            if pipe is not None:
                words.append(f'{name}={pipe.pipe!r}')
        return f"<{' '.join(words)}>"

    async def _connect_pipes(self, ends):
        loop = self._loop
        ends = {fd: end for fd, end in enumerate(ends) if end is not None}
        self._pipes = dict.fromkeys(ends)
        await sleep(0)               # who has cancelled this meanwhile wants no process
        for fd, end in ends.items():
            connect = loop.connect_write_pipe if fd == 0 else loop.connect_read_pipe
            cls = _WritePipeProtocol if fd == 0 else _ReadPipeProtocol
            _, pipe = await connect(lambda cls=cls, fd=fd: cls(self, fd), end)
            self._pipes[fd] = pipe
        loop.call_soon(self._protocol.connection_made, self)
        calls, self._waiting_calls = self._waiting_calls, None
        for callback, args in calls:
            loop.call_soon(callback, *args)
        await sleep(0)               # the protocol knows its transport when the process is handed out

    def _call(self, callback, *args):
        if self._waiting_calls is not None:
            self._waiting_calls.append((callback, args))
        else:
            self._loop.call_soon(callback, *args)

    def _process_exited(self, returncode):
        self._returncode = self._proc.returncode = 255 if returncode is None else returncode
        self._call(self._protocol.process_exited)
        self._try_finish()
        for waiter in self._exit_waiters:
            if not waiter.cancelled():
                waiter.set_result(self._returncode)
        self._exit_waiters = None

    def _pipe_lost(self, fd, exc):
        self._call(self._protocol.pipe_connection_lost, fd, exc)
        self._try_finish()

    def _pipe_data(self, fd, data):
        self._call(self._protocol.pipe_data_received, fd, data)

    def _try_finish(self):
        if self._finished or self._returncode is None:
            return
        if all(pipe is not None and pipe.disconnected for pipe in self._pipes.values()):
            self._finished = True
            self._call(self._call_connection_lost, None)

    def _call_connection_lost(self, exc):
        self._closed = True
        self._protocol.connection_lost(exc)

    async def _wait(self):
        if self._returncode is not None:
            return self._returncode
        waiter = self._loop.create_future()
        self._exit_waiters.append(waiter)
        return await waiter

    def get_protocol(self):
        return self._protocol

    def set_protocol(self, protocol):
        self._protocol = protocol

    def is_closing(self):
        return self._closed

    def close(self):
        if self._closed:
            return
        self._closed = True
        for pipe in self._pipes.values():
            if pipe is not None:
                pipe.pipe.close()
        if self._returncode is None:
            try:
                self._proc.kill()
            except ProcessLookupError:
                pass

    def get_pid(self):
        return self._pid

    def get_returncode(self):
        return self._returncode

    def get_pipe_transport(self, fd):
        pipe = self._pipes.get(fd)
        return None if pipe is None else pipe.pipe

    def send_signal(self, signal):
        self._check_process()
        self._proc.send_signal(signal)

    def terminate(self):
        self._check_process()
        self._proc.terminate()

    def kill(self):
        self._check_process()
        self._proc.kill()

    def _check_process(self):
        if self._returncode is not None:
            raise ProcessLookupError()


class _UnixSubprocessTransport(BaseSubprocessTransport):
    """A process that the native loop watches."""

    def __init__(self, loop, protocol, pid, extra=None):
        super().__init__(loop, protocol, pid, extra)
        loop._watch_child(pid, self._process_exited)


class _WritePipeProtocol(protocols.BaseProtocol):
    def __init__(self, process, fd):
        self._process = process
        self._fd = fd
        self.pipe = None
        self.disconnected = False

    def connection_made(self, transport):
        self.pipe = transport

    def __repr__(self):
        return f'<{type(self).__name__} fd={self._fd} pipe={self.pipe!r}>'

    def connection_lost(self, exc):
        self.disconnected = True
        self._process._pipe_lost(self._fd, exc)

    def pause_writing(self):
        self._process._protocol.pause_writing()

    def resume_writing(self):
        self._process._protocol.resume_writing()


class _ReadPipeProtocol(_WritePipeProtocol, protocols.Protocol):
    def data_received(self, data):
        self._process._pipe_data(self._fd, data)

    def eof_received(self):
        pass


async def _run(loop, protocol_factory, program, args, stdin, stdout, stderr, options):
    protocol = protocol_factory()
    streams = _Streams()
    try:
        for number, given in enumerate((stdin, stdout, stderr)):
            streams.prepare(number, given)
        pid = _start(loop, program, args, streams, **options)
    except BaseException:
        streams.close()
        raise
    streams.close_theirs()
    transport = _UnixSubprocessTransport(loop, protocol, pid)
    try:
        await transport._connect_pipes(streams.ours)
    except BaseException:
        transport.close()
        raise
    return transport, protocol


async def subprocess_exec(loop, protocol_factory, program, *args, stdin=PIPE, stdout=PIPE,
                          stderr=PIPE, shell=False, **options):
    if shell:
        raise ValueError('shell must be False')
    return await _run(loop, protocol_factory, program, [program, *args], stdin, stdout, stderr,
                      options)


async def subprocess_shell(loop, protocol_factory, cmd, *, stdin=PIPE, stdout=PIPE, stderr=PIPE,
                           shell=True, **options):
    if not isinstance(cmd, (str, bytes)):
        raise ValueError('cmd must be a string')
    if not shell:
        raise ValueError('shell must be True')
    program = options.pop('executable', None) or '/bin/sh'
    return await _run(loop, protocol_factory, program, [program, '-c', cmd], stdin, stdout, stderr,
                      options)
