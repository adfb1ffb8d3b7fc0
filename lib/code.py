# SPDX-License-Identifier: MIT
"""Prompts of one's own: compiling and running what is typed, line by line."""

import sys
import traceback
from codeop import CommandCompiler, compile_command

__all__ = ['InteractiveConsole', 'InteractiveInterpreter', 'compile_command', 'interact']


class InteractiveInterpreter:
    """Runs commands in a namespace; knows nothing of input."""

    def __init__(self, locals=None):
        self.locals = {'__name__': '__console__', '__doc__': None} if locals is None else locals
        self.compile = CommandCompiler()

    def runsource(self, source, filename='<input>', symbol='single'):
        """Run a command; True if it needs more lines."""
        try:
            code = self.compile(source, filename, symbol)
        except (OverflowError, SyntaxError, ValueError):
            self.showsyntaxerror(filename, source=source)
            return False
        if code is None:
            return True
        self.runcode(code)
        return False

    def runcode(self, code):
        """Run code; what it raises is shown, SystemExit goes on."""
        try:
            exec(code, self.locals)
        except SystemExit:
            raise
        except:
            self.showtraceback()

    def showsyntaxerror(self, filename=None, **kwargs):
        """Show the SyntaxError being handled, as one of `filename`."""
        try:
            kind, value, _ = sys.exc_info()
            if filename and issubclass(kind, SyntaxError):
                value.filename = filename
            self._show(kind, value.with_traceback(None), None, kwargs.pop('source', ''))
        finally:
            kind = value = None

    def showtraceback(self):
        """Show the exception being handled, without this module's frame."""
        try:
            kind, value, tb = sys.exc_info()
            self._show(kind, value.with_traceback(tb.tb_next), tb.tb_next, '')
        finally:
            kind = value = tb = None

    def _show(self, kind, value, tb, source):
        sys.last_type, sys.last_traceback = kind, tb
        sys.last_exc = sys.last_value = value
        if sys.excepthook is not sys.__excepthook__:
            try:
                sys.excepthook(kind, value, tb)
            except SystemExit:
                raise
            except BaseException as e:
                e.__context__ = None
                print('Error in sys.excepthook:', file=sys.stderr)
                sys.__excepthook__(type(e), e, e.__traceback__.tb_next)
                print(file=sys.stderr)
                print('Original exception was:', file=sys.stderr)
                sys.__excepthook__(kind, value, tb)
            return
        self.write(''.join(traceback.format_exception(kind, value, tb)))

    def write(self, data):
        """Where messages go: standard error."""
        sys.stderr.write(data)


class InteractiveConsole(InteractiveInterpreter):
    """Asks for lines and runs them."""

    def __init__(self, locals=None, filename='<console>', *, local_exit=False):
        super().__init__(locals)
        self.filename = filename
        self.local_exit = local_exit
        self.resetbuffer()

    def resetbuffer(self):
        """Forget the lines typed so far."""
        self.buffer = []

    def interact(self, banner=None, exitmsg=None):
        """Ask for commands until the input ends."""
        ps1, ps2 = getattr(sys, 'ps1', '>>> '), getattr(sys, 'ps2', '... ')
        if banner is None:
            self.write(f'Python {sys.version} on {sys.platform}\nType "help", "copyright", "credits" or "license" for more '
                       f'information.\n({self.__class__.__name__})\n')
        elif banner:
            self.write(f'{banner}\n')
        more = False
        while True:
            try:
                try:
                    line = self.raw_input(str(ps2 if more else ps1))
                except EOFError:
                    self.write('\n')
                    break
                more = self.push(line)
            except KeyboardInterrupt:
                self.write('\nKeyboardInterrupt\n')
                self.resetbuffer()
                more = False
            except SystemExit as e:
                if not self.local_exit:
                    raise
                self.write('\n')
                break
        if exitmsg is None:
            self.write(f'now exiting {self.__class__.__name__}...\n')
        elif exitmsg:
            self.write(f'{exitmsg}\n')

    def push(self, line, filename=None, _symbol='single'):
        """Take a line; True if more are needed."""
        self.buffer.append(line)
        more = self.runsource('\n'.join(self.buffer), filename or self.filename, symbol=_symbol)
        if not more:
            self.resetbuffer()
        return more

    def raw_input(self, prompt=''):
        """A line from the user; EOFError at the end."""
        return input(prompt)


def interact(banner=None, readfunc=None, local=None, exitmsg=None, local_exit=False):
    """A prompt in the namespace `local`."""
    console = InteractiveConsole(local, local_exit=local_exit)
    if readfunc is not None:
        console.raw_input = readfunc
    console.interact(banner, exitmsg)


if __name__ == '__main__':
    interact()
