import sys
def a(x):
    y = x + 1
    b(y)
def b(z):
    class C:
        w = z
        1/0
def c():
    try:
        a(5)
    except ZeroDivisionError as e:
        return e
e = c()
t = e.__traceback__
while t:
    print(t.tb_frame.f_code.co_name, {k: v for k, v in t.tb_frame.f_locals.items() if k not in('__builtins__', 'e')}, t.tb_frame.f_lineno)
    t = t.tb_next
try:
    raise KeyError
except KeyError as e:
    print(e.__traceback__.tb_frame is sys._getframe())
    print(e.__traceback__.tb_frame.f_lineno)
def g():
    k = 7
    yield k
    raise KeyError(k)
try:
    list(g())
except KeyError as e:
    print(e.__traceback__.tb_next.tb_frame.f_locals)
