# Which classes can be bases together, and which of them gives the layout.
def tried(*bases):
    try:
        c = type("C", bases, {})
        print([b.__name__ for b in bases], c.__base__.__name__)
    except TypeError as e:
        print([b.__name__ for b in bases], e)


class Plain:
    pass


class Slot:
    __slots__ = ("a",)


class Other:
    __slots__ = ("b",)


class Empty:
    __slots__ = ()


class Derived(Slot):
    pass


class More(Slot):
    __slots__ = ("c",)


class L(list):
    pass


for bases in ((Plain, Slot), (Slot, Other), (Slot, Empty), (Empty, Slot), (Derived, Slot), (Derived, More), (More, Derived), (Plain, int), (int, str), (L, list),
              (L, dict), (Slot, L), (Plain, L), (Empty, L), (KeyError, AttributeError), (AttributeError, KeyError), (OSError, StopIteration),
              (OSError, ValueError), (ValueError, OSError), (ImportError, NameError), (UnicodeDecodeError, UnicodeEncodeError),
              (ExceptionGroup, ValueError), (SystemExit, KeyboardInterrupt), (SyntaxError, SystemExit), (type, Plain), (type, Slot), (Exception, Slot),
              (TabError, ValueError), (ModuleNotFoundError, KeyError), (TimeoutError, ConnectionError)):
    tried(*bases)
