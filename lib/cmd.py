# SPDX-License-Identifier: MIT
"""A prompt of one's own: each command is a method do_NAME."""

import inspect
import string
import sys

__all__ = ['Cmd']
PROMPT = '(Cmd) '
IDENTCHARS = string.ascii_letters + string.digits + '_'


class Cmd:
    """Reads lines and calls what they name."""

    prompt = PROMPT
    identchars = IDENTCHARS
    ruler = '='
    lastcmd = ''
    intro = None
    doc_leader = ''
    doc_header = 'Documented commands (type help <topic>):'
    misc_header = 'Miscellaneous help topics:'
    undoc_header = 'Undocumented commands:'
    nohelp = '*** No help on %s'
    use_rawinput = 1

    def __init__(self, completekey='tab', stdin=None, stdout=None):
        self.stdin = sys.stdin if stdin is None else stdin
        self.stdout = sys.stdout if stdout is None else stdout
        self.cmdqueue = []
        self.completekey = completekey

    def cmdloop(self, intro=None):
        """Read and run lines until a command returns something true."""
        self.preloop()
        if intro is not None:
            self.intro = intro
        if self.intro:
            self.stdout.write(f'{self.intro}\n')
        stop = None
        while not stop:
            line = self.precmd(self.cmdqueue.pop(0) if self.cmdqueue else self._read())
            stop = self.postcmd(self.onecmd(line), line)
        self.postloop()

    def _read(self):
        if self.use_rawinput:
            try:
                return input(self.prompt)
            except EOFError:
                return 'EOF'
        self.stdout.write(self.prompt)
        self.stdout.flush()
        line = self.stdin.readline()
        return line.rstrip('\r\n') if line else 'EOF'

    def precmd(self, line):
        """Change a line before it is run."""
        return line

    def postcmd(self, stop, line):
        """Decide whether to stop behind a line."""
        return stop

    def preloop(self):
        """Called before the first line."""

    def postloop(self):
        """Called behind the last line."""

    def parseline(self, line):
        """Return a line's command, its arguments and the line."""
        line = line.strip()
        if not line:
            return None, None, line
        if line[0] == '?':
            line = 'help ' + line[1:]
        elif line[0] == '!':
            if not hasattr(self, 'do_shell'):
                return None, None, line
            line = 'shell ' + line[1:]
        n = next((i for i, c in enumerate(line) if c not in self.identchars), len(line))
        return line[:n], line[n:].strip(), line

    def onecmd(self, line):
        """Run one line."""
        name, arg, line = self.parseline(line)
        if not line:
            return self.emptyline()
        if name is None:
            return self.default(line)
        self.lastcmd = '' if line == 'EOF' else line
        run = getattr(self, 'do_' + name, None) if name else None
        return self.default(line) if run is None else run(arg)

    def emptyline(self):
        """Run the last line again."""
        if self.lastcmd:
            return self.onecmd(self.lastcmd)

    def default(self, line):
        """Called for a line whose command is not known."""
        self.stdout.write(f'*** Unknown syntax: {line}\n')

    def completedefault(self, *ignored):
        """Complete an argument where there is no complete_NAME."""
        return []

    def completenames(self, text, *ignored):
        """Return the commands that begin with a text."""
        return [name[3:] for name in self.get_names() if name.startswith('do_' + text)]

    def complete(self, text, state):
        """Return the next completion; readline calls this."""
        if state == 0:
            import readline
            whole = readline.get_line_buffer()
            line = whole.lstrip()
            begin = readline.get_begidx() - (len(whole) - len(line))
            end = readline.get_endidx() - (len(whole) - len(line))
            find = self.completenames
            if begin > 0:
                name = self.parseline(line)[0]
                find = getattr(self, 'complete_' + name, self.completedefault) if name else self.completedefault
            self.completion_matches = find(text, line, begin, end)
        return self.completion_matches[state] if state < len(self.completion_matches) else None

    def get_names(self):
        """Return the names of all methods."""
        return dir(self.__class__)

    def complete_help(self, *args):
        """Complete the argument of help."""
        text = args[0]
        topics = {name[5:] for name in self.get_names() if name.startswith('help_' + text)}
        return list(set(self.completenames(*args)) | topics)

    def do_help(self, arg):
        'List available commands with "help" or detailed help with "help cmd".'
        if not arg:
            self._list_topics()
            return
        explain = getattr(self, 'help_' + arg, None)
        if explain is not None:
            explain()
            return
        command = getattr(self, 'do_' + arg, None)
        text = command and command.__doc__
        self.stdout.write(f'{inspect.cleandoc(text) if text else self.nohelp % (arg,)}\n')

    def _list_topics(self):
        names = self.get_names()
        topics = {name[5:] for name in names if name.startswith('help_')}
        documented, others = [], []
        for name in sorted(set(names)):
            if name.startswith('do_'):
                command = name[3:]
                if command in topics or getattr(self, name).__doc__:
                    documented.append(command)
                    topics.discard(command)
                else:
                    others.append(command)
        self.stdout.write(f'{self.doc_leader}\n')
        self.print_topics(self.doc_header, documented, 15, 80)
        self.print_topics(self.misc_header, sorted(topics), 15, 80)
        self.print_topics(self.undoc_header, others, 15, 80)

    def print_topics(self, header, cmds, cmdlen, maxcol):
        """Print a header and names in columns."""
        if cmds:
            self.stdout.write(f'{header}\n')
            if self.ruler:
                self.stdout.write(self.ruler * len(header) + '\n')
            self.columnize(cmds, maxcol - 1)
            self.stdout.write('\n')

    def columnize(self, list, displaywidth=80):
        """Print strings in as few rows as fit."""
        if not list:
            self.stdout.write('<empty>\n')
            return
        odd = [i for i, s in enumerate(list) if not isinstance(s, str)]
        if odd:
            raise TypeError("list[i] not a string for i in " + ', '.join(map(str, odd)))
        for rows in range(1, len(list) + 1):
            columns = [list[i:i + rows] for i in range(0, len(list), rows)]
            widths = [max(map(len, column)) for column in columns]
            if sum(widths) + 2 * (len(widths) - 1) <= displaywidth or rows == len(list):
                break
        for row in range(rows):
            texts = [column[row] for column in columns if row < len(column)]
            self.stdout.write('  '.join(text.ljust(width) for text, width in zip(texts, widths)).rstrip(' ')
                              if rows == len(list) else
                              '  '.join(text.ljust(width) for text, width in zip(texts, widths)))
            self.stdout.write('\n')
