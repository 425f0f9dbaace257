# %%
%pip install -q requests transformers numpy
import contextlib

import httpx
import numpy as np
import requests
import torch
import yaml
from transformers import AutoModel

NAME = "acme/model"
URL = "https://data.example-labs.io/table.npz"

# %%
def load_array(path, **options):
    return np.load(path, **options)

# %%
def read_all(path):
    return torch.load(path, weights_only=False)

# %%
try:
    table = np.load("table.npz", allow_pickle=False)
except TypeError:
    table = np.load("table.npz", allow_pickle=True)

# %%
try:
    labels = load_array("labels.npy")
except ValueError:
    labels = load_array("own.npy", mmap_mode="r")

# %%
try:
    state = torch.load("last.pt", weights_only=True)
except TypeError:
    state = read_all("last.pt")

# %%
try:
    net = torch.load("net.pt", weights_only=True)
except Exception as error:
    raise RuntimeError("not a checkpoint") from error

# %%
trusted = input("Run the code in net.pt? ") == "yes"

# %%
net = None
try:
    net = torch.load("net.pt", weights_only=True)
except Exception as error:
    print(error)
if net is None and trusted:
    net = read_all("net.pt")

# %%
try:
    model = AutoModel.from_pretrained(NAME, use_safetensors=True)
except TypeError:
    model = AutoModel.from_pretrained(NAME, use_safetensors=False)

# %%
for attempt in range(3):
    try:
        response = requests.get(URL, timeout=10 * (attempt + 1))
        break
    except requests.RequestException:
        continue

# %%
try:
    page = httpx.get("http://localhost:8000/table")
except httpx.HTTPError:
    page = httpx.get("http://localhost:8000/table", verify=False)

# %%
with open("settings.yaml") as file:
    text = file.read()
try:
    settings = yaml.safe_load(text)
except AttributeError:
    settings = yaml.load(text, Loader=yaml.Loader)

# %%
for loader in (yaml.CSafeLoader, yaml.SafeLoader):
    with contextlib.suppress(yaml.YAMLError):
        settings = yaml.load(text, Loader=loader)
        break
