# SPDX-License-Identifier: MIT
"""The assertions of TestCase."""

import types

from ._contexts import _AssertNotWarnsContext, _AssertRaisesContext, _AssertWarnsContext
from .util import (safe_repr, _common_shorten_repr, _count_diff_all_purpose, _count_diff_hashable)

__unittest = True

DIFF_OMITTED = '\nDiff is %s characters long. Set self.maxDiff to None to see it.'


def _ndiff(first, second):
    import difflib
    return difflib.ndiff(first, second)


def _pretty_diff(first, second):
    """Return the lines in which two objects, pretty-printed, differ."""
    import pprint
    return '\n'.join(_ndiff(pprint.pformat(first).splitlines(), pprint.pformat(second).splitlines()))


def _with_newlines(first, second):
    """Return both texts as lines, with newlines added where only the end of the last would differ."""
    if first and second:
        if first[-1] != '\n' and second[-1] != '\n':
            first += '\n'
            second += '\n'
    elif first:
        first = first if first[-1] == '\n' else first + '\n'
    elif second:
        second = second if second[-1] == '\n' else second + '\n'
    return first.splitlines(keepends=True), second.splitlines(keepends=True)


class _Assertions:
    """What a test may assert. Each raises failureException; msg is what to say then."""

    def _init_equality(self):
        self._type_equality_funcs = {}
        for kind, name in ((dict, 'assertDictEqual'), (list, 'assertListEqual'), (tuple, 'assertTupleEqual'),
                           (set, 'assertSetEqual'), (frozenset, 'assertSetEqual'),
                           (str, 'assertMultiLineEqual')):
            self.addTypeEqualityFunc(kind, name)

    def addTypeEqualityFunc(self, typeobj, function):
        """Let assertEqual() call function, or a method of that name, for two objects of just this class."""
        self._type_equality_funcs[typeobj] = function

    def fail(self, msg=None):
        """Fail."""
        raise self.failureException(msg)

    def _formatMessage(self, msg, standardMsg):
        if not self.longMessage:
            return msg or standardMsg
        if msg is None:
            return standardMsg
        try:
            return '%s : %s' % (standardMsg, msg)
        except UnicodeDecodeError:
            return '%s : %s' % (safe_repr(standardMsg), safe_repr(msg))

    def _truncateMessage(self, message, diff):
        if self.maxDiff is None or len(diff) <= self.maxDiff:
            return message + diff
        return message + (DIFF_OMITTED % len(diff))

    def _fail(self, msg, standardMsg):
        raise self.failureException(self._formatMessage(msg, standardMsg))

    # Truth, equality, identity, order.

    def assertTrue(self, expr, msg=None):
        """expr is true."""
        if not expr:
            self._fail(msg, "%s is not true" % safe_repr(expr))

    def assertFalse(self, expr, msg=None):
        """expr is false."""
        if expr:
            self._fail(msg, "%s is not false" % safe_repr(expr))

    def _getAssertEqualityFunc(self, first, second):
        if type(first) is type(second):
            func = self._type_equality_funcs.get(type(first))
            if func is not None:
                return getattr(self, func) if isinstance(func, str) else func
        return self._baseAssertEqual

    def _baseAssertEqual(self, first, second, msg=None):
        if not first == second:
            self._fail(msg, '%s != %s' % _common_shorten_repr(first, second))

    def assertEqual(self, first, second, msg=None):
        """first == second, with the message of their class."""
        self._getAssertEqualityFunc(first, second)(first, second, msg=msg)

    def assertNotEqual(self, first, second, msg=None):
        """first != second"""
        if not first != second:
            self._fail(msg, '%s == %s' % (safe_repr(first), safe_repr(second)))

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        """The difference rounds to 0 at so many places (7), or is not above delta."""
        if first == second:
            return
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")
        diff = abs(first - second)
        if delta is not None:
            if diff <= delta:
                return
            within = '%s delta' % safe_repr(delta)
        else:
            places = 7 if places is None else places
            if round(diff, places) == 0:
                return
            within = '%r places' % places
        self._fail(msg, '%s != %s within %s (%s difference)' % (
            safe_repr(first), safe_repr(second), within, safe_repr(diff)))

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        """The opposite of assertAlmostEqual()."""
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")
        diff = abs(first - second)
        if delta is not None:
            if not first == second and diff > delta:
                return
            within = '%s delta (%s difference)' % (safe_repr(delta), safe_repr(diff))
        else:
            places = 7 if places is None else places
            if not first == second and round(diff, places) != 0:
                return
            within = '%r places' % places
        self._fail(msg, '%s == %s within %s' % (safe_repr(first), safe_repr(second), within))

    def assertIs(self, expr1, expr2, msg=None):
        """expr1 is expr2"""
        if expr1 is not expr2:
            self._fail(msg, '%s is not %s' % (safe_repr(expr1), safe_repr(expr2)))

    def assertIsNot(self, expr1, expr2, msg=None):
        """expr1 is not expr2"""
        if expr1 is expr2:
            self._fail(msg, 'unexpectedly identical: %s' % (safe_repr(expr1),))

    def assertIsNone(self, obj, msg=None):
        """obj is None"""
        if obj is not None:
            self._fail(msg, '%s is not None' % (safe_repr(obj),))

    def assertIsNotNone(self, obj, msg=None):
        """obj is not None"""
        if obj is None:
            self._fail(msg, 'unexpectedly None')

    def assertLess(self, a, b, msg=None):
        """a < b"""
        if not a < b:
            self._fail(msg, '%s not less than %s' % (safe_repr(a), safe_repr(b)))

    def assertLessEqual(self, a, b, msg=None):
        """a <= b"""
        if not a <= b:
            self._fail(msg, '%s not less than or equal to %s' % (safe_repr(a), safe_repr(b)))

    def assertGreater(self, a, b, msg=None):
        """a > b"""
        if not a > b:
            self._fail(msg, '%s not greater than %s' % (safe_repr(a), safe_repr(b)))

    def assertGreaterEqual(self, a, b, msg=None):
        """a >= b"""
        if not a >= b:
            self._fail(msg, '%s not greater than or equal to %s' % (safe_repr(a), safe_repr(b)))

    # Classes and attributes.

    def assertIsInstance(self, obj, cls, msg=None):
        """obj is an instance of cls."""
        if not isinstance(obj, cls):
            self._fail(msg, '%s is not an instance of %r' % (safe_repr(obj), cls))

    def assertNotIsInstance(self, obj, cls, msg=None):
        """obj is no instance of cls."""
        if isinstance(obj, cls):
            self._fail(msg, '%s is an instance of %r' % (safe_repr(obj), cls))

    def assertIsSubclass(self, cls, superclass, msg=None):
        """cls is a subclass of superclass."""
        try:
            if issubclass(cls, superclass):
                return
        except TypeError:
            if not isinstance(cls, type):
                self._fail(msg, f'{cls!r} is not a class')
            raise
        if isinstance(superclass, tuple):
            self._fail(msg, f'{cls!r} is not a subclass of any of {superclass!r}')
        self._fail(msg, f'{cls!r} is not a subclass of {superclass!r}')

    def assertNotIsSubclass(self, cls, superclass, msg=None):
        """cls is no subclass of superclass."""
        try:
            if not issubclass(cls, superclass):
                return
        except TypeError:
            if not isinstance(cls, type):
                self._fail(msg, f'{cls!r} is not a class')
            raise
        if isinstance(superclass, tuple):
            superclass = next((x for x in superclass if issubclass(cls, x)), superclass)
        self._fail(msg, f'{cls!r} is a subclass of {superclass!r}')

    @staticmethod
    def _name_owner(obj):
        if isinstance(obj, types.ModuleType):
            return f'module {obj.__name__!r}'
        if isinstance(obj, type):
            return f'type object {obj.__name__!r}'
        return f'{type(obj).__name__!r} object'

    def assertHasAttr(self, obj, name, msg=None):
        """obj has an attribute of that name."""
        if not hasattr(obj, name):
            self._fail(msg, f'{self._name_owner(obj)} has no attribute {name!r}')

    def assertNotHasAttr(self, obj, name, msg=None):
        """obj has no attribute of that name."""
        if hasattr(obj, name):
            self._fail(msg, f'{self._name_owner(obj)} has unexpected attribute {name!r}')

    # Containers.

    def assertIn(self, member, container, msg=None):
        """member in container"""
        if member not in container:
            self._fail(msg, '%s not found in %s' % (safe_repr(member), safe_repr(container)))

    def assertNotIn(self, member, container, msg=None):
        """member not in container"""
        if member in container:
            self._fail(msg, '%s unexpectedly found in %s' % (safe_repr(member), safe_repr(container)))

    def assertSequenceEqual(self, seq1, seq2, msg=None, seq_type=None):
        """Two sequences are equal, and of seq_type if that is given."""
        name = 'sequence'
        if seq_type is not None:
            name = seq_type.__name__
            for which, seq in (('First', seq1), ('Second', seq2)):
                if not isinstance(seq, seq_type):
                    raise self.failureException('%s sequence is not a %s: %s' % (which, name, safe_repr(seq)))
        message = self._find_sequence_difference(seq1, seq2, name)
        if message is not None:
            message = self._truncateMessage(message, '\n' + _pretty_diff(seq1, seq2))
            self.fail(self._formatMessage(msg, message))

    def _find_sequence_difference(self, seq1, seq2, name):
        """Return a text on the first difference of two sequences, None if they are equal."""
        try:
            len1 = len(seq1)
        except (TypeError, NotImplementedError):
            return 'First %s has no length.    Non-sequence?' % name
        try:
            len2 = len(seq2)
        except (TypeError, NotImplementedError):
            return 'Second %s has no length.    Non-sequence?' % name
        if seq1 == seq2:
            return None
        message = '%ss differ: %s != %s\n' % ((name.capitalize(),) + _common_shorten_repr(seq1, seq2))
        for i in range(min(len1, len2)):
            try:
                item1 = seq1[i]
            except (TypeError, IndexError, NotImplementedError):
                message += '\nUnable to index element %d of first %s\n' % (i, name)
                break
            try:
                item2 = seq2[i]
            except (TypeError, IndexError, NotImplementedError):
                message += '\nUnable to index element %d of second %s\n' % (i, name)
                break
            if item1 != item2:
                message += '\nFirst differing element %d:\n%s\n%s\n' % ((i,) + _common_shorten_repr(item1, item2))
                break
        else:
            if len1 == len2 and type(seq1) != type(seq2):
                # Equal item by item: what differs is the class.
                return None
        for which, seq, more, at in (('First', seq1, len1 - len2, len2), ('Second', seq2, len2 - len1, len1)):
            if more > 0:
                message += '\n%s %s contains %d additional elements.\n' % (which, name, more)
                try:
                    message += 'First extra element %d:\n%s\n' % (at, safe_repr(seq[at]))
                except (TypeError, IndexError, NotImplementedError):
                    message += 'Unable to index element %d of %s %s\n' % (at, which.lower(), name)
        return message

    def assertListEqual(self, list1, list2, msg=None):
        """Two lists are equal."""
        self.assertSequenceEqual(list1, list2, msg, seq_type=list)

    def assertTupleEqual(self, tuple1, tuple2, msg=None):
        """Two tuples are equal."""
        self.assertSequenceEqual(tuple1, tuple2, msg, seq_type=tuple)

    def assertSetEqual(self, set1, set2, msg=None):
        """Two sets are equal."""
        differences = []
        for which, a, b in (('first', set1, set2), ('second', set2, set1)):
            try:
                differences.append(a.difference(b))
            except TypeError as e:
                self.fail('invalid type when attempting set difference: %s' % e)
            except AttributeError as e:
                self.fail('%s argument does not support set difference: %s' % (which, e))
        if not any(differences):
            return
        lines = []
        for difference, has, has_not in ((differences[0], 'first', 'second'), (differences[1], 'second', 'first')):
            if difference:
                lines.append('Items in the %s set but not the %s:' % (has, has_not))
                lines += [repr(item) for item in difference]
        self._fail(msg, '\n'.join(lines))

    def assertDictEqual(self, d1, d2, msg=None):
        """Two dictionaries are equal."""
        self.assertIsInstance(d1, dict, 'First argument is not a dictionary')
        self.assertIsInstance(d2, dict, 'Second argument is not a dictionary')
        if d1 != d2:
            message = '%s != %s' % _common_shorten_repr(d1, d2)
            self._fail(msg, self._truncateMessage(message, '\n' + _pretty_diff(d1, d2)))

    def assertCountEqual(self, first, second, msg=None):
        """Two iterables give the same items, each as often, in any order."""
        first, second = list(first), list(second)
        try:
            differences = _count_diff_hashable(first, second)
        except TypeError:
            differences = _count_diff_all_purpose(first, second)
        if differences:
            lines = ['First has %d, Second has %d:  %r' % difference for difference in differences]
            message = self._truncateMessage('Element counts were not equal:\n', '\n'.join(lines))
            self.fail(self._formatMessage(msg, message))

    # Text.

    def assertMultiLineEqual(self, first, second, msg=None):
        """Two strings are equal; says which lines are not."""
        self.assertIsInstance(first, str, "First argument is not a string")
        self.assertIsInstance(second, str, "Second argument is not a string")
        if first == second:
            return
        if len(first) > self._diffThreshold or len(second) > self._diffThreshold:
            self._baseAssertEqual(first, second, msg)
        message = '%s != %s' % _common_shorten_repr(first, second)
        diff = '\n' + ''.join(_ndiff(*_with_newlines(first, second)))
        self.fail(self._formatMessage(msg, self._truncateMessage(message, diff)))

    def assertRegex(self, text, expected_regex, msg=None):
        """The regular expression is found in text."""
        if isinstance(expected_regex, (str, bytes)):
            import re
            assert expected_regex, "expected_regex must not be empty."
            expected_regex = re.compile(expected_regex)
        if not expected_regex.search(text):
            self._fail(msg, "Regex didn't match: %r not found in %r" % (expected_regex.pattern, text))

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        """The regular expression is not found in text."""
        if isinstance(unexpected_regex, (str, bytes)):
            import re
            unexpected_regex = re.compile(unexpected_regex)
        match = unexpected_regex.search(text)
        if match:
            self._fail(msg, 'Regex matched: %r matches %r in %r' % (
                text[match.start():match.end()], unexpected_regex.pattern, text))

    def _check_affix(self, s, affix, holds, verb, msg):
        """Fail unless s has the affix, or one of a tuple of them, as much as holds asks."""
        method = 'startswith' if verb.endswith('start') else 'endswith'
        kind = next((k for k in (str, bytes, bytearray) if isinstance(s, k)), None)
        if kind is None:
            self._fail(msg, f'Expected str or bytes, not {type(s).__name__}')
        wanted = str if kind is str else (bytes, bytearray)
        for one in affix if isinstance(affix, tuple) else (affix,):
            if not isinstance(one, wanted):
                self._fail(msg, f'Expected {"str" if kind is str else "bytes"}, not {type(one).__name__}')
        if bool(getattr(s, method)(affix)) == holds:
            return
        text = safe_repr(s, short=True)
        if holds:
            any_of = 'any of ' if isinstance(affix, tuple) else ''
            self._fail(msg, f"{text} doesn't {verb} with {any_of}{safe_repr(affix, short=True)}")
        if isinstance(affix, tuple):
            affix = next(one for one in affix if getattr(s, method)(one))
        self._fail(msg, f"{text} {verb}s with {safe_repr(affix, short=True)}")

    def assertStartsWith(self, s, prefix, msg=None):
        """s starts with the prefix, or with one of a tuple of them."""
        self._check_affix(s, prefix, True, 'start', msg)

    def assertNotStartsWith(self, s, prefix, msg=None):
        """s does not start with the prefix."""
        self._check_affix(s, prefix, False, 'start', msg)

    def assertEndsWith(self, s, suffix, msg=None):
        """s ends with the suffix, or with one of a tuple of them."""
        self._check_affix(s, suffix, True, 'end', msg)

    def assertNotEndsWith(self, s, suffix, msg=None):
        """s does not end with the suffix."""
        self._check_affix(s, suffix, False, 'end', msg)

    # Exceptions, warnings, logs: context managers, or calls of a function given.

    def assertRaises(self, expected_exception, *args, **kwargs):
        """args[0](*args[1:], **kwargs), or the body of a with statement, raises the exception."""
        context = _AssertRaisesContext(expected_exception, self)
        try:
            return context.handle('assertRaises', args, kwargs)
        finally:
            # A traceback kept in the context must not keep this frame, and through it the context.
            context = None

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        """The same, and the exception's text holds the regular expression."""
        context = _AssertRaisesContext(expected_exception, self, expected_regex)
        return context.handle('assertRaisesRegex', args, kwargs)

    def assertWarns(self, expected_warning, *args, **kwargs):
        """The call, or the body of a with statement, triggers the warning."""
        context = _AssertWarnsContext(expected_warning, self)
        return context.handle('assertWarns', args, kwargs)

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        """The same, and the warning's text holds the regular expression."""
        context = _AssertWarnsContext(expected_warning, self, expected_regex)
        return context.handle('assertWarnsRegex', args, kwargs)

    def _assertNotWarns(self, expected_warning, *args, **kwargs):
        context = _AssertNotWarnsContext(expected_warning, self)
        return context.handle('_assertNotWarns', args, kwargs)

    def assertLogs(self, logger=None, level=None):
        """Return a context manager: something is logged to the logger at the level (INFO) or above."""
        from ._log import _AssertLogsContext
        return _AssertLogsContext(self, logger, level, no_logs=False)

    def assertNoLogs(self, logger=None, level=None):
        """Return a context manager: nothing is logged to the logger at the level (INFO) or above."""
        from ._log import _AssertLogsContext
        return _AssertLogsContext(self, logger, level, no_logs=True)
