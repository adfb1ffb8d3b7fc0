from _check import check

check(r"""
try:\n  pass\nexcept* A:\n  pass\nexcept B:\n  pass
try:\n  pass\nexcept:\n  pass\nexcept A:\n  pass
try:\n  pass\nexcept*:\n  pass
def f():\n  try: pass\n  except* A: return
for x in y:\n  try: pass\n  except* A: break
if x:\nfoo
if x:\n    a\n  b
  x = 1
if x:\n\ta\n        b
def f():\n    a\n   b
class C:\n  def f(self):\n  pass
""")
