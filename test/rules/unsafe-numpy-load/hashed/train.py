"""Trains."""
import numpy as np

b = np.load("weights/array.npy", allow_pickle=True)  # expect: unsafe-numpy-load=warning
