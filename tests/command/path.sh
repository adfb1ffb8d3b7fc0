mkdir one two
echo 'name = "from one"' > one/found.py
echo 'name = "from two"' > two/found.py
echo 'name = "two only"' > two/other.py
echo 'import found, other; print(found.name, other.name)' > main.py
KRAITPATH=one:two PYTHONPATH=one:two "$PYTHON" main.py
KRAITPATH=two:one PYTHONPATH=two:one "$PYTHON" main.py
echo 'name = "beside the script"' > found.py
KRAITPATH=one:two PYTHONPATH=one:two "$PYTHON" main.py
KRAITPATH=one:two PYTHONPATH=one:two "$PYTHON" -c 'import found; print(found.name)'
"$PYTHON" main.py 2>&1 | tail -n 1
