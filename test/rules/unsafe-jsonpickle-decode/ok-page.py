import json

with open("state.json", encoding="utf-8") as file:
    state = json.load(file)
