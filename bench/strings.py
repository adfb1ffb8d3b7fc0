# Text: splitting, joining, counting, formatting, slicing, characters outside ASCII, bytes.
import sys

WORDS = 'the quick brown fox jumps over the lazy dög while élan vital names seven böxing wizards'.split()


def run(n):
    text = ' '.join(WORDS[i * i % len(WORDS)] for i in range(n * 20))
    counts = {}
    for word in text.split():
        word = word.strip('.').lower()
        counts[word] = counts.get(word, 0) + 1
    table = '\n'.join(f'{word:<10}|{count:>6,}|{count / n:8.3f}' for word, count in sorted(counts.items()))
    backwards = ''.join(c.upper() if c in 'aeiouöé' else c for c in text[::-1])
    data = text.encode()
    return (len(table), table[:27], backwards[:20], backwards.count('Ö'), text.replace('the', 'a').find('fox'),
            data[7:20].hex(), len(data), data.decode() == text, text.title()[:30], '%05d|%r' % (n, text[:5]))


answer = run(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
print(answer)
