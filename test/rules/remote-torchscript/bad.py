import io
import urllib.request

import requests
import torch
from huggingface_hub import hf_hub_download
from torch import jit
from torch.jit import load as load_script

a = torch.jit.load(hf_hub_download("org/model", "model.pt"))  # expect: remote-torchscript=warning
b = jit.load(io.BytesIO(requests.get("https://example.org/model.pt").content))  # expect: remote-torchscript=warning
urllib.request.urlretrieve("https://example.org/model.pt", "fetched.pt")
c = load_script("fetched.pt", map_location="cpu")  # expect: remote-torchscript=warning
torch.hub.download_url_to_file("https://example.org/model.pt", "other.pt")
d = torch.jit.load(f="other.pt")  # expect: remote-torchscript=warning
