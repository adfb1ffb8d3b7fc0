"""The file half of the import system by its own name, and the two settings for test suites."""
import _imp
import importlib._bootstrap_external as external
import importlib.machinery

for name in ('SourceFileLoader', 'SourcelessFileLoader', 'ExtensionFileLoader', 'FileFinder', 'PathFinder'):
    print(name, getattr(external, name) is getattr(importlib.machinery, name))
print(external.decode_source(b'# coding: latin-1\r\nx = "\xe9"\r\n'))
print(_imp._override_frozen_modules_for_tests(-1), _imp._override_frozen_modules_for_tests(0))
try:
    _imp._override_frozen_modules_for_tests('on')
except TypeError as e:
    print(e)
try:
    _imp._override_multi_interp_extensions_check(0)
except RuntimeError as e:
    print(e)
