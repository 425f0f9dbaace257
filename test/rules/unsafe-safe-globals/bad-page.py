import torch

torch.serialization.add_safe_globals([getattr, eval])  # expect: unsafe-safe-globals, unsafe-safe-globals
state = torch.load("checkpoint.pt", weights_only=True)
