/* SPDX-License-Identifier: MIT
 * Values from C and back: records by format, keywords, iteration, tests of types, memory of the host's. */
#include "nth.h"

static kr_value eval(kr_vm *vm, const char *text)
{
    return host_run(vm, text, KR_EVAL);
}

static bool same(kr_vm *vm, kr_value v, const char *text)
{
    kr_value r = kr_failed(v) ? v : kr_repr(vm, v);
    const char *p = kr_failed(r) ? NULL : kr_utf8(vm, r, NULL);
    kr_error e = {.size = sizeof e};
    bool raised = !p && kr_catch(vm, &e);
    CHECK(p && !strcmp(p, text), "%s is not %s", p ? p : raised ? e.text : "?", text);
    return p && !strcmp(p, text);
}

/* The call failed with that type and message. */
static void fails(kr_vm *vm, bool failed, const char *type, const char *message)
{
    kr_error e = {.size = sizeof e};
    bool raised = kr_catch(vm, &e);
    CHECK(failed && raised && !strcmp(e.type, type) && !strcmp(e.message, message), "%s: %s, not %s: %s", raised ? e.type : "?", raised ? e.message : "?", type, message);
}

static void test_build(kr_vm *vm)
{
    same(vm, kr_build(vm, "{'name': s, 'n': i, 'big':I, 'x':d, 'on':b, 'no':N, 'l':[iii], 't':(s#y#), 'none':s, 'e':[(){}]}", "abc", -3, INT64_MAX, 0.5, 1, 1, 2, 3,
                      "xyz", (size_t)2, "\0\1", (size_t)2, NULL),
         "{'name': 'abc', 'n': -3, 'big': 9223372036854775807, 'x': 0.5, 'on': True, 'no': None, 'l': [1, 2, 3], 't': ('xy', b'\\x00\\x01'), 'none': None, 'e': [(), {}]}");
    same(vm, kr_build(vm, "(O,[O],(i))", kr_none(), kr_bool(true), 7), "(None, [True], (7,))");
    fails(vm, kr_failed(kr_build(vm, "[i", 3)), "SystemError", "this is no format: '[i', at ''");
    fails(vm, kr_failed(kr_build(vm, "{'a':", 3)), "SystemError", "this is no format: '{'a':', at ''");
    fails(vm, kr_failed(kr_build(vm, "ii", 3, 4)), "SystemError", "this is no format: 'ii', at 'i'");
    fails(vm, kr_failed(kr_build(vm, "q")), "SystemError", "this is no format: 'q', at 'q'");
    fails(vm, kr_failed(kr_build(vm, "{O:i}", kr_list(vm, NULL, 0), 1)), "TypeError", "unhashable type: 'list'");
    fails(vm, kr_failed(kr_build(vm, "[O]", kr_getattr(vm, kr_none(), "x"))), "AttributeError", "'NoneType' object has no attribute 'x'");
    fails(vm, kr_failed(kr_build(vm, "[[[[[[[[[[[[[[[[[[i]]]]]]]]]]]]]]]]]]", 1)), "SystemError", "this is no format: '[[[[[[[[[[[[[[[[[[i]]]]]]]]]]]]]]]]]]', at '[i]]]]]]]]]]]]]]]]]]'");
}

static void test_parse(kr_vm *vm)
{
    const char *name = NULL, *unit = "m";
    const void *data = NULL;
    size_t n = 0, len = 0;
    int i = 0, opt = 42, opt2 = 43;
    int64_t big = 0;
    double x = 0, y = 0;
    bool on = false;
    kr_value o = {0};
    kr_value v = eval(vm, "{'name': 'abc', 'n': 5, 'big': 2**40, 'p': (1, 2.5), 'on': True, 'data': b'ab\\0c', 'deep': {'l': [1, None]}, 'o': {1}}");
    CHECK(kr_parse(vm, v, "{'name':s#,'n':i,'big':I,'p':(dd),'on':b,'data':y#,'unit':?s,'deep':{'l':[i?i],'m':?{'z':[ii]}},'o':O}", &name, &len, &i, &big, &x, &y, &on,
                   &data, &n, &unit, &opt2, &opt, &opt2, &opt, &o),
          "parse");
    CHECK(!strcmp(name, "abc") && len == 3 && i == 5 && big == 1LL << 40 && x == 1 && y == 2.5 && on && n == 4 && !memcmp(data, "ab\0c", 4) && !strcmp(unit, "m"), "values");
    CHECK(opt == 42 && opt2 == 1 && kr_typeof(vm, o) == KR_TYPE_SET, "optional ones");
    kr_value w = eval(vm, "{'points': [(1, 2), ('a', 3)], 'n': 2**40, 'h': 2**70, 's': 'a\\0b'}");
    fails(vm, !kr_parse(vm, w, "{'points':[(dd)(dd)]}", &x, &y, &x, &y), "TypeError", "['points'][1][0]: expected float, not str");
    fails(vm, !kr_parse(vm, w, "{'points':[(dd)]}", &x, &y), "TypeError", "['points'][1]: one item too many");
    fails(vm, !kr_parse(vm, w, "{'points':[O O O]}", &o, &o, &o), "TypeError", "['points'][2]: missing");
    fails(vm, !kr_parse(vm, w, "{'points':{'x':i}}", &i), "TypeError", "['points']: expected dict, not list");
    fails(vm, !kr_parse(vm, w, "{'n':[i]}", &i), "TypeError", "['n']: expected list, not int");
    fails(vm, !kr_parse(vm, w, "{'q':i}", &i), "TypeError", "['q']: missing");
    fails(vm, !kr_parse(vm, w, "{'n':i}", &i), "OverflowError", "['n']: the int is too large");
    fails(vm, !kr_parse(vm, w, "{'h':I}", &big), "OverflowError", "['h']: the int is too large");
    fails(vm, !kr_parse(vm, w, "{'s':s}", &name), "ValueError", "['s']: embedded null character");
    fails(vm, !kr_parse(vm, w, "{'s':y#}", &data, &n), "TypeError", "['s']: expected bytes, not str");
    fails(vm, !kr_parse(vm, w, "i", &i), "TypeError", "expected int, not dict");
    fails(vm, !kr_parse(vm, w, "{i}", &i), "SystemError", "this is no format: '{i}', at 'i}'");
    CHECK(kr_parse(vm, kr_int(vm, 1), " i, ", &i) && i == 1, "blanks");
}

static void test_calls(kr_vm *vm)
{
    host_ok(vm, "def f(*a, **k): return a, k\nclass C:\n  x = 5\n  def m(self, a): return self.x + a\nc = C()");
    kr_value f = eval(vm, "f"), c = eval(vm, "c"), x = kr_name(vm, "x"), args[3] = {kr_int(vm, 1), kr_int(vm, 2), kr_int(vm, 3)};
    same(vm, kr_call_kw(vm, f, args, 3, kr_build(vm, "('a''b')")), "((1,), {'a': 2, 'b': 3})");
    same(vm, kr_callf(vm, f, "i, s, key=d, other_1=[i]", 1, "x", 0.5, 3), "((1, 'x'), {'key': 0.5, 'other_1': [3]})");
    same(vm, kr_callf(vm, f, ""), "((), {})");
    fails(vm, kr_failed(kr_callf(vm, f, "a=i,i", 1, 2)), "SystemError", "this is no format: 'a=i,i', at 'i'");
    fails(vm, kr_failed(kr_call_kw(vm, f, args, 1, kr_build(vm, "('a''b')"))), "TypeError",
          "kr_call_kw: the names must be a tuple of at most as many str as there are values");
    same(vm, kr_call_method(vm, c, kr_name(vm, "m"), args, 1), "6");
    CHECK(kr_set_named(vm, c, x, args[2]) && kr_equal(vm, kr_get_named(vm, c, x), args[2]) == 1, "named");
    same(vm, kr_call_method(vm, c, kr_name(vm, "m"), args, 1), "4");
    CHECK(kr_delattr(vm, c, "x"), "delattr");
    same(vm, kr_get_named(vm, c, x), "5");
    fails(vm, !kr_delattr(vm, c, "x"), "AttributeError", "'C' object has no attribute 'x'");
    fails(vm, kr_failed(kr_get_named(vm, c, args[0])), "TypeError", "attribute name must be string, not 'int'");
}

static void test_containers(kr_vm *vm)
{
    kr_value d = kr_dict(vm), l = kr_list(vm, NULL, 0), k, v, item;
    size_t pos = 0;
    int64_t sum = 0, i;
    for (int j = 0; j < 5; j++)
        CHECK(kr_setitem(vm, d, kr_int(vm, j), kr_int(vm, j * j)) && kr_append(vm, l, kr_int(vm, j)), "filled");
    CHECK(kr_delitem(vm, d, kr_int(vm, 2)) && kr_len(vm, d) == 4 && kr_contains(vm, d, kr_int(vm, 2)) == 0 && kr_contains(vm, l, kr_int(vm, 2)) == 1, "deleted");
    for (; kr_dict_next(vm, d, &pos, &k, &v) > 0; sum += i)
        CHECK(kr_as_int(vm, v, &i), "int");
    CHECK(sum == 1 + 9 + 16, "%lld", (long long)sum);
    kr_value it = kr_iter(vm, eval(vm, "(i for i in 'ab')"));
    CHECK(kr_next(vm, it, &item) == 1 && same(vm, item, "'a'") && kr_next(vm, it, &item) == 1 && kr_next(vm, it, &item) == 0, "iterated");
    it = kr_iter(vm, eval(vm, "(1 // i for i in [1, 0])"));
    CHECK(kr_next(vm, it, &item) == 1 && kr_next(vm, it, &item) == -1 && kr_catch(vm, NULL), "an error");
    same(vm, kr_tuple(vm, &l, 1), "([0, 1, 2, 3, 4],)");
    same(vm, kr_set(vm, (kr_value[]){kr_int(vm, 1), kr_int(vm, 1)}, 2), "{1}");
    same(vm, kr_bytes(vm, NULL, 0), "b''");
    CHECK(kr_typeof(vm, d) == KR_TYPE_DICT && kr_typeof(vm, kr_bool(true)) == KR_TYPE_BOOL && kr_typeof(vm, kr_int(vm, INT64_MAX)) == KR_TYPE_INT &&
              kr_typeof(vm, kr_none()) == KR_TYPE_NONE && kr_typeof(vm, kr_float(1)) == KR_TYPE_FLOAT && kr_typeof(vm, kr_name(vm, "q")) == KR_TYPE_STR &&
              kr_typeof(vm, KR_ERROR) == KR_TYPE_NOTHING && kr_typeof(vm, eval(vm, "int")) == KR_TYPE_CLASS && kr_typeof(vm, eval(vm, "len")) == KR_TYPE_OTHER,
          "types");
    CHECK(kr_isinstance(vm, d, eval(vm, "dict")) == 1 && kr_isinstance(vm, d, eval(vm, "(int, str)")) == 0 && kr_truth(vm, kr_dict(vm)) == 0, "tests");
    CHECK(kr_class_of(vm, d).bits == eval(vm, "dict").bits, "type");
    fails(vm, kr_isinstance(vm, d, d) < 0, "TypeError", "isinstance() arg 2 must be a type, a tuple of types, or a union");
    fails(vm, !kr_append(vm, d, d), "TypeError", "kr_append() takes a list, not 'dict'");
    fails(vm, kr_dict_next(vm, l, &pos, &k, &v) < 0, "TypeError", "kr_dict_next() takes a dict, not 'list'");
    fails(vm, kr_len(vm, kr_none()) < 0, "TypeError", "object of type 'NoneType' has no len()");
    fails(vm, kr_failed(kr_iter(vm, kr_none())), "TypeError", "'NoneType' object is not iterable");
    fails(vm, kr_truth(vm, (kr_value){0}) < 0, "SystemError", "an empty kr_value");
}

static void done(void *data, void *user)
{
    ((char *)data)[0] = 'D';
    ++*(int *)user;
}

static void test_buffer(void)
{
    static char memory[8] = "abcdefg";
    int freed = 0;
    size_t n = 0;
    kr_vm *vm = kr_new(NULL, NULL);
    kr_setattr(vm, kr_main(vm), "b", kr_buffer(vm, memory, 7, KR_BUFFER_WRITE, done, &freed));
    kr_setattr(vm, kr_main(vm), "r", kr_buffer(vm, memory, 7, 0, NULL, NULL));
    host_ok(vm, "b[1] = ord('B')\nassert bytes(r) == b'aBcdefg'\ns = b[2:4]\ndel b\nimport gc\ngc.collect()\nassert bytes(s) == b'cd' and r.readonly and not s.readonly\n"
                "try: r[0] = 1\nexcept TypeError: pass\nelse: assert 0");
    CHECK(freed == 0 && memory[1] == 'B', "%d freed", freed);
    const char *p = kr_as_bytes(vm, eval(vm, "s"), &n);
    CHECK(p == memory + 2 && n == 2, "the same memory");
    fails(vm, !kr_as_bytes(vm, kr_none(), &n), "TypeError", "a bytes-like object is required, not 'NoneType'");
    kr_free(vm);
    CHECK(freed == 1 && memory[0] == 'D', "%d freed", freed);
}

static bool work(kr_vm *vm)
{
    const char *name;
    double x, y;
    kr_value item, it, v = kr_build(vm, "{'name':s,'p':[(dd)(ii)],'big':I}", "n", 1.5, 2.5, 3, 4, INT64_MAX);
    if (kr_failed(v) || !kr_parse(vm, v, "{'name':s,'p':[(dd)O]}", &name, &x, &y, &item))
        return false;
    it = kr_iter(vm, v);
    while (!kr_failed(it) && kr_next(vm, it, &item) > 0)
        if (!kr_setattr(vm, kr_main(vm), "item", item))
            return false;
    kr_value fn = host_run(vm, "lambda *a, **k: [a, k, bytes(a[0])]", KR_EVAL), buffer = kr_buffer(vm, &x, sizeof x, 0, NULL, NULL);
    return !kr_failed(it) && !kr_failed(fn) && !kr_failed(buffer) && !kr_failed(kr_callf(vm, fn, "O,i,z=(s)", buffer, 1, "s")) &&
           !kr_failed(kr_set(vm, &item, 1));
}

int main(void)
{
    kr_vm *vm = kr_new(NULL, NULL);
    test_build(vm);
    test_parse(vm);
    test_calls(vm);
    test_containers(vm);
    kr_free(vm);
    test_buffer();
    nth_sweep("values", work);
    return host_status("values");
}
