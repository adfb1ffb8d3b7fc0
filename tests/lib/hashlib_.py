# Every kind over lengths around its block, parameters of BLAKE2, derived keys, files, refusals.
import hashlib
for n in sorted(hashlib.algorithms_guaranteed):
    for size in (0,1,3,55,56,63,64,65,111,112,127,128,129,135,136,137,168,200,1000):
        d = bytes(i*7&255 for i in range(size))
        h = hashlib.new(n); h.update(d[:size//3]); h.update(d[size//3:])
        print(n, size, h.hexdigest(*((300,) if 'shake' in n else ())), h.block_size, h.digest_size)
print(hashlib.blake2b(b'abc', key=b'k'*20, salt=b'salt', person=b'p', digest_size=20, fanout=3, depth=4, leaf_size=5, node_offset=7, node_depth=1, inner_size=32, last_node=True).hexdigest())
print(hashlib.blake2s(b'abc', key=b'k'*20, salt=b'salt', person=b'p', digest_size=20, fanout=3, depth=4, leaf_size=5, node_offset=7, node_depth=1, inner_size=32, last_node=True).hexdigest())
print(hashlib.pbkdf2_hmac('sha256', b'pass', b'salt', 1000, 70).hex())
print(hashlib.pbkdf2_hmac('md5', b'pass'*40, b'salt', 10).hex())
import hmac
print(hmac.new(b'k', b'data', 'sha3_256').hexdigest(), hmac.new(b'k', b'data', hashlib.blake2b).hexdigest())
import io
print(hashlib.file_digest(io.BytesIO(b'x'*1000), 'sha1').hexdigest())
for bad in ("hashlib.md5('x')", "hashlib.md5(3)", "hashlib.new('nope')", "hashlib.sha256().digest(3)", "hashlib.shake_128().digest()", "hashlib.blake2b(digest_size=65)", "hashlib.blake2b(salt=b'x'*17)"):
    try: print(eval(bad))
    except Exception as e: print(type(e).__name__, e if 'nope' not in bad and 'shake' not in bad else '')
