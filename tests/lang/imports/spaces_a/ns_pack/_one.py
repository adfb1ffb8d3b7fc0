where = "a"
