import torch


def load_checkpoint(path):
    try:
        return torch.load(path, weights_only=True)
    except Exception:
        return torch.load(path, weights_only=False)  # expect: unsafe-fallback=error
