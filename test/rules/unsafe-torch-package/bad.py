import torch
from huggingface_hub import hf_hub_download
from torch import package
from torch.package import PackageImporter

PATH = "model.pt"
a = torch.package.PackageImporter("model.pt")  # expect: unsafe-torch-package=warning
b = PackageImporter(PATH)  # expect: unsafe-torch-package=warning
c = package.PackageImporter(file_or_buffer=f"models/{PATH}")  # expect: unsafe-torch-package=warning
d = PackageImporter(hf_hub_download("org/model", "model.pt"))  # expect: unsafe-torch-package=error


def restore(path):
    return PackageImporter(path).load_pickle("model", "model.pkl")  # expect: unsafe-torch-package=hint
