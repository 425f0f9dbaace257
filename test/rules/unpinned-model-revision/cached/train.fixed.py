import timm
import torch
from datasets import load_dataset
from transformers import AutoModel, AutoTokenizer, pipeline

a = AutoModel.from_pretrained("openai-community/gpt2", revision="1111111111111111111111111111111111111111")  # expect: unpinned-model-revision=info
b = AutoTokenizer.from_pretrained("gpt2", revision="1111111111111111111111111111111111111111")  # expect: unpinned-model-revision=joined
c = AutoModel.from_pretrained("openai-community/gpt2", revision="2222222222222222222222222222222222222222")  # expect: unpinned-model-revision=info
d = AutoModel.from_pretrained("openai-community/gpt2", revision="2222222222222222222222222222222222222222")  # expect: unpinned-model-revision=info
e = load_dataset("stanfordnlp/imdb", split="train", revision="1111111111111111111111111111111111111111")  # expect: unpinned-model-revision=info
f = timm.create_model("hf_hub:timm/resnet50.a1_in1k@1111111111111111111111111111111111111111", pretrained=True)  # expect: unpinned-model-revision=info
g = pipeline(
    "text-generation",
    model="openai-community/gpt2",  # expect: unpinned-model-revision=joined
    device=0,  # the first one
    revision="1111111111111111111111111111111111111111",
)
options = {"device_map": "auto"}
h = AutoModel.from_pretrained("openai-community/gpt2", revision="1111111111111111111111111111111111111111", **options)  # expect: unpinned-model-revision=joined
i = AutoModel.from_pretrained("openai-community/gpt2", revision="no-such-branch")  # expect: unpinned-model-revision=info
j = torch.hub.load("pytorch/vision", "resnet50")  # expect: unpinned-model-revision=warning
