# SPDX-License-Identifier: MIT
"""Instructions of krait's register machine, shown.

CPython's instructions are others: what works on their names or numbers does not work here. Offsets count bytes of
co_code; an instruction is one unit of four bytes, some are followed by more: an operand, a jump, an inline cache.
"""

import sys
import types
from collections import namedtuple

import _dis

__all__ = ['Bytecode', 'Instruction', 'Positions', 'code_info', 'dis', 'disassemble', 'disco', 'distb', 'findlabels',
           'findlinestarts', 'get_instructions', 'opmap', 'opname', 'show_code', 'stack_effect']

_table = _dis.opcodes()
opname = [row[0] for row in _table] + [f'<{i}>' for i in range(len(_table), 256)]
opmap = {row[0]: i for i, row in enumerate(_table)}
EXTENDED_ARG = opmap['WIDE']
HAVE_ARGUMENT = 0

_plain = [opmap[row[0].split('_')[0]] for row in _table]
_WITH_CONSTANT = {'LOADK', 'GLOBALGET', 'GLOBALSET', 'GLOBALDEL', 'NAMEGET', 'NAMESET', 'NAMEDEL'}
_WITH_NAME_UNIT = {'GETATTR', 'SETATTR', 'DELATTR', 'GETMETHOD', 'GETSUPER', 'IMPORT', 'IMPORTFROM', 'FUNCTION', 'CALLKW',
                   'CALLMKW'}
hasconst = sorted(opmap[name] for name in _WITH_CONSTANT)
hasname = sorted(opmap[name] for name in _WITH_NAME_UNIT)
hasjrel = sorted(i for i, row in enumerate(_table) if row[1] == 'sJ')
hasjabs = []

COMPILER_FLAG_NAMES = {1: 'OPTIMIZED', 2: 'NEWLOCALS', 4: 'VARARGS', 8: 'VARKEYWORDS', 16: 'NESTED', 32: 'GENERATOR',
                       64: 'NOFREE', 128: 'COROUTINE', 256: 'ITERABLE_COROUTINE', 512: 'ASYNC_GENERATOR'}

Positions = namedtuple('Positions', 'lineno end_lineno col_offset end_col_offset', defaults=(None,) * 4)

_Instruction = namedtuple('_Instruction', 'opname opcode arg argval argrepr offset start_offset starts_line line_number '
                                          'is_jump_target positions')


class Instruction(_Instruction):
    """One instruction: `arg` is a tuple of its operands, `argval` a constant, a name, or the offset of a jump."""

    @property
    def oparg(self):
        return self.arg

    @property
    def baseopcode(self):
        return self.opcode

    @property
    def baseopname(self):
        return self.opname

    @property
    def jump_target(self):
        return self.argval if _table[self.opcode][1] == 'sJ' else None

    def _show(self, width, offset_width):
        line = str(self.line_number or '') if self.starts_line else ''
        mark = '>>' if self.is_jump_target else '  '
        operands = ' '.join(map(str, self.arg))
        text = f'{line:>{width}} {mark} {self.offset:>{offset_width}} {self.opname:<14} {operands:<12}'
        return (f'{text} ({self.argrepr})' if self.argrepr else text).rstrip()


def _units(code):
    data = code.co_code
    return [int.from_bytes(data[i:i + 4], sys.byteorder) for i in range(0, len(data), 4)]


def _signed(value, bits):
    return value - (1 << bits) if value >> (bits - 1) else value


def _operands(unit, wide, form):
    a, b, c = unit >> 8 & 255, unit >> 16 & 255, unit >> 24
    wide_a, wide_b, wide_c = wide >> 8 & 255, wide >> 16 & 255, wide >> 24
    if form == 'ABC':
        return a | wide_a << 8, b | wide_b << 8, c | wide_c << 8
    if form == 'ABx':
        return a | wide_a << 8, unit >> 16 | (wide_b | wide_c << 8) << 16
    if form == 'AsBx':
        return a | wide_a << 8, _signed(unit >> 16, 16)
    return (_signed(unit >> 8 | (wide >> 8) << 24, 48) if wide else _signed(unit >> 8, 24),)


def _decode(code):
    """(unit index, where a WIDE before it stands, opcode, operands, second unit) of each instruction."""
    units, at, wide, start = _units(code), 0, 0, None
    while at < len(units):
        opcode = _plain[units[at] & 255]
        if opcode == EXTENDED_ARG:
            wide, start = units[at], at
            at += 1
            continue
        count = _table[opcode][2]
        second = units[at + 1] if count > 1 else None
        yield at, at if start is None else start, opcode, _operands(units[at], wide, _table[opcode][1]), second
        wide, start = 0, None
        # The unit behind a test or an iteration is a jump of its own.
        if second is not None and _table[_plain[second & 255]][1] == 'sJ' and opname[opcode] not in _WITH_NAME_UNIT and count == 2:
            at += 1
        else:
            at += count


def _constant(code, index):
    return code.co_consts[index] if index < len(code.co_consts) else None


def _code_of(x):
    """The code object of whatever has one."""
    if hasattr(x, '__func__'):
        x = x.__func__
    for name in ('__code__', 'gi_code', 'ag_code', 'cr_code'):
        if hasattr(x, name):
            return getattr(x, name)
    if isinstance(x, str):
        try:
            return compile(x, '<disassembly>', 'eval')
        except SyntaxError:
            return compile(x, '<disassembly>', 'exec')
    if hasattr(x, 'co_code'):
        return x
    raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")


def get_instructions(x, *, first_line=None, show_caches=None, adaptive=False):
    """The instructions of a function, method, code object or source text."""
    code = _code_of(x)
    shift = first_line - code.co_firstlineno if first_line is not None else 0
    decoded = list(_decode(code))
    targets = {4 * (at + 1 + operands[0]) for at, _, opcode, operands, _ in decoded if _table[opcode][1] == 'sJ'}
    targets.update(4 * target for _, _, target, _ in _dis.handlers(code))
    positions = list(code.co_positions())
    per_unit = max(1, len(positions) * 4 // max(1, len(code.co_code)))
    last = None
    for at, start, opcode, operands, second in decoded:
        name, form = _table[opcode][:2]
        value, text = None, ''
        if form == 'sJ':
            value = 4 * (at + 1 + operands[0])
            text = f'to {value}'
        elif name in _WITH_CONSTANT:
            value = _constant(code, operands[1])
            text = repr(value) if name == 'LOADK' else str(value)
        elif name in _WITH_NAME_UNIT:
            value = _constant(code, second)
            text = value if isinstance(value, str) else repr(value)
        elif name == 'CHECKBOUND':
            value = text = code.co_varnames[operands[1]]
        elif name.startswith('FREE') and operands[1] < len(code.co_freevars):
            value = text = code.co_freevars[operands[1]]
        where = Positions(*positions[at * per_unit]) if at * per_unit < len(positions) else Positions()
        line = where.lineno + shift if where.lineno else None
        yield Instruction(name, opcode, operands, value, text, 4 * at, 4 * start, line != last, line, 4 * at in targets or 4 * start in targets, where)
        last = line


def _write(lines, file):
    print('\n'.join(lines), file=file)


def disassemble(co, lasti=-1, *, file=None, show_caches=False, adaptive=False, show_offsets=False):
    """Show the instructions of a code object; the one at lasti is marked."""
    instructions = list(get_instructions(co))
    width = len(str(max((i.line_number or 0 for i in instructions), default=0))) + 1
    offset_width = len(str(len(co.co_code)))
    lines = []
    for instruction in instructions:
        if instruction.starts_line and lines:
            lines.append('')
        text = instruction._show(width, offset_width)
        lines.append(text.replace('   ', '-->', 1) if instruction.offset == lasti else text)
    handlers = _dis.handlers(co)
    if handlers:
        lines.append('ExceptionTable:')
        lines += [f'  {4 * start} to {4 * end} -> {4 * target} [register {reg}]' for start, end, target, reg in handlers]
    _write(lines, file)


disco = disassemble


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False, show_offsets=False):
    """Show the instructions of functions, methods, classes, modules, code objects, source text; of the last traceback by default."""
    if x is None:
        distb(file=file)
        return
    if hasattr(x, '__func__'):
        x = x.__func__
    if hasattr(x, '__dict__') and not hasattr(x, '__code__') and not hasattr(x, 'co_code'):
        for name, member in sorted(x.__dict__.items()):
            if isinstance(member, (types.MethodType, types.FunctionType, types.CodeType, classmethod, staticmethod, type)):
                print(f'Disassembly of {name}:', file=file)
                try:
                    dis(member, file=file, depth=depth)
                except TypeError as e:
                    print(f'Sorry: {e}', file=file)
                print(file=file)
        return
    if isinstance(x, (bytes, bytearray)):
        raise TypeError("krait's instructions cannot be shown without their code object")
    _recursive(_code_of(x), file, depth)


def _recursive(co, file, depth):
    disassemble(co, file=file)
    if depth is None or depth > 0:
        for inner in co.co_consts:
            if hasattr(inner, 'co_code'):
                print(file=file)
                print(f'Disassembly of {inner!r}:', file=file)
                _recursive(inner, file, None if depth is None else depth - 1)


def distb(tb=None, *, file=None, show_caches=False, adaptive=False, show_offsets=False):
    """Show the code that a traceback ends in, by default that of the last uncaught exception."""
    if tb is None:
        try:
            tb = sys.last_exc.__traceback__ if hasattr(sys, 'last_exc') else sys.last_traceback
        except AttributeError:
            raise RuntimeError('no last traceback to disassemble') from None
    while tb.tb_next:
        tb = tb.tb_next
    disassemble(tb.tb_frame.f_code, tb.tb_lasti, file=file)


def findlinestarts(code):
    """Pairs of an offset and the line that begins there."""
    last = False
    for start, _, line in code.co_lines():
        if line is not last:
            last = line
            yield start, line


def findlabels(code):
    """The offsets that jumps go to."""
    return sorted({i.offset for i in get_instructions(code) if i.is_jump_target})


def pretty_flags(flags):
    """The names of co_flags."""
    names = [name for bit, name in COMPILER_FLAG_NAMES.items() if flags & bit]
    rest = flags & ~sum(COMPILER_FLAG_NAMES)
    return ', '.join(names + [hex(rest)] if rest or not names else names)


def code_info(x):
    """What is known of a code object, as text."""
    co = _code_of(x)
    lines = [f'Name:              {co.co_name}', f'Filename:          {co.co_filename}', f'Argument count:    {co.co_argcount}',
             f'Positional-only arguments: {co.co_posonlyargcount}', f'Kw-only arguments: {co.co_kwonlyargcount}',
             f'Number of locals:  {co.co_nlocals}', f'Registers:         {co.co_stacksize}', f'Flags:             {pretty_flags(co.co_flags)}']
    for title, values in (('Constants:', list(map(repr, co.co_consts))), ('Names:', co.co_names), ('Variable names:', co.co_varnames),
                          ('Free variables:', co.co_freevars), ('Cell variables:', co.co_cellvars)):
        if values:
            lines.append(title)
            lines += [f'{i:4}: {value}' for i, value in enumerate(values)]
    return '\n'.join(lines)


def show_code(co, *, file=None):
    """Print code_info()."""
    print(code_info(co), file=file)


def stack_effect(opcode, oparg=None, /, *, jump=None):
    """krait has registers and no stack of values."""
    raise NotImplementedError('krait is a register machine: its instructions have no effect on a stack')


class Bytecode:
    """The instructions of a piece of code, to be iterated over or shown."""

    def __init__(self, x, *, first_line=None, current_offset=None, show_caches=False, adaptive=False, show_offsets=False):
        self.codeobj = _code_of(x)
        self.first_line = self.codeobj.co_firstlineno if first_line is None else first_line
        self.current_offset = current_offset
        self._original_object = x

    @classmethod
    def from_traceback(cls, tb, *, show_caches=False, adaptive=False):
        """That of the innermost frame of a traceback."""
        while tb.tb_next:
            tb = tb.tb_next
        return cls(tb.tb_frame.f_code, current_offset=tb.tb_lasti)

    def __iter__(self):
        return get_instructions(self.codeobj, first_line=self.first_line)

    def __repr__(self):
        return f'{self.__class__.__name__}({self._original_object!r})'

    def info(self):
        """code_info() of it."""
        return code_info(self.codeobj)

    def dis(self):
        """The instructions as text."""
        import io
        out = io.StringIO()
        disassemble(self.codeobj, -1 if self.current_offset is None else self.current_offset, file=out)
        return out.getvalue()


def main(args=None):
    """Shows the instructions of a file: python -m dis [FILE]."""
    import argparse
    parser = argparse.ArgumentParser(prog='python -m dis')
    parser.add_argument('infile', nargs='?', default='-')
    args = parser.parse_args(args)
    if args.infile == '-':
        name, source = '<stdin>', sys.stdin.buffer.read()
    else:
        name = args.infile
        with open(args.infile, 'rb') as f:
            source = f.read()
    dis(compile(source, name, 'exec'))


if __name__ == '__main__':
    main()
