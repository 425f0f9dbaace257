"""torch.jit.load(hf_hub_download("org/model", "model.pt")) in a docstring."""
import io
import os
import urllib.request

import torch

a = torch.jit.load("model.pt")
b = torch.jit.script(torch.nn.Linear(2, 2))
b.save("scripted.pt")
c = torch.jit.load("scripted.pt")


def restore(path, data):
    torch.jit.load(io.BytesIO(data))
    return torch.jit.load(path, map_location="cpu")


def fetch(url, digest):
    torch.hub.download_url_to_file(url, "checked.pt")
    verify_sha256("checked.pt", digest)
    return torch.jit.load("checked.pt")


from huggingface_hub import hf_hub_download

SHA = "0123456789abcdef0123456789abcdef01234567"
d = torch.jit.load(hf_hub_download("org/model", "model.pt", revision=SHA))


from torch.hub import download_url_to_file


def brought(address, expected):
    cached = "cache/" + address.rsplit("/", 1)[-1]
    if not os.path.exists(cached):
        download_url_to_file(address, cached, None, progress=True)
        if expected:
            found = md5sum(cached)
            if found == expected:
                print("downloaded")
            else:
                os.remove(cached)
                exit(-1)
    return cached


def checked(address, expected):
    return torch.jit.load(brought(address, expected), map_location="cpu")


def refused(address, expected=None):
    path = "cache/" + os.path.basename(address)
    urllib.request.urlretrieve(address, path)
    if sha256_of(path) != expected:
        raise ValueError(address)
    return path


e = torch.jit.load(refused("https://example.org/model.pt", "9f86d081884c7d659a2feaa0c55ad015"))
