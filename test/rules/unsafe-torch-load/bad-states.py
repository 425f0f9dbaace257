import os

import torch

model = torch.nn.Linear(2, 2)
scheduler = torch.optim.lr_scheduler.LambdaLR(None, None)
model.load_state_dict(torch.load("epoch=1.ckpt"))  # expect: unsafe-torch-load=warning
model.load_state_dict(torch.load(os.path.join("runs", "best.pth.tar")))  # expect: unsafe-torch-load=info
model.load_state_dict(torch.load("whole-model.pt").state_dict())  # expect: unsafe-torch-load=warning
model.load_state_dict(torch.load("checkpoint.pt")["state_dict"])  # expect: unsafe-torch-load=warning
model.load_state_dict(dict(torch.load("pairs.pt")))  # expect: unsafe-torch-load=warning
scheduler.load_state_dict(torch.load("scheduler.pt"))  # expect: unsafe-torch-load=warning
model.load_state_dict(torch.load("model.pt"), strict=False)  # expect: unsafe-torch-load=warning
model.module.load_state_dict((torch.load("model.pt")))  # expect: unsafe-torch-load=warning
