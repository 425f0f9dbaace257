from functools import partial

import torch

original = torch.load
torch.load = partial(torch.load, weights_only=False)  # expect: unsafe-torch-load=error
a = torch.load("model.pt")  # expect: unsafe-torch-load=error


def careless(*args, **kwargs):
    kwargs["weights_only"] = False  # expect: unsafe-torch-load=error
    return original(*args, **kwargs)


torch.load = lambda *args, **kwargs: original(*args, **{**kwargs, "weights_only": False})  # expect: unsafe-torch-load=error
