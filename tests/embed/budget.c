/* SPDX-License-Identifier: MIT
 * Every built-in that loops charges for its work: with fuel for 1000 units left, none of these comes to its end. Each
 * expression does the work of thousands of units in one native call. What is copied or compiled at one go is charged at one
 * go, LARGEST_CHARGE at most here. */
#include "host.h"

enum { FUEL = 1000, LARGEST_CHARGE = 200000 };

static const char setup[] =
    "import collections, functools, heapq, io, itertools, json, math, operator, random, re, struct, binascii, sys\n"
    "import array, bisect, unicodedata, copy, base64\n";

static const char *const operands =
    "n = 100000\nr = range(n)\nitems = list(r)\nbackwards = items[::-1]\nt = tuple(items)\ntexts = [str(i) for i in items]\n"
    "d = dict.fromkeys(items)\ns = set(items)\nfs = frozenset(items)\nlow = set(range(0, n, 2))\ntext = 'ab' * n\nwide = 'aä' * n\n"
    "words = 'word ' * (n // 4)\nb = b'ab' * n\nba = bytearray(b)\nbig = 3 ** 500000\nhuge = 7 ** 400000\n"
    "sys.set_int_max_str_digits(0)\ndigits = '7' * 100000\nod = collections.OrderedDict(d)\ndq = collections.deque(items)\n"
    "js = json.dumps(items)\npattern = re.compile('(a|b)*c')\ncounter = collections.Counter(items)\nnested = [items] * 3\n"
    "lines = 'line\\n' * n\nequal = list(r)\nsame = dict(d)\nsio = io.StringIO(lines)\nbio = io.BytesIO(b)\ncount = itertools.count()\n";

static const char *const cases[] = {
    /* functions over iterables */
    "sum(r)", "sum(items)", "min(items)", "max(r)", "min(items, key=abs)", "sorted(backwards)", "sorted(texts)", "sorted(items, key=str)",
    "list(r)", "tuple(r)", "set(r)", "frozenset(items)", "dict(zip(items, items))", "dict.fromkeys(items)", "all(map(str, r))",
    "any(map(bool, itertools.repeat(0, n)))", "list(zip(r, r))", "list(map(abs, r))", "list(filter(None, r))", "list(enumerate(r))",
    "list(reversed(items))", "bytes(items[:200] * 500)", "-1 in map(abs, items)", "functools.reduce(max, items)",
    "collections.deque(r, 3)", "math.fsum(r)", "math.prod(itertools.repeat(1, n))", "math.dist(t, t)", "heapq.heapify(backwards)",
    /* itertools */
    "list(itertools.islice(count, n))", "list(itertools.islice(count, n, n + 1))", "list(itertools.accumulate(items))",
    "list(itertools.chain(items, items))", "list(itertools.product(range(1000), repeat=2))", "list(itertools.permutations(range(9)))",
    "list(itertools.combinations(range(40), 5))", "list(itertools.groupby(items))", "list(itertools.takewhile(bool, itertools.repeat(1, n)))",
    "list(itertools.dropwhile(bool, itertools.repeat(1, n)))", "list(itertools.compress(r, itertools.repeat(0, n)))",
    "list(itertools.filterfalse(bool, itertools.repeat(1, n)))", "list(itertools.starmap(max, zip(r, r)))", "list(itertools.pairwise(r))",
    "list(itertools.batched(r, 2))", "list(itertools.zip_longest(r, items))",
    /* lists and tuples */
    "items + items", "items * 3", "items[::2]", "items[:-1]", "items.copy()", "items.index(-1)", "items.count(-1)", "-1 in items",
    "items.reverse()", "backwards.sort()", "items.extend(t)", "items == equal", "t == tuple(equal)", "t + t", "t.count(5)", "-1 in t",
    "items.insert(0, 1)", "items.pop(0)", "hash(t)", "repr(items)", "str(t)", "items.__setitem__(slice(0, 10), items)", "items < equal",
    /* ranges, slices, deques */
    "-1.5 in r", "r.index(5.5) if 5.5 in r else 0", "r.count('a')", "dq.count(-1)", "dq.rotate(n // 2)", "dq.reverse()", "-1 in dq",
    "dq.copy()", "dq == collections.deque(equal)", "collections.deque(items).index(-1)",
    /* dicts and sets */
    "dict(d)", "d | d", "d.copy()", "d == same", "list(d)", "list(d.items())", "d.update(same)", "None in d.values() and 5 in d.values()",
    "repr(d)", "d.keys() & s", "d.items() == same.items()", "s | low", "s & low", "s - low", "s ^ low", "s <= fs", "low.isdisjoint(range(-n, 0))", "low.issubset(s)",
    "s.copy()", "s.update(low)", "s == fs", "sorted(s)", "hash(fs)", "repr(s)", "od.copy()", "od == od.copy()", "collections.Counter(items)",
    "counter.most_common(5)", "s.union(r)", "s.difference(items)", "s.intersection(items)", "s.symmetric_difference(items)",
    /* str */
    "text.find('ba' * 99 + 'c')", "text.find('bb')", "text.rfind('bb')", "text.count('ab')", "text.replace('a', 'ccc')", "words.split()", "words.split(' ')",
    "words.rsplit('d')", "','.join(texts)", "''.join(map(str, r))", "text.upper()", "text.title()", "text.swapcase()", "wide.upper()",
    "wide.casefold()", "text.encode()", "wide.encode('utf-16')", "wide.encode('latin-1')", "text.translate({97: 'x'})", "lines.splitlines()",
    "text[::-1]", "wide[::-1]", "wide[5:-5]", "text * 10", "text + wide", "text.isalpha()", "text.islower()", "wide.isidentifier()", "text.strip('ab')",
    "(text + ' ').isspace() or text.istitle() or text.isalnum()", "text.partition('c')", "text.zfill(5 * n)", "text.center(5 * n)", "'\\t'.join(texts).expandtabs()",
    "text.removeprefix('b').lower()", "list(text)", "set(text)", "hash(text + 'x')", "text == text[:-1] + 'b'", "text < text[:-1] + 'c'", "repr(wide)",
    "ascii(wide)", "'c' in text", "text.maketrans(text, text)", "'%s' % text + text", "f'{text}{text:>{3 * n}}'", "'{} {}'.format(text, wide)",
    "wide.capitalize()", "unicodedata.normalize('NFD', wide)",
    /* bytes */
    "b.find(b'bb')", "b.count(b'ab')", "b.replace(b'a', b'ccc')", "b.split(b'a')", "b''.join([b'ab'] * n)", "b.upper()", "b.decode()", "b.decode('latin-1')",
    "b.decode('utf-16')", "b.hex()", "bytes.fromhex('ab' * n)", "b.translate(None, b'a')", "b[::-1]", "b * 10", "b + ba", "b.isalpha()", "b.strip(b'ab')",
    "ba.find(b'bb')", "ba.extend(b)", "ba.reverse()", "ba.replace(b'a', b'')", "list(b)", "repr(b)", "bytes(ba)", "bytearray(r[:200]) * 50000", "b == b[:-1] + b'b'",
    "b'c' in b", "memoryview(b).tolist()", "memoryview(b)[::2].tobytes()", "b.splitlines() or b.title()", "binascii.hexlify(b)", "base64.b64encode(b)",
    /* numbers */
    "big * huge", "big // huge", "big % (huge + 1)", "big + (huge << 300000)", "str(big)", "int(digits)", "big ** 3", "pow(3, big, huge)",
    "math.factorial(100000)", "math.gcd(big, huge)", "math.isqrt(big)", "math.comb(100000, 50000)", "hex(big * 3) + oct(big)", "big << 10000000", "format(big, ',')",
    "f'{big}'", "big == 3 ** 500000", "int.from_bytes(b)", "(big * big).to_bytes(300000)", "math.lcm(big, huge)", "big.bit_count() + (big | huge) * 3",
    "float(digits[:300]) + int('f' * 1000000, 16)", "math.perm(100000, 50000)",
    /* modules */
    "re.match('(a+)+$', text)", "pattern.match(text)", "re.findall('a', text)", "re.sub('a', 'cc', text)", "re.split('b', text)", "re.escape(text)",
    "list(re.finditer('b', text))", "re.compile('x' * 100000 + '[abc]' * 10000)", "json.dumps(items)", "json.loads(js)", "json.dumps(text)", "json.loads('\"' + text + '\"')",
    "struct.pack('100000i', *items)", "struct.unpack('50000I', b)", "random.Random(1).shuffle(items)", "random.Random(1).randbytes(5 * n)", "sio.readlines()",
    "sio.read()", "bio.readlines() + bio.getvalue().split()", "io.StringIO().writelines(texts)", "eval('+'.join(['1'] * 10000))", "compile('x = 1\\n' * 1000, 'f', 'exec')",
    "copy.copy(items)", "copy.deepcopy(items)", "bisect.bisect(range(1 << 40), 5, key=lambda x: [x] * 3 and sum(range(2000)))", "operator.countOf(items, -1)", "operator.indexOf(items, -1)",
    "print(*items, file=io.StringIO())", "slice(None).indices(5) and list(iter(count.__next__, n))", "[*r]", "(lambda *a: a)(*r)", "{**d}", "all(x < n for x in r)",
    "array.array('i', items)",
};

static bool changes_operands(const char *text)
{
    static const char *const words[] = {".insert(", ".pop(", ".reverse()", ".extend(", ".update(", "heapify", ".sort()", "shuffle", ".rotate(", "__setitem__", "read"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(text, words[i]))
            return true;
    return false;
}

static kr_vm *new_vm(void)
{
    kr_vm *vm = kr_new(NULL, NULL);
    CHECK(vm, "kr_new");
    host_ok(vm, setup);
    host_ok(vm, operands);
    return vm;
}

/* Raises TimeoutError, soon after the fuel was spent. */
static void try_case(kr_vm *vm, const char *text)
{
    kr_stats before = {.size = sizeof before}, after = {.size = sizeof after};
    kr_error e = {.size = sizeof e, .type = "no exception"};
    char program[600]; /* the loop lets a charge be seen that was made without looking */
    snprintf(program, sizeof program, "%s\nfor i in r[:50]: pass", text);
    kr_value code = kr_compile(vm, program, strlen(program), "<case>", KR_EXEC);
    CHECK(!kr_failed(code), "%s", text);
    kr_get_stats(vm, &before);
    kr_limit(vm, KR_LIMIT_FUEL, FUEL);
    kr_run(vm, code, kr_main(vm));
    kr_catch(vm, &e);
    kr_get_stats(vm, &after);
    kr_limit(vm, KR_LIMIT_FUEL, 0);
    uint64_t used = after.fuel - before.fuel;
    CHECK(!strcmp(e.type, "TimeoutError") && used < FUEL + LARGEST_CHARGE, "%s\n  %s %s after %llu units", text, e.type, e.text, (unsigned long long)used);
}

int main(int argc, char **argv)
{
    kr_vm *vm = NULL;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (argc > 1 && !strstr(cases[i], argv[1]))
            continue;
        if (!vm)
            vm = new_vm();
        try_case(vm, cases[i]);
        if (changes_operands(cases[i])) {
            kr_free(vm);
            vm = NULL;
        }
    }
    kr_free(vm);
    return host_status("budget");
}
