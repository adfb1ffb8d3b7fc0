import sys
import traceback
import warnings


def f():
    raise ValueError("x")


try:
    f()
except ValueError as e:
    print(traceback.format_exc())
    te = traceback.TracebackException.from_exception(e)
    print("".join(te.format_exception_only()), len(te.stack), te.exc_type_str if hasattr(te, "exc_type_str") else te.exc_type.__name__)
    print(traceback.format_exception(type(e), e, e.__traceback__, limit=1))
    for s in traceback.extract_tb(e.__traceback__):
        print(s.name, s.lineno, s.line)
    traceback.print_exc(file=sys.stdout)
    traceback.print_exception(e, file=sys.stdout, limit=-1)
    print(traceback.format_list(traceback.extract_tb(e.__traceback__))[-1])
print(traceback.format_exception_only(KeyError("k")), traceback.format_exception_only(SyntaxError("bad", ("f.py", 1, 5, "x = = 1\n", 1, 6))))
e = ValueError("noted")
e.add_note("the note")
print(traceback.format_exception(e))
try:
    try:
        raise KeyError("a")
    except KeyError as k:
        raise ValueError("b") from k
except ValueError as e:
    print("".join(traceback.format_exception(e)))
    print("".join(traceback.format_exception(e, chain=False)))
try:
    raise ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [KeyError("k")])])
except ExceptionGroup as g:
    traceback.print_exception(g, file=sys.stdout)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings.warn("careful")
    warnings.warn("old", DeprecationWarning)
print([(str(w.message), w.category.__name__) for w in caught])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        warnings.warn("as an error", RuntimeWarning)
    except RuntimeWarning as w:
        print("raised", w)
