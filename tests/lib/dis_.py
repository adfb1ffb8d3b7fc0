# krait's own instructions: no other Python has them.
import dis, io


def f(a, b=1):
    for i in range(a):
        try:
            b += i.real
        except ValueError:
            pass
    return lambda: b


names = [i.opname for i in dis.get_instructions(f)]
print("FORITER" in names, "RETURN" in names, "WIDE" in names, len(names) > 10)
print({i.argval for i in dis.get_instructions(f) if i.opname in ("GLOBALGET", "GETATTR")})
print(all(i.offset % 4 == 0 and i.line_number for i in dis.get_instructions(f)), sum(i.is_jump_target for i in dis.get_instructions(f)) > 2)
targets = set(dis.findlabels(f.__code__))
print({i.argval for i in dis.get_instructions(f) if i.jump_target is not None} <= targets)
out = io.StringIO()
dis.dis(f, file=out)
text = out.getvalue()
print("ExceptionTable" in text, "Disassembly of <code object <lambda>" in text, "GETATTR" in text)
print(dis.code_info(f).splitlines()[0], dis.opmap["RETURN"] == dis.opname.index("RETURN"), [n for _, n in dis.findlinestarts(f.__code__)][:2])
print([i.opname for i in dis.Bytecode("x + 1")])
f(3)
print([i.opname for i in dis.get_instructions(f)] == names)
try:
    dis.dis(5)
except TypeError as e:
    print(e)
try:
    dis.stack_effect(1)
except NotImplementedError as e:
    print(e)
try:
    import symtable
except ImportError as e:
    print(e)
