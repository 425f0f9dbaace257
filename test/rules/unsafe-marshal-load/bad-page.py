import marshal

with open("plugin.bin", "rb") as file:
    code = marshal.load(file)  # expect: unsafe-marshal-load
exec(code)
