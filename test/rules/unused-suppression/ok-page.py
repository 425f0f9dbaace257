import pickle

with open("cache.json") as file:
    text = file.read()
weights = pickle.load(open("weights.pkl", "rb"))  # touchstone: ignore[unsafe-pickle-load] our own file
labels = pickle.load(open("labels.pkl", "rb"))  # touchstone: ignore[unsafe-pickle-load] our own file until 2027-12-31
