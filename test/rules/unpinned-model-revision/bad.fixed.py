import evaluate
import mlflow
import mlflow.pyfunc
import tensorflow_hub as hub
import timm
import torch
import transformers
from datasets import load_dataset
from huggingface_hub import HfApi, hf_hub_download
from sentence_transformers import CrossEncoder, SentenceTransformer
from torch import hub as torch_hub
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer as Tokenizer,
    pipeline,
)
from vllm import LLM, EngineArgs

a = AutoModelForCausalLM.from_pretrained("openai-community/gpt2-1")  # expect: unpinned-model-revision=info
b = Tokenizer.from_pretrained("bert-base-uncased")  # expect: unpinned-model-revision=info
c = transformers.AutoConfig.from_pretrained("bert-base-cased", revision="main")  # expect: unpinned-model-revision=info
d = AutoModelForCausalLM.from_pretrained("roberta-base", revision="v1.0")  # expect: unpinned-model-revision
e = AutoModelForCausalLM.from_pretrained("distilgpt2", revision="0123456")  # expect: unpinned-model-revision
f = pipeline("text-generation", model="openai-community/gpt2-2")  # expect: unpinned-model-revision
g = load_dataset("stanfordnlp/sst2", split="train")  # expect: unpinned-model-revision
h = load_dataset("imdb")  # expect: unpinned-model-revision
i = hf_hub_download(repo_id="openai-community/gpt2-3", filename="config.json")  # expect: unpinned-model-revision
j = HfApi().snapshot_download("openai-community/gpt2-4")  # expect: unpinned-model-revision
k = SentenceTransformer("all-MiniLM-L6-v2")  # expect: unpinned-model-revision
l = CrossEncoder("cross-encoder/ms-marco-MiniLM-L6-v2")  # expect: unpinned-model-revision
m = LLM("meta-llama/Llama-3.1-8B")  # expect: unpinned-model-revision
n = EngineArgs(model="meta-llama/Llama-3.1-70B")  # expect: unpinned-model-revision
o = timm.create_model("hf_hub:timm/resnet50.a1_in1k", pretrained=True)  # expect: unpinned-model-revision
p = torch.hub.load("pytorch/vision", "resnet50")  # expect: unpinned-model-revision
q = torch_hub.load("pytorch/vision:v0.10.0", "resnet50")  # expect: unpinned-model-revision
r = mlflow.pyfunc.load_model("models:/ranker/latest")  # expect: unpinned-model-revision, unsafe-pickle-load
s = mlflow.pyfunc.load_model("models:/ranker/Production")  # expect: unpinned-model-revision, unsafe-pickle-load
t = hub.load("https://tfhub.dev/google/universal-sentence-encoder")  # expect: unpinned-model-revision
u = AutoModelForCausalLM.from_pretrained(  # a comment
    "openai-community/gpt2-5",  # expect: unpinned-model-revision
    torch_dtype="auto",
)
options = {"device_map": "auto"}
v = AutoModelForCausalLM.from_pretrained("t5-small", **options)  # expect: unpinned-model-revision
NAME = "openai-community/" + "gpt2"
w = AutoModelForCausalLM.from_pretrained(NAME)  # expect: unpinned-model-revision=info


def build(name="openai-community/gpt2-6"):
    return AutoModelForCausalLM.from_pretrained(name)  # expect: unpinned-model-revision=hint


def guess(cls):
    return cls.from_pretrained("openai-community/gpt2-7")  # expect: unpinned-model-revision=hint
