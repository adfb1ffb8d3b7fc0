mkdir -p pack/sub
echo 'import sys; print("package main", __name__, __package__, sys.argv[1:])' > pack/__main__.py
echo 'print("package init", __name__)' > pack/__init__.py
echo 'from . import sub; print("module", __name__, __package__)' > pack/mod.py
echo 'print("sub", __name__)' > pack/sub/__init__.py
echo 'import sys; print("plain", __name__, sys.argv[1:])' > plain.py
"$PYTHON" -m pack a b
"$PYTHON" -m pack.mod
"$PYTHON" -m plain x -y
"$PYTHON" -m nothing_of_that_name 2>&1 > rest
echo "status $?"
"$PYTHON" -m pack.sub 2>&1 > rest
echo "status $?"
"$PYTHON" -m pack.none 2>&1 > rest
echo "status $?"
