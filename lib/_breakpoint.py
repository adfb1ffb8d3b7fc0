# SPDX-License-Identifier: MIT
"""What breakpoint() calls as long as nobody has put another hook in sys.breakpointhook."""

import os


def hook(*args, **kwargs):
    """Call what PYTHONBREAKPOINT names, pdb.set_trace if it names nothing; 0 means that nothing is called."""
    wanted = os.environ.get('PYTHONBREAKPOINT')
    if wanted == '0':
        return None
    name = wanted or 'pdb.set_trace'
    path, dot, attribute = name.rpartition('.')
    try:
        module = __import__(path if dot else 'builtins', fromlist=[attribute])
        target = getattr(module, attribute)
    except (ImportError, AttributeError, ValueError):
        if not wanted:
            raise RuntimeError('breakpoint() is not supported yet: there is no debugger') from None
        import warnings
        warnings.warn(f'Ignoring unimportable $PYTHONBREAKPOINT: "{name}"', RuntimeWarning, stacklevel=2)
        return None
    return target(*args, **kwargs)
