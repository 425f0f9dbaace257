import jsonpickle

with open("state.json", encoding="utf-8") as file:
    state = jsonpickle.decode(file.read())  # expect: unsafe-jsonpickle-decode
