"""torch.load("model.pt") in a docstring is no call."""
import io

import torch
import torch.utils.cpp_extension
from torch.hub import load_state_dict_from_url
from torch.utils import cpp_extension

# torch.load("model.pt")
a = torch.load("model.pt", weights_only=True)
b = torch.jit.load("scripted.pt")
c = cpp_extension.load(name="kernel", sources=["kernel.cpp"])
d = torch.utils.cpp_extension.load(name="kernel", sources=["kernel.cpp"])
e = load_state_dict_from_url("https://download.pytorch.org/models/resnet18-f37072fd.pth", weights_only=True)
f = load_state_dict_from_url("https://download.pytorch.org/models/resnet18-f37072fd.pth", check_hash=True)
torch.save(a, "model.pt")
torch.serialization.add_safe_globals([torch.nn.Linear])


class Store:
    def load(self, path):
        return path


store = Store()
g = store.load("model.pt")


def restore(path, weights_only=True, **options):
    torch.load(path, weights_only=options["weights_only"])
    torch.load(path, **options)
    return torch.load(path, weights_only=weights_only)


def copy(state):
    buffer = io.BytesIO()
    torch.save(state, buffer)
    return torch.load(buffer, weights_only=True)


def checked(path, expected):
    verify_sha256(path, expected)
    return torch.load(path, weights_only=False)
