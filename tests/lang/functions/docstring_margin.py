def cli():
    # fmt: off
    """Top level command

    """
    # fmt: on
print(repr(cli.__doc__))
def c2():
    """a
      b
    c

       
    """
print(repr(c2.__doc__))
import inspect
print(repr(inspect.cleandoc(cli.__doc__)), repr(inspect.getdoc(c2)))
