import numpy as np

a = np.load("array.npy")
