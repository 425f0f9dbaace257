import functools
import io
import pickle
import urllib.request

import requests
import torch
import torch as t
from torch import load as restore, nn

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
g = torch.load("fetched.pt")  # expect: unsafe-torch-load=warning

load = torch.load
j = load("model.pt")  # expect: unsafe-torch-load
options = {"weights_only": False}
q = torch.load("model.pt", **options)  # expect: unsafe-torch-load=error
careless = functools.partial(torch.load, weights_only=False)
r = careless("model.pt")  # expect: unsafe-torch-load=error
s = torch.serialization.load("model.pt", weights_only=None)  # expect: unsafe-torch-load=warning
CHECKPOINT = "model.pt"
UNSAFE = False
t1 = torch.load(CHECKPOINT, weights_only=UNSAFE)  # expect: unsafe-torch-load=error
t2 = torch.load(f"runs/{CHECKPOINT}", "cpu", pickle)  # expect: unsafe-torch-load=error
t3 = getattr(torch, "load")("model.pt", weights_only=False)  # expect: unsafe-torch-load=error


def round_trip(state):
    torch.save(state, "state.pt")
    return torch.load("state.pt")  # expect: unsafe-torch-load=hint


p = torch.load("half-typed.pt"  # expect: unsafe-torch-load
