try() {
    "$PYTHON" bad.py 2>&1
    echo "status $?"
}
printf 'x = "caf\351"\n' > bad.py
try
printf '# -*- coding: latin-1 -*-\nx = "caf\351"\nprint(len(x))\n' > bad.py
try
printf '# coding: nonsense\n' > bad.py
try
printf 'print(1)\nx = 1\000\n' > bad.py
try
printf '\357\273\277print("a byte order mark")\n' > bad.py
try
printf 'if 1:\n\tx = 1\n        y = 2\n' > bad.py
try
printf 'x = "abc\nprint(x)\n' > bad.py
try
printf 'x = """abc\nprint(x)\n' > bad.py
try
printf 'x = (1,\n     [2, 3)\n' > bad.py
try
printf 'foo(1,\nbar\n\nx = 2\n' > bad.py
try
printf 'print("cr lf")\r\nx = 1\r\nprint(x)\r\n' > bad.py
try
printf 'print("cr only")\rprint("second")\r' > bad.py
try
printf 'print("form feed")\n\014\nprint("after")\n' > bad.py
try
printf 'x = 1 +\\\n    2\nprint(x)\n' > bad.py
try
printf 'x = 1 \\ \n' > bad.py
try
printf 'x = 1 \\' > bad.py
try
