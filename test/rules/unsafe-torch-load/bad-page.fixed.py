import torch

from model import Net

net = Net()
net.load_state_dict(torch.load("checkpoint.pt", weights_only=True))
