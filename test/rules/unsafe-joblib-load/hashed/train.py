"""Trains."""
import joblib

PATH = "weights/model.joblib"


# %%
def load():
    return joblib.load(PATH)  # expect: unsafe-joblib-load=warning
