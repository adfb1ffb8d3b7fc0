# Compression in one go and in parts, limits, dictionaries, raw and gzip streams, check sums, refusals.
import zlib
d=b'hello world'*1000
c=zlib.compress(d); print(len(c), zlib.decompress(c)==d, zlib.crc32(d), zlib.adler32(d), zlib.crc32(b'b', zlib.crc32(b'a')))
o=zlib.decompressobj(); x=o.decompress(c+b'tail', 100); print(len(x), o.eof); x+=o.decompress(o.unconsumed_tail); print(x==d,o.unused_data,o.eof)
o=zlib.compressobj(wbits=-15); y=o.compress(d)+o.flush(); print(zlib.decompress(y,wbits=-15)==d)
g=zlib.compress(d, wbits=31); print(g[:2], zlib.decompress(g, wbits=47)==d)
o=zlib.compressobj(zdict=b'hello'); y=o.compress(b'hello hello')+o.flush(); print(zlib.decompressobj(zdict=b'hello').decompress(y))
o=zlib.compressobj(); a=o.compress(b'abc'); p=o.copy(); print(zlib.decompress(a+o.compress(b'd')+o.flush()), zlib.decompress(a+p.compress(b'e')+p.flush()))
o=zlib.decompressobj(); print(b''.join(o.decompress(c[i:i+1]) for i in range(len(c)))==d, o.flush(), o.eof)
big=bytes(range(256))*5000; print(zlib.decompress(zlib.compress(big, 9))==big, zlib.decompress(zlib.compress(b'')))
for f in (lambda: zlib.decompress(b'xx'), lambda: zlib.decompress(c[:20]), lambda: zlib.compress('x'), lambda: zlib.compressobj(level=99), lambda: zlib.decompressobj().decompress(c, -1), lambda: zlib.compress(b'', 99)):
    try: print(f())
    except Exception as e: print(type(e), e)
