# What programs for 3.13 see in the namespace of a class or module.
class Meta(type):
    def __new__(mcs, name, bases, ns):
        print(name, ns.get('__annotations__', {}))
        return super().__new__(mcs, name, bases, ns)


class A(metaclass=Meta):
    x: int
    y: str = 'a'
    print(__annotations__)


print(A.__dict__['__annotations__'])
z: float = 1.0
print(__annotations__)


class B(A):
    pass


print(B.__annotations__, B.__dict__.get('__annotations__'))
