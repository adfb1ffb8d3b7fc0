# Which annotated names a function binds, the default of *Ts, and warnings of a source that does not compile.
import warnings

def simple():
    name: int
    print(name)


def bracketed():
    (some_global): int
    print(some_global)


def valued():
    (other): int = 1
    return other


some_global = 'global'
bracketed()
print(valued())
try:
    simple()
except NameError as e:
    print(type(e).__name__, e)

default = tuple[int, str]
type Alias[*Ts = *default] = Ts
print(Alias.__type_params__[0].__default__)

with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    try:
        eval("'\\e' $")
    except SyntaxError as e:
        print(e.msg)
print([str(w.message) for w in seen])
