import io

import requests
import torch

answer = requests.get("https://example.org/model.pt")
model = torch.jit.load(io.BytesIO(answer.content))  # expect: remote-torchscript
