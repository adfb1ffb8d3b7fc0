class AppError(Exception):
    """Base of the application's errors."""


class WithArgs(AppError):
    def __init__(self, code, *, detail=None):
        self.code = code
        self.detail = detail


class WithStr(AppError):
    def __str__(self):
        return "custom str"

    def __repr__(self):
        return "WithStr!"


for make in (lambda: AppError(), lambda: AppError("m"), lambda: AppError("m", 2), lambda: WithArgs(5, detail="d"), lambda: WithStr("x")):
    try:
        raise make()
    except AppError as e:
        print(type(e).__name__, str(e), repr(e), e.args, vars(e))

e = ValueError("a", "b")
e.args = ("changed",)
print(e, e.args)
e.args = [1, 2]
print(e.args)
e.extra = 5
print(e.__dict__)
try:
    e.args = 5
except TypeError as err:
    print(err)
e.add_note("first note")
e.add_note("second note")
print(e.__notes__)
try:
    e.add_note(5)
except TypeError as err:
    print(err)
print(e.with_traceback(None) is e, e.__traceback__)

k = KeyError("key")
print(str(k), repr(k), k.args, str(KeyError()), str(KeyError(1, 2)), str(KeyError("it's")))
s = StopIteration(1, 2)
print(s.value, s.args, StopIteration().value)
x = SystemExit(3)
print(x.code, SystemExit().code, SystemExit(1, 2).code)
o = OSError(2, "No such file", "name.txt")
print(o, type(o).__name__, o.errno, o.strerror, o.filename, o.args, repr(o))
print(type(OSError(13, "x")).__name__, type(OSError(17, "x")).__name__, type(OSError(32, "x")).__name__, type(OSError(9999, "x")).__name__,
      type(OSError(4, "")).__name__, type(OSError(11, "")).__name__, type(OSError(104, "")).__name__, type(OSError(111, "")).__name__,
      type(OSError(10, "")).__name__, type(OSError(3, "")).__name__, type(OSError(20, "")).__name__, type(OSError(21, "")).__name__,
      type(OSError(110, "")).__name__)
print(OSError("only"), OSError(), OSError(1, "a", "b", None, "c"), IOError is OSError, EnvironmentError is OSError)
u = UnicodeDecodeError("utf-8", b"\xff\xfe", 0, 1, "bad byte")
print(u, u.encoding, u.object, u.start, u.end, u.reason)
u = UnicodeEncodeError("ascii", "\xe9t\xe9", 0, 3, "no")
print(u)
u = UnicodeEncodeError("ascii", "\u20ac", 0, 1, "no")
print(u)
i = ImportError("msg", name="n", path="p")
print(i, i.name, i.path, i.msg)
n = NameError("x", name="the_name")
print(n, n.name)
a = AttributeError("y", name="attr", obj=5)
print(a, a.name, a.obj)
y = SyntaxError("bad", ("file.py", 3, 5, "text here\n", 3, 9))
print(y, y.msg, y.filename, y.lineno, y.offset, y.text, y.end_lineno, y.end_offset, y.args)
print(SyntaxError("plain"), SyntaxError().msg, str(SyntaxError()))
try:
    ImportError("x", bad=1)
except TypeError as err:
    print(err)
try:
    ValueError(x=1)
except TypeError as err:
    print(err)


class New(Exception):
    def __new__(cls, *args, **kw):
        self = super().__new__(cls, *args)
        self.made = kw
        return self

    def __init__(self, *args, **kw):
        pass


print(New(1, 2, k=3).args, New(k=3).made)
print(BaseException.__subclasses__.__name__, issubclass(KeyboardInterrupt, Exception), issubclass(GeneratorExit, Exception))
for cls in (ZeroDivisionError, ModuleNotFoundError, NotImplementedError, RecursionError, UnboundLocalError, IndentationError, TabError,
            UnicodeDecodeError, FileNotFoundError, ConnectionResetError, StopAsyncIteration, BytesWarning, EncodingWarning, TimeoutError):
    print(" < ".join(c.__name__ for c in cls.__mro__[:-1]))


class Multi(KeyError, AttributeError):
    pass


try:
    raise Multi("both")
except AttributeError as err:
    print(repr(err), str(err))
try:
    class Clash(OSError, StopIteration):
        pass
except TypeError as err:
    print(err)
try:
    raise NotImplemented
except TypeError as err:
    print(err)


class Meta(type):
    def __instancecheck__(cls, obj):
        return True

    def __subclasscheck__(cls, sub):
        return True


class Everything(Exception, metaclass=Meta):
    pass


try:
    try:
        raise ValueError("v")
    except Everything:
        print("metaclass hook used")
except ValueError:
    print("metaclass hook not used")
