import functools
import io
import os
import pickle
import urllib.request

import lightning as L
import requests
import timm
import torch
import torch as t
from torch import load as restore, nn
from torch.hub import load_state_dict_from_url
from transformers import AutoModel

SHA = "0123456789abcdef0123456789abcdef01234567"
model = nn.Linear(2, 2)

a = torch.load("model.pt")  # expect: unsafe-torch-load=warning
b = t.load("model.pt", map_location="cpu")  # expect: unsafe-torch-load=warning
c = restore("model.pt", "cpu")  # expect: unsafe-torch-load=warning
d = torch.load("model.pt", weights_only=False)  # expect: unsafe-torch-load=error
e = torch.load("model.pt", pickle_module=pickle)  # expect: unsafe-torch-load=error
model.load_state_dict(torch.load("model.pt"))  # expect: unsafe-torch-load=warning
model.load_state_dict(
    torch.load(  # expect: unsafe-torch-load
        "model.pt",
        map_location="cpu",
    )
)
f = torch.load(io.BytesIO(requests.get("https://example.org/model.pt").content), weights_only=False)  # expect: unsafe-torch-load=error
urllib.request.urlretrieve("https://example.org/model.pt", "fetched.pt")
g = torch.load("fetched.pt")  # expect: unsafe-torch-load=error
h = torch.hub.load_state_dict_from_url("https://example.org/model.pt")  # expect: unsafe-torch-load=error, untrusted-model-source
i = load_state_dict_from_url("https://download.pytorch.org/models/resnet18-f37072fd.pth")  # expect: unsafe-torch-load=warning

load = torch.load
j = load("model.pt")  # expect: unsafe-torch-load
careless = functools.partial(torch.load, weights_only=False)  # expect: unsafe-torch-load=error
os.environ["TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD"] = "1"  # expect: unsafe-torch-load=error
torch.serialization.add_safe_globals([nn.Linear, eval])  # expect: unsafe-torch-load=error
options = {"weights_only": False}  # expect: unsafe-torch-load=error
options["weights_only"] = False  # expect: unsafe-torch-load=error
options.setdefault("weights_only", False)  # expect: unsafe-torch-load=error
k = timm.models.load_checkpoint(model, "model.pt", weights_only=False)  # expect: unsafe-torch-load=error
l = AutoModel.from_pretrained("gpt2", revision=SHA, use_safetensors=False)  # expect: unsafe-torch-load=warning
m = AutoModel.from_pretrained("gpt2", revision=SHA, weights_only=False)  # expect: unsafe-torch-load=error


class Net(L.LightningModule):
    pass


n = Net.load_from_checkpoint("https://example.org/net.ckpt")  # expect: unsafe-torch-load=error
o = Net.load_from_checkpoint("net.ckpt", weights_only=False)  # expect: unsafe-torch-load=error


def resume(path, weights_only=False):  # expect: unsafe-torch-load=hint
    return torch.load(path, weights_only=weights_only)


def round_trip(state):
    torch.save(state, "state.pt")
    return torch.load("state.pt")  # expect: unsafe-torch-load=hint


p = torch.load("half-typed.pt"  # expect: unsafe-torch-load
