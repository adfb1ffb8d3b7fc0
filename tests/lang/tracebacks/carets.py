def outer(data):
    return data["key"]["missing"][0]


def call(f, *args):
    return f(*args)


def binary(a, b):
    return (a + 1) * (b / (a - a)) + 5


for f, args in ((binary, (1, 2)), (outer, ({"key": {}},)), (call, (len, 1, 2)), (lambda x: x.y.z, (1,))):
    try:
        f(*args)
    except Exception:
        import traceback
        traceback.print_exc()


class A:
    def method(self):
        return self.one(1).two.three(x=[
            1,
            undefined_name,
        ])

    def one(self, n):
        self.two = self
        return self


A().method()
