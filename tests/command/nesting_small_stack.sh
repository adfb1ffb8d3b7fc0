# tests/lang/recursion/nesting.py with 256 KiB of stack: each of its lines ends well there too.
ulimit -s 256
"$PYTHON" "$KRAIT_TEST_TOP/tests/lang/recursion/nesting.py" | grep -v ' well$'
"$PYTHON" "$KRAIT_TEST_TOP/tests/lang/recursion/nesting.py" >/dev/null; echo "status $?"
