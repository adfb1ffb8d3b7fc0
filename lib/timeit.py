# SPDX-License-Identifier: MIT
"""How long small pieces of code take."""

import gc
import itertools
import sys
import time

__all__ = ['Timer', 'timeit', 'repeat', 'default_timer']

dummy_src_name = '<timeit-src>'
default_number = 1000000
default_repeat = 5
default_timer = time.perf_counter

_globals = globals

_FRAME = '''
def inner(_it, _timer{init}):
    {setup}
    _t0 = _timer()
    for _i in _it:
        {stmt}
        pass
    _t1 = _timer()
    return _t1 - _t0
'''


def reindent(src, indent):
    """Indent all lines but the first."""
    return src.replace('\n', '\n' + ' ' * indent)


class Timer:
    """Times a statement; setup runs once before it. Both are code or functions."""

    def __init__(self, stmt='pass', setup='pass', timer=default_timer, globals=None):
        self.timer = timer
        local = {}
        given = _globals() if globals is None else globals
        init, before = '', ''
        if isinstance(setup, str):
            compile(setup, dummy_src_name, 'exec')
            before = setup + '\n'
            setup = reindent(setup, 4)
        elif callable(setup):
            local['_setup'] = setup
            init += ', _setup=_setup'
            setup = '_setup()'
        else:
            raise ValueError("setup is neither a string nor callable")
        if isinstance(stmt, str):
            compile(before + stmt, dummy_src_name, 'exec')
            stmt = reindent(stmt, 8)
        elif callable(stmt):
            local['_stmt'] = stmt
            init += ', _stmt=_stmt'
            stmt = '_stmt()'
        else:
            raise ValueError("stmt is neither a string nor callable")
        self.src = _FRAME.format(stmt=stmt, setup=setup, init=init)
        exec(compile(self.src, dummy_src_name, 'exec'), given, local)
        self.inner = local['inner']

    def print_exc(self, file=None):
        """Print a traceback that shows the timed code."""
        import linecache
        import traceback
        lines = self.src.split('\n')
        linecache.cache[dummy_src_name] = len(self.src), None, lines, dummy_src_name
        traceback.print_exc(file=file)

    def timeit(self, number=default_number):
        """Return the seconds of so many runs; collection is off meanwhile."""
        collecting = gc.isenabled()
        gc.disable()
        try:
            return self.inner(itertools.repeat(None, number), self.timer)
        finally:
            if collecting:
                gc.enable()

    def repeat(self, repeat=default_repeat, number=default_number):
        """Return a list of results of timeit."""
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """Return a number of runs that takes at least 0.2 s, and the time."""
        i = 1
        while True:
            for j in 1, 2, 5:
                number = i * j
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            i *= 10


def timeit(stmt='pass', setup='pass', timer=default_timer, number=default_number, globals=None):
    """Time a statement."""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt='pass', setup='pass', timer=default_timer, repeat=default_repeat, number=default_number,
           globals=None):
    """Time a statement several times."""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)


_UNITS = {'nsec': 1e-9, 'usec': 1e-6, 'msec': 1e-3, 'sec': 1.0}
_USAGE = '''usage: python -m timeit [-n N] [-r N] [-s SETUP] [-p] [-u UNIT] [-v] [-h] [--] [statement ...]
  -n/--number N: runs of the statement in a timing   -r/--repeat N: timings, of which the best counts (5)
  -s/--setup S: code that runs once before a timing  -p/--process: time of the process, not of the clock
  -u/--unit U: nsec, usec, msec or sec               -v/--verbose: show all timings'''


def main(args=None, *, _wrap_timer=None):
    """The command: print how long statements take."""
    import getopt
    import os
    try:
        opts, args = getopt.getopt(sys.argv[1:] if args is None else args, 'n:u:s:r:pvh',
                                   ['number=', 'setup=', 'repeat=', 'process', 'verbose', 'unit=', 'help'])
    except getopt.error as err:
        print(err)
        print("use -h/--help for command line help")
        return 2
    timer, number, setup, verbose, unit, precision, times = default_timer, 0, [], 0, None, 3, default_repeat
    for o, a in opts:
        if o in ('-n', '--number'):
            number = int(a)
        elif o in ('-s', '--setup'):
            setup.append(a)
        elif o in ('-u', '--unit'):
            if a not in _UNITS:
                print("Unrecognized unit. Please select nsec, usec, msec, or sec.", file=sys.stderr)
                return 2
            unit = a
        elif o in ('-r', '--repeat'):
            times = max(int(a), 1)
        elif o in ('-p', '--process'):
            timer = time.process_time
        elif o in ('-v', '--verbose'):
            precision += verbose > 0
            verbose += 1
        else:
            print(_USAGE)
            return 0
    sys.path.insert(0, os.curdir)
    t = Timer('\n'.join(args) or 'pass', '\n'.join(setup) or 'pass', _wrap_timer(timer) if _wrap_timer else timer)
    return _report(t, number, times, verbose, unit, precision)


def _report(t, number, times, verbose, unit, precision):
    def shown(seconds):
        name = unit or next((name for name, scale in reversed(_UNITS.items()) if seconds >= scale), 'nsec')
        return f'{seconds / _UNITS[name]:.{precision}g} {name}'

    def found(number, taken):
        print(f'{number} loop{"s" * (number != 1)} -> {taken:.{precision}g} secs')

    try:
        if not number:
            number, _ = t.autorange(found if verbose else None)
            if verbose:
                print()
        results = t.repeat(times, number)
    except Exception:
        t.print_exc()
        return 1
    if verbose:
        print(f'raw times: {", ".join(map(shown, results))}\n')
    results = [taken / number for taken in results]
    best, worst = min(results), max(results)
    print(f'{number} loop{"s" * (number != 1)}, best of {times}: {shown(best)} per loop')
    if worst >= best * 4:
        import warnings
        warnings.warn_explicit(f"The test results are likely unreliable. The worst time ({shown(worst)}) was more than "
                               f"four times slower than the best time ({shown(best)}).", UserWarning, '', 0)
    return None


if __name__ == '__main__':
    sys.exit(main())
