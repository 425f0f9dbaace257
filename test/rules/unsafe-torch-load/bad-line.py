import torch; model = torch.load("model.pt")  # expect: unsafe-torch-load=warning
