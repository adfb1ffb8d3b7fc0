# SPDX-License-Identifier: MIT
"""Extract, format and print tracebacks of exceptions and stacks."""

import sys
import linecache

__all__ = ['extract_stack', 'extract_tb', 'format_exception', 'format_exception_only',
           'format_list', 'format_stack', 'format_tb', 'print_exc', 'format_exc',
           'print_exception', 'print_last', 'print_stack', 'print_tb', 'clear_frames',
           'FrameSummary', 'StackSummary', 'TracebackException', 'walk_stack', 'walk_tb']


class _Sentinel:
    def __repr__(self):
        return '<implicit>'


_sentinel = _Sentinel()
_RECURSIVE_CUTOFF = 3       # equal entries shown before they are only counted


# --- Functions -----------------------------------------------------------------------------------

def print_list(extracted_list, file=None):
    """Print a list of entries (from extract_tb() or extract_stack()) to file, or sys.stderr."""
    if file is None:
        file = sys.stderr
    for item in StackSummary.from_list(extracted_list).format():
        print(item, file=file, end='')


def format_list(extracted_list):
    """Format a list of entries: one string for each, of one or more lines with newlines."""
    return StackSummary.from_list(extracted_list).format()


def print_tb(tb, limit=None, file=None):
    """Print the entries of a traceback.

    With limit, at most that many entries from the top, or from the bottom if it
    is negative.
    """
    print_list(extract_tb(tb, limit=limit), file=file)


def format_tb(tb, limit=None):
    """Shorthand for format_list(extract_tb(tb, limit))."""
    return extract_tb(tb, limit=limit).format()


def extract_tb(tb, limit=None):
    """Return a StackSummary of the entries of a traceback; limit as in print_tb()."""
    return StackSummary._extract_from_extended_frame_gen(
        _walk_tb_with_full_positions(tb), limit=limit)


_cause_message = (
    "\nThe above exception was the direct cause "
    "of the following exception:\n\n")

_context_message = (
    "\nDuring handling of the above exception, "
    "another exception occurred:\n\n")


def _parse_value_tb(exc, value, tb):
    """Sort out the two ways to call: (exception) and (class, exception, traceback)."""
    if (value is _sentinel) != (tb is _sentinel):
        raise ValueError("Both or neither of value and tb must be given")
    if value is tb is _sentinel:
        if exc is not None:
            if isinstance(exc, BaseException):
                return exc, exc.__traceback__
            raise TypeError(f'Exception expected for value, {type(exc).__name__} found')
        return None, None
    return value, tb


def print_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, file=None, chain=True,
                    **kwargs):
    """Print an exception with its traceback, causes and contexts to file, or sys.stderr.

    May be called with the exception alone, or with class, exception and
    traceback. limit is as in print_tb(); without chain, causes and contexts are
    left out.
    """
    value, tb = _parse_value_tb(exc, value, tb)
    TracebackException(type(value), value, tb, limit=limit, compact=True).print(
        file=file, chain=chain)


def format_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, chain=True, **kwargs):
    """Return what print_exception() would print, as a list of strings."""
    value, tb = _parse_value_tb(exc, value, tb)
    return list(TracebackException(type(value), value, tb, limit=limit, compact=True).format(
        chain=chain))


def format_exception_only(exc, /, value=_sentinel, *, show_group=False, **kwargs):
    """Return the part of a traceback that shows the exception itself, as a list of strings.

    Notes follow as further strings. With show_group, the exceptions of a group
    too, indented.
    """
    if value is _sentinel:
        value = exc
    return list(TracebackException(type(value), value, None, compact=True).format_exception_only(
        show_group=show_group))


def _print_exception_bltin(exc, /):
    """Print an exception that nothing caught; called by the interpreter."""
    file = sys.stderr if sys.stderr is not None else sys.__stderr__
    print_exception(exc, file=file)


def _safe_string(value, what, func=str):
    try:
        return func(value)
    except BaseException:
        return f'<{what} {func.__name__}() failed>'


def _format_final_exc_line(etype, value, *, insert_final_newline=True):
    text = _safe_string(value, 'exception')
    end = '\n' if insert_final_newline else ''
    if value is None or not text:
        return f"{etype}{end}"
    return f"{etype}: {text}{end}"


def print_exc(limit=None, file=None, chain=True):
    """Print the exception that is being handled."""
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    """Return what print_exc() would print, as one string."""
    return ''.join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    """Print the last exception that nothing caught, as kept for the interactive prompt."""
    if hasattr(sys, 'last_exc'):
        print_exception(sys.last_exc, limit=limit, file=file, chain=chain)
        return
    if not hasattr(sys, 'last_type'):
        raise ValueError("no last exception")
    print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)


def print_stack(f=None, limit=None, file=None):
    """Print the stack above frame f, or above the caller."""
    if f is None:
        f = sys._getframe().f_back
    print_list(extract_stack(f, limit=limit), file=file)


def format_stack(f=None, limit=None):
    """Shorthand for format_list(extract_stack(f, limit))."""
    if f is None:
        f = sys._getframe().f_back
    return format_list(extract_stack(f, limit=limit))


def extract_stack(f=None, limit=None):
    """Return a StackSummary of the stack above frame f, or above the caller, oldest first."""
    if f is None:
        f = sys._getframe().f_back
    stack = StackSummary.extract(walk_stack(f), limit=limit)
    stack.reverse()
    return stack


def clear_frames(tb):
    """Clear the local variables of all frames in a traceback; running ones are left alone."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass
        tb = tb.tb_next


def walk_stack(f):
    """Iterate over (frame, line number) from f upwards; None means the caller."""
    if f is None:
        f = sys._getframe().f_back
    return _walk_stack(f)


def _walk_stack(frame):
    while frame is not None:
        yield frame, frame.f_lineno
        frame = frame.f_back


def walk_tb(tb):
    """Iterate over (frame, line number) of a traceback."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _walk_tb_with_full_positions(tb):
    while tb is not None:
        positions = _get_code_position(tb.tb_frame.f_code, tb.tb_lasti)
        if positions[0] is None:
            # Code without a line for this instruction: the traceback knows at least the line.
            positions = tb.tb_lineno, *positions[1:]
        yield tb.tb_frame, positions
        tb = tb.tb_next


def _get_code_position(code, instruction_index):
    if instruction_index < 0:
        return None, None, None, None
    from itertools import islice
    return next(islice(code.co_positions(), instruction_index // 2, None),
                (None, None, None, None))


# --- Entries and stacks --------------------------------------------------------------------------

class FrameSummary:
    """One entry of a traceback.

    Attributes: filename, lineno, name (of the function), line (the source, without
    indentation, None if unknown), end_lineno, colno, end_colno (byte columns of the
    code that was running), locals (None, or names to representations). As a
    sequence it is (filename, lineno, name, line).
    """

    __slots__ = ('filename', 'lineno', 'end_lineno', 'colno', 'end_colno', 'name', '_lines',
                 '_lines_dedented', 'locals', '_code')

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None,
                 end_lineno=None, colno=None, end_colno=None, **kwargs):
        self.filename = filename
        self.lineno = lineno
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno = colno
        self.end_colno = end_colno
        self.name = name
        self._code = kwargs.get('_code')
        self._lines = line
        self._lines_dedented = None
        if lookup_line:
            self.line
        if locals is not None:
            locals = None if not locals else {key: _safe_string(value, 'local', func=repr)
                      for key, value in locals.items()}
        self.locals = locals

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return (self.filename == other.filename and self.lineno == other.lineno
                    and self.name == other.name and self.locals == other.locals)
        if isinstance(other, tuple):
            return self[:] == other
        return NotImplemented

    def __getitem__(self, pos):
        return (self.filename, self.lineno, self.name, self.line)[pos]

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __len__(self):
        return 4

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"

    def _set_lines(self):
        if self._lines is not None or self.lineno is None or self.end_lineno is None:
            return
        lines = []
        for lineno in range(self.lineno, self.end_lineno + 1):
            line = linecache.getline(self.filename, lineno).rstrip()
            if not line and self._code is not None and self.filename.startswith('<'):
                line = linecache._getline_from_code(self._code, lineno).rstrip()
            lines.append(line)
        self._lines = '\n'.join(lines) + '\n'

    @property
    def _original_lines(self):
        self._set_lines()
        return self._lines

    @property
    def _dedented_lines(self):
        self._set_lines()
        if self._lines_dedented is None and self._lines is not None:
            from textwrap import dedent
            self._lines_dedented = dedent(self._lines)
        return self._lines_dedented

    @property
    def line(self):
        self._set_lines()
        if self._lines is None:
            return None
        return self._lines.partition('\n')[0].strip()


class StackSummary(list):
    """A list of FrameSummary objects, ready to be formatted."""

    @classmethod
    def extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """Make a summary of (frame, line number) pairs.

        limit is as in print_tb(). Without lookup_lines the source is read only when
        needed. With capture_locals each entry shows its local variables.
        """
        def extended():
            for frame, lineno in frame_gen:
                yield frame, (lineno, None, None, None)
        return klass._extract_from_extended_frame_gen(
            extended(), limit=limit, lookup_lines=lookup_lines, capture_locals=capture_locals)

    @classmethod
    def _extract_from_extended_frame_gen(klass, frame_gen, *, limit=None, lookup_lines=True,
                                         capture_locals=False):
        if limit is None:
            limit = getattr(sys, 'tracebacklimit', None)
            if limit is not None and limit < 0:
                limit = 0
        frames = frame_gen
        if limit is not None:
            if limit >= 0:
                from itertools import islice
                frames = islice(frame_gen, limit)
            else:
                from collections import deque
                frames = deque(frame_gen, maxlen=-limit)
        result = klass()
        filenames = set()
        for frame, (lineno, end_lineno, colno, end_colno) in frames:
            code = frame.f_code
            filenames.add(code.co_filename)
            linecache.lazycache(code.co_filename, frame.f_globals)
            result.append(FrameSummary(
                code.co_filename, lineno, code.co_name, lookup_line=False,
                locals=frame.f_locals if capture_locals else None,
                end_lineno=end_lineno, colno=colno, end_colno=end_colno, _code=code))
        for filename in filenames:
            linecache.checkcache(filename)
        if lookup_lines:
            for summary in result:
                summary.line
        return result

    @classmethod
    def from_list(klass, a_list):
        """Make a summary of FrameSummary objects or (filename, lineno, name, line) tuples."""
        result = StackSummary()
        for frame in a_list:
            if not isinstance(frame, FrameSummary):
                filename, lineno, name, line = frame
                frame = FrameSummary(filename, lineno, name, line=line)
            result.append(frame)
        return result

    def format_frame_summary(self, frame_summary, **kwargs):
        """Format one entry; may return None in a subclass, to leave the entry out."""
        filename = frame_summary.filename
        if filename.startswith('<stdin>-'):
            filename = '<stdin>'
        row = [f'  File "{filename}", line {frame_summary.lineno}, in {frame_summary.name}\n']
        dedented = frame_summary._dedented_lines
        if dedented and dedented.strip():
            if frame_summary.colno is None or frame_summary.end_colno is None:
                row.append(f'    {frame_summary.line}\n')
            else:
                row.append(_format_source(frame_summary))
        if frame_summary.locals:
            for name, value in sorted(frame_summary.locals.items()):
                row.append(f'    {name} = {value}\n')
        return ''.join(row)

    def format(self, **kwargs):
        """Return a list of strings, one for each entry; long repetitions are only counted."""
        result = []
        last = None
        count = 0
        for frame_summary in self:
            formatted = self.format_frame_summary(frame_summary)
            if formatted is None:
                continue
            key = frame_summary.filename, frame_summary.lineno, frame_summary.name
            if last is None or None in last or key != last:
                if count > _RECURSIVE_CUTOFF:
                    result.append(_repetition(count))
                last = key
                count = 0
            count += 1
            if count > _RECURSIVE_CUTOFF:
                continue
            result.append(formatted)
        if count > _RECURSIVE_CUTOFF:
            result.append(_repetition(count))
        return result


def _repetition(count):
    count -= _RECURSIVE_CUTOFF
    return f"  [Previous line repeated {count} more time{'s' if count > 1 else ''}]\n"


def _format_source(frame_summary):
    from textwrap import dedent, indent
    from _traceback_source import mark_lines
    text = mark_lines(frame_summary._original_lines, frame_summary._dedented_lines,
                      frame_summary.end_lineno - frame_summary.lineno + 1,
                      frame_summary.colno, frame_summary.end_colno)
    return indent(dedent(text), '    ', lambda line: True)


# --- Exceptions ----------------------------------------------------------------------------------

class _ExceptionPrintContext:
    """Where in a tree of exception groups the output is: it sets indentation and margin."""

    def __init__(self):
        self.seen = set()
        self.exception_group_depth = 0
        self.need_close = False

    def indent(self):
        return ' ' * (2 * self.exception_group_depth)

    def emit(self, text_gen, margin_char=None):
        from textwrap import indent
        margin_char = margin_char or '|'
        prefix = self.indent()
        if self.exception_group_depth:
            prefix += margin_char + ' '
        if isinstance(text_gen, str):
            yield indent(text_gen, prefix, lambda line: True)
        else:
            for text in text_gen:
                yield indent(text, prefix, lambda line: True)


class TracebackException:
    """An exception made ready for formatting, holding no reference to frames or the exception.

    Attributes: __cause__, __context__ and exceptions (of a group) are of this
    class too; __suppress_context__, __notes__; stack, a StackSummary; exc_type_str;
    for syntax errors filename, lineno, end_lineno, text, offset, end_offset, msg.
    """

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True,
                 capture_locals=False, compact=False, max_group_width=15, max_group_depth=10,
                 save_exc_type=True, _seen=None):
        """Capture an exception.

        limit, lookup_lines and capture_locals are those of StackSummary.extract().
        With compact only what format() will show is kept. max_group_width and
        max_group_depth bound the output of exception groups.
        """
        is_recursive_call = _seen is not None
        _seen = set() if _seen is None else _seen
        _seen.add(id(exc_value))
        self.max_group_width = max_group_width
        self.max_group_depth = max_group_depth
        self.stack = StackSummary._extract_from_extended_frame_gen(
            _walk_tb_with_full_positions(exc_traceback), limit=limit, lookup_lines=lookup_lines,
            capture_locals=capture_locals)
        self._exc_type = exc_type if save_exc_type else None
        self._str = _safe_string(exc_value, 'exception')
        try:
            self.__notes__ = getattr(exc_value, '__notes__', None)
        except Exception as exc:
            self.__notes__ = [f'Ignored error getting __notes__: {_safe_string(exc, "", repr)}']
        self._is_syntax_error = False
        self._have_exc_type = exc_type is not None
        if exc_type is None:
            self.exc_type_qualname = self.exc_type_module = None
        else:
            self.exc_type_qualname = exc_type.__qualname__
            self.exc_type_module = exc_type.__module__
        self._add_details(exc_type, exc_value, exc_traceback)
        if lookup_lines:
            for frame in self.stack:
                frame.line
        self.__suppress_context__ = (exc_value.__suppress_context__
                                     if exc_value is not None else False)
        self.__cause__ = self.__context__ = self.exceptions = None
        if not is_recursive_call:
            self._capture_related(exc_value, _seen, compact, dict(
                limit=limit, lookup_lines=lookup_lines, capture_locals=capture_locals,
                max_group_width=max_group_width, max_group_depth=max_group_depth, _seen=_seen))

    def _add_details(self, exc_type, exc_value, tb):
        """Keep what a SyntaxError says, and add suggestions to errors about names."""
        if exc_type is None:
            return
        if issubclass(exc_type, SyntaxError):
            self.filename = exc_value.filename
            self.lineno = None if exc_value.lineno is None else str(exc_value.lineno)
            self.end_lineno = None if exc_value.end_lineno is None else str(exc_value.end_lineno)
            self.text = exc_value.text
            self.offset = exc_value.offset
            self.end_offset = exc_value.end_offset
            self.msg = exc_value.msg
            self._is_syntax_error = True
            return
        if issubclass(exc_type, ImportError):
            wrong_name = getattr(exc_value, 'name_from', None)
        elif issubclass(exc_type, (NameError, AttributeError)):
            wrong_name = getattr(exc_value, 'name', None)
        else:
            return
        if wrong_name is None:
            return
        from _traceback_hints import suggest
        suggestion = suggest(exc_value, tb, wrong_name)
        if suggestion:
            self._str += f". Did you mean: '{suggestion}'?"
        if issubclass(exc_type, NameError) and wrong_name in getattr(
                sys, 'stdlib_module_names', ()):
            joint = ' Or did' if suggestion else '. Did'
            self._str += f"{joint} you forget to import '{wrong_name}'?"

    def _capture_related(self, exc_value, seen, compact, settings):
        """Capture causes, contexts and members of groups, without recursion."""
        def capture(exc):
            return TracebackException(type(exc), exc, exc.__traceback__, **settings)

        queue = [(self, exc_value)]
        while queue:
            te, exc = queue.pop()
            if exc is None:
                continue
            if exc.__cause__ is not None and id(exc.__cause__) not in seen:
                te.__cause__ = capture(exc.__cause__)
                queue.append((te.__cause__, exc.__cause__))
            hidden = compact and (te.__cause__ is not None or exc.__suppress_context__)
            if exc.__context__ is not None and not hidden and id(exc.__context__) not in seen:
                te.__context__ = capture(exc.__context__)
                queue.append((te.__context__, exc.__context__))
            if isinstance(exc, BaseExceptionGroup):
                te.exceptions = []
                for member in exc.exceptions:
                    te.exceptions.append(capture(member))
                    queue.append((te.exceptions[-1], member))

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """Capture an exception with its own traceback."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    @property
    def exc_type(self):
        """The class of the exception; deprecated."""
        import warnings
        warnings.warn('Deprecated in 3.13. Use exc_type_str instead.', DeprecationWarning,
                      stacklevel=2)
        return self._exc_type

    @property
    def exc_type_str(self):
        """The name of the class as shown, None if there is no exception."""
        if not self._have_exc_type:
            return None
        module = self.exc_type_module
        if module in ('__main__', 'builtins'):
            return self.exc_type_qualname
        if not isinstance(module, str):
            module = '<unknown>'
        return f'{module}.{self.exc_type_qualname}'

    def __eq__(self, other):
        if isinstance(other, TracebackException):
            return self.__dict__ == other.__dict__
        return NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self, *, show_group=False, _depth=0, **kwargs):
        """Iterate over the lines that show the exception itself, its notes behind it.

        With show_group, the exceptions of a group follow, indented.
        """
        indent = 3 * _depth * ' '
        if not self._have_exc_type:
            yield indent + _format_final_exc_line(None, self._str)
            return
        if self._is_syntax_error:
            for line in self._format_syntax_error(self.exc_type_str):
                yield indent + line
        elif _depth:
            final = _format_final_exc_line(self.exc_type_str, self._str,
                                           insert_final_newline=False)
            yield from (f'{indent}{line}\n' for line in final.split('\n'))
        else:
            yield _format_final_exc_line(self.exc_type_str, self._str)
        yield from self._format_notes(indent)
        if self.exceptions and show_group:
            for exc in self.exceptions:
                yield from exc.format_exception_only(show_group=show_group, _depth=_depth + 1)

    def _format_notes(self, indent):
        notes = self.__notes__
        if notes is None:
            return
        from collections.abc import Sequence
        if isinstance(notes, Sequence) and not isinstance(notes, (str, bytes)):
            for note in notes:
                for line in _safe_string(note, 'note').split('\n'):
                    yield f'{indent}{line}\n'
        else:
            yield f'{indent}{_safe_string(notes, "__notes__", func=repr)}\n'

    def _format_syntax_error(self, stype):
        """Iterate over the lines of a SyntaxError: place, source, caret, message."""
        filename_suffix = ''
        if self.lineno is not None:
            yield f'  File "{self.filename or "<string>"}", line {self.lineno}\n'
        elif self.filename is not None:
            filename_suffix = f' ({self.filename})'
        text = self.text
        if isinstance(text, str):
            source = text.rstrip('\n').lstrip(' \n\f')
            removed = len(text.rstrip('\n')) - len(source)
            if self.offset is None:
                yield f'    {source}\n'
            elif isinstance(self.lineno, str) and not self.lineno.isdigit():
                yield f'    {source}\n'
            else:
                yield from self._format_caret(text, source, removed)
        yield f"{stype}: {self.msg or '<no detail available>'}{filename_suffix}\n"

    def _format_caret(self, text, source, removed):
        offset = self.offset
        if self.lineno == self.end_lineno:
            end_offset = self.end_offset if self.end_offset not in (None, 0) else offset
        else:
            end_offset = len(text.rstrip('\n')) + 1
        if text and offset > len(text):
            offset = len(text) + 1
        if offset == end_offset or end_offset == -1:
            end_offset = offset + 1
        colno = offset - 1 - removed
        end_colno = end_offset - 1 - removed
        yield f'    {source}\n'
        if colno >= 0:
            # Tabs and wide spaces are kept, so that the caret stands right.
            space = ''.join(c if c.isspace() else ' ' for c in source[:colno])
            yield f"    {space}{'^' * (end_colno - colno)}\n"

    def format(self, *, chain=True, _ctx=None, **kwargs):
        """Iterate over the strings that show the exception, its traceback, causes and contexts.

        Each ends in a newline and may hold more of them; the message comes last.
        """
        if _ctx is None:
            _ctx = _ExceptionPrintContext()
        for message, te in reversed(list(self._chain(chain))):
            if te.exceptions is None:
                if te.stack:
                    yield from _ctx.emit('Traceback (most recent call last):\n')
                    yield from _ctx.emit(te.stack.format())
                yield from _ctx.emit(te.format_exception_only())
            elif _ctx.exception_group_depth > self.max_group_depth:
                yield from _ctx.emit(f"... (max_group_depth is {self.max_group_depth})\n")
            else:
                yield from te._format_group(_ctx, self.max_group_width)
            if message is not None:
                yield from _ctx.emit(message)

    def _chain(self, chain):
        """Iterate over (text that follows, exception) from self to its first cause."""
        te, message = self, None
        while te is not None:
            yield message, te
            if not chain:
                return
            if te.__cause__ is not None:
                te, message = te.__cause__, _cause_message
            elif te.__context__ is not None and not te.__suppress_context__:
                te, message = te.__context__, _context_message
            else:
                te = None

    def _format_group(self, ctx, max_group_width):
        is_toplevel = ctx.exception_group_depth == 0
        if is_toplevel:
            ctx.exception_group_depth += 1
        if self.stack:
            yield from ctx.emit('Exception Group Traceback (most recent call last):\n',
                                margin_char='+' if is_toplevel else None)
            yield from ctx.emit(self.stack.format())
        yield from ctx.emit(self.format_exception_only())
        num_excs = len(self.exceptions)
        shown = num_excs if num_excs <= max_group_width else max_group_width + 1
        ctx.need_close = False
        for i in range(shown):
            last_exc = i == shown - 1
            if last_exc:
                # The innermost group that ends here draws the closing line.
                ctx.need_close = True
            truncated = i >= max_group_width
            title = '...' if truncated else str(i + 1)
            yield (ctx.indent() + ('+-' if i == 0 else '  ')
                   + f'+---------------- {title} ----------------\n')
            ctx.exception_group_depth += 1
            if truncated:
                remaining = num_excs - max_group_width
                plural = 's' if remaining > 1 else ''
                yield from ctx.emit(f"and {remaining} more exception{plural}\n")
            else:
                yield from self.exceptions[i].format(chain=True, _ctx=ctx)
            if last_exc and ctx.need_close:
                yield ctx.indent() + "+------------------------------------\n"
                ctx.need_close = False
            ctx.exception_group_depth -= 1
        if is_toplevel:
            ctx.exception_group_depth = 0

    def print(self, *, file=None, chain=True, **kwargs):
        """Print the result of format() to file, or sys.stderr."""
        if file is None:
            file = sys.stderr
        for line in self.format(chain=chain):
            print(line, file=file, end='')
