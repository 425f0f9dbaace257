import torch
from huggingface_hub import hf_hub_download

model = torch.load(hf_hub_download("some-stranger/x", "model.bin"))
