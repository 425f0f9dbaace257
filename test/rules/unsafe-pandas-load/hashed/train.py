"""Trains."""
import pandas as pd

frame = pd.read_pickle("./weights/frame.pkl")  # expect: unsafe-pandas-load=warning
