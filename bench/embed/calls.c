/* SPDX-License-Identifier: MIT
 * What a call between C and a script costs, with limits on, next to Lua 5.4 if it is there:
 *
 *   cc -O2 -DWITH_LUA -Isrc/api -I/usr/include/lua5.4 bench/embed/calls.c build/libkrait.a \
 *      -lgmp -lpcre2-8 -lutf8proc -lz -lm -llua5.4 -o /tmp/calls && /tmp/calls          (without Lua: no -DWITH_LUA, no -llua5.4)
 *
 * Prints nanoseconds a call, the best of 7 rounds, and krait's time divided by Lua's. */
#include "krait.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#ifdef WITH_LUA
#include <lauxlib.h>
#include <lua.h>
#endif

enum { CALLS = 1000000, ROUNDS = 7 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static kr_vm *vm;
static kr_value identity;
static kr_value loop, empty_loop, method_loop;

static kr_value add(kr_vm *v, const kr_value *args, size_t n, void *user)
{
    int64_t a, b;
    (void)n, (void)user;
    return kr_as_int(v, args[0], &a) && kr_as_int(v, args[1], &b) ? kr_int(v, a + b) : KR_ERROR;
}

static kr_value method(kr_vm *v, const kr_value *args, size_t n, void *mem)
{
    (void)v, (void)n, (void)mem;
    return args[1];
}

static const kr_method methods[] = {{"m(self, x, /)", method, KR_METHOD, NULL}, {0}};
static const kr_classdef def = {.name = "Thing", .size = 16, .methods = methods};

static void host_to_script(void)
{
    for (int i = 0; i < CALLS; i++) {
        kr_value arg = kr_int(vm, i);
        kr_call(vm, identity, &arg, 1);
    }
}

static void run(kr_value fn)
{
    kr_value n = kr_int(vm, CALLS);
    if (kr_failed(kr_call(vm, fn, &n, 1))) {
        kr_error e = {.size = sizeof e};
        kr_catch(vm, &e);
        puts(e.text);
    }
}

static void script_to_c(void) { run(loop); }
static void script_loop(void) { run(empty_loop); }
static void script_to_method(void) { run(method_loop); }

#ifdef WITH_LUA
static lua_State *L;

static int lua_add(lua_State *l)
{
    lua_pushinteger(l, luaL_checkinteger(l, 1) + luaL_checkinteger(l, 2));
    return 1;
}

static int lua_method(lua_State *l)
{
    luaL_checkudata(l, 1, "Thing");
    lua_settop(l, 2);
    return 1;
}

static void lua_host_to_script(void)
{
    for (int i = 0; i < CALLS; i++) {
        lua_getglobal(L, "identity");
        lua_pushinteger(L, i);
        lua_call(L, 1, 1);
        lua_pop(L, 1);
    }
}

static void lua_run(const char *name)
{
    lua_getglobal(L, name);
    lua_pushinteger(L, CALLS);
    lua_call(L, 1, 0);
}

static void lua_script_to_c(void) { lua_run("loop"); }
static void lua_script_loop(void) { lua_run("empty"); }
static void lua_script_to_method(void) { lua_run("methods"); }

static void start_lua(void)
{
    L = luaL_newstate();
    lua_register(L, "add", lua_add);
    luaL_newmetatable(L, "Thing");
    lua_pushcfunction(L, lua_method);
    lua_setfield(L, -2, "m");
    lua_pushvalue(L, -1);
    lua_setfield(L, -2, "__index");
    lua_newuserdata(L, 16);
    luaL_setmetatable(L, "Thing");
    lua_setglobal(L, "thing");
    if (luaL_dostring(L, "function identity(x) return x end function empty(n) for i = 0, n - 1 do end end "
                         "function loop(n) local f = add for i = 0, n - 1 do f(i, 1) end end "
                         "function methods(n) local t = thing for i = 0, n - 1 do t:m(i) end end"))
        puts(lua_tostring(L, -1));
}
#endif

static double best(void (*fn)(void))
{
    double least = 1e18;
    for (int i = 0; i < ROUNDS; i++) {
        double start = now();
        fn();
        double took = (now() - start) / CALLS;
        least = took < least ? took : least;
    }
    return least;
}

static void report(const char *what, double ours, double lua)
{
    printf("%-22s %6.1f ns", what, ours);
    if (lua > 0)
        printf("   Lua %6.1f ns   ratio %.2f", lua, ours / lua);
    putchar('\n');
}

int main(void)
{
    double lua[4] = {0};
    kr_config config = {.size = sizeof config, .memory_limit = 64 << 20};
    vm = kr_new(&config, NULL);
    kr_limit(vm, KR_LIMIT_FUEL, UINT64_C(1) << 50);
    kr_limit(vm, KR_LIMIT_DEADLINE, UINT64_C(1) << 50);
    kr_define(vm, kr_main(vm), "add(a, b, /)", add, NULL);
    kr_setattr(vm, kr_main(vm), "thing", kr_object(vm, kr_class(vm, &def, kr_none()), NULL));
    static const char text[] = "def identity(x): return x\ndef empty(n):\n  for i in range(n): pass\n"
                               "def loop(n):\n  f = add\n  for i in range(n): f(i, 1)\n"
                               "def methods(n):\n  t = thing\n  for i in range(n): t.m(i)\n";
    kr_run(vm, kr_compile(vm, text, sizeof text - 1, "<bench>", KR_EXEC), kr_main(vm));
    identity = kr_getattr(vm, kr_main(vm), "identity");
    loop = kr_getattr(vm, kr_main(vm), "loop");
    empty_loop = kr_getattr(vm, kr_main(vm), "empty");
    method_loop = kr_getattr(vm, kr_main(vm), "methods");
#ifdef WITH_LUA
    start_lua();
    lua[0] = best(lua_host_to_script);
    lua[1] = best(lua_script_to_c);
    lua[2] = best(lua_script_loop);
    lua[3] = best(lua_script_to_method);
#endif
    report("host to script", best(host_to_script), lua[0]);
    report("script to C, with loop", best(script_to_c), lua[1]);
    report("the loop alone", best(script_loop), lua[2]);
    report("method in C, with loop", best(script_to_method), lua[3]);
    kr_free(vm);
#ifdef WITH_LUA
    lua_close(L);
#endif
    return 0;
}
