import base64, binascii
for n in range(12):
    d = bytes((i * 37 + n * 11) & 255 for i in range(n))
    for f in 'b64 b32 b16 b85 a85 b32hex urlsafe_b64'.split():
        e = getattr(base64, f + 'encode')(d)
        print(n, f, e, getattr(base64, f + 'decode')(e) == d)
    print(base64.encodebytes(d * 30), base64.a85encode(d + b'\0' * 4, adobe=True, wrapcol=7), base64.b85encode(d, pad=True))
    print(binascii.crc32(d), binascii.crc_hqx(d, 5), binascii.b2a_uu(d), binascii.a2b_uu(binascii.b2a_uu(d)) == d, binascii.hexlify(d, '-', 2) if d else 0)
for s in [b'YQ=', b'YQ', b'Y', b'YWI=x', b'Y W\nJ j', b'====', b'YWJj=', b'YQ==YQ==', b'a=b=', b'\xff', 'é', b'AAA=AAA=']:
    for v in (False, True):
        try: print(s, v, base64.b64decode(s, validate=v))
        except Exception as e: print(s, v, type(e).__name__, e)
for t in ['b32decode', 'b16decode', 'a85decode', 'b85decode']:
    for s in [b'AB', b'!!', b'ABCDEFG=', b'MZXW6===', b'mzxw6===', b'zz', b'\x80', b'ABCDE~~~']:
        try: print(t, s, getattr(base64, t)(s))
        except Exception as e: print(t, s, type(e).__name__, e)
for s in [b'hello=world', b'a \t\nb ', b'caf\xe9 ' * 20, b'.\n..\n', b'x' * 80 + b'\r\n' + b'y\t', b'_ _']:
    for k in ({}, {'quotetabs': True}, {'istext': False}, {'header': True}):
        q = binascii.b2a_qp(s, **k); print(q, binascii.a2b_qp(q), binascii.a2b_qp(q, header=True))
for s in ['zz', 'abc', b'0aFF', '0 1']:
    try: print(binascii.unhexlify(s))
    except Exception as e: print(type(e).__name__, e)
