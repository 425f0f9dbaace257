import torch

a = torch.load("model.pt")
b = torch.load("model.pt", weights_only=True)  # expect: unsafe-torch-load=info
c = torch.load("model.pt", weights_only=False)  # expect: unsafe-torch-load=error
