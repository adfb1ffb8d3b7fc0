# Feeds damaged input to what reads text or bytes from outside. Whatever comes in, there is a result or an exception of
# the usual kinds. `seed` and `rounds` may be set by who runs this; the same seed does the same.
import ast, base64, binascii, codecs, configparser, csv, datetime, html, io, json, pickle, random, re, shlex, string, struct
import textwrap, tokenize, unicodedata, urllib.parse, zlib

seed = globals().get('seed', 1)
rounds = globals().get('rounds', 200)
only = globals().get('only', '')
source = random.Random(seed)

SNIPPETS = [
    'def f(a, /, b=1, *c, d: int = 2, **e) -> None:\n    return a if b else [x async for x in c if x]\n',
    'class A[T: int](B, metaclass=M):\n    x: int = 5\n    @d\n    async def g(self): await self; yield 1\n',
    'match x:\n    case [1, {"a": b, **c}, *_] | A(b, y=2) if b: pass\n    case -1+2j | "s" "t" | None as q: pass\n',
    'try:\n    pass\nexcept* (A, B) as e:\n    raise C from e\nelse:\n    del x[1:2, ...], y.z\nfinally:\n    global g\n',
    'f"{x!r:>{w}.{p}} {{}} {y=} {z:%Y} {\'a\' f"{1}"}"; rb"\\x00\\n"; t"{a}"; """a\n\\N{DIGIT ONE}\\u1234"""\n',
    'with (open(a) as b, c as (d, *e)): lambda *a, k=1: (yield)\nwhile (n := 5) <= 3 is not None: break\nelse: continue\n',
    'x = y = 0x1F_F + 1e-5j ** -a @ b // c << 2 & ~d | e ^ f; x += 1; x: list[int]; type X[*Ts, **P] = int\nassert a, b\n',
    'from .a.b import (c as d, e,); import a.b as c; nonlocal q; print(*a, **b, k=c); {**a, 1: 2}; {*a}; [*a, *b]; (a, *b)\n',
    'if a:\n\tb\n  \n# comment\nelif c: d; e\nelse:\n    f \\\n  + g\nfor i, (j, *k) in a, *b: pass\n',
]
TOKENS = ['(', ')', '[', ']', '{', '}', ':', '=', ':=', '*', '**', ',', '\n', '    ', '\t', 'f"', "'", '"""', '\\', 'lambda', 'yield',
          'await', 'async', 'def', 'class', 'match', 'case', 'if', 'else', 'not', 'in', 'is', '->', '...', '.', '0x', '1_', '1e', '\0', 'é',
          '\ud800', 'type', 'except*', '@', '!', '\r', '\x0c', 'None', 'global', 'nonlocal', 'return', 'import', 'from', 'with', 'as']
JSON = ['{"a": [1, -2.5e3, null, true, "\\u00e9\\ud83d\\ude00\\n"], "b": {}}', '[[[[1]]]]', '"\\ud800"', '1e400', '-0', ' [1 , 2 ] ']
PATTERNS = [r'(?P<n>a+|b)*?(?=c)(?<!d)\1(?P=n)', r'[^\w\d-z\]]{2,3}?', r'(?i:x)(?#c)(?(1)a|b)', r'\bfoo\Z|^bar$', r'(?s-im:.)*+(?>a|b)++',
            r'[\x00-\uffff]\N{DIGIT ONE}\071\12', r'(?aLmsx)a # b', r'((((a)*)*)*)*']
FORMATS = ['{0:>{1}.{2}f}', '{a.b[c]!r:^10}', '{:,} {:_x} {:%}', '{{}}{}', '{0[-1]}', '%(a)s %5.2f %-*d %%', '%#x %+d %c %r', '{:é>+#010,.3e}']
DATES = ['2024-02-29T12:34:56.789012+05:30', '2024-W05-3', '20240102T030405Z', '2024-01-02 03:04', '0001-01-01', '24:00:00']
NUMBERS = ['-0x_ff', '1_000.5e-10', 'inf', '-nan', '0b101', '9' * 50, '1e309', '٣٤', '  12\n', '0o17', '1.5+2j', '(1e5j)', '0x1.8p3', '.5_0']
STRUCTS = ['<10sHhIq?xf', '@5p3d', '!100B', '>e', '=2n', '0s', '1000000000x', '<Q' * 5]
CODECS = ['utf-8', 'utf-16', 'utf-32', 'utf-7', 'latin-1', 'ascii', 'cp1252', 'unicode_escape', 'raw_unicode_escape', 'idna', 'punycode', 'utf-8-sig', 'utf-16-be']
ERRORS = ['strict', 'ignore', 'replace', 'backslashreplace', 'surrogateescape', 'surrogatepass', 'xmlcharrefreplace', 'namereplace']
PICKLES = [pickle.dumps(v, protocol) for protocol in range(6) for v in (
    [1, 2.5, 'é', b'x', None, True, {'a': (1, 2)}, {3}, frozenset([4]), 1 << 100, bytearray(b'q')], datetime.datetime(2024, 1, 2), range(5), ValueError('x'), Ellipsis, complex(1, 2))]
INI = '[a]\nk = v\n  more\n; c\n[b]\nx: %(k)s\n'
DATA = bytes(range(256)) + b'a,"b ""c""",d\r\n' + zlib.compress(b'hello' * 20)


def damage(x, parts):
    """x with a few random changes; str or bytes."""
    empty = x[:0]
    for _ in range(source.randint(1, 6)):
        i, j = sorted((source.randint(0, len(x)), source.randint(0, len(x))))
        way = source.randint(0, 7)
        if way == 0:
            x = x[:i] + x[j:]
        elif way == 1:
            x = x[:i] + x[i:j] * source.randint(2, 5) + x[j:]
        elif way == 2:
            x = x[:i] + source.choice(parts) + x[i:]
        elif way == 3:
            x = x[:i] + source.choice(parts) + x[i + 1:]
        elif way == 4:
            y = source.choice(parts)
            x = x[:i] + y[source.randint(0, len(y)):] + x[j:]
        elif way == 5:
            x = x[:i] + x[i:j][::-1] + x[j:]
        elif way == 6:
            c = chr(source.choice([0, 9, 10, 34, 39, 92, 127, 255, 0x300, 0xD800, 0xFFFF, 0x1F600])) if isinstance(x, str) else bytes([source.randint(0, 255)])
            x = x[:i] + c + x[i + 1:]
        else:
            x = x + empty.join(source.sample([x[:i], x[i:j], x[j:]], 3))
        x = x[:3000]
    return x


BYTES = [bytes([i]) for i in range(256)] + [b'\x00\x00\x00\x01', b'\xff\xff\xff\xff', b'\xed\xa0\x80', b'\xf4\x90\x80\x80']


def text(parts):
    return damage(source.choice(parts), parts + TOKENS)


def parse():
    t = text(SNIPPETS)
    mode = source.choice(['exec', 'eval', 'single'])
    way = source.randint(0, 3)
    if way == 0:
        compile(t, 'f', mode)
    elif way == 1:
        ast.unparse(ast.parse(t))
    elif way == 2:
        compile(t.encode('utf-8', 'surrogatepass'), 'f', 'exec')
    else:
        list(tokenize.generate_tokens(io.StringIO(t).readline))


def patterns():
    p = re.compile(text(PATTERNS), source.choice([0, re.I, re.X, re.S | re.M, re.A]))
    t = text(['aabbc', 'foo bar\nbar', 'xé' * 20])
    p.search(t), p.findall(t), p.sub(source.choice([r'\1', r'\g<n>', 'x', lambda m: m.group()]), t), p.split(t)


class Thing:
    b = {'c': 5}


def formats():
    f = text(FORMATS)
    f.format(1, 5, 2, a=Thing()), f % {'a': 1}


def dates():
    t = text(DATES)
    kind = source.choice([datetime.datetime, datetime.date, datetime.time])
    kind.fromisoformat(t).isoformat()
    datetime.datetime.strptime(t, text(['%Y-%m-%dT%H:%M:%S.%f%z', '%j %U %w', '%G-W%V-%u']))


def numbers():
    t = text(NUMBERS)
    t = source.choice([t, t.encode('utf-8', 'replace')])
    kind = source.choice([int, float, complex, float.fromhex, lambda x: int(x, source.randint(-1, 40)), lambda x: format(10 ** 20, x), lambda x: format(1.5, x)])
    repr(kind(t))


def structs():
    s = struct.Struct(text(STRUCTS))
    if s.size < 10000:
        s.pack(*s.unpack(source.randbytes(s.size)))


def pickles():
    t = damage(source.choice(PICKLES), BYTES)
    # A name may be any of builtins: those that would stop or wait are left out.
    if not any(w in t for w in (b'exit', b'quit', b'input', b'breakpoint', b'help', b'exec', b'eval', b'open')):
        repr(pickle.loads(t))


def decoding():
    b = damage(DATA, BYTES)
    codec, errors = source.choice(CODECS), source.choice(ERRORS)
    t = b.decode(codec, errors)
    t.encode(codec, errors)
    d = codecs.getincrementaldecoder(codec)(errors)
    d.decode(b[:20]), d.decode(b[20:], True)


def others():
    t, b = text(JSON + [INI, html.escape('<a&b>') + '&amp;&#x41;&notit;']), damage(DATA, BYTES)
    way = source.randint(0, 13)
    if way == 0:
        configparser.ConfigParser().read_string(t)
    elif way == 1:
        list(csv.reader(t.splitlines(True), strict=source.random() < 0.5))
    elif way == 2:
        html.unescape(t)
    elif way == 3:
        shlex.split(t)
    elif way == 4:
        string.Template(t).safe_substitute(a=1)
    elif way == 5:
        urllib.parse.urlsplit(t), urllib.parse.unquote(t)
    elif way == 6:
        zlib.decompress(b[-40:]), zlib.decompressobj().decompress(b)
    elif way == 7:
        base64.b64decode(b, validate=source.random() < 0.5), base64.b85decode(b)
    elif way == 8:
        binascii.unhexlify(t), bytes.fromhex(t)
    elif way == 9:
        textwrap.fill(t, source.randint(1, 20)), textwrap.dedent(t)
    elif way == 10:
        unicodedata.normalize(source.choice(['NFC', 'NFD', 'NFKC', 'NFKD']), t)
    elif way == 11:
        ast.literal_eval(t)
    elif way == 12:
        memoryview(b).cast(source.choice(['b', 'H', 'i', 'q', 'd', 'c'])).tolist()
    else:
        t.casefold(), t.title(), t.swapcase(), t.expandtabs(3), t.splitlines(), t.translate({34: None, 97: 'xy'}), t.isidentifier(), repr(t), ascii(t)


def loads():
    t = text(JSON)
    json.dumps(json.loads(t), indent=source.choice([None, 2]))


targets = [parse, parse, parse, loads, patterns, formats, dates, numbers, structs, pickles, decoding, others]
usual = (ArithmeticError, AttributeError, EOFError, ImportError, LookupError, MemoryError, NameError, NotImplementedError, OSError, RecursionError,
         RuntimeError, SyntaxError, TypeError, ValueError, binascii.Error, configparser.Error, csv.Error, pickle.UnpicklingError, re.error, struct.error,
         tokenize.TokenError, zlib.error)
answers = errors = 0
for number in range(rounds):
    for target in targets:
        if only in target.__name__:
            try:
                target()
                answers += 1
            except usual:
                errors += 1
result = answers + errors
