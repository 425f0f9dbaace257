import json

# touchstone: ignore[unsafe-pickle-load] written by this program  # expect: unused-suppression=hint
with open("cache.json") as file:
    cache = json.load(file)
