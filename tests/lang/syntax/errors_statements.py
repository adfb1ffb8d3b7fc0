from _check import check

check(r"""
if x = 1: pass
while x = 1: pass
x = if
if True
while True
for x in y
def f()
class C
try: pass
else: pass
elif x: pass
finally: pass
except: pass
x === 1
x <> 1
x ! 1
""")
