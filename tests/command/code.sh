"$PYTHON" -c 'print("one"); import sys; print(sys.argv, __name__)' a -b --c
"$PYTHON" -c 'for i in range(2):
    print(i)'
"$PYTHON" -c ''
echo "status $?"
"$PYTHON" -c 'import sys; sys.exit(5)'
echo "status $?"
"$PYTHON" -c 'raise ValueError("x")' 2>&1
echo "status $?"
"$PYTHON" -c 'x = (' 2>&1
echo "status $?"
"$PYTHON" -c 'import sys; print("to stderr", file=sys.stderr)' 2>&1
"$PYTHON" -c 'pass' extra args
echo "status $?"
# What traceback prints shows the lines of the code, too.
"$PYTHON" -c '
import traceback
def f():
    raise ValueError
try:
    f()
except ValueError:
    traceback.print_exc()
' 2>&1
