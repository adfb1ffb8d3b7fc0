class A:
    def __init__(self, n):
        self.n = n
        self.check()

    def check(self):
        assert self.n > 0, f"n is {self.n}"


class B(A):
    x = A(1)
    y = [A(n) for n in (3, 2, -1)]
