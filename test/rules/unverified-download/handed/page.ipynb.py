# %%
from tools.files import fetch, show

# %%
BASE = "https://huggingface.co/someone/net/resolve/main/model.safetensors"  # expect: unverified-download=warning

# %%
fetch(BASE, "model.safetensors")

# %%
fetch("https://huggingface.co/datasets/someone/set/resolve/main/load.py", "load.py")  # expect: unverified-download=warning
show("https://huggingface.co/someone/net/resolve/main/other.pt")

# %%
fetch("https://huggingface.co/someone/net/resolve/0123456789abcdef0123456789abcdef01234567/other.pt", "other.pt")
