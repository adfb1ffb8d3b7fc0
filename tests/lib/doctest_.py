# Examples that are right and wrong, options, exceptions, the report and the summary, as cases of unittest.
"""
>>> 1+1
2
>>> print('a\\n\\nb')
a
<BLANKLINE>
b
>>> 1/0
Traceback (most recent call last):
  ...
ZeroDivisionError: division by zero
>>> for i in range(3):
...     print(i)
0
1
2
>>> 5
6
>>> x = [1,2,3]; x  # doctest: +ELLIPSIS
[1, ...]
"""
def f():
    """Nothing.

    >>> f()
    >>> 1 1
    Traceback (most recent call last):
    SyntaxError: invalid syntax
    >>> raise ValueError("a b")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    ValueError: other
    """
if __name__ == '__main__':
    import doctest; print(doctest.testmod(verbose=True))
    import unittest
    result = unittest.TestResult()
    doctest.DocTestSuite().run(result)
    print(result)
    print(doctest.script_from_examples(f.__doc__))
    test = doctest.DocTestParser().get_doctest(">>> 1\n2\n", {}, "t", "t.py", 0)
    print(test, test.examples[0].lineno)
    for bad in ">>>1", ">>> 1\n...2", "  >>> 1\n 2", ">>> 1 # doctest: +NOPE", ">>> # doctest: +SKIP":
        try:
            doctest.DocTestParser().get_examples(bad)
        except ValueError as e:
            print(e)
    doctest.run_docstring_examples("""
    >>> print("a  b")    # doctest: +NORMALIZE_WHITESPACE
    a b
    >>> print("x\\ny\\nz")  # doctest: +REPORT_NDIFF
    x
    w
    z
    """, {}, name="diff")
