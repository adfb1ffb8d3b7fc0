# Cases, subtests, skips, expected failures, fixtures and cleanups; the runner's output.
import io
import re
import sys
import types
import unittest


class Basics(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.addClassCleanup(print, 'class cleanup')
        print('setUpClass')

    @classmethod
    def tearDownClass(cls):
        print('tearDownClass')

    def setUp(self):
        self.addCleanup(print, '  cleanup', self._testMethodName)

    def test_equal(self):
        self.assertEqual(1, 1)

    def test_error(self):
        """Divides.

        More words.
        """
        1 / 0

    @unittest.expectedFailure
    def test_expected(self):
        self.fail('as expected')

    @unittest.expectedFailure
    def test_expected_not(self):
        pass

    def test_fail(self):
        self.assertEqual([1, 2, 3], [1, 2, 4], 'lists')

    @unittest.skip('not today')
    def test_skip(self):
        pass

    def test_skip_inside(self):
        self.skipTest('inside')

    def test_subtests(self):
        for i in range(4):
            with self.subTest('part', i=i):
                if i == 2:
                    raise KeyError(i)
                self.assertNotEqual(i, 1)


@unittest.skipIf(True, 'whole class')
class Skipped(unittest.TestCase):
    def test_nothing(self):
        pass


class BrokenClass(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise OSError('no class')

    def test_never(self):
        print('never')


def run(*classes, **options):
    suite = unittest.TestSuite(map(unittest.defaultTestLoader.loadTestsFromTestCase, classes))
    out = io.StringIO()
    result = unittest.TextTestRunner(stream=out, **options).run(suite)
    text = re.sub(r'in \d+\.\d+s', 'in TIME', out.getvalue())
    text = re.sub(r'(?m)^(  File ".*?", line )\d+(, in .*)\n(    .*\n)*', r'\1N\2\n', text)
    print(re.sub(r'File ".*?"', 'File', text))
    return result


result = run(Basics, Skipped, BrokenClass, verbosity=2)
print(result, result.wasSuccessful())
print([str(t) for t, _ in result.skipped])
run(Basics, Skipped)
run(Skipped, failfast=True)
run()


class Messages(unittest.TestCase):
    def runTest(self):
        pass


t = Messages()
for name, args in [
        ('assertEqual', (1, 2)), ('assertEqual', ('a' * 100 + 'b', 'a' * 100 + 'c')), ('assertTrue', (0,)), ('assertFalse', ([1],)),
        ('assertIs', ([], [])), ('assertIsNot', (None, None)), ('assertIsNone', (1,)), ('assertIsNotNone', (None,)),
        ('assertIn', (1, [2])), ('assertNotIn', (1, [1])), ('assertIsInstance', (1, str)), ('assertNotIsInstance', (1, int)),
        ('assertLess', (2, 1)), ('assertLessEqual', (2, 1)), ('assertGreater', (1, 2)), ('assertGreaterEqual', (1, 2)),
        ('assertAlmostEqual', (1, 1.1)), ('assertAlmostEqual', (1, 2, None, None, 0.5)), ('assertNotAlmostEqual', (1, 1.00000001)),
        ('assertEqual', ([1, 2, 3], [1, 3])), ('assertEqual', ((1,), (1, 2))), ('assertEqual', ({'a': 1}, {'a': 2, 'b': []})),
        ('assertEqual', ({1, 2}, {2, 3})), ('assertEqual', ('one\ntwo\n', 'one\nTwo\n')), ('assertCountEqual', ([1, 1, 2], [1, 2, 2])),
        ('assertCountEqual', ([[1], [2]], [[2], [2]])), ('assertRegex', ('abc', 'x+')), ('assertNotRegex', ('abc', 'b')),
        ('assertRaises', (ValueError, int, '1')), ('assertRaisesRegex', (ValueError, 'zzz', int, 'x')),
        ('assertWarns', (UserWarning, int, '1')), ('assertListEqual', ([], ())), ('assertSetEqual', ({1}, [1])),
        ('assertRaises', (1,)), ('assertDictEqual', ({}, []))]:
    try:
        getattr(t, name)(*args)
        print(name, 'passes')
    except Exception as e:
        print(name, type(e).__name__, e)

with t.assertRaises((ValueError, KeyError)) as cm:
    int('x')
print(repr(cm.exception))
try:
    with t.assertRaises(ValueError, msg='why'):
        pass
except AssertionError as e:
    print(e)
try:
    with t.assertRaises(ValueError):
        {}['k']
except KeyError as e:
    print('through', e)

loader = unittest.TestLoader()
print(loader.getTestCaseNames(Basics))
print(loader.loadTestsFromName('Basics.test_equal', sys.modules[__name__]))
print(loader.loadTestsFromName('nothing_here').countTestCases(), len(loader.errors))
loader.testNamePatterns = ['*skip*']
print(loader.getTestCaseNames(Basics))
try:
    Basics('nothing')
except ValueError as e:
    print(e)
print(repr(Basics('test_fail')), Basics('test_error').shortDescription(), Basics('test_equal') == Basics('test_equal'))
try:
    unittest.main(module=None, argv=['prog', '-q', '__main__.Skipped'])
except SystemExit as e:
    print('exit', e.code)


class Modern(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.addAsyncCleanup(self.later, 'async cleanup')

    async def later(self, text):
        print(text)

    async def test_it(self):
        import asyncio
        await asyncio.sleep(0)
        self.assertEqual(1, 1)


print(run(Modern).testsRun)
