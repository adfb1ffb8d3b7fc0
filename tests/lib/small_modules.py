# colorsys, getopt, graphlib, sched, shlex: what they return and refuse.
import colorsys
import getopt
import graphlib
import io
import sched
import shlex

for rgb in ((0, 0, 0), (1, 1, 1), (1, 0, 0), (0.2, 0.4, 0.6), (0.6, 0.5, 0.1), (0.9, 0.3, 0.9)):
    for there, back in ((colorsys.rgb_to_hls, colorsys.hls_to_rgb), (colorsys.rgb_to_hsv, colorsys.hsv_to_rgb), (colorsys.rgb_to_yiq, colorsys.yiq_to_rgb)):
        to = there(*rgb)
        print(there.__name__, [round(x, 6) for x in to], [round(x, 6) for x in back(*to)])

print(getopt.getopt('-a -b -cfoo -d bar a1 -e'.split(), 'abc:d:'))
print(getopt.getopt(['--condition=foo', '--testing', '--output-file', 'abc.def', '-x', 'a1'], 'x', ['condition=', 'output-file=', 'testing']))
print(getopt.gnu_getopt(['-a', 'x', '--long', 'y', '-b', 'v', '--', '-c'], 'ab:c', ['longer=', 'long']))
print(getopt.gnu_getopt(['x', '-a'], '+a'), getopt.getopt(['--lo', 'v'], '', ['long=']))
for args in ((['-x'], 'a'), (['-a'], 'a:'), (['--nope'], '', ['yes']), (['--l'], '', ['long', 'lost']), (['--long=1'], '', ['long']), (['--long'], '', ['long='])):
    try:
        getopt.getopt(*args)
    except getopt.GetoptError as e:
        print(e, e.opt, e.args)

ts = graphlib.TopologicalSorter({'D': ['B', 'C'], 'C': ['A'], 'B': ['A']})
print(list(ts.static_order()))
ts = graphlib.TopologicalSorter()
ts.add(1, 2, 3)
ts.add(2, 3)
ts.prepare()
while ts:
    ready = ts.get_ready()
    print(ready, ts.is_active())
    ts.done(*ready)
for bad in (lambda: ts.add(5), lambda: ts.done(3), lambda: ts.done(99), lambda: graphlib.TopologicalSorter().get_ready(),
            lambda: list(graphlib.TopologicalSorter({1: [2], 2: [3], 3: [1]}).static_order())):
    try:
        bad()
    except ValueError as e:
        print(type(e).__name__, e.args[0], len(e.args) > 1 and (e.args[1][0] == e.args[1][-1], len(e.args[1])))

now = [0]
s = sched.scheduler(lambda: now[0], lambda d: now.__setitem__(0, now[0] + d))
for delay, priority, text in ((3, 1, 'three'), (1, 1, 'one'), (2, 2, 'two, later'), (2, 1, 'two'), (9, 1, 'never')):
    event = s.enter(delay, priority, print, (text,))
s.cancel(event)
print([e.argument for e in s.queue], s.run(blocking=False), s.empty())
s.run()
print(now, s.empty())
try:
    s.cancel(event)
except ValueError:
    print('not there')

for text in ('foo bar', " foo  'a b' \"c d\" ", r'a\ b "x\"y" \'', "x 'unclosed", 'a#b c # d', "''", 'a"b"c\'d\'', '"\\a\\$"', 'tail\\', 'ä ö'):
    for posix in (True, False):
        for comments in (False, True):
            try:
                print(repr(text), posix, comments, shlex.split(text, comments, posix))
            except ValueError as e:
                print(repr(text), posix, comments, e)
print(list(shlex.shlex("a && b || c; d >'abc'; (def \"ghi\") ~/x", punctuation_chars=True)), list(shlex.shlex("a&&b|c 'q r' x=1.5 # y\nz", posix=True)))
print(list(shlex.shlex('a-b_c "d e"\\f', posix=False)), shlex.quote("it's"), shlex.quote(''), shlex.quote('safe/file-1.txt'), shlex.join(['a b', "c'd", '$x', 'y']))
lex = shlex.shlex(io.StringIO('one two\nthree'), 'file.txt')
print(lex.get_token(), lex.lineno)
lex.push_token('back')
print(lex.get_token(), lex.get_token(), lex.get_token(), lex.error_leader(), repr(lex.get_token()))
try:
    shlex.split(None)
except ValueError as e:
    print(e)
