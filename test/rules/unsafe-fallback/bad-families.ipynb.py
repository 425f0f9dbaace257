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
def load_array(path, allow_pickle=False):
    return np.load(path, allow_pickle=allow_pickle)

# %%
def load_anything(path):
    return np.load(path, allow_pickle=True)  # expect: unsafe-fallback=error

# %%
class Weights:
    def __init__(self, name):
        self.name = name

    def load(self):
        try:
            return self.read(True)
        except OSError:
            return self.read(False)  # expect: unsafe-fallback=warning

    def read(self, use_safetensors):
        return AutoModel.from_pretrained(self.name, use_safetensors=use_safetensors)

# %%
try:
    table = load_array("table.npz")
except ValueError:
    table = load_array("table.npz", allow_pickle=True)  # expect: unsafe-fallback=error

# %%
try:
    labels = np.load("labels.npy")
except ValueError as error:
    print(error)
    labels = load_anything("labels.npy")

# %%
for allow_pickle in (False, True):
    with contextlib.suppress(ValueError):
        boxes = np.load("boxes.npy", allow_pickle=allow_pickle)  # expect: unsafe-fallback=error
        break

# %%
try:
    model = AutoModel.from_pretrained(NAME, use_safetensors=True)
except OSError:
    model = AutoModel.from_pretrained(NAME, use_safetensors=False)  # expect: unsafe-fallback=warning

# %%
encoder = None
for use_safetensors in [True, False]:
    try:
        encoder = AutoModel.from_pretrained(  # expect: unsafe-fallback=warning
            NAME,
            use_safetensors=use_safetensors,
        )
    except OSError:
        continue

# %%
response = None
try:
    response = requests.get(URL, timeout=10)
except requests.exceptions.SSLError as error:
    print(error)

# %%
!ls
if response is None:
    response = requests.get(URL, timeout=10, verify=False)  # expect: unsafe-fallback=error

# %%
def fetch(url, verify=True):
    return httpx.get(url, verify=verify)

# %%
try:
    page = fetch(URL)
except httpx.HTTPError:
    page = fetch(URL, verify=False)  # expect: unsafe-fallback=error

# %%
session = requests.Session()
for verify in (True, False):
    try:
        table = session.get(URL, verify=verify)  # expect: unsafe-fallback=error
        break
    except requests.RequestException:
        continue

# %%
with open("settings.yaml") as file:
    text = file.read()
try:
    settings = yaml.safe_load(text)
except yaml.YAMLError:
    settings = yaml.load(text, Loader=yaml.UnsafeLoader)  # expect: unsafe-fallback=error

# %%
def read_state(path):
    try:
        return torch.load(path, weights_only=True)
    except Exception as error:
        print(error)
        return read_all(path)

# %%
def read_all(path):
    return torch.load(path, weights_only=False)  # expect: unsafe-fallback=error

# %%
state = read_state("last.pt")
