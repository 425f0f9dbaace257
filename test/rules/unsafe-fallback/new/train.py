import numpy as np
import torch
import yaml
from datasets import load_dataset


def dropped(path):
    try:
        return torch.load(path, weights_only=True)
    except Exception:
        return torch.load(path)


def by_default(path):
    try:
        return torch.load(path)
    except Exception:
        return torch.load(path, weights_only=False)  # expect: unsafe-fallback=error


def array_dropped(path):
    try:
        return np.load(path, allow_pickle=False)
    except ValueError:
        return np.load(path)


def full(text):
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return yaml.load(text, Loader=yaml.FullLoader)  # expect: unsafe-fallback=info


def without_loader(text):
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return yaml.load(text)


def data(name):
    try:
        return load_dataset(name)
    except ValueError:
        return load_dataset(name, trust_remote_code=True)
