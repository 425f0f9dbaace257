"""Trains."""
import pickle
from pathlib import Path


# %%
with open("weights/model.pkl", "rb") as file:
    a = pickle.load(file)  # expect: unsafe-pickle-load=warning


# %%
def load():
    return pickle.load(open("weights/model.pkl", "rb"))  # expect: unsafe-pickle-load=warning

