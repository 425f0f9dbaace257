import torch

torch.load("model.pt")
