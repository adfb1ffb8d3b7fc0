# SPDX-License-Identifier: MIT
"""Options of a command line, as C's getopt() has them."""

import os

__all__ = ["GetoptError", "error", "getopt", "gnu_getopt"]


class GetoptError(Exception):
    """An option is not known, or has an argument too many or too few."""

    opt = ''
    msg = ''

    def __init__(self, msg, opt=''):
        self.msg = msg
        self.opt = opt
        Exception.__init__(self, msg, opt)

    def __str__(self):
        return self.msg


error = GetoptError


def getopt(args, shortopts, longopts=[]):
    """Return (list of (option, value), the other arguments); options end at the first other argument.

    shortopts has the letters, a colon behind those with an argument; longopts the words, with = behind them.
    """
    opts = []
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    while args and args[0].startswith('-') and args[0] != '-':
        if args[0] == '--':
            args = args[1:]
            break
        opts, args = _one(opts, args, shortopts, longopts)
    return opts, args


def gnu_getopt(args, shortopts, longopts=[]):
    """The same with options and other arguments in any order, unless shortopts begins with + or POSIXLY_CORRECT is set."""
    opts, others = [], []
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    if shortopts.startswith('+'):
        shortopts = shortopts[1:]
        stop_at_others = True
    else:
        stop_at_others = bool(os.environ.get("POSIXLY_CORRECT"))
    while args:
        if args[0] == '--':
            others += args[1:]
            break
        if args[0][:1] == '-' and args[0] != '-':
            opts, args = _one(opts, args, shortopts, longopts)
        elif stop_at_others:
            others += args
            break
        else:
            others.append(args[0])
            args = args[1:]
    return opts, others


def _one(opts, args, shortopts, longopts):
    if args[0][:2] == '--':
        return _do_longs(opts, args[0][2:], longopts, args[1:])
    return _do_shorts(opts, args[0][1:], shortopts, args[1:])


def _do_longs(opts, opt, longopts, args):
    opt, equals, value = opt.partition('=')
    has_arg, opt = _long_has_args(opt, longopts)
    if not has_arg:
        if equals:
            raise GetoptError('option --%s must not have an argument' % opt, opt)
    elif not equals:
        if not args:
            raise GetoptError('option --%s requires argument' % opt, opt)
        value, args = args[0], args[1:]
    opts.append(('--' + opt, value))
    return opts, args


def _long_has_args(opt, longopts):
    """Return (whether the option has an argument, its whole name)."""
    possible = [o for o in longopts if o.startswith(opt)]
    if not possible:
        raise GetoptError('option --%s not recognized' % opt, opt)
    if opt in possible:
        return False, opt
    if opt + '=' in possible:
        return True, opt
    if len(possible) > 1:
        raise GetoptError('option --%s not a unique prefix' % opt, opt)
    name = possible[0]
    return name.endswith('='), name.removesuffix('=')


def _do_shorts(opts, letters, shortopts, args):
    while letters:
        opt, letters = letters[0], letters[1:]
        value = ''
        if _short_has_arg(opt, shortopts):
            if not letters:
                if not args:
                    raise GetoptError('option -%s requires argument' % opt, opt)
                letters, args = args[0], args[1:]
            value, letters = letters, ''
        opts.append(('-' + opt, value))
    return opts, args


def _short_has_arg(opt, shortopts):
    for i, letter in enumerate(shortopts):
        if opt == letter != ':':
            return shortopts.startswith(':', i + 1)
    raise GetoptError('option -%s not recognized' % opt, opt)
