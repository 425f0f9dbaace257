import torch

from compat import SAFE, WEIGHTS_ONLY, load

torch.load("model.pt", weights_only=WEIGHTS_ONLY)  # expect: unsafe-torch-load=error
load("model.pt", weights_only=False)  # expect: unsafe-torch-load=error
torch.load("model.pt", weights_only=SAFE)
load("model.pt", weights_only=True)
