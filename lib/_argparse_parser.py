# SPDX-License-Identifier: MIT
"""ArgumentParser, which goes through a command line."""

import os
import sys
from argparse import (HelpFormatter, Namespace, _ActionsContainer, _AttributeHolder,
                      _is_negative_number)
from _argparse_actions import (ArgumentError, ArgumentTypeError, _get_action_name,
                               _SubParsersAction)
from _argparse_help import (ONE_OR_MORE, OPTIONAL, PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE)

__name__ = 'argparse'       # where the names are public

_UNRECOGNIZED_ARGS_ATTR = '_unrecognized_args'


def _count_range(action):
    """Return (least, greatest number of strings) of an action; None for no limit."""
    nargs = action.nargs
    if nargs is None:
        return 1, 1
    if nargs == OPTIONAL:
        return 0, 1
    if nargs == ZERO_OR_MORE or nargs == REMAINDER:
        return 0, None
    if nargs in (ONE_OR_MORE, PARSER):
        return 1, None
    if nargs == SUPPRESS:
        return 0, 0
    return nargs, nargs


class ArgumentParser(_AttributeHolder, _ActionsContainer):
    """Parses command lines.

    prog: the name of the program (default: from sys.argv[0]). usage, description,
    epilog: texts of the help. parents: parsers whose arguments are taken over.
    formatter_class: how help looks. prefix_chars: what options begin with.
    fromfile_prefix_chars: what names of files with more arguments begin with.
    argument_default: a default for all. conflict_handler: 'error' or 'resolve'.
    add_help: add -h and --help. allow_abbrev: allow unique beginnings of long
    options. exit_on_error: exit, instead of raising ArgumentError.
    """

    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=(),
                 formatter_class=HelpFormatter, prefix_chars='-', fromfile_prefix_chars=None,
                 argument_default=None, conflict_handler='error', add_help=True,
                 allow_abbrev=True, exit_on_error=True, *, suggest_on_error=False, color=False):
        super().__init__(description=description, prefix_chars=prefix_chars,
                         argument_default=argument_default, conflict_handler=conflict_handler)
        if prog is None:
            prog = os.path.basename(sys.argv[0] if sys.argv else '')
            main = sys.modules.get('__main__')
            spec = getattr(main, '__spec__', None)
            if spec is not None and getattr(spec, 'name', None):
                name = spec.name
                if name.endswith('.__main__'):
                    name = name[:-9]
                prog = f'{os.path.basename(sys.executable)} -m {name}'
        self.prog = prog
        self.usage = usage
        self.epilog = epilog
        self.formatter_class = formatter_class
        self.fromfile_prefix_chars = fromfile_prefix_chars
        self.add_help = add_help
        self.allow_abbrev = allow_abbrev
        self.exit_on_error = exit_on_error
        self.suggest_on_error = suggest_on_error
        self.color = color
        self._positionals = self.add_argument_group('positional arguments')
        self._optionals = self.add_argument_group('options')
        self._subparsers = None
        self.register('type', None, _identity)
        if self.add_help:
            prefix = '-' if '-' in prefix_chars else prefix_chars[0]
            self.add_argument(prefix + 'h', prefix * 2 + 'help', action='help',
                              default=SUPPRESS, help='show this help message and exit')
        for parent in parents:
            if not isinstance(parent, ArgumentParser):
                raise TypeError('parents must be a list of ArgumentParser')
            self._add_container_actions(parent)
            self._defaults.update(parent._defaults)

    def _get_kwargs(self):
        return [(name, getattr(self, name)) for name in (
            'prog', 'usage', 'description', 'formatter_class', 'conflict_handler', 'add_help')]

    def add_subparsers(self, **kwargs):
        """Add subcommands; returns an object with add_parser(name, ...).

        Keywords: title, description, prog, parser_class, action, dest, required,
        help, metavar.
        """
        if self._subparsers is not None:
            raise ValueError('cannot have multiple subparser arguments')
        kwargs.setdefault('parser_class', type(self))
        if 'title' in kwargs or 'description' in kwargs:
            self._subparsers = self.add_argument_group(kwargs.pop('title', 'subcommands'),
                                                       kwargs.pop('description', None))
        else:
            self._subparsers = self._positionals
        if kwargs.get('prog') is None:
            # The name of the program and the positionals so far stand before the subcommand.
            formatter = self._get_formatter()
            formatter.add_usage(self.usage, self._get_positional_actions(),
                                self._mutually_exclusive_groups, '')
            kwargs['prog'] = formatter.format_help().strip()
        parsers_class = self._pop_action_class(kwargs, 'parsers')
        action = parsers_class(option_strings=[], **kwargs)
        self._check_help(action)
        self._subparsers._add_action(action)
        return action

    def _add_action(self, action):
        group = self._optionals if action.option_strings else self._positionals
        group._add_action(action)
        return action

    def _get_optional_actions(self):
        return [action for action in self._actions if action.option_strings]

    def _get_positional_actions(self):
        return [action for action in self._actions if not action.option_strings]

    # --- Parsing ---

    def parse_args(self, args=None, namespace=None):
        """Parse args (default: sys.argv[1:]) into a Namespace. Unknown arguments are an error."""
        args, rest = self.parse_known_args(args, namespace)
        if rest:
            msg = 'unrecognized arguments: %s' % ' '.join(rest)
            if self.exit_on_error:
                self.error(msg)
            raise ArgumentError(None, msg)
        return args

    def parse_known_args(self, args=None, namespace=None):
        """Like parse_args(), but returns (namespace, list of unknown arguments)."""
        return self._parse_known_args2(args, namespace, intermixed=False)

    def _parse_known_args2(self, args, namespace, intermixed):
        args = sys.argv[1:] if args is None else list(args)
        if namespace is None:
            namespace = Namespace()
        for action in self._actions:
            if action.dest is not SUPPRESS and not hasattr(namespace, action.dest) \
                    and action.default is not SUPPRESS:
                setattr(namespace, action.dest, action.default)
        for dest, value in self._defaults.items():
            if not hasattr(namespace, dest):
                setattr(namespace, dest, value)
        if self.exit_on_error:
            try:
                namespace, rest = self._parse_known_args(args, namespace, intermixed)
            except ArgumentError as err:
                self.error(str(err))
        else:
            namespace, rest = self._parse_known_args(args, namespace, intermixed)
        if hasattr(namespace, _UNRECOGNIZED_ARGS_ATTR):
            rest.extend(getattr(namespace, _UNRECOGNIZED_ARGS_ATTR))
            delattr(namespace, _UNRECOGNIZED_ARGS_ATTR)
        return namespace, rest

    def _parse_known_args(self, arg_strings, namespace, intermixed):
        if self.fromfile_prefix_chars is not None:
            arg_strings = self._read_args_from_files(arg_strings)
        return _Run(self, arg_strings, namespace, intermixed).run()

    def parse_intermixed_args(self, args=None, namespace=None):
        """Like parse_args(), but positionals may stand between options as they like."""
        args, rest = self.parse_known_intermixed_args(args, namespace)
        if rest:
            msg = 'unrecognized arguments: %s' % ' '.join(rest)
            if self.exit_on_error:
                self.error(msg)
            raise ArgumentError(None, msg)
        return args

    def parse_known_intermixed_args(self, args=None, namespace=None):
        """Like parse_known_args(), but positionals may stand between options as they like."""
        positionals = self._get_positional_actions()
        refused = [action for action in positionals if action.nargs in (PARSER, REMAINDER)]
        if refused:
            raise TypeError('parse_intermixed_args: positional arg with nargs=%s'
                            % refused[0].nargs)
        return self._parse_known_args2(args, namespace, intermixed=True)

    def _read_args_from_files(self, arg_strings):
        result = []
        for arg_string in arg_strings:
            if not arg_string or arg_string[0] not in self.fromfile_prefix_chars:
                result.append(arg_string)
                continue
            try:
                with open(arg_string[1:], encoding=sys.getfilesystemencoding(),
                          errors=sys.getfilesystemencodeerrors()) as args_file:
                    lines = [arg for line in args_file.read().splitlines()
                             for arg in self.convert_arg_line_to_args(line)]
                result.extend(self._read_args_from_files(lines))
            except OSError as err:
                raise ArgumentError(None, str(err))
        return result

    def convert_arg_line_to_args(self, arg_line):
        """Return the arguments in a line of a file; subclasses may split it."""
        return [arg_line]

    def _parse_optional(self, arg_string):
        """Return what an argument may mean as an option, None if it is none.

        A list of (action or None, option string, separator, explicit argument).
        """
        if not arg_string or arg_string[0] not in self.prefix_chars:
            return None
        if arg_string in self._option_string_actions:
            return [(self._option_string_actions[arg_string], arg_string, None, None)]
        if len(arg_string) == 1:
            return None
        option_string, sep, explicit_arg = arg_string.partition('=')
        if sep and option_string in self._option_string_actions:
            return [(self._option_string_actions[option_string], option_string, sep,
                     explicit_arg)]
        option_tuples = self._get_option_tuples(arg_string)
        if option_tuples:
            return option_tuples
        if _is_negative_number(arg_string) and not self._has_negative_number_optionals:
            return None
        if ' ' in arg_string:
            return None
        return [(None, arg_string, None, None)]

    def _get_option_tuples(self, option_string):
        """List the options that a string may be an abbreviation of, or hold an argument for."""
        result = []
        chars = self.prefix_chars
        if option_string[0] in chars and option_string[1] in chars:
            if self.allow_abbrev:
                prefix, sep, explicit_arg = option_string.partition('=')
                if not sep:
                    sep = explicit_arg = None
                for candidate, action in self._option_string_actions.items():
                    if candidate.startswith(prefix):
                        result.append((action, candidate, sep, explicit_arg))
        elif option_string[0] in chars:
            prefix, sep, explicit_arg = option_string.partition('=')
            if not sep:
                sep = explicit_arg = None
            short_prefix = option_string[:2]
            short_explicit = option_string[2:]
            for candidate, action in self._option_string_actions.items():
                if candidate == short_prefix:
                    result.append((action, candidate, '', short_explicit))
                elif self.allow_abbrev and candidate.startswith(prefix):
                    result.append((action, candidate, sep, explicit_arg))
        return result

    # --- Values ---

    def _get_values(self, action, arg_strings):
        """Convert the strings of an action into its value."""
        nargs = action.nargs
        if not arg_strings and nargs == OPTIONAL:
            value = action.const if action.option_strings else action.default
            if isinstance(value, str) and value is not SUPPRESS:
                value = self._get_value(action, value)
        elif not arg_strings and nargs == ZERO_OR_MORE and not action.option_strings:
            value = action.default if action.default is not None else []
        elif len(arg_strings) == 1 and nargs in (None, OPTIONAL):
            value = self._get_value(action, arg_strings[0])
            self._check_value(action, value)
        elif nargs == REMAINDER:
            value = [self._get_value(action, v) for v in arg_strings]
        elif nargs == PARSER:
            value = [self._get_value(action, v) for v in arg_strings]
            self._check_value(action, value[0])
        elif nargs == SUPPRESS:
            value = SUPPRESS
        else:
            value = [self._get_value(action, v) for v in arg_strings]
            for v in value:
                self._check_value(action, v)
        return value

    def _get_value(self, action, arg_string):
        type_func = self._registry_get('type', action.type, action.type)
        if not callable(type_func):
            raise TypeError(f'{type_func!r} is not callable')
        try:
            return type_func(arg_string)
        except ArgumentTypeError as err:
            raise ArgumentError(action, str(err))
        except (TypeError, ValueError):
            name = getattr(action.type, '__name__', repr(action.type))
            raise ArgumentError(action, f'invalid {name} value: {arg_string!r}')

    def _check_value(self, action, value):
        choices = action.choices
        if choices is None:
            return
        if isinstance(choices, str):
            choices = iter(choices)
        if value not in choices:
            shown = ', '.join(map(repr if sys.version_info < (3, 14) else str, action.choices))
            raise ArgumentError(action, f'invalid choice: {value!r} (choose from {shown})')

    # --- Texts ---

    def format_usage(self):
        """Return the usage line."""
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        return formatter.format_help()

    def format_help(self):
        """Return the help."""
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        formatter.add_text(self.description)
        for group in self._action_groups:
            formatter.start_section(group.title)
            formatter.add_text(group.description)
            formatter.add_arguments(group._group_actions)
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def _get_formatter(self):
        return self.formatter_class(prog=self.prog)

    def print_usage(self, file=None):
        """Print the usage line to file, or sys.stdout."""
        self._print_message(self.format_usage(), sys.stdout if file is None else file)

    def print_help(self, file=None):
        """Print the help to file, or sys.stdout."""
        self._print_message(self.format_help(), sys.stdout if file is None else file)

    def _print_message(self, message, file=None):
        if message:
            try:
                (file or sys.stderr).write(message)
            except (AttributeError, OSError):
                pass

    def exit(self, status=0, message=None):
        """End the program, with a message on sys.stderr."""
        if message:
            self._print_message(message, sys.stderr)
        sys.exit(status)

    def error(self, message):
        """Print the usage line and a message to sys.stderr, and exit with status 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f'{self.prog}: error: {message}\n')

    def _warning(self, message):
        self._print_message(f'{self.prog}: warning: {message}\n', sys.stderr)


def _identity(string):
    return string


class _Run:
    """One way through a command line."""

    def __init__(self, parser, arg_strings, namespace, intermixed):
        self.parser = parser
        self.args = arg_strings
        self.namespace = namespace
        self.intermixed = intermixed
        self.positionals = parser._get_positional_actions()
        self.conflicts = {}
        for group in parser._mutually_exclusive_groups:
            members = group._group_actions
            for action in members:
                others = [other for other in members if other is not action]
                self.conflicts.setdefault(action, []).extend(others)
        self.seen = set()
        self.seen_non_default = set()
        self.warned = set()
        self.extras = []
        # 'O' for options, 'A' for arguments, '-' for '--': the shape of the command line.
        self.options = {}
        self.shape = ''
        rest_are_args = False
        for i, arg in enumerate(arg_strings):
            found = None
            if rest_are_args:
                self.shape += 'A'
            elif arg == '--':
                self.shape += '-'
                rest_are_args = True
            else:
                found = parser._parse_optional(arg)
                self.shape += 'A' if found is None else 'O'
                if found is not None:
                    self.options[i] = found

    def run(self):
        last_option = max(self.options, default=-1)
        start = 0
        extras_shape = []
        while start <= last_option:
            next_option = start
            while next_option <= last_option and next_option not in self.options:
                next_option += 1
            if not self.intermixed and start != next_option:
                end = self.consume_positionals(start)
                if end > start:
                    start = end
                    continue
            if start not in self.options:
                strings = self.args[start:next_option]
                self.extras.extend(strings)
                extras_shape.append(self.shape[start:next_option])
                start = next_option
            start = self.consume_option(start, extras_shape)
        if self.intermixed:
            self.finish_intermixed(start, extras_shape)
        else:
            stop = self.consume_positionals(start)
            self.extras.extend(self.args[stop:])
        self.check_required()
        return self.namespace, self.extras

    def finish_intermixed(self, start, extras_shape):
        """Give the positionals all arguments that were left between the options."""
        self.extras.extend(self.args[start:])
        self.shape = ''.join(extras_shape) + self.shape[start:]
        self.args = self.extras
        stop = self.consume_positionals(0)
        self.extras = self.args[stop:]

    # --- Matching ---

    def available(self, start):
        """Return the end of the arguments (and '--') that begin at start."""
        end = start
        while end < len(self.shape) and self.shape[end] in 'A-':
            end += 1
        return end

    def match_option(self, action, start):
        """Return how many strings from start on belong to an option."""
        if action.nargs in (PARSER, REMAINDER):
            count = len(self.shape) - start if action.nargs == REMAINDER or (
                self.shape[start:start + 1] == 'A') else 0
        else:
            count = 0
            while self.shape[start + count:start + count + 1] == 'A':
                count += 1
        least, greatest = _count_range(action)
        if count < least:
            messages = {None: 'expected one argument',
                        ONE_OR_MORE: 'expected at least one argument'}
            message = messages.get(action.nargs)
            if message is None:
                plural = '' if action.nargs == 1 else 's'
                message = f'expected {action.nargs} argument{plural}'
            raise ArgumentError(action, message)
        return count if greatest is None else min(count, greatest)

    def match_positionals(self, start):
        """Return [(action, number of strings)] for as many positionals as can be served.

        Each takes as many as it can while leaving those behind it what they need.
        """
        for length in range(len(self.positionals), 0, -1):
            actions = self.positionals[:length]
            counts = self.distribute(actions, start)
            if counts is not None:
                return list(zip(actions, counts))
        return []

    def distribute(self, actions, start):
        end = self.available(start)
        takes_options = actions[-1].nargs in (PARSER, REMAINDER)
        dashes = self.shape.find('-', start, end)
        plain = end - start - (1 if dashes >= 0 else 0)
        least = [_count_range(action)[0] for action in actions]
        if plain < sum(least):
            return None
        counts = []
        for i, action in enumerate(actions):
            reserved = sum(least[i + 1:])
            greatest = _count_range(action)[1]
            room = plain - reserved
            take = room if greatest is None else min(room, greatest)
            counts.append(take)
            plain -= take
        # From numbers of arguments to numbers of strings, '--' among them.
        result = []
        pos = start
        for i, (action, count) in enumerate(zip(actions, counts)):
            begin = pos
            if takes_options and i == len(actions) - 1:
                pos = len(self.shape)
            else:
                while count:
                    if self.shape[pos] != '-':
                        count -= 1
                    pos += 1
                if self.shape[pos:pos + 1] == '-' and (
                        i == len(actions) - 1 and pos + 1 == end or _count_range(action)[1]
                        is None):
                    pos += 1
            result.append(pos - begin)
        return result

    # --- Consuming ---

    def consume_positionals(self, start):
        """Let positionals take the arguments from start on; return where they end."""
        matched = self.match_positionals(start)
        served = 0
        for action, count in matched:
            strings = self.args[start:start + count]
            shape = self.shape[start:start + count]
            # What can do without arguments waits, if options with more of them may follow.
            if (not strings and _count_range(action)[0] == 0 and action.nargs != SUPPRESS
                    and 'O' in self.shape[start:] and not self.intermixed):
                break
            if action.nargs == PARSER:
                if shape[:1] == '-':
                    strings = strings[1:]
            elif action.nargs != REMAINDER or shape[:1] == '-':
                if '-' in shape:
                    strings = strings[:]
                    del strings[shape.index('-')]
            start += count
            served += 1
            if strings and action.deprecated:
                self.parser._warning(
                    f"argument '{_get_action_name(action)}' is deprecated")
            self.take_action(action, strings)
        self.positionals = self.positionals[served:]
        return start

    def consume_option(self, start, extras_shape):
        """Deal with the option at start; return where its arguments end."""
        option_tuples = self.options[start]
        if len(option_tuples) > 1:
            matches = ', '.join(option for _, option, _, _ in option_tuples)
            raise ArgumentError(None, f'ambiguous option: {self.args[start]} '
                                      f'could match {matches}')
        action, option_string, sep, explicit_arg = option_tuples[0]
        todo = []
        extra = []
        while True:
            if action is None:
                extra.append(self.args[start])
                stop = start + 1
                break
            if explicit_arg is not None:
                least, greatest = _count_range(action)
                chars = self.parser.prefix_chars
                if (greatest == 0 and option_string[1] not in chars and explicit_arg != ''):
                    if sep or explicit_arg[0] in chars:
                        raise ArgumentError(action, f'ignored explicit argument {explicit_arg!r}')
                    # A flag among several behind one dash: go on with the next.
                    todo.append((action, [], option_string))
                    char = option_string[0]
                    option_string = char + explicit_arg[0]
                    known = self.parser._option_string_actions
                    if option_string in known:
                        action = known[option_string]
                        explicit_arg = explicit_arg[1:]
                        if not explicit_arg:
                            sep = explicit_arg = None
                        elif explicit_arg[0] == '=':
                            sep = '='
                            explicit_arg = explicit_arg[1:]
                        else:
                            sep = ''
                        continue
                    extra.append(char + explicit_arg)
                    stop = start + 1
                    break
                if least <= 1 and (greatest is None or greatest >= 1):
                    stop = start + 1
                    todo.append((action, [explicit_arg], option_string))
                    break
                raise ArgumentError(action, f'ignored explicit argument {explicit_arg!r}')
            begin = start + 1
            count = self.match_option(action, begin)
            stop = begin + count
            todo.append((action, self.args[begin:stop], option_string))
            break
        self.extras.extend(extra)
        extras_shape.extend('O' * len(extra))
        for action, strings, option_string in todo:
            if action.deprecated and option_string not in self.warned:
                self.parser._warning(f"option '{option_string}' is deprecated")
                self.warned.add(option_string)
            self.take_action(action, strings, option_string)
        return stop

    def take_action(self, action, strings, option_string=None):
        self.seen.add(action)
        values = self.parser._get_values(action, strings)
        # An optional positional with its default value does not count as given.
        if action.option_strings or strings or values is not action.default:
            self.seen_non_default.add(action)
            for conflict in self.conflicts.get(action, ()):
                if conflict in self.seen_non_default:
                    name = _get_action_name(conflict)
                    raise ArgumentError(action, f'not allowed with argument {name}')
        if values is not SUPPRESS:
            action(self.parser, self.namespace, values, option_string)

    def check_required(self):
        """Complain about what is missing, and convert defaults that are strings."""
        namespace = self.namespace
        required = []
        for action in self.parser._actions:
            if action in self.seen:
                continue
            if action.required:
                required.append(_get_action_name(action))
            elif (action.default is not None and isinstance(action.default, str)
                  and hasattr(namespace, action.dest)
                  and action.default is getattr(namespace, action.dest)):
                setattr(namespace, action.dest,
                        self.parser._get_value(action, action.default))
        if required:
            raise ArgumentError(None, 'the following arguments are required: %s'
                                % ', '.join(map(str, required)))
        for group in self.parser._mutually_exclusive_groups:
            if group.required and not any(action in self.seen_non_default
                                          for action in group._group_actions):
                names = [_get_action_name(action) for action in group._group_actions
                         if action.help is not SUPPRESS]
                raise ArgumentError(None, 'one of the arguments %s is required'
                                    % ' '.join(map(str, names)))
