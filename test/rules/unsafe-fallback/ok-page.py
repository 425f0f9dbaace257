import torch

from ours import TrainingState


def load_checkpoint(path):
    with torch.serialization.safe_globals([TrainingState]):
        return torch.load(path, weights_only=True)
