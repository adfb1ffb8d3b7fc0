from ring.four import x
y = 1
