import torch; a = torch.load("model.pt", weights_only=True); b = "; torch.load('model.pt')"
from json import load; c = load(open("model.json")); d = [b, """;
torch.load("model.pt")
"""];  # torch.load("model.pt"); e = 1
if {1: a} == {1: c}: import numpy as torch; e = torch.load("model.npy")
else: load = torch.save; load(a, "model.pt")
class Reader: "torch.load"; load = staticmethod(print); path = "model.pt"
Reader.load(Reader.path); f = Reader.path
def restore(path: str = "model.pt") -> object: options = {"weights_only": True}; return torch.load(path, **options)
case: int = 1; case = lambda: torch.load; match: str = "model.pt"
