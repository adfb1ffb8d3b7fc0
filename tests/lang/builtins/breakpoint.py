# What breakpoint() calls: sys.breakpointhook, which asks PYTHONBREAKPOINT.
import os
import sys
import warnings


def show(*args, **kwargs):
    print('show', args, kwargs)
    return 'shown'


sys.modules['here'] = sys.modules[__name__]
os.environ['PYTHONBREAKPOINT'] = 'here.show'
print(breakpoint(1, 2, a=3))
os.environ['PYTHONBREAKPOINT'] = 'print'
breakpoint('a', 'b', sep='-')
os.environ['PYTHONBREAKPOINT'] = '0'
print(breakpoint(1))
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    for name in ('nothing_here', 'nothing.here', '.', '..', '.show', 'here.', 'here.nothing'):
        os.environ['PYTHONBREAKPOINT'] = name
        print(breakpoint())
for w in seen:
    print(w.category.__name__, w.message)
sys.breakpointhook = show
print(breakpoint('own'))
sys.breakpointhook = sys.__breakpointhook__
os.environ['PYTHONBREAKPOINT'] = 'here.show'
breakpoint()
del sys.breakpointhook
try:
    breakpoint()
except RuntimeError as e:
    print(e)
