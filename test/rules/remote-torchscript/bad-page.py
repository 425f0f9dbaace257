import torch

torch.hub.download_url_to_file("https://example.org/model.pt", "model.pt")
model = torch.jit.load("model.pt")  # expect: remote-torchscript
