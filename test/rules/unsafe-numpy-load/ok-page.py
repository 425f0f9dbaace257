import numpy as np

features = np.load("features.npy")
