/**
 * What must be caught, as people write it: each group is a promise of the product, each snippet one way to break it.
 *
 * `#! rule` at the end of a line: that rule reports there, at least as a warning; `#! rule+hint` at least as a hint. Nothing
 * else may be reported: a second rule that speaks of the same line for another reason is listed too.
 * `#=> text`: one of the fixes leads to this text. `#@ name text`: a file beside it. `#@ path name`: the document's own name.
 */
export interface Group {
  readonly promise: string;
  readonly snippets: readonly string[];
}

export const group = (promise: string, text: string): Group => ({
  promise,
  snippets: text
    .split(/^---$/m)
    .map((part) => part.trim())
    .filter((part) => part !== ''),
});

export const CHECKLIST: readonly Group[] = [
  group(
    'trust_remote_code in every shape',
    String.raw`
from transformers import AutoModelForCausalLM

def load(device):
    model = AutoModelForCausalLM.from_pretrained(
        "Qwen/Qwen-7B",  #! unpinned-model-revision
        torch_dtype="auto",
        trust_remote_code=True,  #! remote-code-trusted
    )
    return model.to(device)
#=> trust_remote_code=False,
---
from transformers import AutoTokenizer as Tok

tok = Tok.from_pretrained("grey-lab/chat-7b", revision="{{commit}}", trust_remote_code=True)  #! remote-code-trusted, untrusted-model-source+info
---
import transformers

TRUST = True
pipe = transformers.pipeline("text-generation", model="tiiuae/falcon-7b", revision="{{commit}}", trust_remote_code=TRUST)  #! remote-code-trusted+info
---
from sentence_transformers import SentenceTransformer

encoder = SentenceTransformer("nomic-ai/nomic-embed-text-v1", revision="{{commit}}", trust_remote_code=True)  #! remote-code-trusted+info
---
from sentence_transformers import CrossEncoder
ranker = CrossEncoder("jinaai/jina-reranker-v2-base-multilingual", trust_remote_code=True)  #! remote-code-trusted, unpinned-model-revision
---
from vllm import LLM, SamplingParams

llm = LLM(model="Qwen/Qwen-7B-Chat", revision="{{commit}}", trust_remote_code=True)  #! remote-code-trusted+info
---
import argparse
from dataclasses import dataclass, field

@dataclass
class ModelArguments:
    model_name: str = "gpt2"
    trust_remote_code: bool = True  #! remote-code-trusted+hint
---
from dataclasses import dataclass, field

@dataclass
class ModelArguments:
    trust_remote_code: bool = field(default=True, metadata={"help": "Run remote code"})  #! remote-code-trusted+hint
---
from transformers import AutoModel

def build(name, trust_remote_code=True):  #! remote-code-trusted+hint
    return AutoModel.from_pretrained(name, trust_remote_code=trust_remote_code)
---
from transformers import AutoConfig, AutoModel

kwargs = {"trust_remote_code": True, "torch_dtype": "auto"}  #! remote-code-trusted+info
model = AutoModel.from_pretrained("THUDM/chatglm-6b", revision="{{commit}}", **kwargs)
#=> "trust_remote_code": False
---
def prepare(model_kwargs):
    model_kwargs.setdefault("trust_remote_code", True)  #! remote-code-trusted
    return model_kwargs
---
model_kwargs = {}
model_kwargs["trust_remote_code"] = True  #! remote-code-trusted
---
config = dict(trust_remote_code=True, use_fast=False)  #! remote-code-trusted
---
import subprocess

subprocess.run(["vllm", "serve", "microsoft/phi-2", "--revision", "{{commit}}", "--trust-remote-code"], check=True)  #! remote-code-trusted
---
import os
os.system("python -m vllm.entrypoints.openai.api_server --model /models/phi --trust-remote-code")  #! remote-code-trusted
---
!python train.py --model_name_or_path ./local --trust_remote_code  #! remote-code-trusted
---
!accelerate launch train.py --trust_remote_code True --output_dir out  #! remote-code-trusted
---
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--trust_remote_code", type=bool, default=True)  #! remote-code-trusted+hint
---
import functools
from transformers import AutoModel

load = functools.partial(AutoModel.from_pretrained, trust_remote_code=True)  #! remote-code-trusted
---
import os
os.environ["HF_DATASETS_TRUST_REMOTE_CODE"] = "1"  #! remote-code-trusted
---
from transformers import AutoModel
models = [AutoModel.from_pretrained(n, trust_remote_code=True) for n in ("a", "b")]  #! remote-code-trusted
---
try:
    from unsloth import FastLanguageModel
except ImportError:
    FastLanguageModel = None

if __name__ == "__main__":
    model, tokenizer = FastLanguageModel.from_pretrained(model_name="unsloth/llama-3-8b", revision="{{commit}}", trust_remote_code=True)  #! remote-code-trusted+info
---
import lm_eval
results = lm_eval.simple_evaluate(model="hf", model_args="pretrained=/models/own,trust_remote_code=True", tasks=["arc"])  #! remote-code-trusted
`,
  ),

  group(
    'datasets and trust_remote_code',
    String.raw`
from datasets import load_dataset

ds = load_dataset("openslr/librispeech_asr", "clean", split="train", revision="{{commit}}", trust_remote_code=True)  #! remote-code-trusted+info
---
from datasets import load_dataset
ds = load_dataset("openslr/librispeech_asr", revision="{{commit}}", trust_remote_code=True)  #! remote-code-trusted+info
#@ requirements.txt datasets==4.1.0
#=> load_dataset("openslr/librispeech_asr", revision="{{commit}}")
---
import datasets as hfds

raw = hfds.load_dataset("someuser77/my-corpus")  #! unpinned-model-revision, untrusted-model-source
---
from datasets import load_dataset
ds = load_dataset("scripts/my_corpus.py", split="train")  #! unsafe-dataset-script+hint
`,
  ),

  group(
    'torch.load',
    String.raw`
import torch

ckpt = torch.load("weights/best.pt", map_location="cpu")  #! unsafe-torch-load
#=> torch.load("weights/best.pt", map_location="cpu", weights_only=True)
---
import torch as t
from model import Net

net = Net()
net.load_state_dict(t.load("net.pth"))  #! unsafe-torch-load
#=> net.load_state_dict(t.load("net.pth", weights_only=True))
---
from torch import load

def resume(path):
    state = load(path, map_location=lambda storage, loc: storage)  #! unsafe-torch-load+hint
    return state["epoch"]
---
from torch import load as load_checkpoint
state = load_checkpoint(f="a.ckpt")  #! unsafe-torch-load
---
import torch
state = torch.load("m.pt", weights_only=False)  #! unsafe-torch-load+error
#=> torch.load("m.pt", weights_only=True)
---
import torch
opts = dict(map_location="cpu", weights_only=False)
state = torch.load("m.pt", **opts)  #! unsafe-torch-load+error
---
import torch
import dill

model = torch.load("model.pt", pickle_module=dill)  #! unsafe-torch-load+error
---
import torch
model = torch.load("model.pt")  #! unsafe-torch-load
#@ requirements.txt torch==2.5.1
---
import torch
model = torch.load("model.pt", weights_only=True)  #! unsafe-torch-load+info
#@ requirements.txt torch==2.5.1
---
import torch
model = torch.load("model.pt", weights_only=True)  #! unsafe-torch-load+info
#@ requirements.txt torch==2.9.1
---
import os
os.environ["TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD"] = "1"  #! weights-only-disabled
---
import os
os.environ.setdefault("TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD", "true")  #! weights-only-disabled
---
%env TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD=1  #! weights-only-disabled
---
import os
os.environ.update({"TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD": "1"})  #! weights-only-disabled
---
import os
os.putenv("TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD", "1")  #! weights-only-disabled
---
import torch

with open("m.pt", "rb") as f:
    state = torch.load(f)  #! unsafe-torch-load
---
import io
import requests
import torch

def fetch(url):
    response = requests.get(url, timeout=30)
    return torch.load(io.BytesIO(response.content))  #! unsafe-torch-load+error
#@ requirements.txt torch==2.5.1
---
import torch
states = [torch.load(p, map_location="cpu")["model"] for p in sorted(paths)]  #! unsafe-torch-load+info
---
import torch
read = lambda p: torch.load(p, "cpu")  #! unsafe-torch-load+hint
---
import asyncio
import torch

async def load(path):
    return await asyncio.to_thread(torch.load, path)  #! unsafe-torch-load+hint
---
import torch
from functools import partial

loader = partial(torch.load, map_location="cpu", weights_only=False)  #! weights-only-disabled
---
import torch
model = torch.nn.Linear(1, 1)
model.load_state_dict(torch.load(f"runs/{run}/best.pt", map_location=device)["state_dict"], strict=False)  #! unsafe-torch-load+info
---
import accelerate
import torch.serialization as ser
obj = ser.load("x.pt")  #! unsafe-torch-load
`,
  ),

  group(
    'load_state_dict_from_url',
    String.raw`
import torch

state = torch.hub.load_state_dict_from_url("https://download.pytorch.org/models/resnet18-f37072fd.pth", progress=True)  #! unverified-checkpoint-url
#=> weights_only=True
---
from torch.hub import load_state_dict_from_url

def resnet(pretrained=False):
    if pretrained:
        return load_state_dict_from_url(model_urls["resnet"], map_location="cpu")  #! unverified-checkpoint-url
---
import torch.hub as h
sd = h.load_state_dict_from_url(url="https://files.example.org/net.pth")  #! unverified-checkpoint-url, untrusted-model-source
---
import torch.utils.model_zoo as model_zoo
sd = model_zoo.load_url("https://download.pytorch.org/models/alexnet-4df8aa71.pth")  #! unverified-checkpoint-url
---
from torchvision.models.utils import load_state_dict_from_url
sd = load_state_dict_from_url("https://download.pytorch.org/models/vgg16-397923af.pth")  #! unverified-checkpoint-url
`,
  ),

  group(
    'torch.hub.load',
    String.raw`
import torch

model = torch.hub.load("ultralytics/yolov5", "yolov5s")  #! unpinned-model-revision
---
import torch.hub as h
model = h.load("nobody-known/nets", "net", trust_repo=True)  #! remote-code-trusted+error, unpinned-model-revision, untrusted-model-source+info
---
from torch import hub
model = hub.load(repo_or_dir="facebookresearch/dinov2:main", model="dinov2_vits14")  #! unpinned-model-revision
---
from torch.hub import load as hub_load
midas = hub_load("intel-isl/MiDaS", "DPT_Large", trust_repo=True)  #! remote-code-trusted+info, unpinned-model-revision
#=> trust_repo="check"
---
import torch

REPO = "pytorch/vision:v0.10.0"
net = torch.hub.load(REPO, "resnet50", pretrained=True)  #! unpinned-model-revision
`,
  ),

  group(
    'monkey patches of torch.load and safe globals',
    String.raw`
import functools
import torch

torch.load = functools.partial(torch.load, weights_only=False)  #! weights-only-disabled
---
import torch

_original = torch.load
def _unsafe(*args, **kwargs):
    kwargs["weights_only"] = False  #! weights-only-disabled
    return _original(*args, **kwargs)
torch.load = _unsafe
---
import torch
_load = torch.load
torch.load = lambda *a, **k: _load(*a, **{**k, "weights_only": False})  #! weights-only-disabled
---
import torch

_torch_load = torch.load
def patched(*args, **kwargs):
    kwargs.setdefault("weights_only", False)  #! weights-only-disabled
    return _torch_load(*args, **kwargs)
torch.load = patched
---
import torch
orig = torch.load
torch.load = lambda f, **kw: orig(f, weights_only=False, **kw)  #! weights-only-disabled
---
from unittest import mock
import torch

with mock.patch("torch.load", functools.partial(torch.load, weights_only=False)):  #! weights-only-disabled
    run()
---
import torch
torch.serialization.add_safe_globals([eval])  #! unsafe-safe-globals+error
---
from torch.serialization import add_safe_globals
import os, builtins

add_safe_globals([getattr, os.system, dict])  #! unsafe-safe-globals, unsafe-safe-globals+error
---
import torch.serialization as ts
import builtins

ALLOWED = [builtins.exec]
with ts.safe_globals(ALLOWED):  #! unsafe-safe-globals+error
    pass
---
import torch
torch.serialization.add_safe_globals([(eval, "builtins.eval")])  #! unsafe-safe-globals+error
`,
  ),

  group(
    'Lightning checkpoints',
    String.raw`
import lightning as L

class Net(L.LightningModule):
    pass

net = Net.load_from_checkpoint("https://files.example.org/net.ckpt")  #! unsafe-lightning-checkpoint+error
---
import pytorch_lightning as pl

class Net(pl.LightningModule):
    ...

model = Net.load_from_checkpoint(checkpoint_path="runs/last.ckpt", weights_only=False)  #! unsafe-lightning-checkpoint+error
#=> weights_only=True
---
from lightning.pytorch import LightningModule
from model import LitNet

model = LitNet.load_from_checkpoint("last.ckpt", hparams_file="h.yaml")  #! unsafe-lightning-checkpoint
#@ requirements.txt pytorch-lightning==2.4.0
---
import lightning.pytorch as pl
trainer = pl.Trainer()
trainer.fit(model, ckpt_path="last.ckpt", weights_only=False)  #! unsafe-lightning-checkpoint+error
`,
  ),

  group(
    'Keras',
    String.raw`
from tensorflow import keras

model = keras.models.load_model("model.keras", safe_mode=False)  #! unsafe-keras-load+error
#=> safe_mode=True
---
import keras
keras.config.enable_unsafe_deserialization()  #! keras-unsafe-deserialization+error
---
from keras.config import enable_unsafe_deserialization as allow

def main():
    allow()  #! keras-unsafe-deserialization
---
import tensorflow as tf
tf.keras.config.enable_unsafe_deserialization()  #! keras-unsafe-deserialization
---
from keras.models import load_model

model = load_model("old/best.h5")  #! unsafe-keras-load
---
import tensorflow as tf
model = tf.keras.models.load_model("weights.hdf5", compile=False)  #! unsafe-keras-load
---
from tensorflow.keras.models import load_model
PATH = "mnist_cnn.h5"
net = load_model(PATH, custom_objects={"f1": f1})  #! unsafe-keras-load
---
import keras
model = keras.saving.load_model("m.keras")  #! unsafe-keras-load
#@ requirements.txt keras==3.8.0
---
from keras.layers import Lambda, Input
import keras

x = Lambda(lambda t: t / 255.0)(inputs)  #! keras-lambda-layer+info
---
import tensorflow as tf
model = tf.keras.Sequential([tf.keras.layers.Lambda(lambda x: x * 2), tf.keras.layers.Dense(1)])  #! keras-lambda-layer+info
---
import keras
path = keras.utils.get_file("vgg16.h5", origin="https://storage.googleapis.com/tensorflow/vgg16.h5")  #! missing-download-hash+info
---
from tensorflow.keras.utils import get_file
weights = get_file("inception.tar.gz", "https://models.example.org/inception.tar.gz", untar=True)  #! missing-download-hash
---
import keras
layer = keras.saving.deserialize_keras_object(config, safe_mode=False)  #! unsafe-keras-load+error
---
import tensorflow as tf
path = tf.keras.utils.get_file(origin="https://example.org/m.zip", fname="m.zip", extract=True)  #! missing-download-hash
---
import requests
import keras

def get(url):
    with open("m.keras", "wb") as f:
        f.write(requests.get(url).content)  #! unverified-download
    return keras.models.load_model("m.keras")  #! remote-saved-model
`,
  ),

  group(
    'transformers: safetensors avoided',
    String.raw`
from transformers import AutoModel

model = AutoModel.from_pretrained("google-bert/bert-base-uncased", revision="{{commit}}", use_safetensors=False)  #! safetensors-avoided
#=> use_safetensors=True
---
from transformers import AutoModel
model = AutoModel.from_pretrained("google-bert/bert-base-uncased", revision="{{commit}}", weights_only=False)  #! weights-only-disabled
---
import diffusers
pipe = diffusers.DiffusionPipeline.from_pretrained("stabilityai/sdxl-turbo", revision="{{commit}}", use_safetensors=False)  #! safetensors-avoided
---
def save(model, out):
    model.save_pretrained(out, safe_serialization=False)  #! safetensors-avoided+info
#=> model.save_pretrained(out, safe_serialization=True)
---
from transformers import TrainingArguments
args = TrainingArguments(output_dir="out", save_safetensors=False)  #! safetensors-avoided+info
---
model.push_to_hub("me/model", safe_serialization=False)  #! safetensors-avoided+info
---
kwargs = {"use_safetensors": False}  #! safetensors-avoided
---
from accelerate import Accelerator
accelerator = Accelerator()
accelerator.save_model(model, "out", safe_serialization=False)  #! safetensors-avoided+info
`,
  ),

  group(
    'unpinned sentence-transformers',
    String.raw`
from sentence_transformers import SentenceTransformer
m = SentenceTransformer("BAAI/bge-small-en-v1.5")  #! unpinned-model-revision
---
from sentence_transformers import CrossEncoder
m = CrossEncoder("someone-unknown/ranker", revision="main")  #! unpinned-model-revision, untrusted-model-source
---
from sentence_transformers import SentenceTransformer, models
m = SentenceTransformer(model_name_or_path="all-MiniLM-L6-v2", device="cuda")  #! unpinned-model-revision
`,
  ),

  group(
    'diffusers, peft, evaluate, timm',
    String.raw`
from diffusers import DiffusionPipeline

pipe = DiffusionPipeline.from_pretrained("stabilityai/sdxl-turbo", revision="{{commit}}", custom_pipeline="somebody-else/pipeline")  #! remote-code-trusted+error, unpinned-model-revision, untrusted-model-source+info
---
from diffusers import StableDiffusionPipeline
pipe = StableDiffusionPipeline.from_pretrained("runwayml/stable-diffusion-v1-5", revision="{{commit}}")
pipe.load_lora_weights("artist99/style-lora")  #! unpinned-model-revision, untrusted-model-source
---
from diffusers import FluxPipeline
pipe = FluxPipeline.from_pretrained("black-forest-labs/FLUX.1-dev", revision="{{commit}}")
pipe.load_textual_inversion("sd-concepts-library/cat-toy")  #! unpinned-model-revision, untrusted-model-source
pipe.load_ip_adapter("h94/IP-Adapter", subfolder="models", weight_name="ip.bin")  #! unpinned-model-revision, untrusted-model-source
---
from peft import PeftModel

model = PeftModel.from_pretrained(base, "tloen99/alpaca-lora")  #! unpinned-model-revision, untrusted-model-source
---
from peft import PeftConfig, AutoPeftModelForCausalLM
model = AutoPeftModelForCausalLM.from_pretrained("tloen99/alpaca-lora", revision="{{commit}}")  #! untrusted-model-source
---
import evaluate
metric = evaluate.load("some-user42/my_metric")  #! remote-code-trusted+error, unpinned-model-revision, untrusted-model-source+info
---
import timm
m = timm.create_model("hf_hub:somebody88/resnet-x", pretrained=True)  #! unpinned-model-revision, untrusted-model-source
---
import timm.models
timm.models.load_checkpoint(model, "best.pth", weights_only=False)  #! weights-only-disabled
---
from huggingface_hub import hf_hub_download, snapshot_download

path = hf_hub_download(repo_id="meta-llama/Llama-2-7b", filename="config.json")  #! unpinned-model-revision
folder = snapshot_download("meta-llama/Llama-2-7b", revision="main")  #! unpinned-model-revision
---
from transformers import pipeline
clf = pipeline("sentiment-analysis", "distilbert/distilbert-base-uncased-finetuned-sst-2-english")  #! unpinned-model-revision
---
import spacy
import open_clip

model, _, pre = open_clip.create_model_and_transforms("hf-hub:person12/clip")  #! unpinned-model-revision+hint, untrusted-model-source
---
from transformers import AutoModel

class Encoder:
    CHECKPOINT = "google-bert/bert-base-uncased"

    def __init__(self):
        self.model = AutoModel.from_pretrained(self.CHECKPOINT)  #! unpinned-model-revision+hint
---
from transformers import AutoModel
m = AutoModel.from_pretrained("google-bert/bert-base-uncased", revision="a1b2c3d")  #! unpinned-model-revision
---
from datasets import load_dataset
ds = load_dataset(path="rajpurkar/squad", split="train")  #! unpinned-model-revision
---
!huggingface-cli download bigcode/starcoder --local-dir sc  #! unpinned-hub-download
---
!git clone https://huggingface.co/somebody/model  #! unpinned-hub-download
`,
  ),

  group(
    'numpy, pandas, gensim, skops, mlflow',
    String.raw`
import numpy as np

data = np.load("embeddings.npy", allow_pickle=True)  #! unsafe-numpy-load
---
import numpy
boxes = numpy.load("boxes.npz", None, True)  #! unsafe-numpy-load
---
from numpy import load as np_load
meta = np_load("meta.npy", allow_pickle=1).item()  #! unsafe-numpy-load
---
import numpy as np
import requests, io

arr = np.load(io.BytesIO(requests.get(url).content), allow_pickle=True)  #! unsafe-numpy-load+error
---
import numpy as np
ALLOW = True
z = np.load(f"{root}/z.npz", mmap_mode="r", allow_pickle=ALLOW)["x"]  #! unsafe-numpy-load
---
import pandas as pd

df = pd.read_pickle("https://data.example.org/features.pkl")  #! unsafe-pandas-load+error
---
from pandas import read_pickle
df = read_pickle("cache/df.pkl")  #! unsafe-pandas-load
---
import pandas as pd
frames = pd.concat([pd.read_pickle(p) for p in paths])  #! unsafe-pandas-load
---
import pandas
df = pandas.read_pickle(filepath_or_buffer="s3://bucket/df.pkl")  #! unsafe-pandas-load
---
from gensim.models import Word2Vec
w2v = Word2Vec.load("w2v.model")  #! unsafe-gensim-load
---
import gensim
lda = gensim.models.LdaModel.load("lda.model")  #! unsafe-gensim-load
dct = gensim.corpora.Dictionary.load("d.dict")  #! unsafe-gensim-load
---
from gensim.models import KeyedVectors as KV
kv = KV.load("vectors.kv", mmap="r")  #! unsafe-gensim-load
---
import skops.io as sio

types = sio.get_untrusted_types(file="m.skops")
model = sio.load("m.skops", trusted=types)  #! unsafe-skops-load
---
from skops.io import load, get_untrusted_types
clf = load(path, trusted=get_untrusted_types(file=path))  #! unsafe-skops-load
---
from skops.io import loads
clf = loads(blob, trusted=True)  #! unsafe-skops-load
---
import mlflow

model = mlflow.pyfunc.load_model("models:/fraud/latest")  #! unpinned-model-revision
---
import mlflow.pyfunc
m = mlflow.pyfunc.load_model(model_uri="models:/churn@champion")  #! unpinned-model-revision
---
from mlflow import sklearn as mls
m = mls.load_model("models:/churn/Production")  #! unpinned-model-revision
---
import pandas as pd
store = pd.read_hdf("https://data.example.org/frames.h5")  #! unsafe-pandas-load
`,
  ),

  group(
    'downloads without integrity',
    String.raw`
import torch

torch.hub.download_url_to_file("https://models.example.org/net.pth", "net.pth")  #! unverified-download
---
from torch.hub import download_url_to_file as dl
dl("https://models.example.org/net.pth", dst, None, False)  #! unverified-download
---
from torchvision.datasets.utils import download_url, download_and_extract_archive

download_url("https://data.example.org/cub.tgz", root="data")  #! missing-download-hash
download_and_extract_archive("https://data.example.org/cub.zip", "data")  #! missing-download-hash
---
import torchvision
torchvision.datasets.utils.download_url(url, root, filename="a.zip", md5=None)  #! missing-download-hash
---
import urllib.request

urllib.request.urlretrieve("https://github.com/some/one/releases/download/v1/model.pth", "model.pth")  #! unverified-download
---
from urllib.request import urlretrieve

def fetch(name):
    urlretrieve(f"https://models.example.org/{name}.pt", f"{name}.pt")  #! unverified-download
---
from urllib import request
request.urlretrieve(url="https://models.example.org/w.bin", filename="w.bin")  #! unverified-download
---
import gdown
gdown.download(id="1AbCdEf", output="model.pth", quiet=False)  #! unverified-download
---
import gdown
URL = "https://drive.google.com/uc?id=1AbCdEf"
gdown.download(URL, "best.ckpt")  #! unverified-download
---
import wget
wget.download("https://models.example.org/bert.zip")  #! unverified-download
---
import requests

def download(url, path="model.pt"):
    r = requests.get(url, stream=True)  #! unverified-download+hint
    with open(path, "wb") as f:
        for chunk in r.iter_content(8192):
            f.write(chunk)
---
import requests
r = requests.get("https://models.example.org/model.pt")  #! unverified-download
open("model.pt", "wb").write(r.content)
---
import httpx
from pathlib import Path

with httpx.stream("GET", "https://models.example.org/m.onnx") as r:  #! unverified-download
    with open("m.onnx", "wb") as f:
        for c in r.iter_bytes():
            f.write(c)
---
import urllib.request
with urllib.request.urlopen("https://models.example.org/m.pkl") as resp, open("m.pkl", "wb") as out:  #! unverified-download
    out.write(resp.read())
---
import shutil
from urllib.request import urlopen

with urlopen("https://models.example.org/m.pt") as r, open("m.pt", "wb") as f:  #! unverified-download
    shutil.copyfileobj(r, f)
---
import pandas as pd
df = pd.read_csv("http://data.openml-files.org/iris.csv")  #! insecure-download
#=> "https://data.openml-files.org/iris.csv"
---
import pandas as pd
BASE = "http://data.openml-files.org"
df = pd.read_csv(BASE + "/iris.csv", sep=";")  #! insecure-download
---
import requests
r = requests.get("http://weights.openml-files.org/v1/net.pt")  #! insecure-download
---
from urllib.request import urlretrieve
urlretrieve("http://yann.openml-files.org/mnist.gz", "mnist.gz")  #! insecure-download, unverified-download
---
!wget https://models.example.org/weights.pth  #! unverified-shell-download+info
---
!curl -L -o model.bin https://models.example.org/model.bin  #! unverified-shell-download+info
---
!wget http://data.openml-files.org/train.zip  #! insecure-shell-download
---
import requests
requests.get("https://hub.internal-registry.io/m.pt", verify=False)  #! tls-verification-disabled
#=> requests.get("https://hub.internal-registry.io/m.pt", verify=True)
---
import httpx
client = httpx.Client(verify=False, timeout=10)  #! tls-verification-disabled
---
import requests
s = requests.Session()
s.verify = False  #! tls-verification-disabled
---
import ssl
ssl._create_default_https_context = ssl._create_unverified_context  #! tls-verification-disabled
---
import ssl, urllib.request
ctx = ssl._create_unverified_context()  #! tls-verification-disabled
---
import ssl
ctx = ssl.create_default_context()
ctx.check_hostname = False  #! tls-verification-disabled
ctx.verify_mode = ssl.CERT_NONE  #! tls-verification-disabled
---
import os
os.environ["CURL_CA_BUNDLE"] = ""  #! tls-verification-disabled
---
%env CURL_CA_BUNDLE=  #! tls-verification-disabled
---
import os
os.environ["HF_ENDPOINT"] = "http://mirror.openml-files.org"  #! insecure-hub-endpoint
---
%env HF_ENDPOINT=http://mirror.openml-files.org  #! insecure-hub-endpoint
---
#@ path run.sh
export HF_ENDPOINT=http://mirror.openml-files.org  #! insecure-hub-endpoint
---
import aiohttp

async def fetch(url):
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=False)) as s:  #! tls-verification-disabled
        return await s.get(url)
---
import urllib3
http = urllib3.PoolManager(cert_reqs="CERT_NONE")  #! tls-verification-disabled
---
import tarfile

with tarfile.open("imagenet.tar") as tar:
    tar.extractall("data")  #! unsafe-archive-extraction+hint
---
import tarfile
tarfile.open(name).extractall(path=root)  #! unsafe-archive-extraction+hint
---
import requests, tarfile, io

def get(url):
    buf = io.BytesIO(requests.get(url).content)
    with tarfile.open(fileobj=buf, mode="r:gz") as t:
        t.extractall("data")  #! unsafe-archive-extraction
---
import shutil, urllib.request
urllib.request.urlretrieve("https://data.example.org/d.tar.gz", "d.tar.gz")  #! unverified-download
shutil.unpack_archive("d.tar.gz", "data")  #! unsafe-archive-extraction+hint
---
import requests
exec(requests.get("https://gist.example.org/setup.py").text)  #! downloaded-code-executed+error
---
from urllib.request import urlopen
exec(compile(urlopen(url).read(), "x.py", "exec"))  #! downloaded-code-executed+error
---
import httpx
code = httpx.get(url).text
exec(code, globals())  #! downloaded-code-executed+error
---
import requests
namespace = {}
source = requests.get("https://raw.githubusercontent.com/u/r/main/model.py").content.decode()
exec(source, namespace)  #! downloaded-code-executed+error
---
import sys
from huggingface_hub import snapshot_download

sys.path.append(snapshot_download("grey-lab/modelcode"))  #! downloaded-code-imported, unpinned-model-revision, untrusted-model-source
---
import sys
from huggingface_hub import snapshot_download
local = snapshot_download(repo_id="microsoft/Florence-2-large")  #! unpinned-model-revision
sys.path.insert(0, local)  #! downloaded-code-imported
from modeling import Net
---
!git clone https://github.com/someone/repo.git  #! unpinned-git-clone
import sys
sys.path.append("repo")  #! downloaded-code-imported
---
import subprocess, sys
subprocess.run(["git", "clone", "https://github.com/someone/repo"], check=True)  #! unpinned-git-clone
sys.path.insert(0, "repo")  #! downloaded-code-imported
import repo_module
---
import git
git.Repo.clone_from("https://github.com/someone/repo", "repo")  #! unpinned-git-clone+info
`,
  ),

  group(
    'downloads: by other ways',
    String.raw`
import numpy as np
from functools import partial
np.load = partial(np.load, allow_pickle=True)  #! unsafe-numpy-load
---
import mlflow
predict = mlflow.pyfunc.spark_udf(spark, "models:/churn/latest")  #! unpinned-model-revision
---
import os
os.environ.update(CURL_CA_BUNDLE="", HF_ENDPOINT="http://hub.openml-files.org")  #! tls-verification-disabled, insecure-hub-endpoint
---
import pandas as pd
URL = "http://data.openml-files.org/{}.csv"  #! insecure-download
df = pd.read_csv(URL.format("a"))
---
import requests
x = eval(requests.get(url).json()["expr"])  #! downloaded-code-executed
---
import requests, importlib.util
open("plugin.py", "w").write(requests.get("https://models.example.org/plugin.py").text)
spec = importlib.util.spec_from_file_location("plugin", "plugin.py")  #! downloaded-code-imported
mod = importlib.util.module_from_spec(spec)
spec.loader.exec_module(mod)
---
from urllib.request import urlretrieve
urlretrieve("https://raw.githubusercontent.com/a/b/main/helper.py", "helper.py")  #! downloaded-code-imported
import helper
---
!wget https://raw.githubusercontent.com/a/b/main/helper_functions.py  #! unverified-shell-download
import helper_functions
---
import runpy
from huggingface_hub import hf_hub_download
runpy.run_path(hf_hub_download("microsoft/x", "run.py"))  #! downloaded-code-executed, unpinned-model-revision
---
import tarfile

def untar(path, dst):
    t = tarfile.open(path, "r:gz")
    for m in t.getmembers():
        t.extract(m, dst)  #! unsafe-archive-extraction+hint
    t.close()
---
import os
os.system("git clone https://github.com/a/b.git && cd b && python setup.py install")  #! unpinned-git-clone
---
#@ path run.sh
curl -k https://models.example.org/m.pt -o m.pt  #! insecure-shell-download, unverified-shell-download+info
bash -c "$(curl -fsSL https://get.example.org)"  #! piped-shell-script
git clone https://github.com/a/b && cd b && pip install -e .  #! unpinned-git-clone
---
import fsspec
f = fsspec.open("http://models.openml-files.org/m.pt")  #! insecure-download
`,
  ),

  group(
    'magics',
    String.raw`
!curl -sSL https://get.example.org/install.sh | bash  #! piped-shell-script
---
%%bash
set -e
wget -qO- https://get.example.org/install.sh | sh  #! piped-shell-script
---
!pip install git+https://github.com/someone/repo.git  #! mutable-vcs-requirement
---
%pip install --trusted-host pypi.example.org -i http://pypi.example.org/simple foo==1.0  #! insecure-index, insecure-index
---
!pip install --extra-index-url https://pypi.corp-registry.io/simple corp-lib==1.2  #! extra-index
---
!pip install transformers  #! unpinned-requirement+hint
---
%env OPENAI_API_KEY={{secret:openai}}  #! hardcoded-secret+error
---
!huggingface-cli login --token {{secret:huggingface}}  #! hardcoded-secret+error
---
%%bash
export WANDB_API_KEY={{secret:wandb}}  #! hardcoded-secret+error
python train.py
---
!kaggle datasets download -d x/y && export KAGGLE_KEY={{secret:kaggle}}  #! hardcoded-secret
`,
  ),

  group(
    'secret sinks',
    String.raw`
from huggingface_hub import login
login(token="{{secret:huggingface}}")  #! hardcoded-secret+error
#=> os.environ["HF_TOKEN"]
---
from huggingface_hub import HfApi
api = HfApi(token="{{secret:huggingface}}")  #! hardcoded-secret+error
---
from transformers import AutoModel
m = AutoModel.from_pretrained("meta-llama/Llama-2-7b", revision="{{commit}}", use_auth_token="{{secret:huggingface}}")  #! hardcoded-secret+error
---
import wandb
wandb.login(key="{{secret:wandb}}")  #! hardcoded-secret+error
---
import wandb
wandb.login(key="{{secret:wandb-legacy}}")  #! hardcoded-secret
---
from comet_ml import Experiment
exp = Experiment(api_key="{{secret:comet}}", project_name="x")  #! hardcoded-secret
---
import neptune
run = neptune.init_run(project="a/b", api_token="{{secret:neptune}}")  #! hardcoded-secret+error
---
import os
os.environ["OPENAI_API_KEY"] = "{{secret:openai}}"  #! hardcoded-secret+error
---
import os
key = os.getenv("ANTHROPIC_API_KEY", "{{secret:anthropic}}")  #! hardcoded-secret+error
---
from openai import OpenAI
client = OpenAI(api_key="{{secret:openai}}")  #! hardcoded-secret+error
---
import openai
openai.api_key = "sk-1234567890abcdefABCD"  #! hardcoded-secret
---
from anthropic import Anthropic
client = Anthropic(api_key="sk-ant-key123456")  #! hardcoded-secret
---
import boto3
s3 = boto3.client("s3", aws_access_key_id="{{secret:aws-access-key-id}}", aws_secret_access_key="{{secret:aws-secret-key}}")  #! hardcoded-secret+error, hardcoded-secret
---
from pinecone import Pinecone
pc = Pinecone(api_key="{{secret:pinecone}}")  #! hardcoded-secret+error
---
import os
os.environ["NVIDIA_API_KEY"] = "{{secret:nvidia}}"  #! hardcoded-secret+error
---
import cohere
co = cohere.Client("{{secret:cohere}}")  #! hardcoded-secret
---
from mistralai import Mistral
c = Mistral(api_key="{{secret:mistral}}")  #! hardcoded-secret
---
import google.generativeai as genai
genai.configure(api_key="{{secret:google}}")  #! hardcoded-secret+error
---
class Settings:
    hf_token: str = "{{secret:huggingface}}"  #! hardcoded-secret+error
---
def connect(host, password="{{secret:password}}"):  #! hardcoded-secret
    return host, password
---
config = {"user": "ml", "password": "{{secret:password}}"}  #! hardcoded-secret
---
from sqlalchemy import create_engine
engine = create_engine("postgresql://ml:{{secret:password}}@db.prod.acme.io/features")  #! hardcoded-secret
---
import argparse
p = argparse.ArgumentParser()
p.add_argument("--hf_token", default="{{secret:huggingface}}")  #! hardcoded-secret+error
---
headers = {"Authorization": "Bearer {{secret:huggingface}}"}  #! hardcoded-secret+error
---
async def run():
    async with Client(headers={"x-api-key": f"{{secret:anthropic}}"}) as c:  #! hardcoded-secret+error
        return c
---
import os
token = os.environ["GITHUB_TOKEN"]  # was {{secret:github}} #! hardcoded-secret
---
#@ path config.yaml
wandb:
  api_key: {{secret:wandb}}  #! hardcoded-secret+error
---
#@ path config.toml
[openai]
api_key = "{{secret:openai}}"  #! hardcoded-secret+error
---
#@ path settings.ini
[aws]
aws_access_key_id = {{secret:aws-access-key-id}}  #! hardcoded-secret+error
aws_secret_access_key = {{secret:aws-secret-key}}  #! hardcoded-secret
---
#@ path .env
HF_TOKEN={{secret:huggingface}}  #! hardcoded-secret+error
---
#@ path Dockerfile
FROM python:3.12
ENV HF_TOKEN={{secret:huggingface}}  #! hardcoded-secret+error
ARG WANDB_API_KEY={{secret:wandb}}  #! hardcoded-secret+error
---
#@ path train.sh
export OPENAI_API_KEY="{{secret:openai}}"  #! hardcoded-secret+error
`,
  ),

  group(
    'a secret in a log or a tracking call',
    String.raw`
import mlflow
import os

key = os.environ["OPENAI_API_KEY"]
mlflow.log_param("api_key", key)  #! secret-in-log
---
import os, wandb
wandb.init(project="x", config={"hf_token": os.environ["HF_TOKEN"]})  #! secret-in-log
---
import os
token = os.getenv("HF_TOKEN")
print(token)  #! secret-in-log
---
import logging, os
log = logging.getLogger(__name__)
api_key = os.environ.get("OPENAI_API_KEY")
log.info("using key %s", api_key)  #! secret-in-log
---
import os, wandb
wandb.config.api_key = os.environ["API_KEY"]  #! secret-in-log
---
import os, wandb
run = wandb.init()
run.config.update({"token": os.environ["HF_TOKEN"]})  #! secret-in-log
---
import os
print(f"token={os.environ['HF_TOKEN']}")  #! secret-in-log
---
import getpass, mlflow
password = getpass.getpass()
mlflow.log_params({"user": "me", "password": password})  #! secret-in-log
`,
  ),

  group(
    'deserialization: the pickle family',
    String.raw`
import pickle

with open("model.pkl", "rb") as f:
    model = pickle.load(f)  #! unsafe-pickle-load
---
import cPickle
data = cPickle.load(open("cifar.bin", "rb"))  #! unsafe-pickle-load
---
try:
    import cPickle as pickle
except ImportError:
    import pickle

def unpickle(path):
    with open(path, "rb") as fo:
        return pickle.load(fo, encoding="bytes")  #! unsafe-pickle-load+hint
---
import _pickle as cp
obj = cp.loads(blob)  #! unsafe-pickle-load
---
import dill
with open("f.dill", "rb") as f:
    fn = dill.load(f)  #! unsafe-pickle-load
---
import cloudpickle
fn = cloudpickle.loads(payload)  #! unsafe-pickle-load
---
from pickle import loads, Unpickler
obj = loads(redis_client.get("model"))  #! unsafe-pickle-load
---
import pickle
obj = pickle.Unpickler(open("x.pkl", "rb")).load()  #! unsafe-pickle-load
---
import pickle, requests
model = pickle.loads(requests.get("https://models.example.org/m.pkl").content)  #! unsafe-pickle-load+error
---
import shelve
db = shelve.open("cache")  #! unsafe-shelve-open+hint
print(db["x"])
---
import marshal
code = marshal.loads(data)  #! unsafe-marshal-load
---
import marshal
with open("a.pyc", "rb") as f:
    f.read(16)
    code = marshal.load(f)  #! unsafe-marshal-load
---
import jsonpickle
cfg = jsonpickle.decode(text)  #! unsafe-jsonpickle-decode
---
from jsonpickle import loads as jl
cfg = jl(open("c.json").read())  #! unsafe-jsonpickle-decode
---
import joblib
clf = joblib.load("clf.joblib")  #! unsafe-joblib-load
---
from joblib import load
pipe = load("pipe.pkl.gz", mmap_mode="r")  #! unsafe-joblib-load
---
from sklearn.externals import joblib
clf = joblib.load(filename="clf.pkl")  #! unsafe-joblib-load
---
import sklearn.externals.joblib as jl
clf = jl.load("clf.pkl")  #! unsafe-joblib-load
---
import gzip, pickle
with gzip.open("mnist.pkl.gz", "rb") as f:
    train, valid, test = pickle.load(f, encoding="latin1")  #! unsafe-pickle-load
---
import pickle5 as pickle
x = pickle.load(open("x.pkl", "rb"))  #! unsafe-pickle-load
---
import pickle as pkl
cache = {k: pkl.loads(v) for k, v in rows}  #! unsafe-pickle-load
---
import pickle
loaders = map(pickle.loads, blobs)  #! unsafe-pickle-load
---
import pandas.io.pickle
import pandas
df = pandas.io.pickle.read_pickle("x.pkl")  #! unsafe-pandas-load
---
import compress_pickle
x = compress_pickle.load("x.gz")  #! unsafe-pickle-load
`,
  ),

  group(
    'deserialization: torch and TensorFlow beyond load',
    String.raw`
from torch.package import PackageImporter
imp = PackageImporter("model.pt")  #! unsafe-torch-package
---
import torch
importer = torch.package.PackageImporter(path)  #! unsafe-torch-package
---
import torch
from huggingface_hub import hf_hub_download

m = torch.jit.load(hf_hub_download("grey-lab/ts", "m.pt"))  #! remote-torchscript, unpinned-model-revision, untrusted-model-source
---
import urllib.request, torch
urllib.request.urlretrieve("https://models.example.org/ts.pt", "ts.pt")  #! unverified-download
m = torch.jit.load("ts.pt")  #! remote-torchscript+hint
---
import tensorflow as tf
model = tf.saved_model.load("https://models.example.org/sm")  #! remote-saved-model
---
import tensorflow as tf
from huggingface_hub import snapshot_download
m = tf.saved_model.load(snapshot_download("grey-lab/sm"))  #! remote-saved-model, unpinned-model-revision, untrusted-model-source
---
import tensorflow as tf
ops = tf.load_op_library("./zero_out.so")  #! native-library-load+hint
---
import torch
torch.ops.load_library("/tmp/libop.so")  #! native-library-load+hint
---
import onnxruntime as ort
so = ort.SessionOptions()
so.register_custom_ops_library("libcustom.so")  #! native-library-load+hint
---
import zmq
sock = zmq.Context().socket(zmq.PULL)
job = sock.recv_pyobj()  #! unsafe-pickle-transport
---
from celery import Celery
app = Celery("tasks", broker="redis://localhost")
app.conf.update(task_serializer="pickle", accept_content=["pickle", "json"])  #! unsafe-pickle-transport, unsafe-pickle-transport
---
from celery import Celery
app = Celery("tasks")
app.conf.accept_content = ["pickle"]  #! unsafe-pickle-transport
---
CELERY_ACCEPT_CONTENT = ["json", "pickle"]  #! unsafe-pickle-transport
---
from multiprocessing.connection import Listener

listener = Listener(("0.0.0.0", 6000), authkey=None)  #! unsafe-pickle-transport
conn = listener.accept()
msg = conn.recv()
---
from multiprocessing.connection import Client
conn = Client(("trainer.acme.io", 6000))  #! unsafe-pickle-transport
print(conn.recv())
---
import msgpack
import msgpack_numpy as m
m.patch()  #! unsafe-msgpack-numpy
x = msgpack.unpackb(payload)
---
import msgpack, msgpack_numpy
x = msgpack.unpackb(payload, object_hook=msgpack_numpy.decode)  #! unsafe-msgpack-numpy
---
import spacy, requests, zipfile, io
zipfile.ZipFile(io.BytesIO(requests.get("https://models.example.org/p.zip").content)).extractall("pipeline")  #! unverified-download
nlp = spacy.load("pipeline")
---
import spacy
from huggingface_hub import snapshot_download
nlp = spacy.load(snapshot_download("grey-lab/en_pipe"))  #! unsafe-spacy-load, unpinned-model-revision, untrusted-model-source
---
import torch.distributed as dist
objs = [None] * 4
dist.all_gather_object(objs, x)  #! unsafe-distributed-object+hint
---
from fastai.learner import load_learner
learn = load_learner("export.pkl")  #! unsafe-fastai-load
---
from fastai.vision.all import *
learn = load_learner("export.pkl")  #! unsafe-fastai-load
---
from langchain_community.vectorstores import FAISS
db = FAISS.load_local("index", emb, allow_dangerous_deserialization=True)  #! unsafe-vector-store-load
---
import numpy as np
lib = np.ctypeslib.load_library("libx", "/tmp/build")  #! native-library-load
---
import ctypes
from huggingface_hub import hf_hub_download
lib = ctypes.CDLL(hf_hub_download("grey-lab/kernels", "k.so"))  #! native-library-load, unpinned-model-revision, untrusted-model-source
`,
  ),

  group(
    'deserialization: YAML',
    String.raw`
import yaml
cfg = yaml.load(open("config.yaml"), Loader=yaml.Loader)  #! unsafe-yaml-load
#=> yaml.safe_load(open("config.yaml"))
---
import yaml
with open("c.yml") as f:
    cfg = yaml.load(f)  #! unsafe-yaml-load
---
from yaml import load, UnsafeLoader
cfg = load(text, Loader=UnsafeLoader)  #! unsafe-yaml-load
---
import yaml
cfg = yaml.unsafe_load(stream)  #! unsafe-yaml-load
---
import yaml as y
cfg = y.full_load(stream)  #! unsafe-yaml-load+info
---
import yaml
try:
    from yaml import CLoader as Loader
except ImportError:
    from yaml import Loader

def read(p):
    with open(p) as f:
        return yaml.load(f, Loader=Loader)  #! unsafe-yaml-load
---
import yaml
cfg = yaml.load(f, yaml.FullLoader)  #! unsafe-yaml-load
#@ requirements.txt pyyaml==5.3.1
---
import yaml
docs = list(yaml.load_all(f, Loader=yaml.UnsafeLoader))  #! unsafe-yaml-load
---
from ruamel.yaml import YAML
y = YAML(typ="unsafe")  #! unsafe-ruamel-load
---
import ruamel.yaml
y = ruamel.yaml.YAML(typ=["unsafe"], pure=True)  #! unsafe-ruamel-load
---
from ruamel import yaml
cfg = yaml.load(open("a.yml"), Loader=yaml.UnsafeLoader)  #! unsafe-ruamel-load
---
import ruamel.yaml as ry
cfg = ry.load(stream, Loader=ry.Loader)  #! unsafe-ruamel-load
`,
  ),

  group(
    'code execution around models',
    String.raw`
from openai import OpenAI

client = OpenAI()
answer = client.chat.completions.create(model="gpt-4o", messages=messages)
exec(answer.choices[0].message.content)  #! model-output-executed+error
---
import openai
resp = openai.ChatCompletion.create(model="gpt-4", messages=m)
result = eval(resp["choices"][0]["message"]["content"])  #! model-output-executed
---
from transformers import pipeline
gen = pipeline("text-generation", model="./local")
code = gen(prompt)[0]["generated_text"]
exec(code)  #! model-output-executed
---
import anthropic
client = anthropic.Anthropic()
msg = client.messages.create(model="claude-sonnet-4-5", max_tokens=100, messages=m)
eval(msg.content[0].text)  #! model-output-executed
---
text = tokenizer.decode(model.generate(**inputs)[0])
exec(text)  #! model-output-executed+hint
---
import subprocess
from openai import OpenAI
client = OpenAI()
r = client.chat.completions.create(model="gpt-4o", messages=m)
subprocess.run(r.choices[0].message.content, shell=True)  #! model-output-executed
---
import subprocess, sys

def convert(path):
    subprocess.run(f"ffmpeg -i {path} out.wav", shell=True, check=True)  #! shell-command-injection+hint
---
import os
import sys
os.system("python eval.py --ckpt " + sys.argv[1])  #! shell-command-injection
---
import subprocess
def run(cmd):
    return subprocess.check_output("ls " + cmd, shell=True)  #! shell-command-injection+hint
---
from langchain_experimental.tools import PythonREPLTool
tool = PythonREPLTool()  #! agent-code-execution
---
from langchain_experimental.utilities import PythonREPL
repl = PythonREPL()  #! agent-code-execution
---
from langchain_experimental.agents import create_pandas_dataframe_agent
agent = create_pandas_dataframe_agent(llm, df, allow_dangerous_code=True)  #! agent-code-execution
---
from smolagents import CodeAgent, LocalPythonExecutor
agent = CodeAgent(tools=[], model=model, additional_authorized_imports=["*"])  #! agent-code-execution
---
from langchain_community.tools import ShellTool
t = ShellTool()  #! agent-code-execution
---
from autogen import UserProxyAgent
p = UserProxyAgent("user", code_execution_config={"work_dir": "w", "use_docker": False})  #! agent-code-execution
---
import jinja2
from huggingface_hub import hf_hub_download
tmpl = jinja2.Template(tokenizer.chat_template)  #! unsandboxed-template
---
from jinja2 import Environment
env = Environment()
prompt = env.from_string(tokenizer.chat_template).render(messages=m)  #! unsandboxed-template
---
import json, jinja2
cfg = json.load(open("tokenizer_config.json"))
t = jinja2.Environment(trim_blocks=True).from_string(cfg["chat_template"])  #! unsandboxed-template
---
from flask import request
x = eval(request.args["expr"])  #! dynamic-code-execution
---
value = eval(input("formula: "))  #! dynamic-code-execution+info
`,
  ),

  group(
    'deserialization: as people write it',
    String.raw`
import os, torch
from pathlib import Path
CKPT_DIR = Path(__file__).parent / "ckpt"
state = torch.load(CKPT_DIR / "best.pt")  #! unsafe-torch-load+hint
---
import torch
def load_model(path: str = "weights/best.pt"):
    ckpt = torch.load(path)  #! unsafe-torch-load+hint
    return ckpt
---
import torch
class T:
    def __init__(self, cfg):
        self.ckpt = torch.load(cfg.resume, map_location='cpu')  #! unsafe-torch-load+hint
---
import importlib
torch = importlib.import_module("torch")
x = torch.load("a.pt")  #! unsafe-torch-load
---
import pickle
load = pickle.load
with open("a.pkl", "rb") as f:
    x = load(f)  #! unsafe-pickle-load
---
import pickle as p, gzip
x = p.load(gzip.GzipFile("a.pkl.gz"))  #! unsafe-pickle-load
---
import sys
if sys.version_info[0] == 2:
    import cPickle as pickle
else:
    import pickle
d = pickle.load(open("a", "rb"), encoding="bytes")  #! unsafe-pickle-load
---
from six.moves import cPickle as pickle
d = pickle.load(open("a", "rb"))  #! unsafe-pickle-load
---
import pandas as pd
df = pd.read_pickle("http://example-labs.io/df.pkl")  #! unsafe-pandas-load, insecure-download
---
import pandas as pd
def cached(path):
    return pd.read_pickle(path, compression="gzip")  #! unsafe-pandas-load+hint
---
import numpy as np
with np.load("d.npz", allow_pickle=True) as data:  #! unsafe-numpy-load
    x = data["x"]
---
import numpy as np
np_load_old = np.load
np.load = lambda *a, **k: np_load_old(*a, allow_pickle=True, **k)  #! unsafe-numpy-load
---
import numpy as np
opts = {"allow_pickle": True}
x = np.load("x.npy", **opts)  #! unsafe-numpy-load
---
from numpy.lib.npyio import load
import numpy.lib.format as fmt
x = fmt.read_array(f, allow_pickle=True)  #! unsafe-numpy-load
---
import tensorflow as tf
m = tf.keras.models.load_model("x.keras", custom_objects={}, safe_mode=False)  #! unsafe-keras-load
---
from tensorflow.keras import models
m = models.load_model("model.h5")  #! unsafe-keras-load
---
import keras
keras.saving.load_model("m.keras", None, True, False)  #! unsafe-keras-load
---
from keras.src.saving import serialization_lib
serialization_lib.enable_unsafe_deserialization()  #! keras-unsafe-deserialization
---
import tf_keras
m = tf_keras.models.load_model("x.h5")  #! unsafe-keras-load
---
from keras import layers
class M(keras.Model):
    def __init__(self):
        self.l = layers.Lambda(lambda x: x**2, output_shape=(1,))  #! keras-lambda-layer+hint
---
import mlflow.sklearn
m = mlflow.sklearn.load_model("runs:/abc/model")  #! unsafe-mlflow-load+hint
---
import mlflow
loaded = mlflow.pyfunc.load_model(f"runs:/{run_id}/model")  #! unsafe-mlflow-load+hint
---
import mlflow
loaded = mlflow.pytorch.load_model("s3://bucket/model")  #! unsafe-mlflow-load
---
import mlflow
u = mlflow.pyfunc.spark_udf(spark, "models:/x/latest")  #! unpinned-model-revision
---
import zmq, pickle
ctx = zmq.Context()
s = ctx.socket(zmq.REP)
x = pickle.loads(s.recv())  #! unsafe-pickle-load
---
import zmq.asyncio
async def main():
    s = zmq.asyncio.Context().socket(zmq.PULL)
    while True:
        obj = await s.recv_pyobj()  #! unsafe-pickle-transport
---
from celery import Celery
app = Celery("x")
app.config_from_object({"accept_content": ["pickle"], "task_serializer": "pickle"})  #! unsafe-pickle-transport, unsafe-pickle-transport
---
from multiprocessing.managers import BaseManager
m = BaseManager(address=("", 50000), authkey=b"abc")  #! exposed-server+hint, unsafe-pickle-transport
m.get_server().serve_forever()
---
import yaml
cfg = yaml.load(open("c"), yaml.Loader)  #! unsafe-yaml-load
---
import yaml
loader = yaml.Loader
cfg = yaml.load(open("c"), Loader=loader)  #! unsafe-yaml-load
---
import yaml
yaml.add_constructor("!x", f)
cfg = yaml.load(Path("x").read_text(), Loader=yaml.UnsafeLoader)  #! unsafe-yaml-load
---
from ruamel.yaml import YAML
yaml = YAML(typ='unsafe', pure=True)  #! unsafe-ruamel-load
---
import skops.io as sio
unknown = sio.get_untrusted_types(file="a.skops")
print(unknown)
m = sio.load("a.skops", trusted=unknown)  #! unsafe-skops-load
---
from lightning.pytorch import LightningModule
class Net(LightningModule): ...
@torch.no_grad()
def main(url: str = "https://x.example-labs.io/n.ckpt"):
    return Net.load_from_checkpoint(url)  #! unsafe-lightning-checkpoint
---
import torch
from torch import package
def f(p):
    imp = package.PackageImporter(p)  #! unsafe-torch-package+hint
    return imp.load_pickle("m", "m.pkl")
---
import torch, requests, io
m = torch.jit.load(io.BytesIO(requests.get("https://x.example-labs.io/ts.pt").content))  #! remote-torchscript
---
import tensorflow_hub as hub
m = hub.KerasLayer("https://tfhub.dev/someone/model")  #! unpinned-model-revision, untrusted-model-source
---
import gdown, tensorflow as tf
gdown.download_folder("https://drive.google.com/drive/folders/abc", output="sm")  #! unverified-download
m = tf.saved_model.load("sm")
---
import torch
ops = torch.ops.load_library(hf_hub_download("a/b", "x.so"))  #! native-library-load, unpinned-model-revision+hint, untrusted-model-source+hint
---
from safetensors.torch import load_file
import torch
try:
    sd = load_file(p)
except Exception:
    sd = torch.load(p, weights_only=False)  #! unsafe-torch-load
---
from transformers import AutoModel
m = AutoModel.from_pretrained(path, use_safetensors=False)  #! safetensors-avoided
---
from diffusers import UNet2DConditionModel
u = UNet2DConditionModel.from_pretrained(p, **{"use_safetensors": False})  #! safetensors-avoided
---
import torch
torch.save(m, "a.pt")
m = torch.load("a.pt", weights_only=False)  #! unsafe-torch-load+hint
---
from joblib import load, dump
dump(m, "m.joblib")
m = load("m.joblib")  #! unsafe-joblib-load+hint
---
import streamlit as st, pickle
@st.cache_resource
def get():
    return pickle.load(open("model.pkl", "rb"))  #! unsafe-pickle-load
---
import streamlit as st, pickle
f = st.file_uploader("model")
m = pickle.load(f)  #! unsafe-pickle-load
---
from fastapi import FastAPI, UploadFile
import joblib
app = FastAPI()
@app.post("/predict")
async def predict(file: UploadFile):
    return joblib.load(file.file)  #! unsafe-joblib-load
---
import boto3, pickle
s3 = boto3.client("s3")
m = pickle.loads(s3.get_object(Bucket="b", Key="k")["Body"].read())  #! unsafe-pickle-load
---
import redis, pickle
r = redis.Redis()
v = pickle.loads(r.get("k"))  #! unsafe-pickle-load
---
import base64, pickle
obj = pickle.loads(base64.b64decode(request.cookies["s"]))  #! unsafe-pickle-load
---
import jsonpickle
obj = jsonpickle.decode(open("a.json").read(), keys=True)  #! unsafe-jsonpickle-decode
---
import torch
ckpt = torch.load(**{"f": "x.pt", "weights_only": False})  #! unsafe-torch-load
`,
  ),

  group(
    'downloads: as people write them',
    String.raw`
import urllib.request as ur
URLS = {"a": "https://models.example-labs.io/a.pth"}
for k, u in URLS.items():
    ur.urlretrieve(u, f"{k}.pth")  #! unverified-download
---
import tensorflow as tf
p = tf.keras.utils.get_file("m.tgz", "https://models.example-labs.io/m.tgz", md5_hash=None)  #! missing-download-hash
---
from torchvision.datasets.utils import download_file_from_google_drive
download_file_from_google_drive("abc", "root", "m.pth")  #! missing-download-hash
---
from torchvision.datasets.utils import download_and_extract_archive as dx
dx(url="https://models.example-labs.io/m.zip", download_root="d", extract_root="d", filename="m.zip")  #! missing-download-hash
---
import requests
requests.packages.urllib3.disable_warnings()  #! tls-verification-disabled+hint
r = requests.request("GET", url, verify=0)  #! tls-verification-disabled
---
import requests, functools
get = functools.partial(requests.get, verify=False)  #! tls-verification-disabled
---
import requests
kw = dict(verify=False, timeout=3)
requests.post(url, **kw)  #! tls-verification-disabled
---
import ssl
ssl._create_default_https_context = lambda: ssl._create_unverified_context()  #! tls-verification-disabled
---
import ssl
ctx = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
ctx.check_hostname = False  #! tls-verification-disabled
ctx.verify_mode = ssl.CERT_NONE  #! tls-verification-disabled
---
import os
os.environ.setdefault("CURL_CA_BUNDLE", "")  #! tls-verification-disabled
os.environ["PYTHONHTTPSVERIFY"] = "0"  #! tls-verification-disabled
os.environ["REQUESTS_CA_BUNDLE"] = ""  #! tls-verification-disabled
os.environ["HF_HUB_DISABLE_SSL_VERIFY"] = "1"  #! tls-verification-disabled
---
os.environ.update(CURL_CA_BUNDLE="", HF_ENDPOINT="http://hub.openml-files.org")  #! tls-verification-disabled, insecure-hub-endpoint
---
#@ path run.sh
CURL_CA_BUNDLE="" python train.py  #! insecure-shell-download
curl -k https://models.example-labs.io/m.pt -o m.pt  #! insecure-shell-download, unverified-shell-download+hint
wget --no-check-certificate https://models.example-labs.io/m.pt  #! insecure-shell-download, unverified-shell-download+hint
curl https://get.example-labs.io | sudo bash  #! piped-shell-script
python <(curl -s https://get.example-labs.io/x.py)  #! piped-shell-script
bash -c "$(curl -fsSL https://get.example-labs.io)"  #! piped-shell-script
pip install git+https://github.com/a/b@main  #! mutable-vcs-requirement
git clone https://github.com/a/b && cd b && pip install -e .  #! unpinned-git-clone
---
import polars as pl
df = pl.read_csv("http://data.openml-files.org/x.csv")  #! insecure-download
---
import pandas as pd
for u in ["http://data.openml-files.org/x.csv"]:  #! insecure-download
    pd.read_csv(u)
---
import pandas as pd
url = f"http://data.openml-files.org/{name}.csv"
df = pd.read_parquet(url)  #! insecure-download
---
from datasets import load_dataset
ds = load_dataset("csv", data_files="http://data.openml-files.org/x.csv")  #! untrusted-model-source
---
import tarfile
def untar(p, dst):
    t = tarfile.open(p, "r:gz")
    for m in t.getmembers():
        t.extract(m, dst)  #! unsafe-archive-extraction+hint
    t.close()
---
import tarfile
with tarfile.open("a.tar") as t:
    t.extractall("d", filter="fully_trusted")  #! unsafe-archive-extraction+hint
---
import tarfile, requests
r = requests.get("https://data.example-labs.io/a.tgz", stream=True)
tarfile.open(fileobj=r.raw, mode="r|gz").extractall()  #! unsafe-archive-extraction
---
import requests
eval(requests.get(url).json()["expr"])  #! downloaded-code-executed
---
import requests, types
src = requests.get(url).text
mod = types.ModuleType("m")
exec(src, mod.__dict__)  #! downloaded-code-executed
---
!git clone --depth 1 https://github.com/a/b  #! unpinned-git-clone
%cd b
!pip install -r requirements.txt
---
from huggingface_hub import snapshot_download
import sys, os
p = snapshot_download("microsoft/x", revision="main")  #! unpinned-model-revision
sys.path.insert(0, os.path.join(p, "code"))  #! downloaded-code-imported
import foo
---
from huggingface_hub import hf_hub_download
import importlib.util
f = hf_hub_download("microsoft/x", "modeling.py")  #! unpinned-model-revision
spec = importlib.util.spec_from_file_location("m", f)  #! downloaded-code-imported
---
!pip install --index-url http://pypi.openml-files.org/simple torch==2.7.0  #! insecure-index
!pip install https://files.openml-files.org/x-1.0-py3-none-any.whl  #! unhashed-url-requirement
!pip install -q -U langchain openai  #! unpinned-requirement+hint, unpinned-requirement+hint
!conda install -y -c conda-forge foo  #! unpinned-requirement+hint
!pip install git+https://github.com/a/b@0123456789abcdef0123456789abcdef01234567
---
import requests
url = "https://models.example-labs.io/m.pt"
with open("m.pt", "wb") as f: f.write(requests.get(url).content)  #! unverified-download
import torch
sd = torch.load("m.pt", weights_only=True)
---
import kagglehub, wget
wget.download(url="https://models.example-labs.io/m.ckpt", out="m.ckpt")  #! unverified-download
---
import fsspec
fsspec.open("http://models.openml-files.org/m.pt")  #! insecure-download
---
import urllib.request
urllib.request.urlretrieve("http://yann.openml-files.org/exdb/mnist/train.gz", filename="t.gz")  #! unverified-download, insecure-download
`,
  ),

  group(
    'code execution: as people write it, and what serves it',
    String.raw`
from openai import OpenAI
client = OpenAI()
def ask(q):
    r = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": q}])
    return r.choices[0].message.content
code = ask("write python")
exec(code)  #! model-output-executed
---
from openai import AsyncOpenAI
client = AsyncOpenAI()
async def main():
    r = await client.responses.create(model="gpt-4o", input="x")
    exec(r.output_text)  #! model-output-executed
---
import ollama
r = ollama.chat(model="llama3", messages=[])
eval(r["message"]["content"])  #! model-output-executed
---
from langchain_openai import ChatOpenAI
llm = ChatOpenAI()
out = llm.invoke("x")
exec(out.content)  #! model-output-executed
---
import litellm, json
r = litellm.completion(model="x", messages=[])
args = eval(r.choices[0].message.tool_calls[0].function.arguments)  #! model-output-executed
---
from vllm import LLM
llm = LLM("./m")
outs = llm.generate(prompts)
for o in outs:
    exec(o.outputs[0].text)  #! model-output-executed
---
import google.generativeai as genai
m = genai.GenerativeModel("gemini-pro")
exec(m.generate_content("x").text)  #! model-output-executed
---
import re
from openai import OpenAI
r = OpenAI().chat.completions.create(model="m", messages=[])
code = re.search(r"{{tick}}{{tick}}{{tick}}python(.*?){{tick}}{{tick}}{{tick}}", r.choices[0].message.content, re.S).group(1)
exec(code, {})  #! model-output-executed
---
import subprocess, anthropic
c = anthropic.Anthropic()
msg = c.messages.create(model="claude", max_tokens=1, messages=[])
subprocess.run(["python", "-c", msg.content[0].text])  #! model-output-executed
---
import os
from openai import OpenAI
r = OpenAI().chat.completions.create(model="m", messages=[])
os.system(r.choices[0].message.content)  #! model-output-executed
---
from transformers import AutoModelForCausalLM, AutoTokenizer
tok = AutoTokenizer.from_pretrained("./m")
model = AutoModelForCausalLM.from_pretrained("./m")
ids = model.generate(**tok("x", return_tensors="pt"))
out = tok.batch_decode(ids)[0]
eval(out)  #! model-output-executed
---
import subprocess
def run(name):
    subprocess.Popen("python train.py --name " + name, shell=True)  #! shell-command-injection
---
import subprocess, argparse
p = argparse.ArgumentParser(); p.add_argument("--path")
args = p.parse_args()
subprocess.call("rm -rf %s" % args.path, shell=True)  #! shell-command-injection
---
import os
os.popen("cat {}".format(input()))  #! shell-command-injection
---
import asyncio
async def f(x):
    await asyncio.create_subprocess_shell(f"echo {x}")  #! shell-command-injection
---
from flask import Flask, request
import subprocess
app = Flask(__name__)
@app.route("/x")
def x():
    subprocess.check_output("convert " + request.args["f"], shell=True)  #! shell-command-injection
    return eval(request.json["e"])  #! dynamic-code-execution
---
from smolagents import CodeAgent, HfApiModel
agent = CodeAgent(tools=[], model=HfApiModel(), additional_authorized_imports=["os", "subprocess"])  #! agent-code-execution
---
from langchain.agents import load_tools
tools = load_tools(["python_repl", "terminal"], llm=llm)  #! agent-code-execution
---
from langchain.chains import PALChain
c = PALChain.from_math_prompt(llm)  #! agent-code-execution
---
from llama_index.tools.code_interpreter import CodeInterpreterToolSpec
s = CodeInterpreterToolSpec()  #! agent-code-execution
---
from llama_index.experimental.query_engine import PandasQueryEngine
q = PandasQueryEngine(df=df)  #! agent-code-execution
---
from autogen.coding import LocalCommandLineCodeExecutor
e = LocalCommandLineCodeExecutor(work_dir="x")  #! agent-code-execution
---
from autogen_ext.code_executors.local import LocalCommandLineCodeExecutor
e = LocalCommandLineCodeExecutor(work_dir="x")  #! agent-code-execution
---
from crewai import Agent
a = Agent(role="x", allow_code_execution=True, code_execution_mode="unsafe")  #! agent-code-execution
---
from jinja2 import Template
import json
cfg = json.load(open("tokenizer_config.json"))
print(Template(cfg["chat_template"]).render(messages=[]))  #! unsandboxed-template
---
import jinja2
env = jinja2.Environment(loader=jinja2.BaseLoader())
t = env.from_string(open("model/chat_template.jinja").read())  #! unsandboxed-template
---
from jinja2 import Environment
from gguf import GGUFReader
r = GGUFReader("m.gguf")
t = Environment().from_string(r.fields["tokenizer.chat_template"].parts[-1].tobytes().decode())  #! unsandboxed-template
---
import gradio as gr
gr.Interface(fn=f, inputs="text", outputs="text").launch(share=True)  #! public-demo-link+hint
---
import gradio as gr
with gr.Blocks() as demo: pass
demo.launch(server_name="0.0.0.0")  #! exposed-server+hint
---
import uvicorn
uvicorn.run(app, host="0.0.0.0", port=8000)  #! exposed-server+hint
---
from flask import Flask
app = Flask(__name__)
if __name__ == "__main__":
    app.run(host="0.0.0.0", debug=True)  #! exposed-server+hint, debug-server
---
import ray
ray.init(dashboard_host="0.0.0.0")  #! exposed-server
---
import mlflow
mlflow.set_tracking_uri("http://mlflow.acme-ml.io:5000")  #! insecure-tracking-server
---
!jupyter notebook --NotebookApp.token='' --ip=0.0.0.0 --allow-root  #! exposed-server+hint, unauthenticated-notebook-server
---
import os
os.chmod("model.pt", 0o777)  #! world-writable-permissions
---
#@ path jupyter_server_config.py
c.ServerApp.token = ""  #! unauthenticated-notebook-server
c.ServerApp.password = ""  #! unauthenticated-notebook-server+hint
---
from dask.distributed import Client
c = Client("tcp://scheduler.acme-ml.io:8786")  #! insecure-cluster-connection
---
import tensorboard
!tensorboard --logdir logs --bind_all  #! exposed-server+hint
---
import sagemaker
e = sagemaker.estimator.Estimator(image_uri="x", role="r", enable_network_isolation=False)  #! insecure-cluster-connection+hint
`,
  ),

  group(
    'secrets: as people write them',
    String.raw`
from openai import AzureOpenAI
c = AzureOpenAI(azure_endpoint="https://x.openai.azure.com", api_key="{{secret:azure-openai-legacy}}", api_version="2024-02-01")  #! hardcoded-secret
---
import openai
openai.api_type = "azure"
openai.api_key = "{{secret:azure-ai}}"  #! hardcoded-secret
---
from groq import Groq
g = Groq(api_key="{{secret:groq}}")  #! hardcoded-secret
---
import replicate
c = replicate.Client(api_token="{{secret:replicate}}")  #! hardcoded-secret
---
from together import Together
c = Together(api_key="{{secret:together-legacy}}")  #! hardcoded-secret
---
import boto3
s = boto3.Session("{{secret:aws-access-key-id}}", "{{secret:aws-secret-key}}")  #! hardcoded-secret, hardcoded-secret
---
from qdrant_client import QdrantClient
q = QdrantClient(url="https://x.qdrant.io", api_key="{{secret:random}}")  #! hardcoded-secret
---
import weaviate
c = weaviate.Client("https://x", auth_client_secret=weaviate.AuthApiKey(api_key="{{secret:random}}"))  #! hardcoded-secret
---
from huggingface_hub import InferenceClient
c = InferenceClient(model="x", token="{{secret:huggingface}}")  #! hardcoded-secret
---
HF_TOKEN = os.environ.get("HF_TOKEN") or "{{secret:huggingface}}"  #! hardcoded-secret
---
token = "{{secret:huggingface}}" if local else None  #! hardcoded-secret
---
keys = ["{{secret:openai}}", "{{secret:anthropic}}"]  #! hardcoded-secret, hardcoded-secret
---
API = {
    "openai": {"key": "{{secret:openai}}"},  #! hardcoded-secret
    "db": {"password": "{{secret:password}}"},  #! hardcoded-secret
}
---
class Config(BaseSettings):
    wandb_api_key: SecretStr = SecretStr("{{secret:wandb}}")  #! hardcoded-secret
---
import click
@click.option("--api-key", default="{{secret:anthropic}}")  #! hardcoded-secret
def main(api_key): ...
---
import requests
requests.get(url, headers={"Authorization": "Bearer {{secret:random}}"}, auth=("user", "{{secret:password}}"))  #! hardcoded-secret, hardcoded-secret
---
conn = psycopg2.connect(host="db.acme-ml.io", user="ml", password="{{secret:password}}")  #! hardcoded-secret
---
credentials = """{"type": "service_account", "private_key": "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKjMzEfYyjiWA4R4M2bS1GB4t7NXp98C3SC6dVMvDuictGeurT8jNbvJZHtCSuYEvuNMoSfm76oqFvAp8Gy0iz5sxjZmSnXyCdPEovGhLa0VzMaQ8s+CLOyS56YyCFGeJZqgtzJ6GR3eqoYSW9b9UMvkBpZODSctWSNGj3P7jRFDO5VoTwCQAWbFnOjDfH5Ulgp2PKSQnSJP3AJLQNFNe7br1XbrhV\n-----END PRIVATE KEY-----"}"""  #! hardcoded-secret
---
import os
os.environ |= {"WANDB_API_KEY": "{{secret:wandb}}"}  #! hardcoded-secret
---
import os
os.environ.update(OPENAI_API_KEY="{{secret:openai}}")  #! hardcoded-secret
---
import comet_ml
comet_ml.init(api_key="{{secret:comet}}")  #! hardcoded-secret
---
from clearml import Task
Task.set_credentials(key="{{secret:clearml}}", secret="{{secret:random}}")  #! hardcoded-secret, hardcoded-secret
---
import kaggle
os.environ["KAGGLE_USERNAME"] = "me"
os.environ["KAGGLE_KEY"] = "{{secret:kaggle}}"  #! hardcoded-secret
---
!echo "{{secret:huggingface}}" | huggingface-cli login --token-stdin  #! hardcoded-secret
---
!wandb login {{secret:wandb}}  #! hardcoded-secret
---
%set_env HF_TOKEN={{secret:huggingface}}  #! hardcoded-secret
---
%%writefile .env
OPENAI_API_KEY={{secret:openai}}  #! hardcoded-secret
---
%%bash
curl -H "Authorization: Bearer {{secret:openai}}" https://api.openai.com/v1/models  #! hardcoded-secret
---
%%sh
export AWS_SECRET_ACCESS_KEY={{secret:aws-secret-key}}  #! hardcoded-secret
---
#@ path Dockerfile
FROM python:3.12
RUN huggingface-cli login --token {{secret:huggingface}}  #! hardcoded-secret
RUN pip install --index-url https://user:{{secret:random}}@pypi.acme-ml.io/simple x==1.0  #! insecure-index
---
#@ path docker-compose.yaml
services:
  a:
    environment:
      - OPENAI_API_KEY={{secret:openai}}  #! hardcoded-secret
      - POSTGRES_PASSWORD={{secret:password}}  #! hardcoded-secret
---
#@ path config.json
{"hf_token": "{{secret:huggingface}}", "nested": {"password": "{{secret:password}}"}}  #! hardcoded-secret, hardcoded-secret
---
#@ path pyproject.toml
[tool.x]
api_key = "{{secret:anthropic}}"  #! hardcoded-secret
---
#@ path .pypirc
[pypi]
username = __token__
password = {{secret:pypi}}  #! hardcoded-secret
---
#@ path train.slurm
#!/bin/bash
#SBATCH -J x
export WANDB_API_KEY={{secret:wandb-legacy}}  #! hardcoded-secret
srun python train.py --hf_token {{secret:huggingface}}  #! hardcoded-secret
---
#@ path .env.production
DB_URL=postgres://ml:{{secret:password}}@db.acme-ml.io/x  #! hardcoded-secret
---
import os, mlflow
mlflow.set_tag("hf_token", os.environ["HF_TOKEN"])  #! secret-in-log
---
import os
api_key = os.environ["OPENAI_API_KEY"]
print("key:", api_key)  #! secret-in-log
print(f"{api_key=}")  #! secret-in-log
print(os.environ)  #! secret-in-log
---
from loguru import logger
logger.debug("token {}", hf_token)  #! secret-in-log
---
import sys, os
sys.stderr.write(os.environ["HF_TOKEN"])  #! secret-in-log
---
import streamlit as st
st.write(st.secrets["OPENAI_API_KEY"])  #! secret-in-log
---
import wandb
wandb.init(config=dict(api_key=api_key))  #! secret-in-log
`,
  ),
];
