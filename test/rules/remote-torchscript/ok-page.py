import torch
from huggingface_hub import hf_hub_download

COMMIT = "0123456789abcdef0123456789abcdef01234567"
model = torch.jit.load(hf_hub_download("org/model", "model.pt", revision=COMMIT))
