# A prompt of one's own with help, defaults and repetition; what a Timer calls; the user's name.
import cmd
import io
import timeit


class Shell(cmd.Cmd):
    prompt = '> '
    use_rawinput = False

    def do_add(self, arg):
        """Add numbers."""
        print(sum(map(int, arg.split())), file=self.stdout)

    def do_quiet(self, arg):
        pass

    def help_topic(self):
        print('about a topic', file=self.stdout)

    def do_EOF(self, arg):
        return True


out = io.StringIO()
Shell(stdin=io.StringIO('add 1 2\n\nhelp\nhelp add\nhelp topic\nhelp nope\n? add\nnope 3\n!ls\n'), stdout=out).cmdloop('Hello')
print(out.getvalue())
Shell(stdout=out).columnize([str(i) * 7 for i in range(30)], 60)
print(out.getvalue()[-300:])
ticks = iter(range(1000))
t = timeit.Timer('calls.append(x)', 'x = 5', timer=lambda: next(ticks), globals={'calls': (calls := [])})
print(t.timeit(3), calls, t.repeat(2, 1), timeit.Timer(lambda: calls.clear(), timer=lambda: next(ticks)).timeit(1), calls)
try:
    timeit.Timer('1 1')
except SyntaxError as e:
    print(e.msg)
