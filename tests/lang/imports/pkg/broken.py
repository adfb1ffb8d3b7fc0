print("running", __name__)
raise ValueError("broken on purpose")
