import functools
import numpy as np

read = functools.partial(np.load, mmap_mode="r", allow_pickle=False)
write = functools.partial(np.save, allow_pickle=True)
