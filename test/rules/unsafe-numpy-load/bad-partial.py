import functools
import numpy as np
from functools import partial

read = functools.partial(np.load, mmap_mode="r", allow_pickle=True)
table = read("table.npy")  # expect: unsafe-numpy-load=warning
np.load = partial(np.load, allow_pickle=True)  # expect: unsafe-numpy-load=warning
