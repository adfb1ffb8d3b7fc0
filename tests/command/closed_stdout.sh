"$PYTHON" -c 'for i in range(100000): print(i)' 2> said | head -n 2
cat > broken.py <<'P'
import os
import sys

r, w = os.pipe()
os.close(r)
try:
    os.write(w, b"x")
except BrokenPipeError as e:
    print(e)
sys.stdout.flush()
P
"$PYTHON" broken.py
echo "status $?"
