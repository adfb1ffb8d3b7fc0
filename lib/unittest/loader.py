# SPDX-License-Identifier: MIT
"""TestLoader: finds tests in classes, modules and folders."""

import functools
import os
import sys
import traceback
import types
from fnmatch import fnmatch, fnmatchcase

from . import case, suite, util

__unittest = True


class _FailedTest(case.TestCase):
    """A test that fails with what kept the real one from being loaded."""

    _testMethodName = None

    def __init__(self, method_name, exception):
        self._exception = exception
        super().__init__(method_name)

    def __getattr__(self, name):
        if name != self._testMethodName:
            return super().__getattribute__(name)

        def testFailure():
            raise self._exception
        return testFailure


def _make_failed_import_test(name, suiteClass):
    return _make_failed_test(name, suiteClass, ImportError, f'Failed to import test module: {name}\n')


def _make_failed_load_tests(name, suiteClass):
    return _make_failed_test(name, suiteClass, None, 'Failed to call load_tests:\n')


def _make_failed_test(name, suiteClass, kind, heading):
    """Return (suite of one test that fails, text) for the exception being handled."""
    message = heading + traceback.format_exc()
    error = kind(message) if kind is not None else sys.exception()
    return suiteClass((_FailedTest(name, error),)), message


def _make_skipped_test(name, exception, suiteClass):
    @case.skip(str(exception))
    def testSkipped(self):
        pass
    cls = type("ModuleSkipped", (case.TestCase,), {name: testSkipped})
    return suiteClass((cls(name),))


def _splitext(path):
    return os.path.splitext(path)[0]


def _is_identifier_py(filename):
    return filename.endswith('.py') and filename[:-3].isidentifier()


class TestLoader:
    """Makes suites of the tests that it finds.

    testMethodPrefix is what the names of test methods begin with; sortTestMethodsUsing compares
    them; testNamePatterns, if not None, are shell patterns one of which a full name must match.
    """

    testMethodPrefix = 'test'
    sortTestMethodsUsing = staticmethod(util.three_way_cmp)
    testNamePatterns = None
    suiteClass = suite.TestSuite
    _top_level_dir = None

    def __init__(self):
        super().__init__()
        self.errors = []
        # Packages whose load_tests() is running: it may call discover() again.
        self._loading_packages = set()

    def loadTestsFromTestCase(self, testCaseClass):
        """Return a suite of the tests of a class."""
        if issubclass(testCaseClass, suite.TestSuite):
            raise TypeError("Test cases should not be derived from TestSuite. Maybe you meant to derive from TestCase?")
        names = []
        if testCaseClass not in (case.TestCase, case.FunctionTestCase):
            names = self.getTestCaseNames(testCaseClass)
            if not names and hasattr(testCaseClass, 'runTest'):
                names = ['runTest']
        return self.suiteClass(map(testCaseClass, names))

    def loadTestsFromModule(self, module, *, pattern=None):
        """Return a suite of the tests of a module; its load_tests() may change it."""
        tests = []
        for name in dir(module):
            obj = getattr(module, name)
            if (isinstance(obj, type) and issubclass(obj, case.TestCase)
                    and obj not in (case.TestCase, case.FunctionTestCase)):
                tests.append(self.loadTestsFromTestCase(obj))
        load_tests = getattr(module, 'load_tests', None)
        tests = self.suiteClass(tests)
        if load_tests is not None:
            try:
                return load_tests(self, tests, pattern)
            except Exception:
                failed, message = _make_failed_load_tests(module.__name__, self.suiteClass)
                self.errors.append(message)
                return failed
        return tests

    def loadTestsFromName(self, name, module=None):
        """Return a suite for a dotted name: of a module, class, method, or of what makes tests when called."""
        parts = name.split('.')
        failed, message = None, None
        if module is None:
            module_parts = parts[:]
            while module_parts:
                try:
                    module = __import__('.'.join(module_parts))
                    break
                except ImportError:
                    last = module_parts.pop()
                    failed, message = _make_failed_import_test(last, self.suiteClass)
                    if not module_parts:
                        self.errors.append(message)
                        return failed
            parts = parts[1:]
        obj = module
        parent = None
        for part in parts:
            try:
                parent, obj = obj, getattr(obj, part)
            except AttributeError as e:
                if getattr(obj, '__path__', None) is None or failed is None:
                    # No module of that name was tried, so the attribute is what is missing.
                    failed, message = _make_failed_test(
                        part, self.suiteClass, None, 'Failed to access attribute:\n')
                self.errors.append(message)
                return failed
        return self._load_object(obj, parent, parts[-1] if parts else None, module)

    def _load_object(self, obj, parent, name, module):
        if isinstance(obj, types.ModuleType):
            return self.loadTestsFromModule(obj)
        if (isinstance(obj, type) and issubclass(obj, case.TestCase)
                and obj not in (case.TestCase, case.FunctionTestCase)):
            return self.loadTestsFromTestCase(obj)
        if isinstance(obj, types.FunctionType) and isinstance(parent, type) and issubclass(parent, case.TestCase):
            inst = parent(name)
            # A static method is called as any callable.
            if not isinstance(getattr(inst, name), types.FunctionType):
                return self.suiteClass([inst])
        elif isinstance(obj, suite.TestSuite):
            return obj
        if callable(obj):
            test = obj()
            if isinstance(test, suite.TestSuite):
                return test
            if isinstance(test, case.TestCase):
                return self.suiteClass([test])
            raise TypeError(f"calling {obj} returned {test}, not a test")
        raise TypeError(f"don't know how to make test from: {obj}")

    def loadTestsFromNames(self, names, module=None):
        """Return a suite of suites, one for each name."""
        return self.suiteClass([self.loadTestsFromName(name, module) for name in names])

    def getTestCaseNames(self, testCaseClass):
        """Return the names of the test methods of a class, sorted."""
        def is_test(attrname):
            if not attrname.startswith(self.testMethodPrefix) or not callable(getattr(testCaseClass, attrname)):
                return False
            full = f'{testCaseClass.__module__}.{testCaseClass.__qualname__}.{attrname}'
            return (self.testNamePatterns is None
                    or any(fnmatchcase(full, pattern) for pattern in self.testNamePatterns))

        names = list(filter(is_test, dir(testCaseClass)))
        if self.sortTestMethodsUsing:
            names.sort(key=functools.cmp_to_key(self.sortTestMethodsUsing))
        return names

    def discover(self, start_dir, pattern='test*.py', top_level_dir=None):
        """Return a suite of the tests in the files below start_dir, a folder or package, that match pattern.

        Modules are named from top_level_dir (start_dir) on, which goes into sys.path.
        """
        original_top = self._top_level_dir
        implicit = False
        if top_level_dir is None and self._top_level_dir is not None:
            top_level_dir = self._top_level_dir
        elif top_level_dir is None:
            implicit = True
            top_level_dir = start_dir
        top_level_dir = os.path.abspath(top_level_dir)
        if top_level_dir not in sys.path:
            sys.path.insert(0, top_level_dir)
        self._top_level_dir = top_level_dir
        if os.path.isdir(os.path.abspath(start_dir)):
            start_dir = os.path.abspath(start_dir)
            importable = start_dir == top_level_dir or os.path.isfile(os.path.join(start_dir, '__init__.py'))
        else:
            start_dir, importable = self._find_package(start_dir, implicit)
        if not importable:
            raise ImportError('Start directory is not importable: %r' % start_dir)
        tests = list(self._find_tests(start_dir, pattern))
        self._top_level_dir = original_top
        return self.suiteClass(tests)

    def _find_package(self, name, implicit):
        """Import a package; return (its folder, whether it is there)."""
        try:
            __import__(name)
        except ImportError:
            return name, False
        module = sys.modules[name]
        top = name.split('.')[0]
        if getattr(module, '__file__', None) is None:
            if module.__name__ in sys.builtin_module_names:
                raise TypeError('Can not use builtin modules as dotted module names') from None
            raise TypeError(f"don't know how to discover from {module!r}") from None
        start_dir = os.path.abspath(os.path.dirname(module.__file__))
        if implicit:
            self._top_level_dir = self._get_directory_containing_module(top)
            sys.path.remove(start_dir) if start_dir in sys.path else None
        return start_dir, True

    def _get_directory_containing_module(self, module_name):
        path = os.path.abspath(sys.modules[module_name].__file__)
        if os.path.basename(path).lower().startswith('__init__.py'):
            return os.path.dirname(os.path.dirname(path))
        return os.path.dirname(path)

    def _get_name_from_path(self, path):
        if path == self._top_level_dir:
            return '.'
        relative = os.path.relpath(_splitext(os.path.normpath(path)), self._top_level_dir)
        assert not os.path.isabs(relative), "Path must be within the project"
        assert not relative.startswith('..'), "Path must be within the project"
        return relative.replace(os.path.sep, '.')

    def _get_module_from_name(self, name):
        __import__(name)
        return sys.modules[name]

    def _match_path(self, path, full_path, pattern):
        return fnmatch(path, pattern)

    def _find_tests(self, start_dir, pattern):
        name = self._get_name_from_path(start_dir)
        if name != '.' and name not in self._loading_packages:
            # The package itself may load its tests.
            tests, recurse = self._find_test_path(start_dir, pattern)
            if tests is not None:
                yield tests
            if not recurse:
                return
        for path in sorted(os.listdir(start_dir)):
            full_path = os.path.join(start_dir, path)
            tests, recurse = self._find_test_path(full_path, pattern)
            if tests is not None:
                yield tests
            if recurse:
                name = self._get_name_from_path(full_path)
                self._loading_packages.add(name)
                try:
                    yield from self._find_tests(full_path, pattern)
                finally:
                    self._loading_packages.discard(name)

    def _find_test_path(self, full_path, pattern):
        """Return (tests of a file or of a package itself, whether to go into the folder)."""
        basename = os.path.basename(full_path)
        if os.path.isfile(full_path):
            if not _is_identifier_py(basename) or not self._match_path(basename, full_path, pattern):
                return None, False
            return self._load_file(full_path, pattern), False
        if not os.path.isdir(full_path) or not os.path.isfile(os.path.join(full_path, '__init__.py')):
            return None, False
        name = self._get_name_from_path(full_path)
        try:
            package = self._get_module_from_name(name)
        except case.SkipTest as e:
            return _make_skipped_test(name, e, self.suiteClass), False
        except:
            failed, message = _make_failed_import_test(name, self.suiteClass)
            self.errors.append(message)
            return failed, False
        load_tests = getattr(package, 'load_tests', None)
        self._loading_packages.add(name)
        try:
            tests = self.loadTestsFromModule(package, pattern=pattern)
            # With load_tests() it is the package's own matter what is in it.
            return tests, load_tests is None
        finally:
            self._loading_packages.discard(name)

    def _load_file(self, full_path, pattern):
        name = self._get_name_from_path(full_path)
        try:
            module = self._get_module_from_name(name)
        except case.SkipTest as e:
            return _make_skipped_test(name, e, self.suiteClass)
        except:
            failed, message = _make_failed_import_test(name, self.suiteClass)
            self.errors.append(message)
            return failed
        mod_file = os.path.abspath(getattr(module, '__file__', full_path))
        realpath = _splitext(os.path.realpath(mod_file))
        if realpath.lower() != _splitext(os.path.realpath(full_path)).lower():
            raise ImportError("%r module incorrectly imported from %r. Expected %r. Is this module globally installed?"
                              % (_splitext(os.path.basename(full_path)), os.path.dirname(realpath),
                                 os.path.dirname(full_path)))
        return self.loadTestsFromModule(module, pattern=pattern)


defaultTestLoader = TestLoader()
