# Files written and read, members one after the other, text, seeking, damage.
import gzip
import io
import os
import tempfile

data = b'line one\nline two\n' * 5000
print(gzip.decompress(gzip.compress(data)) == data, gzip.decompress(gzip.compress(b'a') + gzip.compress(b'b') + b'\0\0'), gzip.decompress(b''))
path = os.path.join(tempfile.mkdtemp(), 'x.gz')
with gzip.open(path, 'wb') as f:
    print(f.write(data), f.tell(), f.writable())
with gzip.open(path, 'at') as f:
    f.write('end é\n')
with gzip.open(path) as f:
    print(f.readline(), f.read(5), f.tell(), f.seek(9), f.readline(), f.peek(1)[:4], len(f.read()), f.read())
    f.seek(0)
    print(sum(1 for _ in f))
print(gzip.open(path, 'rt', encoding='utf-8').read()[-7:])
out = io.BytesIO()
with gzip.GzipFile(fileobj=out, mode='w', mtime=5) as f:
    f.write(b'abc')
print(out.getvalue()[:10], gzip.GzipFile(fileobj=io.BytesIO(out.getvalue())).read())
good = gzip.compress(data)
for bad in b'xx', good[:-4], good[:200], good[:-8] + b'12345678', b'\x1f\x8b\x09' + good[3:]:
    try:
        gzip.decompress(bad)
    except Exception as e:
        print(type(e).__name__, str(e)[:16])
