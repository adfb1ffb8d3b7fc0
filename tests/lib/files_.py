# tempfile, shutil and glob: making, copying, finding and deleting files and trees.
import glob
import os
import shutil
import stat
import tempfile

top = tempfile.mkdtemp(prefix='krait-')
os.chdir(top)
print(stat.S_IMODE(os.stat(top).st_mode) == 0o700, os.path.basename(top).startswith('krait-'))
os.makedirs('a/b/c')
for name in ('a/one.txt', 'a/b/two.txt', 'a/b/c/three.py', 'a/.hidden', 'top.py'):
    with open(name, 'w') as f:
        f.write(name)
os.symlink('one.txt', 'a/link')
print(sorted(glob.glob('*')), sorted(glob.glob('a/*')), sorted(glob.glob('**/*.txt', recursive=True)))
print(sorted(glob.glob('a/.*')), glob.glob('nothing*'), sorted(glob.glob('**', recursive=True)))
print(sorted(glob.glob('**/', recursive=True)), sorted(glob.glob('?op.[pq]y')), glob.glob('[!t]*'))
print(sorted(glob.glob('*.txt', root_dir='a')), glob.escape('a[b]*?'), sorted(glob.glob(b'a/*.txt')))
print(glob.glob('a/b'), glob.glob('a/b/'), glob.glob('top.py/'), glob.has_magic('x*'))
print(sorted(glob.glob('**', recursive=True, include_hidden=True)))
shutil.copytree('a', 'copy', symlinks=True, ignore=shutil.ignore_patterns('*.py'))
print(sorted(glob.glob('copy/**', recursive=True)), os.readlink('copy/link'))
try:
    shutil.copytree('a', 'copy')
except FileExistsError as e:
    print(e)
print(shutil.copy('top.py', 'a'), shutil.copyfile('top.py', 'new.py'), open('new.py').read())
os.chmod('new.py', 0o640)
os.utime('new.py', (1000, 2000))
shutil.copy2('new.py', 'newer.py')
print(oct(os.stat('newer.py').st_mode), os.stat('newer.py').st_mtime)
for bad in (lambda: shutil.copyfile('top.py', 'top.py'), lambda: shutil.copyfile('none', 'x'),
            lambda: shutil.copyfile('top.py', 'no/such'), lambda: shutil.copyfile('top.py', 'a'),
            lambda: shutil.rmtree('none'), lambda: shutil.rmtree('top.py'), lambda: shutil.rmtree('a/link'),
            lambda: shutil.move('top.py', 'a'), lambda: shutil.make_archive('x', 'nonsense')):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
print(shutil.move('new.py', 'moved.py'), os.path.exists('new.py'), shutil.move('copy', 'a/b'))
shutil.rmtree('a/b')
print(sorted(os.listdir('a')))
shutil.rmtree('none', ignore_errors=True)
seen = []
shutil.rmtree('none', onexc=lambda f, p, e: seen.append((f.__name__, p, type(e).__name__)))
print(seen)
print(shutil.which('sh') in ('/bin/sh', '/usr/bin/sh'), shutil.which('no such program'))
usage = shutil.disk_usage('/')
print(usage.total >= usage.used, usage._fields)
os.environ['COLUMNS'], os.environ['LINES'] = '77', '11'
print(shutil.get_terminal_size())

with tempfile.NamedTemporaryFile('w+', suffix='.txt', dir=top) as f:
    f.write('hello')
    f.seek(0)
    print(f.read(), f.name.endswith('.txt'), os.path.exists(f.name))
print(os.path.exists(f.name), f.closed)
with tempfile.TemporaryFile() as f:
    print(f.write(b'abc'), f.seek(0), f.read())
with tempfile.TemporaryDirectory() as d:
    open(os.path.join(d, 'x'), 'w').close()
print(os.path.exists(d))
with tempfile.SpooledTemporaryFile(max_size=5, mode='w+') as f:
    f.write('abc')
    print(f._rolled)
    f.write('defg')
    print(f._rolled, f.seek(0), f.read())
fd, path = tempfile.mkstemp(b'.s', b'p', os.fsencode(top))
os.close(fd)
print(type(path), path.endswith(b'.s'), tempfile.gettempprefix())
for bad in (lambda: tempfile.mkstemp('x', b'y'), lambda: tempfile.mkdtemp(dir='/no/such')):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, str(e)[:40])
os.chdir('/')
shutil.rmtree(top)
print(os.path.exists(top))
