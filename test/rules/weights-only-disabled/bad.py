import functools
import os
from functools import partial
from unittest import mock

import timm
import torch
from lightning.fabric import Fabric
from torch import load as original
from transformers import AutoModel

model = timm.create_model("resnet18")

torch.load = functools.partial(torch.load, weights_only=False)  # expect: weights-only-disabled=error
torch.serialization.load = partial(original, weights_only=False)  # expect: weights-only-disabled=error
torch.load = lambda *args, **kwargs: original(*args, **{**kwargs, "weights_only": False})  # expect: weights-only-disabled=error
torch.load = lambda f, *args, **kwargs: original(f, *args, weights_only=False, **kwargs)  # expect: weights-only-disabled=error
setattr(torch, "load", partial(original, weights_only=False))  # expect: weights-only-disabled=error
mock.patch("torch.load", partial(original, weights_only=False)).start()  # expect: weights-only-disabled=error


def trusting(*args, **kwargs):
    kwargs["weights_only"] = False  # expect: weights-only-disabled=error
    return original(*args, **kwargs)


def careless(*args, **kwargs):
    kwargs.setdefault("weights_only", False)  # expect: weights-only-disabled=error
    return original(*args, **kwargs)


def generous(f, *args, **kwargs):
    return original(f, *args, **dict(kwargs, weights_only=False))


def blunt(f, map_location=None, **kwargs):
    return original(f, map_location=map_location, weights_only=False)  # expect: weights-only-disabled=error


torch.load = blunt


def resume(path, weights_only=False):  # expect: weights-only-disabled=hint
    return torch.load(path, weights_only=weights_only)


os.environ["TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD"] = "1"  # expect: weights-only-disabled=error
os.environ.setdefault("TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD", "true")  # expect: weights-only-disabled=error
os.putenv("TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD", "y")  # expect: weights-only-disabled=error
os.environ.update({"TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD": "1"})  # expect: weights-only-disabled=error
environment = dict(os.environ, TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD="1")  # expect: weights-only-disabled=error

options = {"weights_only": False}  # expect: weights-only-disabled=error
options["weights_only"] = False  # expect: weights-only-disabled=error
options.update(weights_only=False)  # expect: weights-only-disabled=error
a = timm.models.load_checkpoint(model, "model.pt", weights_only=False)  # expect: weights-only-disabled=error
b = AutoModel.from_pretrained("gpt2", weights_only=False)  # expect: weights-only-disabled=error
c = Fabric().load("state.ckpt", weights_only=False)  # expect: weights-only-disabled=error
UNSAFE = False
d = AutoModel.from_pretrained(
    "gpt2",
    weights_only=UNSAFE,  # expect: weights-only-disabled=error
)
os.system("TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD=1 python train.py")  # expect: weights-only-disabled=error


class Loader:
    trusted = False

    def read_state(self, path, *, weights_only: bool = False):  # expect: weights-only-disabled=hint
        return torch.load(path, weights_only=weights_only)


def in_background(executor):
    return executor.submit(torch.load, "model.pt", weights_only=False)  # expect: weights-only-disabled=error
