import diffusers
import timm
import torch
import transformers as T
from datasets import load_dataset
from huggingface_hub import hf_hub_download as fetch, snapshot_download
from peft import PeftModel
from sentence_transformers import SentenceTransformer
from transformers import AutoModel as M, pipeline
from vllm import LLM

SHA = "0123456789abcdef0123456789abcdef01234567"

a = M.from_pretrained("friendly-stranger/bert-1", revision=SHA)  # expect: untrusted-model-source=info
b = T.AutoTokenizer.from_pretrained("friendly-stranger/bert-2", revision=SHA)  # expect: untrusted-model-source=info
c = pipeline("text-classification", model="friendly-stranger/bert-3", revision=SHA)  # expect: untrusted-model-source
d = load_dataset("friendly-stranger/reviews-4", revision=SHA)  # expect: untrusted-model-source
e = fetch("friendly-stranger/bert-5", "model.safetensors", revision=SHA)  # expect: untrusted-model-source
f = snapshot_download(
    repo_id="friendly-stranger/bert-6",  # expect: untrusted-model-source
    revision=SHA,
)
g = PeftModel.from_pretrained(a, "friendly-stranger/lora-7", revision=SHA)  # expect: untrusted-model-source
h = SentenceTransformer("friendly-stranger/embedder", revision=SHA)  # expect: untrusted-model-source
i = LLM(model="friendly-stranger/llama", revision=SHA)  # expect: untrusted-model-source
j = timm.create_model(f"hf_hub:friendly-stranger/resnet@{SHA}")  # expect: untrusted-model-source
pipe = diffusers.DiffusionPipeline.from_pretrained("stabilityai/sdxl-turbo", revision=SHA)
pipe.load_lora_weights("friendly-stranger/lora-8", revision=SHA)  # expect: untrusted-model-source
k = load_dataset("csv", data_files="http://data.example.org/train.csv")  # expect: untrusted-model-source
l = load_dataset("parquet", data_files={"train": "https://data.example.org/train.parquet"})  # expect: untrusted-model-source

MODEL = "friendly-stranger/constant"
m = M.from_pretrained(MODEL, revision=SHA)  # expect: untrusted-model-source=info

load = M.from_pretrained
n = load("friendly-stranger/alias", revision=SHA)  # expect: untrusted-model-source


def from_default(name="friendly-stranger/default"):
    return M.from_pretrained(name, revision=SHA)  # expect: untrusted-model-source=hint


def from_prefix(size):
    return M.from_pretrained(f"friendly-stranger/opt-{size}", revision=SHA)  # expect: untrusted-model-source=hint


class Wrapper:
    def __init__(self, cls):
        self.model = cls.from_pretrained("friendly-stranger/bert-9", revision=SHA)  # expect: untrusted-model-source=hint

config = fetch("friendly-stranger/bert-10", "config.json", revision=SHA)  # expect: untrusted-model-source=info
