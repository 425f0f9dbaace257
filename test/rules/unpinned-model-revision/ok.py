"""AutoModel.from_pretrained("gpt2") in a docstring is no call."""
import evaluate
import mlflow.sklearn
import timm
import torch
from datasets import load_dataset
from transformers import AutoModel, AutoTokenizer

SHA = "0123456789abcdef0123456789abcdef01234567"
REVISIONS = load_revisions()

a = AutoModel.from_pretrained("gpt2", revision="0123456789abcdef0123456789abcdef01234567")
b = AutoModel.from_pretrained("gpt2", revision=SHA)
c = AutoModel.from_pretrained("gpt2", revision=REVISIONS["gpt2"])
d = AutoModel.from_pretrained("./gpt2")
e = AutoModel.from_pretrained("my_model")
f = AutoModel.from_pretrained("output/checkpoint-100")
g = AutoModel.from_pretrained("gpt2", local_files_only=True)
h = load_dataset("json", data_files="train.jsonl")
i = load_dataset("imdb", revision=SHA)
j = timm.create_model("resnet50", pretrained=True)
k = timm.create_model("hf_hub:timm/resnet50.a1_in1k@0123456789abcdef0123456789abcdef01234567")
l = torch.hub.load("pytorch/vision:0123456789abcdef0123456789abcdef01234567", "resnet50")
m = torch.hub.load("./vision", "resnet50", source="local")
n = evaluate.load("accuracy")
o = mlflow.artifacts.download_artifacts("models:/ranker/3")
p = {"revision": SHA}
q = AutoModel.from_pretrained("gpt2", **p)


def forward(name, revision=None):
    AutoTokenizer.from_pretrained("gpt2", revision=revision)
    return AutoModel.from_pretrained(name)


def loop(names):
    for name in names:
        yield AutoModel.from_pretrained(name)
