from ring.three import y
x = 1
