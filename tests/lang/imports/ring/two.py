import ring.one
ring.one.f()
