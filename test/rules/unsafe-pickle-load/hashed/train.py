"""Trains."""
import pickle
from pathlib import Path

import joblib
import numpy as np

# %%
with open("weights/model.pkl", "rb") as file:
    a = pickle.load(file)  # expect: unsafe-pickle-load=warning


# %%
def load():
    return joblib.load("weights/model.pkl")  # expect: unsafe-pickle-load=warning


# %%
b = np.load("weights/model.pkl", allow_pickle=True)  # expect: unsafe-pickle-load=warning
