# Programs run as children: output, input, errors, timeouts, descriptors passed on.
import subprocess, sys, os, time
from subprocess import PIPE, run, Popen
print(run(['echo', 'hi'], capture_output=True))
print(run('echo a; echo b >&2; exit 3', shell=True, capture_output=True, text=True))
print(run(['cat'], input='text\n', stdout=PIPE, text=True).stdout)
print(subprocess.check_output(['sh','-c','echo $X; pwd'], env={'X':'val','PATH':'/bin:/usr/bin'}, cwd='/tmp'))
try: subprocess.check_call(['false'])
except subprocess.CalledProcessError as e: print(e)
try: run(['/no/such'])
except FileNotFoundError as e: print(e)
try: run(['nosuchprogramhere'])
except FileNotFoundError as e: print(e)
try: run(['ls'], cwd='/nosuch')
except FileNotFoundError as e: print(e)
try: run(['sleep','5'], timeout=0.1)
except subprocess.TimeoutExpired as e: print(str(e)[:40])
p = Popen(['sleep','100']); p.terminate(); print(p.wait(), p)
p = Popen(['sh','-c','kill -9 $$']); 
try: subprocess.check_call(['sh','-c','kill -9 $$'])
except subprocess.CalledProcessError as e: print(e)
print(p.wait())
big = b'x'*500000
print(len(run(['cat'], input=big, capture_output=True).stdout))
print(subprocess.getstatusoutput('echo out; exit 2'), subprocess.getoutput('echo o2'))
r,w = os.pipe()
print(run(['sh','-c',f'echo passed >&{w}'], pass_fds=[w]).returncode, os.read(r,20))
print(run('echo err >&2', shell=True, stdout=PIPE, stderr=subprocess.STDOUT).stdout)
with Popen(['cat'], stdin=PIPE, stdout=PIPE, text=True, bufsize=1) as p:
    p.stdin.write('line\n'); print(repr(p.stdout.readline())); p.stdin.close()
print(p.returncode)
def pre(): os.environ['Q']='1'; os.chdir('/usr')
print(run(['pwd'], preexec_fn=pre, stdout=PIPE).stdout)
def bad(): raise ValueError
try: run(['pwd'], preexec_fn=bad)
except subprocess.SubprocessError as e: print(e)
print(run(['sh','-c','trap "" PIPE; ulimit -n >/dev/null; ls /proc/self/fd | wc -l'], stdout=PIPE, text=True).stdout)
print(os.popen('echo popen').read(), os.popen('exit 3').close())
for kw in ({'stdout': subprocess.STDOUT}, {'startupinfo': 1}, {'bufsize': 'x'}, {'capture_output': True, 'stdout': PIPE}):
    try: run(['ls'], **kw)
    except Exception as e: print(type(e).__name__, e)
