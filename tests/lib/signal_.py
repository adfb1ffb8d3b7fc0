# Handlers, timers, masks and waiting for signals.
import signal, os, time
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler, signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGPIPE))
got=[]
def h(n, f): got.append((n, f.f_code.co_name))
print(signal.signal(signal.SIGUSR1, h)); os.kill(os.getpid(), signal.SIGUSR1); print(got)
signal.raise_signal(signal.SIGUSR1); print(len(got))
print(signal.signal(signal.SIGALRM, h)); signal.setitimer(signal.ITIMER_REAL, 0.02); 
x=0
while len(got) < 3: x+=1
print(got[-1])
signal.alarm(0); print(signal.getitimer(signal.ITIMER_REAL))
def boom(n,f): raise ZeroDivisionError('in handler')
signal.signal(signal.SIGUSR2, boom)
try: os.kill(os.getpid(), signal.SIGUSR2); print('no')
except ZeroDivisionError as e: print(e)
signal.setitimer(signal.ITIMER_REAL, 0.05); signal.signal(signal.SIGALRM, boom)
try: time.sleep(2); print('no')
except ZeroDivisionError as e: print(e)
try: os.kill(os.getpid(), 2); time.sleep(1)
except KeyboardInterrupt: print('KI')
r,w=os.pipe(); os.set_blocking(w, False); print(signal.set_wakeup_fd(w)); signal.signal(signal.SIGUSR1, h); signal.raise_signal(10); print(os.read(r,4)); print(signal.set_wakeup_fd(-1)==w)
print(signal.pthread_sigmask(signal.SIG_BLOCK, {10}), os.kill(os.getpid(),10), signal.sigpending(), signal.sigwait({10}))
print(signal.strsignal(11), len(signal.valid_signals()))
for bad in ((99, h), (1, 'x'), (9, h)):
    try: signal.signal(*bad)
    except Exception as e: print(type(e).__name__, e)
try: signal.setitimer(99, 1)
except signal.ItimerError as e: print(type(e), e)
signal.signal(2, lambda *a: print('my int')); os.kill(os.getpid(), 2)
