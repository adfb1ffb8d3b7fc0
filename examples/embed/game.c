/* SPDX-License-Identifier: MIT
 * A game: each creature is a script in a VM of its own, written as if it were alone in the world. frame() gives the thread back until
 * the next frame; a script that computes for too long is stopped in the middle and goes on in the next frame; one that fails, or
 * eats up its memory, ends without harm to the others. Build it with: cc game.c $(pkg-config --cflags --libs krait) */
#include <krait.h>

#include <stdio.h>
#include <string.h>

enum { FRAMES = 20, FUEL = 20000 /* a frame, about a fifth of a millisecond */, MEMORY = 2 << 20 };

typedef struct Creature {
    const char *name, *script;
    kr_vm *vm;
    double x;
    bool paused; /* kr_resume() goes on with it; else it has not begun, or is over */
} Creature;

static Creature creatures[] = {
    {.name = "walker", .script = "import world\n"
                                 "for step in range(5):\n"
                                 "    world.move(step / 2)\n"
                                 "    world.frame()\n"
                                 "world.say(f'I am at {world.x()}')\n"},
    {.name = "thinker", .script = "import world\n"
                                  "world.say(f'the sum is {sum(i * i for i in range(30000))}')\n"},
    {.name = "stumbler", .script = "import world\n"
                                   "world.frame()\n"
                                   "world.move('left')\n"},
    {.name = "glutton", .script = "food = []\n"
                                  "while True:\n"
                                  "    food.append('x' * 10000)\n"},
};
enum { COUNT = sizeof creatures / sizeof *creatures };

/* ---- what scripts find in the module world --------------------------------------------------------------------------------- */

static kr_value move(kr_vm *vm, const kr_value *args, size_t n, void *user)
{
    Creature *c = user;
    double by;
    (void)n;
    if (!kr_as_float(vm, args[0], &by))
        return KR_ERROR;
    c->x += by;
    return kr_none();
}

static kr_value x(kr_vm *vm, const kr_value *args, size_t n, void *user)
{
    (void)vm, (void)args, (void)n;
    return kr_float(((Creature *)user)->x);
}

/* The script stops when this has returned, until kr_resume(). */
static kr_value frame(kr_vm *vm, const kr_value *args, size_t n, void *user)
{
    (void)args, (void)n, (void)user;
    kr_interrupt(vm, KR_PAUSE);
    return kr_none();
}

static kr_value say(kr_vm *vm, const kr_value *args, size_t n, void *user)
{
    const char *text = kr_utf8(vm, args[0], NULL);
    (void)n;
    if (!text)
        return KR_ERROR;
    printf("%s: %s\n", ((Creature *)user)->name, text);
    return kr_none();
}

/* ---- frames -------------------------------------------------------------------------------------------------------------------- */

static void show(Creature *c, kr_value v)
{
    kr_error error = {.size = sizeof error};
    c->paused = kr_paused(v);
    if (!kr_failed(v) || !kr_catch(c->vm, &error))
        return;
    int line = error.nframes ? error.frames[error.nframes - 1].line : 0;
    printf("%s: %s in line %d\n", c->name, error.type, line);
}

static bool begin(Creature *c)
{
    kr_config config = {.size = sizeof config, .memory_limit = MEMORY};
    c->vm = kr_new(&config, NULL);
    if (!c->vm)
        return false;
    kr_value world = kr_module(c->vm, "world");
    bool ok = kr_define(c->vm, world, "move(by: float)", move, c) && kr_define(c->vm, world, "x()", x, c) &&
              kr_define(c->vm, world, "frame()", frame, c) && kr_define(c->vm, world, "say(text: str)", say, c);
    kr_value code = kr_compile(c->vm, c->script, strlen(c->script), c->name, KR_EXEC);
    kr_limit(c->vm, KR_LIMIT_PAUSE, FUEL);
    show(c, ok ? kr_run(c->vm, code, kr_main(c->vm)) : KR_ERROR);
    return ok;
}

static void go_on(Creature *c)
{
    kr_limit(c->vm, KR_LIMIT_PAUSE, FUEL);
    show(c, kr_resume(c->vm));
}

int main(void)
{
    for (int i = 0; i < COUNT; i++)
        if (!begin(&creatures[i]))
            return 1;
    for (int number = 1; number < FRAMES; number++)
        for (int i = 0; i < COUNT; i++)
            if (creatures[i].paused)
                go_on(&creatures[i]);
    for (int i = 0; i < COUNT; i++)
        kr_free(creatures[i].vm);
    return 0;
}
