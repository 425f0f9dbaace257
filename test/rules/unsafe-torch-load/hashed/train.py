import torch

# %%
model = torch.nn.Linear(2, 2)
model.load_state_dict(torch.load("./weights/model.pt"))  # expect: unsafe-torch-load=warning
a = torch.load("weights/model.pt", weights_only=False)  # expect: unsafe-torch-load=error
