"$PYTHON" -c 'import sys; print(sys.argv)' -V -h
"$PYTHON" -c > /dev/null 2>&1
echo "-c without code: status $?"
"$PYTHON" -m > /dev/null 2>&1
echo "-m without a name: status $?"
"$PYTHON" --no-such-option > /dev/null 2>&1
echo "an unknown option: status $?"
"$PYTHON" -V > version
echo "-V: status $?, $(wc -l < version) line"
"$PYTHON" --version | cmp - version && echo "--version says the same"
"$PYTHON" -h > help
echo "-h: status $?"
grep -q -- '-c ' help && grep -q -- '-m ' help && echo "help names the options"
"$PYTHON" -u -c 'import sys; print(sys.orig_argv[1:], sys.argv[1:])' a -b
