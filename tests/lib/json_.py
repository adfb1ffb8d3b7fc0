import json

for v in (None, True, False, 0, -1, 10 ** 30, 1.5, -0.0, 1e100, 1e-7, "text", "", "é€😀\n\t\"\\/\x00\x7f\u2028", [], [1, [2, [3]]], {}, {"a": 1, "b": [1, {"c": None}]}, (1, 2), {1: "int key", 1.5: "f", True: "b", None: "n"}, float("inf"), float("nan"), [1.0, 100.0, 1e22]):
    print(json.dumps(v))
d = {"b": [1, 2, {"x": None}], "a": "é", "c": {}}
print(json.dumps(d, sort_keys=True), json.dumps(d, ensure_ascii=False), json.dumps(d, separators=(",", ":")))
print(json.dumps(d, indent=2))
print(json.dumps([1, [], {}, [2]], indent="\t"), json.dumps([], indent=2), json.dumps({"a": [1]}, indent=0))
print(json.dumps({"k": {1, 2}.__class__.__name__}), json.dumps([1, object], default=lambda o: "default"), json.dumps({("a",): 1, "b": 2}, skipkeys=True))
for text in ("null", "true", "[1, 2.5, -3e2, 1E+5]", '{"a": {"b": []}}', '"\\u00e9\\n\\ud83d\\ude00\\""', " [ ] ", "123456789012345678901234567890", "-0", "-0.0", "1e400", '"é"', "NaN", "[Infinity, -Infinity]", '{"a": 1, "a": 2}', '"\\/"', "0.1"):
    print(text, "->", repr(json.loads(text)))
for text in ("", "{", "[1,", "[1 2]", "{'a': 1}", '{"a" 1}', '{"a": }', "[1,]", '{"a": 1,}', "tru", "01", "1.", ".5", "-", "+1", '"abc', '"\\x"', '"\\u12"', '"\n"', "[1] 2", "nul", "{1: 2}", "]", '{"a": 1 "b": 2}', "[", "\ufeff1", '"\ud800'):
    try:
        print(repr(json.loads(text)))
    except json.JSONDecodeError as e:
        print(repr(text), "->", e.msg, e.lineno, e.colno, e.pos)
try:
    json.loads("[1,\n 2,\n x]")
except ValueError as e:
    print(e, type(e).__name__)
for bad in ({1, 2}, object(), b"x", 1j, {(1,): 2}, [lambda: 1]):
    try:
        json.dumps(bad)
    except TypeError as e:
        print(e)
r = []
r.append(r)
try:
    json.dumps(r)
except ValueError as e:
    print(e)
try:
    json.dumps(float("nan"), allow_nan=False)
except ValueError as e:
    print(e)
print(json.loads('{"x": 1.5, "y": 2}', parse_float=str, parse_int=lambda s: "i" + s), json.loads('{"a": 1}', object_hook=lambda o: sorted(o.items())), json.loads('{"a": 1, "b": 2}', object_pairs_hook=list), json.loads(b'["bytes"]'), json.loads(bytearray(b"1")))


class Enc(json.JSONEncoder):
    def default(self, o):
        return list(o) if isinstance(o, set) else super().default(o)


print(json.dumps({"s": {1}}, cls=Enc), json.JSONEncoder(indent=1).encode([1]), json.JSONDecoder().raw_decode("[1] tail"))
import io
f = io.StringIO()
json.dump({"a": [1, 2]}, f)
f.seek(0)
print(f.getvalue(), json.load(f))


class S(str):
    pass


class I(int):
    def __repr__(self):
        return "custom"


print(json.dumps([S("sub"), I(5)]), json.dumps({S("k"): 1}))
deep = "[" * 500 + "]" * 500
print(json.dumps(json.loads(deep)) == deep)
big = [{"id": i, "name": f"n{i}", "tags": ["a", "b"], "v": i / 3} for i in range(200)]
print(json.loads(json.dumps(big)) == big, len(json.dumps(big)))
try:
    json.loads("[" * 100000)
except RecursionError:
    print("too deep")
