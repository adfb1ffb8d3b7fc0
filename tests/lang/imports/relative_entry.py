# A path entry that is relative counts from the working directory; the module's file is told in full all the same.
import os
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    folder = os.path.realpath(folder)
    os.chdir(folder)
    os.mkdir("inner")
    for name in ("inner/beside.py", "here.py"):
        with open(name, "w") as f:
            f.write("def where():\n    raise ValueError\n")
    sys.path[0:0] = ["", "inner"]
    import beside
    import here
    os.chdir("/")
    for m in (beside, here):
        print(m.__file__.replace(folder, "FOLDER"), m.__spec__.origin == m.__file__)
        try:
            m.where()
        except ValueError as e:
            print(e.__traceback__.tb_next.tb_frame.f_code.co_filename.replace(folder, "FOLDER"))

# An entry of sys.path that is a slice of a longer text.
import os, tempfile
with tempfile.TemporaryDirectory() as top:
    deep = os.path.join(top, *["d" * 200] * 4)
    os.makedirs(deep)
    with open(os.path.join(deep, "deep_module.py"), "w") as f:
        f.write("x = 5\n")
    sys.path.insert(0, (deep + "/" + "z" * 300)[:len(deep)])
    import deep_module
    print(deep_module.x, deep_module.__file__ == deep + "/deep_module.py")
