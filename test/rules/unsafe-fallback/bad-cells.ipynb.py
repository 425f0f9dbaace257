%pip install torch==2.7.1

# %%
import torch
import yaml

MODEL = "model.pt"

# %%
try:
    model = torch.load(MODEL, weights_only=True)
except Exception:
    model = torch.load(MODEL, weights_only=False)  # expect: unsafe-fallback=error

# %%
state = None
try:
    state = torch.load("state.pt", weights_only=True)
except Exception as error:
    print(error)

# %%
if state is None:
    state = torch.load("state.pt", weights_only=False)  # expect: unsafe-fallback=error

# %%
def load(path):
    return torch.load(path, weights_only=False)  # expect: unsafe-fallback=error

# %%
try:
    other = torch.load("other.pt", weights_only=True)
except Exception:
    other = load("other.pt")

# %%
!ls
for loader in (yaml.SafeLoader, yaml.Loader):
    try:
        settings = yaml.load(open("settings.yaml"), Loader=loader)  # expect: unsafe-fallback=error
        break
    except yaml.YAMLError:
        continue
