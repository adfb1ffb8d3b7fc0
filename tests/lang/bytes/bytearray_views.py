# SPDX-License-Identifier: MIT
# A bytearray whose size changes after views of it were dropped without release().
b = bytearray(b'header:body and more')


def consume(n):
    piece = memoryview(b)[:n].tobytes()
    del b[:n]
    return piece


print(consume(7), consume(4), b)
for i in range(1000):
    b += b'x' * i
    assert memoryview(b)[-1:].tobytes() == bytes(b[-1:])
    b.extend(b'yz')
    assert consume(3) is not None
print(len(b), b[:12], b[-3:])
with memoryview(b) as v:
    print(len(v))
b.clear()
b += b'again'
print(b)
