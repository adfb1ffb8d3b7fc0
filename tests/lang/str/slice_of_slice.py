# A slice of a slice that was indexed by position shares its text, not its index.
text = "é" * 5000
outer = (text + "yy")[1:-1]
print([outer[3000] for _ in range(3)])
before = list(outer)
inner = outer[700:4000]
print(inner[2500], inner[2400], len(inner))
print(list(outer) == before, outer == "é" * 4999, outer[2000:2005])
mixed = "".join(chr(0x4E00 + i % 500) if i % 3 else "a" for i in range(6000))
part = (mixed + "zz")[1:-2]
part[5000]
prefix, suffix = part[:4000], part[2000:]
print(all(prefix[i] == mixed[i + 1] for i in range(0, 4000, 37)), all(suffix[i] == mixed[i + 2001] for i in range(0, 3900, 41)))
print(part == mixed[1:])
