import numpy as np

a = np.load("array.npy")  # expect: unsafe-numpy-load=warning
b = np.load("array.npy", allow_pickle=False)
