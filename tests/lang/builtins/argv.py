import sys
print(sys.argv, len(sys.argv), sys.argv[1:])
print(sys.version_info[0], sys.byteorder, sys.maxsize, sys.platform, sys.maxunicode, type(sys.path).__name__, "sys" in sys.modules, sys.stdout.write("written\n"), sys.getsizeof(1) > 0, sys.intern("a") is sys.intern("a"))
sys.stderr.write("to stderr\n")
sys.exit(len(sys.argv))
