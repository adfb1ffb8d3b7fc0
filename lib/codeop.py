# SPDX-License-Identifier: MIT
"""Compiling what is typed at a prompt: telling text that is not complete yet from text that is wrong."""

import __future__
import warnings

__all__ = ['CommandCompiler', 'Compile', 'compile_command']

PyCF_DONT_IMPLY_DEDENT = 0x200
PyCF_ALLOW_INCOMPLETE_INPUT = 0x4000
_INTERACTIVE = PyCF_DONT_IMPLY_DEDENT | PyCF_ALLOW_INCOMPLETE_INPUT


def _maybe_compile(compiler, source, filename, symbol):
    if symbol != 'eval' and all(not line.strip() or line.strip().startswith('#') for line in source.split('\n')):
        source = 'pass'
    with warnings.catch_warnings():
        warnings.simplefilter('ignore', (SyntaxWarning, DeprecationWarning))
        try:
            compiler(source, filename, symbol)
        except SyntaxError as e:
            if e.msg == 'incomplete input':
                return None if symbol == 'single' else _whole(compiler, source, filename, symbol)
            try:
                compiler(source + '\n', filename, symbol)
                return None
            except SyntaxError as e:
                if e.msg == 'incomplete input':
                    return None
    return compiler(source, filename, symbol, incomplete_input=False)


def _whole(compiler, source, filename, symbol):
    """What is not typed line by line may end within a block."""
    try:
        return compiler(source, filename, symbol, incomplete_input=False)
    except SyntaxError:
        return None


def _compile(source, filename, symbol, incomplete_input=True, *, flags=0):
    return compile(source, filename, symbol, flags | (_INTERACTIVE if incomplete_input else 0), True)


def compile_command(source, filename='<input>', symbol='single', flags=0):
    """The code of a command; None if it is not complete; SyntaxError if it is wrong."""
    def compiler(source, filename, symbol, incomplete_input=True):
        return _compile(source, filename, symbol, incomplete_input, flags=flags)
    return _maybe_compile(compiler, source, filename, symbol)


class Compile:
    """compile() that remembers the __future__ imports of what it compiled."""

    def __init__(self):
        self.flags = _INTERACTIVE

    def __call__(self, source, filename, symbol, flags=0, *, incomplete_input=True):
        flags |= self.flags
        if not incomplete_input:
            flags &= ~_INTERACTIVE
        code = compile(source, filename, symbol, flags, True)
        for name in __future__.all_feature_names:
            feature = getattr(__future__, name)
            if code.co_flags & feature.compiler_flag:
                self.flags |= feature.compiler_flag
        return code


class CommandCompiler:
    """compile_command() that remembers __future__ imports."""

    def __init__(self):
        self.compiler = Compile()

    def __call__(self, source, filename='<input>', symbol='single'):
        return _maybe_compile(self.compiler, source, filename, symbol)
