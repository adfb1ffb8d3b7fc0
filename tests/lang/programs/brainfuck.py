"""An interpreter for a language of eight characters, and a compiler of it to Python closures and to Python source."""

HELLO = "++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.>++."
DIGITS = "++++++++++>+>++++++++[>++++++<-]>[-<+>]<<<[>>.+<<-]"


def brackets(code):
    stack, pairs = [], {}
    for i, c in enumerate(code):
        if c == "[":
            stack.append(i)
        elif c == "]":
            j = stack.pop()
            pairs[i], pairs[j] = j, i
    if stack:
        raise SyntaxError("unbalanced")
    return pairs


def interpret(code, given=""):
    tape, at, pc, out, given = [0] * 100, 0, 0, [], iter(given)
    pairs = brackets(code)
    while pc < len(code):
        c = code[pc]
        if c == ">":
            at += 1
        elif c == "<":
            at -= 1
        elif c == "+":
            tape[at] = (tape[at] + 1) % 256
        elif c == "-":
            tape[at] = (tape[at] - 1) % 256
        elif c == ".":
            out.append(chr(tape[at]))
        elif c == ",":
            tape[at] = ord(next(given, "\0"))
        elif c == "[" and not tape[at] or c == "]" and tape[at]:
            pc = pairs[pc]
        pc += 1
    return "".join(out)


def to_python(code):
    lines, depth, i = ["def run(tape, out):", "    at = 0"], 1, 0
    while i < len(code):
        c, n = code[i], 1
        if c in "+-<>":
            while i + n < len(code) and code[i + n] == c:
                n += 1
        line = {"+": f"tape[at] = (tape[at] + {n}) % 256", "-": f"tape[at] = (tape[at] - {n}) % 256", ">": f"at += {n}", "<": f"at -= {n}",
                ".": "out.append(chr(tape[at]))", "[": "while tape[at]:", "]": None}[c]
        if line:
            lines.append("    " * depth + line)
        depth += (c == "[") - (c == "]")
        i += n
    return "\n".join(lines)


def compiled(code):
    namespace, out = {}, []
    exec(to_python(code), namespace)
    namespace["run"]([0] * 300, out)
    return "".join(out)


print(interpret(HELLO), end="")
print(compiled(HELLO) == interpret(HELLO), compiled(DIGITS), interpret(DIGITS), interpret(",[.,]", "echo"))
print(to_python("++[>+<-]>."))
try:
    brackets("[[]")
except SyntaxError as e:
    print(e)
