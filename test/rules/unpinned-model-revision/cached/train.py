import timm
import torch
from datasets import load_dataset
from transformers import AutoModel, AutoTokenizer, pipeline

a = AutoModel.from_pretrained("openai-community/gpt2")  # expect: unpinned-model-revision=info
b = AutoTokenizer.from_pretrained("gpt2", revision="main")  # expect: unpinned-model-revision=joined
c = AutoModel.from_pretrained("openai-community/gpt2", revision="v1.0")  # expect: unpinned-model-revision=info
d = AutoModel.from_pretrained("openai-community/gpt2", revision="refs/pr/1")  # expect: unpinned-model-revision=info
e = load_dataset("stanfordnlp/imdb", split="train")  # expect: unpinned-model-revision=info
f = timm.create_model("hf_hub:timm/resnet50.a1_in1k", pretrained=True)  # expect: unpinned-model-revision=info
g = pipeline(
    "text-generation",
    model="openai-community/gpt2",  # expect: unpinned-model-revision=joined
    device=0,  # the first one
)
options = {"device_map": "auto"}
h = AutoModel.from_pretrained("openai-community/gpt2", **options)  # expect: unpinned-model-revision=joined
i = AutoModel.from_pretrained("openai-community/gpt2", revision="no-such-branch")  # expect: unpinned-model-revision=info
j = torch.hub.load("pytorch/vision", "resnet50")  # expect: unpinned-model-revision=warning
