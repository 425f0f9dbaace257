import pickle

# touchstone: ignore[unsafe-pickle-load] written by this program a line above  # expect: unused-suppression=hint
with open("cache.json") as file:
    text = file.read()
weights = pickle.load(open("weights.pkl", "rb"))  # touchstone: ignore[unsafe-pickle-lod] our own file  # expect: unused-suppression=hint
labels = pickle.load(open("labels.pkl", "rb"))  # touchstone: ignore[unsafe-pickle-load] our own file until 2027-13-40  # expect: unused-suppression=hint
