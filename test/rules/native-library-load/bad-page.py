import torch
from huggingface_hub import hf_hub_download

torch.ops.load_library(hf_hub_download("org/ops", "libops.so"))  # expect: native-library-load
