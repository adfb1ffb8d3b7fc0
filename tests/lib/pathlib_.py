# Paths as objects: pure ones, and files and directories by way of them.
import os
import pickle
import tempfile
from pathlib import Path, PurePath, PurePosixPath, PosixPath, UnsupportedOperation, WindowsPath

p = PurePath('/usr/lib', 'python3.14', 'os.tar.gz')
print(p, repr(p), p.parts, p.name, p.stem, p.suffix, p.suffixes, p.parent, p.anchor, p.root, repr(p.drive))
print(list(p.parents), p.parents[-1], p.parents[0:2], len(p.parents), repr(p.parents))
print(p.with_name('x'), p.with_stem('y'), p.with_suffix('.z'), p.with_suffix(''), p / 'a' / '../b', '/x' / PurePath('y'), p / '/abs')
print(PurePath(), PurePath('a//b/./c/'), PurePath('//a/b'), PurePath('///a'), PurePath('.'), PurePath('a', '', 'b'), bytes(PurePath('a')), os.fspath(p))
print(p.relative_to('/usr'), PurePath('a/b').relative_to('a'), p.is_relative_to('/usr'), p.relative_to('/usr/share', walk_up=True), p.is_absolute(), PurePath('a').is_absolute())
for t, m in (('a/b.py', '*.py'), ('a/b.py', 'b.py'), ('/a/b.py', '/a/*.py'), ('/a/b/c.py', '/a/*.py'), ('a/b/c.py', 'a/**/*.py'), ('a.py', 'A.py')):
    print(PurePath(t).match(m), PurePath(t).full_match(m), end=' ')
print()
print(PurePath('a') == PurePosixPath('a'), PurePath('a') < PurePath('b'), hash(PurePath('a/b')) == hash(PurePath('a//b')), sorted([PurePath('b'), PurePath('a/c'), PurePath('a')]), PurePath('a') == 'a')
print(pickle.loads(pickle.dumps(p)) == p, type(Path('x')).__name__, isinstance(Path(), os.PathLike), {Path('a'): 1}[Path('a')])
for bad in (lambda: PurePath(5), lambda: PurePath('a').relative_to('b'), lambda: PurePath('/').with_name('x'), lambda: PurePath('a').with_name('a/b'), lambda: PurePath('a').with_suffix('x'),
            lambda: PurePath('a') / 5, lambda: PurePath('a') < 'b', lambda: PurePath('a').match(''), lambda: WindowsPath('x'), lambda: Path('x').read_text(), lambda: list(Path('nosuch').iterdir()),
            lambda: Path('nosuch').stat(), lambda: PurePath(b'x'), lambda: list(Path().glob('/x')), lambda: list(Path().glob(''))):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)

with tempfile.TemporaryDirectory() as name:
    top = Path(name)
    (top / 'a/b/c').mkdir(parents=True)
    try:
        (top / 'a').mkdir()
    except FileExistsError as e:
        print('FileExistsError', e.errno)
    (top / 'a').mkdir(exist_ok=True)
    f = top / 'a/one.txt'
    print(f.write_text('héllo\n'), f.read_text(), f.read_bytes(), f.exists(), f.is_file(), f.is_dir(), (top / 'a').is_dir(), f.stat().st_size)
    print((top / 'a/b/two.py').write_bytes(b'2'), (top / 'a/b/c/three.py').touch(), (top / '.hid').touch())
    (top / 'link').symlink_to('a')
    print((top / 'link').is_symlink(), (top / 'link').readlink(), (top / 'link' / 'one.txt').resolve() == f.resolve(), (top / 'none').is_symlink())
    show = lambda found: sorted(str(q.relative_to(top)) for q in found)
    print(show(top.iterdir()), show(top.glob('*')), show(top.glob('*/*.txt')), show(top.glob('**/*.py')), show(top.rglob('*.py')))
    print(show(top.rglob('*')), show(top.glob('a/**')), show(top.glob('**/')), show(top.glob('a/b/../one.txt')), show(top.glob('A*')), show(top.glob('A*', case_sensitive=False)))
    print(sorted((str(w.relative_to(top)), sorted(d), sorted(n)) for w, d, n in top.walk()))
    g = f.rename(top / 'moved.txt')
    print(g.name, f.exists(), g.replace(f) == f, f.exists())
    f.chmod(0o600)
    print(oct(f.stat().st_mode), f.samefile(top / 'link' / 'one.txt'), f.owner() == Path(top).owner(), f.open().readline())
    f.unlink()
    f.unlink(missing_ok=True)
    try:
        f.unlink()
    except FileNotFoundError as e:
        print('FileNotFoundError', e.filename == str(f))
    (top / 'a/b/c/three.py').unlink()
    (top / 'a/b/c').rmdir()
    try:
        (top / 'a').rmdir()
    except OSError as e:
        print(e.strerror)
    os.chdir(top)
    print(Path('a').absolute() == Path.cwd() / 'a', Path('x/../a').resolve() == Path.cwd() / 'a', Path('~').expanduser() == Path.home(), str(Path('a/../b')))
    with open(Path('new'), 'w') as h:
        h.write('x')
    print(os.path.getsize(Path('new')), os.path.join(Path('a'), 'b'), Path('new').is_fifo(), Path('.').is_mount())
    os.chdir('/')
print(top.exists())
