try:
    raise SystemExit(7)
finally:
    print("cleaned up")
