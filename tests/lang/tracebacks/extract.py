import sys
import traceback


def f():
    g()


def g():
    raise ValueError("here")


try:
    f()
except ValueError as e:
    tb = e.__traceback__
    while tb:
        print(tb.tb_lineno, tb.tb_frame.f_code.co_name, tb.tb_frame.f_lineno)
        tb = tb.tb_next
    print(traceback.format_exc().replace("\n", "|"))
    print(traceback.format_exception_only(e))
    print("".join(traceback.format_exception(e)) == traceback.format_exc())
    print(sys.exc_info()[0], sys.exc_info()[1] is e, sys.exc_info()[2] is e.__traceback__)
    print([(s.name, s.lineno, s.line) for s in traceback.extract_tb(e.__traceback__)])
    for line in traceback.format_tb(e.__traceback__):
        print(line, end="")


def stack():
    return [s.name for s in traceback.extract_stack()]


print(stack())
e = ValueError("no traceback")
print(e.__traceback__, traceback.format_exception(e))
try:
    raise e
except ValueError:
    pass
first = e.__traceback__
try:
    raise e
except ValueError:
    pass
n = 0
tb = e.__traceback__
while tb:
    n += 1
    tb = tb.tb_next
print("entries after two raises", n)
try:
    raise e.with_traceback(None)
except ValueError:
    print(e.__traceback__.tb_next)


def locals_stay():
    secret = 42
    raise KeyError("k")


try:
    locals_stay()
except KeyError as err:
    frame = err.__traceback__.tb_next.tb_frame
    print(frame.f_locals, frame.f_code.co_name, frame.f_globals is globals(), frame.f_back is None or frame.f_back.f_code.co_name)
print(type(first).__name__, sys._getframe().f_code.co_name)
