import numpy as np


def load(path):
    a = (
        np.load(path, allow_pickle=True)  # expect: unsafe-numpy-load=warning
        # one object
        .item()
    )
    b = (np.load(path, allow_pickle=True)).tolist()  # expect: unsafe-numpy-load=warning
    c = np.load(  # expect: unsafe-numpy-load=warning
        path, allow_pickle=True
    )
    return a, b, c
