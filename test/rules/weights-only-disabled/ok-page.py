import torch

from model import Config

torch.serialization.add_safe_globals([Config])
