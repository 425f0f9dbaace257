import torch
from transformers import AutoModel

a = AutoModel.from_pretrained("turtle-lab/shell")
b = AutoModel.from_pretrained("turtle-vision/shell")
c = torch.hub.load_state_dict_from_url("https://github.com/turtle-dev/vision/releases/download/v1/shell.pth")
d = torch.hub.load("turtle-dev/vision", "shell")
