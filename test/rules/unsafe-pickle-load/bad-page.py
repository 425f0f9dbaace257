import pickle
from urllib.request import urlopen

model = pickle.load(urlopen("https://example.org/model.pkl"))  # expect: unsafe-pickle-load
