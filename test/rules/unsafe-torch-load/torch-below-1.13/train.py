import torch

model = torch.nn.Linear(2, 2)
model.load_state_dict(torch.load("model.pt"))  # expect: unsafe-torch-load=warning
