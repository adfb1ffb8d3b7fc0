run() {
    "$PYTHON" -c "$1" 2>&1
    echo "status $?"
}
run 'import sys; sys.exit()'
run 'import sys; sys.exit(0)'
run 'import sys; sys.exit(None)'
run 'import sys; sys.exit(1)'
run 'import sys; sys.exit(255)'
run 'import sys; sys.exit(256)'
run 'import sys; sys.exit(-1)'
run 'import sys; sys.exit(True)'
run 'import sys; sys.exit("a message")'
run 'import sys; sys.exit([1, 2])'
run 'import sys; sys.exit((1, 2))'
run 'import sys; sys.exit(2.5)'
run 'raise SystemExit'
run 'raise SystemExit(4)'
run 'class E(SystemExit): pass
raise E(6)'
run 'import os; os._exit(7)'
run 'import sys
try:
    sys.exit(8)
finally:
    print("finally")'
run 'import atexit; atexit.register(print, "at exit"); print("body")'
run 'import sys; sys.stdout.write("not flushed by hand")'
run 'quit' | head -c 3
