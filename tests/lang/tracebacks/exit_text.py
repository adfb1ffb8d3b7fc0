import sys

print("about to leave")
sys.exit("leaving with a message")
