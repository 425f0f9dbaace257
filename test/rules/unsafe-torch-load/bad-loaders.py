# Loaders of the project that leave to their callers how they load, and loaders of other packages.
import os
from pathlib import Path

import torch
import ultralytics.utils.patches
from ultralytics.nn.tasks import torch_safe_load
from ultralytics.utils.patches import torch_load

CHECKPOINTS = Path("checkpoints")


# %%
def load(path, **kw):
    return torch.load(path, **kw)


a = load("a.pt")  # expect: unsafe-torch-load=warning
b = load("b.pt", map_location="cpu")  # expect: unsafe-torch-load=warning
c = load(path="c.pt", mmap=True)  # expect: unsafe-torch-load=warning
d = load(os.path.join("runs", "d.pt"))  # expect: unsafe-torch-load=info


# %%
def load_state(path, strict=True, **options):
    """Only the weights of a checkpoint."""
    path = str(path)
    checkpoint = torch.load(path, map_location="cpu", **options)
    if strict and "state_dict" not in checkpoint:
        raise KeyError("state_dict")
    return checkpoint["state_dict"]


class Trainer:
    def __init__(self, folder):
        self.folder = folder
        self.state = load_state(f"{folder}/last.pt")  # expect: unsafe-torch-load=info

    def restore(self, name):
        return load_state(os.path.join(self.folder, name), strict=False)  # expect: unsafe-torch-load=info

    def restore_all(self, names):
        return [load_state(self.folder / name) for name in names]  # expect: unsafe-torch-load=info


# %%
class Reader:
    @staticmethod
    def read(path, **options):
        with open(path, "rb") as file:
            return torch.load(file, **options)

    @classmethod
    def first(cls, folder):
        return cls.read(folder + "/first.pt")  # expect: unsafe-torch-load=info


e = Reader.read("e.pt")  # expect: unsafe-torch-load=warning
f = Reader().read(CHECKPOINTS / "f.pt")  # expect: unsafe-torch-load=info


# %%
with torch.no_grad():
    for name in ("first", "last"):
        net = torch_load(f"{name}.pt")  # expect: unsafe-torch-load=warning
        same = ultralytics.utils.patches.torch_load(CHECKPOINTS / name)  # expect: unsafe-torch-load=warning
        checkpoint, path = torch_safe_load(weight=f"{name}.pt")  # expect: unsafe-torch-load=warning


# %%
def load_network(path):
    return torch_load(path, map_location="cpu")["model"]  # expect: unsafe-torch-load


nets = {name: load_network(name) for name in ["a.pt", "b.pt"]}


# %%
def load_on(path, device="cpu", **kw):
    kw["map_location"] = device
    kw["mmap"] = False
    return torch.load(path, **kw)


g = load_on("g.pt", device="cuda")  # expect: unsafe-torch-load=warning
