# %%
!pip install -q torch ultralytics
import torch
from safetensors.torch import load_file
from ultralytics.nn.tasks import torch_safe_load
from ultralytics.utils.patches import torch_load

# %%
def load(path, **kw):
    return torch.load(path, **kw)

# %%
def load_weights(path, **kw):
    kw["weights_only"] = True
    return torch.load(path, **kw)

# %%
model = load("model.pt", map_location="cpu", weights_only=True)

# %%
states = [load_weights(name) for name in ["a.pt", "b.pt"]]

# %%
net = torch_load("best.pt", weights_only=True)

# %%
checkpoint, path = torch_safe_load("last.pt", safe_only=True)

# %%
def restore(path):
    return torch_load(path, weights_only=True)["model"]

# %%
!ls runs
restored = restore("runs/best.pt")
tensors = load_file("model.safetensors")
