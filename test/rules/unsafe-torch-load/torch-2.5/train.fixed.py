import torch

model = torch.nn.Linear(2, 2)
a = torch.load("model.pt")  # expect: unsafe-torch-load=warning
b = torch.load("model.pt", weights_only=True)  # expect: unsafe-torch-load=info
c = torch.load("model.pt", weights_only=False)  # expect: unsafe-torch-load=error
