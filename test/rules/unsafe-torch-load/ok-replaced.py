import functools

import torch

# That torch.load is replaced is said once, by weights-only-disabled.
original = torch.load
torch.load = lambda f, *args, **kwargs: original(f, *args, weights_only=False, **kwargs)
setattr(torch, "load", functools.partial(original, weights_only=False))


def blunt(f, map_location=None, **kwargs):
    return original(f, map_location=map_location, weights_only=False)


torch.load = blunt
