import json

with open("plugin.json", encoding="utf-8") as file:
    settings = json.load(file)
