# SPDX-License-Identifier: MIT
"""Processes with streams."""

from _asyncio import get_running_loop

from . import protocols, streams
from .base_subprocess import DEVNULL, PIPE, STDOUT

__all__ = ('create_subprocess_exec', 'create_subprocess_shell')

_LIMIT = 64 * 1024


class SubprocessStreamProtocol(streams.FlowControlMixin, protocols.SubprocessProtocol):
    """Feeds the streams of a process."""

    def __init__(self, limit, loop):
        super().__init__(loop=loop)
        self._limit = limit
        self.stdin = self.stdout = self.stderr = None
        self._transport = None
        self._exited = False
        self._open = []
        self._stdin_closed = self._loop.create_future()

    def __repr__(self):
        words = [type(self).__name__]
        for name in ('stdin', 'stdout', 'stderr'):
            if getattr(self, name) is not None:
                words.append(f'{name}={getattr(self, name)!r}')
        return f"<{' '.join(words)}>"

    def connection_made(self, transport):
        self._transport = transport
        for fd, name in ((1, 'stdout'), (2, 'stderr')):
            pipe = transport.get_pipe_transport(fd)
            if pipe is not None:
                reader = streams.StreamReader(self._limit, self._loop)
                reader.set_transport(pipe)
                setattr(self, name, reader)
                self._open.append(fd)
        stdin = transport.get_pipe_transport(0)
        if stdin is not None:
            self.stdin = streams.StreamWriter(stdin, self, None, self._loop)

    def _reader(self, fd):
        return {1: self.stdout, 2: self.stderr}.get(fd)

    def pipe_data_received(self, fd, data):
        reader = self._reader(fd)
        if reader is not None:
            reader.feed_data(data)

    def pipe_connection_lost(self, fd, exc):
        if fd == 0:
            if self.stdin is not None:
                self.stdin.close()
            self.connection_lost(exc)
            if exc is None:
                self._stdin_closed.set_result(None)
            else:
                self._stdin_closed.set_exception(exc)
                self._stdin_closed._log_traceback = False
            return
        reader = self._reader(fd)
        if reader is not None:
            if exc is None:
                reader.feed_eof()
            else:
                reader.set_exception(exc)
        if fd in self._open:
            self._open.remove(fd)
        self._close_if_over()

    def process_exited(self):
        self._exited = True
        self._close_if_over()

    def _close_if_over(self):
        if not self._open and self._exited and self._transport is not None:
            self._transport.close()
            self._transport = None

    def _get_close_waiter(self, stream):
        if stream is self.stdin:
            return self._stdin_closed


class Process:
    """A process that runs or has ended."""

    def __init__(self, transport, protocol, loop):
        self._transport = transport
        self._protocol = protocol
        self._loop = loop
        self.stdin = protocol.stdin
        self.stdout = protocol.stdout
        self.stderr = protocol.stderr
        self.pid = transport.get_pid()

    def __repr__(self):
        return f'<{type(self).__name__} {self.pid}>'

    @property
    def returncode(self):
        return self._transport.get_returncode()

    async def wait(self):
        """Wait for its end; how it ended: an exit code, or minus a signal's number."""
        return await self._transport._wait()

    def send_signal(self, signal):
        self._transport.send_signal(signal)

    def terminate(self):
        self._transport.terminate()

    def kill(self):
        self._transport.kill()

    async def _feed_stdin(self, data):
        try:
            if data is not None:
                self.stdin.write(data)
            await self.stdin.drain()
        except (BrokenPipeError, ConnectionResetError):
            pass
        self.stdin.close()

    async def _read_stream(self, fd):
        reader = self.stdout if fd == 1 else self.stderr
        data = await reader.read()
        self._transport.get_pipe_transport(fd).close()
        return data

    async def communicate(self, input=None):
        """Write the input, read all, wait for the end: (stdout, stderr), None for no pipe."""
        from .tasks import gather

        async def nothing():
            return None
        stdin = self._feed_stdin(input) if self.stdin is not None else nothing()
        stdout = self._read_stream(1) if self.stdout is not None else nothing()
        stderr = self._read_stream(2) if self.stderr is not None else nothing()
        _, stdout, stderr = await gather(stdin, stdout, stderr)
        await self.wait()
        return stdout, stderr


async def _create(start, limit, args, options):
    loop = get_running_loop()
    transport, protocol = await start(loop)(
        lambda: SubprocessStreamProtocol(limit, loop), *args, **options)
    while protocol._transport is None and not protocol._exited:
        from .tasks import sleep
        await sleep(0)
    return Process(transport, protocol, loop)


async def create_subprocess_shell(cmd, stdin=None, stdout=None, stderr=None, limit=_LIMIT, **kwds):
    """Run a command line in the shell."""
    return await _create(lambda loop: loop.subprocess_shell, limit, (cmd,),
                         {'stdin': stdin, 'stdout': stdout, 'stderr': stderr, **kwds})


async def create_subprocess_exec(program, *args, stdin=None, stdout=None, stderr=None,
                                 limit=_LIMIT, **kwds):
    """Run a program."""
    return await _create(lambda loop: loop.subprocess_exec, limit, (program, *args),
                         {'stdin': stdin, 'stdout': stdout, 'stderr': stderr, **kwds})
