e = ValueError("with notes")
e.add_note("note one")
e.add_note("note two\nin two lines")
raise e
