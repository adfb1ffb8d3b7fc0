# Large objects come and go: the room of one that is gone is never too small for the next.
import gc

kept = []
for round in range(6):
    for size in range(480_000, 560_000, 4_000):
        b = bytearray(size)
        b[:] = bytes([size // 4_000 % 251]) * size
        if size % 12_000 == round % 3 * 4_000:
            kept.append(b)
    del kept[:len(kept) // 2]
    gc.collect()
    print(round, len(kept), all(set(b) == {len(b) // 4_000 % 251} for b in kept))
