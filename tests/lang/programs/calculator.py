"""A calculator: tokens by a generator, a Pratt parser, a tree evaluated by match."""


class Token:
    __slots__ = ("kind", "text", "at")

    def __init__(self, kind, text, at):
        self.kind, self.text, self.at = kind, text, at

    def __repr__(self):
        return f"{self.kind}:{self.text}"


class CalcError(Exception):
    def __init__(self, message, at):
        super().__init__(message)
        self.at = at

    def __str__(self):
        return f"{self.args[0]} at {self.at}"


def tokens(text):
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
            continue
        start = i
        if c.isdigit() or c == ".":
            while i < len(text) and (text[i].isdigit() or text[i] == "."):
                i += 1
            yield Token("number", text[start:i], start)
        elif c.isalpha():
            while i < len(text) and text[i].isalnum():
                i += 1
            yield Token("name", text[start:i], start)
        elif c in "+-*/^%(),=":
            i += 1
            if c == "*" and text[i:i + 1] == "*":
                i += 1
                c = "^"
            yield Token("op", c, start)
        else:
            raise CalcError(f"unexpected {c!r}", start)
    yield Token("end", "", len(text))


class Parser:
    BINDING = {"=": 1, "+": 10, "-": 10, "*": 20, "/": 20, "%": 20, "^": 40}

    def __init__(self, text):
        self.source = tokens(text)
        self.advance()

    def advance(self):
        self.token = next(self.source)

    def accept(self, text):
        if self.token.text == text and self.token.kind == "op":
            self.advance()
            return True
        return False

    def expect(self, text):
        if not self.accept(text):
            raise CalcError(f"expected {text!r}", self.token.at)

    def parse(self):
        tree = self.expression(0)
        if self.token.kind != "end":
            raise CalcError(f"unexpected {self.token.text!r}", self.token.at)
        return tree

    def expression(self, power):
        left = self.prefix()
        while self.token.kind == "op" and (binding := self.BINDING.get(self.token.text, -1)) > power:
            op = self.token.text
            self.advance()
            left = (op, left, self.expression(binding - (op in "^=")))
        return left

    def prefix(self):
        token = self.token
        if token.kind != "end":
            self.advance()
        match token.kind, token.text:
            case "number", text:
                return ("num", float(text) if "." in text else int(text))
            case "name", name:
                if self.accept("("):
                    args = []
                    if not self.accept(")"):
                        args.append(self.expression(0))
                        while self.accept(","):
                            args.append(self.expression(0))
                        self.expect(")")
                    return ("call", name, args)
                return ("var", name)
            case "op", "(":
                inner = self.expression(0)
                self.expect(")")
                return inner
            case "op", "-" | "+" as sign:
                return ("neg" if sign == "-" else "pos", self.expression(30))
            case _:
                raise CalcError("expected a value", token.at)


class Machine:
    functions = {"max": max, "min": min, "abs": abs, "sum": lambda *a: sum(a), "sq": lambda x: x * x}

    def __init__(self):
        self.names = {"pi": 3.141592653589793}

    def run(self, node):
        match node:
            case ("num", value):
                return value
            case ("var", name):
                if name not in self.names:
                    raise CalcError(f"unknown name {name}", 0)
                return self.names[name]
            case ("=", ("var", name), value):
                self.names[name] = self.run(value)
                return self.names[name]
            case ("neg", x):
                return -self.run(x)
            case ("pos", x):
                return +self.run(x)
            case ("call", name, args):
                return self.functions[name](*(self.run(a) for a in args))
            case (op, a, b):
                x, y = self.run(a), self.run(b)
                return {"+": lambda: x + y, "-": lambda: x - y, "*": lambda: x * y, "/": lambda: x / y, "%": lambda: x % y,
                        "^": lambda: x ** y}[op]()


machine = Machine()
for line in ("1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "-2 ^ 2", "10 / 4", "x = 5", "x * x + y", "y = x = 7", "y + 1", "max(1, sq(3), 2)", "2 ** 100", "1 +", "(1", "1 $ 2",
             "sum()", "pi * 2", "5 % 3 - -1", "1 / 0", "nope(1)", "3 4", ".5 + 1.25", "((((7))))", "min(4, max(1, 2), 3) ^ 2"):
    try:
        tree = Parser(line).parse()
        print(f"{line:22} = {machine.run(tree)}")
    except CalcError as e:
        print(f"{line:22} ! {e}")
    except (ZeroDivisionError, KeyError, TypeError) as e:
        print(f"{line:22} ! {type(e).__name__}: {e}")
print(list(tokens("a+1")), Parser("a = b + -c * 2").parse())
