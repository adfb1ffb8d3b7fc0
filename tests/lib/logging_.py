# Loggers, levels, propagation, filters, formatters and their styles, handlers, adapters, basicConfig, captureWarnings.
import io
import logging
import os
import sys
import unittest
import warnings

out = io.StringIO()
root = logging.getLogger()
handler = logging.StreamHandler(out)
handler.setFormatter(logging.Formatter('%(levelname)-8s %(name)s %(funcName)s %(filename)s %(message)s'))
root.addHandler(handler)
root.setLevel(logging.INFO)


def show():
    print(out.getvalue(), end='')
    out.seek(0)
    out.truncate()


log = logging.getLogger('app.part')
log.debug('hidden')
log.info('shown %d %s', 1, 'two')
log.warning('a %(key)s', {'key': 'mapping'})
log.error('no args %s')
log.log(25, 'between')


def function():
    log.critical('from a function')
    try:
        raise ZeroDivisionError('again')
    except ZeroDivisionError:
        log.exception('caught')


function()
show()
print(log, root, handler.level, logging.getLogger('app'), log.parent, logging.getLogger('app').parent is root, log.getEffectiveLevel())
print(sorted(map(repr, logging.getLogger('app').getChildren())), logging.getLogger('app').getChild('x').name, log.hasHandlers())
print(logging.getLevelName(30), logging.getLevelName('ERROR'), logging.getLevelName(35))
logging.addLevelName(35, 'NOTICE')
log.log(35, 'notice')
show()


class Only(logging.Filter):
    def filter(self, record):
        record.msg = record.msg.upper()
        return 'secret' not in record.getMessage().lower()


only = Only()
log.addFilter(only)
log.warning('some secret')
log.warning('fine')
log.removeFilter(only)
handler.addFilter(logging.Filter('app.other'))
log.warning('filtered away')
logging.getLogger('app.other.x').warning('passes')
handler.filters.clear()
handler.addFilter(lambda r: r.levelno > 30)
log.warning('too low')
log.error('high')
handler.filters.clear()
log.propagate = False
log.warning('nowhere but the last resort')
log.propagate = True
logging.disable(logging.ERROR)
log.error('disabled')
logging.disable(logging.NOTSET)
log.error('enabled')
show()

record = logging.LogRecord('n', logging.ERROR, '/a/b.py', 7, 'msg %s', ('x',), None, 'func')
record.created, record.msecs = 0.0, 123.0
import time
for fmt, style in (('%(asctime)s %(message)s', '%'), ('{asctime} {levelname:>8} {message!r}', '{'), ('$asctime ${message} $$', '$')):
    f = logging.Formatter(fmt, style=style)
    f.converter = time.gmtime
    print(f.format(record))
print(logging.Formatter('%(asctime)s', '%Y').usesTime(), logging.Formatter('{message}{extra}', style='{', defaults={'extra': '!'}).format(record))
print(logging.Formatter().format(record), record.module, record.filename, repr(record))
for args in (('plain',), ('{message', None, '{'), ('$', None, '$'), ('%(message)s', None, '?'), ('{!x}', None, '{')):
    try:
        logging.Formatter(*args)
        print('no error')
    except ValueError as e:
        print(e)
for call in (lambda: root.setLevel('NOPE'), lambda: root.setLevel(1.5), lambda: logging.getLogger(3), lambda: log.log('x', 'y'),
             lambda: log.info('x', extra={'message': 1}), lambda: logging.Handler().emit(record), lambda: logging.basicConfig(force=True, foo=1)):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)

root.handlers[:] = [handler]
log.error('extra', extra={'user': 'me'})
handler.setFormatter(logging.Formatter('%(message)s for %(user)s', defaults={'user': 'nobody'}))
adapter = logging.LoggerAdapter(log, {'user': 'adapted'})
adapter.warning('hello')
log.warning('hello')
show()
print(adapter)
warnings.simplefilter('always')
logging.captureWarnings(True)
warnings.warn('captured')
logging.captureWarnings(False)
print('captured' in out.getvalue())
out.seek(0)
out.truncate()

folder = f'/tmp/logging-{os.getpid()}'
os.mkdir(folder)
path = os.path.join(folder, 'test.log')
logging.basicConfig(filename=path, level='DEBUG', format='%(levelname)s:%(message)s', force=True)
logging.debug('to the file')
logging.getLogger('x').info('é')
logging.shutdown()
print(open(path, encoding='utf-8').read(), end='')
os.remove(path)
os.rmdir(folder)
root.handlers.clear()


class Bad:
    def __repr__(self):
        return 'Bad()'

    def __str__(self):
        raise ValueError('bad')


err, sys.stderr = sys.stderr, io.StringIO()
logging.basicConfig(stream=out, force=True)
logging.error('%d', 'not a number')
logging.error(Bad())
text, sys.stderr = sys.stderr.getvalue(), err
print([line for line in text.split('\n') if line[:1] not in ('', ' ')])
logging.raiseExceptions = False
logging.error('%d', 'silent')
show()


class Asserting(unittest.TestCase):
    def runTest(self):
        with self.assertLogs('some', 'INFO') as cm:
            logging.getLogger('some.below').info('one')
        print(cm.output, len(cm.records))
        with self.assertNoLogs():
            pass
        with self.assertRaises(AssertionError) as cm:
            with self.assertLogs('other'):
                pass
        print(cm.exception)
        with self.assertRaises(AssertionError) as cm:
            with self.assertNoLogs('other'):
                logging.getLogger('other').error('x')
        print(cm.exception)


Asserting().debug()
