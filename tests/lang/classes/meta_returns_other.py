# A class and its metaclass that become garbage together.
import gc


def make():
    class Meta(type):
        def __new__(cls, name, bases, ns):
            made = super().__new__(cls, name, bases, ns)
            assert made.d.name == "d" and made.d.owner is made
            return 0

    class Descriptor:
        def __set_name__(self, owner, name):
            self.owner = owner
            self.name = name

    class A(metaclass=Meta):
        d = Descriptor()
    return A


for i in range(20):
    print(make(), end=" ")
    gc.collect()
print()
