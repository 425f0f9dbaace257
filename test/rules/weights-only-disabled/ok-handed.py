import torch


def load(path, weights_only=True):
    return torch.load(path, weights_only=weights_only)
