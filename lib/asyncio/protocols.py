# SPDX-License-Identifier: MIT
"""What a transport calls: protocols, to be subclassed."""

__all__ = ('BaseProtocol', 'BufferedProtocol', 'DatagramProtocol', 'Protocol',
           'SubprocessProtocol')


class BaseProtocol:
    """The beginning and the end of a connection, and flow control."""

    __slots__ = ()

    def connection_made(self, transport):
        """The connection stands."""

    def connection_lost(self, exc):
        """The connection is over; exc is None if it was closed in the usual way."""

    def pause_writing(self):
        """The transport's buffer is above its high-water mark."""

    def resume_writing(self):
        """The transport's buffer has drained below its low-water mark."""


class Protocol(BaseProtocol):
    """For streams."""

    __slots__ = ()

    def data_received(self, data):
        """Bytes have come."""

    def eof_received(self):
        """The other side sends no more. A true result keeps the transport open for writing."""


class BufferedProtocol(BaseProtocol):
    """For streams whose data is received into the protocol's own buffer."""

    __slots__ = ()

    def get_buffer(self, sizehint):
        """A buffer to receive into, at least one byte; sizehint -1 leaves its size open."""

    def buffer_updated(self, nbytes):
        """So many bytes of the buffer were filled."""

    def eof_received(self):
        """As Protocol.eof_received()."""


class DatagramProtocol(BaseProtocol):
    """For datagrams."""

    __slots__ = ()

    def datagram_received(self, data, addr):
        """A datagram has come."""

    def error_received(self, exc):
        """An operation on the socket failed with an OSError."""


class SubprocessProtocol(BaseProtocol):
    """For processes."""

    __slots__ = ()

    def pipe_data_received(self, fd, data):
        """The process wrote to its descriptor fd."""

    def pipe_connection_lost(self, fd, exc):
        """The pipe of the descriptor fd was closed."""

    def process_exited(self):
        """The process has ended."""


def _feed_data_to_buffered_proto(proto, data):
    while data:
        buffer = proto.get_buffer(len(data))
        if not len(buffer):
            raise RuntimeError('get_buffer() returned an empty buffer')
        n = min(len(buffer), len(data))
        buffer[:n] = data[:n]
        proto.buffer_updated(n)
        data = data[n:]
