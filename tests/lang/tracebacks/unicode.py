größe = "übergroß"
print(größe + 1, "日本語")
