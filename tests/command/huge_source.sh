python3 -c 'print("x = \"" + "a" * 10000000 + "\"\nprint(len(x))")' > long.py
"$PYTHON" long.py
echo "status $?"
python3 -c 'print("(" * 250 + ")" * 250)' > deep.py
"$PYTHON" deep.py > said 2>&1
echo "status $?"
tail -n 1 said
python3 -c 'print("x = [" + ", ".join(str(i) for i in range(200000)) + "]\nprint(sum(x))")' > list.py
"$PYTHON" list.py
echo "status $?"
python3 -c 'print("\n".join("v%d = %d" % (i, i) for i in range(50000)) + "\nprint(v49999)")' > lines.py
"$PYTHON" lines.py
echo "status $?"
python3 -c 'print("x = 0\n" + "x += 1\n" * 50000 + "print(x)")' > statements.py
"$PYTHON" statements.py
echo "status $?"
