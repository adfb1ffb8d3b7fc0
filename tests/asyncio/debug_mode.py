# SPDX-License-Identifier: MIT
# The debug mode of the loop: how it is switched on, what it refuses, what it logs.
import asyncio
import logging
import os
import re
import subprocess
import sys
import time


class Keep(logging.Handler):
    def emit(self, record):
        text = re.sub(r'(0\.03\)).*', r'\1', record.getMessage())
        print(record.levelname, text)


async def coroutine():
    pass


async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_debug())
    for call in (lambda: loop.call_soon(coroutine), lambda: loop.call_soon_threadsafe(coroutine),
                 lambda: loop.call_later(1, coroutine), lambda: loop.call_at(1, 5), lambda: loop.call_soon(None)):
        try:
            call()
        except TypeError as e:
            print(re.sub('0x.*', '', str(e)))
    loop.slow_callback_duration = 0.02
    loop.call_soon(time.sleep, 0.03)
    await asyncio.sleep(0.001)
    loop.slow_callback_duration = 10
    loop.call_soon(time.sleep, 0.03)
    await asyncio.sleep(0)

log = logging.getLogger('asyncio')
log.addHandler(Keep())
log.setLevel(logging.WARNING)
log.propagate = False
asyncio.run(main(), debug=True)

show = 'import asyncio; print(asyncio.new_event_loop().get_debug())'
for options, value in ([], ''), ([], '1'), (['-E'], '1'), (['-E', '-X', 'dev'], ''):
    done = subprocess.run([sys.executable, *options, '-c', show], capture_output=True, text=True,
                          env=dict(os.environ, PYTHONASYNCIODEBUG=value))
    print(options, repr(value), done.stdout.strip())
