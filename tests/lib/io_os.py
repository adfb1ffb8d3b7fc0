import io
import os
import sys
import tempfile

s = io.StringIO("line1\nline2\nline3")
print(s.read(3), s.readline(), s.readlines(), s.read(), s.tell(), s.seek(0), next(s), list(s))
s = io.StringIO()
print(s.write("abc"), s.getvalue(), s.tell(), s.truncate(1), s.getvalue(), s.closed)
s.close()
try:
    s.read()
except ValueError as e:
    print(e)
b = io.BytesIO(b"\x00\x01\x02")
print(b.read(1), b.read(), b.seek(-1, 2), b.read(), b.getvalue(), b.write(b"x"), b.getvalue(), b.getbuffer().nbytes)
folder = tempfile.mkdtemp()
path = os.path.join(folder, "f.txt")
with open(path, "w") as f:
    print(f.write("héllo\nworld\n"), f.mode, f.encoding.lower(), f.name == path, f.writable(), f.readable())
    f.writelines(["a\n", "b\n"])
with open(path) as f:
    print(f.read(2), f.readline(), f.readlines(), f.read())
with open(path) as f:
    print([line.rstrip() for line in f])
with open(path, "a") as f:
    print("appended", file=f)
with open(path, "rb") as f:
    data = f.read()
    print(data, len(data), f.seek(0), f.read(3), f.tell(), f.readline())
with open(path, "r+") as f:
    f.seek(0)
    f.write("J")
    f.flush()
print(open(path).read().split("\n"), os.path.getsize(path), os.path.exists(path), os.path.isfile(path), os.path.isdir(folder), sorted(os.listdir(folder)))
with open(path, "wb") as f:
    f.write(b"a\r\nb\rc\n")
print(open(path).read(), repr(open(path, newline="").read()), [l for l in open(path)])
for args in (("/nonexistent/x",), (folder,), (path, "q"), (path, "rw"), (path, "rb", -1, "utf-8"), (path, "x")):
    try:
        open(*args)
    except Exception as e:
        print(type(e).__name__, str(e).replace(folder, "TMP"))
with open(path, "w") as f:
    pass
try:
    f.write("x")
except ValueError as e:
    print(e)
try:
    open(path).write("x")
except io.UnsupportedOperation as e:
    print(e)
try:
    open(path, "w").read()
except io.UnsupportedOperation as e:
    print(e)
with open(path, "wb") as f:
    f.write(b"\xff\xfe")
try:
    open(path, encoding="utf-8").read()
except UnicodeDecodeError as e:
    print(e)
print(open(path, encoding="latin-1").read(), ascii(open(path, encoding="utf-8", errors="replace").read()), ascii(open(path, errors="surrogateescape").read()))
os.rename(path, path + "2")
print(os.path.exists(path), os.listdir(folder))
os.remove(path + "2")
os.mkdir(os.path.join(folder, "d"))
os.makedirs(os.path.join(folder, "x", "y"), exist_ok=True)
print(sorted(os.listdir(folder)))
os.rmdir(os.path.join(folder, "d"))
try:
    os.remove(path)
except FileNotFoundError as e:
    print(e.errno, e.strerror)
print(os.path.join("a", "b"), os.path.join("a", "/b"), os.path.basename("/x/y.txt"), os.path.dirname("/x/y.txt"), os.path.split("/x/y"), os.path.splitext("a/b.tar.gz"), os.path.abspath("/a/../b"), os.path.normpath("a//b/./c/.."), os.path.isabs("/a"), os.path.commonprefix(["abc", "abd"]), os.path.relpath("/a/b", "/a"), os.path.expanduser("~") != "~")
print(os.sep, os.linesep == "\n", os.name, os.getpid() > 0, os.environ.get("TZ"), os.environ.get("NO_SUCH", "default"), "PATH" in os.environ, os.getcwd() == os.path.abspath("."), os.getenv("NOPE"))
os.environ["KRAIT_TEST"] = "set"
print(os.environ["KRAIT_TEST"], os.getenv("KRAIT_TEST"))
del os.environ["KRAIT_TEST"]
try:
    os.environ["NO_SUCH"]
except KeyError as e:
    print(repr(e))
r, w = os.pipe()
os.write(w, b"through a pipe")
os.close(w)
print(os.read(r, 100), os.read(r, 100))
os.close(r)
print(os.stat(folder).st_mode & 0o170000 == 0o040000, os.cpu_count() >= 1, len(os.urandom(8)), os.path.samefile(folder, folder))
for root, dirs, files in os.walk(folder):
    print(root.replace(folder, "TMP"), sorted(dirs), files)
sys.stdout.write("direct\n")
sys.stdout.flush()
print(sys.stdout.fileno(), sys.stdin.fileno(), sys.stderr.fileno(), sys.stdout.encoding.lower(), sys.stdin.read())
