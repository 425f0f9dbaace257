"""Names that stand where a publisher should."""
import torch
from datasets import load_dataset
from huggingface_hub import hf_hub_download, snapshot_download
from peft import PeftModel
from transformers import AutoModel, AutoTokenizer

a = AutoModel.from_pretrained("username/my-model")
b = AutoModel.from_pretrained("your-org/your-model")
c = AutoTokenizer.from_pretrained("<user>/my-model")
d = AutoTokenizer.from_pretrained("my-org/my-model")
e = snapshot_download("{user}/my-model")
f = snapshot_download("path/to")
g = load_dataset("path/to/dataset")
h = load_dataset("your_username/reviews")
i = hf_hub_download("YOUR-USERNAME/model", "model.safetensors")
j = PeftModel.from_pretrained(a, "<your-name>/lora")
k = torch.hub.load("owner/repo", "model")
l = AutoModel.from_pretrained(f"hf-username/bert-{size}")
m = AutoModel.from_pretrained("organization/model")
n = AutoModel.from_pretrained("$HF_USER/model")
