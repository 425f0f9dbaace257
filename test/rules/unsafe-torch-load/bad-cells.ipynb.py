# %%
!pip install -q torch ultralytics
import torch
from ultralytics.nn.tasks import torch_safe_load
from ultralytics.utils.patches import torch_load

# %%
def load(path, **kw):
    return torch.load(path, **kw)

# %%
class Runs:
    def __init__(self, folder):
        self.folder = folder

    def read(self, name, **options):
        return torch.load(f"{self.folder}/{name}", **options)

    def last(self):
        return load(self.folder + "/last.pt")  # expect: unsafe-torch-load=info

# %%
model = load("model.pt", map_location="cpu")  # expect: unsafe-torch-load=warning

# %%
states = [load(name) for name in ["a.pt", "b.pt"]]  # expect: unsafe-torch-load=warning

# %%
net = torch_load("best.pt")  # expect: unsafe-torch-load=warning

# %%
checkpoint, path = torch_safe_load(  # expect: unsafe-torch-load=warning
    "last.pt",
)

# %%
def restore(path):
    net = torch_load(path)  # expect: unsafe-torch-load
    return net["model"]

# %%
!ls runs
restored = restore("runs/best.pt")
