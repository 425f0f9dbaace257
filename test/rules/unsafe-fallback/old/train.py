import numpy as np
import torch
import yaml
from transformers import AutoModel


def dropped(path):
    try:
        return torch.load(path, weights_only=True)
    except Exception:
        return torch.load(path)  # expect: unsafe-fallback=error


def from_unsafe_to_unsafe(path):
    try:
        return torch.load(path)
    except Exception:
        return torch.load(path, weights_only=False)


def array_dropped(path):
    try:
        return np.load(path, allow_pickle=False)
    except ValueError:
        return np.load(path)  # expect: unsafe-fallback=error


def array_from_unsafe_to_unsafe(path):
    try:
        return np.load(path)
    except ValueError:
        return np.load(path, allow_pickle=True)


def full(text):
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return yaml.load(text, Loader=yaml.FullLoader)  # expect: unsafe-fallback=error


def without_loader(text):
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return yaml.load(text)  # expect: unsafe-fallback=error


def weights(name):
    try:
        return AutoModel.from_pretrained(name, use_safetensors=True)
    except OSError:
        return AutoModel.from_pretrained(name, use_safetensors=False)  # expect: unsafe-fallback=error
