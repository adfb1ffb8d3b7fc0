# Leaving a `finally` block by return, break or continue is warned of (PEP 765); what stays inside it is not.
import warnings

sources = ["""
def f():
    try: pass
    finally:
        return 1
""", """
for i in 1, 2:
    try: pass
    finally:
        if i: break
        continue
""", """
try: pass
finally:
    for i in 1, 2:
        break
    else:
        pass
    while True: break
    def g(): return 1
    lambda: 1
    class A:
        def h(self):
            for i in 1,: continue
            return 2
""", """
def f():
    for i in 1, 2:
        try:
            return 1
        except ValueError:
            break
        finally:
            try: pass
            finally:
                with x:
                    return 3
""", """
while True:
    try: pass
    finally:
        while True:
            pass
        else:
            break
"""]
for source in sources:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        compile(source, "f", "exec")
    print([(w.category.__name__, str(w.message), w.lineno) for w in caught])
warnings.simplefilter("error")
try:
    compile(sources[0], "f", "exec")
except SyntaxError as e:
    print(e.msg, e.lineno, e.offset, e.end_offset)
