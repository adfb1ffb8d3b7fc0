import struct
vals = [0, 1, -1, 127, 128, -128, -129, 255, 256, 2**15, -2**15, 2**16, 2**31, -2**31, 2**32, 2**63, -2**63, 2**64 - 1, 2**64, 2**70, -2**70]
for pre in '@=<>!':
    for c in 'bBhHiIlLqQnNP':
        for v in vals:
            try:
                p = struct.pack(pre + c, v)
                print(pre + c, v, p, struct.unpack(pre + c, p))
            except Exception as e:
                print(pre + c, v, type(e).__name__, e if c != 'P' else '')
    for c in 'efd':
        for v in [0.0, -0.0, 1.5, -2.25, 65504.0, 65519.0, 65520.0, 1e-8, 6e-8, 5.96e-8, 3e-5, 1e300, float('inf'), float('nan'), 1e-45, 3.4e38, 3, True]:
            try:
                p = struct.pack(pre + c, v)
                print(pre + c, v, p, struct.unpack(pre + c, p))
            except Exception as e:
                print(pre + c, v, type(e).__name__, e)
for f, a in [('i', ('x',)), ('i', (1.5,)), ('f', ('x',)), ('c', (b'ab',)), ('s', (1,)), ('p', ('x',)), ('d', (1j,)), ('2i', (1,)), ('z', ()), ('3', ()), ('<n', (1,)), ('i\0', (1,)), ('99999999999999999999i', (1,)), ('9223372036854775807i2i', ()), ('5s', (b'ab',)), ('2s', (b'abc',)), ('5p', (b'abcdefg',)), ('0s', (b'a',)), ('0p', (b'a',)), ('1p', (b'a',)), ('300p', (b'a' * 299,)), ('?', ([],)), ('3?', (1, 0, 'x')), ('x2xi', (1,)), ('bi0q', (1, 2)), ('<bi', (1, 2)), (' i  h ', (1, 2)), (b'2h', (3, 4)), ('c', (b'a',))]:
    try:
        print(f[:5], a[:1], struct.pack(f, *a))
    except Exception as e:
        print(f, a, type(e).__name__, e)
for c in ['unpack("i", b"x")', 'unpack_from("i", b"x"*4, 1)', 'unpack_from("i", b"x"*4, -2)', 'unpack_from("i", b"x"*4, -9)', 'pack_into("i", bytearray(4), 1, 1)', 'pack_into("i", bytearray(4), -2, 1)', 'pack_into("i", bytearray(4), -9, 1)', 'pack_into("i", bytearray(4))', 'pack_into("i", bytearray(4),0)', 'pack_into("i", b"1234",0,1)', 'iter_unpack("i", b"12345")', 'iter_unpack("", b"12345")', 'Struct(5)', 'unpack("i", "abcd")', 'pack()', 'unpack_from("i",5)', 'pack_into("i")', 'pack("i", 1, 2)', 'Struct("i")', 'calcsize("ixxq0i")', 'Struct("i").format', 'unpack("?", b"\\2")', 'calcsize(b"2h")', 'Struct("2h").pack(1)', 'unpack_from("<H", memoryview(b"abcd")[1:], 1)', 'Struct(">I").size', 'list(struct.iter_unpack("<hb", bytes(range(9))))', 'unpack("5p", b"\\x03abcd")', 'unpack("3s", b"abc")', 'unpack_from("2i", b"\\1\\0\\0\\0" * 3, offset=4)']:
    try:
        print(c, eval('struct.' + c if not c.startswith('list') else c))
    except Exception as e:
        print(c, type(e).__name__, e)
b = bytearray(10)
struct.pack_into('<hI', b, 2, -2, 7)
print(b, struct.error.__mro__[1], struct.error.__module__)
class S(struct.Struct):
    def __init__(self): super().__init__('>h')
print(S().pack(5), S().size)
class Index:
    def __index__(self): return 9
print(struct.pack('b', Index()))
