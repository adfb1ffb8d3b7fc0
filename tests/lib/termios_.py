# terminals: modes are read and set through a pseudo-terminal
import os, termios, tty

master, slave = os.openpty()
before = termios.tcgetattr(slave)
print(len(before), len(before[6]), bool(before[3] & termios.ICANON), before[6][termios.VINTR], before[4] == before[5])
old = tty.setraw(slave)
print(old == before)
raw = termios.tcgetattr(slave)
print(raw[3] & (termios.ECHO | termios.ICANON | termios.ISIG), raw[1] & termios.OPOST, raw[6][termios.VMIN], raw[6][termios.VTIME])
os.write(master, b'a\x03')
print(os.read(slave, 10))
termios.tcsetattr(slave, termios.TCSADRAIN, before)
print(termios.tcgetattr(slave) == before)
tty.setcbreak(slave, termios.TCSANOW)
now = termios.tcgetattr(slave)
print(bool(now[3] & termios.ISIG), bool(now[3] & termios.ICANON))
print(termios.tcgetwinsize(slave))
termios.tcsetwinsize(slave, (25, 81))
print(termios.tcgetwinsize(master), tuple(os.get_terminal_size(slave)))
os.write(master, b'xyz')
termios.tcflush(slave, termios.TCIFLUSH)
termios.tcdrain(slave)
termios.tcflow(slave, termios.TCOON)
r, w = os.pipe()
for call in (lambda: termios.tcgetattr(r), lambda: termios.tcsetattr(slave, 9, before), lambda: termios.tcsetattr(slave, 0, [1]),
             lambda: termios.tcsetattr(slave, 0, before[:6] + [[1]])):
    try:
        call()
    except (termios.error, TypeError) as e:
        print(type(e).__name__, e)
print(issubclass(termios.error, OSError), hex(termios.TIOCGWINSZ), termios.B38400, termios.CS8)
