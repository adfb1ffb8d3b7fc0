# An interrupt ends a program with KeyboardInterrupt and status 130, wherever it is.
cat > loop.py <<'P'
import os
import signal

os.kill(os.getpid(), signal.SIGINT)
while True:
    pass
P
"$PYTHON" loop.py > said 2>&1
echo "status $?"
tail -n 1 said
cat > caught.py <<'P'
import os
import signal

try:
    os.kill(os.getpid(), signal.SIGINT)
    while True:
        pass
except KeyboardInterrupt:
    print("caught")
finally:
    print("finally")
P
"$PYTHON" caught.py
echo "status $?"
cat > sleeping.py <<'P'
import time

try:
    print("sleeping", flush=True)
    time.sleep(30)
finally:
    print("woken")
P
env --default-signal=INT "$PYTHON" sleeping.py > said 2>&1 &
pid=$!
while ! grep -q sleeping said; do sleep 0.05; done
kill -INT $pid
wait $pid
echo "status $?"
grep -c woken said
tail -n 1 said
cat > awaiting.py <<'P'
import asyncio


async def main():
    print("awaiting", flush=True)
    try:
        await asyncio.sleep(30)
    except asyncio.CancelledError:
        print("cancelled")
        raise


asyncio.run(main())
P
env --default-signal=INT "$PYTHON" awaiting.py > said 2>&1 &
pid=$!
while ! grep -q awaiting said; do sleep 0.05; done
kill -INT $pid
wait $pid
echo "status $?"
grep -c cancelled said
tail -n 1 said
