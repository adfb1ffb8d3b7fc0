print(repr(input()))
print(repr(input("prompt> ")))
name = input("name: ")
print("hello", name)
import sys
print(repr(sys.stdin.readline()), [line for line in sys.stdin])
try:
    input()
except EOFError as e:
    print("EOF:", e)
