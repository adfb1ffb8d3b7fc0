# SPDX-License-Identifier: MIT
"""The interfaces of transports."""

__all__ = ('BaseTransport', 'DatagramTransport', 'ReadTransport', 'SubprocessTransport',
           'Transport', 'WriteTransport')


class BaseTransport:
    """What all transports have."""

    def __init__(self, extra=None):
        self._extra = {} if extra is None else extra

    def get_extra_info(self, name, default=None):
        """Something about the transport, such as 'peername'."""
        return self._extra.get(name, default)

    def is_closing(self):
        """Whether it is closing or closed."""
        raise NotImplementedError

    def close(self):
        """Write what waits to be written, and close."""
        raise NotImplementedError

    def set_protocol(self, protocol):
        """Another protocol from now on."""
        raise NotImplementedError

    def get_protocol(self):
        """The protocol."""
        raise NotImplementedError


class ReadTransport(BaseTransport):
    """For reading."""

    def is_reading(self):
        """Whether data is received."""
        raise NotImplementedError

    def pause_reading(self):
        """Pass no data on until resume_reading() is called."""
        raise NotImplementedError

    def resume_reading(self):
        """Pass data on again."""
        raise NotImplementedError


class WriteTransport(BaseTransport):
    """For writing."""

    def set_write_buffer_limits(self, high=None, low=None):
        """How full the buffer must be to pause the protocol, and how empty to resume it."""
        raise NotImplementedError

    def get_write_buffer_size(self):
        """How many bytes wait to be written."""
        raise NotImplementedError

    def get_write_buffer_limits(self):
        """The marks (low, high)."""
        raise NotImplementedError

    def write(self, data):
        """Write bytes, without waiting."""
        raise NotImplementedError

    def writelines(self, list_of_data):
        """Write several pieces of bytes."""
        self.write(b''.join(list_of_data))

    def write_eof(self):
        """Close the writing side after what waits to be written."""
        raise NotImplementedError

    def can_write_eof(self):
        """Whether write_eof() works."""
        raise NotImplementedError

    def abort(self):
        """Close at once; what waits to be written is lost."""
        raise NotImplementedError


class Transport(ReadTransport, WriteTransport):
    """For both."""


class _FlowControlMixin(Transport):
    """Tells the protocol when too much waits to be written, by get_write_buffer_size(), and when it may go on."""

    def __init__(self, extra=None, loop=None):
        super().__init__(extra)
        if loop is None:
            raise AssertionError('loop must be given')
        self._loop = loop
        self._protocol_paused = False
        self._set_write_buffer_limits()

    def _tell_protocol(self, name):
        try:
            getattr(self._protocol, name)()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as e:
            self._loop.call_exception_handler({
                'message': f'protocol.{name}() failed',
                'exception': e,
                'transport': self,
                'protocol': self._protocol,
            })

    def _maybe_pause_protocol(self):
        if self.get_write_buffer_size() > self._high_water and not self._protocol_paused:
            self._protocol_paused = True
            self._tell_protocol('pause_writing')

    def _maybe_resume_protocol(self):
        if self._protocol_paused and self.get_write_buffer_size() <= self._low_water:
            self._protocol_paused = False
            self._tell_protocol('resume_writing')

    def get_write_buffer_limits(self):
        return self._low_water, self._high_water

    def _set_write_buffer_limits(self, high=None, low=None):
        if high is None:
            high = 64 * 1024 if low is None else 4 * low
        if low is None:
            low = high // 4
        if not high >= low >= 0:
            raise ValueError(f'high ({high!r}) must be >= low ({low!r}) must be >= 0')
        self._high_water, self._low_water = high, low

    def set_write_buffer_limits(self, high=None, low=None):
        self._set_write_buffer_limits(high, low)
        self._maybe_pause_protocol()


class DatagramTransport(BaseTransport):
    """For datagrams."""

    def sendto(self, data, addr=None):
        """Send a datagram; without an address to the one that the socket is connected to."""
        raise NotImplementedError

    def abort(self):
        """Close at once."""
        raise NotImplementedError


class SubprocessTransport(BaseTransport):
    """For processes."""

    def get_pid(self):
        """The process id."""
        raise NotImplementedError

    def get_returncode(self):
        """How the process ended, or None."""
        raise NotImplementedError

    def get_pipe_transport(self, fd):
        """The transport of the pipe to the process's descriptor fd."""
        raise NotImplementedError

    def send_signal(self, signal):
        """Send a signal."""
        raise NotImplementedError

    def terminate(self):
        """Send SIGTERM."""
        raise NotImplementedError

    def kill(self):
        """Send SIGKILL."""
        raise NotImplementedError
