# On a C stack of 256 KiB too, what nests on the C stack raises RecursionError, and what does not runs.
cat > nesting.py <<'P'
import sys

sys.setrecursionlimit(10 ** 6)
nested, other = [], []
for _ in range(100000):
    nested, other = [nested], [other]
table = {}
for _ in range(100000):
    table = {"k": table}
pair = ()
for _ in range(100000):
    pair = (pair,)


class Repr:
    def __init__(self, inner):
        self.inner = inner

    def __repr__(self):
        return repr(self.inner)


chain = None
for _ in range(100000):
    chain = Repr(chain)


def attempt(name, action):
    try:
        action()
        print(name, "done")
    except RecursionError:
        print(name, "RecursionError")


def plain(n):
    return 0 if n == 0 else 1 + plain(n - 1)


attempt("repr of lists", lambda: repr(nested))
attempt("repr of dicts", lambda: repr(table))
attempt("repr of tuples", lambda: repr(pair))
attempt("comparison", lambda: nested == other)
attempt("hash", lambda: hash(pair))
attempt("__repr__", lambda: repr(chain))
try:
    eval("-" * 100000 + "1")
    print("unary source done")
except (RecursionError, SyntaxError, MemoryError):
    print("unary source refused")
print(plain(100000))
P
(
    ulimit -s 256
    "$PYTHON" nesting.py > said 2> errors
    echo "status $?"
)
sed 's/unary source .*/unary source answered/' said
head -n 3 errors
