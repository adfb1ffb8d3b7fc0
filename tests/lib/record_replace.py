# Records have __replace__; classes derived from weakref.ref may take keywords.
import copy
import os
import time
import weakref

t = time.gmtime(0)
print(copy.replace(t, tm_year=2001, tm_mday=5), t.tm_year, copy.replace(t).tm_zone == t.tm_zone)
print(os.terminal_size((80, 24)).__replace__(lines=50))
print(copy.replace(t, tm_zone="Here").tm_zone, os.uname().__replace__(sysname="x").sysname)
for record, changes in (t, {"nothing": 1}), (os.stat("/"), {"st_uid": 5}):
    try:
        copy.replace(record, **changes)
    except TypeError as e:
        print(e)


class Ref(weakref.ref):
    def __init__(self, target, callback=None, **extra):
        super().__init__(target, callback)
        self.extra = extra


class Target:
    pass


target = Target()
ref = Ref(target, colour="red")
print(ref() is target, ref.extra, weakref.getweakrefcount(target))
try:
    weakref.ref(target, colour=1)
except TypeError as e:
    print(e)
