"""torch.jit.load(hf_hub_download("org/model", "model.pt")) in a docstring."""
import io

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
