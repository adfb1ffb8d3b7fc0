"$PYTHON" missing.py 2>&1
echo "status $?"
mkdir folder
"$PYTHON" folder 2>&1
echo "status $?"
echo 'print("main of a folder", __name__)' > folder/__main__.py
"$PYTHON" folder
echo "status $?"
: > empty.py
"$PYTHON" empty.py
echo "status $?"
echo 'import sys; print(sys.argv)' > argv.py
"$PYTHON" argv.py one 'two words' -c --version ''
echo 'print("no ending needed")' > script
"$PYTHON" script
printf '#!/usr/bin/env krait\nprint("with a shebang")\n' > shebang.py
"$PYTHON" shebang.py
mkdir sub
echo 'import sibling; print(sibling.name)' > sub/main.py
echo 'name = "found beside the script"' > sub/sibling.py
"$PYTHON" sub/main.py
cd sub && "$PYTHON" ../sub/main.py
