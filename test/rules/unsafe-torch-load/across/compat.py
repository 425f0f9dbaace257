from torch import load

WEIGHTS_ONLY = False
SAFE = True
