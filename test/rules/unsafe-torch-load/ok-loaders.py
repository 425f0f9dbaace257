# The same loaders, told to load weights only, and others of the same names.
import functools
import hashlib
import json
import os

import torch
from ours import torch_load as own_load
from safetensors.torch import load_file
from ultralytics.nn.tasks import torch_safe_load
from ultralytics.utils.patches import torch_load


# %%
def load(path, **kw):
    return torch.load(path, **kw)


a = load("a.pt", weights_only=True)
b = load("b.pt", map_location="cpu", weights_only=True)
c = load(path="c.pt", **{"weights_only": True})


# %%
def load_state(path, strict=True, **options):
    options.setdefault("weights_only", True)
    return torch.load(str(path), map_location="cpu", **options)["state_dict"]


class Trainer:
    def __init__(self, folder):
        self.folder = folder
        self.state = load_state(f"{folder}/last.pt")

    def restore(self, name):
        return load_state(os.path.join(self.folder, name), strict=False)


# %%
class Reader:
    @staticmethod
    def read(path, **options):
        with open(path, "rb") as file:
            return torch.load(file, **options)

    @classmethod
    def first(cls, folder):
        return cls.read(folder + "/first.pt", weights_only=True)


# %%
def load_weights(path, **kw):
    return torch.load(path, weights_only=True, **kw)


def load_tensors(path, **kw):
    return load_file(path, **kw)


def load_settings(path, **kw):
    with open(path) as file:
        return json.load(file, **kw)


d = load_weights("d.pt")
e = load_tensors("e.safetensors")
f = load_settings("f.json")


# %%
def checked(path, expected):
    with open(path, "rb") as file:
        if hashlib.sha256(file.read()).hexdigest() != expected:
            raise ValueError(path)
    return load(path)


# %%
own_load("g.pt")
h = torch_load("h.pt", weights_only=True)
i, path = torch_safe_load("i.pt", safe_only=True)
load_safely = functools.partial(torch.load, weights_only=True)


def load_network(path):
    return torch_load(path, map_location="cpu", weights_only=True)["model"]


nets = {name: load_network(name) for name in ["a.pt", "b.pt"]}


# %%
class Table:
    def load(self, path, **kw):
        return self.tables[path]


Table().load("j.pt")


# %%
def load_on(path, device="cpu", key="map_location", **kw):
    kw["map_location"] = device
    kw["weights_only"] = True
    return torch.load(path, **kw)


def load_as(path, key, value, **kw):
    kw[key] = value
    return torch.load(path, **kw)


k = load_on("k.pt", device="cuda")
l = load_as("l.pt", "weights_only", True)
