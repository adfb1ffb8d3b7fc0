# SPDX-License-Identifier: MIT
"""More handlers: rotating files, sockets, syslog, mail, HTTP, memory, queues."""

import copy
import io
import logging
import os
import pickle
import queue
import struct
import threading
import time
from stat import ST_DEV, ST_INO, ST_MTIME

DEFAULT_TCP_LOGGING_PORT = 9020
DEFAULT_UDP_LOGGING_PORT = 9021
DEFAULT_HTTP_LOGGING_PORT = 9022
DEFAULT_SOAP_LOGGING_PORT = 9023
SYSLOG_UDP_PORT = 514
SYSLOG_TCP_PORT = 514

_MIDNIGHT = 24 * 60 * 60


class BaseRotatingHandler(logging.FileHandler):
    """A file that is put aside at times; namer and rotator may say how."""

    namer = None
    rotator = None

    def __init__(self, filename, mode, encoding=None, delay=False, errors=None):
        super().__init__(filename, mode=mode, encoding=encoding, delay=delay, errors=errors)
        self.mode = mode
        self.encoding = encoding
        self.errors = errors

    def emit(self, record):
        try:
            if self.shouldRollover(record):
                self.doRollover()
            logging.FileHandler.emit(self, record)
        except Exception:
            self.handleError(record)

    def rotation_filename(self, default_name):
        """Return the name for a file put aside."""
        return self.namer(default_name) if callable(self.namer) else default_name

    def rotate(self, source, dest):
        """Put a file aside."""
        if callable(self.rotator):
            self.rotator(source, dest)
        elif os.path.exists(source):
            os.rename(source, dest)


class RotatingFileHandler(BaseRotatingHandler):
    """Puts the file aside before it grows over maxBytes; keeps backupCount of them: file.1, file.2, ..."""

    def __init__(self, filename, mode='a', maxBytes=0, backupCount=0, encoding=None, delay=False, errors=None):
        if maxBytes > 0:
            # With w the file would be lost at each start.
            mode = 'a'
        if "b" not in mode:
            encoding = io.text_encoding(encoding)
        super().__init__(filename, mode, encoding=encoding, delay=delay, errors=errors)
        self.maxBytes = maxBytes
        self.backupCount = backupCount

    def doRollover(self):
        """Put the file aside and start a new one."""
        if self.stream:
            self.stream.close()
            self.stream = None
        if self.backupCount > 0:
            names = [self.rotation_filename("%s.%d" % (self.baseFilename, i + 1)) for i in range(self.backupCount)]
            for i in range(self.backupCount - 1, 0, -1):
                if os.path.exists(names[i - 1]):
                    if os.path.exists(names[i]):
                        os.remove(names[i])
                    os.rename(names[i - 1], names[i])
            if os.path.exists(names[0]):
                os.remove(names[0])
            self.rotate(self.baseFilename, names[0])
        if not self.delay:
            self.stream = self._open()

    def shouldRollover(self, record):
        """Tell whether a record would make the file too large."""
        if self.stream is None:
            self.stream = self._open()
        if self.maxBytes <= 0:
            return False
        # The position of a file opened for appending may be its start.
        self.stream.seek(0, 2)
        at = self.stream.tell()
        if not at or at + len("%s\n" % self.format(record)) < self.maxBytes:
            return False
        return not os.path.exists(self.baseFilename) or os.path.isfile(self.baseFilename)


class TimedRotatingFileHandler(BaseRotatingHandler):
    """Puts the file aside at times: every so many seconds (S), minutes, hours, days, at midnight or on a weekday (W0 to W6)."""

    def __init__(self, filename, when='h', interval=1, backupCount=0, encoding=None, delay=False, utc=False,
                 atTime=None, errors=None):
        encoding = io.text_encoding(encoding)
        super().__init__(filename, 'a', encoding=encoding, delay=delay, errors=errors)
        self.when = when.upper()
        self.backupCount = backupCount
        self.utc = utc
        self.atTime = atTime
        self._choose_interval()
        self.interval *= interval
        try:
            last = int(os.stat(self.baseFilename)[ST_MTIME])
        except OSError:
            last = int(time.time())
        self.rolloverAt = self.computeRollover(last)

    def _choose_interval(self):
        import re
        day = r"(?<!\d)\d{4}-\d{2}-\d{2}"
        units = {'S': (1, "%Y-%m-%d_%H-%M-%S", day + r"_\d{2}-\d{2}-\d{2}(?!\d)"),
                 'M': (60, "%Y-%m-%d_%H-%M", day + r"_\d{2}-\d{2}(?!\d)"),
                 'H': (3600, "%Y-%m-%d_%H", day + r"_\d{2}(?!\d)"),
                 'D': (_MIDNIGHT, "%Y-%m-%d", day + r"(?!\d)"),
                 'MIDNIGHT': (_MIDNIGHT, "%Y-%m-%d", day + r"(?!\d)"),
                 'W': (7 * _MIDNIGHT, "%Y-%m-%d", day + r"(?!\d)")}
        when = self.when
        if when.startswith('W'):
            if len(when) != 2:
                raise ValueError("You must specify a day for weekly rollover from 0 to 6 (0 is Monday): %s" % when)
            if not '0' <= when[1] <= '6':
                raise ValueError("Invalid day specified for weekly rollover: %s" % when)
            self.dayOfWeek = int(when[1])
            when = 'W'
        if when not in units:
            raise ValueError("Invalid rollover interval specified: %s" % self.when)
        self.interval, self.suffix, pattern = units[when]
        self.extMatch = re.compile(pattern, re.ASCII)

    def computeRollover(self, currentTime):
        """Return the next time to put the file aside."""
        if self.when != 'MIDNIGHT' and not self.when.startswith('W'):
            return currentTime + self.interval
        t = time.gmtime(currentTime) if self.utc else time.localtime(currentTime)
        day, weekday = currentTime, t[6]
        second = (t[3] * 60 + t[4]) * 60 + t[5]
        at = _MIDNIGHT if self.atTime is None else (
            (self.atTime.hour * 60 + self.atTime.minute) * 60 + self.atTime.second)
        left = at - second
        if left <= 0:
            left += _MIDNIGHT
            weekday = (weekday + 1) % 7
        result = day + left
        if self.when.startswith('W'):
            if weekday != self.dayOfWeek:
                result += (self.dayOfWeek - weekday) % 7 * _MIDNIGHT
            result += self.interval - _MIDNIGHT * 7
        else:
            result += self.interval - _MIDNIGHT
        if not self.utc:
            result += self._summer_time_shift(t[-1], result)
        return result

    def _summer_time_shift(self, was, when):
        now = time.localtime(when)[-1]
        if was == now:
            return 0
        return 3600 if was else -3600

    def shouldRollover(self, record):
        """Tell whether it is time."""
        if int(time.time()) < self.rolloverAt:
            return False
        if os.path.exists(self.baseFilename) and not os.path.isfile(self.baseFilename):
            # A device cannot be put aside.
            self.rolloverAt = self.computeRollover(int(time.time()))
            return False
        return True

    def getFilesToDelete(self):
        """Return the files put aside that are too many, oldest first."""
        folder, base = os.path.split(self.baseFilename)
        found = []
        for name in os.listdir(folder):
            if self.namer is None:
                if name.startswith(base + '.') and self.extMatch.fullmatch(name[len(base) + 1:]):
                    found.append(os.path.join(folder, name))
                continue
            m = self.extMatch.search(name)
            while m:
                # The namer may have put the time anywhere.
                if os.path.basename(self.namer(self.baseFilename + "." + m[0])) == name:
                    found.append(os.path.join(folder, name))
                    break
                m = self.extMatch.search(name, m.start() + 1)
        if len(found) < self.backupCount:
            return []
        found.sort()
        return found[:len(found) - self.backupCount]

    def doRollover(self):
        """Put the file aside, delete those that are too many, start a new one."""
        now = int(time.time())
        since = self.rolloverAt - self.interval
        if self.utc:
            t = time.gmtime(since)
        else:
            t = time.localtime(since)
            if time.localtime(now)[-1] != t[-1]:
                t = time.localtime(since + (3600 if time.localtime(now)[-1] else -3600))
        name = self.rotation_filename(self.baseFilename + "." + time.strftime(self.suffix, t))
        if os.path.exists(name):
            # Put aside already, perhaps by another process.
            return
        if self.stream:
            self.stream.close()
            self.stream = None
        self.rotate(self.baseFilename, name)
        if self.backupCount > 0:
            for s in self.getFilesToDelete():
                os.remove(s)
        if not self.delay:
            self.stream = self._open()
        self.rolloverAt = self.computeRollover(now)
        while self.rolloverAt <= now:
            self.rolloverAt += self.interval


class WatchedFileHandler(logging.FileHandler):
    """A file that somebody else may put aside: it is opened again then."""

    def __init__(self, filename, mode='a', encoding=None, delay=False, errors=None):
        if "b" not in mode:
            encoding = io.text_encoding(encoding)
        super().__init__(filename, mode=mode, encoding=encoding, delay=delay, errors=errors)
        self.dev, self.ino = -1, -1
        self._statstream()

    def _statstream(self):
        if self.stream is None:
            return
        sres = os.fstat(self.stream.fileno())
        self.dev, self.ino = sres[ST_DEV], sres[ST_INO]

    def reopenIfNeeded(self):
        """Open the file again if it is no longer the one that is open."""
        if self.stream is None:
            return
        try:
            sres = os.stat(self.baseFilename)
            same = sres[ST_DEV] == self.dev and sres[ST_INO] == self.ino
        except FileNotFoundError:
            same = False
        if not same:
            self.stream.flush()
            self.stream.close()
            # Opening may fail.
            self.stream = None
            self.stream = self._open()
            self._statstream()

    def emit(self, record):
        self.reopenIfNeeded()
        logging.FileHandler.emit(self, record)


class SocketHandler(logging.Handler):
    """Sends pickled attributes of records over TCP, or a Unix socket if port is None."""

    def __init__(self, host, port):
        super().__init__()
        self.host = host
        self.port = port
        self.address = host if port is None else (host, port)
        self.sock = None
        self.closeOnError = False
        self.retryTime = None
        # Seconds until the next try, that grow up to a limit.
        self.retryStart = 1.0
        self.retryMax = 30.0
        self.retryFactor = 2.0

    def makeSocket(self, timeout=1):
        """Return a connected socket."""
        import socket
        if self.port is not None:
            return socket.create_connection(self.address, timeout=timeout)
        result = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        result.settimeout(timeout)
        try:
            result.connect(self.address)
        except OSError:
            result.close()
            raise
        return result

    def createSocket(self):
        """Connect, unless the last failure was a short while ago."""
        now = time.time()
        if self.retryTime is not None and now < self.retryTime:
            return
        try:
            self.sock = self.makeSocket()
            self.retryTime = None
        except OSError:
            if self.retryTime is None:
                self.retryPeriod = self.retryStart
            else:
                self.retryPeriod = min(self.retryPeriod * self.retryFactor, self.retryMax)
            self.retryTime = now + self.retryPeriod

    def send(self, s):
        """Send bytes; drop them without a connection."""
        if self.sock is None:
            self.createSocket()
        if self.sock:
            try:
                self.sock.sendall(s)
            except OSError:
                self.sock.close()
                self.sock = None

    def makePickle(self, record):
        """Return the attributes of a record as a pickle after its length."""
        if record.exc_info:
            # Makes exc_text, since a traceback cannot be sent.
            self.format(record)
        d = dict(record.__dict__)
        d['msg'] = record.getMessage()
        d['args'] = None
        d['exc_info'] = None
        d.pop('message', None)
        s = pickle.dumps(d, 1)
        return struct.pack(">L", len(s)) + s

    def handleError(self, record):
        if self.closeOnError and self.sock:
            self.sock.close()
            self.sock = None
        else:
            logging.Handler.handleError(self, record)

    def emit(self, record):
        try:
            self.send(self.makePickle(record))
        except Exception:
            self.handleError(record)

    def close(self):
        with self.lock:
            sock, self.sock = self.sock, None
            if sock:
                sock.close()
            logging.Handler.close(self)


class DatagramHandler(SocketHandler):
    """Sends pickled attributes of records over UDP."""

    def __init__(self, host, port):
        super().__init__(host, port)
        self.closeOnError = False

    def makeSocket(self):
        import socket
        family = socket.AF_UNIX if self.port is None else socket.AF_INET
        return socket.socket(family, socket.SOCK_DGRAM)

    def send(self, s):
        if self.sock is None:
            self.createSocket()
        self.sock.sendto(s, self.address)


_SYSLOG_PRIORITIES = dict(alert=1, crit=2, critical=2, debug=7, emerg=0, err=3, error=3, info=6, notice=5, panic=0,
                          warn=4, warning=4)
_SYSLOG_FACILITIES = dict(auth=4, authpriv=10, console=14, cron=9, daemon=3, ftp=11, kern=0, lpr=6, mail=2, news=7,
                          ntp=12, security=13, syslog=5, user=1, uucp=8, local0=16, local1=17, local2=18,
                          local3=19, local4=20, local5=21, local6=22, local7=23)
_SYSLOG_FACILITIES['solaris-cron'] = 15


class SysLogHandler(logging.Handler):
    """Sends records to syslog: to a host and port, or a Unix socket such as /dev/log."""

    priority_names = _SYSLOG_PRIORITIES
    facility_names = _SYSLOG_FACILITIES
    priority_map = {"DEBUG": "debug", "INFO": "info", "WARNING": "warning", "ERROR": "error",
                    "CRITICAL": "critical"}
    # In front of each message.
    ident = ''
    append_nul = True

    def __init__(self, address=('localhost', SYSLOG_UDP_PORT), facility=1, socktype=None, timeout=None):
        super().__init__()
        self.address = address
        self.facility = facility
        self.socktype = socktype
        self.timeout = timeout
        self.socket = None
        self.createSocket()

    def _connect_unixsocket(self, address):
        import socket
        kinds = [self.socktype] if self.socktype is not None else [socket.SOCK_DGRAM, socket.SOCK_STREAM]
        for i, kind in enumerate(kinds):
            self.socket = socket.socket(socket.AF_UNIX, kind)
            try:
                self.socket.connect(address)
                self.socktype = kind
                return
            except OSError:
                self.socket.close()
                if i == len(kinds) - 1:
                    raise

    def createSocket(self):
        """Connect."""
        import socket
        self.unixsocket = isinstance(self.address, str)
        if self.unixsocket:
            # syslog may not be running now, but later.
            try:
                self._connect_unixsocket(self.address)
            except OSError:
                pass
            return
        if self.socktype is None:
            self.socktype = socket.SOCK_DGRAM
        host, port = self.address
        ress = socket.getaddrinfo(host, port, 0, self.socktype)
        if not ress:
            raise OSError("getaddrinfo returns an empty list")
        failure = None
        for family, kind, proto, _, address in ress:
            sock = None
            try:
                sock = socket.socket(family, kind, proto)
                if self.timeout:
                    sock.settimeout(self.timeout)
                if kind == socket.SOCK_STREAM:
                    sock.connect(address)
                self.socket = sock
                return
            except OSError as exc:
                failure = exc
                if sock is not None:
                    sock.close()
        raise failure

    def encodePriority(self, facility, priority):
        """Return facility and priority, names or numbers, as one number."""
        if isinstance(facility, str):
            facility = self.facility_names[facility]
        if isinstance(priority, str):
            priority = self.priority_names[priority]
        return facility << 3 | priority

    def mapPriority(self, levelName):
        """Return the priority for the name of a level."""
        return self.priority_map.get(levelName, "warning")

    def close(self):
        with self.lock:
            sock, self.socket = self.socket, None
            if sock:
                sock.close()
            logging.Handler.close(self)

    def emit(self, record):
        try:
            import socket
            msg = self.format(record)
            if self.ident:
                msg = self.ident + msg
            if self.append_nul:
                msg += '\000'
            priority = self.encodePriority(self.facility, self.mapPriority(record.levelname))
            data = ('<%d>' % priority).encode('utf-8') + msg.encode('utf-8')
            if not self.socket:
                self.createSocket()
            if self.unixsocket:
                try:
                    self.socket.send(data)
                except OSError:
                    self.socket.close()
                    self._connect_unixsocket(self.address)
                    self.socket.send(data)
            elif self.socktype == socket.SOCK_DGRAM:
                self.socket.sendto(data, self.address)
            else:
                self.socket.sendall(data)
        except Exception:
            self.handleError(record)


class SMTPHandler(logging.Handler):
    """Sends each record by mail."""

    def __init__(self, mailhost, fromaddr, toaddrs, subject, credentials=None, secure=None, timeout=5.0):
        super().__init__()
        self.mailhost, self.mailport = mailhost if isinstance(mailhost, (list, tuple)) else (mailhost, None)
        if isinstance(credentials, (list, tuple)):
            self.username, self.password = credentials
        else:
            self.username = credentials
        self.fromaddr = fromaddr
        self.toaddrs = [toaddrs] if isinstance(toaddrs, str) else toaddrs
        self.subject = subject
        self.secure = secure
        self.timeout = timeout

    def getSubject(self, record):
        """Return the subject for a record."""
        return self.subject

    def emit(self, record):
        try:
            import smtplib
            from email.message import EmailMessage
            import email.utils
            smtp = smtplib.SMTP(self.mailhost, self.mailport or smtplib.SMTP_PORT, timeout=self.timeout)
            msg = EmailMessage()
            msg['From'] = self.fromaddr
            msg['To'] = ','.join(self.toaddrs)
            msg['Subject'] = self.getSubject(record)
            msg['Date'] = email.utils.localtime()
            msg.set_content(self.format(record))
            if self.username:
                if self.secure is not None:
                    import ssl
                    smtp.ehlo()
                    smtp.starttls(context=ssl._create_stdlib_context(*self.secure[:2]))
                    smtp.ehlo()
                smtp.login(self.username, self.password)
            smtp.send_message(msg)
            smtp.quit()
        except Exception:
            self.handleError(record)


class HTTPHandler(logging.Handler):
    """Sends the attributes of records to a web server, with GET or POST."""

    def __init__(self, host, url, method="GET", secure=False, credentials=None, context=None):
        super().__init__()
        method = method.upper()
        if method not in ("GET", "POST"):
            raise ValueError("method must be GET or POST")
        if not secure and context is not None:
            raise ValueError("context parameter only makes sense with secure=True")
        self.host = host
        self.url = url
        self.method = method
        self.secure = secure
        self.credentials = credentials
        self.context = context

    def mapLogRecord(self, record):
        """Return what is sent of a record, as a dictionary."""
        return record.__dict__

    def getConnection(self, host, secure):
        """Return a connection."""
        import http.client
        if secure:
            return http.client.HTTPSConnection(host, context=self.context)
        return http.client.HTTPConnection(host)

    def emit(self, record):
        try:
            import urllib.parse
            h = self.getConnection(self.host, self.secure)
            url = self.url
            data = urllib.parse.urlencode(self.mapLogRecord(record))
            if self.method == "GET":
                url += ('&' if '?' in url else '?') + data
            h.putrequest(self.method, url)
            if self.method == "POST":
                h.putheader("Content-type", "application/x-www-form-urlencoded")
                h.putheader("Content-length", str(len(data)))
            if self.credentials:
                import base64
                text = ('%s:%s' % self.credentials).encode('utf-8')
                h.putheader('Authorization', 'Basic ' + base64.b64encode(text).strip().decode('ascii'))
            h.endheaders()
            if self.method == "POST":
                h.send(data.encode('utf-8'))
            h.getresponse()
        except Exception:
            self.handleError(record)


class BufferingHandler(logging.Handler):
    """Keeps records until there are so many."""

    def __init__(self, capacity):
        super().__init__()
        self.capacity = capacity
        self.buffer = []

    def shouldFlush(self, record):
        """Tell whether the buffer is full."""
        return len(self.buffer) >= self.capacity

    def emit(self, record):
        self.buffer.append(record)
        if self.shouldFlush(record):
            self.flush()

    def flush(self):
        with self.lock:
            self.buffer.clear()

    def close(self):
        try:
            self.flush()
        finally:
            logging.Handler.close(self)


class MemoryHandler(BufferingHandler):
    """Keeps records until there are so many, or one of flushLevel; then hands them to target."""

    def __init__(self, capacity, flushLevel=logging.ERROR, target=None, flushOnClose=True):
        super().__init__(capacity)
        self.flushLevel = flushLevel
        self.target = target
        self.flushOnClose = flushOnClose

    def shouldFlush(self, record):
        return len(self.buffer) >= self.capacity or record.levelno >= self.flushLevel

    def setTarget(self, target):
        """Set the handler that gets the records."""
        with self.lock:
            self.target = target

    def flush(self):
        with self.lock:
            if self.target:
                for record in self.buffer:
                    self.target.handle(record)
                self.buffer.clear()

    def close(self):
        try:
            if self.flushOnClose:
                self.flush()
        finally:
            with self.lock:
                self.target = None
                BufferingHandler.close(self)


class QueueHandler(logging.Handler):
    """Puts records into a queue, for a QueueListener in another thread or process."""

    def __init__(self, queue):
        super().__init__()
        self.queue = queue
        self.listener = None

    def enqueue(self, record):
        """Put a record into the queue."""
        self.queue.put_nowait(record)

    def prepare(self, record):
        """Return a copy of a record that can be sent: text in place of arguments and exception."""
        msg = self.format(record)
        record = copy.copy(record)
        record.message = record.msg = msg
        record.args = record.exc_info = record.exc_text = record.stack_info = None
        return record

    def emit(self, record):
        try:
            self.enqueue(self.prepare(record))
        except Exception:
            self.handleError(record)


class QueueListener:
    """A thread that takes records out of a queue and hands them to handlers."""

    _sentinel = None

    def __init__(self, queue, *handlers, respect_handler_level=False):
        self.queue = queue
        self.handlers = handlers
        self._thread = None
        self.respect_handler_level = respect_handler_level

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.stop()

    def dequeue(self, block):
        """Take a record out."""
        return self.queue.get(block)

    def start(self):
        """Start the thread."""
        if self._thread is not None:
            raise RuntimeError("Listener already started")
        self._thread = thread = threading.Thread(target=self._monitor, daemon=True)
        thread.start()

    def prepare(self, record):
        """Return the record to handle; a subclass may change it."""
        return record

    def handle(self, record):
        """Hand a record to the handlers."""
        record = self.prepare(record)
        for handler in self.handlers:
            if not self.respect_handler_level or record.levelno >= handler.level:
                handler.handle(record)

    def _monitor(self):
        has_task_done = hasattr(self.queue, 'task_done')
        while True:
            try:
                record = self.dequeue(True)
                if record is not self._sentinel:
                    self.handle(record)
                if has_task_done:
                    self.queue.task_done()
                if record is self._sentinel:
                    break
            except queue.Empty:
                break

    def enqueue_sentinel(self):
        """Put in what ends the thread."""
        self.queue.put_nowait(self._sentinel)

    def stop(self):
        """Wait until all records so far are handled, and end the thread."""
        if self._thread:
            self.enqueue_sentinel()
            self._thread.join()
            self._thread = None
