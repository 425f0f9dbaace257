import functools

import torch

torch.load = functools.partial(torch.load, weights_only=False)  # expect: weights-only-disabled
