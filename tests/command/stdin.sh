echo 'print("from a pipe"); import sys; print(sys.argv, __name__)' | "$PYTHON"
echo 'import sys; print(sys.argv)' | "$PYTHON" - a b
printf 'x = 1\nif x:\n    print("block")\nprint(x)' | "$PYTHON"
printf '' | "$PYTHON"
echo "status $?"
echo '1 / 0' | "$PYTHON" 2>&1
echo "status $?"
echo 'raise SystemExit(3)' | "$PYTHON" -
echo "status $?"
printf 'print(input())\n' > reads.py
echo "the program's own input" | "$PYTHON" reads.py
printf 'print("no newline at the end")' > bare.py
"$PYTHON" bare.py < /dev/null
