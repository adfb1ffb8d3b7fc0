"""Random trees of generators that delegate to each other, driven by outsiders and second parents.

case(seed) builds a tree from the seed alone, drives it and prints what happened. The same seed gives the same tree on
every interpreter. Nothing here depends on when garbage is collected: every generator is kept and closed by hand.
"""
import sys
import types


class Rng:
    """A generator of numbers that is the same everywhere."""

    def __init__(self, seed):
        self.state = (seed * 2654435761 + 97) % 4294967296
        for _ in range(4):
            self.below(7)

    def below(self, n):
        self.state = (self.state * 1664525 + 1013904223) % 4294967296
        return (self.state >> 12) % n

    def choice(self, items):
        return items[self.below(len(items))]

    def chance(self, percent):
        return self.below(100) < percent


class Base(BaseException):
    pass


def make_error(kind):
    if kind == "V":
        return ValueError("v")
    if kind == "K":
        return KeyError("k")
    if kind == "S":
        return StopIteration("s")
    if kind == "G":
        return GeneratorExit("g")
    return Base("b")


# ---- iterators that are not generators: with some of send, throw and close -------------------------------------------


class Plain:
    tag = "plain"

    def __init__(self, world, n):
        self.world, self.n = world, n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration(self.tag)
        self.n -= 1
        return self.tag + str(self.n)


class Sender(Plain):
    tag = "sender"

    def send(self, value):
        self.world.say("%s.send %s" % (self.tag, value))
        return self.__next__()


class Thrower(Sender):
    tag = "thrower"

    def throw(self, *args):
        self.world.say("%s.throw %s" % (self.tag, name_of(args[0])))
        if self.n % 2:
            self.n -= 1
            return "caught"
        raise args[0]


class Closer(Thrower):
    tag = "closer"

    def close(self):
        self.world.say("closer.close")
        if self.n == 1:
            raise KeyError("close")


OTHERS = {"list": None, "plain": Plain, "sender": Sender, "thrower": Thrower, "closer": Closer, "int": None}


def name_of(error):
    if isinstance(error, type):
        return error.__name__
    text = type(error).__name__ + ":" + str(error)
    seen = 0
    while seen < 4:
        seen += 1
        if error.__cause__ is not None:
            error = error.__cause__
            text += "<=" + type(error).__name__
        elif error.__context__ is not None:
            error = error.__context__
            text += "<-" + type(error).__name__
        else:
            break
    return text


# ---- the bodies of generators and coroutines ---------------------------------------------------------------------------


def generator_body(world, me, program):
    for step in program:
        kind = step[0]
        if kind == "yield":
            got = yield me + step[1]
            world.say("%s got %s" % (me, got))
        elif kind == "catch":
            try:
                got = yield me + step[1]
                world.say("%s got %s" % (me, got))
            except (ValueError, GeneratorExit, Base) as error:
                world.say("%s caught %s" % (me, name_of(error)))
                if step[2] == "again":
                    raise
                if step[2] == "other":
                    raise KeyError(me)
                if step[2] == "from":
                    raise KeyError(me) from error
                if step[2] == "return":
                    return me + "!"
                if step[2] == "yield":
                    yield me + "h"
                    world.say("%s handles %s" % (me, sys.exc_info()[0].__name__))
        elif kind == "finally":
            try:
                yield me + step[1]
            finally:
                world.say("%s finally" % me)
                if step[2] == "yield":
                    yield me + "f"
                elif step[2] == "return":
                    return me + "#"
        elif kind == "from":
            result = yield from world.target(me, step[1])
            world.say("%s result %s" % (me, result))
        elif kind == "catchfrom":
            try:
                result = yield from world.target(me, step[1])
                world.say("%s result %s" % (me, result))
            except (ValueError, RuntimeError, TypeError, GeneratorExit) as error:
                world.say("%s caught %s" % (me, name_of(error)))
                if step[2] == "again":
                    raise
                if step[2] == "other":
                    raise Base(me)
                if step[2] == "return":
                    return me + "?"
                if step[2] == "yield":
                    yield from world.target(me, step[3])
        elif kind == "finallyfrom":
            try:
                result = yield from world.target(me, step[1])
                world.say("%s result %s" % (me, result))
            finally:
                world.say("%s finally %s" % (me, name_of(sys.exc_info()[0]) if sys.exc_info()[0] else "-"))
                if step[2] == "yield":
                    yield me + "f"
        elif kind == "loop":
            for value in world.target(me, step[1]):
                got = yield value
                world.say("%s looped %s" % (me, got))
        elif kind == "op":
            world.say("%s does %s %s" % (me, step[1], step[2]))
            world.drive(step[1], step[2], step[3])
        elif kind == "look":
            world.say("%s sees %s" % (me, world.states()))
        elif kind == "raise":
            raise make_error(step[1])
        elif kind == "return":
            return me + "."
    return me


@types.coroutine
def pause(value):
    got = yield value
    return got


class Point:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        got = yield self.value
        return got


async def coroutine_body(world, me, program):
    for step in program:
        kind = step[0]
        if kind == "yield":
            got = await pause(me + step[1])
            world.say("%s got %s" % (me, got))
        elif kind == "catch":
            try:
                got = await Point(me + step[1])
                world.say("%s got %s" % (me, got))
            except (ValueError, GeneratorExit, Base) as error:
                world.say("%s caught %s" % (me, name_of(error)))
                if step[2] == "again":
                    raise
                if step[2] == "other":
                    raise KeyError(me)
                if step[2] == "from":
                    raise KeyError(me) from error
                if step[2] == "return":
                    return me + "!"
                if step[2] == "yield":
                    await pause(me + "h")
                    world.say("%s handles %s" % (me, sys.exc_info()[0].__name__))
        elif kind == "finally":
            try:
                await pause(me + step[1])
            finally:
                world.say("%s finally" % me)
                if step[2] == "yield":
                    await pause(me + "f")
                elif step[2] == "return":
                    return me + "#"
        elif kind == "from":
            result = await world.target(me, step[1])
            world.say("%s result %s" % (me, result))
        elif kind == "catchfrom":
            try:
                result = await world.target(me, step[1])
                world.say("%s result %s" % (me, result))
            except (ValueError, RuntimeError, TypeError, GeneratorExit) as error:
                world.say("%s caught %s" % (me, name_of(error)))
                if step[2] == "again":
                    raise
                if step[2] == "other":
                    raise Base(me)
                if step[2] == "return":
                    return me + "?"
                if step[2] == "yield":
                    await world.target(me, step[3])
        elif kind == "finallyfrom":
            try:
                result = await world.target(me, step[1])
                world.say("%s result %s" % (me, result))
            finally:
                world.say("%s finally %s" % (me, name_of(sys.exc_info()[0]) if sys.exc_info()[0] else "-"))
                if step[2] == "yield":
                    await Point(me + "f")
        elif kind == "op":
            world.say("%s does %s %s" % (me, step[1], step[2]))
            world.drive(step[1], step[2], step[3])
        elif kind == "look":
            world.say("%s sees %s" % (me, world.states()))
        elif kind == "raise":
            raise make_error(step[1])
        elif kind == "return":
            return me + "."
    return me


# ---- the world of one case ---------------------------------------------------------------------------------------------


class World:
    def __init__(self, seed):
        self.rng = Rng(seed)
        self.asynchronous = self.rng.chance(25)
        self.depth = self.rng.choice([1, 2, 3, 3, 4, 4, 5, 5, 6, 6])
        self.lines = []
        self.keep = []
        self.nodes = {}
        self.level = 0  # drives within drives
        names = ["n%d" % i for i in range(self.depth + 1)]  # a chain: n0 delegates to n1, ...
        extra = ["x%d" % i for i in range(1 + self.rng.below(3))]  # second parents
        self.names = names + extra
        for i, name in enumerate(names):
            self.nodes[name] = self.make(name, self.chain_program(names[i + 1] if i + 1 < len(names) else None))
        for name in extra:
            self.nodes[name] = self.make(name, self.chain_program(self.rng.choice(self.names)))

    def make(self, name, program):
        body = coroutine_body if self.asynchronous else generator_body
        return body(self, name, program)

    def chain_program(self, child):
        """A few steps, with a delegation to `child` among them when there is one."""
        steps = [self.step()] if self.rng.chance(25) else []
        if child is None:
            steps += [self.leaf_step() for _ in range(2 + self.rng.below(3))]
        else:
            steps.append(self.delegation(child))
        steps += [self.step() for _ in range(self.rng.below(3))]
        return steps

    def delegation(self, child):
        kind = self.rng.below(10)
        if kind < 5:
            return ("from", child)
        if kind < 8:
            action = self.rng.choice(["pass", "again", "other", "return", "yield"])
            return ("catchfrom", child, action, self.rng.choice(self.names + ["list", "thrower"]))
        if kind == 8 and not self.asynchronous and self.rng.chance(40):
            return ("loop", child)
        return ("finallyfrom", child, self.rng.choice(["pass", "pass", "yield"]))

    def leaf_step(self):
        mark = self.rng.choice("abcd")
        kind = self.rng.below(10)
        if kind < 5:
            return ("yield", mark)
        if kind < 8:
            return ("catch", mark, self.rng.choice(["pass", "again", "other", "from", "return", "yield"]))
        return ("finally", mark, self.rng.choice(["pass", "pass", "pass", "yield", "return"]))

    def step(self):
        kind = self.rng.below(20)
        if kind < 8:
            return self.leaf_step()
        if kind < 11:
            return self.delegation(self.rng.choice(self.names + list(OTHERS)))
        if kind < 15:
            action = self.rng.choice(["next", "send", "throw", "throw", "close"])
            return ("op", action, self.rng.choice(self.names), self.rng.choice("VKSGB"))
        if kind < 17:
            return ("look",)
        if kind < 18:
            return ("raise", self.rng.choice("VKSGB"))
        if kind < 19:
            return ("return",)
        return ("yield", "z")

    def target(self, me, name):
        """The object that `me` delegates to."""
        if name in self.nodes:
            return self.nodes[name]
        if name == "int":
            return 7
        if self.asynchronous:
            return Point(me + name)
        made = iter([name + "0", name + "1"]) if name == "list" else OTHERS[name](self, 1 + self.rng.below(3))
        self.keep.append(made)
        return made

    def say(self, line):
        self.lines.append("  " * self.level + line)

    def states(self):
        """For each node its state (created, suspended, running, -), and whom it delegates to: n0S>n1 n1S n2C."""
        found = []
        for name in self.names:
            node = self.nodes.get(name)
            if node is None:
                continue
            if self.asynchronous:
                running, waits, frame, below = node.cr_running, node.cr_suspended, node.cr_frame, node.cr_await
            else:
                running, waits, frame, below = node.gi_running, node.gi_suspended, node.gi_frame, node.gi_yieldfrom
            state = "R" if running else "S" if waits else "-" if frame is None else "C"
            found.append(name + state + self.link(below))
        return " ".join(found)

    def link(self, below):
        if below is None:
            return ""
        for name in self.names:
            if self.nodes.get(name) is below:
                return ">" + name
        return ">" + type(below).__name__

    def drive(self, action, name, argument):
        """One action by an outsider; whatever it raises is said and goes no further."""
        node = self.nodes.get(name)
        if node is None or self.level > 3:
            return
        self.level += 1
        try:
            if action == "next":
                value = node.send(None)
            elif action == "send":
                value = node.send(argument.lower())
            elif action == "throw":
                value = node.throw(make_error(argument))
            else:
                value = node.close()
            line = "= %s" % (value,)
        except StopIteration as stop:
            line = "stop %s" % (stop.value,)
        except BaseException as error:
            line = "! " + name_of(error)
        self.say(line)
        self.level -= 1

    def alive(self, name):
        node = self.nodes[name]
        return (node.cr_frame if self.asynchronous else node.gi_frame) is not None

    def suspended(self, name):
        node = self.nodes[name]
        return node.cr_suspended if self.asynchronous else node.gi_suspended

    def pick(self):
        """Whom the next action goes to: most often the root of the chain, and rarely one that has ended."""
        if self.alive("n0") and self.rng.chance(65):
            return "n0"
        names = [name for name in self.names if self.alive(name)]
        return self.rng.choice(names if names and self.rng.chance(90) else self.names)

    def run(self):
        for turn in range(4 + self.rng.below(9)):
            name = self.pick()
            action = self.rng.choice(["next", "next", "send", "send", "send", "send", "throw", "throw", "throw", "close"])
            if turn < 2 and self.rng.chance(80):
                name, action = "n0", "next"
            if action == "close" and self.rng.chance(50):
                action = "send"
            if action == "send" and not self.suspended(name) and self.rng.chance(80):
                action = "next"
            argument = self.rng.choice("VKSGB")
            self.say("%s %s %s" % (action, name, argument))
            self.drive(action, name, argument)
            self.say(self.states())
        self.finish()

    def finish(self):
        """Closes what is left, outermost first; a body that goes on yielding is closed again until it ends."""
        for name in self.names:
            for _ in range(20):
                if not self.alive(name):
                    break
                self.say("close " + name)
                self.drive("close", name, "")


def case(seed):
    world = World(seed)
    print("seed %d depth %d %s" % (seed, world.depth, "await" if world.asynchronous else "yield from"))
    world.run()
    for line in world.lines:
        print(" " + line)
