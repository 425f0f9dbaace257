"""torch.load("model.pt") in a docstring is no call."""
import io

import torch
import torch.utils.cpp_extension
from torch.utils import cpp_extension

# torch.load("model.pt")
a = torch.load("model.pt", weights_only=True)
b = torch.jit.load("scripted.pt")
c = cpp_extension.load(name="kernel", sources=["kernel.cpp"])
d = torch.utils.cpp_extension.load(name="kernel", sources=["kernel.cpp"])
torch.save(a, "model.pt")


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


def forward(path, pickle_module=None, weights_only=True):
    return torch.load(path, pickle_module=pickle_module, weights_only=weights_only)


from safetensors.torch import load, load_file

h = load(open("model.safetensors", "rb").read())
i = load_file("model.safetensors")
model.load_state_dict(h)
message = "torch.load(path) was called"
