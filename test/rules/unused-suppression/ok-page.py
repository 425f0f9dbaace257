import json

with open("cache.json") as file:
    cache = json.load(file)
