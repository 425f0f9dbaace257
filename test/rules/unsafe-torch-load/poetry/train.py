import torch

torch.load("model.pt")  # expect: unsafe-torch-load=warning
