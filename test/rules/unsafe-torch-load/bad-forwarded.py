import torch
from huggingface_hub import hf_hub_download


def load(path, **options):
    return torch.load(path, **options)


def fetch(name, device="cpu", **options):
    with open(name, "rb") as file:
        return torch.load(
            file,
            map_location=device,
            **options,
        )


class Loader:
    def read(self, path, **options):
        return torch.load(f=path, **options)

    def all(self):
        return self.read("all.pt")  # expect: unsafe-torch-load=warning


a = load("a.pt")  # expect: unsafe-torch-load=warning
b = load(hf_hub_download("acme/model", "b.pt"))  # expect: unsafe-torch-load
c = fetch("c.pt", weights_only=False)  # expect: unsafe-torch-load=error
d = load("d.pt", weights_only=False)  # expect: weights-only-disabled=error
e = load(  # expect: unsafe-torch-load=warning
    path="e.pt",
    map_location="cpu",
)
