# Settings read, changed and written; references in both syntaxes; conversions; refusals.
import configparser
import io

TEXT = '''
[DEFAULT]
base = /srv
Debug: no
[paths]
data = %(base)s/data   ; not a comment
log = %(data)s/log
  and more

  behind an empty line
percent = 100%%
[empty]
# comment
[numbers]
n = 12
f = 1.5
yes = on
'''
c = configparser.ConfigParser()
c.read_string(TEXT)
print(c.sections(), c.defaults(), c['paths']['LOG'], c.get('paths', 'percent'), c.get('paths', 'log', raw=True))
print(c.getint('numbers', 'n'), c['numbers'].getfloat('f'), c.getboolean('numbers', 'yes'), c['numbers'].getboolean('debug'))
print(c['numbers'].get('none'), c.get('numbers', 'none', fallback=3), c.getint('no', 'none', fallback=4), c.has_option('paths', 'base'))
print(c.items('numbers'), list(c), dict(c['empty']), 'paths' in c, c['paths'])
c['new'] = {'a': 1, 'b': 'two\nlines'}
c.set('new', 'C', 'x')
c.remove_option('paths', 'log')
out = io.StringIO()
c.write(out)
print(out.getvalue())
e = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation(), allow_no_value=True, inline_comment_prefixes=';',
                              converters={'list': str.split})
e.read_string('[a]\nx=1\ny=${x}2 ; comment\nalone\nl=a b c\n[b]\nz=${a:y}$$\nbad=${a:nope}\nloop=${loop}\n')
print(e['b']['z'], e['a']['alone'], e.getlist('a', 'l'), e['a'].getlist('l'))
for f in (lambda: e['b']['bad'], lambda: e['b']['loop'], lambda: c['nope'], lambda: c.get('paths', 'nope'), lambda: c.get('nope', 'x'),
          lambda: c.add_section('paths'), lambda: c.getboolean('numbers', 'n'), lambda: c.set('paths', 'x', 5), lambda: c.set('paths', 'x', '%x'),
          lambda: c.read_string('x=1'), lambda: c.read_string('[a]\nx=1\nx=2'), lambda: c.read_string('[q]\n[q]'), lambda: c.read_string('[r]\nnovalue\n'),
          lambda: c.remove_section('zzz')):
    try:
        print(f())
    except Exception as err:
        print(type(err).__name__, err)
