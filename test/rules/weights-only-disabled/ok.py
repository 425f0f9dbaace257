"""os.environ["TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD"] = "1" is what nobody should do."""
import functools
import os

import timm
import torch
from lightning import Trainer

# torch.load = functools.partial(torch.load, weights_only=False)
load = functools.partial(torch.load, weights_only=True)
on_cpu = functools.partial(torch.load, map_location="cpu")
os.environ["TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD"] = "0"
os.environ["TORCH_FORCE_WEIGHTS_ONLY_LOAD"] = "1"
os.environ.pop("TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD", None)
if os.environ.get("TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD") == "1":
    raise SystemExit("unset TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD")

options = {"weights_only": True, "map_location": "cpu"}
options.setdefault("weights_only", True)
# What torch.load and its relatives do with it is told there.
a = torch.load("model.pt", weights_only=False)
direct = {"weights_only": False}
b = torch.load("model.pt", **direct)

trainer = Trainer()
trainer.save_checkpoint("model.ckpt", weights_only=False)
callback = ModelCheckpoint(save_weights_only=False)


def resume(path, weights_only=True):
    return restore(path, weights_only=weights_only)


def forward(model, path, weights_only):
    return model.load(path, weights_only=weights_only)


print(f"weights_only={False}")


def checked(model, path, digest):
    verify_sha256(path, digest)
    timm.models.load_checkpoint(model, path, weights_only=False)
print("Set TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD=1 to load old checkpoints.")


def save_checkpoint(model, path, weights_only=False):
    torch.save(model.state_dict() if weights_only else model, path)
