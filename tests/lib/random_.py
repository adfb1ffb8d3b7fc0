# The sequences of the Mersenne Twister and what is drawn from them.
import random
for seed in (0, 1, -5, 42, 2**100+17, 3.5, 'text', b'bytes', bytearray(b'ba'), '\u00e9'):
    r = random.Random(seed)
    print(seed, r.random(), r.getrandbits(5), r.getrandbits(32), r.getrandbits(77))
r = random.Random(7)
print([r.randint(1, 100) for _ in range(10)], r.randrange(0, 1000, 7), r.choice('abcdef'))
print(r.sample(range(1000), 8), r.sample('abc', 3), r.choices('xyz', [1, 2, 5], k=8), r.choices([1, 2], k=4))
l = list(range(12)); r.shuffle(l); print(l)
print(r.uniform(2, 5), r.triangular(0, 10, 3), r.gauss(), r.gauss(1, 2), r.normalvariate(0, 1))
print(r.lognormvariate(0, 1), r.expovariate(2), r.vonmisesvariate(0, 4), r.gammavariate(2, 3), r.gammavariate(.5, 1), r.betavariate(1, 3))
print(r.paretovariate(3), r.weibullvariate(1, 2), r.binomialvariate(20, .3), r.binomialvariate(200, .4), r.randbytes(9))
s = r.getstate(); x = r.random(); r.setstate(s); print(x == r.random(), len(s), s[0], s[1][-1])
random.seed(3); print(random.random(), random.randrange(10**30), random.getrandbits(0))
for bad in (lambda: random.getrandbits(-1), lambda: random.randrange(0), lambda: random.choice([]), lambda: random.sample([1], 2), lambda: random.seed([]), lambda: random.randrange(1.5), lambda: random.Random().setstate((3, (1, 2), None))):
    try: bad()
    except Exception as e: print(type(e).__name__, e)
print(0 <= random.SystemRandom().random() < 1, random.SystemRandom().getrandbits(9) < 512)
